"""內聘, 隸屬 or 外聘: as what kind of speaker somebody is paid."""

from __future__ import annotations

import pytest

from plc_budget.findings import Severity
from plc_budget.tables import BudgetRow, TimetableRow
from situations import at, check, codes, english, lesson, only, row


def fee(kind: str, price: int, name: str = "講座鐘點費") -> BudgetRow:
    """Budget a line that is counted by the timetable."""
    return row(name, price, unit="節", code=kind, source=f"timetable:{kind}")


def teaching(organisation: str, kind: str, end: str = "10:30") -> TimetableRow:
    """Teach from nine."""
    return lesson("9:00", end, kind, organisation=organisation)


@pytest.mark.parametrize(
    ("price", "code", "stake"),
    [
        (1_000, None, 0),
        (1_001, "SPEAKER-KIND-UNSTATED", (1_001 - 1_000) * 4),
        (2_000, "SPEAKER-KIND-UNSTATED", (2_000 - 1_000) * 4),
        (2_001, "FEE-CEILING", (2_001 - 2_000) * 4),
    ],
)
def test_a_fee_that_names_no_kind(price: int, code: str | None, stake: int) -> None:
    """Up to 1,000 any kind is right; up to 2,000 it depends on the kind; beyond it nobody is."""
    findings = check(row("講座鐘點費", price, 4, "節"))
    mine = [f for f in findings if f.code in ("SPEAKER-KIND-UNSTATED", "FEE-CEILING")]

    assert [(f.code, f.stake) for f in mine] == ([(code, stake)] if code else [])


def test_guests_paid_as_own_are_asked_about() -> None:
    """A county school's teacher at 內聘 900 may be 隸屬: (1,500 − 900) × 2 periods less than due."""
    findings = check(fee("internal", 900), timetable=[teaching("甲國小", "internal")])
    finding = only(findings, "SPEAKER-KIND")

    assert (finding.severity, finding.stake, at(finding)) == (
        Severity.WARNING,
        1_200,
        "budget.csv D2",
    )
    assert "甲國小" in english(finding)


def test_only_the_periods_of_guests_are_at_stake() -> None:
    """The host's own 90 minutes are 內聘 rightly; the guest's 50 are 1 period: 1,500 − 1,000."""
    findings = check(
        fee("internal", 1_000),
        timetable=[
            teaching("甲縣政府", "internal"),
            lesson("10:40", "11:30", "internal", organisation="甲國小"),
        ],
    )

    assert only(findings, "SPEAKER-KIND").stake == 500


@pytest.mark.parametrize("host", ["hosting", "running"])
def test_the_host_pays_its_own_as_own(host: str) -> None:
    """Who hosts or runs the event is 內聘 without a question."""
    findings = check(
        fee("internal", 1_000), timetable=[teaching("甲國小", "internal")], **{host: ("甲國小",)}
    )

    assert "SPEAKER-KIND" not in codes(findings)


def test_own_people_are_not_paid_as_guests() -> None:
    """The host's own officer as 外聘 at 2,000 takes 1,000 × 2 too much; at 1,000 nothing."""
    dear = check(fee("external", 2_000), timetable=[teaching("甲縣政府", "external")])
    cheap = check(fee("external", 1_000), timetable=[teaching("甲縣政府", "external")])

    assert only(dear, "SPEAKER-KIND").stake == 2_000
    assert "SPEAKER-KIND" not in codes(cheap)


@pytest.mark.parametrize(
    ("organisation", "asked"),
    [
        ("甲國小", True),
        ("乙國民中學", True),
        ("國立丙國小", False),
        ("私立丁國中", False),
        ("戊大學", False),
    ],
)
def test_a_county_school_may_be_subordinate(organisation: str, *, asked: bool) -> None:
    """For a county, a county school at 2,000 may be 隸屬: (2,000 − 1,500) × 2 periods."""
    findings = check(fee("external", 2_000), timetable=[teaching(organisation, "external")])
    mine = [f.stake for f in findings if f.code == "SPEAKER-KIND"]

    assert mine == ([1_000] if asked else [])


def test_a_county_school_at_the_fee_of_an_affiliated_one() -> None:
    """At 1,500 it makes no difference whether it is 外聘 or 隸屬."""
    findings = check(fee("external", 1_500), timetable=[teaching("甲國小", "external")])

    assert "SPEAKER-KIND" not in codes(findings)


def test_a_school_that_hosts_has_no_subordinates() -> None:
    """Another school is 外聘 to a school."""
    findings = check(
        fee("external", 2_000), timetable=[teaching("甲國小", "external")], hosting=("乙國小",)
    )

    assert "SPEAKER-KIND" not in codes(findings)
