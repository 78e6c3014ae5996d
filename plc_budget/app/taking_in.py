"""A file that came back, open in the app: its differences, what is decided of each, and taking them over."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from plc_budget.app.saving import reload_first, save_change
from plc_budget.app.state import Level, State
from plc_budget.findings import Finding, Words, page_findings
from plc_budget.language import NOTHING, text
from plc_budget.plan import Plan, assemble
from plc_budget.review.paper import Paper, read_paper_bytes
from plc_budget.review.review import Review, review_paper
from plc_budget.review.taking import STEP, apply_differences, point_at_cells
from plc_budget.spreadsheets.bounds import LARGEST_FILE

if TYPE_CHECKING:
    from plc_budget.app.state import Action, Message
    from plc_budget.review.differences import Difference

PANEL = "take_in"
_MOST_SIGNS = LARGEST_FILE * 4 // 3 + 8
"""Most signs a file may have as base64."""
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Returned:
    """An open file.

    Attributes
    ----------
    paper : Paper or None
        What was read; None if it was refused.
    refusal : tuple of Finding
        Why it was refused, or what else is to be known.
    answers : mapping
        Which line a row is, as a planner said.
    accepted : frozenset of str
        Keys of the differences to take over; at first all that can be and that the plan has not
        changed as well.
    taken : frozenset of str
        Keys of those that were taken over while the file was open.
    """

    name: str
    paper: Paper | None = None
    refusal: tuple[Finding, ...] = ()
    review: Review | None = None
    answers: Mapping[tuple[str, int], str] = field(default_factory=dict)
    accepted: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    sheet: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def chosen(self) -> list[Difference]:
        """The differences to take over."""
        found = self.review.differences if self.review else ()
        return [one for one in found if one.can_be_taken and one.key in self.accepted]

    @property
    def by_hand(self) -> list[Difference]:
        """The differences that are not taken with all the others, and not chosen by themselves yet."""
        found = self.review.differences if self.review else ()
        return [
            one
            for one in found
            if one.can_be_taken and one.is_contested and one.key not in self.accepted
        ]

    @property
    def is_taken(self) -> bool:
        """Whether something of it was taken over, and not undone since."""
        found = self.review.differences if self.review else ()
        return bool(self.taken - {one.key for one in found if one.can_be_taken})

    @property
    def left(self) -> list[Difference]:
        """All differences but those that were taken over, and were not undone since."""
        found = self.review.differences if self.review else ()
        return [one for one in found if one.can_be_taken or one.key not in self.taken]


def find_returned(state: State) -> Returned | None:
    """Return the open file, compared with the plan as it is now."""
    found: Returned | None = state.of(PANEL, None)
    if found is None or found.paper is None or found.files == state.opened.files:
        return found
    return _compared(state, found)


def _compared(state: State, found: Returned) -> Returned:
    """Compare a file with the plan; what was decided of a cell stays decided."""
    if found.paper is None:
        return found
    review, findings = review_paper(found.paper, state.opened, found.answers, found.sheet)
    now = replace(found, review=review, refusal=page_findings(findings), files=state.opened.files)
    if review is None:
        return now
    before = found.review.differences if found.review else ()
    known = {one.key for one in before if one.can_be_taken}
    keys = {one.key for one in review.differences if one.can_be_taken}
    if found.taken and not keys:  # all of it is in the plan, as long as it is not undone
        return replace(now, review=None, refusal=())
    plain = {one.key for one in review.differences if one.can_be_taken and not one.is_contested}
    return replace(now, accepted=frozenset((plain - known) | (keys & found.accepted)))


def by_hand_words(found: Returned) -> Words:
    """Say how many changes are not taken with all the others; nothing if there are none."""
    number = len(found.by_hand)
    return (
        text(
            "{number} more not ticked with the rest; each says why: tick them one by one.",
            number=number,
        )
        if number
        else NOTHING
    )


def total_after(plan: Plan, found: Returned) -> int | None:
    """Return what the plan would come to with what is accepted; None where it cannot be priced. [NTD]"""
    taken, findings = apply_differences(plan, found.chosen)
    rows = plan.rows if taken.rows is None else taken.rows
    timetable = plan.timetable if taken.timetable is None else taken.timetable
    then, _ = assemble(plan.id, plan.details, rows, timetable)
    return None if findings or then is None else then.budget.total


def _open(state: State, message: Message) -> State:
    """Read a file that the screen sends as base64."""
    name, data = str(message.get("name", ""))[:_LONGEST_NAME], str(message.get("data", ""))
    if len(data) > _MOST_SIGNS:
        words = text("The file is too large; at most {most:,} bytes are read.", most=LARGEST_FILE)
        return state.with_status(Level.FAILED, words)
    try:
        content = b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return state.with_status(
            Level.FAILED, text("The file did not arrive whole; choose it again.")
        )
    paper, findings = read_paper_bytes(content, name)
    found = Returned(name, paper, page_findings(findings))
    if paper is None:
        said = findings[0]
        return state.keeping(PANEL, found).with_status(Level.FAILED, said.message, tuple(findings))
    found = _compared(state, found)
    state = state.keeping(PANEL, found)
    if found.review is None:
        return state.with_status(Level.FAILED, found.refusal[0].message, found.refusal)
    return state.with_status(Level.NOTE, found.review.sentence, found.refusal)


def _decide(state: State, message: Message) -> State:
    """Accept or leave out one difference."""
    found, key = find_returned(state), str(message.get("key", ""))
    if found is None:
        return state
    accepted = found.accepted | {key} if message.get("accept") else found.accepted - {key}
    return state.keeping(PANEL, replace(found, accepted=accepted))


def _decide_all(state: State, message: Message) -> State:
    found = find_returned(state)
    if found is None or found.review is None:
        return state
    keys = {
        one.key for one in found.review.differences if one.can_be_taken and not one.is_contested
    }
    accepted = found.accepted | keys if message.get("accept") else frozenset[str]()
    now = replace(found, accepted=accepted)
    words = by_hand_words(now) if message.get("accept") else NOTHING
    return state.keeping(PANEL, now).with_status(Level.NOTE, words)


def _answer(state: State, message: Message) -> State:
    """Take down which line a row is."""
    found = find_returned(state)
    table, row = str(message.get("table", "")), str(message.get("row", ""))
    if found is None or table not in ("budget", "timetable") or not row.isdecimal():
        return state
    answers = {**found.answers, (table, int(row)): str(message.get("line", ""))}
    return state.keeping(PANEL, _compared(state, replace(found, answers=answers)))


def _away(state: State, _: Message) -> State:
    return state.keeping(PANEL, None)


def _take(state: State, message: Message) -> State:
    """Take over what is accepted, as one step with a reason."""
    now = reload_first(state)
    if now is not state:
        return now
    found, reason = find_returned(state), str(message.get("reason", "")).strip()[:500]
    if found is None or not found.chosen or not reason:
        words = text("Accept at least one change, and say why; the reason goes into the history.")
        return state.with_status(Level.FAILED, words)
    taken, findings = apply_differences(state.plan, found.chosen)
    if findings or taken.is_nothing:
        same = text("The plan says this already.")
        said = findings[0].message if findings else same
        return state.with_status(Level.FAILED, said, tuple(findings))
    after = save_change(
        state,
        message,
        rows=taken.rows,
        timetable=taken.timetable,
        details=taken.details,
        step=f"{STEP}（{found.name}）",
        reason=reason,
    )
    if after.opened is state.opened:
        more = tuple(point_at_cells(after.status.more, taken, found.chosen))
        return replace(after, status=replace(after.status, more=more))
    return after.keeping(PANEL, _after(after, found))


def _after(state: State, found: Returned) -> Returned:
    """Keep a file open: what is left of it can be taken over, and what is undone, again."""
    taken = found.taken | {one.key for one in found.chosen}
    return _compared(state, replace(found, taken=taken))


ACTIONS: Mapping[str, Action] = {
    "open": _open,
    "decide": _decide,
    "decide_all": _decide_all,
    "answer": _answer,
    "away": _away,
    "take": _take,
}
