"""What was changed is told in the reader's words: in the log, in a step's name, on 異動紀錄."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import openpyxl
import pytest

import plc_budget
from plc_budget.cli import main
from plc_budget.language import CHINESE, ENGLISH, read
from plc_budget.plan.history.change_words import change_words, changes_named, changes_words
from plc_budget.plan.history.changes import FieldChange
from plc_budget.plan.history.field_words import field_words
from plc_budget.plan.history.log import log
from plc_budget.tables import budget_table, timetable_table

COUNTY = plc_budget.data_folder() / "plans" / "hualien-113-plc-conveners"
ITEMS = {"printing": "印刷費", "misc": "雜支"}
COLUMNS = [
    *(("budget.csv", column.name) for column in budget_table.COLUMNS),
    *(("timetable.csv", column.name) for column in timetable_table.COLUMNS),
]


def in_chinese(change: FieldChange) -> str:
    """Write a change of the county's lines in Chinese."""
    return change_words(change, ITEMS).render(CHINESE)


@pytest.mark.parametrize(("file", "column"), COLUMNS)
def test_every_column_has_a_chinese_name(file: str, column: str) -> None:
    """No Latin letter is left."""
    assert not re.search("[a-z]", str(read(field_words(file, column), CHINESE)))


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("funding.approved_total", "核定總額"),
        ("event.date", "辦理日期"),
        ("answers[2].reason", "說明理由（第 2 筆）"),
        ("organisers.hosting[1]", "主辦單位（第 1 筆）"),
        ("parameters.printing.value", "自訂參數"),
        ("nobody.knows", "計畫資料"),
    ],
)
def test_a_key_is_named_by_itself_or_by_its_table(key: str, words: str) -> None:
    """A key that has no name of its own takes that of the table it stands in."""
    assert read(field_words("plan.toml", key), CHINESE) == words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (FieldChange("budget.csv", "printing", "quantity", "80", "60"), "印刷費 數量：80 → 60"),
        (
            FieldChange("budget.csv", "fee", "from", "timetable:internal", ""),
            "fee 數量來源：課程表（內聘） → （空白）",
        ),
        (
            FieldChange("timetable.csv", "+3", "speaker_kind", None, "external"),
            "課程表第 3 列 講師身分：（空白） → 外聘",
        ),
        (
            FieldChange("plan.toml", "", "event.is_tentative", "true", "false"),
            "日期是否暫訂：是 → 否",
        ),
        (
            FieldChange("plan.toml", "", "event.mode", "online", "mixed"),
            "辦理方式：線上 → 線上及實體",
        ),
        (
            FieldChange("plan.toml", "", "funding.sources[1].kind", "county", "school"),
            "經費來源類別（第 1 筆）：縣（市）自籌 → 學校自籌",
        ),
        (FieldChange("plan.toml", "", "title", "online", "新題目"), "計畫名稱：online → 新題目"),
        (FieldChange("budget.csv", "", "", "a,b", "a;b"), "budget.csv：整個檔案"),
    ],
)
def test_a_change_is_told_in_chinese(change: FieldChange, words: str) -> None:
    """Line, field and value are in words, the signs full-width."""
    assert in_chinese(change) == words


def test_a_change_is_told_in_english_as_well() -> None:
    """The item stays as it is printed."""
    change = FieldChange("budget.csv", "printing", "unit_price", "100", "90")
    assert change_words(change, ITEMS).render(ENGLISH) == "印刷費 unit price: 100 → 90"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ([FieldChange("budget.csv", "printing", "quantity", "80", "60")], "印刷費 數量"),
        (
            [
                FieldChange("budget.csv", "printing", "quantity", "80", "60"),
                FieldChange("budget.csv", "misc", "quantity", "1", "3"),
            ],
            "印刷費 數量，另有 1 項",
        ),
        (
            [
                FieldChange("budget.csv", "misc", "code", "misc", None),
                FieldChange("budget.csv", "misc", "quantity", "1", None),
            ],
            "刪除雜支",
        ),
        (
            [
                FieldChange("budget.csv", "tea", "code", None, "tea"),
                FieldChange("budget.csv", "printing", "note", "", "黑白"),
            ],
            "新增tea，另有 1 項",
        ),
    ],
)
def test_several_changes_are_named_by_the_first(changes: list[FieldChange], words: str) -> None:
    """A line that is new or gone is one thing, however many columns it has."""
    assert read(changes_named(changes, ITEMS), CHINESE) == words


