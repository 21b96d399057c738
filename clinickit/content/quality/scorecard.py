"""All measures of a handout together. In: the Handout in its source language, the same in the language asked for, the facts and ratings.
Out: a `Scorecard`. Called by `library`; `card` puts it on a page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from clinickit.content import build
from clinickit.content.facts import Facts
from clinickit.content.model import Handout
from clinickit.content.quality import formulas, index, pemat
from clinickit.content.quality.formulas import Level
from clinickit.content.quality.items import Answer, Item, score
from clinickit.content.quality.ratings import Ratings
from clinickit.content.quality.running import running, sentences
from clinickit.content.quality.signs import look

PEMAT, INDEX = "pemat-p", "cdc-index"
PEMAT_AIM, INDEX_AIM = 70, 90
"""Per cent that the tools ask for."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """`stated` counts the nodes that state claims; `unsupported` those of them with neither a reference nor a basis; `practice` those that
    rest on practice; `unseen` the references that nobody saw; `strengths` how often each kind of evidence stands behind a claim."""

    stated: int
    unsupported: int
    practice: int
    references: int
    unseen: tuple[str, ...]
    strengths: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """`levels` is empty where no formula is valid for the language. `stale` counts signed ratings of an older text."""

    handout: str
    title: str
    version: str
    language: str
    audience: str
    words: int
    sentences: int
    levels: tuple[Level, ...]
    pemat: tuple[Item, ...]
    index: tuple[Item, ...]
    evidence: Evidence
    source_hash: str
    stale: int = 0

    @property
    def understandability(self) -> int | None:
        return score(tuple(item for item in self.pemat if item.number in pemat.UNDERSTANDABILITY))

    @property
    def actionability(self) -> int | None:
        return score(tuple(item for item in self.pemat if item.number in pemat.ACTIONABILITY))

    @property
    def clarity(self) -> int | None:
        """The CDC index, of 100."""
        return score(self.index)

    @property
    def machine(self) -> int | None:
        """Per cent of the PEMAT items that a machine judged."""
        return score(tuple(item for item in self.pemat if item.by == "machine"))

    @property
    def open(self) -> dict[str, tuple[int, ...]]:
        """Numbers of the items that wait for a person, by tool."""
        both = ((PEMAT, self.pemat), (INDEX, self.index))
        return {tool: tuple(item.number for item in items if item.answer is Answer.OPEN) for tool, items in both}

    @property
    def good(self) -> bool:
        """Whether nothing that a machine judges is amiss: reading level, every PEMAT item, a source behind every claim. A guide for
        clinicians is judged by its sources alone."""
        if self.unsourced:
            return False
        return self.audience == "clinician" or (
            all(level.good for level in self.levels[:1]) and not any(item.answer is Answer.NO for item in self.pemat)
        )

    @property
    def unsourced(self) -> bool:
        """Whether a claim stands without a source, or a source was never seen."""
        return bool(self.evidence.unsupported or self.evidence.unseen)


def measure(source: Handout, said: Handout, language: str, facts: Facts, ratings: Ratings) -> Scorecard:
    """`source` is judged by the score sheets (they are for its language), `said` by the reading formulas of `language`."""
    words = tuple(running(said))
    levels = formulas.levels(words, language) if said.language == language or source.language == language else ()
    found = look(source)
    client = source.audience != "clinician"
    grade = next((level.value for level in formulas.levels(tuple(running(source)), "en")), None)
    return Scorecard(
        handout=source.id,
        title=said.title.plain(),
        version=source.version,
        language=language,
        audience=source.audience,
        words=sum(len(one.split()) for one in words),
        sentences=sum(1 for _ in sentences(iter(words))),
        levels=levels,
        pemat=ratings.over(PEMAT, pemat.items(found, grade)) if client else (),
        index=ratings.over(INDEX, index.items(found, grade)) if client else (),
        evidence=_evidence(source, facts),
        source_hash=source.source_hash,
        stale=ratings.stale,
    )


def _evidence(handout: Handout, facts: Facts) -> Evidence:
    supports = [one for section in handout.sections for one in build.supports(section)]
    stated = [one for one in supports if one.claims]
    refs = dict.fromkeys(ref for one in supports for ref in one.refs)
    kinds = Counter(facts.claims[claim].evidence for one in stated for claim in dict.fromkeys(one.claims) if claim in facts.claims)
    return Evidence(
        stated=len(stated),
        unsupported=sum(not one.refs and one.basis is None for one in stated),
        practice=sum(one.basis is not None for one in supports),
        references=len(refs),
        unseen=tuple(ref for ref in refs if ref in facts.unseen),
        strengths=tuple(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))),
    )
