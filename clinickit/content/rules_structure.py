"""Rules about the shape of a handout: ids, headings, tables, figures, names of other files, markup. Each takes a `Sheet` and gives
findings. Called by `rules`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from clinickit import languages
from clinickit.content import inlines
from clinickit.content.findings import Finding, error, shown, warning
from clinickit.content.nodes import Node, Sheet
from clinickit.content.positions import JsonPath
from clinickit.workspace import SHARED

_RESERVED = frozenset(("safety", *SHARED))
_SIBLINGS = ("sections", "blocks", "items", "labels", "lines", "cells", "options")
_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|svg|pdf|webp|tiff?|bmp)$", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,80}>|&[a-zA-Z]{2,8};|&#\w{1,8};|\*\*|\]\(")
_WORDS_OF_ALT = 4
_LISTED = 12


def file_name(sheet: Sheet) -> Iterator[Finding]:
    """The id is the name of the file, and none of those that other files need."""
    own = sheet.value["id"]
    if own in _RESERVED:
        yield error("rule.reserved-id", ("id",), f"“{own}” is a name that other files need.", "Choose another id, and file name.")
    elif sheet.setting.name and own != sheet.setting.name:
        yield error(
            "rule.file-name", ("id",), f"The id “{own}” is not the name of the file, “{sheet.setting.name}”.", "Make them the same."
        )


def unique_ids(sheet: Sheet) -> Iterator[Finding]:
    """Ids are unique among siblings; those of a table's rows and columns together."""
    for node in sheet.nodes:
        for field in _SIBLINGS:
            yield from _twice(node, ((field, index) for index in range(len(node.value.get(field, ())))))
        rows, columns = node.value.get("rows", ()) if node.kind == "table" else (), node.value.get("columns", ())
        yield from _twice(node, [*(("columns", at) for at in range(len(columns))), *(("rows", at) for at in range(len(rows)))])


def _twice(node: Node, places: object) -> Iterator[Finding]:
    seen: set[str] = set()
    for field, index in places:  # type: ignore[attr-defined]
        child = node.value[field][index]
        name = child["id"] if "id" in child else child["include"].replace("/", "-")
        if name in seen:
            path = (*node.path, field, index, "id" if "id" in child else "include")
            hint = "Give each its own id; translations hang on it." if "id" in child else "Include it once."
            yield error("rule.unique-id", path, f"“{child.get('include', name)}” stands twice among the {field} here.", hint)
        seen.add(name)


def language(sheet: Sheet) -> Iterator[Finding]:
    """The language of the file is one that pages can be set in."""
    known = [row.tag for row in languages.known() if not row.pseudo]
    if sheet.value["language"] not in known:
        close = get_close_matches(sheet.value["language"], known, n=1)
        hint = f"Did you mean “{close[0]}”?" if close else "Give the BCP 47 tag of a language that clinickit knows, such as en."
        yield error("rule.language-unknown", ("language",), f"Nothing here can set “{sheet.value['language']}” on a page.", hint)


def headings(sheet: Sheet) -> Iterator[Finding]:
    """Section headings are H2 and box headings H3 by structure; no two are the same, and none ends like a sentence."""
    seen: set[str] = set()
    for node in sheet.nodes:
        if node.kind not in ("section", "box", "fragment") or "heading" not in node.value:
            continue
        words, path = node.value["heading"], (*node.path, "heading")
        if words.casefold() in seen:
            yield error(
                "rule.heading-twice", path, f"Two headings say “{shown(words)}”, so nobody can tell the parts apart.", "Change one."
            )
        seen.add(words.casefold())
        if words.endswith((".", ":", ";", ",")):
            yield warning("rule.heading-end", path, f"The heading ends with “{words[-1]}”.", "Take it away.")


def heading_order(sheet: Sheet) -> Iterator[Finding]:
    """A box with a heading does not open a section: an H3 straight below an H2 leaves the section without words of its own."""
    for node in sheet.nodes:
        blocks = node.value.get("blocks", ())
        if node.kind in ("section", "fragment") and blocks and blocks[0]["type"] == "box" and "heading" in blocks[0]:
            message = "A heading follows straight on the section's heading, with no words between."
            path = (*node.path, "blocks", 0, "heading")
            yield warning("rule.heading-order", path, message, "Put a sentence before the box, or leave its heading out.")


