from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from plc_budget.plan import Plan, assemble
from plc_budget.reallocation import (
    apply_proposal,
    reallocate,
)
from reallocation_plans import changed, shipped, with_row
from sheet_plans import plan_of

EIGHT = {"speaker_internal": Decimal(8)}
"""Two more periods at 1,000: the fees are 8,000 instead of 6,000."""


@pytest.fixture(scope="module")
def county() -> Plan:
    """The county's plan: fees 6 x 1,000, printing 80 x 100 by tens, misc 1 x 1,000; 15,000."""
    return shipped("hualien-113-plc-conveners")


def test_two_more_periods_cost_twenty_copies(county: Plan) -> None:
    """Printing 60 and misc as it is, or printing 70 and no misc: both move 2,000, one line is less."""
    answer, findings = reallocate(county, EIGHT)

    assert [changed(p) for p in answer.proposals] == [
        {"printing": "60"},
        {"printing": "70", "misc": "0"},
    ]
    assert [(p.lines, p.moved, p.total) for p in answer.proposals] == [
        (1, 2_000, 8_000 + 6_000 + 1_000),
        (2, 2_000, 8_000 + 7_000 + 0),
    ]
    assert answer.is_proven
    assert findings == []


def test_every_line_is_told_with_quantity_and_amount(county: Plan) -> None:
    """A proposal says of each line what it was and what it would be."""
    answer, _ = reallocate(county, EIGHT)

    assert answer.best is not None
    assert [
        (
            c.code,
            f"{c.quantity_before} → {c.quantity_after}",
            c.amount_before,
            c.amount_after,
            c.is_set,
        )
        for c in answer.best.changes
    ] == [
        ("speaker_internal", "6 → 8", 6_000, 8_000, True),
        ("printing", "80 → 60", 8_000, 6_000, False),
        ("misc", "1 → 1", 1_000, 1_000, False),
    ]


def test_a_lock_holds(county: Plan) -> None:
    """With printing locked, 2,000 cannot come from misc, of which there is 1,000."""
    locked, _ = reallocate(county, EIGHT, locks=["printing"])
    unlocked, _ = reallocate(county, {"speaker_internal": Decimal(7)}, locks=["printing"])

    assert not locked.is_feasible
    assert changed(unlocked.best) == {"misc": "0"}


def test_a_minimum_holds(county: Plan) -> None:
    """At least 70 copies: then misc goes, too."""
    answer, _ = reallocate(with_row(county, "printing", min_quantity=Decimal(70)), EIGHT)

    assert [changed(p) for p in answer.proposals] == [{"printing": "70", "misc": "0"}]


def test_copies_go_by_tens(county: Plan) -> None:
    """Half a period more, 500: no ten copies and no misc cost that; five copies would."""
    half = {"speaker_internal": Decimal("6.5")}

    by_tens, _ = reallocate(county, half)
    by_ones, _ = reallocate(with_row(county, "printing", step=Decimal(1)), half)

    assert not by_tens.is_feasible
    assert changed(by_ones.best) == {"printing": "75"}


def test_periods_move_only_when_asked(county: Plan) -> None:
    """A workshop of 40 copies less: misc takes the 4,000, or else four periods more."""
    forty = {"printing": Decimal(40)}

    still, _ = reallocate(county, forty)
    moving, _ = reallocate(county, forty, move_periods=True)

    assert [changed(p) for p in still.proposals] == [{"misc": "5"}]
    assert [changed(p) for p in moving.proposals][:2] == [
        {"misc": "5"},
        {"speaker_internal": "10.0"},
    ]


def test_of_two_ways_that_move_as_much_the_later_line_gives_way(county: Plan) -> None:
    """A total of 14,000: 1,000 comes from misc, the last line, or else from ten copies."""
    answer, _ = reallocate(county, total=14_000)

    assert [changed(p) for p in answer.proposals[:2]] == [{"misc": "0"}, {"printing": "70"}]


def test_less_will_do_where_the_total_is_at_most(county: Plan) -> None:
    """Two periods fewer leave 13,000 of at most 15,000: nothing else must change."""
    fewer, _ = reallocate(county, {"speaker_internal": Decimal(4)}, at_most=True)
    more, _ = reallocate(county, {"speaker_internal": Decimal("6.5")}, at_most=True)

    assert changed(fewer.best) == {}
    assert changed(more.best) == {"misc": "0"}  # 6,500 + 8,000 = 14,500


def test_a_plan_that_is_right_stays_as_it_is(county: Plan) -> None:
    """Nothing is set and 15,000 is held: no line changes, and no other way is offered."""
    answer, findings = reallocate(county)

    assert [(p.lines, p.moved) for p in answer.proposals] == [(0, 0)]
    assert findings == []


def test_a_percentage_line_follows_to_the_dollar() -> None:
    """8 x 2,000 = 16,000 at 2.11 % is 337.6, that is 338; 127 were budgeted for 6,000."""
    budget = (
        "code,category,item,unit_price,quantity,rate,base,step\n"
        "fee,業務費,外聘講座鐘點費,2000,3,,,1\n"
        "premium,業務費,補充保費,,,2.11,fee,\n"
        "printing,業務費,印刷費,1,8000,,,1\n"
    )
    plan = plan_of(budget, approved=6_000 + 127 + 8_000)

    answer, _ = reallocate(plan, {"fee": Decimal(8)}, total=30_000)

    assert answer.best is not None
    assert changed(answer.best) == {"printing": str(30_000 - 16_000 - 338)}
    assert [c.amount_after for c in answer.best.changes if c.follows] == [338]
    assert answer.best.moved == (338 - 127) + (13_662 - 8_000)


def test_an_applied_proposal_holds_the_total_and_is_left_alone(county: Plan) -> None:
    """The new rows cost 15,000 by the pricing of the budget, and a second run changes nothing."""
    answer, _ = reallocate(county, EIGHT)
    assert answer.best is not None

    rows = apply_proposal(county, answer.best)
    plan, _ = assemble(county.id, county.details, rows, county.timetable)

    assert plan is not None
    assert plan.budget.total == 15_000
    assert [line.quantity for line in plan.budget.lines] == [8, 60, 1]
    again, _ = reallocate(plan)
    assert again.best is not None
    assert again.best.lines == 0


def test_it_needs_no_numpy() -> None:
    """Where there is no numpy, as in a planner's browser, everything works the same."""
    code = (
        "import sys; sys.modules['numpy'] = None; sys.modules['pandas'] = None\n"
        "from plc_budget.reallocation.exact import Move, Problem, solve\n"
        "import plc_budget.reallocation\n"
        "print(solve(Problem((Move(1000, least=-8), Move(1000, least=-1)), -2000, -2000)).solution)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.strip() == "Solution(steps=(-2, 0), lines=1, moved=2000)", done.stderr
