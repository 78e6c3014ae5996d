"""The export on the page: what stops it, what is in the file, and when the file is old."""

from __future__ import annotations

import io
from base64 import b64decode
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from app_states import app, app_of, do, said, seen, typed
from plan_folders import DETAILS, opened, plan_folder, print_copies
from plc_budget.app.panels import text_of
from plc_budget.app.state import Level
from plc_budget.export import file_name
from plc_budget.plan.scenarios.names import folder_of
from plc_budget.shipped import data_folder

if TYPE_CHECKING:
    from pathlib import Path

    from plc_budget.app.state import State

COUNTY = data_folder() / "plans" / "hualien-113-plc-conveners"
NAME = "教師增能研習經費概算表.xlsx"


def made(state: State, *, draft: bool = False) -> State:
    """Press the button that makes the file."""
    return do(state, "export", "make", format=".xlsx", draft=draft)


def link(state: State) -> dict[str, Any]:
    """Return the link of the file that was made."""
    found: dict[str, Any] = seen(state, "export")["made"]
    return found


def sheet(state: State, name: str = "經費概算表") -> list[tuple[object, ...]]:
    """Open the file behind the link with another library."""
    data = b64decode(link(state)["href"].partition(";base64,")[2])
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return list(book[name].iter_rows(values_only=True))


def test_the_file_holds_the_figures_of_the_screen(tmp_path: Path) -> None:
    """60 copies: 6,000 + 6,000 + 1,000 = 13,000 on the screen and on the sheet alike."""
    state = made(typed(app(tmp_path), "budget", "printing", "quantity", "60"))

    rows = sheet(state)
    lines = rows[rows.index(next(r for r in rows if r[0] == "經費項目")) + 1 :]
    shown = seen(state, "budget")

    assert [(line[0], f"{line[3]:,}") for line in lines[:3]] == [
        (row["cells"]["item"], row["amount"]) for row in shown["rows"]
    ]
    assert f"{lines[3][3]:,}" == shown["total"] == "13,000"
    assert shown["capital"] in "".join(str(cell) for cell in lines[4]).replace(" ", "")


def test_the_file_is_called_after_the_plan_and_opens_as_a_download(tmp_path: Path) -> None:
    """The link names the file in Chinese and carries it whole: no server is asked."""
    state = made(app(tmp_path))

    assert link(state)["name"] == NAME
    assert link(state)["href"].startswith("data:application/vnd.openxmlformats")
    assert state.status.level is Level.DONE


def test_an_error_stops_the_file_for_approval_and_leads_to_its_cell(tmp_path: Path) -> None:
    """160 copies are 16,000, so 23,000 of 15,000: no file, one error, and where it is mended."""
    state = typed(app(tmp_path), "budget", "printing", "quantity", "160")

    after = made(state)

    view = seen(after, "export")
    assert view["made"] is None
    assert after.status.level is Level.FAILED
    assert [(stop["kind"], "8,000" in stop["says"]) for stop in view["stops"]] == [("error", True)]
    assert view["stops"][0]["go"].keys() == {"table", "row", "column"}
    assert view["stops"][0]["total"], "and the ways back to the total are one click away"


def test_an_error_does_not_stop_a_draft(tmp_path: Path) -> None:
    """A draft says on every page that it is one, and in its name, so it never replaces the other."""
    state = made(typed(app(tmp_path), "budget", "printing", "quantity", "160"), draft=True)

    data = b64decode(link(state)["href"].partition(";base64,")[2])
    book = openpyxl.load_workbook(io.BytesIO(data))

    assert link(state)["name"] == "教師增能研習經費概算表（草稿）.xlsx"
    assert all("草稿" in str(page.HeaderFooter.oddHeader) for page in book.worksheets)


def test_what_waits_in_a_cell_stops_the_file_for_approval(tmp_path: Path) -> None:
    """“壹佰多” was typed and not understood: the plan has 100, so what would be signed is not what is seen."""
    state = made(typed(app(tmp_path), "budget", "printing", "unit_price", "壹佰多"))

    stop = seen(state, "export")["stops"][0]

    assert seen(state, "export")["made"] is None
    assert (stop["kind"], "壹佰多" in stop["says"]) == ("draft", True)
    assert stop["go"] == {"table": "budget", "row": "printing", "column": "unit_price"}


def test_a_warning_without_a_reason_is_counted_and_stops_nothing(tmp_path: Path) -> None:
    """As the command does: warnings are printed on 主計預檢表, and the file is made."""
    state = made(app(tmp_path))

    open_ones = sum(f.is_open for f in state.findings)

    assert open_ones > 0
    assert seen(state, "export")["open"] == open_ones
    assert str(open_ones) in seen(state, "export")["warnings"]
    assert link(state)["current"]


def test_a_warning_that_was_answered_is_not_counted() -> None:
    """The county's plan gives a reason for each of its three: nothing is left to say."""
    state = app_of(COUNTY)

    assert sum(bool(finding.answer) for finding in state.findings) == 3
    assert seen(state, "export")["open"] == 0


def test_a_later_change_makes_the_file_an_old_one(tmp_path: Path) -> None:
    """The link stays, marked; making it again mends that."""
    state = typed(made(app(tmp_path)), "budget", "printing", "quantity", "60")

    assert not link(state)["current"]
    assert link(made(state))["current"]


def test_there_and_back_makes_it_old_as_well(tmp_path: Path) -> None:
    """60 copies and undone: the same figures, but the sheet of changes (異動紀錄) would say more."""
    state = do(typed(made(app(tmp_path)), "budget", "printing", "quantity", "60"), "app", "undo")

    assert not link(state)["current"]


