"""Facts of each language, one row a language: everything that is not wording. Read by text, localize and layout.

`faces` is the stack in order: a language is set whole in the first face that has all its letters; the others are asked word by word.
Names, digits (each language's default numbering) and quotation marks are those of CLDR 48; where a language is written from right to
left, “ ” stand in place of « », which readers of PDFs swap. Sizes and leadings are measured ink: Arabic, Hindi, Thai and Burmese read
well at one point more than Latin, Source Sans 3 at half a point more than Atkinson Hyperlegible.

A language without a row gets one derived from CLDR (`derived`): script, direction, digits, quotation marks, and the first face that has all
of its letters. Where no face has them the language is refused, for an empty box says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from clinickit.cldr import Facts, facts
from clinickit.errors import Unknown


@dataclass(frozen=True, slots=True)
class Language:
    """`tag` BCP 47; `script` ISO 15924; `leading` a factor of the size (Latin 1.35 is the look's own table); `size` a factor of the
    look's sizes; `digits` the ten digits that dates and page numbers use; `breaks` the ICU locale for line breaks; `shape` the
    HarfBuzz language; `format_as` the CLDR locale that Babel formats with; `parent` where a missing string falls back to, inside one
    language and script."""

    tag: str
    script: str
    rtl: bool
    faces: tuple[str, ...]
    own_name: str
    english_name: str
    leading: float = 1.35
    size: float = 1.0
    digits: str = "0123456789"
    breaks: str = "en"
    shape: str = "en"
    format_as: str = "en"
    quotes: tuple[str, str] = ("“", "”")
    parent: str = ""
    pseudo: bool = False


_LATIN = ("atkinson", "source-sans-3", "noto-sans")
_SOURCE = ("source-sans-3", "noto-sans")
_NOTO = ("noto-sans", "source-sans-3")
_ARABIC = ("plex-arabic", *_LATIN)
_DEVANAGARI = ("noto-devanagari", *_LATIN)

_HALF = 12.5 / 12
"""Half a point more at 12."""
_ONE = 13 / 12
"""One point more at 12."""

_LOW, _LOW_HIGH, _ANGLE, _RIGHT = ("„", "“"), ("„", "”"), ("«", "»"), ("”", "”")
_CORNER = ("「", "」")
_EASTERN = "۰۱۲۳۴۵۶۷۸۹"
_DEVA = "०१२३४५६७८९"


def _row(
    tag: str,
    own_name: str,
    english_name: str,
    faces: tuple[str, ...] = _LATIN,
    script: str = "Latn",
    *,
    rtl: bool = False,
    leading: float = 1.35,
    size: float = 1.0,
    digits: str = "0123456789",
    breaks: str = "",
    shape: str = "",
    format_as: str = "",
    quotes: tuple[str, str] = ("“", "”"),
    parent: str = "",
    pseudo: bool = False,
) -> Language:
    """A row; the ICU locale, HarfBuzz language and CLDR locale are the tag itself unless told."""
    return Language(
        tag,
        script,
        rtl,
        faces,
        own_name,
        english_name,
        leading,
        size,
        digits,
        breaks or tag,
        shape or tag.lower(),
        format_as or tag.replace("-", "_"),
        quotes,
        parent,
        pseudo,
    )


_ROWS = (
    _row("en", "English", "English"),
    _row("es", "español", "Spanish"),
    _row("es-419", "español latinoamericano", "Latin American Spanish", parent="es"),
    _row("ar", "العربية", "Arabic", _ARABIC, "Arab", rtl=True, leading=1.6, size=_ONE),
    _row("hi", "हिन्दी", "Hindi", _DEVANAGARI, "Deva", leading=1.5, size=_ONE),
    _row("zh-Hans", "简体中文", "Simplified Chinese", ("noto-sc", *_LATIN), "Hans", leading=1.6, breaks="zh"),
    _row("fr", "français", "French", quotes=_ANGLE),
    _row("de", "Deutsch", "German", quotes=_LOW),
    _row("it", "italiano", "Italian", quotes=_ANGLE),
    _row("pt", "português", "Portuguese"),
    _row("pt-BR", "português (Brasil)", "Brazilian Portuguese", parent="pt"),
    _row("pt-PT", "português europeu", "European Portuguese", quotes=_ANGLE, parent="pt"),
    _row("nl", "Nederlands", "Dutch", quotes=("‘", "’")),
    _row("da", "dansk", "Danish"),
    _row("nb", "norsk bokmål", "Norwegian Bokmål", quotes=_ANGLE),
    _row("sv", "svenska", "Swedish", quotes=_RIGHT),
    _row("fi", "suomi", "Finnish", quotes=_RIGHT),
    _row("pl", "polski", "Polish", quotes=_LOW_HIGH),
    _row("cs", "čeština", "Czech", quotes=_LOW),
    _row("sk", "slovenčina", "Slovak", _SOURCE, size=_HALF, quotes=_LOW),
    _row("hu", "magyar", "Hungarian", quotes=_LOW_HIGH),
    _row("ro", "română", "Romanian", quotes=_LOW_HIGH),
    _row("sq", "shqip", "Albanian"),
    _row("tr", "Türkçe", "Turkish", _SOURCE, size=_HALF),
    _row("ku", "kurdî (kurmancî)", "Kurdish"),
    _row("vi", "Tiếng Việt", "Vietnamese", _SOURCE, leading=1.45, size=_HALF),
    _row("fil", "Filipino", "Filipino"),
    _row("id", "Bahasa Indonesia", "Indonesian"),
    _row("ms", "Bahasa Melayu", "Malay"),
    _row("ht", "kreyòl ayisyen", "Haitian Creole", quotes=_ANGLE),
    _row("so", "Soomaali", "Somali"),
    _row("sw", "Kiswahili", "Swahili"),
    _row("ha", "Hausa", "Hausa", _NOTO),
    _row("ig", "Igbo", "Igbo", _SOURCE, size=_HALF),
    _row("yo", "Èdè Yorùbá", "Yoruba", _SOURCE, size=_HALF),
    _row("ru", "русский", "Russian", _SOURCE, "Cyrl", size=_HALF, quotes=_ANGLE),
    _row("uk", "українська", "Ukrainian", _SOURCE, "Cyrl", size=_HALF, quotes=_ANGLE),
    _row("bg", "български", "Bulgarian", _SOURCE, "Cyrl", size=_HALF, quotes=_LOW),
    _row("sr", "српски", "Serbian", _SOURCE, "Cyrl", size=_HALF, quotes=_LOW_HIGH),
    _row("mn", "монгол", "Mongolian", _SOURCE, "Cyrl", size=_HALF),
    _row("el", "Ελληνικά", "Greek", _SOURCE, "Grek", size=_HALF, quotes=_ANGLE),
    _row("he", "עברית", "Hebrew", ("heebo", *_LATIN), "Hebr", rtl=True, leading=1.4, quotes=_RIGHT),
    _row("fa", "فارسی", "Persian", _ARABIC, "Arab", rtl=True, leading=1.6, size=_ONE, digits=_EASTERN),
    _row("ps", "پښتو", "Pashto", _ARABIC, "Arab", rtl=True, leading=1.6, size=_ONE, digits=_EASTERN),
    _row("ur", "اردو", "Urdu", _ARABIC, "Arab", rtl=True, leading=1.6, size=_ONE),
    _row("ckb", "کوردیی ناوەندی", "Central Kurdish", _ARABIC, "Arab", rtl=True, leading=1.6, size=_ONE, digits="٠١٢٣٤٥٦٧٨٩"),
    _row("mr", "मराठी", "Marathi", _DEVANAGARI, "Deva", leading=1.5, size=_ONE, digits=_DEVA),
    _row("ne", "नेपाली", "Nepali", _DEVANAGARI, "Deva", leading=1.5, size=_ONE, digits=_DEVA),
    _row("zh-Hant", "繁體中文", "Traditional Chinese", ("noto-tc", *_LATIN), "Hant", leading=1.6, quotes=_CORNER),
    _row("ja", "日本語", "Japanese", ("noto-jp", *_LATIN), "Jpan", leading=1.6, breaks="ja-u-lb-strict", quotes=_CORNER),
    _row("ko", "한국어", "Korean", ("noto-kr", *_LATIN), "Kore", leading=1.6, breaks="ko-u-lw-phrase", quotes=("‘", "’")),
    _row("th", "ไทย", "Thai", ("noto-thai", *_LATIN), "Thai", leading=1.6, size=_ONE),
    _row("bn", "বাংলা", "Bangla", ("hind-siliguri", *_LATIN), "Beng", leading=1.5, digits="০১২৩৪৫৬৭৮৯"),
    _row("ta", "தமிழ்", "Tamil", ("noto-tamil", *_LATIN), "Taml", leading=1.6),
    _row("te", "తెలుగు", "Telugu", ("noto-telugu", *_LATIN), "Telu", leading=1.6),
    _row("km", "ខ្មែរ", "Khmer", ("noto-khmer", *_LATIN), "Khmr", leading=1.8),
    _row("lo", "ລາວ", "Lao", ("noto-lao", *_LATIN), "Laoo", leading=1.65),
    _row("my", "မြန်မာ", "Burmese", ("noto-myanmar", *_LATIN), "Mymr", leading=1.9, size=_ONE, digits="၀၁၂၃၄၅၆၇၈၉"),
    _row("am", "አማርኛ", "Amharic", ("noto-ethiopic", *_LATIN), "Ethi", leading=1.5, quotes=_ANGLE),
    _row("ti", "ትግርኛ", "Tigrinya", ("noto-ethiopic", *_LATIN), "Ethi", leading=1.5),
    _row("en-XA", "[pseudo] accented", "Accented pseudo-English", _NOTO, breaks="en", shape="en", format_as="en", pseudo=True),
    _row(
        "ar-XB",
        "[pseudo] mirrored",
        "Mirrored pseudo-English",
        _ARABIC,
        "Arab",
        rtl=True,
        leading=1.6,
        size=_ONE,
        breaks="ar",
        shape="ar",
        format_as="ar",
        pseudo=True,
    ),
)

_BY_TAG = {row.tag: row for row in _ROWS}

CP1252 = frozenset(
    (
        "en",
        "es",
        "es-419",
        "fr",
        "de",
        "it",
        "pt",
        "pt-BR",
        "pt-PT",
        "nl",
        "da",
        "nb",
        "sv",
        "fi",
        "sq",
        "fil",
        "id",
        "ms",
        "ht",
        "so",
        "sw",
    )
)
"""Languages whose letters all stand in the code page of a simple font (WinAnsiEncoding, ISO 32000-1 annex D): what a form is typed with."""

_ALIASES = {"tl": "fil", "iw": "he", "in": "id", "no": "nb", "zh": "zh-Hans", "zh-CN": "zh-Hans", "zh-SG": "zh-Hans", "zh-TW": "zh-Hant"}
_AMERICAS = frozenset(
    ["AR", "BO", "BR", "BZ", "CL", "CO", "CR", "CU", "DO", "EC", "GT", "HN", "MX", "NI", "PA", "PE", "PR", "PY", "SV", "US", "UY", "VE"]
)
_LUSOPHONE = frozenset(("AO", "CH", "CV", "FR", "GQ", "GW", "LU", "MO", "MZ", "ST", "TL"))
"""Territories whose Spanish is that of es-419, and whose Portuguese is that of pt-PT (CLDR parentLocales)."""


_WELL_FORMED = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?\Z")
_RIGHT_TO_LEFT = frozenset(("Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr"))


def language(tag: str) -> Language:
    """The row of a BCP 47 tag, or one derived from CLDR. Raises Unknown for a language that nobody knows, naming those that have a row,
    and for one whose letters no face has."""
    found = _BY_TAG.get(tag)
    return found if found is not None else derived(tag)


def settable(tag: str) -> bool:
    """Whether readers can have a language: it has a row or gets one, and is no pseudo-locale."""
    try:
        return not language(tag).pseudo
    except Unknown:
        return False


@cache
def derived(tag: str) -> Language:
    """A row for a tag that has none: that of its language for a territory's variant (`es-MX`), else from CLDR's letters, script and marks.
    A language that CLDR does not know is taken when its tag names a script that we can set (`mam-Latn`). Raises Unknown."""
    about = facts(tag) if _WELL_FORMED.match(tag) else None
    parts = tag.split("-")
    if about is None and _WELL_FORMED.match(tag) and len(parts) > 1 and len(parts[1]) == 4:
        about = Facts(tag, parts[1], tag, tag)
    if about is None:
        raise Unknown(_unknown(tag))
    region = parts[-1] if len(parts) > 1 and len(parts[-1]) < 4 else ""
    if region and (base := language(tag.removesuffix(f"-{region}"))):
        parent = next((one for one in chain(tag)[1:] if one in _BY_TAG or one == base.tag), base.tag)
        names = f"{base.own_name} ({region})", f"{base.english_name} ({region})"
        return replace(base, tag=tag, own_name=names[0], english_name=names[1], parent=parent, format_as=tag.replace("-", "_"))
    like = _like(about)
    if like is None:
        raise Unknown(_no_face(tag, about))
    quotes = ("“", "”") if like.rtl and set(about.quotes) & set("«»") else about.quotes
    return replace(
        _row(tag, about.own_name, about.english_name, like.faces, about.script, rtl=about.script in _RIGHT_TO_LEFT, quotes=quotes),
        leading=like.leading,
        size=like.size,
        digits=about.digits,
    )


def _like(about: Facts) -> Language | None:
    """A row whose face and measures a derived language takes: with CLDR's letters the one set in the face that has them all; without
    them, the one of the script whose face has the most."""
    if about.lacks:
        return None
    if about.face:
        return next((row for row in _ROWS if row.faces[0] == about.face and row.script == about.script), None) or next(
            (row for row in _ROWS if row.faces[0] == about.face), None
        )
    if about.script == "Latn":
        return _BY_TAG["ha"]
    return next((row for row in _ROWS if row.script == about.script), None)


def _unknown(tag: str) -> str:
    known = ", ".join(row.tag for row in _ROWS if not row.pseudo)
    more = "A language that CLDR does not know needs its script in the tag: mam-Latn."
    return f"There is no language “{tag[:40]}” here. Known: {known}, and those of CLDR whose letters a font here has. {more}"


def _no_face(tag: str, about: Facts) -> str:
    what = f"the letters {' '.join(about.lacks)}" if about.lacks else f"the script {about.script}"
    return (
        f"{about.english_name} ({tag}) cannot be set: no font here has {what}. "
        "Add a face for them to clinickit/text/fonts.py and a row to clinickit/languages.py."
    )


def canonical(typed: str) -> str:
    """A tag as we write it, from what a person typed: `pt_br` → `pt-BR`, `ZH-hans` → `zh-Hans`, `tl` → `fil`. Not looked up."""
    parts = typed.strip().replace("_", "-").split("-")
    cased = [parts[0].lower(), *(part.title() if len(part) == 4 else part.upper() for part in parts[1:])]
    tag = "-".join(cased)
    return _ALIASES.get(tag, tag)


def known() -> tuple[Language, ...]:
    """All rows, pseudo-locales included, in a fixed order."""
    return _ROWS


def chain(tag: str) -> tuple[str, ...]:
    """Where a reader of `tag` may be sent, nearest first: only inside one language and script. The parents are CLDR's
    (es-MX → es-419 → es; zh-HK → zh-Hant-HK → zh-Hant; pt-AO → pt-PT → pt), but never its leap to another language
    (Haitian Creole to French) or script (zh-Hant to zh)."""
    found = [tag]
    if tag in _ALIASES:
        found.append(_ALIASES[tag])
        return tuple(found)
    parts = tag.split("-")
    tongue, region = parts[0], parts[-1]
    if tongue == "zh" and len(parts) == 2 and region in ("HK", "MO"):
        found += [f"zh-Hant-{region}", "zh-Hant"]
    elif tongue == "es" and region in _AMERICAS:
        found += ["es-419", "es"]
    elif tongue == "pt" and region in _LUSOPHONE:
        found += ["pt-PT", "pt"]
    elif tag == "pt":
        found.append("pt-BR")
    else:
        while len(parts) > 1 and len(parts[-1]) != 4:
            parts = parts[:-1]
            found.append("-".join(parts))
    return tuple(found)


def resolve(tag: str, available: Iterable[str]) -> str:
    """The tag among `available` that serves a reader of `tag`. Raises Unknown where none does: another language, or another
    script, is never put in its place."""
    there = tuple(available)
    if tag in _BY_TAG and _BY_TAG[tag].pseudo:
        return tag
    for one in chain(tag):
        if one in there:
            return one
    row = _BY_TAG.get(tag)
    name = f"{row.english_name} ({tag})" if row else f"“{tag}”"
    raise Unknown(f"There is no {name} here, and no other language can stand in for it. There is: {', '.join(there) or 'none'}.")


def gettext_name(tag: str) -> str:
    """The name of a BCP 47 tag in gettext: folders and PO headers (`zh-Hans` → `zh_Hans`, `pt-BR` → `pt_BR`)."""
    return tag.replace("-", "_")


def tag_of(gettext: str) -> str:
    """The BCP 47 tag of a gettext name, the other way round."""
    return gettext.replace("_", "-")
