"""A line is named on the command line by its code or by what it prints."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import plc_budget
from plc_budget.cli.reallocate import find_code, find_codes
from plc_budget.plan import Plan, load_plan
from plc_budget.plan.model import assemble

COUNTY = plc_budget.data_folder() / "plans" / "hualien-113-plc-conveners"


def county(**items: str) -> Plan:
    """Load the county's plan; with other items printed by some codes."""
    plan, _ = load_plan(COUNTY)
    assert plan is not None
    rows = tuple(replace(row, item=items.get(row.code, row.item)) for row in plan.rows)
    changed, _ = assemble(plan.id, plan.details, rows, plan.timetable)
    assert changed is not None
    return changed


@pytest.mark.parametrize("word", ["printing", "Printing", "印刷費", " 印 刷 費 "])
def test_a_code_or_a_printed_item_names_its_line(word: str) -> None:
    """Blanks and capitals do not matter."""
    assert find_code(county(), word) == ("printing", None)


def test_an_item_of_two_lines_names_neither() -> None:
    """The message names the codes to choose from."""
    code, finding = find_code(county(misc="印刷費"), "印刷費")
    assert (code, finding and finding.code) == ("", "LINE-SEVERAL")
    assert finding is not None
    assert "printing" in str(finding.remedy)
    assert "misc" in str(finding.remedy)


def test_a_code_goes_before_an_item_that_reads_like_it() -> None:
    """The word misc means the line misc, even if another one prints “misc”."""
    assert find_code(county(printing="misc"), "misc") == ("misc", None)


@pytest.mark.parametrize("word", ["", "茶水費", "print"])
def test_a_word_that_names_nothing_is_refused(word: str) -> None:
    """A part of a code is not enough."""
    code, finding = find_code(county(), word)
    assert (code, finding and finding.code) == ("", "LINE-UNKNOWN")


def test_a_line_set_by_its_code_and_by_its_item_is_set_twice() -> None:
    """printing=60 and 印刷費=70 are the same line; the first is kept, the second reported."""
    settings = [("printing", Decimal(60)), ("印刷費", Decimal(70)), ("misc", Decimal(1))]
    quantities, findings = find_codes(county(), settings)
    assert quantities == {"printing": Decimal(60), "misc": Decimal(1)}
    assert [finding.code for finding in findings] == ["SET-TWICE"]
