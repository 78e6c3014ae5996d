"""Clicks, keys, undos and pastes at random: after each, every cell says what the plan's files say.

``PLC_BUDGET_RANDOM_STEPS`` and ``PLC_BUDGET_RANDOM_SEED`` make it longer, and another one.
"""

from __future__ import annotations

import os
from contextlib import suppress
from random import Random
from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import TimeoutError as NeverCame

from browser_app import saved, settled
from browser_page import put_on_clipboard
from plc_budget.money import plain
from plc_budget.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator

    from browser_fixtures import Visit
    from browser_page import Workbook

pytestmark = pytest.mark.browser

STEPS = int(os.environ.get("PLC_BUDGET_RANDOM_STEPS", "120"))
SEED = int(os.environ.get("PLC_BUDGET_RANDOM_SEED", "1"))
_MOST_ROWS = 9
_DRAWN = 3.0
"""Longest wait until an answer is drawn. [s]"""
_WORDS = (
    "75",
    "0",
    "12",
    "１０",
    "3.5",
    "很多",
    "12:30",
    "900",
    "1340",
    "-5",
    "膠裝 雙面",
    "=1+1",
    "<b>",
    "王老師",
)
_LEAVING = (
    "Enter",
    "Enter",
    "Tab",
    "Shift+Tab",
    "Shift+Enter",
    "ArrowDown",
    "ArrowUp",
    "Escape",
    "",
)
WAYS_BACK = ("Control+z", "Control+z", "Control+y", "Control+Shift+z", "undo", "redo")
_KEYS = (
    "Enter",
    "Tab",
    "ArrowDown",
    "ArrowUp",
    "ArrowLeft",
    "ArrowRight",
    "F2",
    "Escape",
    "Delete",
    "Backspace",
    "Home",
    "End",
    "Alt+ArrowUp",
    "Alt+ArrowDown",
)
_BLOCKS = (
    [["手冊", "125", "本", "80"], ["茶水費", "30", "人", "80"]],
    [["60"]],
    [["09:00", "09:40", "綜合座談"], ["09:40", "10:20", "分組討論"]],
    [["很多", "5"], ["", "7"]],
)
_SHOWN = """() => ({
  cells: [...document.querySelectorAll('.plc-tables [data-table]')].map((cell) => ({
    at: [cell.dataset.table, cell.dataset.row, cell.dataset.column].join(' '), says: cell.value,
    isDraft: cell.dataset.draft !== undefined, isTyped: cell.dataset.typing !== undefined, hasCursor: cell === document.activeElement })),
  amounts: Object.fromEntries([...document.querySelectorAll('.plc-budget tbody tr:has(.plc-amount)')].map(
    (row) => [row.querySelector('[data-row]').dataset.row, row.querySelector('.plc-amount').textContent])),
  totals: [...document.querySelectorAll('.plc-total, .plc-grand')].map((one) => one.textContent),
})"""


def in_the_files(folder: Path) -> tuple[dict[str, str], dict[str, str], str]:
    """Read from a plan's folder what each cell must say, what each line comes to, and the total."""
    plan = saved(folder)
    cells = {
        f"timetable {number} {column}": words
        for number, row in enumerate(plan.timetable)
        for column, words in TABLES["timetable"].cells(row).items()
    }
    for line in plan.budget.lines:
        row = line.row
        cells |= {
            f"budget {row.code} {column}": words
            for column, words in TABLES["budget"].cells(row).items()
        }
        cells |= {
            f"budget {row.code} quantity": plain(line.quantity) if row.rate is None else "",
            **{
                f"budget {row.code} {name}": "" if number is None else plain(number)
                for name, number in (
                    ("unit_price", row.unit_price),
                    ("times", row.times),
                    ("step", row.step),
                    ("min_quantity", row.min_quantity),
                    ("max_quantity", row.max_quantity),
                )
            },
        }
    amounts = {line.code: f"{line.amount:,}" for line in plan.budget.lines}
    return cells, amounts, f"{plan.budget.total:,}"


def cursor(workbook: Workbook) -> str:
    """Return the name of the cell the cursor is in; nothing if it is in none."""
    cells = workbook.page.evaluate(_SHOWN)["cells"]
    return next((str(cell["at"]) for cell in cells if cell["hasCursor"]), "")


def differences(workbook: Workbook, typed_in: str) -> list[str]:
    """Return what the page says otherwise than the plan's files; typing and what is not understood apart.

    ``typed_in`` is the only cell where something can be typed and not sent yet.
    """
    shown: dict[str, Any] = workbook.page.evaluate(_SHOWN)
    cells, amounts, total = in_the_files(workbook.plan)
    wrong = []
    for cell in shown["cells"]:
        if cell["isTyped"] and cell["at"] != typed_in:
            wrong.append(f"{cell['at']} shows {cell['says']!r}, which nobody typed there")
        elif not (cell["isTyped"] or cell["isDraft"]) and cell["says"] != cells.get(cell["at"]):
            wrong.append(f"{cell['at']}: {cell['says']!r}, the plan says {cells.get(cell['at'])!r}")
    if shown["amounts"] != amounts:
        wrong.append(f"amounts {shown['amounts']}, the plan says {amounts}")
    if shown["totals"] != [total, total]:
        wrong.append(f"total {shown['totals']}, the plan says {total}")
    return wrong


