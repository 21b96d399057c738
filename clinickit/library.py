"""The API that clinics embed. A `Library` is bundled content, or a clinic's own laid over it; it holds fonts and caches, has no other
state, and may be shared by threads.

    from datetime import date
    from clinickit import Library, PrintOptions

    library = Library()
    sheet = library.render("anxious-attachment", language="es", on=date(2026, 11, 24))
    Path("sheet.pdf").write_bytes(sheet.pdf)
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import date
from pathlib import Path

from clinickit import languages as tongues
from clinickit.content import clinics, line_records
from clinickit.content.check import Checker
from clinickit.content.clinic import Clinic
from clinickit.content.model import Handout, Reader, Text
from clinickit.content.quality import card, ratings
from clinickit.content.quality.scorecard import Scorecard, measure
from clinickit.content.search import Hit, Index, phrases
from clinickit.diagnostics import Diagnostic, errors_of
from clinickit.errors import ContentInvalid, FileProblem, Unknown
from clinickit.html.write import HtmlWriter
from clinickit.layout.compose import Composer
from clinickit.layout.pages import PagedDocument
from clinickit.localize.apply import CatalogSource
from clinickit.localize.interface import Interface, Interfaces
from clinickit.localize.provenance import Provenance
from clinickit.localize.ui import Words as PageWords
from clinickit.pdf.write import PdfWriter
from clinickit.pipeline import (
    Job,
    PrintOptions,
    Rendered,
    Rooms,
    WebPage,
    apart,
    build,
    build_private,
    in_words,
    page,
    page_words,
    pages,
    printable,
)
from clinickit.pipeline import phrase as page_phrase
from clinickit.text.typesetter import Typesetter
from clinickit.workspace import Workspace, read_file

SAFETY_SHEETS = {"dying": "when-i-think-of-dying", "abuse": "staying-safe"}
"""The sheet that `find` puts first for words of each kind."""


class Library:
    """Handouts by id, checked when first asked for, and printed."""

    def __init__(self, workspace: Workspace | None = None, typesetter: Typesetter | None = None) -> None:
        self._workspace = workspace or Workspace.bundled()
        self._typesetter = typesetter
        self._lock = threading.Lock()
        self._checker: Checker | None = None
        self._rooms: Rooms | None = None
        self._handouts: dict[str, Handout] = {}
        self._languages: dict[str, tuple[str, ...]] = {}
        self._tongues: tuple[tuple[str, str], ...] | None = None
        self._indexes: dict[str, Index] = {}
        self._interfaces: Interfaces | None = None

    @classmethod
    def open(cls, path: Path | str) -> Library:
        """A clinic's own folder laid over the bundled content, as it is at this moment. Raises FileProblem."""
        return cls(Workspace.overlaid(Path(path)))

    def apart(self) -> Library:
        """This library with caches of its own for what is printed, for something that may name a person: when the copy is gone, nothing
        of it stays. Content, catalogs and fonts are shared."""
        rooms = apart(self._made())
        made = copy(self)
        made._rooms = rooms
        return made

    def handouts(self) -> tuple[Handout, ...]:
        """All handouts, in the order of their ids. Raises ContentInvalid where one has errors."""
        return tuple(self.handout(one) for one in self._workspace.handout_ids())

    def handout(self, handout_id: str) -> Handout:
        """A checked handout in its source language. Raises Unknown, ContentInvalid."""
        found = self._handouts.get(handout_id)
        if found is None:
            checked, told = self._check().handout(handout_id, None, thorough=False)
            if checked is None:
                raise ContentInvalid(errors_of(told))
            found = self._handouts.setdefault(handout_id, checked)
        return found

    def languages(self, handout_id: str) -> tuple[str, ...]:
        """BCP 47 tags that the handout has: its source language first, then those with a catalog of its own, sorted."""
        known = self._languages.get(handout_id)
        if known is not None:
            return known
        source = self.handout(handout_id).language
        found = [tag for tag, name in self._catalogs() if tag != source and self._workspace.has_catalog(name, handout_id)]
        return self._languages.setdefault(handout_id, (source, *sorted(found)))

    def _catalogs(self) -> tuple[tuple[str, str], ...]:
        """Languages that have any catalog and can be set, each with its name in gettext."""
        if self._tongues is None:
            self._tongues = tuple(
                (tag, name) for name in self._workspace.catalog_languages() if tongues.settable(tag := tongues.tag_of(name))
            )
        return self._tongues

    def phrase(self, context: str) -> str:
        """A word that the page itself says, in English: `ui/series/attachment`, `ui/audience/adult`. Raises Unknown."""
        found = self._made().catalogs.ui.get(context)
        if found is None:
            raise Unknown(f"There is no word “{context[:80]}” in ui.json.")
        return found.plain()

    def interface(self, language: str) -> Interface:
        """The words that a page in a browser says, in the language of the reader, each in English where it has none. Raises ContentInvalid
        where a clinic's own words are not valid."""
        return self._page().interface(language)

    def interface_languages(self) -> tuple[str, ...]:
        """BCP 47 tags that `interface` has words for: English first, then the others, sorted."""
        return self._page().languages

    def _page(self) -> Interfaces:
        with self._lock:
            if self._interfaces is None:
                self._interfaces = Interfaces(self._workspace)
            return self._interfaces

    def render(
        self,
        handout_id: str,
        language: str = "en",
        clinic: Clinic | None = None,
        options: PrintOptions | None = None,
        *,
        on: date,
        territory: str | None = None,
    ) -> Rendered:
        """Print a handout. `language` is a BCP 47 tag (es-MX falls back to es), `on` the day that selects lines and warnings,
        `territory` an ISO 3166-1 or 3166-2 code (US, GB-SCT) where no clinic says one.

        Raises Unknown, ContentInvalid, FontProblem, PdfRefused."""
        return build(self._job(handout_id, language, clinic, options, on, territory), self._made())

    def render_made(
        self,
        handout: Handout,
        language: str = "en",
        clinic: Clinic | None = None,
        options: PrintOptions | None = None,
        *,
        on: date,
        territory: str | None = None,
        private: bool = False,
    ) -> Rendered:
        """Print a handout that a program made, such as a referral sheet, in any language that has a catalog; what no catalog has stays in
        the source language, and the diagnostics say so. `private`: it is about a person, so nothing of it stays in this library once it
        is printed, and no diagnostic quotes it. Raises Unknown, ContentInvalid, FontProblem, PdfRefused."""
        have = (
            *dict.fromkeys((handout.language, *(tag for tag, _ in self._catalogs()))),
            *(row.tag for row in tongues.known() if row.pseudo),
        )
        job = self._asked(handout, have, language, clinic, options, on, territory)
        return build_private(job, self._made()) if private else build(job, self._made())

    def page_html(
        self,
        handout_id: str,
        language: str = "en",
        clinic: Clinic | None = None,
        options: PrintOptions | None = None,
        *,
        on: date,
        territory: str | None = None,
    ) -> WebPage:
        """A handout as one web page that needs nothing else: no script, no outside request. It says what `render` prints for the same
        arguments, and is refused where that would be. Raises Unknown, ContentInvalid, FontProblem."""
        return page(self._job(handout_id, language, clinic, options, on, territory), self._made())

    def checker(self) -> Checker:
        """What checks content here: workspace, schemas and facts."""
        return self._check()

    def pages(
        self,
        handout_id: str,
        language: str = "en",
        clinic: Clinic | None = None,
        options: PrintOptions | None = None,
        *,
        on: date,
        territory: str | None = None,
    ) -> tuple[PagedDocument, Provenance, tuple[Diagnostic, ...]]:
        """What `render` would write, as pages of placed, tagged things: for previews and checks."""
        return pages(self._job(handout_id, language, clinic, options, on, territory), self._made())

    def printable(
        self,
        handout_id: str,
        language: str = "en",
        clinic: Clinic | None = None,
        options: PrintOptions | None = None,
        *,
        on: date,
        territory: str | None = None,
    ) -> tuple[PagedDocument, Provenance, tuple[Diagnostic, ...]]:
        """`pages` of what may be handed out, to stand in a file whose cover has said the clinic's head. Raises what `render` raises, but
        for PdfRefused."""
        return printable(replace(self._job(handout_id, language, clinic, options, on, territory), within=True), self._made())

    def write(self, document: PagedDocument) -> bytes:
        """Pages as a PDF. Raises PdfRefused."""
        return self._made().writer.write(document)

    def page_words(self, language: str, territory: str = "") -> PageWords:
        """What a printed page itself says, in a language (a tag with a row). Raises Unknown."""
        return page_words(language, self._made(), territory)

    @property
    def typesetter(self) -> Typesetter:
        """What sets words as lines here, with its fonts and caches."""
        return self._made().composer.typesetter

    def in_language(self, handout_id: str, language: str) -> Handout:
        """A handout in a language's words, without contacts and pages: each Text carries its language. Raises Unknown, ContentInvalid."""
        have = (*self.languages(handout_id), *(row.tag for row in tongues.known() if row.pseudo))
        return in_words(self.handout(handout_id), tongues.resolve(language, have), self._made())

    def find(self, words: str, language: str = "en", *, at_most: int = 10) -> tuple[Hit, ...]:
        """Handouts that fit the words, best first, among those that have `language` (a BCP 47 tag); words of danger put the safety
        sheet first, in its source language where it has no other. Raises ContentInvalid."""
        index = self._indexes.get(language)
        if index is None:
            index = self._indexes.setdefault(language, self._index(language))
        return index.find(words, at_most)

    def _index(self, language: str) -> Index:
        rooms = self._made()
        there = (one for one in self.handouts() if language in self.languages(one.id) or one.id in SAFETY_SHEETS.values())
        urgent = {sheet: phrases(page_phrase(f"ui/find/{name}", language, rooms)) for name, sheet in SAFETY_SHEETS.items()}
        return Index((in_words(one, language, rooms) for one in there), language, {}, urgent)

    def preview(
        self, handout_id: str, language: str, beside: str, mark: Callable[[Text], Text], *, on: date, territory: str | None = None
    ) -> Rendered:
        """A bilingual sheet for whoever translates it: each leaf of either language as `mark` gives it. Never for a client. Raises what
        `render` raises, but for the gate: a preview may be unfinished."""
        options = PrintOptions(beside=beside, draft=True)
        return build(replace(self._job(handout_id, language, None, options, on, territory), mark=mark), self._made())

    def quality(self, handout_id: str, language: str = "en") -> Scorecard:
        """All that a machine can judge of a handout, with what people signed: reading level in `language` (a tag that the handout has),
        PEMAT-P, the CDC index, evidence. Raises Unknown, ContentInvalid."""
        handout, checker, rooms = self.handout(handout_id), self._check(), self._made()
        tag = tongues.resolve(language, self.languages(handout_id))
        signed = ratings.read(self._workspace.rating(handout_id), checker.schemas, handout.source_hash)
        return measure(handout, in_words(handout, tag, rooms), tag, checker.facts, signed)

    def scorecard(self, handout_id: str, language: str = "en", *, on: date) -> Rendered:
        """`quality` on one page, in English, dated `on`."""
        pages_, _, _ = self.pages(handout_id, language, on=on)
        made = card.handout(self.quality(handout_id, language), len(pages_.pages), on)
        return build(Job(made, "en", None, "", "", PrintOptions(audience=Reader.CLINICIAN), on), self._made())

    def _job(
        self, handout_id: str, language: str, clinic: Clinic | None, options: PrintOptions | None, on: date, territory: str | None
    ) -> Job:
        handout = self.handout(handout_id)
        have = (*self.languages(handout_id), *(row.tag for row in tongues.known() if row.pseudo))
        return self._asked(handout, have, language, clinic, options, on, territory)

    def _asked(
        self,
        handout: Handout,
        have: tuple[str, ...],
        language: str,
        clinic: Clinic | None,
        options: PrintOptions | None,
        on: date,
        territory: str | None,
    ) -> Job:
        tag = tongues.resolve(language, have)
        where = (territory or (clinic.territory if clinic else "")).upper()
        region = where if "-" in where else ""
        return Job(handout, tag, clinic, where.partition("-")[0], region, self._beside(options or PrintOptions(), tag, have), on)

    def _beside(self, options: PrintOptions, tag: str, have: tuple[str, ...]) -> PrintOptions:
        """The options with the tag of a second language that the handout has. Raises Unknown for none, or the first again."""
        if not options.beside:
            return options
        other = tongues.resolve(options.beside, have)
        if other == tag:
            raise Unknown(f"Both languages are {other}. Name another one to stand beside it.")
        return replace(options, beside=other)

    def _check(self) -> Checker:
        with self._lock:
            if self._checker is None:
                self._checker = Checker(self._workspace)
            return self._checker

    def _made(self) -> Rooms:
        checker = self._check()
        with self._lock:
            if self._rooms is None:
                typesetter = self._typesetter or Typesetter()
                lines, problems = line_records.read(self._workspace, checker.schemas)
                if errors_of(problems):
                    raise ContentInvalid(errors_of(problems))
                self._rooms = Rooms(
                    lines,
                    CatalogSource.of(self._workspace),
                    Composer(typesetter),
                    PdfWriter(typesetter.fonts),
                    HtmlWriter(typesetter),
                )
            return self._rooms


