"""How much work it is to verify a paper: counted, not timed, so that it is the same on every machine."""

from __future__ import annotations

import cProfile
from typing import TYPE_CHECKING

import pytest

from plan_folders import opened
from plc_budget.returning.merging.verifying import verify
from plc_budget.returning.reading import calculator, paper
from plc_budget.returning.reading.paper import read_paper_bytes
from plc_budget.returning.reprinted import aligning, reprinting
from printed_plan import DETAILS, TIMETABLE
from returned_files import exported_from

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    from plc_budget.plan.history.saving import Opened

LINES = 200
FORMULAS = LINES + 2 + 2
"""The amounts, 合計 and 大寫 of 經費概算表; the paid minutes of two activities, those of the third are typed."""


def lines(above: Path, number: int) -> Opened:
    """Make a plan of so many lines with a timetable."""
    head = "code,category,item,unit_price,unit,quantity,note\n"
    rows = "".join(
        f"line{n},業務費,印刷品{n},{n + 1}.5,份,{n + 2},備註{n}\n" for n in range(number)
    )
    folder = above / f"plan{number}"
    folder.mkdir()
    for name, words in (("plan.toml", DETAILS), ("budget.csv", head + rows),
                        ("timetable.csv", TIMETABLE)):  # fmt: skip
        (folder / name).write_text(words, "utf-8")
    return opened(folder)


def printed(plan: Opened, ending: str = ".xlsx") -> bytes:
    """Export a plan as a draft: what 200 lines come to is not approved."""
    return exported_from(plan.folder, ending, draft=True)


def judged(data: bytes, plan: Opened | None, ending: str = ".xlsx") -> str:
    """Read a file and verify it."""
    found, findings = read_paper_bytes(data, f"back{ending}")
    assert found is not None, findings
    return str(verify(found, plan).verdict)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[ModuleType, str], list[None]]:
    """Return what counts the calls of a function of a module."""

    def count(module: ModuleType, name: str) -> list[None]:
        calls: list[None] = []
        real = getattr(module, name)

        def called(*given: object, **named: object) -> object:
            calls.append(None)
            return real(*given, **named)

        monkeypatch.setattr(module, name, called)
        return calls

    return count


def test_a_paper_is_read_once_and_its_version_printed_once(
    tmp_path: Path, counted: Callable[[ModuleType, str], list[None]]
) -> None:
    """Two workbooks are read, the one that came back and the one printed anew; without the plan one."""
    plan = lines(tmp_path, LINES)
    data = printed(plan)
    read, made = counted(paper, "read_workbook"), counted(reprinting, "edition_of")

    assert judged(data, plan) == "unchanged"
    assert (len(read), len(made)) == (2, 1)
    assert judged(data, None) == "unchanged"
    assert (len(read), len(made)) == (3, 1)


def test_each_formula_is_worked_out_once_and_no_row_is_weighed(
    tmp_path: Path, counted: Callable[[ModuleType, str], list[None]]
) -> None:
    """A paper nobody touched: 204 formulas that the hash is over, and no row is put beside another's."""
    plan = lines(tmp_path, LINES)
    data = printed(plan)
    worked, weighed = counted(calculator, "worked_out"), counted(aligning, "likeness")

    assert judged(data, None) == "unchanged"
    assert len(worked) == FORMULAS
    assert judged(data, plan) == "unchanged"
    assert weighed == []


def calls(above: Path, number: int, *, beside: bool) -> int:
    """Count the calls of functions it takes to verify so many lines; what is kept is warm."""
    plan = lines(above, number)
    data = printed(plan)
    judged(data, plan if beside else None)
    profile = cProfile.Profile()
    profile.runcall(judged, data, plan if beside else None)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("beside", [True, False])
def test_a_line_more_is_as_much_work_however_many_there_are(
    tmp_path: Path, *, beside: bool
) -> None:
    """60 lines more take twice the calls that 30 more took, with the plan and by the footer alone."""
    few, some, many = (calls(tmp_path, number, beside=beside) for number in (30, 60, 120))

    assert many - some <= 2.1 * (some - few)
