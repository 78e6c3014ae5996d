"""Who teaches, and which line pays for it: each period once, counted in the open."""

from __future__ import annotations

from decimal import Decimal

from plc_budget.findings import Question, Severity
from plc_budget.tables import BudgetRow, TimetableRow
from situations import at, check, codes, english, lesson, only, plan_of, row


def fee(kind: str, price: int, name: str = "講座鐘點費") -> BudgetRow:
    """Budget a line that is counted by the timetable."""
    return row(name, price, unit="節", code=kind, source=f"timetable:{kind}")


def teaching(organisation: str, kind: str, end: str = "10:30") -> TimetableRow:
    """Teach from nine."""
    return lesson("9:00", end, kind, organisation=organisation)


def test_each_kind_of_speaker_is_paid_by_its_line() -> None:
    """90 minutes are 2 periods: 2 × 2,000 for the guest and 2 × 1,000 for the assistant."""
    plan = plan_of(
        fee("external", 2_000),
        fee("assistant", 1_000),
        timetable=[teaching("甲國立大學", "external"), teaching("乙國小", "assistant")],
    )

    assert [line.amount for line in plan.budget.lines] == [4_000, 2_000]


def test_a_speaker_nobody_pays_is_noticed() -> None:
    """2 periods of 隸屬 without a line may cost up to 2 × 1,500."""
    findings = check(
        fee("external", 2_000),
        timetable=[
            teaching("甲國立大學", "external"),
            lesson("10:40", "12:10", "affiliated"),
        ],
    )
    finding = only(findings, "SPEAKER-NOT-BUDGETED")

    assert (finding.severity, finding.stake, finding.question) == (
        Severity.WARNING,
        3_000,
        Question.BUDGET,
    )
    assert "2 periods of affiliated speakers" in english(finding)


def test_a_kind_without_a_ceiling_has_no_stake() -> None:
    """What an assistant nobody budgets would cost depends on the lecturer; 0 is said."""
    findings = check(timetable=[teaching("乙國小", "assistant")])

    assert only(findings, "SPEAKER-NOT-BUDGETED").stake == 0


def test_an_unpaid_speaker_needs_no_line() -> None:
    """Who teaches unpaid costs nothing and asks nothing."""
    assert codes(check(timetable=[teaching("甲國小", "unpaid")])) == []


def test_the_same_periods_are_paid_once() -> None:
    """A second line for the same speakers is an error of its whole amount, 2 × 1,000."""
    second = row("講座鐘點費（加班）", 1_000, unit="節", source="timetable:external", code="again")
    findings = check(fee("external", 2_000), second, timetable=[teaching("甲國立大學", "external")])
    finding = only(findings, "SPEAKER-PAID-TWICE")

    assert (finding.severity, finding.stake, at(finding)) == (
        Severity.ERROR,
        2_000,
        "budget.csv L3",
    )


def test_a_line_without_its_speaker_comes_to_nothing() -> None:
    """A line for 外聘 in a timetable of 內聘 is 0, and says so instead of vanishing."""
    findings = check(
        fee("internal", 1_000), fee("external", 2_000), timetable=[teaching("甲縣政府", "internal")]
    )
    finding = only(findings, "SPEAKER-NOT-IN-TIMETABLE")

    assert at(finding) == "budget.csv L3"
    assert "external speakers" in english(finding)


def test_typed_periods_are_compared_with_the_timetable() -> None:
    """6 periods were typed and 2 are taught: 4 × 2,000 are at stake."""
    taught = [teaching("甲國立大學", "external")]
    finding = only(
        check(row("外聘講座鐘點費", 2_000, 6, "節"), timetable=taught), "SPEAKER-PERIODS"
    )

    assert (finding.severity, finding.stake) == (Severity.WARNING, 8_000)
    assert at(finding) == "budget.csv F2"
    agreeing = check(row("外聘講座鐘點費", 2_000, 2, "節"), timetable=taught)
    assert "SPEAKER-PERIODS" not in codes(agreeing)


def test_typed_periods_may_be_split_over_lines() -> None:
    """2 × 1 period and 1 × 2 periods are the 4 taught."""
    lines = [
        row("外聘講座鐘點費", 2_000, 1, "節", code="a", times=2),
        row("外聘講座鐘點費", 1_800, 2, "節", code="b"),
    ]
    taught = [teaching("甲國立大學", "external"), lesson("10:40", "12:10")]

    assert "SPEAKER-PERIODS" not in codes(check(*lines, timetable=taught))


def test_a_fee_without_a_kind_pays_whoever_is_left() -> None:
    """講座鐘點費 × 2 is what the 2 periods of 內聘 need; nobody is unbudgeted."""
    line = row("講座鐘點費", 1_000, 2, "節")
    findings = check(line, timetable=[teaching("甲縣政府", "internal")])

    assert codes(findings) == ["PREMIUM-MISSING"]


def test_each_typed_line_has_the_speakers_it_names() -> None:
    """外聘 × 2 is what 外聘 teaches, and 講座鐘點費 × 1 what is left: the 50 minutes of 內聘."""
    lines = [row("外聘講座鐘點費", 2_000, 2, "節"), row("講座鐘點費", 1_000, 1, "節")]
    taught = [
        teaching("甲國立大學", "external"),
        lesson("10:40", "11:30", "internal", organisation="甲縣政府"),
    ]

    assert "SPEAKER-PERIODS" not in codes(check(*lines, timetable=taught))


