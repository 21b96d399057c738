"""gettext catalogs: bytes of a PO file go in, a Catalog of what may be printed comes out, and the other way round.

A message counts only by its context and its whole source string, never by similarity: the standard tools offer the translation of
"Do not stop your medicine." for "Stop your medicine.". So an entry that is fuzzy, empty, made for another source string, or that holds
other placeholders or markup than its source is told and not used. Called by `apply`, `ui` and the commands for translators."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from clinickit.content import inlines
from clinickit.content.model import Inline, LineBreak, Placeholder
from clinickit.diagnostics import Diagnostic, Location, Severity
from clinickit.languages import gettext_name, tag_of
from clinickit.localize import po
from clinickit.localize.extract import Message, catalog_of
from clinickit.localize.levels import Level, Origin, lowest
from clinickit.workspace import CATALOG_LIMIT, Workspace

ReadCatalog = Callable[[str, str], Sequence[bytes]]
"""Catalog name and BCP 47 tag to the bytes of its PO files: ours first, then a clinic's own to lay over it; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One message: `target` is None where the translation may not be used, and `problem` then says why (a diagnostic code's tail:
    missing, fuzzy, markup, placeholders). `digest` binds reviews to source and translation (`string_hash`); `claim` is the level that
    the file's header claims, as far as a header can: see `evidence`."""

    source: str
    target: tuple[Inline, ...] | None
    problem: str = ""
    detail: str = ""
    digest: str = ""
    claim: Level = Level.DRAFT


@dataclass(frozen=True, slots=True)
class Catalog:
    """A PO file, read. `language` BCP 47; `level` is what the header claims (see `provenance` for what it is worth); the hashes are
    SHA-256 of all sources and of all translations, with their contexts. `under` is the catalog that this one is laid over."""

    name: str
    language: str
    origin: Origin
    level: Level
    entries: Mapping[str, Entry]
    source_hash: str = ""
    target_hash: str = ""
    under: Catalog | None = None

    def lookup(self, context: str, source: str) -> Entry | None:
        """The message for a context: the first layer's, from the top, that may be used for this very source string; else the top one's,
        whose `problem` (or other source) says why not; None where no layer has the context."""
        found = self.entries.get(context)
        if self.under is None or (found is not None and found.target is not None and found.source == source):
            return found
        below = self.under.lookup(context, source)
        usable = below is not None and below.target is not None and below.source == source
        return below if usable or found is None else found

    def layers(self) -> tuple[Catalog, ...]:
        """This catalog and those beneath it, top first."""
        return (self, *self.under.layers()) if self.under else (self,)

    def contexts(self) -> tuple[str, ...]:
        """Every context of any layer, in order, once each."""
        return tuple(dict.fromkeys(context for layer in self.layers() for context in layer.entries))

    def usable(self, context: str) -> Entry | None:
        """The entry of the first layer, from the top, that may be used for the source that it names; None where there is none."""
        return next((one for layer in self.layers() if (one := layer.entries.get(context)) is not None and one.target is not None), None)


def file_name(name: str, language: str) -> str:
    """Where a catalog stands, from the content's root, with forward slashes."""
    return f"locales/{gettext_name(language)}/LC_MESSAGES/{name}.po"


def reader(workspace: Workspace) -> ReadCatalog:
    """The catalogs of a workspace, each file read once."""
    kept: dict[tuple[str, str], tuple[bytes, ...]] = {}

    def read_layers(name: str, language: str) -> tuple[bytes, ...]:
        found = kept.get((name, language))
        if found is None:
            folder = gettext_name(language)
            layers = (workspace.catalog(folder, name), workspace.own_catalog(folder, name))
            found = kept[name, language] = tuple(one for one in layers if one is not None)
        return found

    return read_layers


class Catalogs:
    """Catalogs by name and language, read through one function. Keeps each parse by the hash of the bytes; safe to share between
    threads (two that meet do the same work twice, and keep equal results)."""

    def __init__(self, read_bytes: ReadCatalog) -> None:
        self._read = read_bytes
        self._kept: dict[tuple[str, str, bytes], tuple[Catalog | None, tuple[Diagnostic, ...]]] = {}

    def get(self, name: str, language: str) -> tuple[Catalog | None, tuple[Diagnostic, ...]]:
        """The catalog, and what is wrong with the file as a whole; None where there is no file, or none that can be read."""
        made: Catalog | None = None
        told: tuple[Diagnostic, ...] = ()
        for data in self._read(name, language):
            key = (name, language, hashlib.sha256(data).digest())
            found = self._kept.get(key)
            if found is None:
                found = self._kept[key] = read(data, name, language)
            told += found[1]
            if found[0] is not None:
                made = replace(found[0], under=made) if made else found[0]
        return made, told


