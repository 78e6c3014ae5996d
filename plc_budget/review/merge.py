"""What was changed in a file, merged with what the plan changed since the file was printed, field by field.

Each table of the plan is looked at twice, as it was printed and as it is now.  A change is offered as it
is where the plan changed something else, with what the plan says by now where it changed the same, and
not at all where it says so already or the row is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from plc_budget.budget import Line
from plc_budget.findings import Words
from plc_budget.language import text
from plc_budget.money import capital_amount, plain
from plc_budget.plan import Plan
from plc_budget.review.budget import describe_line
from plc_budget.review.differences import BUDGET, DETAILS, TIMETABLE, Change, Difference, Kind
from plc_budget.review.history import Timetable, describe_activity, paid_of, trace_activities
from plc_budget.review.order import needed_moves
from plc_budget.review.rows import in_step
from plc_budget.sheets.printout import HEADING, printed_activity, printed_speaker, squeezed
from plc_budget.sheets.wording import BUDGET as BUDGET_TITLE
from plc_budget.sheets.wording import SPEAKER_KINDS
from plc_budget.tables import BudgetRow, TimetableRow, clock

_LINE_GONE = text("The plan has no such line any more.")
_ACTIVITY_GONE = text("The plan has no such activity any more.")
_CHANGED_TOO = text(
    "The plan was changed here as well since this was printed; taking it over replaces that."
)
_SAID_ALREADY = text("The plan says this already.")
_UNCLEAR = text(
    "The plan was changed so much since this was printed that it is not clear which activity this is now; type it into the plan."
)
_EMPTY = text("(empty)")
_FIELDS = {
    BUDGET: (
        "item",
        "category",
        "unit_price",
        "unit",
        "quantity",
        "times",
        "amount",
        "base",
        "rate",
        "note",
    ),
    TIMETABLE: ("start", "end", "activity", "speaker", "speaker_kind", "paid_minutes"),
}
_ROWS = {
    Kind.LINE_REMOVED: BUDGET,
    Kind.LINE_MOVED: BUDGET,
    Kind.SLOT_REMOVED: TIMETABLE,
    Kind.SLOT_MOVED: TIMETABLE,
}
_MOVED = (Kind.LINE_MOVED, Kind.SLOT_MOVED)


@dataclass(frozen=True)
class TwoStates:
    """A table then and now.

    Attributes
    ----------
    then, now : mapping of str
        Its rows by name, in their order: the code of a line, the number of an activity.
    pairs : mapping of str to str
        What a row that was there then is called now.
    unclear : collection of str
        Rows that may be several now.
    gone : Words
        What is said of a row that is not there any more.
    names : tuple of str
        The fields of a row.
    value, shown, described : callable
        A field of a row, how the sheet shows it, and what is said of the whole row.
    title : str
        The field a row is called by.
    """

    then: Mapping[str, Any]
    now: Mapping[str, Any]
    pairs: Mapping[str, str]
    unclear: Collection[str]
    gone: Words
    names: tuple[str, ...]
    value: Callable[[Any, str], object]
    shown: Callable[[Any, str], str]
    described: Callable[[Any], str]
    title: str

    def told(self, row: Any, then: Any) -> str:  # noqa: ANN401 - of either table
        """Say all of a row, and what it is called where it was called otherwise."""
        name, before = (str(self.value(one, self.title)) for one in (row, then))
        is_named = name != before and name not in self.described(row)
        return f"{name}：{self.described(row)}" if is_named else self.described(row)

    @property
    def moved(self) -> set[str]:
        """The rows, by their names then, that stand elsewhere among the others now."""
        order = {name: at for at, name in enumerate(self.now)}
        here = {name: order[self.pairs[name]] for name in self.then if name in self.pairs}
        steady = in_step([*here.values()])
        return {name for name, at in here.items() if at not in steady}

    def behind(self, name: str) -> str:
        """Return what a row is called now, or the next one before it that is still there."""
        order = [*self.then]
        before = order[: order.index(name) + 1] if name in self.then else []
        return next((self.pairs[one] for one in reversed(before) if one in self.pairs), "")

    def added(self) -> list[Any]:
        """Return the rows that were not there then."""
        known = {*self.pairs.values()}
        return [row for name, row in self.now.items() if name not in known]


def _budget_states(then: Plan, now: Plan) -> TwoStates:
    """Put the lines of two states of a plan side by side; a line keeps its code."""
    olds, news = ({line.code: line for line in plan.budget.lines} for plan in (then, now))
    pairs = {code: code for code in olds if code in news}
    return TwoStates(
        olds,
        news,
        pairs,
        (),
        _LINE_GONE,
        _names(BudgetRow),
        _of_line,
        _shown_of_line,
        describe_line,
        "item",
    )


def _timetable_states(states: Sequence[Timetable]) -> TwoStates:
    """Put the first and the last timetable side by side; its activities are followed through all."""
    olds, news = ({str(at): row for at, row in enumerate(rows)} for rows in (states[0], states[-1]))
    found = trace_activities(states)
    pairs = {str(at): str(number) for at, number in found.pairs.items()}
    unclear = {str(at) for at in found.unclear}
    return TwoStates(
        olds,
        news,
        pairs,
        unclear,
        _ACTIVITY_GONE,
        _names(TimetableRow),
        getattr,
        _shown_of_activity,
        describe_activity,
        "activity",
    )


def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.compare)


def _of_line(line: Line, name: str) -> object:
    """Return a field of a line; a quantity that the timetable counts is what it comes to."""
    is_counted = name == "quantity" and not line.is_percentage
    return line.quantity if is_counted else getattr(line.row, name)


def _shown_of_line(line: Line, name: str) -> str:
    if name == "amount":
        return plain(Decimal(line.amount))
    if name in ("unit_price", "base"):  # of a percentage: the sum of the lines it is taken of
        return plain(line.unit_price)
    if name == "rate" or (name == "quantity" and line.is_percentage):
        return f"{plain(line.row.rate or Decimal(0))}%"
    value = _of_line(line, name)
    return plain(value) if isinstance(value, Decimal) else str(value)


def _shown_of_activity(row: TimetableRow, name: str) -> str:
    if name in ("start", "end"):
        return clock(getattr(row, name))
    written = {"activity": printed_activity, "speaker": printed_speaker}
    if name in written:
        return written[name](row)
    if name == "speaker_kind":
        return SPEAKER_KINDS[row.speaker_kind]
    return str(paid_of(row))


def merge_differences(
    differences: Sequence[Difference], then: Plan, now: Plan, timetables: Sequence[Timetable]
) -> tuple[Difference, ...]:
    """Turn what differs from the plan as it was printed into what the plan as it is can take.

    Parameters
    ----------
    differences : sequence of Difference
        What was changed in the file.
    then, now : Plan
        The plan it was printed from, and the plan as it is.
    timetables : sequence of timetables
        Those the plan went through, from the one that was printed to the one it has.

    Returns
    -------
    tuple of Difference
        The same in their order: offered as they are, offered with what the plan says there by now,
        or with why there is nothing to be taken.
    """
    tables = {BUDGET: _budget_states(then, now), TIMETABLE: _timetable_states(timetables)}
    found = [_standing(one, _marked(one, tables, then, now), tables, now) for one in differences]
    for name, table in tables.items():
        found = _without_moves_made(found, name, table)
    return tuple(found)


def _standing(
    one: Difference, marked: Difference, tables: Mapping[str, TwoStates], now: Plan
) -> Difference:
    """Put beside a difference what the plan says there by now."""
    is_said = marked.now is not None  # of a new row that the plan has as well
    return marked if is_said else replace(marked, now=_said_now(one, tables, now))


def _marked(one: Difference, tables: Mapping[str, TwoStates], then: Plan, now: Plan) -> Difference:
    if one.change is None:
        return one
    if one.change.table == DETAILS:
        return _detail(one, one.change, then, now)
    table = tables[one.change.table]
    if one.change.is_new:
        return _new(one, one.change, table)
    name = table.pairs.get(one.change.line)
    if name is None:
        return _lost(one, one.change, table)
    change = replace(one.change, line=name)
    if change.is_gone or change.is_moved:
        return _place(one, change, table)
    return _values(one, change, table)


def _nothing(one: Difference, why: Words) -> Difference:
    return replace(one, change=None, remark=why)


def _new(one: Difference, change: Change, table: TwoStates) -> Difference:
    """Offer a new row behind the one it stands behind, unless the plan has got the same one."""
    wanted = {name: value for name, value in change.values.items() if name != "code"}
    for row in table.added():
        if all(_same(table.value(row, name), value) for name, value in wanted.items()):
            return replace(_nothing(one, _SAID_ALREADY), now=one.after)
    return replace(one, change=replace(change, after=table.behind(change.after)))


def _lost(one: Difference, change: Change, table: TwoStates) -> Difference:
    """Say why nothing can be taken of a row that cannot be found any more."""
    if change.line in table.unclear:
        return _nothing(one, _UNCLEAR)
    return _nothing(one, _SAID_ALREADY if change.is_gone else table.gone)


def _place(one: Difference, change: Change, table: TwoStates) -> Difference:
    """Offer to remove or to move a row."""
    line = one.change.line if one.change else ""
    if change.is_moved:
        is_changed = line in table.moved
        change = replace(change, after=table.behind(change.after))
        remark: Words = _CHANGED_TOO
    else:
        is_changed = bool(_changed(table, line, table.names))
        said = table.told(table.now[change.line], table.then[line])
        remark = _CHANGED_TOO if said == one.before else _changed_to(said)
    return replace(
        one, change=change, remark=remark if is_changed else one.remark, is_contested=is_changed
    )


def _values(one: Difference, change: Change, table: TwoStates) -> Difference:
    """Offer the fields that were changed in the file, and no others of their row."""
    line = one.change.line if one.change else ""
    then, now = table.then[line], table.now[change.line]
    values = {
        name: value
        for name, value in change.values.items()
        if not _same(table.value(then, name), value)
    }
    if all(_same(table.value(now, name), value) for name, value in values.items()):
        return _nothing(one, _SAID_ALREADY)
    changed = [
        name
        for name in _changed(table, line, tuple(values))
        if not _same(table.value(now, name), values[name])
    ]
    remark = _changed_to(table.shown(now, one.field or changed[0])) if changed else one.remark
    change = replace(change, values=values)
    return replace(one, change=change, remark=remark, is_contested=bool(changed))


def _changed(table: TwoStates, line: str, names: Sequence[str]) -> list[str]:
    """Name the fields of a row that the plan has changed since."""
    then, now = table.then[line], table.now[table.pairs[line]]
    return [name for name in names if table.value(then, name) != table.value(now, name)]


def _changed_to(now: str) -> Words:
    return text(
        "The plan was changed here as well since this was printed, to “{now}”; taking it over replaces that.",
        now=now or _EMPTY,
    )


def _same(one: object, other: object) -> bool:
    """Tell whether two values print alike."""
    if isinstance(one, str) and isinstance(other, str):
        return squeezed(one) == squeezed(other)
    return one == other


def _detail(one: Difference, change: Change, then: Plan, now: Plan) -> Difference:
    if all(_same(_said(now, key), value) for key, value in change.values.items()):
        return _nothing(one, _SAID_ALREADY)
    keys = [key for key in change.values if _said(then, key) != _said(now, key)]
    if not keys:
        return one
    return replace(one, remark=_changed_to(_said(now, keys[0])), is_contested=True)


def _said(plan: Plan, key: str) -> str:
    """Return what ``plan.toml`` says under a key of the sheet's words."""
    value: object = plan.details
    for part in key.split("."):
        value = getattr(value, part)
    return str(value)


