"""The clinic's profile, which is also the first visit. In: a short form with a logo, both from strangers. Out: a profile that was checked
as the command line checks one, kept on this computer."""

from __future__ import annotations

from functools import partial

import anyio.to_thread
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from clinickit.errors import ClinickitError
from clinickit.web import answers, profile
from clinickit.web.desk import desk, spoken
from clinickit.web.places import places
from clinickit.web.routes import get, post, text

MOST_UPLOAD = 5 << 20
_FIELDS = ("name", "phone", "web", "place", "paper", "logo_alt")


async def show(request: Request) -> Response:
    """The form, with what is kept."""
    return _form(request, profile.fields(desk(request).store.profile()))


async def keep(request: Request, form: FormData) -> Response:
    """Check the form; keep it, or show it again with what is wrong beside each field."""
    at, words = desk(request), spoken(request)
    given = {name: text(form, name, 300) for name in _FIELDS}
    upload = form.get("logo")
    file = await upload.read() if isinstance(upload, UploadFile) and upload.filename else b""
    kept = None if text(form, "no_logo", 3) == "yes" else at.store.logo()
    try:
        made = await at.previews.work(partial(profile.check, given, file, kept, words.language, at.store.profile()))
        if not made.faults:
            await anyio.to_thread.run_sync(partial(at.store.keep_clinic, made.facts, made.clinic, made.logo))
            await anyio.to_thread.run_sync(partial(at.store.change, welcomed=True))
            return RedirectResponse("/?kept=yes", 303)
        faults = made.faults
    except ClinickitError as fault:
        faults = {"form": str(fault)}
    return _form(request, given, faults, 422)


async def later(request: Request, form: FormData) -> Response:
    """Go on without a profile."""
    await anyio.to_thread.run_sync(partial(desk(request).store.change, welcomed=True))
    return RedirectResponse("/", 303)


async def logo(request: Request) -> Response:
    """The logo that is kept."""
    found = desk(request).store.logo()
    if found is None:
        return answers.problem(request, 404)
    return Response(found[1], media_type="image/png" if found[0].endswith(".png") else "image/svg+xml")


def _form(request: Request, values: dict[str, str], faults: dict[str, str] | None = None, status: int = 200) -> Response:
    at = desk(request)
    return answers.page(
        request,
        "clinic.html",
        status,
        tab="clinic",
        values=values,
        faults=faults or {},
        places=places(spoken(request)),
        logo=at.store.logo() is not None,
        first=at.store.clinic is None and not at.store.settings.welcomed,
        given=at.given is not None,
        folder=str(at.store.path),
        trouble=at.store.trouble,
    )


routes = (
    get("/clinic", show),
    post("/clinic", keep, MOST_UPLOAD),
    post("/clinic/later", later),
    get("/clinic/logo", logo),
)
