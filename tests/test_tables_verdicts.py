"""What is known to be valid is not validated again, and nothing else is taken for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa
import pytest

from plc_budget.tables import read_budget, read_timetable, schema, validation
from plc_budget.tables.validation import verdict_name
from situations import codes, county_plan

ROOT = Path(__file__).parent.parent
HEAD = "code,category,item,unit_price,unit,quantity\n"
LINE = "printing,業務費,印刷費,100,本,80\n"
BAD = "printing,業務,印刷費,100,本,80\n"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Remember verdicts in a folder of the test's own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("PLC_BUDGET_CACHE", str(folder))
    return folder


@pytest.fixture
def validated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count how often pandera was asked, by the kind of table."""
    asked: list[str] = []
    real = schema.problems

    def watched(frame: pd.DataFrame, table: pa.DataFrameSchema) -> list[Any]:
        asked.append("budget" if "code" in table.columns else "timetable")
        return real(frame, table)

    monkeypatch.setattr(schema, "problems", watched)
    return asked


def test_the_same_rows_are_validated_once(validated: list[str]) -> None:
    """The second reading asks nothing, however the file is written."""
    assert read_budget((HEAD + LINE).encode())[1] == []
    assert read_budget(("\n" + HEAD + LINE).encode("utf-8-sig"))[1] == []

    assert validated == ["budget"]


@pytest.mark.parametrize(
    "line",
    [
        "printing2,業務費,印刷費,100,本,80\n",
        "printing,設備及投資,印刷費,100,本,80\n",
        "printing,業務費,影印費,100,本,80\n",
        "printing,業務費,印刷費,101,本,80\n",
        "printing,業務費,印刷費,100,份,80\n",
        "printing,業務費,印刷費,100,本,81\n",
        LINE + "misc,業務費,雜支,1,式,1\n",
    ],
)
def test_any_changed_cell_is_validated_again(validated: list[str], line: str) -> None:
    """A verdict is about exactly these rows."""
    read_budget((HEAD + LINE).encode())
    read_budget((HEAD + line).encode())

    assert validated == ["budget", "budget"]


def test_what_was_found_wrong_is_found_again(validated: list[str]) -> None:
    """Only the verdict that all is well is remembered."""
    for _ in range(2):
        assert codes(read_budget((HEAD + BAD).encode())[1]) == ["CELL-VALUE"]

    assert validated == ["budget", "budget"]


def test_a_verdict_of_one_table_says_nothing_of_another(validated: list[str]) -> None:
    """An empty timetable is no empty budget."""
    assert verdict_name("budget", []) != verdict_name("timetable", [])
    read_timetable(b"start,end,activity\n")
    read_budget((HEAD + LINE).encode())

    assert validated == ["timetable", "budget"]


def test_a_forged_verdict_of_other_rows_is_useless(cache: Path) -> None:
    """Whatever names lie in the cache, bad rows have none of them."""
    read_budget((HEAD + LINE).encode())
    (genuine,) = [file.name for file in cache.rglob("*") if file.is_file()]
    for name in (genuine, "0" * 64, "budget", verdict_name("budget", [])):
        (cache / name).touch()

    assert codes(read_budget((HEAD + BAD).encode())[1]) == ["CELL-VALUE"]


def test_another_schema_or_library_makes_other_verdicts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name holds the code of the schema and the versions of pandera, pandas and Python."""
    before = verdict_name("budget", county_plan().rows)
    validator = validation._validator()  # noqa: SLF001 - what the name is made of
    assert "pandera" in validator
    assert sys.version in validator

    monkeypatch.setattr(validation, "_validator", lambda: validator + "x")
    assert verdict_name("budget", county_plan().rows) != before


@pytest.mark.parametrize("kind", ["a file", "a folder nobody may enter"])
def test_a_cache_that_cannot_be_used_is_harmless(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, validated: list[str], kind: str
) -> None:
    """Where no verdict can be written or read, every reading validates."""
    blocked = tmp_path / "blocked"
    blocked.write_text("no folder", encoding="utf-8")
    target = blocked if kind == "a file" else blocked / "below" / "a" / "file"
    monkeypatch.setenv("PLC_BUDGET_CACHE", str(target))

    for _ in range(2):
        assert read_budget((HEAD + LINE).encode())[1] == []
    assert validated == ["budget", "budget"]
    assert blocked.read_text(encoding="utf-8") == "no folder"


def test_a_known_plan_loads_without_the_libraries(cache: Path) -> None:
    """The second process reads the county's plan and imports neither pandas nor pandera."""
    asks = (
        "import sys; from plc_budget import load_plan, data_folder, check_plan;"
        "plan, found = load_plan(data_folder() / 'plans' / 'hualien-113-plc-conveners');"
        "check_plan(plan, found);"
        "print(sorted({'pandas', 'numpy', 'pandera'} & set(sys.modules)))"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", asks], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.strip()
        for _ in range(2)
    ]

    assert told == ["['numpy', 'pandas', 'pandera']", "[]"]
    assert len([file for file in cache.rglob("*") if file.is_file()]) == 2


def test_without_pandera_the_planner_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a browser the second stage is left out, which is a notice and not silence."""
    monkeypatch.setattr(validation, "find_spec", lambda _: None)
    rows, findings = read_budget((HEAD + BAD).encode())

    assert len(rows) == 1
    assert codes(findings) == ["TABLE-NOT-VALIDATED"]