def _without_moves_made(
    found: Sequence[Difference], name: str, table: TwoStates
) -> list[Difference]:
    """Offer no move that the plan has made as well."""
    moves = [
        (one.change.line, one.change.after)
        for one in found
        if one.change and one.change.is_moved and one.change.table == name
    ]
    left = needed_moves([*table.now], moves)
    made = {line for line, _ in moves} - {line for line, _ in left}
    return [
        _nothing(one, _SAID_ALREADY)
        if one.change
        and one.change.is_moved
        and one.change.table == name
        and one.change.line in made
        else one
        for one in found
    ]


def _said_now(one: Difference, tables: Mapping[str, TwoStates], now: Plan) -> str | None:
    """Return what the plan says by now in the cell of a difference.

    Parameters
    ----------
    one : Difference
        Of a file beside the plan it was printed from.
    tables : mapping of str to TwoStates
        The tables of the plan, as they were printed and as they are.
    now : Plan
        The plan as it is.

    Returns
    -------
    str or None
        Empty where it says nothing there; None where that is not known without printing it.
    """
    if one.kind is Kind.CELL and one.before.startswith("="):
        return None  # a formula stands beside it, not what it comes to
    if one.kind is Kind.QUESTION:
        return _choices(one, tables)
    if one.kind in _ROWS:
        table = tables[_ROWS[one.kind]]
        return _order_now(one, table) if one.kind in _MOVED else _of_row(one, table, "")
    for name, fields_of in _FIELDS.items():
        if one.line and one.field in fields_of:
            return _of_row(one, tables[name], one.field)
    found = _around(one, now)
    return "" if found is None and not one.before else found


