"""The options of a sheet as a form sends them. In: the query of an address, from anybody. Out: `Choices`, whose values are all known ones;
and back. Called by the views of a sheet and of the packet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from urllib.parse import urlencode

from clinickit.content.clinic import Clinic
from clinickit.content.model import Copy, Handout, Reader
from clinickit.layout.theme import Ink, Paper, PrintSize
from clinickit.pipeline import PrintOptions
from clinickit.web.places import PLACE
from clinickit.web.settings import Settings

_KNOWN: Mapping[str, tuple[str, ...]] = {
    "form": ("columns", "facing"),
    "size": tuple(one.value for one in PrintSize),
    "ink": tuple(one.value for one in Ink),
    "paper": ("", *(one.value for one in Paper)),
    "audience": tuple(one.value for one in Reader),
    "clinic": ("yes", "no"),
    "discreet": ("", "yes"),
    "fillable": ("", "yes"),
    "draft": ("", "yes"),
}


@dataclass(frozen=True, slots=True)
class Choices:
    """How to print a sheet, field by field as the form has them. `language` and `beside` are tags of the handout; `territory` a country
    or a region, empty for the clinic's."""

    language: str
    beside: str = ""
    form: str = "columns"
    size: str = "standard"
    ink: str = "color"
    paper: str = ""
    audience: str = "client"
    territory: str = ""
    clinic: str = "yes"
    discreet: str = ""
    fillable: str = ""
    draft: str = ""

    @property
    def query(self) -> str:
        """As the query of an address, without what is usual."""
        usual = {one.name: one.default for one in fields(self)}
        return urlencode({name: value for name, value in asdict(self).items() if name == "language" or value != usual[name]})

    def options(self) -> PrintOptions:
        """As the library takes them."""
        clinician = self.audience == "clinician"
        return PrintOptions(
            paper=Paper(self.paper) if self.paper else None,
            size=PrintSize(self.size),
            ink=Ink(self.ink),
            fillable=self.fillable == "yes" and not clinician and not self.beside,
            discreet=self.discreet == "yes" and not clinician,
            audience=Reader(self.audience),
            draft=self.draft == "yes",
            beside=self.beside,
            facing=bool(self.beside) and self.form == "facing",
        )

    @property
    def left_out(self) -> tuple[str, ...]:
        """What was chosen and cannot be together with the rest: the last parts of `web/notice/…`."""
        if self.audience == "clinician":
            return ("clinician-alone",) if self.fillable or self.discreet else ()
        return ("fillable-beside",) if self.fillable and self.beside else ()

    def shown(self, clinic: Clinic | None) -> Clinic | None:
        """The clinic whose name stands on the sheet."""
        return clinic if self.clinic == "yes" else None


def read(query: Mapping[str, str], handout: Handout, languages: tuple[str, ...], settings: Settings, tongue: str = "") -> Choices:
    """Choices from a query; what it does not say, or says wrongly, is as it is kept, or usual: the language is then the family's that is
    kept, else `tongue` (the page's), else the handout's own."""
    first = next((one for one in (settings.family, tongue) if one in languages), languages[0])
    audience = "clinician" if handout.audience == "clinician" else "client"
    made = Choices(first, size=settings.size, ink=settings.ink, paper=settings.paper, audience=audience)
    given = {}
    for name, known in _KNOWN.items():
        asked, usual = query.get(name), getattr(made, name)
        given[name] = asked if asked in known else usual if usual in known else known[0]
    if handout.audience == "clinician":
        given["audience"] = "clinician"
    language = query.get("language", "")
    language = language if language in languages else first
    beside = query.get("beside", "")
    beside = beside if beside in languages and beside != language else ""
    place = query.get("territory", "").upper()
    return replace(made, **given, language=language, beside=beside, territory=place if PLACE.match(place) else "")


def file_name(handout_id: str, choices: Choices, kind: str = "pdf") -> str:
    """The name that the command line gives the file of a sheet."""
    options = choices.options()
    size = "" if options.size is PrintSize.STANDARD else f".{options.size}"
    ink = "" if options.ink is Ink.COLOR else ".gray"
    form = ".fillable" if options.fillable and kind == "pdf" else ""
    whose = ".clinician" if options.copy is Copy.CLINICIAN else ""
    both = f"+{options.beside}" if options.beside else ""
    name = "sheet-1" if options.copy is Copy.DISCREET else handout_id
    return f"{name}.{choices.language}{both}{whose}{size}{ink}{form}.{kind}"
