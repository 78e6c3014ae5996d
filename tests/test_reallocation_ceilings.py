from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from plc_budget.plan import Plan, assemble
from plc_budget.reallocation import reallocate
from reallocation_plans import HEADER, MINISTRY, changed, ministry_plan
from sheet_plans import plan_of


def misc_plan(percent: int, base: str, more: str = "") -> Plan:
    """Make a plan of 6,000 + 8,000 + 1,000 whose 雜支 are limited to a share."""
    budget = HEADER + (
        "fee,業務費,內聘講師鐘點費,1000,6,1,,,\n"
        "printing,業務費,印刷費,100,80,10,,,\n"
        "misc,業務費,雜支,100,10,1,,,\n"
    )
    stated = f'[parameters.misc-share]\nvalue = {{ percent = {percent}, base = "{base}" }}\n'
    return plan_of(budget, more=stated + 'source = "核定函"\n' + more)


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


def test_the_nearest_total_is_named_where_another_takes_fewer_lines() -> None:
    """From 1,000 up one line gives 10 and two give 4 + 5: next to 1,007 are 1,005 and 1,009."""
    budget = HEADER + (
        "misc,業務費,雜支,100,1,1,是,,\n"
        "fee,業務費,材料費,900,1,1,是,,\n"
        "ten,業務費,項目十,10,0,1,,,\n"
        "four,業務費,項目四,4,0,1,,,\n"
        "five,業務費,項目五,5,0,1,,,\n"
    )
    stated = '[parameters.misc-share]\nvalue = { percent = 10, base = "total" }\nsource = "函"\n'
    plan = plan_of(budget, more=stated, approved=1_000)
    once = [replace(row, max_quantity=Decimal(1)) for row in plan.rows]
    bounded, _ = assemble("bounded", plan.details, once)
    assert bounded is not None

    answer, _ = reallocate(bounded, total=1_007)

    assert not answer.is_feasible
    assert (answer.below, answer.above) == (1_005, 1_009)


def test_a_total_near_by_keeps_the_ceilings_too() -> None:
    """雜支 of 100 are 10 % of 1,000; of the 100 that are left when all else goes they are all."""
    plan = misc_plan(10, "total")
    sets = {"fee": Decimal(0), "printing": Decimal(0)}

    answer, _ = reallocate(plan, sets, locks=["misc"])

    assert not answer.is_feasible
    assert (answer.below, answer.above) == (None, None)


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