def read(data: bytes, name: str, language: str) -> tuple[Catalog | None, tuple[Diagnostic, ...]]:
    """Parse one PO file."""
    told: list[Diagnostic] = []

    def tell(code: str, message: str, hint: str, path: str = "") -> None:
        place = Location(file_name(name, language), path, language=language)
        told.append(Diagnostic(f"catalog.{code}", Severity.ERROR, place, message, hint))

    if len(data) > CATALOG_LIMIT:
        tell("too-large", f"The catalog is larger than {CATALOG_LIMIT >> 20} MiB, so it is not used.", "Keep one catalog for each handout.")
        return None, tuple(told)
    try:
        parsed = po.parsed(data)
    except po.PoProblem as problem:
        if problem.code == "encoding":
            tell("encoding", f"The catalog is not UTF-8 ({problem}), so it is not used.", "Save it as UTF-8.")
        else:
            hint = "Open it in a PO editor and save it again."
            tell("syntax", f"The catalog cannot be read as a PO file ({problem}), so it is not used.", hint)
        return None, tuple(told)
    stated = tag_of(parsed.metadata.get("Language", "").strip())
    if stated != language:
        tell(
            "language",
            f"The header says Language: {stated or 'nothing'}, the folder says {language}.",
            f"Write Language: {gettext_name(language)}.",
        )
    origin = _origin(parsed.metadata.get("X-Clinickit-Origin", ""))
    level = _level(parsed.metadata.get("X-Clinickit-Level", ""))
    claim = lowest((level, Level.DRAFT if origin in (Origin.MT, Origin.MEMORY) else Level.TRANSLATED))
    entries: dict[str, Entry] = {}
    for one in parsed:
        if one.obsolete:
            continue
        context = one.msgctxt or ""
        if context in entries:
            tell("duplicate", f"The context “{context}” stands twice; only the first is used.", "Take one of them out.", context)
            continue
        if catalog_of(context) != name:
            tell(
                "context",
                f"The context “{context}” does not belong to the catalog {name}.",
                "Take it out, or give it the right context.",
                context,
            )
            continue
        entry = _entry(one.msgid, one.msgstr, one.fuzzy)
        if entry.target is not None:
            entry = replace(entry, digest=string_hash(context, one.msgid, one.msgstr), claim=claim)
        entries[context] = entry
    sources, targets = (
        _hashed((one.msgctxt or "", getattr(one, field)) for one in parsed if not one.obsolete) for field in ("msgid", "msgstr")
    )
    return Catalog(name, language, origin, level, MappingProxyType(entries), sources, targets), tuple(told)


def string_hash(context: str, source: str, target: str) -> str:
    """What a review binds to: the first 16 hexadecimal digits of the SHA-256 of context, source and translation."""
    return hashlib.sha256(f"{context}\0{source}\0{target}\0".encode()).hexdigest()[:16]


def _hashed(pairs: Iterable[tuple[str, str]]) -> str:
    """SHA-256 of strings with their contexts, in the order of the contexts."""
    digest = hashlib.sha256()
    for context, string in sorted(pairs):
        digest.update(f"{context}\0{string}\0".encode())
    return digest.hexdigest()


def _entry(source: str, target: str, fuzzy: bool) -> Entry:
    if not target.strip():
        return Entry(source, None, "missing")
    if fuzzy:
        return Entry(source, None, "fuzzy")
    names, signs = _held(inlines.parse(source, _names(source))[0])
    parsed, problems = inlines.parse(target, names)
    if problems:
        return Entry(source, None, "markup", f"{problems[0].message} {problems[0].hint}")
    target_names, target_signs = _held(parsed)
    if target_names != names:
        return Entry(source, None, "placeholders", _difference(names, target_names))
    if target_signs != signs:
        return Entry(source, None, "markup", _difference(signs, target_signs))
    return Entry(source, parsed)


def _names(source: str) -> tuple[str, ...]:
    """All names in braces of a source string: a translation may hold these and no others."""
    return tuple(part.partition("}")[0] for part in source.split("{")[1:])


def _held(found: tuple[Inline, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Placeholder names, and signs of markup (each strong stretch and each break), sorted."""
    names: list[str] = []
    signs: list[str] = []
    strong = False
    for one in found:
        now = not isinstance(one, LineBreak) and one.strong
        if now and not strong:
            signs.append("<strong>")
        strong = now
        if isinstance(one, LineBreak):
            signs.append("<br/>")
        elif isinstance(one, Placeholder):
            names.append(one.name)
    return tuple(sorted(names)), tuple(sorted(signs))


def _difference(wanted: tuple[str, ...], found: tuple[str, ...]) -> str:
    return f"The source has {', '.join(wanted) or 'none'}, the translation {', '.join(found) or 'none'}."


def _origin(value: str) -> Origin:
    """What a header says; unknown counts as a machine's."""
    return Origin(value) if value in tuple(Origin) else Origin.MT


def _level(value: str) -> Level:
    """What a header says; unknown counts as a draft."""
    return Level(value) if value in tuple(Level) else Level.DRAFT


def write_catalog(messages: Iterable[Message], translations: Mapping[str, str], language: str, origin: Origin, level: Level) -> bytes:
    """A PO file: all messages in their order, translations by context, empty where there is none. No dates, no line numbers, no
    wrapping, nothing obsolete: two writings differ only where a string does."""
    headers = (
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Language: {gettext_name(language)}",
        f"X-Clinickit-Origin: {origin}",
        f"X-Clinickit-Level: {level}",
    )
    return _written(headers, messages, translations)


def write_template(messages: Iterable[Message]) -> bytes:
    """A POT file: the messages with notes for translators, and no translation."""
    return _written(
        ("MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit", "Language: "), messages, {}
    )


def _written(headers: tuple[str, ...], messages: Iterable[Message], translations: Mapping[str, str]) -> bytes:
    head = "".join(f'"{po.escaped(one)}\\n"\n' for one in headers)
    rows = [f'msgid ""\nmsgstr ""\n{head}']
    for one in messages:
        notes = "".join(f"#. {note}\n" for note in one.notes)
        target = translations.get(one.context, "")
        rows.append(f'{notes}msgctxt "{po.escaped(one.context)}"\nmsgid "{po.escaped(one.source)}"\nmsgstr "{po.escaped(target)}"\n')
    return "\n".join(rows).encode()