def _of_row(one: Difference, table: TwoStates, field: str) -> str | None:
    """Return a field of a row, or all that is said of a row; nothing of one that is gone."""
    if one.line in table.unclear:
        return None
    name = table.pairs.get(one.line)
    if name is None:
        return ""
    row = table.now[name]
    return table.shown(row, field) if field else table.told(row, table.then[one.line])


def _order_now(one: Difference, table: TwoStates) -> str | None:
    """Return which row among the others it is by now, from 1."""
    if one.line in table.unclear:
        return None
    name = table.pairs.get(one.line)
    return "" if name is None else str([*table.now].index(name) + 1)


def _choices(one: Difference, tables: Mapping[str, TwoStates]) -> str:
    """Name the rows it may be as they are called by now."""
    is_slot = all(choice.isdecimal() for choice in one.choices)
    table, field = (tables[TIMETABLE], "activity") if is_slot else (tables[BUDGET], "item")
    left = [table.pairs[choice] for choice in one.choices if choice in table.pairs]
    return "、".join(str(table.value(table.now[name], field)) for name in left)


def _around(one: Difference, now: Plan) -> str | None:
    """Return a title, a sentence, the total, or the total in capitals."""
    details, funding = now.details, now.details.funding
    by_kind = {
        Kind.PROGRAMME: details.programme,
        Kind.TITLE: details.title + BUDGET_TITLE,
        Kind.HEADING: f"{HEADING}{funding.heading}" if funding.heading else "",
    }
    by_field = {
        "total": plain(Decimal(now.budget.total)),
        "capitals": capital_amount(now.budget.total),
        "reallocation.sentence": details.reallocation.sentence,
        "funding.sentence": funding.sentence,
    }
    return by_kind.get(one.kind, by_field.get(one.field))
