"""Papers and plans of November 2026, before rows carried their code: they open, verify and come back as then.

``papers/`` holds four plan folders and what came of exporting each as a draft: untouched, with cells
typed over by openpyxl, and with a row put in or deleted by LibreOffice.  ``expected.json`` says what
that edition made of them; beside its plan an untouched workshop differs by the reminders that rules gained
since, on the two sheets that are made of rules.
"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from plc_budget.cli import main

if TYPE_CHECKING:
    from collections.abc import Mapping

PAPERS = Path(__file__).parent / "papers"
EXPECTED: Mapping[str, Mapping[str, Any]] = json.loads(
    (PAPERS / "expected.json").read_text("utf-8")
)

EVERY_DAY = ("county/cells.xlsx", "county/fresh.ods")


def run(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, Any]:
    """Run a command; return what it prints as JSON."""
    capsys.readouterr()
    main([*map(str, words), "--json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def rows(file: Path) -> list[dict[str, str]]:
    """Read a table without its empty cells."""
    lines = file.read_text("utf-8-sig").splitlines()
    return [{name: value for name, value in row.items() if value} for row in csv.DictReader(lines)]


def test_every_paper_is_there() -> None:
    """Each of the papers is expected to be something, and each of those expected is there."""
    found = {f"{one.parent.name}/{one.name}" for one in PAPERS.glob("*/*.*") if one.is_file()}

    assert found == EXPECTED.keys()


@pytest.mark.parametrize(
    "name",
    [
        name if name in EVERY_DAY else pytest.param(name, marks=pytest.mark.slow)
        for name in EXPECTED
    ],
)
def test_a_paper_of_an_earlier_edition_comes_back_as_it_did(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Alone, beside its plan, and taken over whole: the same verdicts, the same rows gone and new."""
    file, expected = PAPERS / name, EXPECTED[name]
    plan = Path(shutil.copytree(file.parent / "plan", tmp_path / "plan"))
    before = {table: rows(plan / f"{table}.csv") for table in ("budget", "timetable")}

    assert run(capsys, "verify", file)["verdict"] == expected["verify"]
    assert run(capsys, "verify", file, plan)["verdict"] == expected["verify_with_plan"]
    taken = run(capsys, "take-in", file, plan, "--accept", "all", "--reason", "依審查意見")

    assert taken["file_total"] == expected["file_total"]
    for table, old in before.items():
        new = rows(plan / f"{table}.csv")
        changed = {
            "gone": [row for row in old if row not in new],
            "new": [row for row in new if row not in old],
        }
        assert changed == expected.get(table, {"gone": [], "new": []})
