"""Contacts: what each is for, its numbers large, each on a line of its own and linked, and how, when and for whom. Called by `blocks`."""

from __future__ import annotations

from clinickit.content.model import Contact, Contacts, Way, WayKind
from clinickit.html.maker import Maker
from clinickit.html.tree import Element, Node, el, link
from clinickit.html.words import said
from clinickit.layout.blocks.contacts import labelled, said_of


def contacts(maker: Maker, one: Contacts) -> tuple[Node, ...]:
    listed = el("ul", *(_contact(maker, entry) for entry in one.entries), class_="contacts", role="list") if one.entries else None
    below = (
        said("p", one.note) if one.note is not None else None,
        said("p", one.checked, class_="checked") if one.checked is not None else None,
    )
    return tuple(node for node in (listed, *below) if node is not None)


def _contact(maker: Maker, contact: Contact) -> Element:
    named, apart = said_of(contact, maker.rtl)
    name = maker.ids.next()
    return el(
        "li",
        said("p", named, id=name) if named is not None else None,
        said("p", apart) if apart is not None else None,
        el("div", *(_way(maker, way, name) for way in labelled(contact.ways)), class_="ways"),
        said("p", contact.say_first) if contact.say_first is not None else None,
    )


def _way(maker: Maker, way: Way, name: str) -> Element:
    """A number or address with what to do above it. An empty line is one to write on."""
    own = maker.ids.next()
    label = said("p", way.label, id=own) if way.label is not None else None
    if way.kind is WayKind.BLANK:
        told = f"{name} {own}" if label is not None else name
        line = el("input", type="text", autocomplete="off", spellcheck="false", aria_labelledby=told)
        return el("div", label, line, class_="way")
    kind = "reach number" if way.kind is WayKind.NUMBER else "reach"
    return el("div", label, el("p", reached(way.display, way.link), class_=kind), class_="way")


def reached(display: str, uri: str) -> Element:
    """A number or address from left to right in any language, linked where it leads somewhere that a page may lead to."""
    target = link(uri)
    if target is None:
        return el("bdi", display, dir="ltr")
    return el("a", display, href=target, dir="ltr", rel="noreferrer" if target.startswith("https:") else None)
