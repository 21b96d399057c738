"""What a new language begins with beside its catalogs: the bytes of a glossary and of a style sheet, to fill in. Called by
`clinickit locale add`."""

from __future__ import annotations

import csv
import io
import json

from clinickit.languages import Language

_TERMS = (
    ("attachment", "The pattern of bonding between people. Look for the word that psychologists use; never that of glue or of a file."),
    ("attachment pattern", "What a person tends to do in closeness; never a label on a person, never an illness."),
    ("secure (pattern)", "At ease with closeness. Keep apart from being safe from harm."),
    ("anxious (pattern)", "Worried about being left."),
    ("avoidant (pattern)", "Keeps distance when closeness grows."),
    ("fearful (pattern)", "Wants closeness and fears it."),
    ("safe (from harm)", "No one hurts you. Often another word than “secure”."),
    ("closeness", "Between people; a plain word."),
    ("boundary", "What a person says yes and no to."),
    ("therapy", "Talking with a professional; not a cure, not a medicine."),
    ("therapist", "Any gender."),
    ("partner", "Husband, wife, friend of the heart: any gender, married or not."),
    ("clinic", "Where the reader gets this sheet."),
    ("crisis line", "A number that a person calls who cannot cope, or who thinks of dying."),
    ("interpreter", "A person who puts spoken words into another language."),
)


def glossary() -> bytes:
    """A CSV of source, translation, note: the terms that every handout shares, translations empty."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("source", "translation", "note"))
    rows.writerows((term, "", note) for term, note in _TERMS)
    return out.getvalue().encode()


def style(row: Language) -> bytes:
    """A style.json: register and form of address, to be said before the first string is translated. `row` names the language."""
    value = {
        "register": "",
        "address": "neutral",
        "notes": [
            f"How does {row.english_name} speak to one adult reader, warmly and with respect? Write it into “register”.",
            "“address”: neutral, plural or paired. Reader and partner have no gender in these sheets.",
            "Quotation marks and digits that the page itself writes: " + " ".join((*row.quotes, row.digits)),
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"
