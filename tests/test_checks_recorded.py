"""What a check cannot see, it says: rules without a value on the day, a county nobody knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from plc_budget.checks import check_plan
from plc_budget.findings import Severity
from situations import (
    SUBSIDY,
    again,
    check,
    codes,
    county_plan,
    english,
    ministry_plan,
    moved,
    only,
    row,
)


def test_rules_that_began_later_are_named() -> None:
    """In 2024 deadlines, moves and own staff's fees of the ministry are not on record: one notice."""
    silent = only(check_plan(moved(ministry_plan(), date(2024, 9, 20))), "RULES-BEFORE-RECORD")

    assert silent.severity is Severity.NOTICE
    assert "2024-09-20" in english(silent)
    for title in (
        "Settlement of the ministry's plans",
        "What of the ministry's money may be moved",
        "Fees the unit's own staff may not take",
    ):
        assert title in english(silent)


def test_rules_about_lines_that_are_not_there_are_left_out() -> None:
    """A plan of stationery has no fee its own staff could take."""
    silent = only(
        check(row("文具", 100, 10), day=date(2024, 9, 20), funding=SUBSIDY), "RULES-BEFORE-RECORD"
    )

    assert "Settlement of the ministry's plans" in english(silent)
    assert "own staff" not in english(silent)


def test_where_all_is_on_record_nothing_is_said() -> None:
    """The two plans as they ship, and a county's money on any day of 2025."""
    for plan in (county_plan(), ministry_plan()):
        assert "RULES-BEFORE-RECORD" not in codes(check_plan(plan))


@pytest.mark.parametrize(("typed", "meant"), [("花蓮", "花蓮縣"), ("台東縣", "臺東縣")])
def test_a_misspelt_county_is_told_the_nearest(typed: str, meant: str) -> None:
    """Rules of a county are found by its whole name; 花蓮 would lose them in silence."""
    county = county_plan()
    findings = check_plan(again(county, replace(county.details, county=typed)))
    unknown = only(findings, "COUNTY-UNKNOWN")

    assert unknown.is_open
    assert meant in unknown.remedy.render("en")
    assert "COUNTY-UNKNOWN" not in codes(check_plan(county))


def test_a_county_like_no_other_is_told_all() -> None:
    """Hualien is like none of the Chinese names; a plan that names no county is not asked."""
    unknown = only(check(row("文具", 100, 10), county="Hualien"), "COUNTY-UNKNOWN")

    assert "花蓮縣" in unknown.remedy.render("en")
    assert "COUNTY-UNKNOWN" not in codes(check(row("文具", 100, 10), county=""))
