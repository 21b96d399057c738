"""Every handout as a web page, in English and by turns in one of its other languages: it says what the PDF says, string by string, and it
is built as it must be. All languages: `tests/sweep/test_html.py`.

Fonts are not packed here, which takes most of the time; see `test_fonts`."""

from __future__ import annotations

import pytest

from tests.html import judge
from tests.html.sheets import IDS, LIBRARY, options, tongues
from tests.html.strings import of_html, of_pages
from tests.readback.sheets import CLINIC, ON


@pytest.mark.parametrize("handout_id", IDS)
def test_page_and_pdf_say_the_same(handout_id: str) -> None:
    for language in tongues(handout_id):
        document, _, _ = LIBRARY.pages(handout_id, language, CLINIC, options(handout_id), on=ON)
        page = LIBRARY.page_html(handout_id, language, CLINIC, options(handout_id), on=ON).html
        printed, shown = list(of_pages(document)), list(of_html(page))
        printed.remove(shown[-1])
        assert printed == shown[:-1], language  # the foot stands on page 1 of the PDF, and at the end of a page
        assert sorted(of_html(page, narrow=True)) == sorted(shown), language


@pytest.mark.parametrize("handout_id", IDS)
def test_a_page_is_built_as_it_must_be(handout_id: str) -> None:
    for language in tongues(handout_id):
        page = LIBRARY.page_html(handout_id, language, CLINIC, options(handout_id), on=ON).html
        assert judge.faults(page, language) == []
