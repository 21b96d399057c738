"""The tree of a page and its one way to markup: elements and strings in, HTML out. Every other file of this room builds elements with `el`;
only `markup` writes a `<`, and only `escaped` decides what letters of content look like there. So content can never become markup.

What comes out is HTML and well-formed XML at once. An element says the language of what it holds; `lang` and `dir` are written where they
change, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clinickit.languages import language

_VOID = frozenset(("meta", "br", "input", "img"))
_INLINE = frozenset(("a", "bdi", "br", "img", "input", "label", "path", "span", "strong", "svg", "text", "textarea", "tspan"))
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINK = re.compile(r"(https://[A-Za-z0-9.-]+(:[0-9]+)?([/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?|(tel|sms):[0-9+*#;?&=%A-Za-z._-]+)\Z")


@dataclass(frozen=True, slots=True)
class Raw:
    """Text of a style element: our own, never content."""

    text: str

    def __post_init__(self) -> None:
        assert "<" not in self.text and "&" not in self.text


@dataclass(frozen=True, slots=True)
class Element:
    """`language` is the BCP 47 tag of what it holds, empty for that of what it stands in. `bold` says that its letters are bold."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    kids: tuple[Node, ...]
    language: str = ""


Node = Element | str | Raw


def el(tag: str, *kids: Node | None, language: str = "", **attributes: str | int | float | None) -> Element:
    """An element. Attributes are written as `class_`, `aria_label`, `viewBox`; one of None is left out, and so is a kid of None."""
    named = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())
    return Element(
        tag,
        tuple((name, value if isinstance(value, str) else number(value)) for name, value in named if value is not None),
        tuple(kid for kid in kids if kid is not None and kid != ""),
        language,
    )


def number(value: float) -> str:
    """A number with two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def escaped(text: str) -> str:
    """Letters of content as they stand in markup, between tags or in double quotes; what no page may hold becomes U+FFFD."""
    text = _UNPRINTABLE.sub("\ufffd", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def link(uri: str) -> str | None:
    """The address where it is one to call, to text to, or of a web page reached by TLS; None for all others: they stand as text alone."""
    return uri if _LINK.match(uri) else None


def markup(root: Element) -> str:
    """The page."""
    return "<!DOCTYPE html>\n" + "".join(_written(root, "", ""))


def _written(node: Node, tongue: str, direction: str) -> Iterator[str]:
    if isinstance(node, str):
        yield escaped(node)
        return
    if isinstance(node, Raw):
        yield node.text
        return
    yield f"<{node.tag}"
    own = dict(node.attributes)
    if node.language and node.language != tongue:
        tongue = node.language
        yield f' lang="{escaped(tongue)}"'
        told = "rtl" if language(tongue).rtl else "ltr"
        if told != direction and "dir" not in own:
            direction = told
            yield f' dir="{told}"'
    direction = own.get("dir", direction)
    for name, value in node.attributes:
        yield f' {name}="{escaped(value)}"'
    end = "" if node.tag in _INLINE else "\n"
    if node.tag in _VOID:
        yield f"/>{end}"
        return
    yield ">"
    for kid in node.kids:
        yield from _written(kid, tongue, direction)
    yield f"</{node.tag}>{end}"


def walk(node: Node, tongue: str = "", above: tuple[Element, ...] = ()) -> Iterator[tuple[str, str, tuple[Element, ...]]]:
    """Every string with its language and the elements that it stands in, outermost first, in the order of reading."""
    if isinstance(node, str):
        yield node, tongue, above
    elif isinstance(node, Element):
        for kid in node.kids:
            yield from walk(kid, node.language or tongue, (*above, node))