def tables(sheet: Sheet) -> Iterator[Finding]:
    """Every row has one cell for every column but the first (which holds the row headings), in column order."""
    for node in sheet.nodes:
        if node.kind != "table":
            continue
        wanted = [column["id"] for column in node.value["columns"]][1:]
        for index, row in enumerate(node.value["rows"]):
            got = [cell["id"] for cell in row["cells"]]
            if got == wanted:
                continue
            lost = [name for name in wanted if name not in got]
            extra = [name for name in got if name not in wanted]
            said = (
                f"has no cell for {_named(lost)}" if lost else f"has a cell for {_named(extra)}, which is no such column" if extra else ""
            )
            message = f"The row “{row['id']}” {said or 'has its cells in another order than the columns'}."
            path = (*node.path, "rows", index, "cells")
            yield error("rule.table-cells", path, message, f"Give it these cells, in this order: {', '.join(wanted)}.")


def _named(names: list[str]) -> str:
    return " and ".join(f"“{name}”" for name in names)


def alternative_text(sheet: Sheet) -> Iterator[Finding]:
    """A figure's alternative text says what the picture says (PDF/UA-1, ISO 14289-1 7.3): no file name, not the caption again."""
    for node in sheet.nodes:
        if node.kind != "figure":
            continue
        alt, path = node.value["alt"], (*node.path, "alt")
        if _FILE_NAME.fullmatch(alt):
            yield error("rule.alt-file-name", path, f"“{shown(alt)}” is a file name, not what the picture says.", "Say it in words.")
        elif alt == node.value.get("caption"):
            yield error(
                "rule.alt-caption", path, "The alternative text is the caption again.", "Say what the picture shows, label by label."
            )
        elif len(alt.split()) < _WORDS_OF_ALT:
            yield error("rule.alt-short", path, f"“{shown(alt)}” does not say what the picture shows.", "Say all that it says, in words.")


_COUNTS = {"cycle": (3, 8), "scale": (3, 6), "steps": (2, 6), "network": (3, 9)}
"""How many labels a figure reads well with, where their places do not say it."""
_PLACES = {"axes": ("left", "right", "top", "bottom"), "balance": ("left", "right")}
"""The kinds whose labels have places, with the places that must be taken."""
_ONLY = {"balance": ("left", "right", "bottom")}


def figures(sheet: Sheet) -> Iterator[Finding]:
    """Each kind has as many labels as it reads well with; only those of axes and balance have places, each its own."""
    for node in sheet.nodes:
        if node.kind != "figure":
            continue
        kind, count = node.value["kind"], len(node.value["labels"])
        if kind in _PLACES:
            yield from _places(node, kind)
            continue
        yield from _no_places(node, kind)
        fewest, most = _COUNTS[kind]
        if not fewest <= count <= most:
            message = "A cycle of two is no cycle." if kind == "cycle" and count < fewest else _count(kind, count)
            yield error("rule.figure-labels", (*node.path, "labels"), message, f"Give it {fewest} to {most} labels.")


def _count(kind: str, count: int) -> str:
    return f"A {kind} picture with {count} labels is {'hard to read' if count > 2 else 'no picture'}."


def _no_places(node: Node, kind: str) -> Iterator[Finding]:
    """Labels that stand in the order of the file have no place."""
    for index, label in enumerate(node.value["labels"]):
        if "place" in label:
            message = f"Labels of a {kind} picture stand in the order of the file; “place” is for axes and balance."
            yield error("rule.figure-place", (*node.path, "labels", index, "place"), message, "Leave it out.")


