"""A localized handout in, a `PagedDocument` out: every thing placed and tagged, nothing left to decide. Called by the pipeline.

    body ── head ── paginate ──▶ sheets ── assemble ──▶ pages, tag tree, bookmarks

A `Composer` keeps the last bodies and where they stand, so that the same handout with another clinic's name costs only its head. What it
gives never depends on that."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clinickit.content.clinic import Clinic
from clinickit.content.model import Copy, Handout
from clinickit.content.wording import Wording
from clinickit.diagnostics import Diagnostic, Location, Severity
from clinickit.languages import language
from clinickit.layout.assemble import Around, Placed, assemble, place_body, repeated
from clinickit.layout.bilingual import Form, Pair, Side, column_theme, place_pair
from clinickit.layout.blocks.forms import typed, unnamed
from clinickit.layout.body import body
from clinickit.layout.head import Head, head
from clinickit.layout.letterhead import letter_theme, letterhead, neutral, unfilled
from clinickit.layout.pages import Facts, PagedDocument
from clinickit.layout.paginate import Paginator
from clinickit.layout.setter import Setter
from clinickit.layout.tags import Kind, LeafCounter, Tag
from clinickit.layout.theme import Ink, Paper, PrintSize, theme
from clinickit.layout.windows import PLAIN, LetterPaper, opening
from clinickit.text.cache import Cache
from clinickit.text.typesetter import Typesetter

_KEPT = 64
_HEAD_LEAVES = 1_000_000
"""Leaves of the head are numbered from here, so that those of the body do not depend on it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the reader asks of the paper; `letter` counts for a handout with a letterhead alone."""

    paper: Paper = Paper.LETTER
    size: PrintSize = PrintSize.STANDARD
    ink: Ink = Ink.COLOR
    fillable: bool = False
    copy: Copy = Copy.CLIENT
    form: Form = Form.COLUMNS
    letter: LetterPaper = PLAIN


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A handout in a language, with the page's words in it."""

    handout: Handout
    wording: Wording


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """A body on its pages under a head of the heights in its key, with its tags, and what it was made from (compared by identity)."""

    made_of: tuple[object, ...]
    setter: Setter
    placed: Placed
    tags: tuple[Tag, ...]


class Composer:
    """Lays out handouts. One for a Library; safe to share between threads."""

    def __init__(self, typesetter: Typesetter) -> None:
        self.typesetter = typesetter
        self._kept: Cache[tuple[tuple[int, ...], Sheet, float, float], _Kept] = Cache(_KEPT)

    def compose(
        self, handout: Handout, wording: Wording, clinic: Clinic | None, sheet: Sheet, beside: Said | None = None, *, within: bool = False
    ) -> tuple[PagedDocument, tuple[Diagnostic, ...]]:
        """Lay out a handout, maybe with the same in a second language beside it, in the form of the sheet. Raises FontMissing,
        GlyphMissing. The diagnostics tell which words another face had to draw. `within` a file whose cover has said the clinic's head,
        the head is not read again."""
        look = theme(sheet.paper, sheet.size, sheet.ink)
        row = language(wording.language)
        above = Setter(self.typesetter, look, wording, row.rtl, LeafCounter(_HEAD_LEAVES))
        top = self._top(handout, clinic, sheet, above)
        if within:
            top = repeated(top)
        kept = self._find(Said(handout, wording), beside, sheet, top, above)
        tree = Tag(Kind.DOCUMENT, (*top.tags, *kept.tags), row.tag, row.rtl)
        document = assemble(kept.placed, top, tree, _facts(handout, row.tag, sheet.copy), above)
        if handout.letterhead is not None:
            document = replace(document, bookmarks=neutral(document.bookmarks, handout.letterhead, handout.sections))
        if sheet.copy is Copy.DISCREET:
            document = replace(document, bookmarks=(), outlined=False, pages=tuple(map(unnamed, document.pages)))
        told = _about_form(document, handout, kept.setter) if sheet.fillable else ()
        return document, (*_fallbacks({**above.fallbacks, **kept.setter.fallbacks}, handout.id), *told)

    def _top(self, handout: Handout, clinic: Clinic | None, sheet: Sheet, above: Setter) -> Head:
        """The head of a sheet, or that of a letter, whose theme the setter then has. Raises Unknown for a letter that does not fit its
        envelope."""
        said = handout.letterhead
        if said is None:
            return head(above, clinic, sheet.ink)
        window = opening(sheet.letter, sheet.paper)
        above.theme = letter_theme(above.theme, sheet.letter)
        return letterhead(above, said, clinic, sheet.ink, sheet.letter, window)

    def _find(self, said: Said, beside: Said | None, sheet: Sheet, top: Head, above: Setter) -> _Kept:
        """The body as it was laid out before, or laid out now."""
        made_of: tuple[object, ...] = (said.handout, said.wording, *((beside.handout, beside.wording) if beside else ()))
        key = (tuple(map(id, made_of)), sheet, top.first.height if top.first else 0.0, top.later_height)
        found = self._kept.get(key)
        if found is not None and all(one is other for one, other in zip(found.made_of, made_of, strict=True)):
            return found
        setter = Setter(self.typesetter, above.theme, said.wording, above.rtl, fillable=sheet.fillable)
        if beside is not None:
            pair = self._pair(said, beside, sheet, top, setter)
            return self._kept.put(key, _Kept(made_of, setter, pair.placed, (*pair.opening, *pair.foot.tags, *pair.rest, *pair.second)))
        first = above.theme.height - above.theme.top
        made = body(setter, said.handout, first - top.later_height, sheet.copy)
        slabs = ((top.first,) if top.first else ()) + made.opening.slabs + made.rest.slabs
        sheets = Paginator((first, first - top.later_height), (made.foot.top, made.foot.later_top)).place(slabs)
        skipped = 1 if top.first else 0
        around = Around(setter, made.foot, skipped, skipped + len(made.opening.slabs))
        tags = (*made.opening.tags, *made.foot.tags, *made.rest.tags)
        return self._kept.put(key, _Kept(made_of, setter, place_body(sheets, around), tags))

    def _pair(self, said: Said, beside: Said, sheet: Sheet, top: Head, page: Setter) -> Pair:
        """Both languages on pages; in large print columns are stacked."""
        form = Form.STACKED if page.theme.stacked and sheet.form is Form.COLUMNS else sheet.form
        look = column_theme(page.theme) if form is Form.COLUMNS else page.theme
        row = language(beside.wording.language)
        first = replace(page, theme=look)
        second = replace(page, theme=look, wording=beside.wording, rtl=row.rtl, prefix=f"{row.tag}-")
        return place_pair(Side(said.handout, first), Side(beside.handout, second), form, page, top, sheet.copy)