def test_a_typed_fee_beside_a_counted_one_is_asked_about() -> None:
    """The timetable pays its 2 periods by one line; 3 more of the same kind are taught nowhere."""
    findings = check(
        fee("external", 2_000),
        row("外聘講座鐘點費", 2_000, 3, "節"),
        timetable=[teaching("甲國立大學", "external")],
    )

    assert only(findings, "SPEAKER-PERIODS").stake == 6_000


def test_a_plan_without_a_timetable_is_believed() -> None:
    """Where no timetable is written, typed periods stand."""
    assert codes(check(row("外聘講座鐘點費", 2_000, 6, "節"))) == ["PREMIUM-MISSING"]


def test_a_quantity_that_was_overtaken_is_noticed() -> None:
    """6 was typed, the timetable gives 2, which is used: (6 − 2) × 2,000 × 2 times."""
    line = row("外聘講座鐘點費", 2_000, 6, "節", source="timetable:external", times=2)
    finding = only(
        check(line, timetable=[teaching("甲國立大學", "external")]), "QUANTITY-FROM-TIMETABLE"
    )

    assert (finding.severity, finding.stake) == (Severity.WARNING, 16_000)
    assert at(finding) == "budget.csv F2"


def test_a_name_and_its_speakers_say_the_same() -> None:
    """內聘講座鐘點費 that pays 外聘 speakers of the timetable is asked about."""
    taught = [teaching("甲國立大學", "external")]
    findings = check(fee("external", 2_000, "內聘講座鐘點費"), timetable=taught)

    assert only(findings, "SPEAKER-LINE-NAME").stake == 4_000
    for name in ("外聘講座鐘點費", "講座鐘點費", "演講酬勞"):
        same = check(fee("external", 2_000, name), timetable=taught)
        assert "SPEAKER-LINE-NAME" not in codes(same)


def test_a_large_fee_has_the_premium_withheld() -> None:
    """12 hours, 720 minutes, are 16 periods: 32,000, and the cashier withholds from 28,590 on."""
    long = check(fee("external", 2_000), timetable=[lesson("8:00", "20:00")])
    short = check(fee("external", 2_000), timetable=[lesson("8:00", "18:00")])
    least = check(fee("external", 28_590), timetable=[lesson("9:00", "9:50")])

    assert only(long, "SUPPLEMENTARY-PREMIUM-WITHHOLDING").stake == 2_000 * 16
    assert "SUPPLEMENTARY-PREMIUM-WITHHOLDING" in codes(least)
    assert "SUPPLEMENTARY-PREMIUM-WITHHOLDING" not in codes(short)


def test_periods_are_exact() -> None:
    """2.5 periods × 1,001 = 2,502.5 is rounded once, up."""
    plan = plan_of(fee("external", 1_001), timetable=[lesson("9:00", "11:00")])

    assert plan.working.total == Decimal("2.5")
    assert plan.budget.total == 2_503


def test_the_national_table_is_read_in_two_ways() -> None:
    """40 + 80 minutes of one speaker are 2.5 periods joined and 0.5 + 1.5 = 2 row by row."""
    rows = [lesson("9:00", "9:40"), lesson("9:40", "11:00")]
    finding = only(check(fee("external", 2_000), timetable=rows), "PERIOD-READING")

    assert (finding.severity, finding.stake) == (Severity.NOTICE, 1_000)
    assert "2.5 periods" in english(finding)
    broken = [lesson("9:00", "9:40"), lesson("9:50", "11:10")]
    assert "PERIOD-READING" not in codes(check(fee("external", 2_000), timetable=broken))


def test_an_own_way_of_counting_is_compared_with_the_national() -> None:
    """120 minutes are 3 periods of 40 and 2.5 of the national table: 0.5 × 2,000 at stake."""
    rows = [lesson("9:00", "11:00")]
    elementary = check(fee("external", 2_000), timetable=rows, policy="period-elementary")
    hour = check(fee("external", 2_000), timetable=rows, policy="period-clock-hour")

    assert only(elementary, "PERIOD-POLICY").severity is Severity.WARNING
    assert only(elementary, "PERIOD-POLICY").stake == 1_000
    assert only(hour, "PERIOD-POLICY").severity is Severity.NOTICE  # 2 periods cost less
    assert only(hour, "PERIOD-POLICY").stake == 0
    short = check(
        fee("external", 2_000), timetable=[lesson("9:00", "9:30")], policy="period-elementary"
    )
    assert only(short, "PERIOD-POLICY").severity is Severity.NOTICE  # half a period either way
    two = [lesson("9:00", "9:40"), lesson("9:40", "11:00")]
    own = check(fee("external", 2_000), timetable=two, policy="period-elementary")
    assert "PERIOD-READING" not in codes(own)  # PERIOD-POLICY says both readings


def test_nobody_counts_where_nobody_is_paid() -> None:
    """Without paid teaching no way of counting is asked about."""
    assert codes(check(row("文具", 100, 1), policy="period-elementary")) == ["RULE-UNVERIFIED"]