class Planner:
    """Somebody who does anything, always in the same order for one seed."""

    def __init__(self, workbook: Workbook, random: Random) -> None:
        self.workbook, self.random = workbook, random
        self.ways: list[Callable[[], str]] = [
            *[self.types] * 6,
            *[self.edits] * 2,
            *[self.undoes] * 6,
            *[self.presses] * 4,
            *[self.clicks_beside] * 2,
            *[self.presses_a_button] * 6,
            self.pastes,
            self.comes_back,
        ]

    def does_something(self) -> str:
        """Do one thing; return what."""
        return self.random.choice(self.ways)()

    def any_of(self, selector: str) -> Locator | None:
        """Choose one of what is on the page."""
        found = self.workbook.app.locator(selector)
        number = found.count()
        return found.nth(self.random.randrange(number)) if number else None

    def any_cell(self) -> tuple[Locator, str]:
        """Choose a cell; return it with its name."""
        cell = self.any_of(".plc-tables [data-table]:not(select)")
        assert cell is not None
        return cell, str(cell.get_attribute("aria-label"))

    def types(self) -> str:
        """Click a cell, or choose in one, type, and leave it by some key or not at all."""
        if self.random.random() < 0.15 and (choice := self.any_of(".plc-tables select")):
            number = self.random.randrange(choice.locator("option").count())
            choice.select_option(index=number)
            return f"chose number {number} of {choice.get_attribute('aria-label')}"
        cell, name = self.any_cell()
        words, key = self.random.choice(_WORDS), self.random.choice(_LEAVING)
        cell.click()
        self.workbook.page.keyboard.type(words)
        if key:
            self.workbook.press(key)
        return f"typed {words!r} into {name}, then {key or 'nothing'}"

    def edits(self) -> str:
        """Go into the text of a cell and add to it."""
        cell, name = self.any_cell()
        cell.dblclick()
        words, key = self.random.choice(_WORDS), self.random.choice(_LEAVING)
        self.workbook.page.keyboard.type(words)
        if key:
            self.workbook.press(key)
        return f"added {words!r} to {name}, then {key or 'nothing'}"

    def undoes(self) -> str:
        """Undo or redo, by keys or by the buttons."""
        way = self.random.choice(WAYS_BACK)
        if "+" in way:
            self.workbook.press(way)
        else:
            number = {"undo": 0, "redo": 1}[way]
            self.workbook.app.locator(".plc-head > button").nth(number).click()
        return way

    def presses(self) -> str:
        """Press some keys wherever the cursor is."""
        keys = self.random.choices(_KEYS, k=self.random.randint(1, 4))
        self.workbook.press(*keys)
        return f"pressed {' '.join(keys)}"

    def clicks_beside(self) -> str:
        """Click where nothing is."""
        box = self.workbook.app.locator(".plc-budget .plc-below").bounding_box()
        assert box is not None
        self.workbook.page.mouse.click(box["x"] + box["width"] - 3, box["y"] + box["height"] - 3)
        return "clicked beside the table"

    def presses_a_button(self) -> str:
        """Press a button of the tables: of a row, below a row, below a table."""
        lines = self.workbook.app.locator(".plc-budget tbody tr:has(.plc-amount)").count()
        rows = self.workbook.app.locator(".plc-timetable tbody tr:has(.plc-amount)").count()
        button = self.any_of(".plc-tables button")
        if max(lines, rows) > _MOST_ROWS:
            button = self.any_of(".plc-danger") or self.any_of(".plc-button[aria-expanded=false]")
        if button is None:
            return "had no button to press"
        name = button.get_attribute("aria-label") or button.inner_text()
        button.click()
        return f"pressed the button {name}"

    def pastes(self) -> str:
        """Paste a block at a cell."""
        block = self.random.choice(_BLOCKS)
        cell, name = self.any_cell()
        put_on_clipboard(self.workbook.page, block)
        cell.click()
        self.workbook.press("Control+v", "Tab")
        return f"pasted {block} at {name}"

    def comes_back(self) -> str:
        """Come back to the window."""
        self.workbook.page.evaluate("() => window.dispatchEvent(new Event('focus'))")
        return "came back to the window"


def test_every_cell_says_what_the_plan_says(visit: Visit) -> None:
    """Whatever is clicked, typed, pressed, pasted, undone: the page and the files never part."""
    workbook = visit()
    planner = Planner(workbook, Random(SEED))  # noqa: S311 - the same each time
    settled(workbook)
    done: list[str] = []
    for _ in range(STEPS):
        before = cursor(workbook)
        done.append(planner.does_something())
        typed_in = before if done[-1] in WAYS_BACK else cursor(workbook)
        until = monotonic() + _DRAWN
        with suppress(NeverCame):
            settled(workbook)
        while (wrong := differences(workbook, typed_in)) and monotonic() < until:
            workbook.page.wait_for_timeout(50)
        assert not wrong, f"after {len(done)} steps, the last of them {done[-8:]}: {wrong}"
