from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_budget.plan import Plan, load_plan
from plc_budget.reallocation import Proposal, Verdict, reallocate
from plc_budget.reallocation.exact import Clock
from plc_budget.reallocation.frame import frame_of
from plc_budget.reallocation.proposing import proposals_for
from plc_budget.reallocation.terms import Terms
from plc_budget.reallocation.transfers import OUTSIDE, Transfers, transfers_of
from plc_budget.shipped import data_folder
from plc_budget.tables import CATEGORIES
from sheet_plans import plan_of

HEADER = "code,category,item,unit_price,quantity,step,locked,rate,base\n"
BOTH = HEADER + (
    "printing,業務費,印刷費,100,80,10,,,\n"
    "lunch,業務費,膳費,100,70,1,,,\n"
    "tablet,設備及投資,平板電腦,15000,2,1,,,\n"
)  # 8,000 + 7,000 + 30,000
MINISTRY = """
[[funding.sources]]
name = "教育部國民及學前教育署"
kind = "moe-subsidy"
share = "50"
"""


@pytest.fixture(scope="module")
def grant() -> Plan:
    """The shipped plan with the ministry's money: 138,000 業務費 and 30,000 設備及投資."""
    plan, _ = load_plan(data_folder() / "plans" / "moe-114-reading-workshop")
    assert plan is not None
    return plan


def ministry_plan(budget: str = BOTH, approved: int = 45_000) -> Plan:
    """Make a plan that the ministry and a county pay together."""
    return plan_of(budget, more='share = "50"\n' + MINISTRY, approved=approved)


def changed(proposal: Proposal | None) -> dict[str, str]:
    """Say which lines give way, and their new quantities."""
    assert proposal is not None
    return {change.code: f"{change.quantity_after:f}" for change in proposal.giving_way}


# --- between accounts -------------------------------------------------------------------------


def test_capital_never_becomes_current() -> None:
    """One tablet less frees 15,000 of 設備及投資, which may not go into 業務費 (資本門流經常門)."""
    answer, _ = reallocate(ministry_plan(), {"tablet": Decimal(1)})

    assert not answer.is_feasible
    assert "設備及投資" in answer.reason.render("en")
    assert "forbidden" in answer.reason.render("en")
    assert (answer.below, answer.above) == (30_000, None)  # the 15,000 may go back


def test_current_becomes_capital_only_with_consent() -> None:
    """One tablet more takes 15,000 from 業務費: proposed, with what must be handed in before."""
    answer, findings = reallocate(ministry_plan(), {"tablet": Decimal(3)})

    assert answer.best is not None
    assert answer.best.consent is not None
    assert answer.best.consent.rules == ("transfer-moe",)
    assert "附件五" in answer.best.consent.form
    assert [(f.source, f.target, f.amount) for f in answer.best.consent.flows] == [
        ("業務費", "設備及投資", 15_000)
    ]
    assert [(f.code, f.citation) for f in findings] == [("TRANSFER-CONSENT", "transfer-moe")]


def test_within_an_account_the_unit_decides() -> None:
    """Twenty copies more cost twenty lunches: both 業務費, no consent."""
    answer, findings = reallocate(ministry_plan(), {"printing": Decimal(100)})

    assert changed(answer.best) == {"lunch": "50"}
    assert answer.best is not None
    assert answer.best.consent is None
    assert findings == []


def test_a_way_without_consent_is_always_among_the_proposals() -> None:
    """A cheaper move out of 業務費 needs consent; the one that stays in 設備及投資 is told, too."""
    budget = BOTH + "screen,設備及投資,投影機,15000,2,1,,,\n"  # 30,000 more

    answer, _ = reallocate(ministry_plan(budget, 75_000), {"tablet": Decimal(3)})

    free = [proposal for proposal in answer.proposals if proposal.consent is None]
    assert changed(free[0]) == {"screen": "1"}


def test_county_money_moves_between_all_accounts() -> None:
    """各項目間得依實際情況勻支: one tablet less pays 150 copies more, or lunches."""
    answer, _ = reallocate(plan_of(BOTH, approved=45_000), {"tablet": Decimal(1)})

    assert answer.best is not None
    assert answer.best.consent is None
    assert changed(answer.best) == {"lunch": "220"}


def test_moves_are_judged_against_what_was_approved() -> None:
    """What left 設備及投資 before, against the approved budget, cannot be kept quiet later."""
    approved = ministry_plan().budget
    later = ministry_plan(BOTH.replace("15000,2,", "15000,1,").replace("100,70,", "100,220,"))

    quiet, _ = reallocate(later)
    judged, _ = reallocate(later, approved=approved)

    assert changed(quiet.best) == {}
    assert changed(judged.best) == {"tablet": "2", "lunch": "70"}


def test_a_smaller_total_may_be_given_back_from_any_account() -> None:
    """15,000 less in all: the tablet goes, and nothing was moved between accounts."""
    answer, _ = reallocate(ministry_plan(), total=30_000, locks=["printing", "lunch"])

    assert changed(answer.best) == {"tablet": "1"}
    assert answer.best is not None
    assert answer.best.consent is None


