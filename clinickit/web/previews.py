"""Sheets and their pictures, made off the event loop. In: what to print. Out: the PDF as the library renders it, and pictures of its pages.
Called by the views. What was made is kept, up to a bound; what nobody waits for any more is not begun."""

from __future__ import annotations

import hashlib
import io
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Generic, TypeVar

import anyio
import anyio.to_thread
import pypdfium2

from clinickit.content.clinic import Clinic
from clinickit.delivery import packets
from clinickit.library import Library
from clinickit.pipeline import PrintOptions, Rendered

Made = TypeVar("Made")

WORKERS = 2
WAITING = 64
"""Sheets and pictures that may wait for a worker."""
MOST_KEPT = 96 << 20
"""Bytes that are kept of each: PDFs, and pictures."""
MOST_PIXELS = 2600
"""The widest picture."""


class Busy(Exception):
    """Too many wait already: come back in a moment."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One sheet as it was asked for; equal ones are the same sheet, byte by byte."""

    handout: str
    language: str
    clinic: Clinic | None
    options: PrintOptions
    on: date
    territory: str

    def render(self, library: Library) -> Rendered:
        """The sheet, as the library gives it."""
        return library.render(self.handout, self.language, self.clinic, self.options, on=self.on, territory=self.territory or None)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A packet as it was asked for."""

    items: tuple[packets.Item, ...]
    clinic: Clinic | None
    on: date
    territory: str

    def render(self, library: Library, title: str = "") -> packets.Packet:
        """The packet, with a title of its own or the usual one."""
        return packets.packet(library, self.items, self.clinic, title=title, on=self.on, territory=self.territory or None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as the library gave it, and the size of its pages in points."""

    rendered: Rendered
    width: float
    height: float


class Previews:
    """The workers and what they made."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._sheets: _Kept[Sheet] = _Kept(MOST_KEPT)
        self._pictures: _Kept[bytes] = _Kept(MOST_KEPT)
        self._pdfium = threading.Lock()
        self._limiters: dict[bool, anyio.CapacityLimiter] = {}
        self._making: dict[Asked | Bundle, anyio.Lock] = {}
        self._waiting = 0

    async def sheet(self, asked: Asked | Bundle, behind: bool = False) -> Sheet:
        """The sheet or packet. Raises what `Library.render` raises, and Busy."""
        found = self._sheets.get(asked)
        if found is not None:
            return found
        turn = self._making.setdefault(asked, anyio.Lock())
        try:
            async with turn:
                return await self.work(partial(self._render, asked), behind)
        finally:
            if not turn.locked():
                self._making.pop(asked, None)

    async def picture(self, asked: Asked | Bundle, page: int, width: int, behind: bool = False) -> bytes | None:
        """A page (from 0) as PNG, so many pixels wide; None where there is no such page; `behind` lets others go first. Raises what
        `sheet` raises."""
        width = min(max(width, 40), MOST_PIXELS)
        sheet = (await self.sheet(asked, behind)).rendered
        if not 0 <= page < sheet.pages:
            return None
        key = (sheet.provenance.pdf_sha256, page, width)
        found = self._pictures.get(key)
        return found if found is not None else await self.work(partial(self._draw, sheet.pdf, page, width, key), behind)

    async def drawn(self, pdf: bytes, width: int) -> tuple[tuple[bytes, ...], tuple[int, int]]:
        """Every page of a PDF that the caller keeps as PNG, so many pixels wide, and the size of the first in points. Nothing of it is
        kept. Raises Busy."""
        return await self.work(partial(self._all, pdf, min(width, MOST_PIXELS)))

    async def measured(self, pdf: bytes) -> tuple[int, int, int]:
        """How many pages a PDF has, and width and height of the first in points. Raises Busy."""
        return await self.work(partial(self._measure, pdf))

    async def leaf(self, pdf: bytes, page: int, width: int) -> bytes:
        """A page (from 0) of a PDF that the caller keeps, so many pixels wide. Raises Busy."""
        key = (hashlib.sha256(pdf).hexdigest(), page, width)
        found = self._pictures.get(key)
        return found if found is not None else await self.work(partial(self._draw, pdf, page, width, key))

    async def work(self, task: Callable[[], Made], behind: bool = False) -> Made:
        """A task on a worker. Cancelled before its turn it is never begun. What may stay `behind` has one worker of its own, so that it
        holds nobody up. Raises Busy."""
        if self._waiting >= WAITING:
            raise Busy
        limiter = self._limiters.get(behind)
        if limiter is None:
            limiter = self._limiters[behind] = anyio.CapacityLimiter(1 if behind else WORKERS)
        self._waiting += 1
        try:
            return await anyio.to_thread.run_sync(task, limiter=limiter)
        finally:
            self._waiting -= 1

    def _render(self, asked: Asked | Bundle) -> Sheet:
        found = self._sheets.get(asked)
        if found is not None:
            return found
        made = asked.render(self._library)
        with self._pdfium, pypdfium2.PdfDocument(made.pdf) as document:
            width, height = document.get_page_size(0)
        return self._sheets.put(asked, Sheet(made, width, height), len(made.pdf))

    def _measure(self, pdf: bytes) -> tuple[int, int, int]:
        with self._pdfium, pypdfium2.PdfDocument(pdf) as document:
            size = document.get_page_size(0)
            return len(document), round(size[0]), round(size[1])

    def _all(self, pdf: bytes, width: int) -> tuple[tuple[bytes, ...], tuple[int, int]]:
        with self._pdfium, pypdfium2.PdfDocument(pdf) as document:
            pictures = tuple(_png(page, width) for page in document)
            size = document.get_page_size(0)
        return pictures, (round(size[0]), round(size[1]))

    def _draw(self, pdf: bytes, page: int, width: int, key: Hashable) -> bytes:
        with self._pdfium, pypdfium2.PdfDocument(pdf) as document:
            made = _png(document[page], width)
        return self._pictures.put(key, made, len(made))


def _png(page: pypdfium2.PdfPage, width: int) -> bytes:
    out = io.BytesIO()
    page.render(scale=width / page.get_width()).to_pil().save(out, "PNG", compress_level=1)
    return out.getvalue()


class _Kept(Generic[Made]):
    """The things used last, up to so many bytes."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._lock = threading.Lock()
        self._things: OrderedDict[Hashable, tuple[Made, int]] = OrderedDict()

    def get(self, key: Hashable) -> Made | None:
        with self._lock:
            found = self._things.get(key)
            if found is None:
                return None
            self._things.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, thing: Made, size: int) -> Made:
        with self._lock:
            if key not in self._things:
                self._things[key] = (thing, size)
                self._size += size
            while self._size > self._most and len(self._things) > 1:
                self._size -= self._things.popitem(last=False)[1][1]
            return thing
