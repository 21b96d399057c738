"""A clinic's logo: a picture in, an element out. Drawn ones become SVG, pixels a PNG inside the page. Called by `body`."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO

from PIL import Image

from clinickit.content.clinic import Picture
from clinickit.content.model import Text
from clinickit.html.signs import path_data
from clinickit.html.tree import Element, el, number
from clinickit.layout.head import LOGO_HEIGHT, LOGO_WIDTH
from clinickit.layout.pages import Color


def logo(picture: Picture, alt: Text) -> Element:
    """As large as on paper."""
    factor = min(LOGO_HEIGHT / picture.height, LOGO_WIDTH / picture.width)
    size = {"width": f"{number(picture.width * factor / 12)}em", "height": f"{number(picture.height * factor / 12)}em"}
    if picture.pixels:
        width, height = picture.pixel_size
        return el("img", src=_png(picture), alt=alt.plain(), class_="logo", width=width, height=height, language=alt.language)
    paths = (
        el(
            "path",
            d=path_data(one.path),
            fill=_hex(one.fill),
            stroke=_hex(one.stroke),
            stroke_width=one.width if one.stroke is not None else None,
            stroke_linecap="round" if one.round else None,
            stroke_linejoin="round" if one.round else None,
            fill_rule="evenodd" if one.even_odd else None,
        )
        for one in picture.strokes
    )
    view = f"0 {number(-picture.height)} {number(picture.width)} {number(picture.height)}"
    return el("svg", *paths, viewBox=view, class_="logo", role="img", aria_label=alt.plain(), language=alt.language, **size)


def _hex(color: Color | None) -> str:
    return "none" if color is None else "#" + "".join(f"{round(part * 255):02x}" for part in color)


def _png(picture: Picture) -> str:
    packed = BytesIO()
    Image.frombytes("RGB", picture.pixel_size, picture.pixels).save(packed, "PNG", optimize=False)
    return f"data:image/png;base64,{b64encode(packed.getvalue()).decode('ascii')}"
