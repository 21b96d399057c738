"""What `run` needs made, in a process of its own so that it stays small itself: `python -m benchmarks.prepare FOLDER` writes the sheet
as a handout and as a web page and prints the handout's id; `--pages FILE` prints how many pages a PDF has."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2

from benchmarks import ours, peers
from benchmarks.text import sheet


def main() -> None:
    if sys.argv[1] == "--pages":
        print(len(pypdfium2.PdfDocument(sys.argv[2])))
        return
    folder, one = Path(sys.argv[1]), sheet()
    ours.write(folder, [one])
    (folder / "sheet.html").write_text(peers.web_page(one), encoding="utf-8")
    print(ours.name_of(one))


if __name__ == "__main__":
    main()
