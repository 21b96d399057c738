"""Files that a command writes: whole or not at all."""

from __future__ import annotations

from pathlib import Path

from clinickit.workspace import write_file


def save(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a file in one step, making its folder. `private`: for its owner alone, as `write_file` says. Raises FileProblem."""
    write_file(path, data, hint="Choose another place with -o.", busy="Close the PDF and try again.", private=private)
