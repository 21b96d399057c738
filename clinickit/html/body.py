"""What stands on a page: skip link, the clinic's head, opening, draft notice, sections, sources, foot. A localized handout, its wording and
the clinic in; the body element out. Called by `write`.

In two languages each heading and each block stands beside, or on a narrow screen above, the same in the other; where they were to face
each other, the whole of the one comes before the whole of the other."""

from __future__ import annotations

from typing import NamedTuple

from clinickit.content.clinic import Clinic
from clinickit.content.model import Copy, Handout, Plain, Text
from clinickit.html import signs
from clinickit.html.contacts import reached
from clinickit.html.logo import logo
from clinickit.html.maker import Maker
from clinickit.html.sections import pair, section, shown, sources
from clinickit.html.tree import Element, Node, el
from clinickit.html.words import said
from clinickit.layout.head import by_language, tel, web

_MAIN = "text"


class Side(NamedTuple):
    """A handout in one language, and what its elements are made with."""

    handout: Handout
    maker: Maker


def body(first: Side, second: Side | None, facing: bool, clinic: Clinic | None, copy: Copy) -> Element:
    title = first.handout.title
    if second is None:
        inside = (*_opening(first), _notice(first), *_sections(first, copy))
    elif facing:
        other = el("div", *_opening(second, "h2"), *_sections(second, copy), class_="second", language=second.maker.wording.language)
        inside = (*_opening(first), _notice(first), *_sections(first, copy), other)
    else:
        inside = (_opening_pair(first, second), _notice(first), *_sections(first, copy, second))
    return el(
        "body",
        said("a", Text(title.inlines, title.language), class_="skip", href=f"#{_MAIN}"),
        _head(first.maker, clinic),
        el("main", *inside, id=_MAIN, tabindex="-1"),
        el("footer", said("p", first.maker.wording.foot)),
        class_="two" if second is not None and not facing else None,
    )


def _head(maker: Maker, clinic: Clinic | None) -> Element | None:
    """Logo, name and line; phone and web as addresses."""
    if clinic is None:
        return None
    tongue = maker.wording.language
    name, line = by_language(clinic.names, tongue), by_language(clinic.taglines, tongue)
    if name is None and not clinic.phone and not clinic.web and clinic.logo is None:
        return None
    drawn = None
    if clinic.logo is not None:
        alt = Text((Plain(clinic.logo_alt),), tongue) if clinic.logo_alt else name or Text((Plain("Logo"),), "en")
        drawn = logo(clinic.logo, alt)
    called = el(
        "div",
        said("p", name, class_="name") if name is not None else None,
        said("p", line) if line is not None else None,
        class_="called",
    )
    ways = [el("p", reached(text, uri)) for text, uri in ((clinic.phone, tel(clinic.phone)), (clinic.web, web(clinic.web))) if text]
    return el("header", drawn, called, el("address", *ways) if ways else None)


def _opening(side: Side, level: str = "h1") -> tuple[Node, ...]:
    """Kicker, title, lede."""
    kicker = side.maker.wording.kicker
    return (
        *((said("p", kicker, class_="kicker"),) if kicker is not None else ()),
        said(level, side.handout.title, class_="title"),
        said("p", side.handout.lede, class_="lede"),
    )


def _opening_pair(first: Side, second: Side) -> Element:
    """Both openings; one heading of the page holds both titles."""
    one, two = first.maker, second.maker
    kickers = [said("p", side.maker.wording.kicker, class_="kicker") for side in (first, second) if side.maker.wording.kicker is not None]
    ledes = [said("p", side.handout.lede, class_="lede") for side in (first, second)]
    titles = [said("span", side.handout.title) for side in (first, second)]
    return el(
        "div",
        pair(one, (kickers[0],), two, (kickers[1],)) if len(kickers) == 2 else None,
        el("h1", *titles, class_="title pair"),
        pair(one, (ledes[0],), two, (ledes[1],)),
    )


def _notice(side: Side) -> Element | None:
    """That this translation is not checked, or for whom this copy is: in both languages, with a drawn sign."""
    notice = side.maker.wording.notice
    if not notice:
        return None
    return el("div", signs.warning(), el("div", *(said("p", text) for text in notice)), class_="notice", role="note")


def _sections(side: Side, copy: Copy, second: Side | None = None) -> tuple[Element, ...]:
    before, after = shown(side.handout, copy)
    listed = bool(side.maker.wording.source_line)
    if second is None:
        made = [section((side.maker, one)) for one in (*before, *after)]
        cited = sources((side.maker, side.handout)) if listed else None
    else:
        others = shown(second.handout, copy)
        both = zip((*before, *after), (*others[0], *others[1]), strict=True)
        made = [section((side.maker, one), (second.maker, two)) for one, two in both]
        cited = sources((side.maker, side.handout), (second.maker, second.handout)) if listed else None
    return (*made[: len(before)], *((cited,) if cited is not None else ()), *made[len(before) :])
