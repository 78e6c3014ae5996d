"""Question 2: does the account fit the use? Capital, categories, what a grant pays, own staff."""

from __future__ import annotations

from datetime import date

import pytest

from plc_budget.findings import Question, Severity
from plc_budget.plan import Mode
from plc_budget.rules import FundingKind
from situations import (
    COMMISSION,
    COUNTY,
    SUBSIDY,
    at,
    check,
    codes,
    english,
    errors,
    lesson,
    only,
    row,
)

CAPITAL = "設備及投資"


def test_capital_begins_at_ten_thousand() -> None:
    """A tablet of 10,000 is capital, and one of 9,999 is not."""
    at_threshold = check(row("平板電腦", 10_000, 2, "台", category=CAPITAL))
    below = check(row("平板電腦", 9_999, 2, "台", category=CAPITAL))

    assert "CAPITAL-THRESHOLD" not in codes(at_threshold)
    finding = only(below, "CAPITAL-THRESHOLD")
    assert (finding.severity, finding.stake) == (Severity.ERROR, 9_999 * 2)
    assert (finding.question, at(finding)) == (Question.ACCOUNT, "budget.csv B2")


def test_equipment_of_ten_thousand_is_no_operating_cost() -> None:
    """A tablet of 9,999 may stand under 業務費, one of 10,000 may not."""
    assert "CAPITAL-THRESHOLD" not in codes(check(row("平板電腦", 9_999, 2, "台")))
    finding = only(check(row("平板電腦", 10_000, 2, "台")), "CAPITAL-THRESHOLD")

    assert (finding.severity, finding.stake) == (Severity.ERROR, 20_000)


def test_a_dear_piece_of_something_unknown_is_asked_about() -> None:
    """顯微鏡 is no item we know; at 12,000 a piece the planner is asked, not stopped."""
    finding = only(check(row("顯微鏡", 12_000, 1, "台")), "CAPITAL-THRESHOLD")

    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("item", "unit"), [("場地使用費", "場"), ("顯微鏡租用", "日"), ("成果冊", "式")]
)
def test_what_is_no_piece_is_no_equipment(item: str, unit: str) -> None:
    """A room at 12,000 a day is not capital."""
    assert "CAPITAL-THRESHOLD" not in codes(check(row(item, 12_000, 1, unit)))


def test_an_item_stands_under_its_account() -> None:
    """印刷費 is 業務費; under 人事費 it wants a reason."""
    finding = only(check(row("印刷費", 100, 80, category="人事費")), "ITEM-CATEGORY")

    assert (finding.severity, finding.stake, at(finding)) == (
        Severity.WARNING,
        8_000,
        "budget.csv B2",
    )
    assert "ITEM-CATEGORY" not in codes(check(row("印刷費", 100, 80)))
    assert "ITEM-CATEGORY" not in codes(check(row("海報比賽", 100, 80, category="人事費")))


def test_a_subsidy_buys_no_gifts() -> None:
    """紀念品 100 × 60 is an error of 6,000 in a subsidised plan, and no matter of county money."""
    gifts = row("紀念品", 100, 60)
    finding = only(check(gifts, funding=SUBSIDY), "NOT-PAYABLE-SUBSIDY")

    assert (finding.severity, finding.stake) == (Severity.ERROR, 6_000)
    assert "NOT-PAYABLE-SUBSIDY" not in codes(check(gifts, funding=COUNTY))


@pytest.mark.parametrize("funding", [SUBSIDY, COMMISSION])
@pytest.mark.parametrize(
    ("item", "condition"), [("獎品費", "must be awarded"), ("外賓禮品", "guests from abroad")]
)
def test_what_must_be_awarded_is_asked_about_and_not_refused(
    item: str, condition: str, funding: dict[FundingKind, str]
) -> None:
    """獎品 500 × 3 for a contest of a workshop want a reason of 1,500; they stop no export."""
    findings = check(row(item, 500, 3, note="競賽前三名"), funding=funding)
    (finding,) = [f for f in findings if f.code.startswith("NOT-PAYABLE")]

    assert (finding.severity, finding.stake) == (Severity.WARNING, 1_500)
    assert condition in english(finding)
    assert errors(findings) == []


@pytest.mark.parametrize("item", ["紀念品", "禮品費", "宣導品"])
def test_souvenirs_stay_refused(item: str) -> None:
    """The exception is for prizes and for guests from abroad, not for what everybody takes home."""
    assert "NOT-PAYABLE-SUBSIDY" in errors(check(row(item, 100, 60), funding=SUBSIDY))


