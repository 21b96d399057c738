"""Fills a form as a person does in a reader: PDFium gets clicks and keys, draws what they leave, and saves. A file and answers go in, the
fields that were met come out.

A text field gets a click and each character; a box or button gets a click. Nothing is set behind PDFium's back, so the appearances
in the saved file are those of a reader that millions use."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

CP1252 = "".join(one for code in range(33, 256) if (one := bytes((code,)).decode("cp1252", "ignore")).isprintable() and one)
"""Every letter and sign of the code page that a form is typed in."""


class Met(NamedTuple):
    """A form field: page (0-based), name, whether letters are typed in it, and its rectangle (x0, y0, x1, y1) in points."""

    page: int
    name: str
    typed: bool
    box: tuple[float, float, float, float]


def fill(source: Path, target: Path, answer: Callable[[Met], str | bool]) -> list[Met]:
    """Type what `answer` says into each text field, click each box and button for which it is true, and save. The fields in tab order."""
    document = pypdfium2.PdfDocument(source)
    document.init_forms()
    form = document.formenv.raw if document.formenv else None
    found = []
    for number, page in enumerate(document):
        for at in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
            met = _met(form, page.raw, number, at)
            if met is None:
                continue
            found.append(met)
            said = answer(met)
            if said:
                _click(form, page.raw, met.box)
                for one in said if isinstance(said, str) else "":
                    pdfium.FORM_OnChar(form, page.raw, ord(one), 0)
                pdfium.FORM_ForceToKillFocus(form)
    document.save(target)
    document.close()
    return found


def _met(form: Any, page: Any, number: int, at: int) -> Met | None:
    annotation = pdfium.FPDFPage_GetAnnot(page, at)
    try:
        if pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_WIDGET:
            return None
        kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
        size = pdfium.FPDFAnnot_GetFormFieldName(form, annotation, None, 0)
        name = (ctypes.c_ushort * (size // 2))()
        pdfium.FPDFAnnot_GetFormFieldName(form, annotation, name, size)
        box = pdfium.FS_RECTF()
        pdfium.FPDFAnnot_GetRect(annotation, box)
        typed = kind == pdfium.FPDF_FORMFIELD_TEXTFIELD
        return Met(number, bytes(name).decode("utf-16-le").rstrip("\0"), typed, (box.left, box.bottom, box.right, box.top))
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


def _click(form: Any, page: Any, box: tuple[float, float, float, float]) -> None:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    pdfium.FORM_OnMouseMove(form, page, 0, x, y)
    pdfium.FORM_OnLButtonDown(form, page, 0, x, y)
    pdfium.FORM_OnLButtonUp(form, page, 0, x, y)


def pixels(path: Path, scale: float = 2.0) -> list[Any]:
    """Each page as PDFium draws it, forms included: a gray image, `scale` dots a point."""
    document = pypdfium2.PdfDocument(path)
    document.init_forms()
    try:
        return [page.render(scale=scale, may_draw_forms=True).to_pil().convert("L") for page in document]
    finally:
        document.close()


def changed(before: Any, after: Any, met: Met, height: float, scale: float = 2.0) -> int:
    """How many dots differ inside a field's rectangle; `height` is the page's, in points."""
    x0, y0, x1, y1 = met.box
    area = tuple(round(value * scale) for value in (x0, height - y1, x1, height - y0))
    one, other = before.crop(area).tobytes(), after.crop(area).tobytes()
    return sum(abs(a - b) > 60 for a, b in zip(one, other, strict=True))
