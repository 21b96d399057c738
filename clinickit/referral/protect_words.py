"""The words and codes by which a shelter or family-violence service is known, in the languages of the directories. Data; read by `protect`.

A word too many withholds an address that an override can show; a word too few tells one that nobody can take back. So they are wide."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

TAXONOMY = ("BH-1800", "BH-8600", "RP-1500.1400-200")
"""Beginnings of codes of the 211 taxonomy: emergency shelter (BH-1800.1500 is domestic violence), transitional housing and shelter,
domestic violence hotlines."""

PHONE_KINDS = re.compile(r"safe\s?-?\s?house|safe\s?-?\s?home|shelter|refuge|transition\s?-?\s?house", re.IGNORECASE)

_VIOLENCE = (
    r"(?:domestic|family|spousal|intimate[\s-]partner|partner|relationship|dating|gender[\s-]based)[\s-]+(?:violence|abuse)",
    r"violence[\s-]+against[\s-]+women|battered|abused[\s-]+(?:women|woman|partners?|spouses?)|honou?r[\s-]based",
    r"human[\s-]+trafficking",
    r"(?:safe|transition|crisis|second[\s-]stage)[\s-]*(?:house|houses|home|homes|housing)\b",
    r"women['’]?s[\s-]+(?:refuge|shelter|aid)|refuge[\s-]+for|refuges?\b(?=[^.]*wom[ae]n)|wom[ae]n[^.]{0,30}\brefuge",
    r"(?:fleeing|escaping|leaving|seeking safety from|safety from)\s+[^.]{0,40}(?:violence|abuse)",
    r"violencia\s+(?:doméstica|domestica|familiar|intrafamiliar|machista|de\s+género|de\s+pareja)",
    r"casa\s+(?:de\s+)?acogida|casa\s+refugio|refugio\s+para\s+mujeres|albergue|mujeres\s+maltratadas",
    r"violences?\s+(?:conjugales?|familiales?|domestiques?)|maison\s+d['’]hébergement|foyer\s+pour\s+femmes|refuge\s+pour",
    r"violência\s+(?:doméstica|familiar|conjugal)|casa[\s-]abrigo|violenza\s+(?:domestica|di\s+genere)|casa\s+rifugio|antiviolenza",
    r"frauenh(?:aus|äuser)|häusliche[rn]?\s+gewalt|vrouwenopvang|huiselijk\s+geweld|blijf[\s-]van[\s-]mijn[\s-]lijf|krisesenter|kvinnojour",
    r"przemoc\w*\s+(?:domow|w\s+rodzinie)|домашн\w+\s+насили\w+|убежищ\w+|кризисн\w+\s+центр\w*\s+для\s+женщин|домашн\w+\s+насильств\w+",
    r"ev\s+içi\s+şiddet|aile\s+içi\s+şiddet|kadın\s+sığınma|bạo\s+(?:lực|hành)\s+gia\s+đình|karahasan\s+sa\s+tahanan",
)
_UNSPACED = (
    r"العنف\s+(?:الأسري|المنزلي)|دار\s+(?:إيواء|الإيواء)|مأوى|घरेलू\s+हिंसा|आश्रय\s+गृह",
    r"家庭暴力|家暴|庇护|庇護|婦女之家|妇女之家|가정\s?폭력|쉼터",
)
_SHELTER = (r"(?<!animal )(?<!pet )(?<!bus )(?<!tax )(?<!picnic )\bshelters?\b(?!\s+in\s+place)", r"\brefuge\b", r"\bsafehouse\b")


_STEMS = (
    *("viol", "abus", "batter", "honor", "honour", "traffick", "safe", "transition", "crisis", "second", "women", "woman", "refug"),
    *(
        "shelter",
        "acogida",
        "albergue",
        "maltrat",
        "maison",
        "foyer",
        "casa",
        "gewalt",
        "geweld",
        "frauenh",
        "opvang",
        "blijf",
        "krisesenter",
    ),
    *("kvinnojour", "przemoc", "насил", "убежищ", "кризисн", "العنف", "دار", "مأوى", "घरेलू", "आश्रय", "家庭", "家暴", "庇", "婦女", "妇女"),
    *("ddet", "nma", "bạo", "karahasan", "폭력", "쉼터", "wom"),
)
"""Each pattern needs one of these in small letters: a quick look that spares most listings the long one."""


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns as one; `first` gives the first that a text has, in the text's own words."""

    pattern: re.Pattern[str]

    def first(self, text: str) -> str:
        """What was found, or nothing."""
        text = unicodedata.normalize("NFKC", text)
        low = text.lower()
        if not any(stem in low for stem in _STEMS):
            return ""
        found = self.pattern.search(text)
        return " ".join(found.group().split())[:40] if found else ""


WORDS = Words(re.compile(rf"\b(?:{'|'.join((*_VIOLENCE, *_SHELTER))})|{'|'.join(_UNSPACED)}", re.IGNORECASE))
"""In a name, a taxonomy term or a description."""