def test_a_commission_buys_none_either() -> None:
    """The rule about meetings and workshops binds a commission by a card of its own."""
    finding = only(check(row("紀念品", 100, 60), funding=COMMISSION), "NOT-PAYABLE-COMMISSION")

    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("item", "category"),
    [("內部場地使用費", "業務費"), ("行政管理費", "行政管理費"), ("人事費", "人事費")],
)
def test_some_items_need_consent(item: str, category: str) -> None:
    """An own room, overhead and staff are paid with the ministry's consent: a reason is asked for."""
    finding = only(
        check(row(item, 500, 1, category=category), row("印刷費", 100, 100), funding=SUBSIDY),
        "NOT-PAYABLE-SUBSIDY",
    )

    assert (finding.severity, finding.stake) == (Severity.WARNING, 500)
    assert "consent" in english(finding)


def test_an_own_room_was_let_for_money_before_april_2025() -> None:
    """The older rule pays an internal venue that is let for money; the newer one asks for consent."""
    room = row("內部場地使用費", 500, 1)
    before = check(room, funding=SUBSIDY, day=date(2025, 4, 27))

    assert "let for money" in english(only(before, "NOT-PAYABLE-SUBSIDY"))


def test_overtime_was_not_named_before_april_2025() -> None:
    """The rule of 2025-04-28 forbids 加班費; the older one does not name it."""
    overtime = row("加班費", 200, 4, category="人事費")
    before = check(overtime, funding=SUBSIDY, day=date(2025, 4, 27))
    after = check(overtime, funding=SUBSIDY, day=date(2025, 4, 28))

    assert "NOT-PAYABLE-SUBSIDY" not in codes(before)
    assert only(after, "NOT-PAYABLE-SUBSIDY").stake == 800


def test_own_staff_take_no_attendance_fee() -> None:
    """出席費 for the unit's own people is an error, for outsiders none, and unsaid it is asked."""
    fee = row("出席費", 2_000, 3, "人次")
    own = check(fee, funding=SUBSIDY, recipients={"出席費": "own-staff"})
    outside = check(fee, funding=SUBSIDY, recipients={"出席費": "outsider"})
    unsaid = check(fee, funding=SUBSIDY)

    assert only(own, "OWN-STAFF").severity is Severity.ERROR
    assert only(own, "OWN-STAFF").stake == 6_000
    assert "OWN-STAFF" not in codes(outside)
    assert only(unsaid, "OWN-STAFF").severity is Severity.WARNING


def test_own_staff_are_paid_for_lecturing() -> None:
    """內聘講座鐘點費 is what they may take; it is not asked who they are."""
    fee = row("內聘講座鐘點費", 1_000, 2, "節")

    assert "OWN-STAFF" not in codes(check(fee, funding=SUBSIDY))


def test_nobody_is_paid_by_a_line_that_is_not_there() -> None:
    """A misspelt code under recipients is an error, not an answer to nothing."""
    findings = check(row("印刷費", 100, 80), recipients={"attendence": "outsider"})

    assert only(findings, "RECIPIENT-UNKNOWN").severity is Severity.ERROR


def test_a_copy_for_each_participant() -> None:
    """60 copies for 60 are right; 70 are 10 × 120 too many to go without a reason."""
    right = check(row("印刷費", 120, 60, "本"), expected=60)
    surplus = only(check(row("印刷費", 120, 70, "本"), expected=60), "COPIES-SURPLUS")

    assert "COPIES-SURPLUS" not in codes(right)
    assert (surplus.severity, surplus.stake, at(surplus)) == (
        Severity.WARNING,
        1_200,
        "budget.csv F2",
    )


@pytest.mark.parametrize("unit", ["頁", "式"])
def test_pages_are_no_copies(unit: str) -> None:
    """500 pages for 60 people are no 440 copies too many."""
    assert "COPIES-SURPLUS" not in codes(check(row("印刷費", 2, 500, unit), expected=60))


def test_copies_for_nobody_in_the_room() -> None:
    """Any printed copy for an online event wants a reason, for the whole amount."""
    finding = only(check(row("印刷費", 100, 80), mode=Mode.ONLINE, expected=80), "COPIES-ONLINE")

    assert finding.stake == 8_000
    assert "80 participants" in english(finding)


