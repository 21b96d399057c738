"""Words of the template and words of a letter, as leaves and blocks. In: the handout `referral-letter` and a `Letter`. Out: Texts and the
blocks that `parts` and `plain` are made of. Nothing here decides what a copy holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from clinickit.content import walk
from clinickit.content.letterhead import Spoken
from clinickit.content.model import (
    Block,
    Contact,
    Contacts,
    Field,
    Handout,
    Inline,
    Item,
    LineBreak,
    ListBlock,
    ListKind,
    Paragraph,
    Placeholder,
    Plain,
    Section,
    TermItem,
    Terms,
    Text,
    Value,
    Way,
    WayKind,
)
from clinickit.errors import Unknown
from clinickit.referral.letters import tongues
from clinickit.referral.letters.model import Letter, Party

Filled = tuple[tuple[str, date | str | Value | Spoken], ...]


class Frame:
    """The template beside a letter. Raises Unknown, in all that asks for words by their place, where a clinic's own template lacks it."""

    def __init__(self, template: Handout, letter: Letter) -> None:
        self.letter = letter
        self._id = template.id
        self._own = {text.context: text for text in walk.texts(template)}
        self._sections = {section.id: section for section in template.sections}

    def own(self, path: str) -> Text:
        """Words of the template: `person/born.label`."""
        context = f"{self._id}/{path}"
        if context not in self._own:
            raise self._lacks(path)
        return self._own[context]

    def _lacks(self, path: str) -> Unknown:
        return Unknown(f"The handout “{self._id}” has no “{path}”, which a letter needs. Keep the ids of its parts.")

    def theirs(self, words: str) -> Text:
        """Words of the letter as they were written, each paragraph on a line of its own."""
        found: list[Inline] = []
        for at, line in enumerate(lines(words)):
            found += [LineBreak()] if at else []
            found += self.spoken(line)
        return Text(tuple(found), self.letter.language)

    def spoken(self, line: str) -> list[Inline]:
        """A line as it was written: in the letter's language, and what is in another script in its own. Signs and spaces between two of
        them belong to the page, so that each keeps its direction and both their order."""
        parts = tongues.pieces(line, self.letter.language, self.letter.client.language)
        return [Value(words, tag) if tag else Plain(words) for words, tag in parts]

    def value(self, name: str) -> Text:
        """A value alone, such as a day, in the reader's format."""
        return Text((Placeholder(f"value:{name}"),), self.letter.language)

    def titles(self, handouts: Iterable[str]) -> Text:
        """Titles of other handouts, in the reader's language, each on a line of its own."""
        found: list[Inline] = []
        for one in handouts:
            found += [LineBreak()] if found else []
            found.append(Placeholder(f"handout:{one}"))
        return Text(tuple(found), self.letter.language)

    def section(self, name: str, blocks: Iterable[Block]) -> Section:
        """A section of the template with other blocks."""
        if name not in self._sections:
            raise self._lacks(name)
        whole = self._sections[name]
        return Section(name, whole.role, whole.heading, tuple(blocks), keep_together=whole.keep_together, fragment=whole.fragment)

    def whole(self, name: str) -> Section:
        """A section of the template as it is; `safety-crisis` is that of a fragment."""
        if name not in self._sections:
            raise self._lacks(name)
        return self._sections[name]

    def paragraph(self, path: str) -> Paragraph:
        """A paragraph of the template."""
        return Paragraph(path.rpartition("/")[2], self.own(path))

    def field(self, path: str) -> Field:
        """A place to write of the template."""
        section, _, name = path.partition("/")
        for block in self.whole(section).blocks:
            if isinstance(block, Field) and block.id == name:
                return block
        raise self._lacks(path)

    def fact(self, path: str, text: Text) -> Item:
        """A short fact: the label of a field, what it is."""
        return Item(path.rpartition("/")[2], text, self.own(f"{path}.label"))

    def term(self, path: str, text: Text) -> TermItem:
        """A long fact, below its label."""
        return TermItem(path.rpartition("/")[2], self.own(f"{path}.label"), text)

    def number(self, path: str, number: str, name: str = "") -> Contact:
        """A number on a line of its own, as right-to-left pages need it, below the label of a field and the name of who answers."""
        display, extension = split(number)
        way = Way(WayKind.NUMBER, display, f"tel:{re.sub(r'[^+0-9]', '', display)}", ("call",), press=extension or None)
        return Contact("service", None, name, self.letter.language, (way,), purpose=self.own(f"{path}.label"))

    def values(self) -> Filled:
        """What fills the placeholders; what nobody said is left out."""
        letter = self.letter
        said: dict[str, date | str | Spoken | None] = {
            "client": letter.client.name,
            "born": letter.client.born,
            "language": Spoken(letter.client.language) if letter.client.language else None,
            "recipient": called(letter.recipient),
            "sender": called(letter.sender),
            "reference": letter.client.identifier or letter.client.name,
            "day": letter.on,
            "reply-by": letter.reply_by,
            "consent-on": letter.consent.on,
            "consent-until": letter.consent.until,
            "given-by": letter.consent.given_by,
        }
        kept = ((name, value) for name, value in said.items() if value)
        return tuple((name, self._named(value) if isinstance(value, str) else value) for name, value in kept)

    def _named(self, words: str) -> Value:
        return Value(words, tongues.of(words, self.letter.language, self.letter.client.language))


def facts(name: str, items: Iterable[Item | None]) -> tuple[ListBlock, ...]:
    """Facts as a list; none of none."""
    kept = tuple(one for one in items if one is not None)
    return (ListBlock(name, ListKind.LIST, kept),) if kept else ()


def terms(name: str, items: Iterable[TermItem | None]) -> tuple[Terms, ...]:
    """Terms; none of none."""
    kept = tuple(one for one in items if one is not None)
    return (Terms(name, kept),) if kept else ()


def contacts(name: str, entries: Iterable[Contact | None]) -> tuple[Contacts, ...]:
    """Numbers and addresses; none of none."""
    kept = tuple(one for one in entries if one is not None)
    return (Contacts(name, (), len(kept), kept),) if kept else ()


def called(party: Party) -> str:
    """A person or service by name and organization, on one line."""
    return ", ".join(dict.fromkeys(one for one in (party.name, party.organization) if one))


def lines(words: str) -> list[str]:
    """The paragraphs of what was written, without characters that nobody can see."""
    clean = ("".join(char for char in line if char.isprintable()) for line in words.splitlines())
    return [" ".join(line.split()) for line in clean if line.strip()]


def split(number: str) -> tuple[str, str]:
    """A number and its extension: "+1 555 010 0199 ext 12"."""
    display, _, extension = re.sub(r",? (?:ext\.?|x) ?(?=\d+\Z)", "\n", number).partition("\n")
    return display, extension
