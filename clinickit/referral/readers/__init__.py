"""What others keep of services, taken in. In: a file or folder in HSDS (JSON, CSV data package, zip), AIRS XML, FHIR R4 or a plain CSV.
Out: `Entry`s and `Refused`s, one after another. Called by whoever imports, checks or exports.

`read` tells the format by content, not by name. Each record is taken or refused with the reason; where a file breaks off, what stood
before is still given and the break is a refusal too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from clinickit.errors import FileProblem, Unknown
from clinickit.referral.model import Entry, Refused
from clinickit.referral.readers import airs, fhir, hsds, hsds_tables, plain
from clinickit.referral.readers.limits import TooMuch, json_items, text_of

FORMATS = ("hsds", "airs", "fhir", "csv")
_PEEK = 1 << 16


def read(path: Path, format: str = "", source: str = "") -> Iterator[Entry | Refused]:
    """Entries and refusals in the order of the file. `source` names the directory, else the file's name does. Raises Unknown for a format
    that is none, FileProblem where there is no such file or it may not be read."""
    if format and format not in FORMATS:
        raise Unknown(f"There is no format “{format[:40]}”. Known: {', '.join(FORMATS)}; without one the content tells.")
    if not path.exists():
        raise FileProblem(f"There is no {path}. Name a file or the folder of a data package.")
    return _guarded(path, format, source or path.stem)


def read_all(paths: Sequence[Path], format: str = "", source: str = "") -> Iterator[Entry | Refused]:
    """What `read` gives of each file, one after the other; FHIR files first and as one, for what one of them says of an organization or a
    place another refers to. Raises what `read` raises."""
    fhir_files = [one for one in paths if len(paths) > 1 and one.is_file() and (format or _format(one)) == "fhir"]
    if len(fhir_files) > 1:
        yield from _guarded(fhir_files[0], "fhir", source or fhir_files[0].stem, fhir_files[1:])
    for path in paths:
        if len(fhir_files) < 2 or path not in fhir_files:
            yield from read(path, format, source)


def _format(path: Path) -> str:
    try:
        return format_of(path)
    except OSError as problem:
        raise FileProblem(f"Cannot read {path}: {problem.strerror or problem}. Look at its permissions.") from None


def _guarded(path: Path, format: str, source: str, more: Sequence[Path] = ()) -> Iterator[Entry | Refused]:
    try:
        if more:
            yield from fhir.read((pair for one in (path, *more) for pair in _named(one)), source)
        else:
            yield from _read(path, format or format_of(path), source)
    except TooMuch as problem:
        yield Refused(path.name, "", str(problem))
    except OSError as problem:
        raise FileProblem(f"Cannot read {path}: {problem.strerror or problem}. Look at its permissions.") from None


def _named(path: Path) -> Iterator[tuple[str, Any]]:
    """The values of a file, each with its place and the file's name."""
    return ((f"{path.name} {place}", value) for place, value in json_items(text_of(path)))


def format_of(path: Path) -> str:
    """hsds, airs, fhir or csv, from the first bytes. Raises OSError."""
    if path.is_dir():
        return "hsds"
    with path.open("rb") as stream:
        head = stream.read(_PEEK)
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "hsds"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] == b"<":
        return "airs"
    if start[:1] in (b"{", b"["):
        return "fhir" if b'"resourceType"' in head else "hsds"
    return "csv"


def _read(path: Path, format: str, source: str) -> Iterator[Entry | Refused]:
    if format == "csv":
        return plain.read(path, source)
    if format == "airs":
        return airs.read(path, source)
    if path.is_dir():
        return hsds_tables.of_folder(path, source)
    if format == "fhir":
        return fhir.read(json_items(text_of(path)), source)
    with path.open("rb") as stream:
        is_zip = stream.read(2) == b"PK"
    return hsds_tables.of_zip(path, source) if is_zip else _hsds(path, source)


def _hsds(path: Path, source: str) -> Iterator[Entry | Refused]:
    values: Iterator[tuple[str, Any]] = json_items(text_of(path))
    first = next(values, None)
    if first is None:
        return
    place, value = first
    if isinstance(value, dict) and any(name.endswith(".csv") for name in value):
        yield from hsds_tables.of_json(value, source)
        return

    def again() -> Iterator[tuple[str, Any]]:
        yield place, value
        yield from values

    yield from hsds.read(again(), source)
