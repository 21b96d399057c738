"""Bookmarks as the document outline (ISO 32000-1 12.3.3). Called by `write`."""

from __future__ import annotations

from clinickit.layout.pages import Bookmark
from clinickit.pdf.reportlab_bridge import PdfFile
from clinickit.pdf.syntax import number, reference, string


def write_outline(file: PdfFile, bookmarks: tuple[Bookmark, ...], pages: tuple[int, ...]) -> int | None:
    """Adds the outline; its object number, None where there are no bookmarks. A level that skips one hangs from the nearest above."""
    if not bookmarks:
        return None
    root = file.reserve()
    numbers = [file.reserve() for _ in bookmarks]
    parents: list[int] = []
    open_at: list[int] = []
    for at, one in enumerate(bookmarks):
        while open_at and bookmarks[open_at[-1]].level >= one.level:
            open_at.pop()
        parents.append(open_at[-1] if open_at else -1)
        open_at.append(at)
    kids: dict[int, list[int]] = {}
    for at, parent in enumerate(parents):
        kids.setdefault(parent, []).append(at)
    for at, one in enumerate(bookmarks):
        family = kids[parents[at]]
        place = family.index(at)
        row = [b"<</Title%s/Parent %s" % (string(one.title), reference(root if parents[at] < 0 else numbers[parents[at]]))]
        if place:
            row.append(b"/Prev %s" % reference(numbers[family[place - 1]]))
        if place + 1 < len(family):
            row.append(b"/Next %s" % reference(numbers[family[place + 1]]))
        row.append(_ends(kids.get(at, []), numbers, kids))
        row.append(b"/Dest[%s/XYZ null %s null]>>" % (reference(pages[one.page]), number(one.top).encode()))
        file.fill(numbers[at], b"".join(row))
    file.fill(root, b"<</Type/Outlines%s>>" % _ends(kids[-1], numbers, kids))
    return root


def _ends(family: list[int], numbers: list[int], kids: dict[int, list[int]]) -> bytes:
    """First, Last and Count of an item whose kids are all open."""
    if not family:
        return b""
    return b"/First %s/Last %s/Count %d" % (reference(numbers[family[0]]), reference(numbers[family[-1]]), _open(family, kids))


def _open(family: list[int], kids: dict[int, list[int]]) -> int:
    return sum(1 + _open(kids.get(at, []), kids) for at in family)
