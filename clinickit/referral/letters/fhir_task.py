"""The status loop of a referral: requested, received, accepted or rejected with a reason, completed. In: a FHIR R4 Task (a dict), what
the slip or the call said, and the day. Out: the next Task; the one before is not changed. Called by the command line and programs.

A step that cannot follow is refused: nobody completes what was never accepted, and a closed Task stays closed."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from clinickit.errors import Unknown
from clinickit.referral.letters.fhir_terms import Resource, at, bundled, dicts


class Answer(StrEnum):
    """What the recipient, or the sender (CANCELLED), says of a referral."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    STARTED = "started"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


_STATUS = {
    Answer.RECEIVED: "received",
    Answer.ACCEPTED: "accepted",
    Answer.DECLINED: "rejected",
    Answer.STARTED: "in-progress",
    Answer.COMPLETED: "completed",
    Answer.CANCELLED: "cancelled",
}
_OPEN = frozenset({"requested", "received", "accepted", "in-progress", "on-hold", "ready"})
_AFTER = {
    Answer.RECEIVED: frozenset({"requested"}),
    Answer.ACCEPTED: frozenset({"requested", "received"}),
    Answer.DECLINED: frozenset({"requested", "received"}),
    Answer.STARTED: frozenset({"accepted", "ready", "on-hold"}),
    Answer.COMPLETED: frozenset({"accepted", "in-progress"}),
    Answer.CANCELLED: _OPEN,
}
"""After which statuses an answer may come."""
_NEEDS_REASON = frozenset({Answer.DECLINED, Answer.CANCELLED})


def answered(task: Resource, answer: Answer, on: date, why: str = "") -> Resource:
    """The Task after an answer that came on a day. `why` is the reason, in the answerer's words: needed to decline or cancel, kept as a
    note with any other answer. Raises Unknown for a step that cannot follow, a missing reason, or a day before the last one."""
    before, last = str(task.get("status", "")), _last_day(task)
    if task.get("resourceType") != "Task" or before not in _OPEN | frozenset(_STATUS.values()):
        raise Unknown("This is no Task of a referral: it has no status that an answer can follow. Give the bundle that the letter made.")
    if before not in _AFTER[answer]:
        raise Unknown(_impossible(before, answer))
    if answer in _NEEDS_REASON and not why.strip():
        raise Unknown(f"“{answer}” needs a reason, so that whoever refers knows what to do next. Give it with --why.")
    if last is not None and on < last:
        raise Unknown(f"The answer is of {on}, but the last step was on {last}. Give the day that the answer came with --on.")
    made = {name: value for name, value in task.items() if name != "statusReason"}
    made |= {"status": _STATUS[answer], "lastModified": on.isoformat()}
    if answer in _NEEDS_REASON:
        made["statusReason"] = {"text": why.strip()}
    elif why.strip():
        made["note"] = [*dicts(made.get("note")), {"time": on.isoformat(), "text": why.strip()}]
    if answer is Answer.COMPLETED:
        made["executionPeriod"] = {**at(made, "executionPeriod"), "end": on.isoformat()}
    elif answer is Answer.STARTED:
        made["executionPeriod"] = {"start": on.isoformat()}
    return made


def answered_in(bundle: Resource, answer: Answer, on: date, why: str = "") -> Resource:
    """The bundle with its one Task after an answer. Raises Unknown where it has none, or several."""
    entries = list(dicts(bundled(bundle).get("entry")))
    tasks = [one for one in entries if at(one, "resource").get("resourceType") == "Task"]
    if len(tasks) != 1:
        raise Unknown(f"The bundle has {len(tasks)} Tasks; an answer needs exactly one. Give the bundle that the letter made.")
    after = answered(at(tasks[0], "resource"), answer, on, why)
    return {**bundle, "entry": [{**one, "resource": after} if one is tasks[0] else one for one in entries]}


def _impossible(before: str, answer: Answer) -> str:
    if before not in _OPEN:
        return f"The referral is {before}, which is the end of it: it cannot become “{answer}”. Write a new letter."
    can = [str(one) for one in Answer if before in _AFTER[one]]
    return f"A referral that is {before} cannot become “{answer}”. What can follow: {', '.join(can)}."


def _last_day(task: Resource) -> date | None:
    said = str(task.get("lastModified") or task.get("authoredOn") or "")[:10]
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
