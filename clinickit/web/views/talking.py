"""Kinds of help to talk about, as `clinickit referral options` gives them. In: what a clinician says, in the body of a request. Out: steps
that come first where someone is in danger, then kinds of help with reasons and cautions, and those held back. Nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from clinickit.referral import options
from clinickit.referral.asking import Safety
from clinickit.referral.options import Advice, Said
from clinickit.web import answers
from clinickit.web.desk import Desk, desk, spoken
from clinickit.web.routes import get, post, text
from clinickit.web.words import Words

OLDEST = 120


async def show(request: Request) -> Response:
    """The form, empty."""
    return _page(request, Said(), None)


async def advise(request: Request, form: FormData) -> Response:
    """What to talk about."""
    checker = desk(request).library.checker()
    known = options.read(checker)
    typed, safety = text(form, "age", 3), text(form, "safety", 40)
    age = int(typed) if typed.isascii() and typed.isdigit() and int(typed) <= OLDEST else None
    given = form.getlist("concern")
    said = Said(
        age,
        tuple(one["id"] for one in known["concerns"] if one["id"] in given),
        safety=Safety(safety) if safety in tuple(Safety) else Safety.NOT_ASKED,
    )
    return _page(request, said, options.advise(said, known, checker.facts), wrong=bool(typed) and age is None)


def _page(request: Request, said: Said, advice: Advice | None, *, wrong: bool = False) -> Response:
    at, words = desk(request), spoken(request)
    known = options.read(at.library.checker())
    first = [(name, one) for name, one in (("crisis", advice.crisis), ("danger", advice.danger)) if one] if advice else []
    offered = advice.offered if advice else ()
    named = {name for _, one in first for name in (one.handout,)} | {name for one in offered for name in one.handouts}
    values: Mapping[str, Any] = {
        "said": said,
        "wrong": wrong,
        "concerns": [one["id"] for one in known["concerns"]],
        "advice": advice,
        "first": first,
        "titles": {name: _title(at, name, words) for name in sorted(named | set(known["compare"]))},
        "kind_of": {one["id"]: one["handouts"][0]["id"] for one in known["options"] if one["handouts"]},
        "directory": at.directory is not None,
    }
    return answers.page(request, "talk.html", 422 if wrong else 200, tab="refer", **values)


def _title(at: Desk, name: str, words: Words) -> tuple[str, str]:
    """A handout's title and its language: the reader's where it has it."""
    handout = at.library.handout(name)
    tag = words.language if words.language in at.library.languages(name) else handout.language
    return at.library.in_language(name, tag).title.plain(), tag


routes = (
    get("/refer/talk", show),
    post("/refer/talk", advise),
)
