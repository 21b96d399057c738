"""Words that handouts avoid, with what to say in place of them, and literals that must come from records. Data for `rules_words`; to add
a word is to add a line."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Avoided:
    """A pattern of whole words, the better words, and why."""

    pattern: re.Pattern[str]
    better: str
    why: str = "shames people, or makes a label of them"


@dataclass(frozen=True, slots=True)
class Literal:
    """Something that may not stand in a string: the code's last part, how a message calls it, the pattern, what to do."""

    name: str
    said: str
    pattern: re.Pattern[str]
    hint: str


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


_PEOPLE = "(?:person|people|partners?|adults?|types?|lovers?|wife|husband|girlfriend|boyfriend)"
_PROMISES = "promises what nobody can"
_GROWS = "grow more secure over time"

AVOIDED = (
    Avoided(_any("need(?:y|ier|iest|iness)"), "wants closeness; looks for reassurance; worries about being left"),
    Avoided(_any("cling(?:y|ier|iness|ing|s)"), "wants closeness; looks for reassurance; worries about being left"),
    Avoided(_any("whin(?:y|e|es|ed|ing|er|ers)"), "wants closeness; looks for reassurance; worries about being left"),
    Avoided(_any("manipulat(?:e|es|ed|ing|ive|ively|ion|ions|or|ors)"), "tries to keep you close in ways that can hurt"),
    Avoided(_any("over-?react(?:s|ed|ing|ion|ions)?"), "the alarm goes off fast; feels it strongly"),
    Avoided(_any("attention[ -]seek(?:ing|er|ers|s)?"), "connection-seeking"),
    Avoided(
        _any("threat(?:s|en|ens|ened|ening)? (?:with |of )?(?:suicide|to (?:kill|hurt|harm) (?:him|her|them|your)sel(?:f|ves))"),
        "says they will die if you leave (take it seriously, get help)",
    ),
    Avoided(
        _any("(?:what (?:is|was) said|what happens|everything|all)[^.]{0,20} stays? (?:here|in (?:the|this) (?:group|room))"),
        "we agree to keep it private; no one can promise it",
        _PROMISES,
    ),
    Avoided(
        _any("(?:clear|delete|erase|wipe) (?:your |the |all )?(?:browser |search |call )?history"),
        "use a phone the person cannot see; deleting can be noticed",
        "can put someone in danger",
    ),
    Avoided(
        _any("(?:diagnos(?:ed|e|es|is) (?:with|of)|suffer(?:s|ed|ing)? from|afflicted (?:with|by))[^.]{0,30} attachment"),
        "sees this pattern in themselves",
    ),
    Avoided(
        _any(f"(?:anxious|avoidant|fearful|preoccupied|dismissive|insecure)(?:ly attached)? {_PEOPLE}"),
        "someone with more attachment anxiety; someone who keeps distance",
    ),
    Avoided(_any("disorganized (?:adults?|person|people|partners?)"), "fearful-avoidant pattern: wants closeness and fears it"),
    Avoided(_any("bad (?:parent|mother|father)(?:s|ing)?"), "early care is one of many influences"),
    Avoided(_any(r"cur(?:e|es|ed|ing) (?:\w+ ){0,3}(?:attachment|pattern|style|worry|you)"), _GROWS, _PROMISES),
    Avoided(_any("becom(?:e|es|ing) secure"), _GROWS, _PROMISES),
    Avoided(_any("fix(?:es|ed|ing)? (?:you|yourself|them|him|her|your (?:attachment|style|pattern|partner))"), _GROWS, _PROMISES),
    Avoided(_any("crazy", "insane", "psycho", "drama queens?", f"toxic {_PEOPLE}"), "say what the person does or feels"),
)

ONE_FAMILY = _any("husbands?", "wife", "wives", "mothers?", "fathers?", "mums?", "moms?", "dads?", "boyfriends?", "girlfriends?")
ANY_FAMILY = _any("partners?", "parents?", "carers?", "caregivers?", "famil(?:y|ies)")

ABUSE = _any(
    "track(?:s|ed|ing)?",
    "sp(?:y|ies|ied|ying) on",
    "stalk(?:s|ed|ing)?",
    "monitor(?:s|ed|ing)?",
    "threat(?:s|en|ens|ened|ening)?",
    "isolat(?:e|es|ed|ing)",
    r"(?:read|check|search|go(?:es)? through|look at)(?:s|es|ing)? (?:\w+ ){0,2}(?:phone|messages|mail|e-?mails?)",
    "follow(?:s|ed|ing)? (?:you|them|him|her|someone) ",
)
"""What is abuse, and never a sign of a pattern."""
NOT_OKAY = _any("not okay", "never okay", "not ok", "abuse", "still not check", "without a free yes", "not safe", "afraid")

_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|(?:Octo|Novem|Decem)ber|Oct|Nov|Dec)"
)
_DATE = rf"\b(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|(?:19|20)\d{{2}}|{_MONTH}\.? \d{{1,2}}|\d{{1,2}}\.? {_MONTH})\b"
_DIALLED = r"\b(?:call|text|dial|ring|phone) (?:#?\d{2,}(?! \w+s\b)|(?:\w+ ){1,3}#?\d{3,})"
_SHORT_CODE = r"(?<![\d,.])(?:911|988|999|112|000|116 ?\d{3}|741741)(?![\d%]|[,.]\d)"

LITERALS = (
    Literal(
        "date",
        "A date or year",
        re.compile(_DATE),
        "Dates come from fields, formatted for the reader's language; leave it out.",
    ),
    Literal(
        "address",
        "A web or e-mail address",
        re.compile(r"https?:\S*|www\.\S*|\b[\w-]+\.(?:com|org|net|gov|edu|info|io|app|co\.uk|de|fr|es)\b|\S+@\S+\.\w+", re.IGNORECASE),
        "Use a contacts or see block; addresses come from records.",
    ),
    Literal(
        "price",
        "A price",
        re.compile(r"[$€£¥₹]\s?\d+|\d+\s?[$€£¥₹]|\b\d+(?:[.,]\d+)? (?:dollars?|euros?|pounds?|cents?|USD|EUR|GBP)\b", re.IGNORECASE),
        "Prices change and differ by place: say “Ask what it costs.”",
    ),
    Literal(
        "phone",
        "A phone number or short code",
        re.compile(rf"(?<![\w.,])\+?\(?\d[\d\s()-]{{5,}}\d(?!\w)|{_DIALLED}|{_SHORT_CODE}", re.IGNORECASE),
        "Use a contacts block: it prints verified numbers of the clinic's territory.",
    ),
)
"""In this order; the first that matches is told, so a date is not called a phone number."""
