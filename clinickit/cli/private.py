"""Files about a person: written whole or not at all, for their owner alone. Used by the commands that write records and letters."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from clinickit.errors import FileProblem


def save_private(path: Path, data: bytes) -> None:
    """Write a file that its owner alone can read (mode 0600), in one step: it is so from its first byte on, whatever it replaces. Its
    folder is made where there is none, for the owner alone too. Raises FileProblem, which does not repeat what the file holds."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(prefix=".clinickit-", suffix=".part", dir=path.parent)
    except OSError as problem:
        raise FileProblem(f"Cannot write into {path.parent}: {problem.strerror or problem}. Choose another folder with -o.") from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except OSError as problem:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise FileProblem(f"Cannot write {path}: {problem.strerror or problem}. Choose another place with -o.") from None
