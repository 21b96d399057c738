"""The referral tab. In: what a family needs, in the body of a request. Out: services that fit, each with its reasons; then up to three of
them on a sheet in the family's language, the same bytes as `clinickit referral sheet`. Nothing is kept and nothing stands in an address."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from clinickit.delivery import referrals
from clinickit.errors import ClinickitError, ContentInvalid, Unknown
from clinickit.layout.theme import Ink, PrintSize
from clinickit.pipeline import PrintOptions, Rendered
from clinickit.referral import options, places, sheets
from clinickit.referral.asking import Ask, Distance, Gazetteer
from clinickit.referral.candidates import candidates
from clinickit.referral.matching import ON_PAPER, Match, Outcome, match
from clinickit.referral.model import Service
from clinickit.referral.reasons import Answer, Reason
from clinickit.referral.store import Store
from clinickit.web import answers, notices, wanted
from clinickit.web.desk import Desk, desk, spoken
from clinickit.web.routes import get, post, text
from clinickit.web.wanted import ACCESS, UNITS, Wanted
from clinickit.web.words import Words
from clinickit.workspace import read_file

SHOWN = 20
LEFT_OUT = 50
WIDTH = 1100
"""Pixels of a picture of the sheet."""
_PLACES_LIMIT = 32 << 20


async def show(request: Request) -> Response:
    """The form, empty."""
    return _form(request, Wanted())


async def find(request: Request, form: FormData) -> Response:
    """What fits what was asked."""
    at = desk(request)
    kinds = _kinds(at)
    asked = wanted.read(form, kinds)
    if at.directory is None:
        return _form(request, asked)
    gazetteers = await at.previews.work(partial(_gazetteers, at.places))
    ask, faults = wanted.ask(asked, at.on(), kinds, gazetteers)
    if faults:
        return _form(request, asked, faults=faults, status=422)
    outcome, whole = await at.previews.work(partial(_found, at.directory, ask, asked.words))
    return _form(request, asked, ask=ask, outcome=outcome, whole=whole)


async def sheet(request: Request, form: FormData) -> Response:
    """The chosen services on a sheet, to look at."""
    at = desk(request)
    asked = wanted.read(form, _kinds(at))
    picked = wanted.chosen(form)
    if not 1 <= len(picked) <= ON_PAPER:
        return _form(request, asked, faults=("service",), status=422)
    choices = _choices(at, form)
    try:
        made = await at.previews.work(partial(_sheet, at, picked, choices, asked.unchecked == "yes"))
    except ContentInvalid:
        raise
    except ClinickitError as fault:
        return _form(request, asked, trouble=str(fault), status=422)
    pictures, paper = await at.previews.drawn(made.pdf, WIDTH)
    values: Mapping[str, Any] = {
        "pages": [f"data:image/png;base64,{base64.b64encode(one).decode()}" for one in pictures],
        "paper": paper,
        "notices": notices.of(made.diagnostics, spoken(request)),
        "hidden": [*asked.pairs(), *(("service", wanted.value(*one)) for one in picked)],
        "choices": choices,
        "sizes": [str(one) for one in PrintSize],
        "tags": _tags(at, spoken(request)),
    }
    return answers.page(request, "referral-sheet.html", tab="refer", **values)


async def pdf(request: Request, form: FormData) -> Response:
    """The sheet as a file."""
    at = desk(request)
    choices, picked = _choices(at, form), wanted.chosen(form)
    made = await at.previews.work(partial(_sheet, at, picked, choices, text(form, "unchecked") == "yes"))
    kind = "attachment" if text(form, "do") == "save" else "inline"
    name = f"{'sheet-1' if choices['discreet'] else 'referral-sheet'}.{choices['sheet']}.pdf"
    return Response(made.pdf, media_type="application/pdf", headers={"Content-Disposition": f"{kind}; filename*=UTF-8''{quote(name)}"})


def _form(
    request: Request,
    asked: Wanted,
    *,
    faults: tuple[str, ...] = (),
    trouble: str = "",
    ask: Ask | None = None,
    outcome: Outcome | None = None,
    whole: bool = True,
    status: int = 200,
) -> Response:
    at, words = desk(request), spoken(request)
    values: Mapping[str, Any] = {
        "wanted": asked,
        "faults": faults,
        "trouble": trouble,
        "directory": at.directory is not None,
        "searched": outcome is not None,
        "found": [_card(one, ask) for one in outcome.found[:SHOWN]] if outcome and ask else [],
        "count": len(outcome.found) if outcome else 0,
        "left_out": [_card(one, ask, only=Answer.NO) for one in outcome.left_out[:LEFT_OUT]] if outcome and ask else [],
        "left_count": len(outcome.left_out) if outcome else 0,
        "whole": whole,
        "units": UNITS,
        "needs": ACCESS,
        "kinds": _kind_names(at, words),
        "tongues_of_help": sorted(wanted.tags(), key=lambda tag: words.language_name(tag).casefold()),
        "tags": _tags(at, words),
        "sizes": [str(one) for one in PrintSize],
        "usual": {"sheet": asked.language if asked.language in _there(at) else "en", "size": at.store.settings.size},
    }
    return answers.page(request, "refer.html", status, tab="refer", **values)


def _card(one: Match, ask: Ask, only: Answer | None = None) -> Mapping[str, Any]:
    """A service as it may be shown, with its reasons."""
    service = one.service
    reasons: tuple[Reason, ...] = tuple(reason for reason in one.reasons if only is None or reason.answer is only)
    return {
        "name": service.name,
        "organization": service.organization,
        "phones": [phone.number for phone in service.phones if "fax" not in phone.kind.casefold()],
        "far": (ask.within or Distance(0)).said(one.meters) if one.meters is not None else "",
        "paper": one.paper,
        "reasons": reasons,
        "value": wanted.value(service.source, service.id),
    }


def _gazetteers(own: Path | None) -> tuple[Gazetteer, ...]:
    """Where postal codes are: the clinic's own first. Raises FileProblem."""
    return (*((places.listed(read_file(own, _PLACES_LIMIT), own.name),) if own else ()), *places.installed())


