"""What the views share: one `Desk` for a run, on the app's state. Made by `serving` or by whoever embeds the page; read by every view
through `desk(request)`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from starlette.requests import Request

from clinickit.content.clinic import Clinic
from clinickit.library import Library
from clinickit.web import words
from clinickit.web.previews import Previews
from clinickit.web.seen import Seen
from clinickit.web.settings import Store
from clinickit.web.shelf import Shelf
from clinickit.web.tray import Tray


@dataclass(frozen=True, slots=True)
class Desk:
    """`on` gives the day to print for; `given` is a clinic that was named at the start and comes before the profile that the page keeps;
    `csrf` stands in every form; `tray` holds the sheets of the packet that is being put together, in memory alone; `content` is the folder
    that translations are saved into, `directory` the services to find, `places` postal codes beside those that are installed."""

    library: Library
    shelf: Shelf
    store: Store
    previews: Previews
    tray: Tray
    on: Callable[[], date]
    csrf: str
    given: Clinic | None = None
    content: Path | None = None
    directory: Path | None = None
    seen: Seen = field(default_factory=Seen)
    places: Path | None = None

    @property
    def clinic(self) -> Clinic | None:
        """Whose name stands on the sheets."""
        return self.given or self.store.clinic


def desk(request: Request) -> Desk:
    """The desk of the app that was asked."""
    found = request.app.state.desk
    assert isinstance(found, Desk)
    return found


def spoken(request: Request) -> words.Words:
    """The page's words in the language of whoever asked."""
    at = desk(request)
    tag = words.choose(at.store.settings.language, request.headers.get("accept-language", ""), at.library.interface_languages())
    return words.Words(at.library.interface(tag))
