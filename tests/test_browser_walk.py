"""The ten steps of docs/planner.zh-TW.md, walked through on the county's plan; they make its pictures.

``python -m pytest tests/test_browser_walk.py --everything --pictures notebooks/pictures`` draws the
pictures anew.  Otherwise they go to a folder of the test and are only made.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import expect

from browser_app import (
    MISC,
    PRINTING,
    At,
    cell,
    expect_total,
    fill_in,
    open_panel,
    row_of,
    saved,
    settled,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser_page import Workbook

    Draw = Callable[[str, int], None]

pytestmark = pytest.mark.browser

GUIDE = Path(__file__).parent.parent / "docs" / "planner.zh-TW.md"
LARGEST = 120_000
"""Most bytes a picture may have; a guide is read over slow lines, too. [B]"""
_COLOURS = 64
"""A third of the bytes, and nobody sees the difference."""
TALK = At("timetable", "4", "speaker_kind")


@pytest.fixture
def draw(workbook: Workbook, request: pytest.FixtureRequest, tmp_path: Path) -> Draw:
    """Return what takes a picture of the page as it is seen, of some height. [px]"""
    folder = Path(request.config.getoption("--pictures") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)

    def picture(name: str, height: int = 768) -> None:
        page = workbook.page
        settled(workbook)
        page.set_viewport_size({"width": 1366, "height": height})
        page.evaluate("document.activeElement?.blur()")
        made = folder / f"{name}.png"
        shot = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide")))
        few = shot.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
        few.save(made, optimize=True)
        page.set_viewport_size({"width": 1366, "height": 768})
        assert made.stat().st_size <= LARGEST

    return picture


def to_top(workbook: Workbook) -> None:
    """Scroll the tables into sight."""
    workbook.app.locator(".plc-tables").evaluate("e => e.scrollIntoView({block: 'end'})")
    workbook.page.mouse.move(5, 5)
    workbook.app.locator(".plc-bar").evaluate(
        "e => { let up = e; while ((up = up.parentElement)) up.scrollTop = 0; }"
    )


def another_speaker(workbook: Workbook, draw: Draw) -> None:
    """二、換講師身分: 綜合座談 is given by an external speaker now."""
    cell(workbook, TALK).select_option("external")
    expect_total(workbook, 5 * 1_000 + 1 * 2_000 + 8_000 + 1_000)
    to_top(workbook)
    draw("02-speaker", 700)


def why_it_is_red(workbook: Workbook, draw: Draw) -> None:
    """三、為什麼是紅色: the count of errors leads to the checks."""
    workbook.app.locator(".plc-counts").click()
    settled(workbook)
    draw("03-why", 760)


def back_to_the_total(workbook: Workbook, draw: Draw) -> None:
    """四、五、鎖定雜支，調整回核定金額: 80 copies become 70."""
    to_top(workbook)
    row_of(workbook, MISC).locator(".plc-lock").click()
    settled(workbook)
    workbook.app.locator(".plc-sum .plc-primary").click()
    settled(workbook)
    draw("05-balance", 760)
    workbook.app.locator(".plc-proposals .plc-take button").first.click()
    expect_total(workbook, 15_000)
    expect(cell(workbook, PRINTING)).to_have_value("70")


def reason_given(workbook: Workbook, draw: Draw) -> None:
    """六、說明理由: of the warning about the external speaker."""
    finding = open_panel(workbook, "findings").locator(".plc-finding", has_text="富世國小可能隸屬")
    finding.locator("textarea").fill("講師為外縣市退休校長，非本縣所屬人員。")
    finding.evaluate("e => e.scrollIntoView({block: 'center'})")
    draw("06-reason", 760)
    finding.get_by_role("button", name="記錄理由").click()
    settled(workbook)
    assert "講師為外縣市退休校長，非本縣所屬人員。" in [
        answer.reason for answer in saved(workbook.plan).details.answers
    ]


def another_day(workbook: Workbook, draw: Draw) -> None:
    """七、換日期會怎樣: what it would change is seen, and not applied."""
    settings = open_panel(workbook, "settings")
    day = settings.locator('input[type="text"]').first
    day.fill("115/5/30")
    day.press("Enter")
    settled(workbook)
    draw("07-settings", 900)
    settings.get_by_role("button", name="取消").click()
    settled(workbook)
    assert saved(workbook.plan).details.event.day.year == 2025


def what_if(workbook: Workbook, draw: Draw) -> None:
    """八、試算: all speakers external, beside the plan."""
    scenarios = open_panel(workbook, "scenarios")
    scenarios.locator('input[type="text"]').first.fill("全外聘")
    scenarios.locator("select").first.select_option("external")
    scenarios.get_by_role("button", name="建立").click()
    settled(workbook)
    expect(scenarios).to_contain_text("全外聘")
    draw("08-scenarios", 760)


def for_approval(workbook: Workbook, draw: Draw) -> None:
    """九、匯出送核的 Excel: made, downloaded, and its total read."""
    export = open_panel(workbook, "export")
    export.get_by_role("button", name="產生送核的").first.click()
    settled(workbook)
    with workbook.page.expect_download() as download:
        export.locator("a[download]").first.click()
    draw("09-export", 700)
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()), data_only=True)
    rows = book["經費概算表"].iter_rows(values_only=True)
    assert 15_000 in [value for row in rows for value in row]


def approved_and_changed(workbook: Workbook, draw: Draw) -> None:
    """十、登錄核定，再改一項: the comparison shows 7,000 and 6,000."""
    comparison = open_panel(workbook, "comparison")
    comparison.locator('input[type="text"]').nth(0).fill("府教課字第1140001234號")
    comparison.locator('input[type="text"]').nth(1).fill("114/5/10")
    comparison.get_by_role("button", name="登錄核定").click()
    comparison.get_by_role("alertdialog").locator(".plc-primary").click()
    settled(workbook)
    fill_in(workbook, PRINTING, "60")
    expect_total(workbook, 14_000)
    comparison = open_panel(workbook, "comparison")
    expect(comparison).to_contain_text("6,000")
    draw("10-compare", 760)


def test_the_ten_steps(workbook: Workbook, draw: Draw) -> None:
    """From the plan as it is to an approved one that was changed: every figure as the guide says."""
    expect_total(workbook, 15_000)
    draw("01-open", 700)
    for step in (
        another_speaker,
        why_it_is_red,
        back_to_the_total,
        reason_given,
        another_day,
        what_if,
        for_approval,
        approved_and_changed,
    ):
        step(workbook, draw)


def test_the_guide_shows_what_is_there() -> None:
    """Every picture the guide shows lies in the tree, and is small enough to be read online."""
    folder = GUIDE.parent.parent / "notebooks" / "pictures"
    shown = [
        part.partition(")")[0]
        for part in GUIDE.read_text("utf-8").split("](../notebooks/pictures/")[1:]
    ]

    assert {f"notebooks/pictures/{name}" for name in shown} == {
        f"notebooks/pictures/{path.name}" for path in folder.glob("*.png")
    }
    assert all(path.stat().st_size <= LARGEST for path in folder.glob("*.png"))
