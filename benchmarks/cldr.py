"""`python -m benchmarks.cldr FOLDER`: writes clinickit/cldr.json from npm's cldr-core, cldr-misc-full, cldr-localenames-full and
cldr-numbers-full (48.2), unpacked in FOLDER. Run it for a new CLDR, or when a face is added to `text/fonts.py`.

One row a language or language and script: facts that Babel does not have (letters, quotation marks), and which face has all its letters."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from clinickit.languages import known
from clinickit.text.fonts import FontSet
from clinickit.text.runs import FaceKey, Weight

LATIN, EUROPEAN = ("atkinson", "source-sans-3", "noto-sans"), ("source-sans-3", "noto-sans")
STACKS = {"Latn": LATIN, "Cyrl": EUROPEAN, "Grek": EUROPEAN}


def load(folder: Path, *names: str) -> Any:
    """A JSON file below FOLDER; nothing where there is none."""
    if not folder.joinpath(*names).is_file():
        return {}
    return json.loads(folder.joinpath(*names).read_text(encoding="utf-8"))


def part(folder: Path, package: str, tag: str, file: str, key: str) -> Any:
    """What one file says of one locale; nothing where there is none."""
    return load(folder, f"cldr-{package}-full", "main", tag, f"{file}.json").get("main", {}).get(tag, {}).get(key, {})


def characters(pattern: str) -> set[str]:
    """The single characters of an ICU set such as `[a-c {ch} \\-]`; sequences give their parts."""
    body = pattern.strip()[1:-1]
    tokens = re.findall(r"\\u([0-9A-Fa-f]{4})|\\(.)|([^\s{}])", body)
    found: list[tuple[str, bool]] = [(chr(int(code, 16)), False) if code else (one or plain, bool(plain)) for code, one, plain in tokens]
    done: set[str] = set()
    at = 0
    while at < len(found):
        one, _ = found[at]
        if at + 2 < len(found) and found[at + 1] == ("-", True):
            done |= {chr(code) for code in range(ord(one), ord(found[at + 2][0]) + 1)}
            at += 3
        else:
            done.add(one)
            at += 1
    return done


def packed(letters: set[str]) -> str:
    """Characters in order, runs of four or more as first, U+2025, last."""
    codes = sorted(map(ord, letters))
    said = ""
    while codes:
        run = 1
        while run < len(codes) and codes[run] == codes[0] + run:
            run += 1
        said += chr(codes[0]) + "‥" + chr(codes[run - 1]) if run > 3 else "".join(map(chr, codes[:run]))
        codes = codes[run:]
    return said


def face_of(letters: set[str], script: str, fonts: FontSet) -> tuple[str, str]:
    """The first face of the script that has all letters, and nothing; or nothing, and what the best face lacks (at most 40)."""
    stack = STACKS.get(script) or tuple(dict.fromkeys(row.faces[0] for row in known() if row.script == script))
    lacks: list[set[str]] = []
    for face in stack:
        font = fonts.font(FaceKey(face, Weight.REGULAR))
        lacks.append({one for one in letters if not font.has(one)})
        if not lacks[-1]:
            return face, ""
    return "", "".join(sorted(min(lacks, key=len)))[:40] if lacks else ""


def rows(folder: Path) -> dict[str, Any]:
    likely = load(folder, "cldr-core", "supplemental", "likelySubtags.json")["supplemental"]["likelySubtags"]
    systems = load(folder, "cldr-core", "supplemental", "numberingSystems.json")["supplemental"]["numberingSystems"]
    english = load(folder, "cldr-localenames-full", "main", "en", "languages.json")["main"]["en"]["localeDisplayNames"]["languages"]
    fonts = FontSet()
    made: dict[str, Any] = {}
    for tag in sorted(one.name for one in (folder / "cldr-misc-full" / "main").iterdir()):
        parts = tag.split("-")
        if tag == "und" or len(parts) > 2 or (len(parts) == 2 and len(parts[1]) != 4):
            continue
        script = parts[1] if len(parts) == 2 else likely.get(tag, "und-Latn").split("-")[1]
        about = part(folder, "misc", tag, "characters", "characters")
        marks = part(folder, "misc", tag, "delimiters", "delimiters")
        system = part(folder, "numbers", tag, "numbers", "numbers").get("defaultNumberingSystem", "latn")
        names = part(folder, "localenames", tag, "languages", "localeDisplayNames").get("languages", {})
        letters = characters(about.get("exemplarCharacters", "[]"))
        digits = systems.get(system, {}).get("_digits", "0123456789")
        cased = {one for letter in letters for one in (letter, *letter.upper())} | set(digits)
        face, lacks = face_of(cased, script, fonts) if letters else ("", "")
        made[tag] = {
            "script": script,
            "own": names.get(tag, names.get(parts[0], english.get(tag, tag))),
            "english": english.get(tag, english.get(parts[0], tag)),
            "quotes": marks.get("quotationStart", "“") + marks.get("quotationEnd", "”"),
            "face": face,
            "letters": packed(letters),
            "more": packed(characters(about.get("auxiliary", "[]")) - letters),
        } | ({"digits": digits} if digits != "0123456789" else {}) | ({"lacks": lacks} if lacks else {})  # fmt: skip
    for tag, name in english.items():
        if tag not in made and "-" not in tag and tag in likely and tag != "und":
            made[tag] = {"script": likely[tag].split("-")[1], "own": name, "english": name}
    return dict(sorted(made.items()))


def main() -> None:
    made = rows(Path(sys.argv[1]))
    lines = ",\n".join(f"{json.dumps(tag)}: {json.dumps(row, ensure_ascii=False, separators=(',', ':'))}" for tag, row in made.items())
    Path("clinickit/cldr.json").write_text("{\n" + lines + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