def test_a_rule_about_two_of_three_accounts_is_kept() -> None:
    """業務費 may give to 設備及投資 but not to 人事費: then the tablet pays, not the copies."""
    budget = HEADER + (
        "staff,人事費,臨時人員,1000,10,1,,,\n"
        "tablet,設備及投資,平板電腦,5000,4,1,,,\n"
        "printing,業務費,印刷費,100,200,10,,,\n"
    )
    plan = plan_of(budget, approved=50_000)
    forbidden = {("業務費", "人事費"): (Verdict.FORBIDDEN, None)}
    frame = replace(
        frame_of(plan), transfers=Transfers(forbidden, tuple(plan.budget.by_category()))
    )
    terms = Terms(50_000, 50_000, {"staff": Decimal(15)})

    free = proposals_for(frame_of(plan), terms, Clock(5))
    bound = proposals_for(frame, terms, Clock(5))

    assert changed(free.proposals[0]) == {"printing": "150"}
    assert changed(bound.proposals[0]) == {"tablet": "3"}


amounts = st.dictionaries(
    st.sampled_from(CATEGORIES), st.integers(-20, 20), min_size=1, max_size=len(CATEGORIES)
)
verdicts = st.dictionaries(
    st.tuples(st.sampled_from(CATEGORIES), st.sampled_from(CATEGORIES)), st.sampled_from(Verdict)
)


@given(amounts, verdicts)
def test_a_route_sends_what_leaves_to_what_comes_by_allowed_ways(
    net: dict[str, int], pairs: dict[tuple[str, str], Verdict]
) -> None:
    """Each account gives and takes just what it changes by; none of the ways is forbidden."""
    transfers = Transfers({pair: (verdict, None) for pair, verdict in pairs.items()}, CATEGORIES)

    for allowed in Verdict:
        route = transfers.route(net, allowed)
        if route is None:
            assert allowed is not Verdict.FORBIDDEN
            continue
        assert all(flow.verdict <= allowed and flow.amount > 0 for flow in route)
        for account, change in net.items():
            taken = sum(flow.amount for flow in route if flow.target == account)
            given_away = sum(flow.amount for flow in route if flow.source == account)
            assert taken - given_away == change
            assert not (taken and given_away)


@given(amounts, verdicts)
def test_where_no_route_is_found_there_is_none(
    net: dict[str, int], pairs: dict[tuple[str, str], Verdict]
) -> None:
    """Some givers together have more than all they may give to can take (Hall)."""
    transfers = Transfers({pair: (verdict, None) for pair, verdict in pairs.items()}, CATEGORIES)
    more = sum(net.values())
    gives = {account: -change for account, change in net.items() if change < 0}
    takes = {account: change for account, change in net.items() if change > 0}
    takes[OUTSIDE] = max(0, -more)
    gives[OUTSIDE] = max(0, more)
    groups = [
        [giver for bit, giver in enumerate(gives) if mask >> bit & 1]
        for mask in range(1 << len(gives))
    ]
    stuck = any(
        sum(gives[giver] for giver in group)
        > sum(
            amount
            for taker, amount in takes.items()
            if any(transfers.verdict(giver, taker) <= Verdict.CONSENT for giver in group)
        )
        for group in groups
    )

    assert (transfers.route(net) is None) == stuck


def test_the_strictest_of_several_cards_counts(grant: Plan) -> None:
    """The county lets all lines move, the ministry does not: its word counts for the whole plan."""
    transfers = transfers_of(grant.book, CATEGORIES)

    assert grant.book.get("transfer-county") is not None
    assert transfers.verdict("設備及投資", "業務費") is Verdict.FORBIDDEN
    assert transfers.verdict("業務費", "設備及投資") is Verdict.CONSENT
    assert transfers.verdict("業務費", "行政管理費") is Verdict.CONSENT
    assert transfers.verdict("業務費", "人事費") is Verdict.CONSENT


# --- ceilings on amounts ----------------------------------------------------------------------


def misc_plan(percent: int, base: str, more: str = "") -> Plan:
    """Make a plan of 6,000 + 8,000 + 1,000 whose 雜支 are limited to a share."""
    budget = HEADER + (
        "fee,業務費,內聘講師鐘點費,1000,6,1,,,\n"
        "printing,業務費,印刷費,100,80,10,,,\n"
        "misc,業務費,雜支,100,10,1,,,\n"
    )
    stated = f'[parameters.misc-share]\nvalue = {{ percent = {percent}, base = "{base}" }}\n'
    return plan_of(budget, more=stated + 'source = "核定函"\n' + more)


def test_a_percentage_line_cannot_be_set(grant: Plan) -> None:
    """The premium follows the fees: to change it, set them."""
    answer, findings = reallocate(grant, {"premium": Decimal(2)})

    assert not answer.is_feasible
    assert [finding.code for finding in findings] == ["SET-FOLLOWS"]


