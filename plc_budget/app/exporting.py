"""Making the file of a plan: what stops it, the file that was made, where it was put."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plc_budget import export
from plc_budget.app.findings import names_in, spot_of
from plc_budget.app.saving import reload_first
from plc_budget.app.state import Level, Spot, State
from plc_budget.findings import Severity, Words, page_findings
from plc_budget.language import NOTHING, text
from plc_budget.plan.history.log import HISTORY

if TYPE_CHECKING:
    from plc_budget.app.state import Action, Message

PANEL = "export"


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing that keeps a plan from being exported for approval, and where it is mended."""

    kind: str
    says: Words
    remedy: Words = NOTHING
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made, and the plan it was made from.

    Attributes
    ----------
    stamp : tuple
        What the plan was then, see :func:`stamp_of`.
    place : str
        Where it was put in the plan's folder, or empty.
    kept : Words
        What was said about a file that was there before.
    notes : tuple of Words
        What is worth knowing about the file.
    """

    name: str
    data: bytes
    is_draft: bool
    stamp: tuple[object, ...]
    place: str = ""
    kept: Words = NOTHING
    notes: tuple[Words, ...] = ()


def stops_of(state: State) -> list[Stop]:
    """List what stops an export for approval: errors, and what was typed and is not in the plan.

    Examples
    --------
    >>> from plc_budget.app.state import open_state
    >>> from plc_budget.shipped import data_folder
    >>> state, _ = open_state(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> stops_of(state)
    []
    """
    stops = [
        Stop("error", finding.message, finding.remedy, spot_of(finding, state.plan))
        for finding in state.findings
        if finding.severity is Severity.ERROR
    ]
    names = names_in(state.plan)
    for spot, draft in state.drafts.items():
        says = text(
            "{place}: “{raw}” was typed and is not part of the plan.",
            place=names.spot(spot),
            raw=draft.raw,
        )
        stops.append(Stop("draft", says, draft.remedy, spot))
    if state.conflict is not None:
        says = text("A change of yours waits, because somebody else saved first.")
        stops.append(Stop("conflict", says, text("Decide first which one stands.")))
    return stops


def warnings_of(state: State) -> int:
    """Count the warnings that nobody gave a reason for; they are printed and do not stop."""
    return sum(f.severity is Severity.WARNING and f.is_open for f in state.findings)


def stamp_of(state: State) -> tuple[object, ...]:
    """Return what tells one state of a plan from another: its files, and how far its history goes."""
    try:
        size = (state.folder / HISTORY).stat().st_size
    except OSError:
        size = 0
    return dict(state.opened.files), size


def find_made(state: State) -> Made | None:
    """Return the file that was made last, if there is one."""
    made: Made | None = state.of(PANEL, None)
    return made


def is_current(state: State, made: Made) -> bool:
    """Tell whether a file was made from the plan as it is, with nothing left in the cells."""
    return made.stamp == stamp_of(state)


def _make(state: State, message: Message) -> State:
    now = reload_first(state)
    if now is not state:
        return now
    is_draft, ending = bool(message.get("draft")), str(message.get("format", export.FORMATS[0]))
    stops = [] if is_draft else stops_of(state)
    if ending not in export.FORMATS or stops:
        return _stopped(state, stops)
    name = export.export_name(state.plan.details.title, ending, mark=export.DRAFT * is_draft)
    edition = export.edition_of(state.folder, state.plan, state.findings, draft=is_draft)
    data, problems = export.make_file(edition, export.Wish(is_draft, ending))
    if data is None:
        first = problems[0]
        words = text("{message} {remedy}", message=first.message, remedy=first.remedy)
        return state.with_status(Level.FAILED, words)
    notes = tuple(
        text("{message} {remedy}", message=f.message, remedy=f.remedy)
        for f in page_findings(problems)
    )
    made = Made(name, data, is_draft, stamp_of(state), notes=notes)
    return state.keeping(PANEL, made).with_status(Level.DONE, text("“{name}” is made.", name=name))


def _stopped(state: State, stops: list[Stop]) -> State:
    words = text(
        "No file was made: {number} things stop it. Each is listed with its cell.",
        number=len(stops),
    )
    return state.with_status(Level.FAILED, words)


def _put(state: State, _: Message) -> State:
    made = find_made(state)
    if made is None or not is_current(state, made):
        words = text("The plan was changed since the file was made; make it again first.")
        return state.with_status(Level.FAILED, words)
    place, findings = export.put_file(state.folder, made.name, made.data)
    if place is None:
        return state.with_status(Level.FAILED, findings[-1].message)
    kept = findings[0].message if findings else NOTHING
    put = replace(made, place=place.relative_to(state.folder.parent).as_posix(), kept=kept)
    words = text("Put into {place}.", place=put.place)
    return state.keeping(PANEL, put).with_status(Level.DONE, words)


ACTIONS: Mapping[str, Action] = {"make": _make, "put": _put}
"""Make the file; put it into the plan's folder."""
