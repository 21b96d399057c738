"""Several handouts as one file: a cover with contents, each handout starting on an odd page, so that a packet printed on both sides can be
taken apart. Handouts, languages and options in, one tagged PDF out. Called by the command line and the web page.

What is printed alone is what is printed here: the same words, the same gate, the same pages; only the packet's page number is added. The
cover speaks the packet's language, and each handout its own. A discreet packet has no contents and a neutral title, and a packet holds
copies of one kind only (for clients, discreet, for clinicians): a clinician's notes never slip into a client's hand."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from clinickit import languages as tongues
from clinickit.content.clinic import Clinic
from clinickit.content.model import Copy, Plain, Text
from clinickit.diagnostics import Diagnostic, Location, Severity
from clinickit.errors import Unknown
from clinickit.layout.compose import Sheet
from clinickit.layout.cover import Cover, Entry, PacketWords
from clinickit.layout.joining import Piece, join, odd_starts
from clinickit.layout.pages import Facts, PagedDocument
from clinickit.layout.theme import PAPERS, PrintSize
from clinickit.library import Library
from clinickit.localize.levels import lowest
from clinickit.localize.provenance import Provenance
from clinickit.localize.ui import Words
from clinickit.pipeline import PrintOptions, Rendered, shown

AT_MOST = 100
"""Handouts in a packet: some 400 pages, more than anyone staples."""
LONGEST_TITLE = 120
_SIZES = tuple(PrintSize)


@dataclass(frozen=True, slots=True)
class Item:
    """A handout of the packet: its id, a BCP 47 tag, and how to print it. All items have one paper and are copies of one kind."""

    handout_id: str
    language: str = "en"
    options: PrintOptions = field(default_factory=PrintOptions)


@dataclass(frozen=True, slots=True)
class Part:
    """A handout as it stands in the packet: its first page (1-based, of the packet), how many it has, and what it was made from."""

    item: Item
    starts: int
    pages: int
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Packet(Rendered):
    """A packet that can be printed. Its `provenance` is that of the whole: the lowest level, what is missing in all, and the PDF's SHA-256;
    `parts` have their own."""

    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class _Made:
    """A handout laid out, before it has a place."""

    item: Item
    title: Text
    document: PagedDocument
    provenance: Provenance
    told: tuple[Diagnostic, ...]


def packet(
    library: Library,
    items: Sequence[Item],
    clinic: Clinic | None = None,
    *,
    title: str = "",
    language: str = "",
    on: date,
    territory: str | None = None,
) -> Packet:
    """Several handouts as one PDF, in the order given. `title` is plain text in the packet's language, which is `language` (a BCP 47 tag)
    or that of the first handout; it stands on the cover alone, and not in what the file says of itself, and nothing of it stays in the
    library. The cover is in the largest print of all, and in the ink of the first.

    Raises Unknown for items that do not go together, and what `Library.render` raises."""
    chosen = _together(items)
    copy = chosen[0].options.copy
    if copy is Copy.DISCREET and title:
        raise Unknown("A discreet packet has a neutral title, which tells nobody what it is about. Leave out the title.")
    made = [_made(library, one, clinic, on, territory) for one in chosen]
    tag = tongues.language(language).tag if language else made[0].document.facts.language
    where = (territory or (clinic.territory if clinic else "")).upper().partition("-")[0]
    words = library.page_words(tag, where)
    said = _said(words, tag, _title(title), copy)
    printer = library.apart() if title else library
    document, starts = _joined(printer, made, words, said, shown(clinic, copy))
    pdf = printer.write(document)
    parts = tuple(Part(one.item, at, len(one.document.pages), one.provenance) for one, at in zip(made, starts, strict=True))
    told = tuple(dict.fromkeys((*_names_danger(library, made, copy), *(each for one in made for each in one.told), *words.missing())))
    return Packet(pdf, len(document.pages), told, _whole(document.facts, parts, hashlib.sha256(pdf).hexdigest()), parts)


def _together(items: Sequence[Item]) -> list[Item]:
    """The items on one paper. Raises Unknown where they do not go together."""
    if not items:
        raise Unknown("A packet needs at least one handout. `clinickit list` shows them.")
    if len(items) > AT_MOST:
        raise Unknown(f"A packet holds {AT_MOST} handouts at most, and these are {len(items)}. Make two packets.")
    if len({one.options.copy for one in items}) > 1:
        raise Unknown("Discreet, clinicians' and ordinary copies do not go into one packet. Make a packet of each kind.")
    papers = {one.options.paper for one in items if one.options.paper is not None}
    if len(papers) > 1:
        raise Unknown("A packet is printed on one paper. Choose one for all handouts.")
    paper = papers.pop() if papers else None
    return [replace(one, options=replace(one.options, paper=paper)) for one in items]


def _made(library: Library, item: Item, clinic: Clinic | None, on: date, territory: str | None) -> _Made:
    document, provenance, told = library.printable(item.handout_id, item.language, clinic, item.options, on=on, territory=territory)
    handout = library.in_language(item.handout_id, provenance.language)
    return _Made(replace(item, language=provenance.language), handout.title, document, provenance, told)


def _names_danger(library: Library, made: Sequence[_Made], copy: Copy) -> tuple[Diagnostic, ...]:
    """That the cover names a safety sheet, which someone else may read: that of a discreet packet does not."""
    if copy is Copy.DISCREET:
        return ()
    return tuple(
        Diagnostic(
            "packet.cover-tells",
            Severity.WARNING,
            Location(one.item.handout_id, language=one.title.language),
            f"The cover names “{one.title.plain()}”: whoever sees the packet can read it.",
            "Print it apart from the others, or make the packet discreet.",
        )
        for one in made
        if library.handout(one.item.handout_id).series == "safety"
    )


def _title(title: str) -> str:
    """A title that a person typed, on one line. Raises Unknown for one that is too long or no text."""
    line = " ".join(title.split())
    if len(line) > LONGEST_TITLE:
        raise Unknown(f"The title has {len(line)} characters, and {LONGEST_TITLE} fit. Make it shorter.")
    if any(unicodedata.category(one) in ("Cc", "Cf", "Co", "Cs", "Cn") and one not in "\u200c\u200d" for one in line):
        raise Unknown("The title holds a character that cannot be seen. Type it again, as plain text.")
    return line


def _said(words: Words, tag: str, title: str, copy: Copy) -> PacketWords:
    """The packet's words; a pattern that its language lacks is English, with the digits of English."""
    page = words.text("ui/packet/page")
    return PacketWords(
        tag,
        tongues.language(page.language).digits,
        Text((Plain(title),), tag) if title else words.text("ui/packet/title"),
        None if copy is Copy.DISCREET else words.text("ui/packet/contents"),
        page,
        words.text("ui/packet/starts"),
        words.text("ui/packet/blank"),
    )


