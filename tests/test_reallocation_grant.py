from __future__ import annotations

from decimal import Decimal

import pytest

from plc_budget.plan import Plan
from plc_budget.reallocation import Verdict, reallocate
from plc_budget.reallocation.transfers import transfers_of
from plc_budget.tables import CATEGORIES
from reallocation_plans import changed, shipped


@pytest.fixture(scope="module")
def grant() -> Plan:
    """The shipped plan with the ministry's money: 138,000 業務費 and 30,000 設備及投資."""
    return shipped("moe-114-reading-workshop")


def test_the_strictest_of_several_cards_counts(grant: Plan) -> None:
    """The county lets all lines move, the ministry does not: its word counts for the whole plan."""
    transfers = transfers_of(grant.book, CATEGORIES)

    assert grant.book.get("transfer-county") is not None
    assert transfers.verdict("設備及投資", "業務費") is Verdict.FORBIDDEN
    assert transfers.verdict("業務費", "設備及投資") is Verdict.CONSENT
    assert transfers.verdict("業務費", "行政管理費") is Verdict.CONSENT
    assert transfers.verdict("業務費", "人事費") is Verdict.CONSENT


def test_more_copies_for_the_grant_cost_lunches(grant: Plan) -> None:
    """100 booklets instead of 70 cost 30 x 120 = 3,600, that is 18 lunches of 2 days x 100."""
    answer, _ = reallocate(grant, {"printing": Decimal(100)})

    assert changed(answer.best) == {"lunch": "52"}
    assert all(proposal.total == 168_000 for proposal in answer.proposals)


def test_periods_that_go_take_their_premium_with_them(grant: Plan) -> None:
    """Two external periods less: 4,000, and 2.11 % of that: 2,000 x 2 + 84 are to be spent."""
    answer, _ = reallocate(grant, {"speaker_external": Decimal(6)})

    assert answer.best is not None
    premium = next(change for change in answer.best.changes if change.code == "premium")
    fees = sum(
        c.amount_after
        for c in answer.best.changes
        if c.code.startswith("speaker_")
        and c.code.removeprefix("speaker_") in ("external", "affiliated", "internal", "assistant")
    )
    assert premium.amount_after == int(Decimal(fees) * Decimal("0.0211") + Decimal("0.5"))
    assert answer.best.total == 168_000


def test_the_grants_tablets_are_no_reserve(grant: Plan) -> None:
    """One tablet less leaves 15,000 that 業務費 may not have, whatever else is let go."""
    answer, _ = reallocate(grant, {"tablets": Decimal(1)})

    assert not answer.is_feasible
    assert [release.kind for release in answer.releases] == ["setting"]
    assert answer.below == 168_000 - 15_000


def test_a_percentage_line_cannot_be_set(grant: Plan) -> None:
    """The premium follows the fees: to change it, set them."""
    answer, findings = reallocate(grant, {"premium": Decimal(2)})

    assert not answer.is_feasible
    assert [finding.code for finding in findings] == ["SET-FOLLOWS"]
