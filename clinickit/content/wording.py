"""Words that the page itself says, made by `localize` for one handout, language and day; read by layout and html.
Nothing here needs a catalog or a locale any more."""

from __future__ import annotations

from dataclasses import dataclass

from clinickit.content.model import Inline, Placeholder, Plain, Text, Value


@dataclass(frozen=True, slots=True)
class Wording:
    """`foot` is the whole foot line without the page number; `notice` the draft notice, reader's language first, empty where none is
    due; `foot_later` and `notice_later` are the short of both, for later pages of large print; `kicker` None where nothing stands above
    the title; `page` holds {page} and {pages}; `digits` the ten digits of the locale; the *_sign texts are alternative texts of drawn
    signs."""

    language: str
    digits: str
    kicker: Text | None
    foot: Text
    notice: tuple[Text, ...]
    page: Text
    sources: Text
    do_sign: Text
    avoid_sign: Text
    box_sign: Text
    quote_open: str
    quote_close: str
    stacked: Text
    """Pattern of a table cell once the table is stacked: {column} and {cell}."""
    source_line: tuple[Text, ...] = ()
    """Each source in short form, in the order of `Handout.sources`."""
    source_link: tuple[str, ...] = ()
    """In a clinician's copy where each is found, or an empty string; else empty."""
    foot_later: Text | None = None
    notice_later: tuple[Text, ...] = ()

    def number(self, value: int) -> str:
        """A whole number in the locale's digits."""
        return "".join(self.digits[int(figure)] for figure in str(value))

    def paged(self, page: int, pages: int) -> Text:
        """ "Page 1 of 4" in the locale's words and digits."""
        return fill(self.page, {"page": self.number(page), "pages": self.number(pages)})


def fill(text: Text, values: dict[str, str | Value]) -> Text:
    """The text with placeholders filled; a plain string becomes letters of the text's own language."""
    done: list[Inline] = []
    for one in text.inlines:
        if isinstance(one, Placeholder) and one.name in values:
            value = values[one.name]
            if isinstance(value, Value):
                done.append(Value(value.text, value.language, one.strong or value.strong))
            else:
                done.append(Plain(value, one.strong))
        else:
            done.append(one)
    return Text(tuple(done), text.language, text.context, text.risk, text.source)
