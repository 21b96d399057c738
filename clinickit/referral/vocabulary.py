"""The words that directories use, brought to ours. In: free text and taxonomy terms. Out: names of modalities, concerns and kinds of
cost that the whole room shares. Called by the readers, by matching and by the command line (`--modality`, `--cost`).

A word counts where it stands whole and no “no”, “not” or “without” stands before it in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

MODALITIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "cbt": (
            "cbt",
            "cognitive behavioral",
            "cognitive behavioural",
            "cognitive-behavioral",
            "cognitive-behavioural",
            "cognitive therapy",
        ),
        "dbt": ("dbt", "dialectical behavior", "dialectical behaviour", "dialectical"),
        "act": ("acceptance and commitment", "acceptance & commitment"),
        "ipt": ("ipt", "interpersonal psychotherapy", "interpersonal therapy"),
        "psychodynamic": ("psychodynamic", "psychoanalytic", "psychoanalysis", "depth psychology"),
        "attachment": ("attachment-based", "attachment based", "attachment therapy", "attachment-focused", "attachment focused"),
        "eft": ("emotionally focused", "emotion focused", "emotion-focused", "eft"),
        "emdr": ("emdr", "eye movement desensitization", "eye movement desensitisation"),
        "schema": ("schema therapy",),
        "mbt": ("mentalization", "mentalisation", "mbt"),
        "trauma": ("trauma-focused", "trauma focused", "trauma therapy", "cognitive processing therapy", "prolonged exposure", "tf-cbt"),
        "mindfulness": ("mindfulness", "mbct", "mbsr"),
        "motivational": ("motivational interviewing", "motivational enhancement"),
        "play": ("play therapy",),
        "arts": ("art therapy", "music therapy", "drama therapy", "expressive arts"),
        "parenting": ("parenting program", "parenting programme", "parent training", "parent education", "parenting class", "pcit"),
        "psychoeducation": ("psychoeducation", "psycho-education"),
        "assessment": ("psychological assessment", "mental health evaluation", "psychological evaluation", "psychological testing"),
        "medication": ("psychiatry", "psychiatrist", "psychiatric services", "medication management"),
        "peer": ("peer support", "peer counseling", "peer counselling", "self-help group", "mutual support"),
        "group": (
            "group therapy",
            "group counseling",
            "group counselling",
            "therapy group",
            "support group",
            "support groups",
            "group work",
        ),
        "couples": (
            "couples",
            "couple therapy",
            "couple counseling",
            "couple counselling",
            "marriage counseling",
            "marriage counselling",
            "marital therapy",
            "marital counseling",
            "relationship counseling",
            "relationship counselling",
        ),
        "family": (
            "family therapy",
            "family counseling",
            "family counselling",
            "families counselling",
            "families counseling",
            "family systems",
        ),
        "individual": (
            "individual therapy",
            "individual counseling",
            "individual counselling",
            "individual psychotherapy",
            "one-to-one",
            "one to one counselling",
        ),
        "counseling": ("counseling", "counselling", "counsellor", "counselor", "psychotherapy", "psychotherapist", "talking therapy"),
    }
)
"""Modality → words that name it in a directory."""

CONCERNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "anxiety": ("anxiety", "panic", "phobia", "worry"),
        "depression": ("depression", "depressed", "low mood"),
        "trauma": ("trauma", "ptsd", "posttraumatic", "post-traumatic"),
        "grief": ("grief", "bereavement", "loss of a loved one"),
        "relationship": ("relationship", "relationships", "marital", "marriage", "couples", "separation", "divorce"),
        "attachment": ("attachment",),
        "family": ("family conflict", "parenting", "parent-child", "family relationships"),
        "abuse": ("abuse", "violence", "assault", "battering", "coercive control"),
        "substance-use": ("substance", "addiction", "alcohol", "drug use", "drug and alcohol"),
        "eating": ("eating disorder", "eating disorders", "anorexia", "bulimia", "binge eating"),
        "suicide": ("suicide", "suicidal", "self-harm", "self harm"),
        "anger": ("anger",),
        "sexuality": ("sexuality", "sexual orientation", "gender identity", "lgbt", "lgbtq"),
        "psychosis": ("psychosis", "schizophrenia", "bipolar"),
        "developmental": ("autism", "adhd", "developmental delay", "developmental disability"),
    }
)
"""Concern → words that name it."""

COSTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "free": ("free", "no cost", "no fee", "no charge", "free of charge", "without charge", "at no cost", "gratis", "gratuit"),
        "sliding": (
            "sliding scale",
            "sliding fee",
            "sliding-scale",
            "ability to pay",
            "income based",
            "income-based",
            "reduced fee",
            "low cost",
        ),
        "insurance": (
            "insurance",
            "medicaid",
            "medicare",
            "medi-cal",
            "nhs",
            "covered by msp",
            "tricare",
            "private health plan",
            "extended health",
        ),
        "fee": ("fee", "fees", "charge", "charges", "cost", "rate", "per hour", "per session", "pay", "fees apply", "self-pay"),
    }
)
"""Kind of cost → words, in the order they are looked for; `unknown` where none is found."""

INSURERS = (
    "medicaid",
    "medicare",
    "medi-cal",
    "tricare",
    "chip",
    "nhs",
    "aetna",
    "anthem",
    "blue cross",
    "blue shield",
    "cigna",
    "humana",
    "kaiser",
    "optum",
    "united healthcare",
    "unitedhealthcare",
)
"""Payers that are recognized in words; others stay in the text."""

_INSURERS: Mapping[str, tuple[str, ...]] = MappingProxyType({name: (name,) for name in INSURERS})
_NO = re.compile(r"\b(no|not|without|never|except|excluding|cannot|nor)\b[^.;:!?\n]*\Z", re.IGNORECASE)


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in ordered) + r")(?!\w)", re.IGNORECASE)


@cache
def _table(entries: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """One pattern for all words of a table (a hit is looked for at every place, so that words may overlap), and whose each word is."""
    owners = {word.casefold(): name for name, words in entries for word in words}
    ordered = sorted(owners, key=lambda word: (-len(word), word))
    whole = r"(?<!\w)(?=(" + "|".join(re.escape(word) for word in ordered) + r")(?!\w))"
    return re.compile(whole), owners


def named(texts: Iterable[str], table: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The entries of a table that the texts name, in the table's order."""
    pattern, owners = _table(tuple(table.items()))
    found = set()
    for text in texts:
        low = text.casefold()
        for match in pattern.finditer(low):
            name = owners[match[1]]
            if name not in found and not _NO.search(low[max(0, match.start() - 60) : match.start()]):
                found.add(name)
    return tuple(name for name in table if name in found)


def modalities(texts: Iterable[str]) -> tuple[str, ...]:
    """What kinds of help the texts name: (`cbt`, `group` …)."""
    return named(texts, MODALITIES)


def concerns(texts: Iterable[str]) -> tuple[str, ...]:
    """What concerns the texts name."""
    return named(texts, CONCERNS)


def cost_kind(text: str, amount: float | None = None) -> str:
    """free, sliding, insurance, fee or unknown, from words and an amount in any currency."""
    if _pattern(COSTS["sliding"]).search(text):
        return "sliding"
    if amount is not None and amount > 0:
        return "fee"
    if amount == 0 or (_pattern(COSTS["free"]).search(text) and not re.search(r"\bnot\s+free\b|toll[- ]free", text, re.IGNORECASE)):
        return "free"
    return next((kind for kind in ("insurance", "fee") if _pattern(COSTS[kind]).search(text)), "unknown")


def insurers(texts: Iterable[str]) -> tuple[str, ...]:
    """Payers named in the texts, in small letters, each once."""
    return named(texts, _INSURERS)