def _joined(
    library: Library, made: Sequence[_Made], words: Words, said: PacketWords, clinic: Clinic | None
) -> tuple[PagedDocument, tuple[int, ...]]:
    """All pages in one document, and the page on which each handout starts."""
    first = made[0].item.options
    width = made[0].document.pages[0].width
    paper = next(one for one, (across, _) in PAPERS.items() if across == width)
    size = max((one.item.options.size for one in made), key=_SIZES.index)
    cover = Cover(library.typesetter, said, Sheet(paper, size, first.ink, copy=first.copy))
    facts = _facts(made, said.language, words.text("ui/packet/title").plain())
    lengths = [len(one.document.pages) for one in made]
    opening, starts = _opening(library, cover, clinic, made, words, facts, lengths)
    pieces = [Piece(opening, part=False)]
    used = len(opening.pages)
    for one, start in zip(made, starts, strict=True):
        pieces += [Piece(cover.blank(facts), part=False) for _ in range(start - 1 - used)]
        pieces.append(Piece(one.document))
        used = start - 1 + len(one.document.pages)
    return join(pieces, facts, tongues.language(said.language).rtl, cover.stamp), starts


def _opening(
    library: Library, cover: Cover, clinic: Clinic | None, made: Sequence[_Made], words: Words, facts: Facts, lengths: Sequence[int]
) -> tuple[PagedDocument, tuple[int, ...]]:
    """The cover with the pages that it names. How long it is decides them: laid out again until it fits the length that it was thought to
    have."""
    titles = [_titled(library, one, words.row.tag) for one in made]
    length = 1
    while True:
        starts = odd_starts(length, lengths)
        entries = [Entry(title, _tongue(one, words), start) for one, title, start in zip(made, titles, starts, strict=True)]
        document = cover.compose(clinic, entries, facts)
        if len(document.pages) <= length:
            return document, starts
        length = len(document.pages)


def _titled(library: Library, one: _Made, tag: str) -> Text:
    """The title of a handout in its own language; beneath it in the second one of its columns, else in the packet's (`tag`), where it has
    one: whoever hands it out may not read the first."""
    other = one.item.options.beside or tag
    if one.title.source is not None or other == one.title.language or other not in library.languages(one.item.handout_id):
        return one.title
    second = library.in_language(one.item.handout_id, other).title
    return one.title if second.language == one.title.language else replace(one.title, source=replace(second, source=None))


def _tongue(one: _Made, words: Words) -> str:
    """The name of a handout's language where it is not the packet's."""
    if one.title.language == words.row.tag:
        return ""
    return words.formats(words.text("ui/packet/starts").language).language_name(one.title.language)


def _facts(made: Sequence[_Made], tag: str, title: str) -> Facts:
    """What the file says of itself: the newest date of its handouts, and a version that changes with any of theirs. Its title is the usual
    one, for a title that somebody typed may name a family."""
    parts = [f"{one.document.facts.identifier} {one.document.facts.version}" for one in made]
    version = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
    on = max(one.document.facts.on for one in made)
    topics = tuple(dict.fromkeys(topic for one in made for topic in one.document.facts.keywords))
    return Facts(title, tag, f"packet.{tag}", version, on, keywords=topics)


def _whole(facts: Facts, parts: Sequence[Part], sha256: str) -> Provenance:
    """The provenance of all parts together."""
    each = [one.provenance for one in parts]
    translated = [one for one in each if one.translated]
    return Provenance(
        "packet",
        facts.version,
        facts.on,
        facts.language,
        each[0].source_language,
        level=lowest(tuple(one.level for one in translated)),
        missing=sum(one.missing for one in each),
        lines=tuple(dict.fromkeys(line for one in each for line in one.lines)),
        pdf_sha256=sha256,
        missing_high_risk=sum(one.missing_high_risk for one in each),
        stale=any(one.stale for one in each),
        blocked=any(one.blocked for one in each),
    )
