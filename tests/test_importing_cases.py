"""Tables from the field that are easily read wrong, each with the lines and the total that are right."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from plc_budget.importing.details import Given
from plc_budget.importing.plan import plan_from

if TYPE_CHECKING:
    from plc_budget.findings import Finding
    from plc_budget.plan import Plan

CASES = Path(__file__).parent / "importing_cases"


def taken(name: str) -> tuple[Plan, list[Finding]]:
    """Make a plan of a table."""
    new, findings = plan_from(
        CASES / f"{name}.xlsx", Given(date(2026, 3, 1), None, date(2026, 1, 1))
    )
    assert new is not None, [str(finding.message) for finding in findings]
    return new.plan, findings


def amounts(plan: Plan) -> list[int]:
    """Return what each line comes to."""
    return [line.amount for line in plan.budget.lines]


def said(findings: list[Finding], code: str) -> str:
    """Join what is said under a code, and the cells it names."""
    return " ".join(
        f"{f.where.column}{f.where.row} {f.message}" for f in findings if f.code == code
    )


@pytest.mark.parametrize(
    ("name", "lines", "approved"),
    [
        ("total_in_english", [12_000, 3_000], 15_000),
        ("income_and_expense", [12_000, 3_000], 15_000),
        ("chinese_product", [2_000 * 2 * 3 * 4, 3_000], 51_000),
        ("chinese_product_no_total", [2_000 * 2 * 3 * 4, 3_000], 51_000),
        (
            "three_tables_one_total",
            [24_000, 5_400, 10_500, 7_500, 90, 75, 60, 500, 1_000, 4_900],
            54_025,
        ),
        ("first_table_dropped", [72_000, 28_000], 100_000),
        ("unknown_columns", [6_000, 6_000], 12_000),
        ("school_blocks", [2_000, 1_000, 3_000, 2_000], 8_000),
        ("weeks_in_block_head", [400 * 2 * 14, 400 * 4 * 18], 40_000),
        ("zero_lines", [12_000, 0, 0], 12_000),
        ("applied_and_approved", [8_000, 3_000], 11_000),
        ("items_across", [12_000, 3_000], 15_000),
        ("side_by_side", [2_000, 1_000, 6_000, 1_000], 10_000),
        ("discount", [45 * 100, 12_000], 16_500),
        ("negative_line", [6_000, 3_000, 400], 9_000),
        ("negative_triangle", [6_000, 3_000, 400], 9_000),
        ("formulas_never_calculated", [6_000, 3_000, 400], 9_400),
        ("sample_sheet_first", [6_000, 3_000, 400], 9_400),
        ("apostrophe", [6_000, 3_000, 400], 9_400),
        ("bare_total_wrong", [2_000, 1_000], 3_500),
        (
            "total_other_word",
            [1_725_000, 450_000, 630_000, 440_000, 530_000, 259_600, 175_230],
            3_679_830,
        ),
        (
            "group_sums_first",
            [
                20_000,
                130_000,
                20_000,
                636_000,
                3_180_000,
                80_000,
                12_000,
                5_000,
                10_000,
                102_000,
                36_000,
                462_000,
            ],
            4_693_000,
        ),
    ],
)
def test_the_lines_and_the_total_of_the_paper(name: str, lines: list[int], approved: int) -> None:
    """Each line once, and the total that is printed."""
    plan, _ = taken(name)
    assert amounts(plan) == lines
    assert plan.details.funding.approved_total == approved


def test_a_total_that_does_not_add_up_is_said() -> None:
    """The last row of 3,500 names nothing: 2,000 + 1,000 come to 3,000."""
    _, findings = taken("bare_total_wrong")
    assert said(findings, "IMPORT-TOTAL").startswith("D5 ")


def test_what_a_subtotal_left_out_is_named() -> None:
    """基礎預算小計 is 530,000 short: 風險緩衝; the lines come to 4,209,830."""
    _, findings = taken("total_other_word")
    assert "風險緩衝" in said(findings, "IMPORT-SUBTOTAL")
    assert "4,209,830" in said(findings, "IMPORT-TOTAL")


def test_the_income_is_what_pays() -> None:
    """The table in row 3, 15,000 of income, gives no lines."""
    _, findings = taken("income_and_expense")
    assert said(findings, "IMPORT-INCOME").startswith("A3 ")


def test_numbers_written_together_are_told() -> None:
    """C3 was multiplied: 二人三節四場."""
    _, findings = taken("chinese_product_no_total")
    assert "C3" in said(findings, "IMPORT-CELL")


def test_columns_that_are_not_known_are_named_and_kept() -> None:
    """日期 and 講師 stand in the note of their line."""
    plan, findings = taken("unknown_columns")
    assert plan.budget.lines[1].row.note == "日期：114/11/05；講師：教師乙"
    assert "講師" in said(findings, "IMPORT-COLUMN")


def test_the_school_of_each_line_can_be_told() -> None:
    """The merged cell on the left is kept in the notes."""
    plan, _ = taken("school_blocks")
    assert [line.row.note for line in plan.budget.lines] == ["甲國小"] * 2 + ["乙國小"] * 2


def test_why_a_line_is_worth_less_is_in_its_note() -> None:
    """50元 at 9折 is 45元."""
    plan, _ = taken("discount")
    assert "9折" in plan.budget.lines[0].row.note


def test_nobody_says_a_line_of_nothing_has_no_figure() -> None:
    """場地費 免費 and 茶水 自備 are lines; of 交通費 自理, which has no figure, that is said."""
    plan, findings = taken("zero_lines")
    assert [line.name for line in plan.budget.lines][1:] == ["場地費", "茶水"]
    cells = said(findings, "IMPORT-CELL")
    assert "E6" in cells
    assert "E4" not in cells
    assert "E5" not in cells


def test_what_was_applied_for_is_left_out_with_a_word() -> None:
    """核定 is taken; B, C and D of 申請 are named."""
    _, findings = taken("applied_and_approved")
    assert "B, C, D" in said(findings, "IMPORT-HEADER").replace("、", ", ")


def test_a_negative_line_is_named_by_its_cell() -> None:
    """-400 stands in E6 under 減：自籌款."""
    _, findings = taken("negative_line")
    assert said(findings, "IMPORT-NEGATIVE").startswith("E6 ")


def test_a_file_that_was_never_calculated_is_told() -> None:
    """E3 to E6 hold formulas without a result: they are computed, and nobody says a total is missing."""
    _, findings = taken("formulas_never_calculated")
    assert "E6" in said(findings, "IMPORT-CELL")
    assert said(findings, "IMPORT-NO-TOTAL") == ""
