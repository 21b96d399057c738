"""The faces of the sheets, for the page: from the font packages on this computer, whole, as they are. In: the languages' rows. Out: a style
sheet and the bytes of a face. Called by `views.files`."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from clinickit import languages
from clinickit.text.fonts import FACES

_MOST = 2 << 20
"""Bytes of a face that the page uses; for the large ones (Chinese, Japanese, Korean) the system's own are as good and quicker."""


def _path(name: str, weight: str) -> Path | None:
    """The file of a face in its package, where it is installed and small enough."""
    row = FACES.get(name)
    if row is None or weight not in ("regular", "bold"):
        return None
    spec = find_spec(row.package)
    places = list(spec.submodule_search_locations or ()) if spec else []
    path = Path(places[0]) / (row.bold if weight == "bold" else row.regular) if places else None
    return path if path is not None and path.is_file() and path.stat().st_size <= _MOST else None


def data(name: str, weight: str) -> bytes | None:
    """The bytes of a face; None for one that is not there."""
    path = _path(name, weight)
    return path.read_bytes() if path else None


@cache
def style() -> str:
    """The style sheet that says where the faces are, and which language has which."""
    there = [name for name in FACES if _path(name, "regular")]
    rules = [_rule(name, weight, number) for name in there for weight, number in _weights(name)]
    for row in languages.known():
        if not row.pseudo and row.faces[0] != "atkinson":
            stack = ", ".join(f'"clinickit {name}"' for name in row.faces if name in there)
            rules.append(
                f":lang({row.tag}) {{ --face: {stack + ', ' if stack else ''}system-ui, sans-serif; --leading: {row.leading + 0.15:.2f}; }}"
            )
    return "\n".join(rules) + "\n"


def _weights(name: str) -> tuple[tuple[str, str], ...]:
    row = FACES[name]
    return (("regular", "100 900"),) if row.regular == row.bold else (("regular", "400"), ("bold", "700"))


def _rule(name: str, weight: str, number: str) -> str:
    place = f"/static/faces/{name}/{weight}"
    return f'@font-face {{ font-family: "clinickit {name}"; font-weight: {number}; font-display: swap; src: url("{place}"); }}'
