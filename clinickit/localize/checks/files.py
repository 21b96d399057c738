"""Checks of a catalog as a file: header, contexts, fuzzy strings. The bytes of a PO file and the messages of the content go in; what is
wrong, and the strings that may be checked one by one, come out. Called by `run`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from babel.core import Locale, UnknownLocaleError

from clinickit.diagnostics import Severity
from clinickit.languages import gettext_name, language, tag_of
from clinickit.localize import po
from clinickit.localize.extract import Message
from clinickit.localize.merges import merges
from clinickit.localize.po import PoEntry, PoFile

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

ABOUT: tuple[tuple[str, Severity, str], ...] = (
    ("file", _ERROR, """The file is a PO file in UTF-8.

    Another encoding, or a quotation mark too few, and no string of it can be used.
    Mend: save it as UTF-8 with a PO editor, or take the version before."""),
    ("header-language", _ERROR, """The header names the language of the folder.

    Tools choose plural forms, spelling and fonts by the header.
    Mend: write `Language: pt_BR` (with the name of the folder) into the header."""),
    ("plurals", _ERROR, """The plural forms of the header are as many as CLDR says.

    Handouts have no plural strings, but an editor that writes a wrong `Plural-Forms` line spoils the file for other tools.
    Mend: take the line out; `clinickit locale sync` writes none."""),
    ("unknown-context", _ERROR, """Every string belongs to the content.

    A string whose context the content does not have is never printed: its id changed, or it is in the wrong catalog.
    Mend: `clinickit locale sync` puts it at the end of the file, and brings the new string."""),
    ("duplicate-context", _ERROR, """A context stands once.

    Of two entries with the same context only the first is printed, and nobody sees the second.
    Mend: keep the better one."""),
    ("fuzzy", _ERROR, """No string is fuzzy.

    Fuzzy means: made for another source, or a guess. Such a string is not printed; the English stands on the page.
    Mend: read it against the source, correct it, and take the mark away."""),
    ("merged", _WARNING, """No string was filled in by similarity.

    “Update from POT” of an editor fills in the translation of the string that looks most like it: the words for 911 where 988 is meant.
    Mend: `clinickit locale sync LANG ID --drop-merges`, and switch the setting off as the translators' guide shows."""),
    ("stale", _WARNING, """Every translation was made for the source as it is.

    The English changed after it was translated, so the string is not printed.
    Mend: `clinickit locale sync` shows the words that changed; translate them."""),
    ("waiver", _ERROR, """A waiver names a check and gives its reason.

    `# clinickit: ok CHECK because …` in the comment of an entry lets one finding stand. Without a reason nobody can judge it later, and a
    check
    that does not exist, or cannot be waived, hides nothing.
    Mend: write the reason after “because”, or mend the string."""),
    ("waiver-unused", _WARNING, """A waiver has something to waive.

    What it waived was mended since; left there, it would hide the next mistake.
    Mend: delete the comment."""),
    ("missing", _INFO, """Strings that are not translated yet are counted.

    They print in English. `clinickit locale todo` lists them, high risk first.
    Mend: translate them."""),
)  # fmt: skip


OF_SHEETS: tuple[tuple[str, Severity, str], ...] = (
    ("fits", _ERROR, """Every line lies on its page, and on no other line.

    Told by `--pages`, which prints each handout. A label of a picture or a cell that is too long for its place hides words.
    Mend: say it in fewer letters; the notes of a string tell where little room is."""),
    ("comes-back", _ERROR, """What a reader takes out of the PDF is what the catalog says.

    Told by `--pages`, with pypdfium2 (`pip install "clinickit[check]"`). Words that do not come back cannot be searched, copied or spoken.
    In right-to-left text names and numbers in other letters are the usual cause.
    Mend: put other words between such names, or write them apart; where all is as it should be, report it to clinickit."""),
)  # fmt: skip
"""Checks of a printed sheet: see `delivery.sheet_checks`, which the commands call."""


@dataclass(frozen=True, slots=True)
class CatalogFile:
    """A catalog to check: `shown` is the file's name as it will be told, `messages` what the content has now."""

    name: str
    shown: str
    data: bytes
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One fact about a file: the check's code, the 1-based line (0 for the file as a whole), the context, what is wrong, what to do."""

    code: str
    line: int
    context: str
    message: str
    hint: str


