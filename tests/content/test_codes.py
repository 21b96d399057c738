"""Codes that handouts are found by exist: ICD-10-CM by its own list, SNOMED CT by its check digit."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import simple_icd_10_cm as icd

from clinickit.workspace import Workspace

ICD, SNOMED = "http://hl7.org/fhir/sid/icd-10-cm", "http://snomed.info/sct"


def codes() -> Iterator[tuple[str, str, str]]:
    workspace = Workspace.bundled()
    for name in workspace.handout_ids():
        for one in json.loads(workspace.handout(name).data).get("codes", ()):
            yield name, one["system"], one["code"]


FOUND = list(codes())


def test_some_handouts_have_codes_and_of_known_systems_alone() -> None:
    assert len(FOUND) >= 8
    assert {system for _, system, _ in FOUND} <= {ICD, SNOMED}


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, system, code in FOUND if system == ICD])
def test_a_code_of_icd_10_cm_exists(name: str, code: str) -> None:
    assert icd.is_valid_item(code), f"{name}: {code}"


def verhoeff(number: str) -> bool:
    """SNOMED CT's check digit (release format 2, identifiers, 5.5)."""
    d = [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 0, 6, 7, 8, 9, 5], [2, 3, 4, 0, 1, 7, 8, 9, 5, 6], [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
         [4, 0, 1, 2, 3, 9, 5, 6, 7, 8], [5, 9, 8, 7, 6, 0, 4, 3, 2, 1], [6, 5, 9, 8, 7, 1, 0, 4, 3, 2], [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
         [8, 7, 6, 5, 9, 3, 2, 1, 0, 4], [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]]  # fmt: skip
    p = [list(range(10)), [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]]
    while len(p) < 8:
        p.append([p[-1][p[1][at]] for at in range(10)])
    check = 0
    for at, figure in enumerate(reversed(number)):
        check = d[check][p[at % 8][int(figure)]]
    return check == 0


def test_the_check_digit_is_one() -> None:
    assert verhoeff("75516001") and not verhoeff("75516002")


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, system, code in FOUND if system == SNOMED] or [("none", "75516001")])
def test_a_code_of_snomed_ct_is_well_formed(name: str, code: str) -> None:
    assert verhoeff(code), f"{name}: {code}"
