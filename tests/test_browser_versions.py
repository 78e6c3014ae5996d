"""The plan and its other versions: scenarios, what was approved, older steps, settings on trial."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser_app import (
    MISC,
    PRINTING,
    At,
    cell,
    expect_total,
    fill_in,
    open_panel,
    saved,
    settled,
)

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator

    from browser_fixtures import Visit
    from browser_page import Workbook

pytestmark = pytest.mark.browser

APPROVED = At("settings", "", "funding.approved_total")


def press(workbook: Workbook, part: Locator, name: str) -> None:
    """Press a button by its name, and wait for the answer."""
    part.get_by_role("button", name=name).first.click()
    settled(workbook)


def stands(workbook: Workbook, total: int) -> None:
    """Wait until a total stands in the table and in the bar; in the folder there may be another."""
    settled(workbook)
    expect(workbook.app.locator(".plc-total, .plc-grand")).to_have_text([f"{total:,}"] * 2)


def steps(workbook: Workbook) -> Locator:
    """Return the steps of the history, the latest first."""
    return open_panel(workbook, "history").locator("tbody tr")


def reasons(folder: Path) -> str:
    """Return the file that keeps the steps and their reasons."""
    return "".join(path.read_text("utf-8") for path in sorted(folder.rglob("*.jsonl")))


def test_a_scenario_is_made_opened_left_and_adopted(visit: Visit) -> None:
    """All speakers external beside the plan: 2,000 × 6 + 8,000 + 1,000 = 21,000, nothing gives way.

    With 60 copies in it 19,000; the plan keeps its 15,000 until the scenario is adopted.
    """
    workbook = visit()
    panel = open_panel(workbook, "scenarios")
    panel.locator('[name="name"]').fill("全外聘")
    panel.locator('[name="kind"]').select_option("external")
    panel.locator('[name="holds"]').uncheck()
    press(workbook, panel, "建立")
    expect(panel.locator(".plc-versions tfoot")).to_contain_text("21,000")
    expect_total(workbook, 15000)

    press(workbook, panel, "開啟 全外聘")
    stands(workbook, 21000)
    fill_in(workbook, PRINTING, "60")
    stands(workbook, 19000)
    assert saved(workbook.plan).budget.total == 15000

    press(workbook, workbook.app.locator(".plc-onscenario"), "回到計畫")
    expect_total(workbook, 15000)
    expect(cell(workbook, PRINTING)).to_have_value("80")

    press(workbook, panel, "採用… 全外聘")
    asking = panel.get_by_role("alertdialog")
    expect(asking).to_contain_text("15,000")
    expect(asking).to_contain_text("19,000")
    press(workbook, asking, "採用「全外聘」")
    expect_total(workbook, 19000)
    expect(cell(workbook, PRINTING)).to_have_value("60")


def test_an_older_step_is_undone_from_the_history(workbook: Workbook) -> None:
    """70 copies, then 2 and 3 of the rest; back to before the 2: all later goes with it, and returns."""
    fill_in(workbook, PRINTING, "70")
    fill_in(workbook, MISC, "2")
    fill_in(workbook, MISC, "3")
    expect_total(workbook, 6000 + 7000 + 3000)

    older = steps(workbook).nth(1)
    press(workbook, older, "復原到此步之前…")
    asking = older.get_by_role("alertdialog")
    press(workbook, asking, "取消")
    expect_total(workbook, 16000)
    press(workbook, older, "復原到此步之前…")
    press(workbook, asking, "確定")

    expect_total(workbook, 6000 + 7000 + 1000)
    expect(cell(workbook, MISC)).to_have_value("1")
    redo = workbook.app.locator(".plc-history tr.plc-undone")
    expect(redo).to_have_count(2)
    workbook.press("Control+y")
    stands(workbook, 6000 + 7000 + 2000)


def test_approved_changed_and_explained(workbook: Workbook) -> None:
    """15,000 are approved; 60 copies are 2,000 less, and the comparison keeps the reason for it."""
    panel = open_panel(workbook, "comparison")
    panel.locator('[name="reference"]').fill("府教課字第1140001234號")
    panel.locator('[name="on"]').fill("114/5/10")
    press(workbook, panel, "登錄核定")
    asked = panel.get_by_role("alertdialog")
    expect(asked).to_contain_text("15,000")
    asked.locator(".plc-primary").click()
    settled(workbook)
    fill_in(workbook, PRINTING, "60")
    stands(workbook, 13000)

    row = panel.locator(".plc-compared tbody tr", has_text="印刷費")
    for words in ("8,000", "6,000", "2,000"):
        expect(row).to_contain_text(words)
    reason = row.get_by_role("textbox")
    reason.fill("改用電子講義")
    reason.press("Enter")
    settled(workbook)

    workbook.open()
    row = open_panel(workbook, "comparison").locator(".plc-compared tr", has_text="印刷費")
    expect(row.get_by_role("textbox")).to_have_value("改用電子講義")
    assert "改用電子講義" in reasons(workbook.plan)


def test_settings_are_seen_before_they_are_applied(workbook: Workbook) -> None:
    """16,000 approved in place of 15,000: what it changes is seen first, left, seen, and applied."""
    panel = open_panel(workbook, "settings")
    fill_in(workbook, APPROVED, "16000")
    effects = panel.locator(".plc-effects")
    expect(effects.locator(".plc-newtotal")).to_contain_text("16,000")
    settled(workbook)
    assert saved(workbook.plan).details.funding.approved_total == 15000

    press(workbook, effects, "取消")
    expect(effects).to_have_count(0)
    expect(cell(workbook, APPROVED)).to_have_value("15,000")

    fill_in(workbook, APPROVED, "16000")
    press(workbook, effects, "套用")
    expect(workbook.app.locator(".plc-sum")).to_contain_text("核定總額 16,000")
    expect(workbook.app.locator(".plc-balance")).to_contain_text("1,000")
    assert saved(workbook.plan).details.funding.approved_total == 16000
    assert saved(workbook.plan).budget.total == 15000
