"""Many plans and LibreOffice: few starts, and a file it cannot do takes none of the others along."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from subprocess import Popen, TimeoutExpired
from typing import TYPE_CHECKING, cast

import pytest

import plc_budget
from plc_budget import export
from plc_budget.export import batch, libreoffice
from plc_budget.export.libreoffice import FAILED, NEW_VALUES, PAPER, convert
from plc_budget.export.making import COMPARED, NOT_COMPARED
from plc_budget.findings import Finding
from stand_in_office import posix, stand_in

if TYPE_CHECKING:
    from collections.abc import Sequence

PLANS = sorted((plc_budget.data_folder() / "plans").iterdir())
COUNTY = PLANS[0]


def plans_of(folder: Path, *names: str) -> list[Path]:
    """Copy the county's plan under other names, which stand in their titles, too."""
    plans = [Path(shutil.copytree(COUNTY, folder / name)) for name in names]
    for plan in plans:
        details = plan / "plan.toml"
        words = details.read_text("utf-8").replace('title = "', f'title = "{plan.name}', 1)
        details.write_text(words, "utf-8")
    return plans


def workbooks(*titles: str) -> list[bytes]:
    """Write the county's plan with each title."""
    plan, _ = plc_budget.load_plan(COUNTY)
    assert plan is not None
    named = [replace(plan, details=replace(plan.details, title=title)) for title in titles]
    return [plc_budget.export_xlsx(one, [], draft=True) for one in named]


def are_made(answers: Sequence[bytes | Finding]) -> list[bool]:
    """Tell of which files something was made."""
    return [isinstance(answer, bytes) for answer in answers]


@posix
def test_files_of_one_start_are_answered_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three workbooks, one start; each answer is the one of its file."""
    office = stand_in(tmp_path, monkeypatch)
    files = workbooks("甲校", "乙校", "丙校")
    assert convert(files, ".xlsx", NEW_VALUES) == files
    assert office.starts == ["xlsx 3"]


@posix
@pytest.mark.parametrize("broken", ["甲校", "乙校", "丙校"])
def test_a_file_it_dies_of_is_tried_again_alone(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it stands: the two others are printed, and it alone is reported."""
    names = ["甲校", "乙校", "丙校"]
    stand_in(tmp_path, monkeypatch, breaks=[broken])
    answers = convert(workbooks(*names), ".xlsx", PAPER)
    assert are_made(answers) == [name != broken for name in names]


@posix
def test_a_file_it_hangs_on_is_tried_again_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one before it is there, the one after it is made alone, and it is ended a second time."""
    office = stand_in(tmp_path, monkeypatch, hangs=["乙校"])
    answers = convert(workbooks("甲校", "乙校", "丙校"), ".xlsx", PAPER)
    assert are_made(answers) == [True, False, True]
    assert office.starts == ["pdf 3", "pdf 1", "pdf 1"]


@posix
@pytest.mark.parametrize("target", [PAPER, NEW_VALUES])
def test_a_file_that_was_broken_off_is_none(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of what it makes of 乙校 is there when it dies: that is no file, and the others are made."""
    stand_in(tmp_path, monkeypatch, tears=["乙校"])
    answers = convert(workbooks("甲校", "乙校", "丙校"), ".xlsx", target)
    assert are_made(answers) == [True, False, True]


@posix
def test_a_libreoffice_that_hangs_on_everything_is_not_asked_for_each_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six files, none answered: after the first start and two alone it is given up."""
    office = stand_in(tmp_path, monkeypatch, hangs=["經費"])
    answers = convert(workbooks(*"甲乙丙丁戊己"), ".xlsx", PAPER)
    assert are_made(answers) == [False] * 6
    assert len(office.starts) == 3


class SlowProgram:
    """A program that takes 60 seconds for each file, on a clock of its own."""

    def __init__(self, folder: Path, files: int) -> None:
        self.folder, self.files, self.looks = folder, files, 0

    def clock(self) -> int:
        """Return what time it is. [s]"""
        return 60 * self.looks

    def wait(self, timeout: float) -> int:
        """End when 240 seconds have gone by; until then a file comes with each look, if one is left."""
        self.looks += 1
        if self.looks <= self.files:
            (self.folder / f"{self.looks}.pdf").touch()
        if self.looks < 4:
            raise TimeoutExpired("slow", timeout)
        return 0


@pytest.mark.parametrize(("files", "looks", "ends"), [(4, 4, True), (1, 3, False), (0, 2, False)])
def test_a_slow_one_that_goes_on_is_waited_for(
    files: int, looks: int, *, ends: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time is counted from file to file: four of 60 s may take longer than the 100 s that one may."""
    slow = SlowProgram(tmp_path, files)
    monkeypatch.setattr(libreoffice, "monotonic", slow.clock)
    assert libreoffice.is_done(cast("Popen[bytes]", slow), tmp_path, 100) is ends
    assert slow.looks == looks


