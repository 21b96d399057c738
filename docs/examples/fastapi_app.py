"""Handouts from a FastAPI app.

pip install clinickit fastapi uvicorn
uvicorn fastapi_app:app --no-access-log

GET /handouts/anxious-attachment/es    the sheet as a PDF
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI, Header, HTTPException, Response

from clinickit import ContentInvalid, Library, Unknown

library = Library()  # or Library.open("our-content"): one for the life of the program, shared by threads
app = FastAPI()
at_once = CapacityLimiter(2)  # a sheet is work for a processor: more at once are no faster, and take memory


@app.get("/handouts/{handout_id}/{language}", response_class=Response)
async def sheet(handout_id: str, language: str, if_none_match: Annotated[str, Header()] = "") -> Response:
    """404 where there is no such handout, or none in that language; 422 where it may not be handed out (an unchecked safety sheet)."""
    try:
        if language not in await to_thread.run_sync(library.languages, handout_id, limiter=at_once):
            raise HTTPException(404)
        render = partial(library.render, handout_id, language, on=date.today(), territory="US")
        made = await to_thread.run_sync(render, limiter=at_once)
    except Unknown:
        raise HTTPException(404) from None
    except ContentInvalid:
        raise HTTPException(422) from None
    etag = f'"{made.provenance.pdf_sha256}"'
    headers = {
        "Content-Disposition": 'inline; filename="sheet.pdf"',
        "Content-Language": language,
        "Cache-Control": "private, no-cache",
        "X-Content-Type-Options": "nosniff",
        "ETag": etag,
    }
    if etag in (one.strip().removeprefix("W/") for one in if_none_match.split(",")):
        return Response(status_code=304, headers=headers)
    return Response(made.pdf, media_type="application/pdf", headers=headers)
