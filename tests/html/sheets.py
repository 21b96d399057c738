"""The sheets that the tests of this folder look at."""

from __future__ import annotations

from clinickit import Library, PrintOptions, Reader

LIBRARY = Library()
IDS = tuple(one.id for one in LIBRARY.handouts())


def options(handout_id: str, **more: object) -> PrintOptions:
    """A client's copy where there is one."""
    clinician = LIBRARY.handout(handout_id).audience == "clinician"
    return PrintOptions(draft=True, audience=Reader.CLINICIAN if clinician else Reader.CLIENT, **more)  # type: ignore[arg-type]


def tongues(handout_id: str) -> tuple[str, str]:
    """English, and one of the others: another for each handout, and the pseudo-locale from right to left among them."""
    others = (*LIBRARY.languages(handout_id)[1:], "ar-XB")
    return "en", others[(7 * IDS.index(handout_id)) % len(others)]
