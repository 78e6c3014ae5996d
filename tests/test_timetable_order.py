"""A timetable that overlaps itself, runs backwards or pays a slot twice."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_budget.findings import Question, Severity
from plc_budget.tables import TimetableRow
from plc_budget.timetable import timetable_findings
from situations import at, check, codes, county_plan, english, lesson, ministry_plan, only, row


def fee(minutes: int, kind: str) -> int:
    """Charge a dollar a minute, and two for who comes from outside."""
    return minutes * (2 if kind == "external" else 1)


def test_the_shipped_timetables_can_happen() -> None:
    """The county's is without a fault; of the ministry's, two groups side by side are answered."""
    assert timetable_findings(county_plan().timetable) == []
    assert codes(timetable_findings(ministry_plan().timetable)) == ["TIMETABLE-PAID-TWICE"]


@pytest.mark.parametrize("end", ["9:00", "8:59"])
def test_a_row_that_ends_before_it_starts(end: str) -> None:
    """13:00 typed as 1:00 is an error at its end, and is paid nothing."""
    findings = check(
        row("外聘講座鐘點費", 2_000, source="timetable:external"), timetable=[lesson("9:00", end)]
    )
    finding = only(findings, "TIMETABLE-BACKWARDS")

    assert (finding.severity, at(finding)) == (Severity.ERROR, "timetable.csv B2")
    assert finding.question is Question.SUMS
    assert "13:00" in finding.remedy.render("en")


def test_more_is_paid_than_it_lasts() -> None:
    """40 minutes that are paid as 50 are an error of 10 minutes at 2 dollars."""
    rows = [lesson("9:00", "9:40", paid=50)]
    (finding,) = timetable_findings(rows, fee)

    assert finding.code == "TIMETABLE-PAID-MINUTES"
    assert (finding.severity, finding.stake) == (Severity.ERROR, 10 * 2)
    assert timetable_findings([lesson("9:00", "9:40", paid=40)], fee) == []


def test_no_time_at_all_is_backwards_and_nothing_else() -> None:
    """From 9:00 to 9:00 nothing happens, whatever is said to be paid."""
    assert codes(timetable_findings([lesson("9:00", "9:00", paid=10)])) == ["TIMETABLE-BACKWARDS"]


def test_sessions_of_different_speakers_overlap() -> None:
    """9:00-10:00 and 9:59-11:00 overlap by a minute, which wants a reason; 10:00 does not."""
    overlapping = [lesson("9:00", "10:00"), lesson("9:59", "11:00", speaker="校長")]
    following = [lesson("9:00", "10:00"), lesson("10:00", "11:00", speaker="校長")]

    assert only(timetable_findings(overlapping), "TIMETABLE-OVERLAP").severity is Severity.WARNING
    assert timetable_findings(following) == []


def test_the_same_times_of_two_days_do_not_overlap() -> None:
    """Two mornings are two mornings."""
    rows = [lesson("9:00", "10:00", day=date(2025, 10, d)) for d in (14, 15)]

    assert timetable_findings(rows) == []


def test_nobody_speaks_in_two_places() -> None:
    """The same speaker of the same organisation in two rows of one time is an error."""
    rows = [lesson("9:00", "10:00"), lesson("9:30", "10:30")]
    finding = only(timetable_findings(rows, fee), "TIMETABLE-SAME-SPEAKER")

    assert (finding.severity, finding.stake) == (Severity.ERROR, 60 * 2)
    assert "09:30-10:30" in english(finding)


def test_the_same_role_of_two_schools_is_two_people() -> None:
    """教學組長 of 甲國小 and 教學組長 of 乙國小 are two."""
    rows = [
        lesson("9:00", "10:00", speaker="組長", organisation=name, paid=30)
        for name in ("甲國小", "乙國小")
    ]

    assert timetable_findings(rows) == []


def test_a_slot_that_is_paid_twice() -> None:
    """Two speakers of 90 minutes each in one slot of 90: 90 × 2 at stake, at the second row."""
    rows = [lesson("9:00", "10:30"), lesson("9:00", "10:30", speaker="校長")]
    finding = only(timetable_findings(rows, fee), "TIMETABLE-PAID-TWICE")

    assert (finding.severity, finding.stake) == (Severity.WARNING, 90 * 2)
    assert "lasts 90 minutes and 180 are paid" in english(finding)


def test_of_a_slot_paid_twice_the_dearer_is_due() -> None:
    """Of 外聘 at 90 × 2 and 內聘 at 90 × 1 in one slot, the cheaper one is at stake."""
    rows = [lesson("9:00", "10:30"), lesson("9:00", "10:30", "internal", speaker="校長")]

    assert only(timetable_findings(rows, fee), "TIMETABLE-PAID-TWICE").stake == 90


def test_a_slot_that_is_divided() -> None:
    """40 + 40 of 80 is the whole slot and no more; 40 + 41 is a minute too much."""

    def divided(second: int) -> list[str]:
        rows = [
            lesson("9:00", "10:20", paid=40),
            lesson("9:00", "10:20", speaker="校長", paid=second),
        ]
        return codes(timetable_findings(rows))

    assert divided(40) == []
    assert divided(41) == ["TIMETABLE-PAID-TWICE"]


def test_the_stake_is_what_the_plan_pays() -> None:
    """Two groups of 90 minutes at 1,500 a period cost 2 × 3,000, one of them 3,000."""
    rows = [
        lesson("9:00", "10:30", "affiliated", organisation=name) for name in ("甲國小", "乙國小")
    ]
    line = row("講座鐘點費（隸屬）", 1_500, source="timetable:affiliated")

    assert only(check(line, timetable=rows), "TIMETABLE-PAID-TWICE").stake == 2 * 3_000 - 3_000


def test_an_assistant_is_there_beside_the_lecturer() -> None:
    """An assistant in the whole slot, or in a part of it, overlaps nobody and pays nothing twice."""
    for start, end in (("9:00", "10:30"), ("9:30", "10:00")):
        rows = [lesson("9:00", "10:30"), lesson(start, end, "assistant", speaker="助理")]
        assert timetable_findings(rows, fee) == []


def test_two_assistants_still_overlap() -> None:
    """Among assistants an overlap is asked about as among lecturers."""
    rows = [
        lesson("9:00", "10:30", "assistant", speaker="甲"),
        lesson("9:30", "10:30", "assistant", speaker="乙"),
    ]

    assert codes(timetable_findings(rows)) == ["TIMETABLE-OVERLAP"]


def test_rows_out_of_order_are_noticed() -> None:
    """A row below a later one is a notice, since it is paid all the same."""
    rows = [lesson("10:00", "11:00"), lesson("9:00", "10:00")]
    finding = only(check(timetable=rows), "TIMETABLE-ORDER")
    assert codes(timetable_findings(rows)) == ["TIMETABLE-ORDER"]

    assert (finding.severity, at(finding)) == (Severity.NOTICE, "timetable.csv A3")


@given(st.lists(st.tuples(st.integers(0, 1440), st.integers(0, 1440)), max_size=12))
def test_any_timetable_is_read_to_its_end(times: list[tuple[int, int]]) -> None:
    """Whatever the times, findings come back, each backwards row once."""
    rows = [
        TimetableRow(start, end, "研習", f"講座{n}", "甲校", "external")
        for n, (start, end) in enumerate(times)
    ]
    found = codes(timetable_findings(rows, fee))

    assert found.count("TIMETABLE-BACKWARDS") == sum(start >= end for start, end in times)
