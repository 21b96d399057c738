"""Files that a command writes: whole or not at all, and private ones for their owner alone, at every moment."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinickit.cli.files import save
from clinickit.errors import FileProblem

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    """The worst case: nothing is masked."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_private_file_is_its_owners_alone(tmp_path: Path) -> None:
    save(tmp_path / "letters" / "letter.pdf", b"x", private=True)
    assert mode(tmp_path / "letters" / "letter.pdf") == 0o600
    assert mode(tmp_path / "letters") == 0o700
    assert [one.name for one in (tmp_path / "letters").iterdir()] == ["letter.pdf"]


def test_an_open_file_that_stood_there_does_not_stay_open(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    save(path, b"old")
    assert mode(path) == 0o666
    with path.open("rb") as someone:
        save(path, b"new", private=True)
        assert someone.read() == b"old", "whoever had it open reads what it was"
    assert (mode(path), path.read_bytes()) == (0o600, b"new")


def test_at_no_moment_is_it_readable_by_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked at after each step that touches the disk."""
    seen: list[int] = []

    def watched(name: str, owner: object) -> None:
        real = getattr(owner, name)

        def step(*given: object, **more: object) -> object:
            done = real(*given, **more)
            seen.extend(mode(one) for one in tmp_path.iterdir())
            return done

        monkeypatch.setattr(owner, name, step)

    watched("open", os)
    watched("fdopen", os)
    watched("replace", os)
    save(tmp_path / "letter.pdf", b"x" * 100_000, private=True)
    assert len(seen) >= 2 and set(seen) == {0o600}


def test_nothing_is_left_where_it_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").mkdir()
    with pytest.raises(FileProblem, match="-o"):
        save(tmp_path / "letter.pdf", b"x", private=True)
    assert [one.name for one in tmp_path.iterdir()] == ["letter.pdf"]
