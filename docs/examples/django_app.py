"""Handouts from Django: one file for the example. In a project of yours, take `sheet` and its line in `urlpatterns`.

pip install clinickit django
python django_app.py runserver

GET /handouts/anxious-attachment/es    the sheet as a PDF
"""

from __future__ import annotations

import sys
from datetime import date

from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.wsgi import get_wsgi_application
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from clinickit import ContentInvalid, Library, Unknown

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["localhost", "127.0.0.1"],
        ROOT_URLCONF=__name__,
        MIDDLEWARE=["django.middleware.security.SecurityMiddleware", "django.middleware.http.ConditionalGetMiddleware"],
        LOGGING={  # an address says which handout someone read: it is not written down
            "version": 1,
            "disable_existing_loggers": False,
            "loggers": {name: {"level": "CRITICAL"} for name in ("django.request", "django.server")},
        },
    )

library = Library()  # or Library.open("our-content"): one for the life of the program, shared by threads


@require_safe
def sheet(request: HttpRequest, handout_id: str, language: str) -> HttpResponse:
    """404 where there is no such handout, or none in that language; 422 where it may not be handed out (an unchecked safety sheet)."""
    try:
        if language not in library.languages(handout_id):
            raise Http404
        made = library.render(handout_id, language, on=date.today(), territory="US")
    except Unknown:
        raise Http404 from None
    except ContentInvalid:
        return HttpResponse(status=422)
    headers = {
        "Content-Disposition": 'inline; filename="sheet.pdf"',
        "Content-Language": language,
        "Cache-Control": "private, no-cache",
        "ETag": f'"{made.provenance.pdf_sha256}"',  # ConditionalGetMiddleware answers If-None-Match
    }
    return HttpResponse(made.pdf, content_type="application/pdf", headers=headers)


urlpatterns = [path("handouts/<slug:handout_id>/<str:language>", sheet)]
application = get_wsgi_application()

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
