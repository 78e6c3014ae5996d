"""What can be done on the two tables: type, paste, add, copy, delete, move."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from plc_budget.app.edits import Texts, name_spots, read_typed
from plc_budget.app.past import last_step
from plc_budget.app.pasting import Pasted, describe_paste, lay_block, lines_of, shown_columns
from plc_budget.app.rows import (
    Row,
    complete_texts,
    find_computed,
    follow_change,
    names_of,
    new_row,
    rows_of,
)
from plc_budget.app.saving import save_change
from plc_budget.app.state import Draft, Level, Spot, State
from plc_budget.language import text
from plc_budget.tables import BudgetRow
from plc_budget.tables.records import MOST_RECORDS

if TYPE_CHECKING:
    from plc_budget.app.state import Action, Message

_MOST_PASTED = 200_000


def actions_of(table: str) -> dict[str, Action]:
    """Return what can be done on a table, by the name of the action."""

    def on(table_action: Callable[[State, str, Message], State]) -> Action:
        return lambda state, message: table_action(state, table, message)

    return {
        "set": on(_set),
        "discard": on(_discard),
        "paste": on(_paste),
        "add": on(_add),
        "copy": on(_copy),
        "delete": on(_delete),
        "move": on(_move),
    }


def _number(state: State, table: str, message: Message) -> int | None:
    """Return which row is meant, or None if there is no such row any more."""
    names = names_of(table, rows_of(state.plan, table))
    name = str(message.get("row", ""))
    return names.index(name) if name in names else None


def _gone(state: State) -> State:
    return state.with_status(
        Level.FAILED, text("That row is not there any more; nothing was changed.")
    )


def _set(state: State, table: str, message: Message) -> State:
    number, column = _number(state, table, message), str(message.get("column", ""))
    if number is None:
        return _gone(state)
    raw = str(message.get("text", ""))
    rows = rows_of(state.plan, table)
    waiting = {
        (number, spot.column): draft.raw
        for spot, draft in state.drafts.items()
        if spot.table == table and spot.row == names_of(table, rows)[number]
    }
    texts = {**waiting, (number, column): raw}
    after = _noted(*_typed(state, table, message, (list(rows), texts), {(number, column)}))
    here = Spot(table, names_of(table, rows)[number], column)
    is_refused = message.get("key") == "Enter" and here in after.drafts
    return replace(after, focus=here) if is_refused else after


def _paste(state: State, table: str, message: Message) -> State:
    number, column = _number(state, table, message), str(message.get("column", ""))
    rows = rows_of(state.plan, table)
    if number is None or column not in shown_columns(table, rows):
        return _gone(state)
    raw = str(message.get("text", ""))
    lines = lines_of(raw) if len(raw) <= _MOST_PASTED else None
    if lines is None or number + len(lines) > MOST_RECORDS:
        words = text(
            "This is too much to paste: a table has at most {most} rows.", most=MOST_RECORDS
        )
        return state.with_status(Level.FAILED, words)
    pasted = lay_block(table, rows, (number, column), lines)
    own = set(pasted.texts)
    after, waiting = _typed(state, table, message, (list(pasted.rows), pasted.texts), own)
    return _told(state, after, pasted, waiting)


def _told(before: State, after: State, pasted: Pasted, waiting: int) -> State:
    """Say what became of a block, unless it could not be saved."""
    if after.conflict is not None or after.status.level is Level.FAILED:
        return after
    is_taken = after.opened is not before.opened
    level = (Level.NOTE if is_taken else Level.FAILED) if waiting else Level.DONE
    totals = before.plan.budget.total, after.plan.budget.total
    return after.with_status(level, describe_paste(pasted, waiting, totals), after.status.more)


def _typed(
    state: State,
    table: str,
    message: Message,
    block: tuple[list[Row], Texts],
    own: Collection[tuple[int, str]],
) -> tuple[State, int]:
    """Take over what can be understood, and keep the rest as drafts; say how many cells wait."""
    rows, texts = block
    names = names_of(table, rows)
    touched = {Spot(table, names[number], column) for number, column in texts}
    counted = find_computed(state.plan, table, rows, texts)
    texts = {key: raw for key, raw in texts.items() if key not in counted}
    edited = read_typed(table, rows, complete_texts(state.plan, table, rows, texts))
    drafts = {spot: draft for spot, draft in state.drafts.items() if spot not in touched}
    refused = {**counted, **edited.drafts}
    fresh = name_spots(table, rows, {key: draft for key, draft in refused.items() if key in own})
    drafts |= {
        spot: replace(draft, step=state.drafts[spot].step if spot in state.drafts else "")
        for spot, draft in name_spots(table, rows, refused).items()
    }
    if edited.rows == rows_of(state.plan, table):
        return replace(state, drafts=drafts), len(fresh)
    after = _stored(state, table, message, edited.rows, drafts)
    return _made_with(state, after, fresh), len(fresh)


def _made_with(before: State, after: State, fresh: Collection[Spot]) -> State:
    """Note at drafts which step was made together with them: whoever takes it back means them, too."""
    if not fresh or after.opened is before.opened:
        return after
    step = last_step(after)
    drafts = {
        spot: replace(draft, step=step) if spot in fresh else draft
        for spot, draft in after.drafts.items()
    }
    return replace(after, drafts=drafts)


def _noted(state: State, refused: int) -> State:
    if not refused or state.status.level is Level.FAILED:
        return state
    words = text(
        "{number} cells cannot be taken over; each says why. The plan keeps the old value.",
        number=refused,
    )
    return state.with_status(Level.FAILED, words)


def _stored(
    state: State, table: str, message: Message, rows: Sequence[Row], drafts: Mapping[Spot, Draft]
) -> State:
    return save_change(state, message, drafts=drafts, **follow_change(state.plan, table, rows))


def _discard(state: State, table: str, message: Message) -> State:
    gone = Spot(table, str(message.get("row", "")), str(message.get("column", "")))
    return replace(state, drafts={s: draft for s, draft in state.drafts.items() if s != gone})


def _rearranged(state: State, table: str, message: Message, order: Sequence[int | Row]) -> State:
    """Save the rows in another order, some new and some gone; drafts go with their rows."""
    old = rows_of(state.plan, table)
    rows = [old[entry] if isinstance(entry, int) else entry for entry in order]
    names, now = names_of(table, old), names_of(table, rows)
    moved = {names[entry]: now[i] for i, entry in enumerate(order) if isinstance(entry, int)}
    drafts = {
        spot if spot.table != table else spot._replace(row=moved[spot.row]): draft
        for spot, draft in state.drafts.items()
        if spot.table != table or spot.row in moved
    }
    return _stored(state, table, message, rows, drafts)


def _add(state: State, table: str, message: Message) -> State:
    rows = rows_of(state.plan, table)
    number = _number(state, table, message)
    at = len(rows) if number is None else number + 1
    row = new_row(table, rows[:at] or rows, rows)
    after = _rearranged(state, table, message, [*range(at), row, *range(at, len(rows))])
    if after.status.level is Level.DONE:
        words = (
            text("A line was added; fill in its item.")
            if table == "budget"
            else text("An activity was added; fill in what it is.")
        )
        after = after.with_status(Level.DONE, words, after.status.more)
    return _at(after, table, at)


def _copy(state: State, table: str, message: Message) -> State:
    rows, number = rows_of(state.plan, table), _number(state, table, message)
    if number is None:
        return _gone(state)
    at = number + 1
    row = new_row(table, rows, rows, like=rows[number])
    after = _rearranged(state, table, message, [*range(at), row, *range(at, len(rows))])
    return _at(after, table, at)


def _at(state: State, table: str, number: int) -> State:
    """Lead the screen to a row that is new."""
    names = names_of(table, rows_of(state.plan, table))
    if state.status.level is not Level.DONE or number >= len(names):
        return state
    column = "item" if table == "budget" else "activity"
    return replace(state, focus=Spot(table, names[number], column))


def _delete(state: State, table: str, message: Message) -> State:
    rows, number = rows_of(state.plan, table), _number(state, table, message)
    if number is None:
        return _gone(state)
    after = _rearranged(state, table, message, [i for i in range(len(rows)) if i != number])
    if after.status.level is not Level.DONE:
        return after
    row = rows[number]
    name = row.item if isinstance(row, BudgetRow) else row.activity
    words = text(
        "“{name}” was deleted; Undo (Ctrl+Z) brings it back. {said}",
        name=name,
        said=after.status.words,
    )
    return after.with_status(Level.DONE, words, after.status.more)


def _move(state: State, table: str, message: Message) -> State:
    rows, number = rows_of(state.plan, table), _number(state, table, message)
    by = message.get("by")
    if number is None or not isinstance(by, int):
        return _gone(state)
    order = [i for i in range(len(rows)) if i != number]
    order.insert(max(0, min(len(rows) - 1, number + by)), number)
    after = _rearranged(state, table, message, order)
    column = str(message.get("column") or shown_columns(table, rows)[0])
    names = names_of(table, rows_of(after.plan, table))
    return replace(after, focus=Spot(table, names[order.index(number)], column))
