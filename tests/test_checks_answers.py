"""Reasons recorded for warnings: which hold, which are outgrown, which answer nothing."""

from __future__ import annotations

from dataclasses import replace

from plc_budget.checks import check_plan
from plc_budget.checks.answers import with_answers
from plc_budget.findings import Finding, Place, Severity
from plc_budget.language import text
from plc_budget.plan import Answer, Mode
from situations import again, check, codes, county_plan, english, only, row

COPIES = Finding(
    "COPIES-ONLINE", Severity.WARNING, text("80 copies"), where=Place(line="printing"), stake=8_000
)


def answered(*answers: Answer, finding: Finding = COPIES) -> list[Finding]:
    """Put reasons on one warning."""
    return with_answers([finding], answers)


def test_a_reason_holds_up_to_its_stake() -> None:
    """Given for 8,000 it holds for 8,000."""
    first = answered(Answer("COPIES-ONLINE", "會前寄送", stake=8_000))[0]

    assert first.answer == "會前寄送"
    assert not first.is_open


def test_a_reason_holds_when_less_is_at_stake() -> None:
    """Given for 9,000 it holds for 8,000, too."""
    assert not answered(Answer("COPIES-ONLINE", "會前寄送", stake=9_000))[0].is_open


def test_one_dollar_more_opens_the_warning_again() -> None:
    """Given for 7,999 it does not hold for 8,000, and the remedy says both."""
    first = answered(Answer("COPIES-ONLINE", "會前寄送", stake=7_999))[0]

    assert first.is_open
    assert first.answer == ""
    assert "7,999" in first.remedy.render("en")
    assert "8,000" in first.remedy.render("en")


def test_a_reason_without_a_stake_holds_for_any() -> None:
    """Who records no amount means every amount."""
    assert not answered(Answer("COPIES-ONLINE", "會前寄送"))[0].is_open


def test_a_reason_for_a_line_is_for_that_line() -> None:
    """A reason given for another line answers nothing here, and is said to be idle."""
    findings = answered(Answer("COPIES-ONLINE", "會前寄送", line="booklet"))

    assert findings[0].is_open
    assert codes(findings) == ["COPIES-ONLINE", "ANSWER-IDLE"]


def test_a_reason_for_the_plan_is_for_every_line() -> None:
    """A reason that names no line answers each of them."""
    assert not answered(Answer("COPIES-ONLINE", "會前寄送", stake=8_000))[0].is_open


def test_of_two_reasons_the_one_that_holds_is_taken() -> None:
    """A later reason for more money replaces the earlier one."""
    first = answered(
        Answer("COPIES-ONLINE", "估列", stake=1_000),
        Answer("COPIES-ONLINE", "會前寄送", stake=8_000),
    )[0]

    assert first.answer == "會前寄送"


def said(finding: Finding = COPIES) -> str:
    """Return the sentence of a warning as a plan keeps it, in Chinese."""
    return finding.message.render("zh_Hant_TW")


def test_a_reason_is_for_the_sentence_it_was_given_for() -> None:
    """The same words: it holds; other words at the same stake: open again, and both are told."""
    same = answered(Answer("COPIES-ONLINE", "會前寄送", stake=8_000, message=said()))[0]
    other = answered(Answer("COPIES-ONLINE", "會前寄送", stake=8_000, message="甲國小的講師"))[0]

    assert not same.is_open
    assert (other.is_open, other.answer) == (True, "")
    assert "甲國小的講師" in other.remedy.render("en")


def test_amounts_are_left_to_the_stake() -> None:
    """A reason given for 90 copies (9,000) holds for 80 (8,000); other hours are another fact."""
    assert not answered(Answer("COPIES-ONLINE", "寄送", stake=9_000, message="90 copies"))[
        0
    ].is_open

    slot = replace(COPIES, message=text("the slot 13:10-14:40"))
    morning = Answer("COPIES-ONLINE", "分組", stake=8_000, message="the slot 09:10-10:40")
    assert answered(morning, finding=slot)[0].is_open


def test_a_reason_for_what_is_no_more_so_is_idle_once_it_is_given_anew() -> None:
    """Beside a reason that holds, one for another sentence is noticed."""
    findings = answered(
        Answer("COPIES-ONLINE", "講師為本縣人員", message="甲國小的講師"),
        Answer("COPIES-ONLINE", "會前寄送", message=said()),
    )

    assert findings[0].answer == "會前寄送"
    assert codes(findings) == ["COPIES-ONLINE", "ANSWER-IDLE"]


def test_a_new_speaker_of_the_countys_plan_asks_anew() -> None:
    """康樂國小 becomes 國立東華大學: as much is at stake as before, and the reason is of others."""
    county = county_plan()
    rows = [
        replace(one, organisation=one.organisation.replace("康樂國小", "國立東華大學"))
        for one in county.timetable
    ]
    kind = only(check_plan(again(county, timetable=rows)), "SPEAKER-KIND")

    assert kind.stake == 3_000
    assert kind.is_open
    assert "康樂國小" in kind.remedy.render("zh_Hant_TW")


def test_no_reason_answers_an_error() -> None:
    """An error stands whatever is recorded; the reason is idle."""
    stop = Finding("BUDGET-OVER", Severity.ERROR, text("over"), stake=1_000)
    findings = answered(Answer("BUDGET-OVER", "已口頭同意"), finding=stop)

    assert findings[0].is_open
    assert codes(findings) == ["BUDGET-OVER", "ANSWER-IDLE"]


def test_a_reason_that_is_no_longer_needed_is_noticed() -> None:
    """An onsite event has no copies too many; last year's reason is idle, and no error."""
    idle = only(
        check(row("印刷費", 100, 80), expected=80, answers=[Answer("COPIES-ONLINE", "會前寄送")]),
        "ANSWER-IDLE",
    )

    assert idle.severity is Severity.NOTICE
    assert "COPIES-ONLINE" in english(idle)


def test_an_outgrown_reason_is_not_idle() -> None:
    """A reason for less money is still about its warning."""
    findings = check(
        row("印刷費", 100, 80),
        mode=Mode.ONLINE,
        answers=[Answer("COPIES-ONLINE", "會前寄送", stake=7_000)],
    )

    assert "ANSWER-IDLE" not in codes(findings)
    assert only(findings, "COPIES-ONLINE").is_open
