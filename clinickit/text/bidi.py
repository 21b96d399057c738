"""Text in, embedding levels out, once a paragraph; and the visual order of one line (UAX #9). Called by `typesetter` and `lines`.

python-bidi shows the levels of the Rust crate `unicode-bidi` only in its debug output, which echoes the text first: levels are read
after the last `levels: [`. `canary` says whether that still holds; `doctor` runs it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bidi.wrapper import get_display

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff\u200f\u202b\u202e\u2067]")
_CODE = re.compile(r"[+(*#]?\d[\d\s().*#+/-]*|[+(*#]?\d[\dA-Za-z().*#+/-]*|\S*[@/]\S*|[\w-]+(\.[\w-]+)+")
_ALIKE = re.compile(
    "[\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3]"
    "[\u0620-\u063f\u0641-\u065f\u066e-\u0671\u0671-\u06d3]*|[\u05d0-\u05ea][\u05b0-\u05bd\u05d0-\u05ea]*|[A-Za-z]+|.",
    re.DOTALL,
)
"""Letters of one strong class and marks on them have one level, so only the first of them is asked about: a fifth of the work."""

_LEVEL = re.compile(r"Level\(\s*(\d+)")


def has_rtl(text: str) -> bool:
    """Whether any character could get a right-to-left level of its own."""
    return _RTL.search(text) is not None


def opens(value: str) -> str:
    """The isolate that a placeholder's value is put in: left to right for a number, an address or a code, else by its first letter."""
    return LRI if is_code(value) else FSI


def is_code(value: str) -> bool:
    """Whether a value is a telephone number, an address or a short code, which must stay together and read left to right."""
    return _CODE.fullmatch(value) is not None


def levels(text: str, rtl: bool, isolates: Sequence[tuple[int, int]] = ()) -> list[int]:
    """The level of every character. `isolates` are the (start, end) of opaque spans, in order; no isolate leaves this function."""
    parts: list[str] = []
    shown: list[bool] = []
    at = 0
    for start, end in isolates:
        parts += [text[at:start], opens(text[start:end]), text[start:end], PDI]
        shown += [True] * (start - at) + [False] + [True] * (end - start) + [False]
        at = end
    parts.append(text[at:])
    shown += [True] * (len(text) - at)
    whole = "".join(parts)
    tokens = _ALIKE.findall(whole)
    by_token = _levels_of("".join([token[0] for token in tokens]), rtl)
    found = [level for token, level in zip(tokens, by_token, strict=True) for _ in token]
    return found if not isolates else [level for level, keep in zip(found, shown, strict=True) if keep]


def _levels_of(text: str, rtl: bool) -> list[int]:
    """One level a character."""
    debug = str(get_display(text, base_dir="R" if rtl else "L", debug=True))
    start = debug.rindex("levels: [")
    found = [int(level) for level in _LEVEL.findall(debug[start : debug.index("paragraphs", start)])]
    data = text.encode()
    if len(found) != len(data):
        raise RuntimeError("python-bidi no longer shows one level a byte: install python-bidi>=0.6,<0.7")
    return [level for byte, level in zip(data, found, strict=True) if byte & 0xC0 != 0x80]


def visual_order(of: Sequence[int]) -> list[int]:
    """The places of a line's pieces from left to right, given their levels in logical order (rule L2)."""
    order = list(range(len(of)))
    odd = [level for level in of if level % 2]
    for level in range(max(of, default=0), min(odd, default=1) - 1, -1) if odd else ():
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and of[order[end]] >= level:
                end += 1
            order[at:end] = order[at:end][::-1]
            at = end + 1
    return order


def canary() -> bool:
    """Whether levels come out as UAX #9 says, for a paragraph whose text imitates the debug output and holds an isolated number."""
    text = "\u0627\u062a\u0635\u0644 levels: [ 1-800 \u0644\u0627"
    number = text.index("1-800")
    want = [1] * 5 + [2] * 6 + [1] * 4 + [2] * 5 + [1] * 3
    try:
        return levels(text, True, [(number, number + 5)]) == want
    except (RuntimeError, ValueError):
        return False
