"""Options that several commands share, and how they become values. The clock and the environment are read here alone."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from clinickit.content.clinic import Clinic
from clinickit.errors import FileProblem, Unknown
from clinickit.library import Library, read_clinic

Command = TypeVar("Command", bound=Callable[..., Any])

content = click.option("--content", type=click.Path(path_type=Path, file_okay=False), help="A folder of your own content, laid over ours.")
clinic = click.option(
    "--clinic",
    "clinic_file",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="CLINICKIT_CLINIC",
    help="Your clinic's profile (see `clinickit clinic new`). Also from CLINICKIT_CLINIC.",
)
on = click.option("--on", metavar="YYYY-MM-DD", help="The day to print for: which lines are current. Default: today.")
as_json = click.option("--json", "as_json", is_flag=True, help="Machine-readable output.")


def library(content_folder: Path | None) -> Library:
    """The bundled library, or a clinic's folder laid over it."""
    return Library.open(content_folder) if content_folder else Library()


def profile(path: Path | None) -> Clinic | None:
    """The clinic of a profile file, or None. Raises FileProblem, ContentInvalid."""
    return read_clinic(path) if path else None


def day(text: str | None) -> date:
    """The day that was asked for, else that of SOURCE_DATE_EPOCH, else today. Raises Unknown, FileProblem."""
    if text:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Unknown(f"“{text}” is not a day. Write it as year-month-day, such as 2026-11-24.") from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (ValueError, OverflowError, OSError):
            raise FileProblem(f"SOURCE_DATE_EPOCH is “{epoch}”, which is not a number of seconds. Set it right, or unset it.") from None
    return date.today()


def past_day(text: str | None, what: str) -> date:
    """The day on which something was done, as `day`; `what` is said of one that has not come yet. Raises Unknown, FileProblem."""
    given = day(text)
    latest = max(date.today(), day(None))
    if given > latest:
        raise Unknown(f"{given} has not come yet, so nobody {what} on it. Give the day on which it was done, {latest} at the latest.")
    return given
