"""Files are written whole or not at all: beside their place first, then renamed."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from clinickit.errors import FileProblem


def save(path: Path, data: bytes) -> None:
    """Write a file in one step, making its folder. Raises FileProblem."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".clinickit-", suffix=".part", dir=path.parent)
    except OSError as problem:
        raise FileProblem(f"Cannot write into {path.parent}: {problem.strerror or problem}. Choose another folder with -o.") from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except OSError as problem:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        hint = "Close the PDF and try again." if isinstance(problem, PermissionError) else "Choose another place with -o."
        raise FileProblem(f"Cannot write {path}: {problem.strerror or problem}. {hint}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
