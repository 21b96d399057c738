"""A small letter, made without a file."""

from __future__ import annotations

from datetime import date

from clinickit.content import inlines
from clinickit.content.letterhead import Band, Letterhead, opaque
from clinickit.content.model import (
    Handout,
    Item,
    ListBlock,
    ListKind,
    Paragraph,
    Review,
    Role,
    Section,
    Text,
    Value,
)

TO = ("Mission Talk Therapy", "Dr. Ana Ruiz", "2400 Mission St, 2nd floor", "San Francisco, CA 94110")
SENDER = ("Dr. Carla Meyer, PhD", "Licensed psychologist", "NPI 1234567893", "415 555 0133", "c.meyer@riverside.example")
BACK = "Riverside Family Center · 12 Oak St · Oakland, CA 94601"
LABEL = "Original, for the service"
_BODY = (
    (
        "Why we write",
        "{value:client}, born on {value:born}, has been in talk therapy with us since March. Panic comes several times a week.",
    ),
    ("What we ask", "Please see {value:client} for an assessment and, if you agree, for exposure therapy."),
    ("Risk today, and the plan", "No danger is known today. We agreed on whom to call if that changes."),
)


def said(string: str, context: str = "sample-letter.text") -> Text:
    """An English leaf of the letter's own words."""
    return Text(inlines.parse(string)[0], "en", context)


def letter(
    *,
    client: str = "María López",
    street: str = "",
    to: tuple[str, ...] = TO,
    sender: tuple[str, ...] = SENDER,
    band: Band = Band.FULL,
    label: str = LABEL,
    times: int = 1,
) -> Handout:
    """A letter about a client; `times` as much to say makes it longer."""
    head = Letterhead(
        name=said("Referral letter"),
        label=said(label),
        day=date(2026, 11, 24),
        to=tuple(opaque(one, "en") for one in to),
        sender=tuple(opaque(one, "en") for one in sender),
        back=opaque(BACK, "en"),
        band=band,
    )
    parts = [
        Section(f"part-{at}", Role.PLAIN, said(heading), (Paragraph(f"text-{at}", said(text)),))
        for at, (heading, text) in enumerate(_BODY * times)
    ]
    reach = (Item("at", opaque(street, "en")),) if street else ()
    items = (*reach, Item("voice", said("No voicemail. Ask for {value:client}, and say you call about the class.")))
    parts.append(Section("reach", Role.PLAIN, said("How to reach {value:client}"), (ListBlock("how", ListKind.LIST, items),)))
    return Handout(
        id="sample-letter",
        version="1.0.0",
        version_date=date(2026, 11, 1),
        language="en",
        series="therapy",
        audience="adult",
        topics=("panic",),
        title=said("Referral of {value:client}"),
        short_title=said("Referral letter"),
        lede=said("Never printed in a letter."),
        objective=said("To refer."),
        not_for=said("Nobody."),
        review=Review(False, date(2028, 1, 1)),
        sections=tuple(parts),
        letterhead=head,
        values=(("client", Value(client, "es")), ("born", date(1990, 5, 6))),
    )