@pytest.mark.parametrize(
    ("percent", "base", "fees", "expected"),
    [
        (10, "total", "5.5", {"misc": "15"}),  # 1,500 = 10 % of 15,000
        (8, "total", "5.5", {"printing": "90", "misc": "5"}),  # 1,500 > 1,200: + 1,000 - 500
        (8, "operating", "5.5", {"printing": "90", "misc": "5"}),  # all of it is 業務費
        (8, "other-lines", "5.9", {"misc": "11"}),  # 1,100 <= 8 % of 13,900 = 1,112
        (8, "other-lines", "5.8", {"printing": "90", "misc": "2"}),  # 1,200 > 8 % of 13,800
        (8, "operating-others", "5.8", {"printing": "90", "misc": "2"}),
    ],
)
def test_misc_takes_no_more_than_its_share(
    percent: int, base: str, fees: str, expected: dict[str, str]
) -> None:
    """What is left over goes into 雜支 as far as its share lets it, else into copies by tens."""
    answer, _ = reallocate(misc_plan(percent, base), {"fee": Decimal(fees)})

    assert changed(answer.best) == expected


def test_a_ceiling_in_the_way_is_named() -> None:
    """With printing locked 雜支 would have to be 2,000, 13.3 % of 15,000."""
    answer, _ = reallocate(misc_plan(8, "total"), {"fee": Decimal(5)}, locks=["printing"])

    assert not answer.is_feasible
    assert "Share of miscellaneous" in answer.reason.render("en")
    assert [(r.kind, r.rule) for r in answer.releases if r.rule] == [("ceiling", "misc-share")]


def test_a_recorded_reason_lets_an_excess_stand_as_far_as_it_goes() -> None:
    """300 above the 1,200 have a reason: 1,500 will do, 1,600 will not."""
    reason = '[[answers]]\ncode = "MISC-SHARE"\nstake = 300\nreason = "核定"\n'
    plan = misc_plan(8, "total", reason)

    answered, _ = reallocate(plan, {"fee": Decimal("5.5")})
    beyond, _ = reallocate(plan, {"fee": Decimal("5.4")})

    assert changed(answered.best) == {"misc": "15"}
    assert changed(beyond.best) == {"printing": "90", "misc": "6"}


def test_an_amount_ceiling_holds() -> None:
    """資料蒐集費 takes at most 30,000 of the ministry's money; the rest goes elsewhere."""
    budget = HEADER + (
        "printing,業務費,印刷費,100,300,10,,,\n"
        "data,業務費,資料蒐集費,1000,25,1,,,\n"
        "lunch,業務費,膳費,100,50,1,,,\n"
    )  # 30,000 + 25,000 + 5,000
    plan = ministry_plan(budget, 60_000)

    within, _ = reallocate(plan, {"printing": Decimal(250)}, locks=["lunch"])
    beyond, _ = reallocate(plan, {"printing": Decimal(240)}, locks=["lunch"])

    assert changed(within.best) == {"data": "30"}
    assert not beyond.is_feasible


def test_the_fee_of_a_commission_keeps_both_tiers() -> None:
    """行政管理費 of a commission: 10 % of 業務費 up to 3,000,000 and 5 % of what is above."""
    budget = HEADER + (
        "work,業務費,印刷費,1000,4000,1,,,\n"
        "admin,行政管理費,行政管理費,1000,340,1,,,\n"
        "other,業務費,材料費,1000,0,1,,,\n"
    )
    commission = MINISTRY.replace("moe-subsidy", "moe-commission")
    plan = plan_of(budget, more='share = "50"\n' + commission, approved=4_340_000)

    # 300,000 + 5 % of 1,000,000 = 350,000; each 1,000 out of 業務費 lowers that by 50
    ten, _ = reallocate(plan, {"work": Decimal(3_991)}, locks=["other"], approved=None)
    eleven, _ = reallocate(plan, {"work": Decimal(3_989)}, locks=["other"])

    assert changed(ten.best) == {"admin": "349"}
    assert not eleven.is_feasible


# --- the shipped plan with the ministry's money -----------------------------------------------


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
    fees = sum(c.amount_after for c in answer.best.changes if c.code.startswith("speaker_")
               and c.code.removeprefix("speaker_") in ("external", "affiliated", "internal", "assistant"))  # fmt: skip
    assert premium.amount_after == int(Decimal(fees) * Decimal("0.0211") + Decimal("0.5"))
    assert answer.best.total == 168_000


def test_the_grants_tablets_are_no_reserve(grant: Plan) -> None:
    """One tablet less leaves 15,000 that 業務費 may not have, whatever else is let go."""
    answer, _ = reallocate(grant, {"tablets": Decimal(1)})

    assert not answer.is_feasible
    assert [release.kind for release in answer.releases] == ["setting"]
    assert answer.below == 168_000 - 15_000
