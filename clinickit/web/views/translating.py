"""The translators' tab. In: a language and a sheet; translations as they were typed. Out: the sheet with its numbers beside its strings;
catalogs of the content folder, and what was saved where. What cannot be saved comes back as it was typed."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from clinickit import languages
from clinickit.content.model import Handout
from clinickit.delivery.preview import Preview
from clinickit.delivery.strings import Page, cleaned, mark
from clinickit.delivery.translating import SHARED, Bench, Saved
from clinickit.errors import ClinickitError, FileProblem, Unknown
from clinickit.web import answers
from clinickit.web.desk import Desk, desk, spoken
from clinickit.web.routes import get, post, text

MOST_FORM = 4 << 20
"""Bytes of a form with all strings of a sheet, in letters that take six bytes each when they are sent."""
MOST_STRINGS = 2000
"""Fields of such a form, one a string and a few more."""
WIDTH = 1100
"""Pixels of a picture: the two columns of a sheet can be read."""
_KEPT = 6


@dataclass(frozen=True, slots=True)
class Proof:
    """A sheet with its numbers: how many pages it has, and their size in points; `trouble` where it cannot be shown."""

    pdf: bytes = b""
    pages: int = 0
    paper: tuple[int, int] = (0, 0)
    trouble: str = ""


@dataclass(slots=True)
class Table:
    """What the tab keeps for a run: the translator's folder, and the proofs looked at last, by sheet, language and state of the files."""

    bench: Bench
    proofs: dict[tuple[str, str, str], Proof] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it came: what was typed by context, what each box said when it was opened (its mark), the state of the files, and which
    string is to be saved ("all" for each that was changed)."""

    texts: Mapping[str, str]
    marks: Mapping[str, str]
    seen: Mapping[str, str]
    which: str

    def edits(self) -> Mapping[str, str]:
        """What is to be saved: of all, those that were changed; of one, that one, changed or not."""
        if self.which != "all":
            return {context: said for context, said in self.texts.items() if context == self.which}
        return {context: said for context, said in self.texts.items() if mark(said) != self.marks[context]}


async def choose(request: Request) -> Response:
    """The languages, and the sheets of one."""
    at, words = desk(request), spoken(request)
    table = _table(request)
    if table is None:
        return answers.page(request, "translate.html", tab="translate", folder="", into="")
    tags = await at.previews.work(table.bench.languages)
    into = request.query_params.get("into", "")
    into = into if into in tags else ""
    left = await at.previews.work(partial(table.bench.left, into)) if into else {}
    rows = [{"name": name, "left": count, **_title(at, name, words.language)} for name, count in left.items()]
    return answers.page(
        request,
        "translate.html",
        tab="translate",
        folder=str(table.bench.root),
        languages=sorted(tags, key=lambda tag: words.language_name(tag).casefold()),
        into=into,
        sheets=sorted((one for one in rows if one["title"]), key=lambda one: one["title"].casefold()),
        shared=[one for one in rows if not one["title"]],
    )


async def show(request: Request) -> Response:
    """A sheet beside its strings."""
    page = await _page(request)
    return await _shown(request, page, {row.context: row.target for row in page.rows})


async def save(request: Request, form: FormData) -> Response:
    """Write what was typed, or say why not; what is not written stays in its box."""
    at, table = desk(request), _needed(request)
    name, into = request.path_params["name"], request.path_params["language"]
    typed = _typed(form, (name, SHARED))
    try:
        saved = await at.previews.work(partial(table.bench.save, into, typed.edits(), typed.seen))
    except ClinickitError as fault:
        saved, detail = None, str(fault)
    else:
        detail = ""
    page = await at.previews.work(partial(_after, table.bench, name, into, typed))
    rest = {context: said for context, said in typed.texts.items() if mark(said) != typed.marks[context]}
    texts = {row.context: rest.get(row.context, row.target) for row in page.rows}
    moved = (
        one.context for one in page.rows if one.mark != typed.marks.get(one.context) and one.target != rest.get(one.context, one.target)
    )
    return await _shown(request, page, texts, saved, detail, moved)


def _after(bench: Bench, name: str, into: str, typed: Typed) -> Page:
    """The page after a form was taken; of what ships alone where the folder's own files cannot be read, so that the words that were typed
    have their boxes."""
    try:
        return bench.page(name, into)
    except FileProblem:
        return replace(bench.page(name, into, own=False), seen=typed.seen)


async def picture(request: Request) -> Response:
    """A page of the sheet with its numbers."""
    page = await _page(request)
    proof = await _proof(request, page)
    number = request.path_params["number"]
    if not 1 <= number <= proof.pages:
        raise HTTPException(404)
    drawn = await desk(request).previews.leaf(proof.pdf, number - 1, WIDTH)
    return Response(drawn, media_type="image/png")


async def _page(request: Request) -> Page:
    table = _needed(request)
    return await desk(request).previews.work(partial(table.bench.page, request.path_params["name"], request.path_params["language"]))


async def _shown(
    request: Request, page: Page, texts: Mapping[str, str], saved: Saved | None = None, detail: str = "", moved: Iterable[str] = ()
) -> Response:
    """The page of a sheet; `saved` is what became of a form."""
    at, words = desk(request), spoken(request)
    proof = await _proof(request, page) if page.preview else Proof()
    title = _title(at, page.name, words.language)
    waiting = [row.number for row in page.rows if row.state.open]
    before, after = _neighbours(waiting)
    told = "failed" if detail else "" if saved is None else "moved" if saved.moved else "saved" if saved.files else "same"
    values: Mapping[str, Any] = {
        "name": page.name,
        "into": page.language,
        "way": "rtl" if languages.language(page.language).rtl else "ltr",
        "title": title["title"] or words.plain(f"web/translate/name/{page.name}"),
        "tongue": title["tongue"],
        "rows": page.rows,
        "texts": texts,
        "seen": page.seen,
        "moved": frozenset(moved),
        "left": len(waiting),
        "first_open": waiting[0] if waiting else "",
        "before": before,
        "after": after,
        "told": told,
        "detail": detail,
        "saved_paths": [str(path) for path, _ in saved.files] if saved else [],
        "saved_count": sum(count for _, count in saved.files) if saved else 0,
        "preview": page.preview,
        "pages": proof.pages,
        "paper": proof.paper,
        "trouble": proof.trouble,
        "version": page.version,
    }
    status = 422 if told == "failed" else 409 if told == "moved" else 200
    return answers.page(request, "translating.html", status, tab="translate", **values)


def _neighbours(waiting: list[str]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """For each string that waits, the one that waits before it, and the one after it."""
    pairs = tuple(pairwise(waiting))
    return {later: one for one, later in pairs}, dict(pairs)


async def _proof(request: Request, page: Page) -> Proof:
    """The sheet with its numbers, kept while the files stay as they are."""
    at, table = desk(request), _needed(request)
    key = (page.name, page.language, page.version)
    found = table.proofs.get(key)
    if found is not None:
        return found
    territory = (at.clinic.territory if at.clinic else "") or "US"
    made = Preview(table.bench.root, page.name, page.language, at.on(), territory=territory)
    try:
        built = await at.previews.work(made.made)
        pages, wide, high = await at.previews.measured(built.pdf)
        proof = Proof(built.pdf, pages, (wide, high))
    except ClinickitError as fault:
        proof = Proof(trouble=str(fault))
    with table.lock:
        table.proofs[key] = proof
        while len(table.proofs) > _KEPT:
            del table.proofs[next(iter(table.proofs))]
    return proof


def _typed(form: FormData, catalogs: tuple[str, ...]) -> Typed:
    """A form of these catalogs, with what nobody types left out."""
    texts: dict[str, str] = {}
    marks: dict[str, str] = {}
    seen: dict[str, str] = {}
    for name, value in form.multi_items():
        if not isinstance(value, str):
            continue
        if name == "seen":
            catalog, _, digest = value.partition("=")
            if catalog in catalogs:
                seen[catalog] = digest
        elif "|" in name:
            given, _, context = name.partition("|")
            texts[context], marks[context] = cleaned(value), given
    return Typed(texts, marks, seen, text(form, "save", 200) or "all")


def _title(at: Desk, name: str, language: str) -> dict[str, str]:
    """A sheet's title in the reader's language where it has it; empty for what sheets share."""
    try:
        handout: Handout = at.library.handout(name)
    except Unknown:
        return {"title": "", "tongue": ""}
    tag = language if language in at.library.languages(name) else handout.language
    return {"title": at.library.in_language(name, tag).title.plain(), "tongue": tag}


def _table(request: Request) -> Table | None:
    """What the tab keeps; None where no folder was given. Raises FileProblem for the installed package."""
    content = desk(request).content
    if content is None:
        return None
    found = getattr(request.app.state, "translating", None)
    if not isinstance(found, Table):
        found = request.app.state.translating = Table(Bench(content))
    return found


def _needed(request: Request) -> Table:
    found = _table(request)
    if found is None:
        raise HTTPException(404)
    return found


routes = (
    get("/translate", choose),
    get("/translate/{language}/{name}", show),
    post("/translate/{language}/{name}", save, MOST_FORM, MOST_STRINGS),
    get("/translate/{language}/{name}/page/{number:int}.png", picture),
)
