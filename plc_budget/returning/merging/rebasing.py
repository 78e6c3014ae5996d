"""What was changed in a file, beside what was changed in the plan since the file was printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from plc_budget.findings import Words
from plc_budget.language import text
from plc_budget.plan import Plan
from plc_budget.returning.comparing.differences import (
    BUDGET,
    DETAILS,
    TIMETABLE,
    Change,
    Difference,
)
from plc_budget.returning.comparing.tracing import Timetable
from plc_budget.returning.merging.grounds import Ground, budget_ground, timetable_ground
from plc_budget.returning.merging.places import needed
from plc_budget.returning.merging.standing import said_now
from plc_budget.sheets.printout import squeezed

_CHANGED_TOO = text(
    "The plan was changed here as well since this was printed; taking it over replaces that."
)
_SAID_ALREADY = text("The plan says this already.")
_UNCLEAR = text(
    "The plan was changed so much since this was printed that it is not clear which activity this is now; type it into the plan."
)
_EMPTY = text("(empty)")


def rebased(
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
    grounds = {BUDGET: budget_ground(then, now), TIMETABLE: timetable_ground(timetables)}
    found = [_standing(one, _marked(one, grounds, then, now), grounds, now) for one in differences]
    for table, ground in grounds.items():
        found = _without_moves_made(found, table, ground)
    return tuple(found)


def _standing(
    one: Difference, marked: Difference, grounds: Mapping[str, Ground], now: Plan
) -> Difference:
    """Put beside a difference what the plan says there by now."""
    is_said = marked.now is not None  # of a new row that the plan has as well
    return marked if is_said else replace(marked, now=said_now(one, grounds, now))


def _marked(
    one: Difference, grounds: Mapping[str, Ground], then: Plan, now: Plan
) -> Difference:  # fmt: skip
    if one.change is None:
        return one
    if one.change.table == DETAILS:
        return _detail(one, one.change, then, now)
    ground = grounds[one.change.table]
    if one.change.is_new:
        return _new(one, one.change, ground)
    name = ground.pairs.get(one.change.line)
    if name is None:
        return _lost(one, one.change, ground)
    change = replace(one.change, line=name)
    if change.is_gone or change.is_moved:
        return _place(one, change, ground)
    return _values(one, change, ground)


def _nothing(one: Difference, why: Words) -> Difference:
    return replace(one, change=None, remark=why)


def _new(one: Difference, change: Change, ground: Ground) -> Difference:
    """Offer a new row behind the one it stands behind, unless the plan has got the same one."""
    wanted = {name: value for name, value in change.values.items() if name != "code"}
    for row in ground.added():
        if all(_same(ground.value(row, name), value) for name, value in wanted.items()):
            return replace(_nothing(one, _SAID_ALREADY), now=one.after)
    return replace(one, change=replace(change, after=ground.behind(change.after)))


def _lost(one: Difference, change: Change, ground: Ground) -> Difference:
    """Say why nothing can be taken of a row that cannot be found any more."""
    if change.line in ground.unclear:
        return _nothing(one, _UNCLEAR)
    return _nothing(one, _SAID_ALREADY if change.is_gone else ground.gone)


def _place(one: Difference, change: Change, ground: Ground) -> Difference:
    """Offer to remove or to move a row."""
    line = one.change.line if one.change else ""
    if change.is_moved:
        is_changed = line in ground.moved
        change = replace(change, after=ground.behind(change.after))
        remark: Words = _CHANGED_TOO
    else:
        is_changed = bool(_changed(ground, line, ground.names))
        said = ground.told(ground.now[change.line], ground.then[line])
        remark = _CHANGED_TOO if said == one.before else _changed_to(said)
    return replace(one, change=change, remark=remark if is_changed else one.remark,
                   is_contested=is_changed)  # fmt: skip


def _values(one: Difference, change: Change, ground: Ground) -> Difference:
    """Offer the fields that were changed in the file, and no others of their row."""
    line = one.change.line if one.change else ""
    then, now = ground.then[line], ground.now[change.line]
    values = {name: value for name, value in change.values.items()
              if not _same(ground.value(then, name), value)}  # fmt: skip
    if all(_same(ground.value(now, name), value) for name, value in values.items()):
        return _nothing(one, _SAID_ALREADY)
    changed = [name for name in _changed(ground, line, tuple(values))
               if not _same(ground.value(now, name), values[name])]  # fmt: skip
    remark = _changed_to(ground.shown(now, one.field or changed[0])) if changed else one.remark
    change = replace(change, values=values)
    return replace(one, change=change, remark=remark, is_contested=bool(changed))


def _changed(ground: Ground, line: str, names: Sequence[str]) -> list[str]:
    """Name the fields of a row that the plan has changed since."""
    then, now = ground.then[line], ground.now[ground.pairs[line]]
    return [name for name in names if ground.value(then, name) != ground.value(now, name)]


def _changed_to(now: str) -> Words:
    return text("The plan was changed here as well since this was printed, to “{now}”; taking it over replaces that.",
                now=now or _EMPTY)  # fmt: skip


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
    found: Sequence[Difference], table: str, ground: Ground
) -> list[Difference]:  # fmt: skip
    """Offer no move that the plan has made as well."""
    moves = [(one.change.line, one.change.after) for one in found
             if one.change and one.change.is_moved and one.change.table == table]  # fmt: skip
    left = needed([*ground.now], moves)
    made = {name for name, _ in moves} - {name for name, _ in left}
    return [_nothing(one, _SAID_ALREADY)
            if one.change and one.change.is_moved and one.change.table == table
            and one.change.line in made else one for one in found]  # fmt: skip