def test_an_online_event_eats_nothing() -> None:
    """Meals and a room for an online event want a reason; for a mixed one they do not."""
    lines = (row("便當", 100, 20, "餐"), row("場地使用費", 3_000, 1, "場"))
    online = [f for f in check(*lines, mode=Mode.ONLINE) if f.code == "ONLINE-COST"]

    assert [f.stake for f in online] == [2_000, 3_000]
    assert "ONLINE-COST" not in codes(check(*lines, mode=Mode.MIXED))


def test_a_reporter_of_a_reading_group_is_no_lecturer() -> None:
    """讀書會 in the timetable, paid, is pointed at; unpaid it is not."""
    paid = check(timetable=[lesson("9:00", "9:50", activity="讀書會導讀")])
    unpaid = check(timetable=[lesson("9:00", "9:50", "unpaid", activity="讀書會導讀")])

    assert at(only(paid, "READING-GROUP")) == "timetable.csv C2"
    assert "READING-GROUP" not in codes(unpaid)


def test_travel_is_for_speakers_from_outside() -> None:
    """A journey is not paid where every speaker is of the host; with one guest it is."""
    own, guest = row("內聘講座鐘點費", 1_000, 2, "節"), row("外聘講座鐘點費", 2_000, 2, "節")
    travel = row("講座交通費", 800, 2, "人次")
    finding = only(check(own, travel), "SPEAKER-TRAVEL")

    assert (finding.severity, finding.stake) == (Severity.WARNING, 1_600)
    assert "SPEAKER-TRAVEL" not in codes(check(own, guest, travel))
    assert "SPEAKER-TRAVEL" not in codes(check(travel))


def test_participants_may_lodge_where_speakers_are_own() -> None:
    """住宿費 of participants is no journey of a speaker."""
    own = row("內聘講座鐘點費", 1_000, 2, "節")

    assert "SPEAKER-TRAVEL" not in codes(check(own, row("學員住宿費", 1_500, 10, "人")))
    assert "SPEAKER-TRAVEL" in codes(check(own, row("講座住宿費", 1_500, 1, "夜")))


@pytest.mark.parametrize(
    ("copies", "said"), [(1_500, ""), (1_501, "150,000"), (14_999, "150,000"), (15_000, "公告金額")]
)
def test_a_large_purchase_follows_the_procurement_law(copies: int, said: str) -> None:
    """100 × 1,500 = 150,000 is a small purchase yet; 100 × 15,000 reaches 公告金額."""
    findings = check(row("印刷費", 100, copies, "本"))

    if not said:
        assert "PROCUREMENT-THRESHOLDS" not in codes(findings)
        return
    finding = only(findings, "PROCUREMENT-THRESHOLDS")
    assert (finding.severity, finding.stake) == (Severity.NOTICE, 100 * copies)
    assert said in english(finding)


def test_a_fee_is_no_purchase() -> None:
    """200 periods of 2,000 are 400,000 for people, which the procurement law leaves alone."""
    findings = check(row("外聘講座鐘點費", 2_000, 200, "節"))

    assert "PROCUREMENT-THRESHOLDS" not in codes(findings)


def test_a_rented_room_wants_its_reason() -> None:
    """The ministry's money goes to own rooms first; a county's plan is not told."""
    room = row("場地租金", 6_000, 2, "日")
    finding = only(check(room, funding=SUBSIDY), "OUTSIDE-VENUE")

    assert (finding.severity, finding.stake) == (Severity.NOTICE, 12_000)
    assert "OUTSIDE-VENUE" in codes(check(room, funding=COMMISSION))
    assert "OUTSIDE-VENUE" not in codes(check(room, funding=COUNTY))
    assert "OUTSIDE-VENUE" not in codes(check(row("場地布置費", 6_000, 1), funding=SUBSIDY))


def test_a_paid_hour_is_no_overtime() -> None:
    """Overtime or 補休 beside the fee of an own lecturer is asked about; either alone is not."""
    fee = row("內聘講座鐘點費", 1_000, 2, "節")
    overtime = row("加班費", 200, 4, category="人事費")

    assert only(check(fee, overtime), "PAID-HOURS").severity is Severity.NOTICE
    leave = row("內聘講座鐘點費", 1_000, 2, "節", note="假日授課得補休")
    assert "PAID-HOURS" in codes(check(leave))
    assert "PAID-HOURS" not in codes(check(fee))
    assert "PAID-HOURS" not in codes(check(row("外聘講座鐘點費", 1_000, 2, "節"), overtime))