def _places(node: Node, kind: str) -> Iterator[Finding]:
    """Each label has its own place, none that the kind does not know, and the places that it needs are taken."""
    seen: set[str] = set()
    for index, label in enumerate(node.value["labels"]):
        place, path = label.get("place", ""), (*node.path, "labels", index)
        if not place:
            hint = "Add “place”: “top-left” …" if kind == "axes" else "Add “place”: “left”, “right” or “bottom”."
            yield error("rule.figure-place", path, f"The label “{label['id']}” of the {kind} has no place.", hint)
        elif place in seen:
            yield error("rule.figure-place", (*path, "place"), f"Two labels stand at “{place}”.", "Give each its own place.")
        elif kind in _ONLY and place not in _ONLY[kind]:
            hint = "Put it at “left”, “right”, or “bottom” for what the balance rests on."
            yield error("rule.figure-place", (*path, "place"), f"A balance has no label at “{place}”.", hint)
        seen.add(place)
    lost = sorted(set(_PLACES[kind]) - seen)
    if lost:
        have = "The axes have" if kind == "axes" else "The balance has"
        hint = "Label both ends of both axes." if kind == "axes" else "Give each side one label."
        yield error(
            "rule.figure-place",
            (*node.path, "labels"),
            f"{have} no label at {_named(lost)}, so nobody can read {'them' if kind == 'axes' else 'it'}.",
            hint,
        )


def other_files(sheet: Sheet) -> Iterator[Finding]:
    """Handouts to read next and fragments exist; a fragment is in the handout's language."""
    for node in sheet.nodes:
        for index, name in enumerate(node.value.get("handouts", ()) if node.kind == "see" else ()):
            yield from _handout(sheet, name, (*node.path, "handouts", index))
    for index, section in enumerate(sheet.value.get("sections", ())):
        name, path = section.get("include"), ("sections", index, "include")
        if name is not None and name not in sheet.setting.fragments:
            hint = _near(name, sheet.setting.fragments)
            yield error("rule.fragment-unknown", path, f"There is no shared fragment “{name}”.", hint)
        elif name in sheet.fragments and sheet.fragments[name]["language"] != sheet.value["language"]:
            tag = sheet.fragments[name]["language"]
            message = f"The fragment “{name}” is written in {tag}, this handout in {sheet.value['language']}."
            yield error("rule.fragment-language", path, message, "Include one of the same language.")


def _handout(sheet: Sheet, name: str, path: JsonPath) -> Iterator[Finding]:
    if name == sheet.value["id"]:
        yield error("rule.handout-self", path, "The handout names itself.", "Name another one.")
    elif name not in sheet.setting.handouts:
        yield error("rule.handout-unknown", path, f"There is no handout “{name}”.", _near(name, sheet.setting.handouts))


def _near(name: str, known: frozenset[str]) -> str:
    close = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    if close:
        return f"Did you mean “{close[0]}”?"
    return "See them all: clinickit list." if len(known) > _LISTED else f"Known: {', '.join(sorted(known)) or 'none'}."


def markup(sheet: Sheet) -> Iterator[Finding]:
    """Strings hold <strong>, <br/> and known placeholders; what else looks like markup prints as it stands, which is seldom meant."""
    for node in sheet.nodes:
        for path, words in node.strings():
            parsed, problems = inlines.parse(words)
            for problem in problems:
                yield error("rule.markup", path, problem.message, problem.hint)
            for one in inlines.placeholders(parsed):
                if one.startswith("handout:"):
                    yield from _handout(sheet, one.removeprefix("handout:"), path)
            for piece in _TAG.findall(words):
                if piece not in ("<strong>", "</strong>", "<br/>"):
                    message = f"“{shown(piece, 30)}” looks like markup and prints as it stands."
                    yield warning(
                        "rule.looks-like-markup", path, message, "Only <strong>, <br/> and placeholders are markup; take it away."
                    )
                    break


def review(sheet: Sheet) -> Iterator[Finding]:
    """A review that is past its day, or older than the text, is told to whoever prints."""
    there = sheet.value.get("review")
    if there is None:
        return
    due, on = there["due"], sheet.setting.on
    if on is not None and due < on.isoformat():
        yield warning(
            "rule.review-overdue", ("review", "due"), f"The review was due on {due}.", "Have a clinician review it, and set a new day."
        )
    done = there.get("on")
    if done is not None and done < sheet.value["version_date"]:
        message = f"The review of {done} is older than this version of {sheet.value['version_date']}: nobody reviewed what it says now."
        yield warning("rule.review-older", ("review", "on"), message, "Have it reviewed again, or set it to “unreviewed”.")
    if done is not None and due < done:
        yield error(
            "rule.review-days", ("review", "due"), "The next review is due before the last one was done.", "Correct one of the days."
        )


RULES = (file_name, language, unique_ids, headings, heading_order, tables, alternative_text, figures, other_files, markup, review)
