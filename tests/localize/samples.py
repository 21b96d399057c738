"""A small handout with every kind of block, and what localize draws from, without a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from clinickit.content import inlines
from clinickit.content.model import (
    Box,
    BoxKind,
    Column,
    Contact,
    Contacts,
    Figure,
    FigureKind,
    Handout,
    Hours,
    Item,
    Label,
    ListBlock,
    ListKind,
    Paragraph,
    Review,
    Role,
    Row,
    Say,
    SayLine,
    Section,
    See,
    Source,
    Table,
    TermItem,
    Terms,
    Text,
    Way,
    WayKind,
)
from clinickit.localize import ui
from clinickit.localize.apply import CatalogSource
from clinickit.localize.catalogs import Catalog, Catalogs, write_catalog
from clinickit.localize.extract import Message, messages, ui_messages
from clinickit.localize.levels import Level, Origin
from clinickit.localize.reviews import Record

ON = date(2026, 11, 24)
DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
ALWAYS = (Hours(DAYS, "00:00", "24:00"),)


def leaf(context: str, string: str, risk: bool = False) -> Text:
    """An English leaf from a string with markup."""
    return Text(inlines.parse(string)[0], "en", context, risk)


def contact(**changes: object) -> Contact:
    """A crisis line that answers in English and Spanish."""
    facts: dict[str, object] = {
        "kind": "crisis",
        "line_id": "us-988",
        "name": "988 Lifeline",
        "name_language": "en",
        "ways": (Way(WayKind.NUMBER, "988", "tel:988", ("call", "text")),),
        "hours": ALWAYS,
        "languages": ("en", "es"),
        "interpreters": True,
        "audience": ("anyone",),
        "free": True,
        "checked_on": ON,
    }
    return Contact(**(facts | changes))  # type: ignore[arg-type]


def handout() -> Handout:
    """Every kind of block once; the contacts are resolved."""
    plain = Section(
        "plain",
        Role.PLAIN,
        leaf("closeness/plain.heading", "What it is"),
        (
            Paragraph("first", leaf("closeness/plain/first", "Some <strong>people</strong> worry.<br/>Ask {clinic_name}.")),
            ListBlock(
                "do", ListKind.DO, (Item("wait", leaf("closeness/plain/do/wait", "Wait."), leaf("closeness/plain/do/wait.lead", "First.")),)
            ),
            Table(
                "compare",
                leaf("closeness/plain/compare.caption", "Two patterns"),
                (
                    Column("name", leaf("closeness/plain/compare/name", "Name")),
                    Column("close", leaf("closeness/plain/compare/close", "Close")),
                ),
                (
                    Row(
                        "secure",
                        leaf("closeness/plain/compare/secure.heading", "Secure"),
                        (leaf("closeness/plain/compare/secure/close", "It is fine"),),
                    ),
                ),
            ),
            Figure(
                "map",
                FigureKind.CYCLE,
                (Label("worry", leaf("closeness/plain/map/worry", "Worry"), leaf("closeness/plain/map/worry.detail", "It grows")),),
                leaf("closeness/plain/map.alt", "A circle"),
                leaf("closeness/plain/map.caption", "The worry circle"),
            ),
            Box("note", BoxKind.NOTE, None, (Paragraph("inside", leaf("closeness/plain/note/inside", "See “{handout:therapy}”.")),)),
            Say(
                "words",
                (SayLine("ask", leaf("closeness/plain/words/ask", "Can we talk?"), leaf("closeness/plain/words/ask.situation", "Later")),),
            ),
            Terms("terms", (TermItem("x", leaf("closeness/plain/terms/x.term", "Bond"), leaf("closeness/plain/terms/x", "A tie.")),)),
            See("next", ("therapy", "nowhere")),
        ),
    )
    safety = Section(
        "box",
        Role.SAFETY,
        leaf("safety/box.heading", "If you are in danger", True),
        (
            Paragraph("leave", leaf("safety/box/leave", "Do not stay.", True)),
            Contacts("lines", ("emergency-all", "crisis", "partner-violence"), 2, (contact(),)),
        ),
        fragment="safety/box",
    )
    return Handout(
        id="closeness",
        version="1.2.0",
        version_date=ON,
        language="en",
        series="attachment",
        audience="adult",
        topics=(),
        title=leaf("closeness.title", "When closeness is hard"),
        short_title=leaf("closeness.short_title", "Closeness"),
        lede=leaf("closeness.lede", "About closeness."),
        objective=leaf("closeness.objective", "Try one step."),
        not_for=leaf("closeness.not_for", "Not for all."),
        review=Review(False, date(2028, 11, 1)),
        sections=(plain, safety),
        sources=(Source("a", ("Simpson", "Rholes"), False, "Current Opinion", "On love", 2017),),
        source_hash="0" * 64,
    )


UI = ui.load(
    {
        "language": "en",
        "strings": {
            "ui/your-clinic": "your clinic",
            "ui/series/attachment": "Patterns",
            "ui/audience/adult": "For adults",
            "ui/kicker": "{series} · {audience}",
            "ui/page": "Page {page} of {pages}",
            "ui/sources": "Sources",
            "ui/source": "{authors}, {container}, {year}.",
            "ui/source/no-year": "{authors}, {container}.",
            "ui/source/no-authors": "{container}, {year}.",
            "ui/source/bare": "{container}.",
            "ui/source/more-authors": "{authors} and others",
            "ui/table/stacked": "{column}: {cell}",
            "ui/sign/do": "Do",
            "ui/sign/avoid": "Do not",
            "ui/sign/box": "Box",
            "ui/foot/version": "version {version}",
            "ui/foot/unreviewed": "not reviewed",
            "ui/foot/reviewed": "reviewed by {role} on {date}",
            "ui/foot/due": "review due {date}",
            "ui/foot/overdue": "review overdue since {date}",
            "ui/translation/mt": "machine draft of version {version}",
            "ui/translation/mt-edited": "corrected draft of version {version}",
            "ui/translation/draft": "draft of version {version}",
            "ui/translation/translated": "translated, of version {version}",
            "ui/translation/revised": "checked on {date}, version {version}",
            "ui/notice/mt": "Machine translation.",
            "ui/notice/draft": "Draft.",
            "ui/notice/incomplete": "Parts are missing.",
            "ui/purpose/emergency": "Danger now",
            "ui/purpose/emergency-police": "Danger now: police",
            "ui/purpose/crisis": "In crisis",
            "ui/purpose/child-helpline": "For the young",
            "ui/blank/emergency": "Emergency number",
            "ui/blank/crisis": "Crisis line",
            "ui/blank/line": "Safe line",
            "ui/way/call": "Call",
            "ui/way/text": "Text",
            "ui/way/call-or-text": "Call or text",
            "ui/way/keyword": "Text {keyword} to",
            "ui/way/press": "Call, then press {key}",
            "ui/way/chat": "Chat",
            "ui/way/or": "{first}, or {second}",
            "ui/hours/always": "any hour",
            "ui/hours/daily": "every day, {opens} to {closes}",
            "ui/hours/open": "{days}, {opens} to {closes}",
            "ui/hours/days": "{first} to {last}",
            "ui/hours/midnight": "midnight",
            "ui/contact/free": "free",
            "ui/contact/languages": "languages: {languages}",
            "ui/contact/interpreters": "interpreters",
            "ui/contact/say-first": "Say in English:<br/>{words}",
            "ui/contact/interpreter-words": "I speak {language}.",
            "ui/contact/checked": "checked on {date}",
            "ui/contact/missing": "Ask your clinic.",
            "ui/serves/women": "for women",
            "ui/serves/teens": "for teens",
        },
    }
)

TITLES = {"therapy": leaf("therapy.title", "Kinds of help")}


def catalog(found: tuple[Message, ...], language: str, origin: Origin = Origin.MT, level: Level = Level.DRAFT, **changed: str) -> bytes:
    """A whole catalog: every string with the language's tag before it; `changed` by source string."""
    return write_catalog(
        found, {one.context: changed.get(one.source, f"{language} {one.source}") for one in found}, language, origin, level
    )


