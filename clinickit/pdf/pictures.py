"""Pixels as image objects (ISO 32000-1 8.9.5), each once a document. Called by `marks`, written by `write`.

RGB pixels go in as they are, or as gray where the sheet is printed in gray."""

from __future__ import annotations

from PIL import Image

from clinickit.layout.pages import Color
from clinickit.pdf.reportlab_bridge import PdfFile
from clinickit.pdf.syntax import Deflater

_WEIGHTS = (0.299, 0.587, 0.114)


def gray(color: Color | None) -> Color | None:
    """The gray as light as the color (Rec. 601 weights, those that Pillow uses for pixels)."""
    if color is None:
        return None
    light = sum(weight * part for weight, part in zip(_WEIGHTS, color, strict=True))
    return (light, light, light)


class PictureTable:
    """The images of one document, in the order in which they are first seen; with `base`, those that personal marks add come after."""

    def __init__(self, base: PictureTable | None = None) -> None:
        self._base: dict[tuple[bytes, tuple[int, int], bool], str] = base._names if base else {}
        self._names: dict[tuple[bytes, tuple[int, int], bool], str] = {}

    def name(self, pixels: bytes, size: tuple[int, int], in_gray: bool) -> str:
        """The resource name of an image. `pixels`: 8-bit RGB, rows from the top; `size`: columns, rows."""
        key = (pixels, size, in_gray)
        found = self._base.get(key) or self._names.get(key)
        if found is None:
            found = self._names[key] = f"I{len(self._base) + len(self._names) + 1}"
        return found

    def write(self, file: PdfFile, deflater: Deflater) -> dict[str, int]:
        """Adds each image that is not in the base; object numbers by resource name."""
        return {name: file.add(_image(pixels, size, in_gray, deflater)) for (pixels, size, in_gray), name in self._names.items()}


def _image(pixels: bytes, size: tuple[int, int], in_gray: bool, deflater: Deflater) -> bytes:
    space = b"/DeviceRGB"
    if in_gray:
        pixels, space = Image.frombytes("RGB", size, pixels).convert("L").tobytes(), b"/DeviceGray"
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace%s/BitsPerComponent 8" % (*size, space)
    return deflater.stream(entries, pixels)