def _found(directory: Path, ask: Ask, words: str) -> tuple[Outcome, bool]:
    """What fits, and whether each service of the place was judged. Raises FileProblem."""
    with Store.open(directory) as store:
        among = candidates(store, ask, words)
    return match(ask, among.services, shown=True), among.whole


def _sheet(at: Desk, picked: tuple[tuple[str, str], ...], choices: Mapping[str, str], unchecked: bool) -> Rendered:
    """The sheet, as the command line makes it. Raises Unknown, FileProblem and what `Library.render_made` raises."""
    if at.directory is None:
        raise Unknown("There is no directory here. Start the page with one: clinickit serve --directory FILE")
    with Store.open(at.directory) as store:
        services = [_there_still(store, source, service) for source, service in picked]
    asked = PrintOptions(
        size=PrintSize(choices["size"]), ink=Ink(choices["ink"]), discreet=bool(choices["discreet"]), beside=choices["beside"]
    )
    return referrals.sheet(at.library, services, choices["sheet"], at.clinic, asked, on=at.on(), unchecked=unchecked)


def _there_still(store: Store, source: str, service_id: str) -> Service:
    """The service as it may be shown. Raises Unknown for one that its source no longer has."""
    kept = store.entry(service_id, source)
    service = kept.shown()
    if kept.vanished_on:
        raise Unknown(f"“{service.name}” vanished from “{service.source}” on {kept.vanished_on}, so it may be gone. Choose another.")
    return service


def _choices(at: Desk, form: FormData) -> Mapping[str, str]:
    """How the sheet is printed; what nobody can have chosen is as usual."""
    tags = _there(at)

    def known(name: str, values: tuple[str, ...]) -> str:
        given = text(form, name, 40)
        return given if given in values else values[0]

    sheet = known("sheet", ("en", *tags))
    beside = known("beside", ("", *(tag for tag in tags if tag != sheet)))
    sizes = tuple(str(one) for one in PrintSize)
    return {
        "sheet": sheet,
        "beside": beside,
        "size": known("size", (str(PrintSize.STANDARD), *sizes)),
        "ink": known("ink", tuple(str(one) for one in Ink)),
        "discreet": known("discreet", ("", "yes")),
    }


def _there(at: Desk) -> tuple[str, ...]:
    """The languages that the sheet has."""
    return at.library.languages(sheets.TEMPLATE)


def _tags(at: Desk, words: Words) -> list[str]:
    return sorted(_there(at), key=lambda tag: words.language_name(tag).casefold())


def _kinds(at: Desk) -> Mapping[str, tuple[str, ...]]:
    """Kinds of help, each by the handout that tells of it, and their modalities in a directory."""
    found: dict[str, tuple[str, ...]] = {}
    for one in options.read(at.library.checker())["options"]:
        name = one["handouts"][0]["id"] if one["handouts"] else ""
        if name:
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *one["modalities"])))
    return found


def _kind_names(at: Desk, words: Words) -> list[tuple[str, str, str]]:
    """Id, short title and its language of each handout about a kind of help, in the reader's language where it has it."""
    rows = []
    for name in _kinds(at):
        handout = at.library.handout(name)
        tag = words.language if words.language in at.library.languages(name) else handout.language
        rows.append((name, at.library.in_language(name, tag).short_title.plain(), tag))
    return rows


routes = (
    get("/refer", show),
    post("/refer", find),
    post("/refer/sheet", sheet),
    post("/refer/sheet.pdf", pdf),
)
