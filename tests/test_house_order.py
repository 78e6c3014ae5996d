"""The house is built as design says: one way through it, and dear libraries in one room each."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUSE = Path(__file__).parent.parent / "plc_budget"
FACADE = "plc_budget"
ROOMS = (
    "language",
    "findings",
    "money",
    "dates",
    "shipped",
    "toml",
    "rules",
    "spreadsheets",
    "tables",
    "timetable",
    "budget",
    "plan",
    "importing",
    "checks",
    "reallocation",
    "comparison",
    "settlement",
    "sheets",
    "documents",
    "export",
    "review",
    "app",
    "widgets",
    "servers",
    FACADE,
    "cli",
    "__main__",
)
"""From the ground up; a room uses only those before it, and the façade stands before the door."""

CONFINED = {
    "pandas": "tables",
    "numpy": "tables",
    "pandera": "tables",
    "openpyxl": "spreadsheets",
    "xlsxwriter": "sheets",
    "docx": "documents",
    "pypdf": "export",
    "ipywidgets": "widgets",
    "anywidget": "widgets",
    "jupyterlab": "servers",
    "voila": "servers",
    "tornado": "servers",
}
DEAR = (
    "pandas",
    "numpy",
    "pandera",
    "xlsxwriter",
    "openpyxl",
    "pypdf",
    "docx",
    "lxml",
    "ipywidgets",
    "anywidget",
    "jupyterlab",
    "voila",
    "tornado",
)
LONGEST = 440
"""Most lines of a file."""

CHAMBERS = {
    "plan": ("", "storage", "history", "approved", "scenarios", "beginning"),
}
"""Those of the largest rooms, in their order as well; "" are the files that lie in the room itself."""

FILES = sorted(HOUSE.rglob("*.py"))
SOURCES = {file: file.read_text(encoding="utf-8") for file in FILES}


def room_of(file: Path) -> str:
    """Name the room a file belongs to: ``rules`` for ``rules/card.py``."""
    name = file.relative_to(HOUSE).parts[0].removesuffix(".py")
    return FACADE if name == "__init__" else name


def imports(source: str) -> Iterator[str]:
    """Name every module a file imports anywhere in it, as ``plc_budget.rules.card``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            assert node.module is not None
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_used(source: str) -> set[str]:
    """Name the rooms of the house a file imports from."""
    used = [name.split(".") for name in imports(source)]
    return {
        parts[1] if len(parts) > 1 and parts[1] in ROOMS else FACADE
        for parts in used
        if parts[0] == FACADE
    }


@pytest.mark.parametrize(
    ("source", "used"),
    [
        ("from plc_budget.rules.card import Card", {"rules"}),
        ("from plc_budget import money", {"money"}),
        ("from plc_budget import capital_amount", {FACADE}),
        ("import plc_budget.sheets.cells", {"sheets"}),
        ("def late():\n    from plc_budget.cli import main", {"cli"}),
        ("import json", set()),
    ],
)
def test_every_form_of_import_is_seen(source: str, used: set[str]) -> None:
    """No way of writing an import escapes the tests below."""
    assert rooms_used(source) == used


def test_every_room_has_its_place() -> None:
    """Nothing in the package stands outside the order."""
    assert {room_of(file) for file in FILES} <= set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_uses_only_rooms_before_it(room: str) -> None:
    """A file imports from its own room and from those before it."""
    known = set(ROOMS[: ROOMS.index(room) + 1])
    used = {file: rooms_used(SOURCES[file]) for file in FILES if room_of(file) == room}

    assert used, "a room with nothing in it"
    assert {file: rooms - known for file, rooms in used.items() if rooms - known} == {}


@pytest.mark.parametrize(
    ("room", "chamber"), [(room, one) for room, names in CHAMBERS.items() for one in names]
)
def test_a_chamber_uses_only_chambers_before_it(room: str, chamber: str) -> None:
    """A plan is a value, stored, changed, approved, varied."""
    names = CHAMBERS[room]
    inside = [file for file in (HOUSE / room / chamber).glob("*.py") if file.name != "__init__.py"]
    used = {file.name: chambers_used(SOURCES[file], room) for file in inside}
    known = set(names[: names.index(chamber) + 1])

    assert len(inside) > 1
    assert {file: found - known for file, found in used.items() if found - known} == {}


@pytest.mark.parametrize("room", CHAMBERS)
def test_every_chamber_has_its_place(room: str) -> None:
    """Nothing in a large room stands outside the order."""
    there = {
        file.parent.relative_to(HOUSE / room).as_posix() for file in (HOUSE / room).rglob("*.py")
    }

    assert there - {"."} == set(CHAMBERS[room]) - {""}


def chambers_used(source: str, room: str) -> set[str]:
    """Name the chambers of a room that a file imports from."""
    start = f"{FACADE}.{room}."
    firsts = {
        name.removeprefix(start).split(".")[0] for name in imports(source) if name.startswith(start)
    }
    return {first if first in CHAMBERS[room] else "" for first in firsts}


@pytest.mark.parametrize("library", CONFINED)
def test_a_confined_library_stays_in_its_room(library: str) -> None:
    """Frames stop at the tables, XlsxWriter is known to the sheets alone, widgets and servers to theirs."""
    using = {
        room_of(file)
        for file, source in SOURCES.items()
        if library in source and library in {name.split(".")[0] for name in imports(source)}
    }

    assert using <= {CONFINED[library]}


@pytest.mark.parametrize("entrance", ["plc_budget", "plc_budget.cli"])
def test_the_entrance_is_light(entrance: str) -> None:
    """Importing the library, or the command line, loads no library that is dear to load."""
    asks = f"import sys, {entrance}; print(sorted(set({DEAR!r}) & set(sys.modules)))"
    answer = subprocess.run(
        [sys.executable, "-c", asks], cwd=HOUSE.parent, capture_output=True, text=True, check=False
    )

    assert answer.stdout.strip() == "[]", answer.stderr


def test_no_file_is_two_rooms_in_one() -> None:
    """A file can be read in one sitting."""
    lines = {file: len(source.splitlines()) for file, source in SOURCES.items()}

    assert {file: number for file, number in lines.items() if number > LONGEST} == {}