def test_a_reason_or_a_language_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    """What does not change the plan does not make its file old."""
    state = do(made(app(tmp_path)), "app", "because", text="核定後調整")
    state = do(state, "app", "speak", language="zh_Hant_TW")

    assert link(state)["current"]


def test_it_is_put_into_the_folder_of_the_plan(tmp_path: Path) -> None:
    """The copy under 匯出 is the file of the link, and the screen says where it lies."""
    state = do(made(app(tmp_path)), "export", "put")

    copy = state.folder / "匯出" / NAME

    assert copy.read_bytes() == b64decode(link(state)["href"].partition(";base64,")[2])
    assert f"plan/匯出/{NAME}" in link(state)["place"]
    assert link(state)["current"], "putting it there is no change of the plan"


def test_a_copy_somebody_worked_in_is_kept(tmp_path: Path) -> None:
    """A file that differs is kept beside the new one, and the screen says so."""
    state = do(made(app(tmp_path)), "export", "put")
    (state.folder / "匯出" / NAME).write_bytes(b"worked in by hand")

    again = do(made(state), "export", "put")

    kept = [path for path in (state.folder / "匯出").iterdir() if path.name != NAME]
    assert [path.read_bytes() for path in kept] == [b"worked in by hand"]
    assert kept[0].name in link(again)["kept"]


def test_an_old_file_is_not_put_there(tmp_path: Path) -> None:
    """What lies in the folder is never a file of another state than the screen shows."""
    state = typed(made(app(tmp_path)), "budget", "printing", "quantity", "60")

    assert do(state, "export", "put").status.level is Level.FAILED
    assert not (state.folder / "匯出").exists()


def test_nothing_is_put_through_a_link(tmp_path: Path) -> None:
    """A stranger's plan whose 匯出 is a link: the place it leads to stays as it is, and it is said."""
    state = do(app(tmp_path), "export", "make", format=".xlsx", draft=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (state.folder / "匯出").symlink_to(elsewhere, target_is_directory=True)

    state = do(state, "export", "put")

    assert "匯出" in said(state)
    assert "link" in said(state)
    assert [*elsewhere.iterdir()] == []


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """匯出 is a file here: one message, nothing lost."""
    state = made(app(tmp_path))
    (state.folder / "匯出").write_bytes(b"")

    after = do(state, "export", "put")

    assert after.status.level is Level.FAILED
    assert "匯出" in after.status.words.render("en")
    assert link(after)["place"] == ""


@pytest.mark.parametrize("draft", [False, True])
def test_nothing_is_made_of_a_plan_somebody_else_changed(tmp_path: Path, *, draft: bool) -> None:
    """What the screen shows would not be what is printed: the new plan is shown, and pressed again it is made."""
    state = app(tmp_path)
    print_copies(opened(state.folder), 40)

    after = made(state, draft=draft)

    assert seen(after, "export")["made"] is None
    assert seen(after, "budget")["total"] == "11,000"
    assert said(after).endswith("What you pressed was not done: look at it, then press again.")
    assert seen(made(after, draft=draft), "export")["made"] is not None


def test_a_format_nobody_knows_makes_nothing(tmp_path: Path) -> None:
    """A message from elsewhere cannot choose another ending."""
    state = do(app(tmp_path), "export", "make", format=".exe")

    assert seen(state, "export")["made"] is None
    assert state.status.level is Level.FAILED


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("閱讀/寫作", "閱讀／寫作經費概算表.xlsx"),
        ("../../etc/passwd", "／..／etc／passwd經費概算表.xlsx"),
        ('一:二*三?四"五<六>七|八\\九', "一：二＊三？四＂五＜六＞七｜八＼九經費概算表.xlsx"),
        ("CON.研習", "_CON.研習經費概算表.xlsx"),
        ("研習\n第二行\t\x00\u202e", "研習 第二行經費概算表.xlsx"),
        (" . ", "經費概算表.xlsx"),
    ],
)
def test_any_title_gives_a_name_every_system_takes(title: str, name: str) -> None:
    """Signs Windows forbids become full-width ones, devices get a sign before them."""
    assert file_name(title) == name


def test_a_long_title_gives_a_name_that_is_not_too_long() -> None:
    """255 bytes is what a name may have on Linux; 前版 and 草稿 still fit."""
    name = file_name("研" * 300, "經費概算表（草稿）")

    assert name.endswith("研經費概算表（草稿）.xlsx")
    assert len(name.encode()) + len(".前版".encode()) <= 255


def test_a_name_of_a_file_can_be_the_name_of_a_folder_too() -> None:
    """The rules for scenarios, made for Windows as well, find nothing to change in it."""
    name = file_name('一:二*三?四"五<六>七|八')

    assert folder_of(name)[0] == name


def test_as_text_it_says_whether_it_can_be_made(tmp_path: Path) -> None:
    """A notebook stores that nothing stops it, and what the file is called."""
    words = text_of(app(tmp_path), ("export",))

    assert "Nothing stops a file for approval." in words
    assert NAME in words


def test_a_hostile_title_stays_a_name(tmp_path: Path) -> None:
    """What a title holds is shown and never read as markup or as a path."""
    folder = plan_folder(tmp_path)
    hostile = DETAILS.replace("教師增能研習", "../<img src=x onerror=alert(1)>")
    (folder / "plan.toml").write_text(hostile, encoding="utf-8")

    state = do(made(app_of(folder)), "export", "put")

    names = [path.name for path in (folder / "匯出").iterdir()]
    assert names == ["／＜img src=x onerror=alert(1)＞經費概算表.xlsx"]
    assert link(state)["name"] == names[0]