def _facts(handout: Handout, tag: str, copy: Copy) -> Facts:
    """What the file says of itself; a discreet copy says nothing of what it is about, a letter nothing of whom."""
    if handout.letterhead is not None:
        return Facts(unfilled(handout.letterhead.name), tag, f"{handout.id}.{tag}", handout.version, handout.version_date)
    if copy is Copy.DISCREET:
        return Facts(handout.title.plain(), tag, f"sheet.{tag}", handout.version, handout.version_date)
    name = f"{handout.id}.{tag}.clinician" if copy is Copy.CLINICIAN else f"{handout.id}.{tag}"
    return Facts(handout.title.plain(), tag, name, handout.version, handout.version_date, handout.lede.plain(), "", handout.topics)


def _about_form(document: PagedDocument, handout: Handout, setter: Setter) -> tuple[Diagnostic, ...]:
    """What a clinic must know of a fillable copy: that there is nothing to fill in, that no letters can be typed, that it tells on its
    reader."""
    place = Location(handout.id, language=setter.wording.language)
    filled = any(page.fields for page in document.pages)
    if typed(setter) and not filled:
        said = "This handout has no place to write, so its fillable copy is like any other."
        return (Diagnostic("layout.form-empty", Severity.WARNING, place, said, "Leave out --fillable."),)
    found = []
    if not typed(setter):
        name = language(setter.wording.language).english_name
        said = f"No letters can be typed in {name}: a form's font has 256 letters, and theirs are others."
        if filled:
            said += " Boxes and numbers can be chosen."
        found.append(Diagnostic("layout.form-untyped", Severity.INFO, place, said, "The lines are there, to write on paper."))
    if filled and handout.series == "safety":
        said = "What is typed into this copy stays in the file: someone who uses the same device can read it."
        hint = "Do not save it on a shared device. Print it empty and write on paper where that is safer."
        found.append(Diagnostic("layout.form-private", Severity.WARNING, place, said, hint))
    return tuple(found)


def _fallbacks(found: dict[tuple[str, str, str], None], name: str) -> tuple[Diagnostic, ...]:
    return tuple(
        Diagnostic(
            "layout.fallback",
            Severity.INFO,
            Location(name, language=tag),
            f"“{word}” is drawn in {face}: the first face of {tag} lacks a letter of it.",
        )
        for tag, word, face in found
    )