@posix
@pytest.mark.parametrize(
    ("ending", "starts"), [(".xlsx", ["xlsx 3"] * 2), (".pdf", ["pdf 3", "xlsx 3"] * 2)]
)
def test_a_batch_starts_it_once_or_twice_for_many_plans(
    ending: str, starts: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six plans on two cores: each core hands over three at once, and the files are those made alone."""
    plans = plans_of(tmp_path / "計畫", *"甲乙丙丁戊己")
    office = stand_in(tmp_path, monkeypatch)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    made = [one.data for one in batch.outcomes(plans, draft=False, ending=ending)]

    assert sorted(office.starts) == sorted(starts)
    assert made == [batch.outcome(plan, draft=False, ending=ending).data for plan in plans]
    assert None not in made


@posix
@pytest.mark.parametrize("asked", ["asked", "by default"])
def test_the_plan_it_dies_of_keeps_no_other_from_its_file(
    asked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked for, 乙校 has no file; by default it has one with a notice.  The others are compared."""
    must = True if asked == "asked" else None
    plans = plans_of(tmp_path / "計畫", "甲校", "乙校", "丙校")
    stand_in(tmp_path, monkeypatch, breaks=["乙校"])
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    made = list(batch.outcomes(plans, draft=False, ending=".xlsx", recalculate=must))

    assert [one.data is None for one in made] == [False, must is True, False]
    codes = [[found.code for found in one.problems if found.code != COMPARED] for one in made]
    assert codes == [[], [FAILED if must else NOT_COMPARED], []]


@posix
def test_a_plan_that_disagrees_is_not_handed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes to 15,001 for two of the plans; the third has another total, and alone is handed over."""
    plans = plans_of(tmp_path / "計畫", "甲校", "乙校", "丙校")
    table = plans[1] / "budget.csv"
    words = table.read_text("utf-8-sig")
    table.write_text(words.replace("雜支,1000,", "雜支,900,"), "utf-8-sig")
    office = stand_in(tmp_path, monkeypatch, lies=True)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    made = list(batch.outcomes(plans, draft=False, ending=".pdf"))

    assert [one.data is not None for one in made] == [False, True, False]
    assert sorted(office.starts) == ["pdf 3", "xlsx 3"]


@posix
def test_a_pdf_alone_is_printed_while_its_formulas_are_worked_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of the two starts does nothing before the other: one after the other there is no file."""
    office = stand_in(tmp_path, monkeypatch, meets=True)
    plan, findings = export.check_folder(COUNTY)
    assert plan is not None
    edition = export.edition_of(COUNTY, plan, findings)
    data, _ = export.make_file(edition, export.Wish(ending=".pdf"))

    assert data is not None
    assert sorted(office.starts) == ["pdf 1", "xlsx 1"]


@pytest.mark.office
@pytest.mark.parametrize("ending", [".pdf", ".xlsx", ".ods", ".odt"])
def test_what_libreoffice_makes_together_is_made_of_each(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both plans twice, with one start: a file of each, compared before it is handed over."""
    plans = [
        Path(shutil.copytree(plan, tmp_path / f"{n}{plan.name}")) for plan in PLANS for n in "12"
    ]
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    together = list(batch.outcomes(plans, draft=False, ending=ending))

    assert None not in [one.data for one in together]
    assert all(COMPARED in [found.code for found in one.problems] for one in together)


@pytest.mark.office
def test_libreoffice_dies_of_no_neighbour() -> None:
    """Half a workbook and a text between two workbooks: the two are printed, the others reported."""
    one, two = workbooks("甲校", "乙校")
    answers = convert([one, one[:5000], b"no workbook", two], ".xlsx", NEW_VALUES)
    assert are_made(answers)[::3] == [True, True]
    assert isinstance(answers[1], Finding)
