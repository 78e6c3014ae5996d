"""Question 1: does the budget hold it? Totals, shares of the sources of money, signatures."""

from __future__ import annotations

from datetime import date

import pytest

from plc_budget.findings import Question, Severity
from plc_budget.plan.details import Reallocation
from plc_budget.rules import FundingKind
from situations import COUNTY, SUBSIDY, at, check, codes, english, only, row

PRINTING = row("印刷費", 100, 80, "本")


def shares(**percent: str) -> dict[FundingKind, str]:
    """Name the shares by kind of money, as ``moe_subsidy="90"``."""
    return {FundingKind(kind.replace("_", "-")): share for kind, share in percent.items()}


def test_the_approved_total_itself_is_held() -> None:
    """100 × 80 = 8,000 of 8,000: neither over nor under."""
    assert codes(check(PRINTING, approved=8_000)) == []


def test_one_dollar_over_is_an_error() -> None:
    """8,000 of 7,999 is 1 too much, and stops an export for approval."""
    over = only(check(PRINTING, approved=7_999), "BUDGET-OVER")

    assert (over.severity, over.stake, over.question) == (Severity.ERROR, 1, Question.BUDGET)
    assert at(over) == "plan.toml funding.approved_total"


def test_one_dollar_under_wants_a_reason() -> None:
    """8,000 of 8,001 leaves 1 unused."""
    under = only(check(PRINTING, approved=8_001), "BUDGET-UNDER")

    assert (under.severity, under.stake) == (Severity.WARNING, 1)


def test_shares_of_the_sources_add_up_to_the_whole() -> None:
    """85 + 10 = 95, and nobody pays the rest."""
    missing = only(check(PRINTING, funding=shares(moe_subsidy="85", county="10")), "FUNDING-SHARE")

    assert missing.severity is Severity.ERROR
    assert "95" in english(missing)


def test_thirds_of_a_percent_may_be_shares() -> None:
    """33.3333 + 66.6667 is 100, exactly."""
    thirds = shares(county="33.3333", school="66.6667")

    assert "FUNDING-SHARE" not in codes(check(PRINTING, funding=thirds))


def test_the_ministry_pays_at_most_ninety_percent() -> None:
    """90 % is within the limit; at 91 % it is 1 % of 8,000 beyond it."""
    at_limit = check(PRINTING, funding=shares(moe_subsidy="90", county="10"))
    beyond = check(PRINTING, funding=shares(moe_subsidy="91", county="9"))

    assert "MOE-SHARE-MAX" not in codes(at_limit)
    finding = only(beyond, "MOE-SHARE-MAX")
    assert (finding.severity, finding.stake) == (Severity.WARNING, 80)
    assert finding.citation == "moe-share-max"


def test_a_county_of_grade_two_gets_what_its_programme_grants() -> None:
    """A programme that grants 70 % to grade 2 does not pay Hualien 85 % in 2026: 15 % of 8,000."""
    stated = {"moe-share-by-grade": {"grade-1": 50, "grade-2": 70}}
    plan = {"day": date(2026, 3, 3), "county": "花蓮縣", "parameters": stated}
    finding = only(check(PRINTING, funding=SUBSIDY, **plan), "MOE-SHARE-BY-GRADE")
    within = check(PRINTING, funding=shares(moe_subsidy="70", county="30"), **plan)

    assert finding.stake == 1_200
    assert "MOE-SHARE-BY-GRADE" not in codes(within)


def test_the_grade_of_a_county_is_said_on_its_day() -> None:
    """From 2026 Hualien is of grade 2; before it was of grade 5."""
    now = check(PRINTING, funding=SUBSIDY, day=date(2026, 3, 3), county="花蓮縣")
    before = check(PRINTING, funding=SUBSIDY, day=date(2025, 12, 31), county="花蓮縣")

    assert "grade 2" in english(only(now, "FISCAL-GRADE"))
    assert "grade 5" in english(only(before, "FISCAL-GRADE"))


def test_a_grant_that_is_no_whole_amount_is_said() -> None:
    """1,010 × 85 % = 858.5: the sheet gives the ministry 859, others would round down to 858."""
    finding = only(check(row("印刷費", 101, 10), funding=SUBSIDY), "MATCHING-ROUNDING")

    assert (finding.severity, finding.stake) == (Severity.NOTICE, 859 - 858)
    assert "858.5" in english(finding)


@pytest.mark.parametrize("price", [100, 5])
def test_a_grant_that_is_not_rounded_up_is_not(price: int) -> None:
    """100 × 85 % = 85 is whole, and of 5 × 85 % = 4.25 the ministry pays 4 anyway."""
    assert "MATCHING-ROUNDING" not in codes(check(row("印刷費", price, 1), funding=SUBSIDY))


def test_shares_that_do_not_add_up_are_not_rounded() -> None:
    """85 + 10 is no division of the whole; what a part of it would be is not said."""
    findings = check(row("印刷費", 101, 10), funding=shares(moe_subsidy="85", county="10"))

    assert "MATCHING-ROUNDING" not in codes(findings)


@pytest.mark.parametrize(
    "boxes",
    [
        ("承辦單位", "主（會）計單位", "機關首長"),
        ("承辦人", "科長", "會辦主計處", "處長"),
        ("承辦人", "會計主任", "校長"),
    ],
)
def test_three_parties_sign_an_application(boxes: tuple[str, ...]) -> None:
    """The responsible unit, accounting and the head have a box each, by whatever name."""
    assert "APPLICATION-SIGNATURES" not in codes(check(PRINTING, funding=SUBSIDY, boxes=boxes))


def test_an_application_without_accounting_may_be_refused() -> None:
    """承辦人, 主任, 校長: nobody of accounting signs, as on the old school sheets."""
    finding = only(
        check(PRINTING, funding=SUBSIDY, boxes=("承辦人", "主任", "校長")), "APPLICATION-SIGNATURES"
    )

    assert finding.severity is Severity.WARNING
    assert "accounting" in english(finding)
    assert "the head" not in english(finding)


def test_a_county_signs_its_own_plan_as_it_likes() -> None:
    """The ministry's three boxes are no matter of county money."""
    assert codes(check(PRINTING, funding=COUNTY, boxes=("承辦人",))) == []


def test_reallocation_that_no_sentence_allows() -> None:
    """Money of a county moves between lines when the sheet says so."""
    silent = check(PRINTING, reallocation=Reallocation(is_allowed=True))
    said = check(PRINTING, reallocation=Reallocation(is_allowed=True, sentence="得勻支。"))
    forbidden = check(PRINTING, reallocation=Reallocation(is_allowed=False))

    assert only(silent, "TRANSFER-COUNTY").severity is Severity.NOTICE
    assert "TRANSFER-COUNTY" not in codes(said) + codes(forbidden)


def test_between_accounts_the_ministry_is_asked() -> None:
    """業務費 and 設備及投資 of one grant exchange money with consent only; within one they may."""
    tablet = row("平板電腦", 15_000, 1, "台", category="設備及投資")
    allowed = Reallocation(is_allowed=True, sentence="得勻支。")
    two = check(PRINTING, tablet, funding=SUBSIDY, reallocation=allowed)
    one = check(PRINTING, funding=SUBSIDY, reallocation=allowed)

    finding = only(two, "TRANSFER-MOE")
    assert finding.severity is Severity.NOTICE
    assert "業務費" in english(finding)
    assert "設備及投資" in english(finding)
    assert "TRANSFER-MOE" not in codes(one)
