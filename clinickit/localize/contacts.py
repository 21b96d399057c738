"""Contacts in the reader's words: a Contacts block whose entries `lines.resolve` filled goes in; the same block with its purposes, ways,
details and the "Sources checked on" line comes out. Called by `apply`.

Numbers, addresses and names stay as the records have them, in ASCII digits; what is unknown says nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clinickit.content.model import Contact, Contacts, Hours, LineBreak, Text, Value, Way, WayKind
from clinickit.content.ways import primary
from clinickit.localize.formats import Formats
from clinickit.localize.ui import Fill, Words, inside, joined

_EVERY_DAY = ("mo", "tu", "we", "th", "fr", "sa", "su")
_YOUNG = frozenset(("children", "teens", "young-adults"))


def worded(block: Contacts, words: Words) -> Contacts:
    """The block in the reader's words."""
    entries = tuple(_contact(one, words) for one in block.entries)
    days = [one.checked_on for one in entries if one.checked_on is not None]
    checked = _checked(min(days), words) if days else None
    there = {kind for one in entries if any(way.kind is not WayKind.BLANK for way in one.ways) for kind in (one.kind, *one.also)}
    lacking = any(kind not in there for kind in block.kinds if not kind.startswith("emergency") and kind != "clinic")
    return replace(block, entries=entries, checked=checked, note=words.say("ui/contact/missing") if lacking else block.note)


def _checked(on: date, words: Words) -> Text:
    return words.say("ui/contact/checked", date=lambda formats: formats.day(on))


def _contact(one: Contact, words: Words) -> Contact:
    kind = "emergency" if one.kind.startswith("emergency") else one.kind
    details = _details(one, words)
    return replace(
        one,
        ways=tuple(replace(way, label=_label(way, kind, one, words)) for way in one.ways),
        purpose=one.purpose or joined(tuple(words.say(f"ui/purpose/{kind}") for kind in (_purpose(one), *one.also)), " · ", words.row.tag),
        detail=joined(details, " · ", words.row.tag) if details else None,
        say_first=_say_first(one, words),
        scan=replace(one.scan, label=_scanned(one.scan, words)) if one.scan else None,
    )


def _scanned(way: Way, words: Words) -> Text:
    """What a code does that is scanned: alternative text."""
    return words.say(f"ui/scan/{'web' if way.kind is WayKind.ADDRESS else 'call'}", address=Value(way.display, "en"))


def _purpose(one: Contact) -> str:
    """A number of the police or an ambulance alone says so; any other emergency number, and a blank for one, does not."""
    if one.kind.startswith("emergency"):
        alone = one.kind in ("emergency-police", "emergency-ambulance") and one.ways[:1] and one.ways[0].kind is WayKind.NUMBER
        return one.kind if alone else "emergency"
    return one.kind


def _label(way: Way, kind: str, one: Contact, words: Words) -> Text:
    if way.kind is WayKind.BLANK:
        return words.say(f"ui/blank/{kind if kind in ('emergency', 'clinic', 'crisis') else 'line'}")
    channels = list(way.channels)
    parts: list[Text] = []
    if "call" in channels and way.press:
        parts.append(words.say("ui/way/press", key=way.press))
        channels.remove("call")
    if "text" in channels and "call" in channels and not way.keyword:
        parts.append(words.say("ui/way/call-or-text"))
        channels = [channel for channel in channels if channel not in ("call", "text")]
    for channel in channels:
        if channel == "text" and way.keyword:
            parts.append(words.say("ui/way/keyword", keyword=Value(way.keyword, one.name_language)))
        else:
            parts.append(words.say(f"ui/way/{channel}"))
    label = parts[0] if parts else words.say("ui/way/call")
    for part in parts[1:]:
        label = words.say("ui/way/or", first=inside(label), second=inside(part))
    return label