def read(file: CatalogFile, tag: str) -> tuple[PoFile | None, tuple[Told, ...]]:
    """The file, and what is wrong with it as a file; None where it cannot be read."""
    try:
        found = po.read(file.data)
    except po.PoProblem as problem:
        what = "is not UTF-8" if problem.code == "encoding" else "cannot be read as a PO file"
        return None, (Told("file", 0, "", f"The catalog {what} ({problem}).", "Save it as UTF-8 with a PO editor."),)
    return found, (*_headers(found, tag), *_entries(found, file, tag))


def _headers(found: PoFile, tag: str) -> Iterator[Told]:
    stated = tag_of(found.header("Language").strip())
    if stated != tag:
        message = f"The header says Language: {gettext_name(stated) or 'nothing'}, the folder is {gettext_name(tag)}."
        yield Told("header-language", 1, "", message, f"Write Language: {gettext_name(tag)}.")
    plural = re.search(r"nplurals\s*=\s*(\d+)", found.header("Plural-Forms"))
    wanted = plural_forms(tag)
    if plural and wanted and int(plural.group(1)) not in wanted:
        message = f"The header has {plural.group(1)} plural forms; CLDR has {' or '.join(map(str, wanted))} for the language."
        yield Told("plurals", 1, "", message, "Take the Plural-Forms line out.")


def plural_forms(tag: str) -> tuple[int, ...]:
    """How many plural forms CLDR has for the language, and how many of them are for whole numbers (gettext tables leave out those of
    fractions and of round millions); empty where it does not say."""
    try:
        rule = Locale.parse(language(tag).format_as).plural_form
    except (UnknownLocaleError, ValueError):
        return ()
    categories = set(rule.tags) | {"other"}
    whole = {rule(number) for number in (*range(201), 1000, 10_000)}
    return tuple(
        sorted({len(categories), len(whole), len(categories - {"many"}) if tag[:2] in ("es", "fr", "it", "pt") else len(categories)})
    )


def _entries(found: PoFile, file: CatalogFile, tag: str) -> Iterator[Told]:
    wanted = {one.context: one.source for one in file.messages}
    living = tuple(one for one in found.entries if not one.obsolete)
    guessed = {one.entry.context: one for one in merges(living, file.messages, file.name, tag)}
    seen: set[str] = set()
    missing = 0
    for one in living:
        if one.context in seen:
            yield Told("duplicate-context", one.line, one.context, f"The context “{one.context}” stands twice.", "Keep the better one.")
            continue
        seen.add(one.context)
        missing += one.context in wanted and not one.target.strip()
        yield from _entry(one, wanted, guessed.get(one.context) is not None, file.name, tag)
        if one.context in guessed and one.fuzzy:
            told = guessed[one.context].told
            yield Told("merged", one.line, one.context, told.message, told.hint)
    missing += len(wanted.keys() - seen)
    if missing:
        hint = f"clinickit locale todo {tag} {file.name}"
        yield Told("missing", 0, "", f"{missing} of {len(wanted)} strings {'has' if missing == 1 else 'have'} no translation.", hint)


def _entry(one: PoEntry, wanted: dict[str, str], guessed: bool, name: str, tag: str) -> Iterator[Told]:
    if one.context not in wanted:
        message = f"The content has no “{one.context}” in {name}." if one.context else f"The string “{one.source[:60]}” has no context."
        yield Told("unknown-context", one.line, one.context, message, f"clinickit locale sync {tag} {name}")
        return
    if one.target.strip() and one.fuzzy and not guessed:
        yield Told(
            "fuzzy",
            one.line,
            one.context,
            f"“{one.source[:60]}” is marked as fuzzy.",
            "Read it against the source, correct it, take the mark away.",
        )
    if one.target.strip() and not one.fuzzy and wanted[one.context] != one.source:
        message = f"The source was “{one.source[:60]}” and is “{wanted[one.context][:60]}”."
        yield Told("stale", one.line, one.context, message, f"clinickit locale sync {tag} {name}")
