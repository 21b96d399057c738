"""How a line is reached, and by which name. In: the channels of a record and the reader's language. Out: at most three `Way`s. Called by
`lines`."""

from __future__ import annotations

from collections.abc import Iterable

from clinickit import languages
from clinickit.content.line_records import Channel, Line
from clinickit.content.model import Way, WayKind

AT_MOST = 3
_ORDER = ("call", "text", "chat", "whatsapp", "web", "tty")
_NUMBERS = frozenset(("call", "text", "whatsapp", "tty"))
_SAME = {"cmn": "zh", "yue": "zh", "nn": "nb", "no": "nb", "tl": "fil"}


def primary(tag: str) -> str:
    """The language without script and region; names of one written language are one."""
    first = tag.partition("-")[0]
    return _SAME.get(first, first)


def ways(channels: Iterable[Channel], language: str) -> tuple[tuple[Way, ...], bool]:
    """The ways: one of each kind in the order that helps most (call, text, chat …), then second numbers, a text phone last; and
    whether every number among them is free by the record. A channel that speaks another language is left out unless it is all there
    is."""
    every = tuple(channels)
    fitting = [one for one in every if one.language is None or primary(one.language) == primary(language)] or list(every)
    fitting.sort(key=lambda one: (_ORDER.index(one.kind), one.language is None))
    made: list[tuple[Way, list[Channel]]] = []
    for channel in fitting:
        for index, (way, members) in enumerate(made):
            if _joins(channel, members[0]):
                made[index] = (_way([*members, channel]), [*members, channel])
                break
            if way.display == channel.display and channel.kind in way.channels:
                break
        else:
            made.append((_way([channel]), [channel]))
    kinds = [members[0].kind for _, members in made]
    ranked = sorted(range(len(made)), key=lambda at: (kinds[at] == "tty", kinds[:at].count(kinds[at]), _ORDER.index(kinds[at])))
    kept = [made[at] for at in ranked[:AT_MOST]]
    numbers = [one for _, members in kept for one in members if one.kind in _NUMBERS]
    return tuple(way for way, _ in kept), bool(numbers) and all(one.free for one in numbers)


def _joins(channel: Channel, first: Channel) -> bool:
    """A text channel without a keyword prints on the line of the call number it equals: "Call or text"."""
    plain = channel.keyword is None and channel.press is None and first.press is None
    return channel.kind == "text" and first.kind == "call" and channel.value == first.value and plain


def _way(members: list[Channel]) -> Way:
    first = members[0]
    kind = WayKind.NUMBER if first.kind in _NUMBERS else WayKind.ADDRESS
    return Way(kind, first.display, _link(first), tuple(one.kind for one in members), first.keyword, first.press)


def _link(channel: Channel) -> str:
    """A URI that opens the channel (RFC 3966 tel:, RFC 5724 sms:); # and * are escaped as URIs demand."""
    number = channel.value.replace("#", "%23")
    if channel.kind in ("call", "tty"):
        return f"tel:{number}"
    if channel.kind == "text":
        return f"sms:{number}"
    if channel.kind == "whatsapp":
        return f"https://wa.me/{number[1:]}" if number.startswith("+") else ""
    return channel.value


def name(line: Line, language: str) -> tuple[str, str]:
    """The line's name and its language: its own name to a reader of its language or where no English one is known, else the English."""
    own = own_language(line)
    if line.name_en is not None and (not own or primary(own) != primary(language)):
        return line.name_en, "en"
    return line.name, own or "en"


def own_language(line: Line) -> str:
    """The language of a line's own name, as `languages` knows it, or "" where it does not."""
    first = (line.languages or ("",))[0]
    if primary(first) == "zh" or (not first and line.territory in ("CN", "HK", "TW", "MO")):
        first = "zh-Hans" if line.territory in ("CN", "SG") else "zh-Hant"
    known = {row.tag for row in languages.known()}
    return next((tag for tag in (first, primary(first)) if tag in known), "")
