from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from plc_budget.reallocation import Verdict, reallocate
from plc_budget.reallocation.exact import Clock
from plc_budget.reallocation.frame import frame_of
from plc_budget.reallocation.proposing import proposals_for
from plc_budget.reallocation.terms import Terms
from plc_budget.reallocation.transfers import OUTSIDE, Transfers
from plc_budget.tables import CATEGORIES
from reallocation_plans import BOTH, HEADER, changed, ministry_plan
from sheet_plans import plan_of


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


def test_a_way_without_consent_is_added_where_many_others_change_less() -> None:
    """Six lines of 業務費 could each pay for the tablet; two screens together can without consent."""
    budget = (
        HEADER
        + "".join(f"l{n},業務費,項目{n},1000,20,1,,,\n" for n in range(6))
        + (
            "tablet,設備及投資,平板電腦,15000,2,1,,,\n"
            "screen,設備及投資,投影機,7500,1,1,,,\n"
            "board,設備及投資,觸控螢幕,7500,1,1,,,\n"
        )
    )
    plan = ministry_plan(budget, 6 * 20_000 + 30_000 + 15_000)

    answer, _ = reallocate(plan, {"tablet": Decimal(3)})

    assert [proposal.consent is None for proposal in answer.proposals] == [False] * 4 + [True]
    assert changed(answer.proposals[-1]) == {"screen": "0", "board": "0"}


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


def test_a_route_makes_room_for_an_account_with_no_other_choice() -> None:
    """業務費 may only give to 設備及投資; so 人事費, which could, gives to 行政管理費 instead."""
    pairs = {("業務費", "行政管理費"): (Verdict.FORBIDDEN, None)}
    net = {"人事費": -10, "業務費": -10, "設備及投資": 10, "行政管理費": 10}

    route = Transfers(pairs, CATEGORIES).route(net)

    assert route is not None
    assert {(flow.source, flow.target, flow.amount) for flow in route} == {
        ("人事費", "行政管理費", 10),
        ("業務費", "設備及投資", 10),
    }


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
def test_consent_is_asked_only_where_there_is_no_other_way(
    net: dict[str, int], pairs: dict[tuple[str, str], Verdict]
) -> None:
    """Where moves within the unit's own power suffice, the route has no others."""
    transfers = Transfers({pair: (verdict, None) for pair, verdict in pairs.items()}, CATEGORIES)

    if transfers.route(net, Verdict.INTERNAL) is not None:
        route = transfers.route(net)
        assert route is not None
        assert all(flow.verdict is Verdict.INTERNAL for flow in route)


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
