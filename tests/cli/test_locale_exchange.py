"""Catalogs go to another tool and come back, by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinickit.localize import exchange, po
from tests.cli.test_commands import run


@pytest.mark.parametrize("shape", ["xliff", "tmx", "csv"])
def test_there_and_back(tmp_path: Path, shape: str) -> None:
    work, sent = str(tmp_path / "work"), tmp_path / "sent"
    assert run("locale", "export", "es", "cbt", "safety", "--to", shape, "--content", work, "-o", str(sent)).exit_code == 0
    ending = exchange.ENDINGS[shape][0]
    path = sent / f"cbt.es.{ending}"
    came = exchange.read(shape, path.read_bytes())
    title = came.file.entries[0]
    changed = path.read_bytes().replace(title.target.encode(), "Otro título".encode())
    path.write_bytes(changed)
    done = run("locale", "import", "es", str(path), "--content", work)
    assert done.exit_code == 0 and "1 taken" in done.output
    catalog = tmp_path / "work" / "locales" / "es" / "LC_MESSAGES" / "cbt.po"
    assert next(one for one in po.read(catalog.read_bytes()).entries if one.context == title.context).target == "Otro título"
    assert "0 taken" in run("locale", "import", "es", str(path), "--content", work).output


def test_nothing_is_written_where_one_file_is_wrong(tmp_path: Path) -> None:
    work, sent = tmp_path / "work", tmp_path / "sent"
    assert run("locale", "export", "es", "cbt", "--content", str(work), "-o", str(sent)).exit_code == 0
    good, bad = sent / "cbt.es.xlf", sent / "bad.xlf"
    bad.write_bytes(b"<xliff")
    result = run("locale", "import", "es", str(good), str(bad), "--content", str(work))
    assert result.exit_code == 1 and f"{bad.as_posix()}:1" in result.output and not (work / "locales").exists()
    assert run("locale", "import", "fr", str(good), "--content", str(work)).exit_code == 2
    assert run("locale", "import", "es", str(sent / "x.doc"), "--content", str(work)).exit_code == 2
    assert run("locale", "export", "es", "no-such", "--content", str(work)).exit_code == 2
