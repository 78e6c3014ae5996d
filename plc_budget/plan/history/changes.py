"""What was changed between two states of a plan: file, line, field, before and after.

It is read from the contents of the files, so that a state nobody can read as a plan, such as a
table somebody broke in a spreadsheet, has its changes too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from plc_budget import toml
from plc_budget.findings import has_errors
from plc_budget.plan.reading import FILE
from plc_budget.plan.storage.snapshot import BUDGET, TIMETABLE, Files
from plc_budget.tables import TABLES, TimetableRow, read_table
from plc_budget.tables.grid import decode

POSITION = "position"
"""The field of a line that was moved up or down; it counts from 1."""
Cells = Mapping[str, str]
Reader = Callable[[bytes], Mapping[str, Cells] | None]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that was changed.

    Attributes
    ----------
    file : str
        ``plan.toml``, ``budget.csv`` or ``timetable.csv``.
    line : str
        Code of the budget line; number of the row of the timetable, counted from 1 among the
        activities before the change, with a plus among those after it for a new one; empty
        elsewhere.
    field : str
        Column, or key such as ``funding.approved_total``; empty for a file as a whole.
    before, after : str or None
        As the tables spell it; None where the line, the key or the file is not there.
    """

    file: str
    line: str
    field: str
    before: str | None
    after: str | None


def changes_between(old: Files, new: Files) -> tuple[FieldChange, ...]:
    """List what differs between two states of a plan, in the order of its files.

    Parameters
    ----------
    old, new : mapping of str to bytes
        The files of the plan.

    Examples
    --------
    >>> head = b"code,category,item,unit_price,quantity\\n"
    >>> changes_between({"budget.csv": head + "printing,業務費,印刷費,100,80".encode()},
    ...                 {"budget.csv": head + "printing,業務費,印刷費,100,60".encode()})
    (FieldChange(file='budget.csv', line='printing', field='quantity', before='80', after='60'),)
    """
    return tuple(
        change
        for name in (FILE, BUDGET, TIMETABLE)
        if old.get(name) != new.get(name)
        for change in _of_file(name, old.get(name), new.get(name))
    )


def _of_file(name: str, old: bytes | None, new: bytes | None) -> Iterator[FieldChange]:
    readers: Mapping[str, Reader] = {FILE: _keys, BUDGET: _lines, TIMETABLE: _activities}
    before, after = ({} if data is None else readers[name](data) for data in (old, new))
    if before is None or after is None:
        yield FieldChange(name, "", "", _shown(old), _shown(new))
        return
    if name == TIMETABLE:
        before, after = _matched(before, after)
    for line in {**before, **after}:
        yield from _of_line(name, line, before.get(line, {}), after.get(line, {}))
    if name == BUDGET:
        yield from _moved(list(before), list(after))


def _shown(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8-sig", errors="replace")


def _of_line(name: str, line: str, before: Cells, after: Cells) -> Iterator[FieldChange]:
    for field in {**before, **after}:
        one, other = before.get(field), after.get(field)
        if one != other:
            yield FieldChange(name, line, field, one, other)


def _moved(before: Sequence[str], after: Sequence[str]) -> Iterator[FieldChange]:
    """Find the lines that stand elsewhere among those that were there before and still are."""
    old = [code for code in before if code in after]
    new = [code for code in after if code in before]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    stayed = {code for i, _, size in matcher.get_matching_blocks() for code in old[i : i + size]}
    for code in new:
        if code not in stayed:
            yield FieldChange(
                BUDGET, code, POSITION, str(before.index(code) + 1), str(after.index(code) + 1)
            )


@lru_cache(maxsize=8)  # the new table of one save is the old one of the next
def _lines(data: bytes) -> Mapping[str, Cells] | None:
    rows, findings = read_table(data, TABLES["budget"])
    codes = [row.code for row in rows]
    if has_errors(findings) or len(set(codes)) < len(codes):
        return None
    return {
        row.code: {name: raw for name, raw in TABLES["budget"].cells(row).items() if raw}
        for row in rows
    }


def _activities(data: bytes) -> dict[str, Cells] | None:
    rows, findings = read_table(data, TABLES["timetable"])
    if has_errors(findings):
        return None
    return {str(number): _activity(row) for number, row in enumerate(rows, start=1)}


def _activity(row: TimetableRow) -> Cells:
    day = row.day.isoformat() if row.day else ""
    cells = {"day": day, **TABLES["timetable"].cells(row)}
    return {name: raw for name, raw in cells.items() if raw}


def _matched(
    before: Mapping[str, Cells], after: Mapping[str, Cells]
) -> tuple[dict[str, Cells], dict[str, Cells]]:
    """Call an activity that is new by its number with a plus, any other as it was called before."""
    olds, news = list(before.values()), list(after.values())
    one, other = ([tuple(sorted(cells.items())) for cells in side] for side in (olds, news))
    names: list[str] = []
    for tag, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        paired = 0 if tag == "insert" else min(j - i, m - k)
        names += [str(number + 1) for number in range(i, i + paired)]
        names += [f"+{number + 1}" for number in range(k + paired, m)]
    return dict(before), dict(zip(names, news, strict=True))


def _keys(data: bytes) -> dict[str, Cells] | None:
    words, findings = decode(data, FILE)
    if findings:
        return None
    try:
        return {"": dict(_flat(toml.loads(words), ""))}
    except (ValueError, RecursionError):
        return None


def _flat(value: Any, path: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - TOML holds anything
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _flat(part, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield from _flat(part, f"{path}[{number}]")
    else:
        yield path, _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
