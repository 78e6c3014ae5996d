"""``plc-budget init FOLDER``: a planner's own folder, and how the workbook finds what lies in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plc_budget import data_folder
from plc_budget.cli import main
from plc_budget.plan import load_plan
from plc_budget.servers.workplace import find_workplace
from plc_budget.shipped import notebooks_folder

COUNTY = data_folder() / "plans" / "hualien-113-plc-conveners"


@pytest.fixture
def work(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder to work in, as the command makes it."""
    assert main(["init", str(tmp_path / "我的 工作")]) == 0
    assert '我的 工作"' in capsys.readouterr().out, "the next command is written as it is typed"
    return tmp_path / "我的 工作"


def files(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder, by its path in it."""
    found = [file for file in folder.rglob("*") if file.is_file()]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def test_it_holds_the_notebooks_and_the_countys_plan(work: Path) -> None:
    """Both as they are shipped, byte for byte; a sheet for the planner; nothing else."""
    made = files(work)
    shipped = {f"notebooks/{f.name}": f.read_bytes() for f in notebooks_folder().glob("*.ipynb")}
    county = {f"plans/範例計畫/{name}": data for name, data in files(COUNTY).items()}

    assert made.keys() == shipped.keys() | county.keys() | {"先看我.txt"}
    assert shipped.items() | county.items() <= made.items()
    assert load_plan(work / "plans" / "範例計畫")[0] is not None


def test_what_to_read_first_opens_on_windows(work: Path) -> None:
    """Marked as UTF-8, lines ended by CR LF; it names the commands and the folders that are there."""
    data = (work / "先看我.txt").read_bytes()
    words = data.decode("utf-8-sig")

    assert data.startswith(b"\xef\xbb\xbf")
    assert words.count("\n") == words.count("\r\n") > 10
    assert all(name in words for name in ("plc-budget lab", "plc-budget app", "plans", "範例計畫"))


def test_a_folder_that_holds_something_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, one line, and the letter that lies there stays the only thing there."""
    (tmp_path / "信.txt").write_text("別動", encoding="utf-8")

    assert main(["init", str(tmp_path)]) == 2

    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert files(tmp_path) == {"信.txt": "別動".encode()}


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    """Somebody who made the folder first is not sent away."""
    assert main(["init", str(tmp_path)]) == 0
    assert (tmp_path / "notebooks" / "1_budget.ipynb").is_file()


@pytest.mark.parametrize("option", [("--total", "15000"), ("--on", "115/5/30")])
def test_what_belongs_to_a_new_plan_is_not_silently_dropped(
    tmp_path: Path, option: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """--total and --on say nothing about a folder to work in: exit 2, nothing made."""
    with pytest.raises(SystemExit) as stop:
        raise SystemExit(main(["init", str(tmp_path / "x"), *option]))
    assert stop.value.code == 2
    assert "--from" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_a_program_is_told_where_everything_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--json: one object with the folder, the notebooks, the plan."""
    main(["init", str(tmp_path / "x"), "--json"])
    told = json.loads(capsys.readouterr().out)

    assert Path(told["folder"]) == tmp_path / "x"
    assert Path(told["notebooks"]).is_dir()
    assert (Path(told["plan"]) / "plan.toml").is_file()
    assert told["findings"] == []


# --- which plan, which notebooks ----------------------------------------------------------------


@pytest.mark.parametrize("inside", ["", "notebooks", "plans", "plans/範例計畫"])
def test_the_workbook_finds_the_plan_from_anywhere_in_the_folder(work: Path, inside: str) -> None:
    """Without a name: the one plan that is there, and the planner's own notebooks."""
    place, findings = find_workplace(None, work / inside)

    assert findings == []
    assert place is not None
    assert place.plan == work / "plans" / "範例計畫"
    assert (place.notebooks, place.is_own) == (work / "notebooks", True)


def test_the_folder_itself_may_be_named(work: Path, tmp_path: Path) -> None:
    """``plc-budget lab 我的工作`` is the same as typing it in there."""
    assert find_workplace(str(work), tmp_path) == find_workplace(None, work)


def test_of_several_plans_none_is_taken_for_the_one(work: Path) -> None:
    """With a second plan the page is told the folder, and asks which."""
    assert (
        main(["init", str(work / "plans" / "115"), "--like", str(COUNTY), "--on", "115/5/30"]) == 0
    )
    place, _ = find_workplace(None, work)

    assert place is not None
    assert (place.plan, place.plans) == (None, work / "plans")
    named, _ = find_workplace(str(work / "plans" / "115"), work)
    assert named is not None
    assert (named.plan, named.notebooks) == (work / "plans" / "115", work / "notebooks")


def test_a_plan_elsewhere_is_shown_by_the_shipped_notebooks(tmp_path: Path) -> None:
    """Nothing is put beside a plan that lies alone."""
    place, _ = find_workplace(str(COUNTY), tmp_path)

    assert place is not None
    assert (place.plan, place.notebooks, place.is_own) == (COUNTY, notebooks_folder(), False)


def test_with_no_plan_near_by_there_is_none(tmp_path: Path) -> None:
    """The notebook then opens a copy of the county's example."""
    place, findings = find_workplace(None, tmp_path)

    assert findings == []
    assert place is not None
    assert (place.plan, place.plans, place.is_own) == (None, None, False)


def test_only_notebooks_as_shipped_run_by_themselves(work: Path) -> None:
    """Words may be changed; a cell of code that was changed is run by who changed it."""
    place, _ = find_workplace(None, work)
    first = work / "notebooks" / "1_budget.ipynb"
    assert place is not None
    shipped = first.read_text(encoding="utf-8")

    first.write_text(shipped.replace("經費編列", "我的經費"), encoding="utf-8")
    assert place.runs_by_itself
    first.write_text(shipped.replace('"open_page()"', '"open_page(); more()"'), encoding="utf-8")
    assert not place.runs_by_itself
    first.write_text("no notebook", encoding="utf-8")
    assert not place.runs_by_itself


@pytest.mark.parametrize(("named", "code"), [("nowhere", "PLAN-FOLDER"), ("", "PLAN-FILE")])
def test_a_folder_without_a_plan_is_told(tmp_path: Path, named: str, code: str) -> None:
    """Not there at all, or there and empty: the finding says which."""
    place, findings = find_workplace(str(tmp_path / named), tmp_path)

    assert place is None
    assert [finding.code for finding in findings] == [code]