def test_the_log_and_undo_and_the_sheet_speak_chinese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """60 copies and 3 雜支, applied without a name of the step: no field is in English anywhere."""
    monkeypatch.setenv("PLC_BUDGET_LANG", "zh")
    plan = Path(shutil.copytree(COUNTY, tmp_path / "研習計畫"))
    main(["reallocate", str(plan), "--set", "printing=60", "--apply", "--reason", "改為電子檔"])
    loaded, _ = plc_budget.load_plan(plan)
    assert loaded is not None
    assert log(plan)[0][-1].name == "印刷費 數量，另有 1 項"
    capsys.readouterr()
    main(["log", str(plan)])
    told = "".join(capsys.readouterr().out.split())
    assert not re.search("quantity|printing", told)
    main(["undo", str(plan)])
    assert "已復原：印刷費 數量：60 → 80" in capsys.readouterr().out
    sheet = openpyxl.load_workbook(io.BytesIO(_exported(plan)))["異動紀錄"]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert [words for words in cells if "印刷費 數量：80 → 60" in words.split("\n")] != []
    assert [words for words in cells if re.search("quantity|printing|misc", words)] == []


def _exported(folder: Path) -> bytes:
    target = folder.parent / "out.xlsx"
    main(["export", str(folder), "-o", str(target), "--draft"])
    return target.read_bytes()


def reason(number: int, **keys: tuple[str | None, str | None]) -> list[FieldChange]:
    """Return the changes of one recorded reason, key by key."""
    return [
        FieldChange("plan.toml", "", f"answers[{number}].{key}", *sides)
        for key, sides in keys.items()
    ]


def in_english(changes: list[FieldChange]) -> list[str]:
    """Write changes of the county's lines in English."""
    return [words.render(ENGLISH) for words in changes_words(changes, ITEMS)]


def test_a_recorded_reason_is_one_thing_by_its_item_and_its_words() -> None:
    """Neither the code of the check nor that of the line, and no number of an entry."""
    new = reason(
        4,
        code=(None, "PERIOD-POLICY"),
        line=(None, "printing"),
        stake=(None, "2000"),
        message=(None, "計6.5節。"),
        reason=(None, "依國小節數"),
    )

    assert in_english(new) == ["reason recorded: 印刷費 (2,000 NTD at stake): 依國小節數"]
    assert (
        str(read(changes_named(new, ITEMS), ENGLISH))
        == "reason recorded: 印刷費 (2,000 NTD at stake)"
    )


def test_a_reason_worded_anew_is_told_from_what_to_what() -> None:
    """240分鐘 becomes 260分鐘."""
    assert in_english(reason(1, reason=("240分鐘", "260分鐘"))) == [
        "reason changed: 240分鐘 → 260分鐘"
    ]


def test_a_reason_that_replaces_an_outgrown_one_is_told_as_recorded() -> None:
    """The line stays the same, so what was found names it."""
    again = reason(1, stake=("1500", "2000"), message=("計6節。", "計6.5節。"), reason=("甲", "乙"))

    assert in_english(again)[-1] == "reason recorded: 計6.5節 (2,000 NTD at stake): 乙"


def test_a_reason_that_goes_is_the_only_one_told_though_others_move_up() -> None:
    """Of three the first goes: the second and the third are the first and the second now."""
    moved = [
        *reason(1, code=("A", "B"), reason=("甲", "乙")),
        *reason(2, code=("B", "C"), reason=("乙", "丙")),
        *reason(3, code=("C", None), reason=("丙", None)),
    ]

    assert in_english(moved) == ["reason removed: 甲"]


def test_a_reason_beside_another_change_leaves_it_told() -> None:
    """80 → 60 copies, and why: two things."""
    both = [
        *reason(1, reason=(None, "會前寄送")),
        FieldChange("budget.csv", "printing", "quantity", "80", "60"),
    ]

    assert in_english(both) == ["reason recorded: 會前寄送", "印刷費 quantity: 80 → 60"]
