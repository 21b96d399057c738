"""Kinds of help to talk about with a person: what a clinician says (age, concerns, wishes, safety) goes in, an `Advice` comes out, each
option with its reasons, evidence and cautions, and those held back with the reason why. Called by the command line and by programs.

The knowledge is data (options.json, a clinic's own over ours by option) and rests on claims of the content library. Nothing is
recommended without a reason; sessions with two or more of a family only after each was asked alone and is safe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from clinickit.content import facts as library
from clinickit.content.check import Checker
from clinickit.content.facts import Facts
from clinickit.diagnostics import errors_of
from clinickit.errors import ContentInvalid, Unknown
from clinickit.referral.asking import Safety

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence for clinicians; `evidence` says what kind of study stands behind it ("practice" where none does), `sources` which, in
    short form."""

    text: str
    evidence: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A kind of help: `why` it is offered, or why it is `held`; `handouts` to give; `modalities` to look for in a directory."""

    id: str
    name: str
    modalities: tuple[str, ...]
    why: tuple[Statement, ...]
    wishes: tuple[str, ...]
    cautions: tuple[Statement, ...]
    handouts: tuple[str, ...]
    held: str = ""


@dataclass(frozen=True, slots=True)
class First:
    """Steps that come before all options, with the handout to give."""

    steps: tuple[Statement, ...]
    handout: str


@dataclass(frozen=True, slots=True)
class Advice:
    """`crisis` and `danger` come first where they are due; `ask_first` where nobody was asked alone yet."""

    crisis: First | None
    danger: First | None
    ask_first: Statement | None
    offered: tuple[Option, ...]
    held: tuple[Option, ...]
    compare: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What the clinician said, in any order. `age` in whole years, None where unknown. Nothing of it is kept."""

    age: int | None = None
    concerns: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    safety: Safety = Safety.NOT_ASKED


def read(checker: Checker) -> Json:
    """What a workspace knows of options, a clinic's own over ours: its options replace ours by id, its other parts whole. Raises
    ContentInvalid."""
    layers = []
    for layer in checker.workspace.shared("options"):
        told = checker.file(layer.data, layer.name, None)[1]
        if errors_of(told):
            raise ContentInvalid(errors_of(told))
        document, _ = library.layer_document(layer, "options", checker.schemas)
        assert document is not None
        layers.append(document)
    whole = dict(layers[0])
    for own in layers[1:]:
        options = {one["id"]: one for one in (*whole["options"], *own["options"])}
        whole |= {**own, "options": list(options.values())}
    return whole


def advise(said: Said, known: Json, facts: Facts) -> Advice:
    """What to talk about. Raises Unknown for a concern or a wish that nobody knows, naming near ones."""
    concerns = _resolved(said.concerns, known)
    _known_wishes(said.wishes, known)
    danger = bool(concerns & set(known["danger"]["concerns"])) or said.safety is Safety.CONCERN
    safety = Safety.CONCERN if danger else said.safety
    first = {
        part: First(_statements(known[part]["steps"], said.age, facts), known[part]["handout"])
        for part, due in (("crisis", bool(concerns & set(known["crisis"]["concerns"]))), ("danger", danger))
        if due
    }
    offered: list[tuple[int, int, Option]] = []
    held: list[Option] = []
    for place, raw in enumerate(known["options"]):
        option = _option(raw, said, concerns, facts)
        reason = _held(raw, option, said, safety)
        if reason:
            held.append(Option(option.id, option.name, option.modalities, (), (), option.cautions, option.handouts, reason))
        else:
            offered.append((-len({one["concern"] for one in raw["reasons"]} & concerns) - len(option.wishes), place, option))
    ask = known["not_asked"] if safety is Safety.NOT_ASKED else None
    return Advice(
        first.get("crisis"),
        first.get("danger"),
        _statement(ask, facts) if ask else None,
        tuple(option for _, _, option in sorted(offered, key=lambda one: one[:2])),
        tuple(held),
        tuple(known["compare"]),
    )


def _resolved(words: Iterable[str], known: Json) -> set[str]:
    table = {word: one["id"] for one in known["concerns"] for word in (one["id"], *one["words"])}
    found = set()
    for word in words:
        if word not in table:
            raise Unknown(f"“{word[:40]}” is no concern that options are known for. {_near(word, table)}")
        found.add(table[word])
    return found


def _known_wishes(words: Iterable[str], known: Json) -> None:
    table = {word for one in known["options"] for word in one.get("prefers", ())}
    for word in words:
        if word not in table:
            raise Unknown(f"“{word[:40]}” is no wish that options are known for. {_near(word, table)}")


def _near(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word, sorted(known), n=1)
    return f"Did you mean “{close[0]}”?" if close else f"Known: {', '.join(sorted(known))}."


def _option(raw: Json, said: Said, concerns: set[str], facts: Facts) -> Option:
    """An option with the reasons for the concerns that were named, or all of them where none was."""
    fitting = [one for one in raw["reasons"] if not concerns or one["concern"] in concerns]
    return Option(
        raw["id"],
        raw["name"],
        tuple(raw["modalities"]),
        tuple(dict.fromkeys(_statements(fitting, said.age, facts))),
        tuple(word for word in said.wishes if word in raw.get("prefers", ())),
        _statements(raw["cautions"], said.age, facts),
        tuple(one["id"] for one in raw["handouts"] if _of_age(one, said.age)),
    )


def _held(raw: Json, option: Option, said: Said, safety: Safety) -> str:
    """Why an option is not offered, or nothing."""
    if "joint" in raw and safety is Safety.CONCERN:
        return "There is a safety concern: no sessions together."
    if "joint" in raw and safety is Safety.NOT_ASKED:
        return "Nobody was asked alone about fear, threats, control and violence yet: no sessions together before that."
    if not _of_age(raw, said.age):
        low, high = raw.get("from"), raw.get("to")
        span = f"from {low} to {high}" if low is not None and high is not None else f"from {low} up" if low is not None else f"up to {high}"
        return f"It is for ages {span}, and {said.age} was said."
    if not option.why:
        return "No reason is known for it with these concerns at this age."
    return ""


def _of_age(node: Json, age: int | None) -> bool:
    return age is None or node.get("from", 0) <= age <= node.get("to", age)


def _statements(nodes: Iterable[Json], age: int | None, facts: Facts) -> tuple[Statement, ...]:
    return tuple(_statement(one, facts) for one in nodes if _of_age(one, age))


def _statement(node: Json, facts: Facts) -> Statement:
    claims = [facts.claims[name] for name in node.get("claims", ())]
    evidence = tuple(dict.fromkeys(one.evidence or "none" for one in claims)) or ("practice",)
    names = dict.fromkeys(ref for one in claims for ref in one.refs if ref in facts.sources)
    return Statement(node["text"], evidence, tuple(_source(facts, name) for name in names))


def _source(facts: Facts, name: str) -> str:
    one = facts.sources[name]
    authors = " and ".join(one.authors) + (" and others" if one.more_authors else "")
    return ", ".join(part for part in (authors, one.container, str(one.year or "")) if part)