def read_clinic(path: Path | str) -> Clinic:
    """A clinic's profile, with its logo, which lies in the same folder. Raises FileProblem, ContentInvalid."""
    path = Path(path)

    def beside(name: str) -> bytes:
        return read_file(path.parent / name, 8 << 20)

    return clinics.read(read_file(path), path.as_posix(), beside)


def check_paths(paths: tuple[Path, ...], folder: Path | None, on: date) -> tuple[tuple[Diagnostic, ...], tuple[str, ...]]:
    """Check files, or all JSON files below folders; without paths, all that the workspace holds. Gives the diagnostics and the names
    of the files looked at. Raises FileProblem."""
    workspace = Workspace.overlaid(folder) if folder else Workspace.bundled()
    checker = Checker(workspace)
    found: list[Diagnostic] = []
    names = []
    for path in _files(paths):
        names.append(path.as_posix())
        found += checker.file(read_file(path), path.as_posix(), on)[1]
    if not paths:
        for name, told in checker.everything(on):
            names.append(name)
            found += told
    return tuple(dict.fromkeys(found)), tuple(names)


def _files(paths: tuple[Path, ...]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            below = sorted(one for one in path.rglob("*.json") if one.is_file())
            if not below:
                raise FileProblem(f"{path} holds no JSON file. Give a file, or the folder that holds your handouts.")
            files += below
        else:
            files.append(path)
    return files
