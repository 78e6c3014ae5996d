"""What the files of many plans are called, so that none takes the place of another plan's."""

from __future__ import annotations

from pathlib import Path

import pytest

from plc_budget.cli import main
from plc_budget.export import batch, files, free_name
from test_batch import NAME, TITLE, files_in, plans_of


def test_names_differ_also_where_large_and_small_letters_do_not() -> None:
    """On Windows PLC.xlsx and plc.xlsx are one file; the second takes the name of its folder."""
    taken: set[str] = set()
    names = [free_name(name, taken, of="乙/校") for name in ("PLC.xlsx", "plc.xlsx", "Plc.xlsx")]
    assert names == ["PLC.xlsx", "plc（乙／校）.xlsx", "Plc（乙／校）2.xlsx"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_each_of_two_of_one_title_is_named_after_its_folder(
    tmp_path: Path, order: tuple[int, int]
) -> None:
    """Whichever comes first: nobody has to guess whose the file without a name is."""
    plans = plans_of(tmp_path, "甲校", "乙校")
    assert main(["export", *(str(plans[n]) for n in order), "-o", str(tmp_path / "全部")]) == 0
    assert files_in(tmp_path / "全部") == sorted([f"{NAME}（甲校）.xlsx", f"{NAME}（乙校）.xlsx"])


@pytest.mark.parametrize(
    "ending",
    [
        "xlsx",
        "docx",
        *(pytest.param(one, marks=pytest.mark.office) for one in ("ods", "odt", "pdf")),
    ],
)
def test_another_call_writes_over_no_other_plans_file(tmp_path: Path, ending: str) -> None:
    """甲校 today, 乙校 of the same title tomorrow, 甲校 again: two files, and 甲校's is its own."""
    one, two = plans_of(tmp_path, "甲校", "乙校")
    to = tmp_path / "全部"
    for plan in (one, two, one):
        asked = ["export", str(plan), "-o", str(to), "--format", ending, "--no-recalculate"]
        assert main(asked) == 0
    title = NAME if ending in ("xlsx", "ods", "pdf") else TITLE
    assert files_in(to) == sorted([f"{title}.{ending}", f"{title}（乙校）.{ending}"])
    assert not files.is_of_another(to / f"{title}.{ending}", "甲校")
    assert files.is_of_another(to / f"{title}.{ending}", "乙校")


def test_a_long_folder_name_is_told_from_its_neighbour(tmp_path: Path) -> None:
    """hualien-113-plc-a and -b begin alike: the names of their files do not depend on the order."""
    plans = plans_of(tmp_path, "hualien-113-plc-a", "hualien-113-plc-b")
    assert main(["export", *map(str, plans[::-1]), "-o", str(tmp_path / "全部")]) == 0
    told = [f"{NAME}（hualien-113-plc-{letter}）.xlsx" for letter in "ab"]
    assert files_in(tmp_path / "全部") == told


def test_plans_of_a_folder_come_as_a_file_manager_lists_them(tmp_path: Path) -> None:
    """第2場 before 第10場, and B校 after a校; plans named one by one stay as they were named."""
    plans_of(tmp_path / "計畫", "第10場", "第2場", "B校", "a校")
    found = [plan.name for plan in batch.plans_in([str(tmp_path / "計畫")])]
    assert found == ["a校", "B校", "第2場", "第10場"]
    named = [str(tmp_path / "計畫" / name) for name in ("第10場", "第2場")]
    assert [plan.name for plan in batch.plans_in(named)] == ["第10場", "第2場"]
