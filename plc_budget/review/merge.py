"""What was changed in a file, merged with what the plan changed since the file was printed, field by field.

Each table of the plan is looked at twice, as it was printed and as it is now.  A change is offered as it
is where the plan changed something else, with what the plan says by now where it changed the same, and
not at all where it says so already or the row is gone.

A line keeps its code.  An activity has none in the plan, so it is followed through the states of the
history, from each to the next: by its words, its speaker and its times.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from itertools import pairwise

from plc_budget.findings import Words
from plc_budget.language import text
from plc_budget.money import capital_amount, plain
from plc_budget.plan import Plan
from plc_budget.review.budget import LINES
from plc_budget.review.differences import BUDGET, DETAILS, TIMETABLE, Change, Difference, Kind
from plc_budget.review.lines import PlanTable, Row
from plc_budget.review.rows import Entry, Match, find_moved, match_rows
from plc_budget.review.timetable import ACTIVITIES, make_entry
from plc_budget.sheets.printout import drop_unseen
from plc_budget.sheets.wording import BUDGET as BUDGET_TITLE
from plc_budget.sheets.wording import HEADING
from plc_budget.tables import TABLES, TimetableRow

Timetable = Sequence[TimetableRow]
_CHANGED_TOO = text(
    "The plan was changed here as well since this was printed; taking it over replaces that."
)
_SAID_ALREADY = text("The plan says this already.")
_UNCLEAR = text(
    "The plan was changed so much since this was printed that it is not clear which activity this is now; type it into the plan."
)
_EMPTY = text("(empty)")


@dataclass(frozen=True)
class TwoStates:
    """A table then and now: its rows by name, what each that was there then is called now, and the unclear ones."""

    table: PlanTable
    then: Mapping[str, Row]
    now: Mapping[str, Row]
    pairs: Mapping[str, str]
    unclear: Collection[str] = ()

    def tell(self, name: str) -> str:
        """Say all of a row as it is now, and what it is called where it was called otherwise."""
        row, then = self.now[self.pairs[name]], self.then[name]
        title, said = self.table.name_row(row), self.table.describe(row)
        is_new = title != self.table.name_row(then) and title not in said
        return f"{title}：{said}" if is_new else said

    @property
    def moved(self) -> set[str]:
        """The rows, by their names then, that stand elsewhere among the others now."""
        order = [*self.now]
        here = [name for name in self.then if name in self.pairs]
        return find_moved(here, sorted(here, key=lambda name: order.index(self.pairs[name])))

    def behind(self, name: str) -> str:
        """Return what a row is called now, or the next one before it that is still there."""
        order = [*self.then]
        before = order[: order.index(name) + 1] if name in self.then else []
        return next((self.pairs[one] for one in reversed(before) if one in self.pairs), "")

    def changed(self, name: str, columns: Iterable[str] = ()) -> list[str]:
        """Name the fields of a row that the plan has changed since; of all of them, if none are named."""
        then, now = self.then[name], self.now[self.pairs[name]]
        kind = TABLES[self.table.name].row
        names = [*columns] or [field.name for field in fields(kind) if field.compare]
        value = self.table.value
        return [one for one in names if value(then, one) != value(now, one)]


def merge_differences(
    differences: Sequence[Difference], then: Plan, now: Plan, timetables: Sequence[Timetable]
) -> tuple[Difference, ...]:
    """Turn what differs from the plan as it was printed into what the plan as it is can take.

    ``timetables`` are those the plan went through, from the one that was printed to the one it has.
    Each difference is offered as it is, with what the plan says there by now, or with why there is
    nothing to be taken.
    """
    olds, news = LINES.list_rows(then), LINES.list_rows(now)
    first, last = ({str(at): row for at, row in enumerate(timetables[end])} for end in (0, -1))
    tables = {
        BUDGET: TwoStates(LINES, olds, news, {code: code for code in olds if code in news}),
        TIMETABLE: TwoStates(ACTIVITIES, first, last, *_trace(timetables)),
    }
    found = []
    for one in differences:
        merged = _merge(one, tables, then, now)
        is_said = merged.now is not None  # of a new row that the plan has as well
        found.append(merged if is_said else replace(merged, now=_said_now(one, tables, now)))
    for name, table in tables.items():
        found = _without_moves_made(found, name, table)
    return tuple(found)


def _merge(one: Difference, tables: Mapping[str, TwoStates], then: Plan, now: Plan) -> Difference:
    change = one.change
    if change is None:
        return one
    if change.table == DETAILS:
        return _detail(one, change, then, now)
    table = tables[change.table]
    if change.is_new:
        return _new(one, change, table)
    if change.line not in table.pairs:
        why = _SAID_ALREADY if change.is_gone else table.table.gone
        return _take_nothing(one, _UNCLEAR if change.line in table.unclear else why)
    return (_place if change.is_gone or change.is_moved else _values)(one, change, table)


def _detail(one: Difference, change: Change, then: Plan, now: Plan) -> Difference:
    """Offer a title or a sentence."""
    (key, value), *_ = change.values.items()
    said = _said(now, key)
    if _is_same(said, value):
        return _take_nothing(one, _SAID_ALREADY)
    if _said(then, key) == said:
        return one
    return replace(one, remark=_changed_to(said), is_contested=True)


def _new(one: Difference, change: Change, table: TwoStates) -> Difference:
    """Offer a new row behind the one it stands behind, unless the plan has got the same one."""
    wanted = {name: value for name, value in change.values.items() if name != "code"}
    known = {*table.pairs.values()}
    for row in (row for name, row in table.now.items() if name not in known):
        if all(_is_same(table.table.value(row, name), value) for name, value in wanted.items()):
            return replace(_take_nothing(one, _SAID_ALREADY), now=one.after)
    return replace(one, change=replace(change, after=table.behind(change.after)))


def _take_nothing(one: Difference, why: Words) -> Difference:
    return replace(one, change=None, remark=why)


def _place(one: Difference, change: Change, table: TwoStates) -> Difference:
    """Offer to remove or to move a row."""
    remark: Words = _CHANGED_TOO
    if change.is_moved:
        is_changed = change.line in table.moved
    else:
        is_changed, said = bool(table.changed(change.line)), table.tell(change.line)
        remark = remark if said == one.before else _changed_to(said)
    after = table.behind(change.after) if change.is_moved else ""
    new = replace(change, line=table.pairs[change.line], after=after)
    remark = remark if is_changed else one.remark
    return replace(one, change=new, remark=remark, is_contested=is_changed)


def _values(one: Difference, change: Change, table: TwoStates) -> Difference:
    """Offer the fields that were changed in the file, and no others of their row."""
    name, value = table.pairs[change.line], table.table.value
    then, now = table.then[change.line], table.now[name]
    values = {
        field: new for field, new in change.values.items() if not _is_same(value(then, field), new)
    }
    left = [field for field, new in values.items() if not _is_same(value(now, field), new)]
    if not left:
        return _take_nothing(one, _SAID_ALREADY)
    both = table.changed(change.line, left)
    new = replace(change, line=name, values=values)
    said = table.table.show(now, one.field or both[0]) if both else None
    remark = one.remark if said is None else _changed_to(said)
    return replace(one, change=new, remark=remark, is_contested=bool(both))


def _changed_to(now: str) -> Words:
    return text(
        "The plan was changed here as well since this was printed, to “{now}”; taking it over replaces that.",
        now=now or _EMPTY,
    )


def _is_same(one: object, other: object) -> bool:
    """Tell whether two values print alike."""
    if isinstance(one, str) and isinstance(other, str):
        return drop_unseen(one) == drop_unseen(other)
    return one == other


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
    wanted, left = put(table.now, moves), list(moves)
    for place in moves:
        others = [one for one in left if one != place]
        if put(table.now, others) == wanted:
            left = others
    made = {line for line, _ in moves} - {line for line, _ in left}
    return [
        _take_nothing(one, _SAID_ALREADY)
        if one.kind is table.table.moved and one.change and one.change.line in made
        else one
        for one in found
    ]


def put(names: Iterable[str], places: Iterable[tuple[str, str]]) -> list[str]:
    """Put rows that are new or stand elsewhere behind others, and behind those that were put there before.

    A row stands at the beginning behind nothing, and at the end if the one before it is gone.

    Examples
    --------
    >>> put("abc", [("c", "a")]), put("abc", [("x", "a"), ("y", "a")])
    (['a', 'c', 'b'], ['a', 'x', 'y', 'b', 'c'])
    """
    order, behind = list(names), dict[str, str]()
    for name, after in places:
        if name in order:
            order.remove(name)
        at = order.index(after) + 1 if after in order else 0 if not after else len(order)
        while at < len(order) and behind.get(order[at]) == after:
            at += 1
        order.insert(at, name)
        behind[name] = after
    return order


def _said_now(one: Difference, tables: Mapping[str, TwoStates], now: Plan) -> str | None:
    """Return what the plan says by now where a difference is; None where only printing it would tell."""
    if one.kind is Kind.CELL and one.before.startswith("="):
        return None  # a formula stands beside it, not what it comes to
    if one.kind is Kind.QUESTION:
        table = tables[TIMETABLE if one.choices[0].isdecimal() else BUDGET]
        left = [table.pairs[choice] for choice in one.choices if choice in table.pairs]
        return "、".join(table.table.name_row(table.now[name]) for name in left)
    for table in tables.values():
        if one.line in table.then:
            return _of_row(one, table)
    return _around(one, now)


def _of_row(one: Difference, table: TwoStates) -> str | None:
    """Return a field of a row, where it stands, or all that is said of it; nothing of one that is gone."""
    name = table.pairs.get(one.line)
    if one.line in table.unclear:
        return None
    if name is None:
        return ""
    if one.kind is table.table.moved:
        return str([*table.now].index(name) + 1)
    if one.kind is table.table.removed:
        return table.tell(one.line)
    shown = table.table.show(table.now[name], one.field)
    return "" if shown is None and not one.before else shown


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
    found = by_kind.get(one.kind, by_field.get(one.field))
    return "" if found is None and not one.before else found


def _trace(states: Sequence[Timetable]) -> tuple[dict[str, str], set[str]]:
    """Follow the activities of the first timetable through all others: by name then, that now; and the unclear."""
    first, last = states[0], states[-1]
    where = {number: number for number in range(len(first))}
    unclear: set[int] = set()
    for then, now in pairwise(states):
        step = _one_step(then, now)
        asked = {line for lines in step.asked.values() for line in lines}
        follows = {line: row for row, line in step.pairs.items()}
        unclear |= {number for number, at in where.items() if at in asked}
        where = {number: follows[at] for number, at in where.items() if at in follows}
    # what was lost on the way and is there again word for word, such as a row typed anew
    lost = [number for number in range(len(first)) if number not in where]
    free = [number for number in range(len(last)) if number not in {*where.values()}]
    mine, theirs = [make_entry(last[at]) for at in free], [make_entry(first[at]) for at in lost]
    for row, line in match_rows(mine, theirs).pairs.items():
        if mine[row].name == theirs[line].name:
            where[lost[line]] = free[row]
    pairs = {str(number): str(at) for number, at in where.items()}
    return pairs, {str(number) for number in unclear if number not in where}


def _one_step(then: Timetable, now: Timetable) -> Match:
    """Pair by words with the day, and what is left over by words alone: days are moved together."""
    mine, theirs = [make_entry(row) for row in now], [make_entry(row) for row in then]
    found = match_rows(mine, theirs)
    if len(found.pairs) == min(len(then), len(now)):
        return found
    mine, theirs = (
        [Entry(drop_unseen(row.activity), make_entry(row).holds) for row in rows]
        for rows in (now, then)
    )
    return match_rows(mine, theirs, {**found.pairs})