def _details(one: Contact, words: Words) -> tuple[Text, ...]:
    """When, what it costs, which languages, whom it serves: only what the record has."""
    found = list(_hours(one.hours, words)) if one.hours else []
    if one.free:
        found.append(words.say("ui/contact/free"))
    if one.languages and _spoken(one.languages) != {primary(words.row.tag)}:
        tags = one.languages
        found.append(words.say("ui/contact/languages", languages=lambda formats: formats.all_of(_names(tags, formats))))
    if one.interpreters:
        found.append(words.say("ui/contact/interpreters"))
    serves = set(one.audience)
    told = "anyone" in serves or (one.kind == "child-helpline" and serves <= _YOUNG)
    found += [] if told else [words.say(f"ui/serves/{people}") for people in one.audience]
    return tuple(found)


def _names(tags: tuple[str, ...], formats: Formats) -> list[str]:
    """Names of languages, each once."""
    return list(dict.fromkeys(formats.language_name(tag) for tag in tags))


def _spoken(tags: tuple[str, ...]) -> set[str]:
    return {primary(tag) for tag in tags}


def _hours(hours: tuple[Hours, ...], words: Words) -> list[Text]:
    found = []
    for days, opens, closes in _windows(hours):
        if days == _EVERY_DAY and opens == "00:00" and closes == "24:00":
            found.append(words.say("ui/hours/always"))
            continue
        times: dict[str, Fill] = {"opens": _time(opens, words), "closes": _time(closes, words)}
        if days == _EVERY_DAY:
            found.append(words.say("ui/hours/daily", **times))
        else:
            found.append(words.say("ui/hours/open", days=_days(days, words), **times))
    return found


def _windows(hours: tuple[Hours, ...]) -> list[tuple[tuple[str, ...], str, str]]:
    """Windows in the record's order; one that ends at midnight and one that begins there, every day, are one (15:30 to 00:30)."""
    found = [(one.days, one.opens, one.closes) for one in hours]
    for late in [one for one in found if one[0] == _EVERY_DAY and one[2] == "24:00" and one[1] != "00:00"]:
        early = next((one for one in found if one[0] == _EVERY_DAY and one[1] == "00:00" and one[2] != "24:00"), None)
        if early:
            found.remove(early)
            found[found.index(late)] = (_EVERY_DAY, late[1], early[2])
    return found


def _time(at: str, words: Words) -> Fill:
    """A time of day; midnight by its name, since "12:00 AM" is read both ways."""
    if at in ("24:00", "00:00"):
        return inside(words.say("ui/hours/midnight"))
    return lambda formats: formats.clock(at)


def _days(days: tuple[str, ...], words: Words) -> Fill:
    """ "Monday to Friday" where three or more days follow each other, else a list."""
    first = _EVERY_DAY.index(days[0])
    if len(days) > 2 and days == _EVERY_DAY[first : first + len(days)]:
        return inside(
            words.say("ui/hours/days", first=lambda formats: formats.weekday(days[0]), last=lambda formats: formats.weekday(days[-1]))
        )
    return lambda formats: formats.all_of([formats.weekday(day) for day in days])


def _say_first(one: Contact, words: Words) -> Text | None:
    """What to say first, in English, to a line that works in English, has interpreters, and does not list the reader's language; and
    what that means."""
    spoken = _spoken(one.languages or ())
    tongue = primary(words.row.tag)
    if not one.interpreters or "en" not in spoken or tongue in spoken:
        return None
    phrase = words.source["ui/contact/interpreter-words"]
    name = words.formats(phrase.language).language_name(tongue)
    said = Value(phrase.plain().replace("{language}", name), phrase.language)
    asked = words.say("ui/contact/say-first", words=said)
    meaning = words.say("ui/contact/interpreter-words", language=lambda formats: formats.language_name(tongue))
    if meaning.language != words.row.tag:
        return asked
    return replace(asked, inlines=(*asked.inlines, LineBreak(), *meaning.inlines))
