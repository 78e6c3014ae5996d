"""規則依據: how sure each value is on the day of the plan, whatever day it is printed on."""

from __future__ import annotations

import io
from datetime import date

from openpyxl import load_workbook

from plc_budget.checks import check_plan
from plc_budget.export import export_xlsx
from plc_budget.rules import shipped_cards
from plc_budget.sheets import locate_findings
from situations import plan_of, row

VALUE, SOURCE, STANDING = 1, 4, 5
"""Columns of the sheet, counted from 0."""


def printed(column: int, day: date) -> dict[str, str]:
    """Print the sheet of a plan that hires helpers on a day: one column of each of its rules."""
    plan = plan_of(row("工讀費", 205, 40, "時"), day=day)
    data = export_xlsx(plan, locate_findings(check_plan(plan), plan), draft=True)
    sheet = load_workbook(io.BytesIO(data))["規則依據"]
    rows = sheet.iter_rows(min_row=4, values_only=True)
    return {str(cells[0]): str(cells[column]) for cells in rows}


def test_a_plan_long_after_the_rules_were_looked_up_says_so() -> None:
    """A plan of the second year after the last look prints 待查證, and of the wage that it is the last known."""
    wage = shipped_cards()["minimum-wage"]
    known = wage.known_until
    assert known is not None
    later = date(max(known.year, wage.source.checked.year) + 2, 1, 28)
    within, beyond = printed(STANDING, wage.source.checked), printed(STANDING, later)

    assert within[wage.title.zh] == "據機關公告或問答"
    assert not any("待查證" in words for words in within.values())
    assert all("待查證" in words for words in beyond.values())
    assert f"{known.year}-01-01起" in beyond[wage.title.zh]


def test_a_wage_that_awaits_its_announcement_is_printed_as_such() -> None:
    """The 205 of 2027 stand there with where they are from; the 196 of 2026 were announced."""
    title = shipped_cards()["minimum-wage"].title.zh

    assert "205" in printed(VALUE, date(2027, 3, 10))[title]
    assert "尚待行政院核定、勞動部公告" in printed(SOURCE, date(2027, 3, 10))[title]
    assert "尚待" not in printed(SOURCE, date(2026, 12, 10))[title]
