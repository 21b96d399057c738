"""Lines on pages of a bare PDF, written as clinickit writes them, so that this room's tests need no other room.

Paragraphs (tuples of `Line`) go in, a file comes out, each line under the other. Identity-H, a CIDToGIDMap, ToUnicode of one character a
code; a right-to-left run is one show operator inside /ReversedChars (ISO 32000-1 14.8.2.3.3); runs stand in the order they come in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf

from clinickit.text.fonts import FontSet
from clinickit.text.program import build
from clinickit.text.runs import Code, Draw, FaceKey, Line, LineRun

D, N = pikepdf.Dictionary, pikepdf.Name
TOP, LEFT, RIGHT, LEAD, ROWS = 750.0, 50.0, 560.0, 24.0, 28


class Codes:
    """Numbers for what is drawn and said, a font at a time; code 0 is never used."""

    def __init__(self) -> None:
        self.known: dict[FaceKey, dict[tuple[Draw, str], int]] = {}

    def number(self, face: FaceKey, code: Code) -> int:
        table = self.known.setdefault(face, {})
        return table.setdefault((code.draw, code.says), len(table) + 1)


def show(run: LineRun, codes: Codes, names: dict[FaceKey, str], left: float, y: float) -> str:
    """One run's operators."""
    parts: list[str] = []
    for word in run.words:
        for code in word.codes:
            parts += (
                [str(-code.before)] * bool(code.before) + [f"<{codes.number(run.face, code):04X}>"] + [str(-code.after)] * bool(code.after)
            )
    name = names.setdefault(run.face, f"/F{len(names)}")
    text = f"{name} {run.size:.4f} Tf 1 0 0 1 {left + run.x:.4f} {y:.4f} Tm [{' '.join(parts)}] TJ"
    return f"/ReversedChars BMC {text} EMC" if run.rtl else text


def write(path: Path, fonts: FontSet, lines: Sequence[tuple[Line, bool, str]]) -> None:
    """`lines` are (line, right to left, language); a right-to-left line ends at the right margin."""
    codes, names = Codes(), dict[FaceKey, str]()
    pdf = pikepdf.new()
    pages: list[str] = []
    for first in range(0, len(lines), ROWS):
        content = ["BT"]
        for row, (line, rtl, language) in enumerate(lines[first : first + ROWS]):
            left = RIGHT - line.width if rtl else LEFT
            content.append(f"/P <</MCID {row} /Lang ({language})>> BDC")
            content += [show(run, codes, names, left, TOP - row * LEAD) for run in line.runs]
            content.append("EMC")
        pages.append("\n".join([*content, "ET"]))
    found = {names[face]: _font(pdf, fonts, face, table) for face, table in codes.known.items()}
    resources = D(Font=D(found))
    for content_of in pages:
        stream = pdf.make_stream(content_of.encode())
        page = pdf.make_indirect(D(Type=N.Page, MediaBox=[0, 0, 612, 792], Resources=resources, Contents=stream))
        pdf.pages.append(pikepdf.Page(page))
    pdf.save(path)


def _font(pdf: pikepdf.Pdf, fonts: FontSet, face: FaceKey, table: dict[tuple[Draw, str], int]) -> pikepdf.Object:
    program = build(fonts.font(face), [draw for draw, _ in table])
    name = N(f"/{program.name}")
    says = [f"<{code:04X}> <{text.encode('utf-16-be').hex()}>" for (_, text), code in table.items()]
    blocks = [
        f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in (says[at : at + 100] for at in range(0, len(says), 100))
    ]
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + "\n".join(blocks) + "\nendcmap end end"
    )
    metrics = program.metrics
    descriptor = D(
        Type=N.FontDescriptor, FontName=name, Flags=4, FontBBox=list(metrics.box), ItalicAngle=0, Ascent=metrics.ascent,
        Descent=metrics.descent, CapHeight=metrics.cap_height, StemV=metrics.stem, FontFile2=pdf.make_stream(program.data),
    )  # fmt: skip
    below = D(
        Type=N.Font, Subtype=N.CIDFontType2, BaseFont=name, FontDescriptor=pdf.make_indirect(descriptor),
        CIDSystemInfo=D(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
        DW=1000, W=[1, pikepdf.Array(program.widths)],
        CIDToGIDMap=pdf.make_stream(b"\0\0" + b"".join(gid.to_bytes(2, "big") for gid in program.glyphs)),
    )  # fmt: skip
    return pdf.make_indirect(
        D(Type=N.Font, Subtype=N.Type0, BaseFont=name, Encoding=N("/Identity-H"), DescendantFonts=[pdf.make_indirect(below)],
          ToUnicode=pdf.make_stream(cmap.encode()))
    )  # fmt: skip
