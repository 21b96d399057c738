"""The words that the page itself says, for one handout, language and day: a localized Handout and its Provenance go in, a Wording comes
out. Called by `apply.localize`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clinickit.content.model import Copy, Handout, Plain, Source, Text, Value
from clinickit.content.wording import Wording
from clinickit.languages import Language, known
from clinickit.localize.provenance import Provenance, brief, foot, notice
from clinickit.localize.ui import Fill, Words, inside, joined

_BETWEEN = " · "


def wording(handout: Handout, words: Words, provenance: Provenance, on: date, copy: Copy = Copy.CLIENT) -> Wording:
    """`on` is the day of printing: it decides whether the review is overdue."""
    row = words.row
    mark, state = () if handout.letterhead else _mark(words, copy), notice(provenance, words)
    return Wording(
        language=row.tag,
        digits=row.digits,
        kicker=None if copy is Copy.DISCREET or handout.letterhead else _kicker(handout, words),
        foot=_foot(handout, words, provenance, on, copy),
        notice=(*mark, *state),
        page=words.text("ui/page"),
        sources=words.say("ui/sources"),
        do_sign=words.say("ui/sign/do"),
        avoid_sign=words.say("ui/sign/avoid"),
        box_sign=words.say("ui/sign/box"),
        quote_open=row.quotes[0] + _inside(row),
        quote_close=_inside(row) + row.quotes[1],
        stacked=words.text("ui/table/stacked"),
        source_line=() if handout.letterhead else _sources(handout, words, copy),
        source_link=tuple(one.link for one in handout.sources) if copy is Copy.CLINICIAN else (),
        foot_later=_foot_later(handout, words, copy),
        notice_later=(*mark, *brief(state)),
    )


def _kicker(handout: Handout, words: Words) -> Text:
    """Series · for whom."""
    series, audience = words.say(f"ui/series/{handout.series}"), words.say(f"ui/audience/{handout.audience}")
    return words.say("ui/kicker", series=inside(series), audience=inside(audience))


def _foot(handout: Handout, words: Words, provenance: Provenance, on: date, copy: Copy) -> Text:
    """Short title (none in a discreet copy) · version · review state · due · the translation's state. Of a letter which copy it is, and
    its short title: it is written once, so it has neither version nor review."""
    if handout.letterhead is not None:
        return joined((handout.letterhead.label, handout.short_title), _BETWEEN, words.row.tag)
    review = handout.review
    parts = [] if copy is Copy.DISCREET else [handout.short_title]
    parts.append(words.say("ui/foot/version", version=handout.version))
    if review.reviewed and review.on is not None:
        when = review.on
        role = Value(review.by, provenance.source_language)
        parts.append(words.say("ui/foot/reviewed", role=role, date=lambda formats: formats.day(when)))
    else:
        parts.append(words.say("ui/foot/unreviewed"))
    due = "ui/foot/overdue" if review.due < on else "ui/foot/due"
    parts.append(words.say(due, date=lambda formats: formats.month(review.due)))
    state = foot(provenance, words)
    if state is not None:
        parts.append(state)
    return joined(tuple(parts), _BETWEEN, words.row.tag)


def _foot_later(handout: Handout, words: Words, copy: Copy) -> Text:
    """What tells a lost page: which sheet, and which version; of a letter which copy."""
    if handout.letterhead is not None:
        return handout.letterhead.label
    version = words.say("ui/foot/version", version=handout.version)
    return joined(((*(() if copy is Copy.DISCREET else (handout.short_title,)), version)), _BETWEEN, words.row.tag)


def _mark(words: Words, copy: Copy) -> tuple[Text, ...]:
    """What every page of a clinician's copy says."""
    if copy is not Copy.CLINICIAN:
        return ()
    mark = words.say("ui/clinician/mark")
    return (replace(mark, inlines=tuple(replace(one, strong=True) for one in mark.inlines if isinstance(one, Plain))),)


def _sources(handout: Handout, words: Words, copy: Copy) -> tuple[Text, ...]:
    """References in short form, with their titles in a clinician's copy. Each stays in the language of the source: a reader looks it up
    as it is written."""
    by_language = {one.language: words if one.language == words.row.tag else _other(one.language, words) for one in handout.sources}
    lines = tuple(_source(one, by_language[one.language]) for one in handout.sources)
    return tuple(map(_titled, handout.sources, lines)) if copy is Copy.CLINICIAN else lines


def _titled(one: Source, line: Text) -> Text:
    """The short form with the title after it, where the title is not in it."""
    if not one.container:
        return line
    end = "" if one.title.endswith((".", "?", "!")) else "."
    return replace(line, inlines=(*line.inlines, Value(f" {one.title}{end}", one.language)))


def _other(tag: str, words: Words) -> Words:
    """The page's words for sources in another language than the reader's: they are said in the page's own source language."""
    rows = {row.tag: row for row in known()}
    row = rows.get(tag) or rows[words.source["ui/source"].language]
    return Words(row, words.source, None, words.territory)


def _source(one: Source, own: Words) -> Text:
    values: dict[str, Fill] = {"container": one.container or one.title}
    name = "ui/source"
    if one.authors:
        authors = one.authors
        if one.more_authors:
            names = own.say("ui/source/more-authors", authors=", ".join(authors)).plain()
        else:
            names = own.formats(own.text("ui/source").language).all_of(authors)
        values["authors"] = names
    if one.year is not None:
        year = str(one.year)
        values["year"] = lambda formats: formats.digits(year)
    if not one.authors:
        name = "ui/source/no-authors" if one.year is not None else "ui/source/bare"
    elif one.year is None:
        name = "ui/source/no-year"
    return own.say(name, **values)


def _inside(row: Language) -> str:
    """What stands inside quotation marks: in French a no-break space."""
    return "\u00a0" if row.tag.partition("-")[0] == "fr" and row.quotes[0] == "«" else ""
