from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from plc_budget.language import use_language
from plc_budget.plan import Plan, assemble
from plc_budget.reallocation import (
    Reallocation,
    ReleaseKind,
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


def released(answer: Reallocation) -> list[tuple[ReleaseKind, tuple[str, ...], dict[str, str]]]:
    """Say what can be let go, and what that would give."""
    return [(r.kind, r.codes, changed(r.proposal)) for r in answer.releases]


def test_where_there_is_none_the_reason_and_every_way_out_are_named(county: Plan) -> None:
    """At least 70 copies and misc locked: 1,000 over; 60 copies, misc or one period would do."""
    plan = with_row(county, "printing", min_quantity=Decimal(70))

    answer, findings = reallocate(plan, EIGHT, locks=["misc"])

    assert answer.proposals == ()
    assert answer.is_proven
    assert released(answer) == [
        (ReleaseKind.LOCK, ("misc",), {"printing": "70", "misc": "0"}),
        (ReleaseKind.MINIMUM, ("printing",), {"printing": "60"}),
        (ReleaseKind.SETTING, ("speaker_internal",), {"printing": "70"}),
    ]
    assert [(r.before, r.after) for r in answer.releases] == [
        ((Decimal(1),), (Decimal(0),)),
        ((Decimal(70),), (Decimal(60),)),
        ((Decimal(8),), (Decimal(7),)),
    ]
    assert (answer.below, answer.above) == (None, 8_000 + 7_000 + 1_000)
    with use_language("en"):
        assert str(answer.reason) == (
            "“內聘講師鐘點費” 8 comes to 8,000: with “印刷費” at least 70 the total is 1,000 too high."
        )
        assert str(answer.remedy) == (
            "You could let go of one of these: the lock of “雜支”, 1 → 0, "
            "the minimum of “印刷費”, 70 → 60, what was set, “內聘講師鐘點費” 8 → 7."
        )
    assert [finding.code for finding in findings] == ["REALLOCATION-NONE"]


def test_one_of_two_dearer_periods_can_stay_as_it_was(county: Plan) -> None:
    """Two of six periods go to speakers at 2,000: 8,000; one of the two at 1,000 fits 70 copies."""
    printing = with_row(county, "printing", min_quantity=Decimal(70))
    fee = county.rows[0]
    dearer = replace(
        fee,
        code="speaker_external",
        item="外聘講師鐘點費",
        quantity=Decimal(0),
        unit_price=Decimal(2_000),
        source="",
    )
    rows = (replace(fee, source="", quantity=Decimal(6)), dearer, *printing.rows[1:])
    plan, _ = assemble("dearer", county.details, rows, county.timetable)
    assert plan is not None

    answer, _ = reallocate(
        plan, {"speaker_internal": Decimal(4), "speaker_external": Decimal(2)}, locks=["misc"]
    )

    together = [r for r in answer.releases if len(r.codes) == 2]
    assert [(r.before, r.after, changed(r.proposal)) for r in together] == [
        ((Decimal(4), Decimal(2)), (Decimal(5), Decimal(1)), {"printing": "70"})
    ]  # 5,000 + 2,000 + 7,000 + 1,000


def test_totals_near_by_are_named(county: Plan) -> None:
    """6.25 periods cost 6,250; with thousands beside them 14,250 or 15,250 can be held."""
    answer, _ = reallocate(county, {"speaker_internal": Decimal("6.25")})

    assert not answer.is_feasible
    assert (answer.below, answer.above) == (14_250, 15_250)


def test_a_finer_step_is_a_way_out(county: Plan) -> None:
    """14,500 takes 75 copies, when copies need not go by tens, or half a period less."""
    answer, _ = reallocate(county, total=14_500)

    assert released(answer) == [
        (ReleaseKind.STEP, ("printing",), {"printing": "75"}),
        (ReleaseKind.TIMETABLE, ("speaker_internal",), {"speaker_internal": "5.5"}),
    ]


def dear(county: Plan) -> Plan:
    """Copies at 95 by tens, 7,600 for 80 of them, and misc locked: 6,000 + 7,600 + 1,000."""
    plan = with_row(county, "printing", unit_price=Decimal(95))
    return with_row(plan, "misc", locked=True)


def test_a_price_that_never_fits_says_how_near_a_finer_step_comes(county: Plan) -> None:
    """8,000 for copies at 95: 84.2 of them.  80 leave 400; one by one 84 leave 20, and no step is enough."""
    answer, findings = reallocate(dear(county))

    assert not answer.is_feasible
    assert ReleaseKind.STEP not in [r.kind for r in answer.releases]
    assert answer.below == 6_000 + 80 * 95 + 1_000
    assert [
        (r.kind, r.codes, r.after, changed(r.proposal), r.proposal.total) for r in answer.nearer
    ] == [(ReleaseKind.STEP, ("printing",), (Decimal(1),), {"printing": "84"}, 15_000 - 20)]
    assert (
        findings[0]
        .remedy.render("en")
        .startswith(
            "You could hold 14,600 and leave 400 unspent, or let go of one of these: the step of “印刷費”, 10 → 1"
        )
    )


def test_paid_periods_are_let_go_last_and_honestly(county: Plan) -> None:
    """A lesson that is taught and not paid is no way out of an office; it stands at the end and says so."""
    answer, _ = reallocate(dear(county), total=14_100)

    assert [r.kind for r in answer.releases][-1] is ReleaseKind.TIMETABLE
    assert "would go unpaid" in answer.releases[-1].sentence.render("en")


def test_what_is_set_beyond_its_own_bounds_is_told(county: Plan) -> None:
    """60 copies where the plan wants at least 70: the minimum is in the way, not the sum."""
    plan = with_row(county, "printing", min_quantity=Decimal(70))

    answer, _ = reallocate(plan, {"printing": Decimal(60)})

    assert not answer.is_feasible
    assert released(answer) == [
        (ReleaseKind.MINIMUM, ("printing",), {"misc": "3"}),
        (ReleaseKind.SETTING, ("printing",), {"misc": "2"}),
    ]


def test_a_plan_may_forbid_reallocation(county: Plan) -> None:
    """不得勻支: nothing is proposed, and the answer says that the plan says so."""
    forbidden = replace(county.details.reallocation, is_allowed=False)
    plan = replace(county, details=replace(county.details, reallocation=forbidden))

    answer, _ = reallocate(plan, EIGHT)
    nothing, _ = reallocate(plan)

    assert not answer.is_feasible
    assert released(answer) == [(ReleaseKind.BAN, (), {"printing": "60"})]
    assert nothing.is_feasible


@pytest.mark.parametrize(
    ("sets", "locks", "code"),
    [
        ({"nobody": Decimal(1)}, (), "LINE-UNKNOWN"),
        ({}, ("nobody",), "LINE-UNKNOWN"),
        ({"misc": Decimal(-1)}, (), "SET-NEGATIVE"),
        ({"misc": Decimal("NaN")}, (), "SET-NEGATIVE"),
    ],
)
def test_a_question_that_makes_no_sense_is_a_finding(
    county: Plan, sets: dict[str, Decimal], locks: tuple[str, ...], code: str
) -> None:
    """It is told what is wrong with it; nothing is proposed."""
    answer, findings = reallocate(county, sets, locks=locks)

    assert not answer.is_feasible
    assert [finding.code for finding in findings] == [code]


def test_without_time_nothing_is_claimed() -> None:
    """The answer says that it is not proven, and what would help; a second later it is."""
    budget = "code,category,item,unit_price,quantity\n" + "".join(
        f"l{n},業務費,項目{n},{5 + n}.05,40\n" for n in range(8)
    )
    plan = plan_of(budget, approved=2_736)

    hasty, findings = reallocate(plan, total=2_737, seconds=0)
    patient, _ = reallocate(plan, total=2_737)

    assert not hasty.is_proven
    assert findings[0].code in ("REALLOCATION-NONE", "REALLOCATION-UNPROVEN")
    assert "time" in findings[0].message.render("en")
    assert patient.is_proven
