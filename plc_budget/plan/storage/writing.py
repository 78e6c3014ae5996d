"""New contents of a plan's files from changed rows and details, as near to the old ones as can be.

What was not changed keeps its bytes.  ``plan.toml`` keeps its comments, its order and its layout;
a table keeps the order of its columns, and is written so that Excel opens it right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plc_budget.plan.reading import FILE
from plc_budget.plan.storage.snapshot import BUDGET, TIMETABLE, Files
from plc_budget.tables import TABLES, write_table
from plc_budget.tables.cells import tidy
from plc_budget.tables.grid import decode, read_grid, write_grid

if TYPE_CHECKING:
    from plc_budget.plan.model import Plan
    from plc_budget.tables import BudgetRow, TimetableRow

_MARK = "\ufeff"
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+|\+)\]")


def new_files(
    plan: Plan,
    files: Files,
    rows: Sequence[BudgetRow] | None = None,
    timetable: Sequence[TimetableRow] | None = None,
    details: Mapping[str, object] | None = None,
) -> dict[str, bytes]:
    """Return the files of a plan with some of it changed.

    Parameters
    ----------
    plan : Plan
        As it was read.
    files : mapping of str to bytes
        What it was read from.
    rows, timetable : sequence, optional
        The tables; as they are if left out.
    details : mapping, optional
        Keys of ``plan.toml`` and their new values, see :func:`change_details`.

    Raises
    ------
    KeyError, IndexError
        If a key of ``details`` leads nowhere.
    """
    new = dict(files)
    if rows is not None and tuple(rows) != plan.rows:
        new[BUDGET] = _in_old_order(files[BUDGET], write_table(rows, TABLES["budget"]))
    if timetable is not None and tuple(timetable) != plan.timetable:
        data = write_table(timetable, TABLES["timetable"])
        new[TIMETABLE] = _in_old_order(files.get(TIMETABLE, b""), data)
    if details:
        new[FILE] = change_details(files[FILE], details)
    return new


def _in_old_order(old: bytes, new: bytes) -> bytes:
    """Write a table with the columns it had, in their order, and those it needs besides."""
    grid = [[cell.raw for cell in row] for row in read_grid(new, "")[0]]
    there = next((row for row in read_grid(old, "")[0] if any(c.raw.strip() for c in row)), [])
    names = [tidy(cell.raw).lower() for cell in there]
    known = [grid[0].index(name) for name in names if name in grid[0]]
    needed = [i for i in range(len(grid[0])) if i not in known and any(row[i] for row in grid[1:])]
    order = [*known, *needed] if known else range(len(grid[0]))
    return write_grid([[row[i] for i in order] for row in grid])


def change_details(data: bytes, changes: Mapping[str, object]) -> bytes:
    r"""Change values in ``plan.toml`` and leave everything else as it was typed.

    Parameters
    ----------
    data : bytes
        The file.
    changes : mapping of str to object
        By key: ``title``, ``funding.approved_total``, ``answers[2].reason`` (counted from 1),
        ``answers[+]`` for one more, ``parameters.misc-share`` for a table.  None removes a key.

    Raises
    ------
    KeyError, IndexError
        If a key leads nowhere.

    Examples
    --------
    >>> change_details(b'title = "a" # the title\n', {"title": "b"}).decode()
    'title = "b" # the title\n'
    """
    import tomlkit

    words, _ = decode(data, FILE)
    document = tomlkit.parse(words)
    for key, value in changes.items():
        _change(document, _parts(key), value)
    mark = _MARK if data.startswith(_MARK.encode()) else ""
    return (mark + tomlkit.dumps(document)).encode(errors="replace")


def _parts(key: str) -> list[str | int]:
    if "".join(found[0] for found in _STEP.finditer(key)).replace(".", "") != key.replace(".", ""):
        raise KeyError(key)
    return [
        found[1] or (found[2] if found[2] == "+" else int(found[2]) - 1)
        for found in _STEP.finditer(key)
    ]


def _change(table: Any, parts: list[str | int], value: object) -> None:  # noqa: ANN401 - tomlkit's containers
    import tomlkit

    *above, last = parts
    for part, following in zip(above, parts[1:], strict=True):
        if following == "+" and not table.get(part):
            table[part] = tomlkit.aot()
        elif isinstance(part, str) and isinstance(following, str) and part not in table:
            table[part] = tomlkit.table()
        holder, table = table, table[part]
    if last == "+":
        table.append(_one_more(table, value))
    elif value is None:
        del table[last]
        if isinstance(last, int) and not table:
            del holder[above[-1]]
    else:
        table[last] = _item(value)


def _one_more(list_of: Any, value: object) -> Any:  # noqa: ANN401 - tomlkit's items
    """Make an entry as its list has them: within brackets a table stands on one line."""
    import tomlkit

    if not isinstance(list_of, tomlkit.items.Array) or not isinstance(value, dict):
        return _item(value)
    table = tomlkit.inline_table()
    table.update({key: _item(part) for key, part in value.items()})
    return table


def _item(value: object) -> Any:  # noqa: ANN401 - tomlkit's items
    import tomlkit

    if isinstance(value, str) and "\n" in value:
        return tomlkit.string(value, multiline=True)
    return tomlkit.item(value)
