"""Every handout in every language as a web page: it says what the PDF says, string by string, and is built as it must be; so do discreet
copies, clinicians' copies, and pages in two languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clinickit import PrintOptions, Reader
from clinickit.html import fonts
from tests.html import judge
from tests.html.sheets import IDS, LIBRARY, options
from tests.html.strings import of_html, of_pages
from tests.readback.sheets import CLINIC, ON, PSEUDO

pytestmark = [pytest.mark.sweep, pytest.mark.xdist_group("html")]


@pytest.fixture(scope="module", autouse=True)
def _unpacked() -> Iterator[None]:
    """Fonts are not packed: what they draw is tested elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "woff2", lambda program: program[:64])
        yield


def _said(handout_id: str, language: str, asked: PrintOptions, *, ordered: bool) -> tuple[list[str], list[str], list[str]]:
    """What the PDF says, what the page says, what is wrong with the page."""
    document, _, _ = LIBRARY.pages(handout_id, language, CLINIC, asked, on=ON)
    page = LIBRARY.page_html(handout_id, language, CLINIC, asked, on=ON).html
    printed, shown = list(of_pages(document)), list(of_html(page))
    assert sorted(of_html(page, narrow=True)) == sorted(shown)
    if ordered:  # the foot stands on page 1 of the PDF, and at the end of a page
        printed.remove(shown[-1])
        printed.append(shown[-1])
        return printed, shown, judge.faults(page, language)
    return sorted(printed), sorted(shown), judge.faults(page, language)


@pytest.mark.parametrize("handout_id", IDS)
def test_page_and_pdf_say_the_same_in_every_language(handout_id: str) -> None:
    for language in (*LIBRARY.languages(handout_id), *PSEUDO):
        printed, shown, faults = _said(handout_id, language, options(handout_id), ordered=True)
        assert (language, shown, faults) == (language, printed, [])


@pytest.mark.parametrize("handout_id", [one for one in IDS if LIBRARY.handout(one).audience != "clinician"])
def test_copies_say_the_same_in_every_language(handout_id: str) -> None:
    for language in (*LIBRARY.languages(handout_id)[1:], *PSEUDO):
        for asked in (
            PrintOptions(draft=True, discreet=True),
            PrintOptions(draft=True, audience=Reader.CLINICIAN),
            PrintOptions(draft=True, beside="en", facing=True),
        ):
            printed, shown, faults = _said(handout_id, language, asked, ordered=False)
            assert (language, shown, faults) == (language, printed, [])
        side = LIBRARY.page_html(handout_id, language, CLINIC, PrintOptions(draft=True, beside="en"), on=ON).html
        assert judge.faults(side, language) == []
