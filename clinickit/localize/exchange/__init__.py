"""Catalogs in the formats of other tools: XLIFF 2.1, TMX 1.4b, CSV. What a PO file holds goes in and comes back, nothing lost."""

from __future__ import annotations

from clinickit.localize.exchange import table, tmx, xliff
from clinickit.localize.exchange.shape import Exchange, ExchangeProblem

__all__ = ["ENDINGS", "Exchange", "ExchangeProblem", "read", "write"]

ENDINGS = {"xliff": ("xlf", "xliff"), "tmx": ("tmx",), "csv": ("csv",)}
"""Endings of file names by format, the one that we write first."""


def write(shape: str, given: Exchange) -> bytes:
    """The bytes of a catalog in a format of `ENDINGS`."""
    return {"xliff": xliff.write, "tmx": tmx.write, "csv": table.write}[shape](given)


def read(shape: str, data: bytes) -> Exchange:
    """The catalog of a file in a format of `ENDINGS`. Raises ExchangeProblem."""
    return {"xliff": xliff.read, "tmx": tmx.read, "csv": table.read}[shape](data)
