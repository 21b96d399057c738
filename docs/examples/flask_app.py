"""Handouts from a Flask app.

pip install clinickit flask
flask --app flask_app run

GET /handouts/anxious-attachment/es    the sheet as a PDF
"""

from __future__ import annotations

from datetime import date

from flask import Flask, abort, make_response, request
from flask.typing import ResponseReturnValue

from clinickit import ContentInvalid, Library, Unknown

library = Library()  # or Library.open("our-content"): one for the life of the program, shared by threads
app = Flask(__name__)


@app.get("/handouts/<handout_id>/<language>")
def sheet(handout_id: str, language: str) -> ResponseReturnValue:
    """404 where there is no such handout, or none in that language; 422 where it may not be handed out (an unchecked safety sheet)."""
    try:
        if language not in library.languages(handout_id):
            abort(404)
        made = library.render(handout_id, language, on=date.today(), territory="US")
    except Unknown:
        abort(404)
    except ContentInvalid:
        abort(422)
    response = make_response(made.pdf)
    response.content_type = "application/pdf"
    response.headers["Content-Disposition"] = 'inline; filename="sheet.pdf"'
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.set_etag(made.provenance.pdf_sha256)
    return response.make_conditional(request)