def record(of: Catalog, step: str = "revised", by: str = "AB, reviser", **changes: object) -> Record:
    """A valid record of every string of a catalog that may be used; `changes` in the words of the schema."""
    raw: dict[str, object] = {
        "step": step,
        "by": by,
        "qualification": "certified translator",
        "language_pair": ["en", of.language],
        "read_by_person": True,
        "on": "2026-10-01",
        "source_hash": of.source_hash,
        "catalog_hash": of.target_hash,
        "strings": {context: entry.digest for context, entry in of.entries.items() if entry.target is not None},
    }
    if step == "back-translation":
        raw["back"] = dict.fromkeys(of.entries, "as it says")
    return Record.of(of.name, of.language, raw | changes)


def files(language: str) -> dict[tuple[str, str], tuple[bytes, ...]]:
    """All catalogs of the sample, whole."""
    whole = handout()
    return {
        ("closeness", language): (catalog(messages(whole), language),),
        ("safety", language): (catalog(messages(whole, "safety"), language),),
        ("therapy", language): (catalog((Message("therapy.title", "Kinds of help"),), language),),
        ("ui", language): (catalog(ui_messages(UI), language),),
    }


def source(found: Mapping[tuple[str, str], tuple[bytes, ...]], records: tuple[Record, ...] = ()) -> CatalogSource:
    """What `localize` draws from, out of a dict."""
    return CatalogSource(Catalogs(lambda name, language: found.get((name, language), ())), UI, TITLES.get, lambda language: records)
