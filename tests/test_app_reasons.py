"""A warning has one reason: re-explained it replaces the old one, edited it is the one on the screen."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app_states import app_of, do, said, seen, typed
from plc_budget.app.state import State
from plc_budget.checks.answering import answer_keys, answer_to, record_answer
from plc_budget.checks.answers import with_answers
from plc_budget.findings import Finding, Place, Severity
from plc_budget.language import CHINESE, text
from plc_budget.plan import Answer, load_plan
from plc_budget.shipped import data_folder

COUNTY = data_folder() / "plans" / "hualien-113-plc-conveners"
PERIODS = "PERIOD-POLICY"
OLD = "課程依國民小學每節40分鐘編排（240分鐘計6節）；鐘點費由縣府自籌，實際支給節數依核定及實際授課情形核實辦理。"


@pytest.fixture
def longer(tmp_path: Path) -> State:
    """The county's plan with an external speaker and 20 minutes more: 260 ÷ 40 = 6.5 periods.

    The reason was given for 240 minutes, 6 periods, and 1,500 at stake; now 2,000 are.
    """
    shutil.copytree(COUNTY, tmp_path / "county")
    state = app_of(tmp_path / "county")
    state = typed(state, "timetable", "4", "speaker_kind", "external")
    return typed(state, "timetable", "1", "end", "11:20")


def found(state: State, code: str = PERIODS) -> dict[str, Any]:
    """Return the one finding of that name as it is shown."""
    shown = [
        one
        for question in seen(state, "findings")["questions"]
        for one in question["findings"]
        if one["code"] == code
    ]
    assert len(shown) == 1, shown
    return dict(shown[0])


def record(state: State, reason: str, code: str = PERIODS) -> State:
    """Type a reason for a warning, and record it."""
    return do(state, "findings", "answer", finding=found(state, code)["key"], text=reason)


def kept(state: State, code: str = PERIODS) -> list[Answer]:
    """Return the reasons for such warnings that lie in the plan's folder."""
    plan, findings = load_plan(state.folder)
    assert plan is not None, findings
    return [answer for answer in plan.details.answers if answer.code == code]


def test_explaining_anew_replaces_a_reason_given_for_the_whole_plan(longer: State) -> None:
    """The county's reason names no line; the new one takes its place all the same."""
    assert found(longer)["level"] == "warning"
    assert [answer.line for answer in kept(longer)] == [""]
    after = record(longer, "260分鐘計6.5節")
    (answer,) = kept(after)

    assert (answer.reason, answer.line, answer.stake) == (
        "260分鐘計6.5節",
        "speaker_internal",
        2_000,
    )
    assert found(after)["answer"] == "260分鐘計6.5節"


def test_the_status_line_counts_reasons_that_lapse_as_the_counter_does(longer: State) -> None:
    """90 copies in place of 80: the reason for copies of an online course holds no more, and is wanted again."""
    after = typed(longer, "budget", "printing", "quantity", "90")

    counted = [
        sum(seen(state, "bar")[name] for name in ("errors", "warnings"))
        for state in (longer, after)
    ]
    told = [re.search(words, said(after)) for words in (r"(\d+) new to look at", r"(\d+) settled")]
    new, gone = (int(match[1]) if match else 0 for match in told)
    assert new - gone == counted[1] - counted[0] > 0


def test_an_edit_reaches_the_reason_that_is_shown(longer: State) -> None:
    """The outgrown words are recorded unchanged, then corrected: what is shown is what was typed."""
    after = record(record(longer, OLD), OLD.replace("240分鐘計6節", "260分鐘計6.5節"))

    assert [answer.reason for answer in kept(after)] == [found(after)["answer"]]
    assert "260分鐘計6.5節" in found(after)["answer"]


def test_two_reasons_of_the_same_words_are_told_apart(longer: State) -> None:
    """A plan with both, as an earlier workbook left it: the edit reaches the one that holds, alone."""
    plan = longer.folder / "plan.toml"
    finding = next(one for one in longer.findings if one.code == PERIODS)
    keys = answer_keys(answer_to(finding, OLD))
    table = "".join(f"{k} = {v if isinstance(v, int) else repr(v)}\n" for k, v in keys.items())
    words = plan.read_text("utf-8").replace(
        "[[sections]]", f"[[answers]]\n{table}\n[[sections]]", 1
    )
    plan.write_text(words, "utf-8")
    both = do(longer, "app", "look")
    assert [answer.reason for answer in kept(both)] == [OLD, OLD]
    after = record(both, "260分鐘計6.5節")

    assert [(answer.reason, answer.stake) for answer in kept(after)] == [("260分鐘計6.5節", 2_000)]
    assert found(after)["answer"] == "260分鐘計6.5節"
    assert "ANSWER-IDLE" not in [one.code for one in after.findings]


def test_a_reason_for_the_whole_plan_stays_while_another_line_stands_by_it() -> None:
    """8,000 of 印刷費 is outgrown by 9,000; 手冊 at 1,000 still stands by the same words."""
    printing, booklet = (
        Finding(
            "COPIES-ONLINE",
            Severity.WARNING,
            text("{n} copies", n=n),
            where=Place(line=line),
            stake=n * 100,
        )
        for n, line in ((90, "printing"), (10, "booklet"))
    )
    general = Answer("COPIES-ONLINE", "會前寄送", stake=8_000)
    findings = with_answers([printing, booklet], [general])
    assert [one.answer for one in findings] == ["", "會前寄送"]

    assert list(record_answer([general], findings, findings[0], "增印")) == ["answers[+]"]


def test_the_field_begins_empty_beside_the_earlier_reason(longer: State) -> None:
    """One click on the blue button records nothing that nobody wrote."""
    shown = found(longer)

    assert (shown["typed"], shown["earlier"]["text"]) == ("", OLD)
    assert found(record(longer, ""))["fault"]
    assert [answer.reason for answer in kept(longer)] == [OLD]


def test_numbers_that_do_not_fit_are_named_before_they_are_recorded(longer: State) -> None:
    """40 minutes is still so; 240 minutes and 6 periods are not what the check says now."""
    assert found(longer)["earlier"]["asks"].startswith("The earlier reason says 240, 6,")


def test_a_reason_without_numbers_is_not_asked_about(longer: State) -> None:
    """「會前寄送」 given for 8,000 may be taken over for 10,000 as it is."""
    state = record(longer, "研習手冊於會前寄送", "COPIES-ONLINE")
    more = typed(state, "budget", "printing", "quantity", "100")

    assert found(more, "COPIES-ONLINE")["earlier"] == {"text": "研習手冊於會前寄送", "asks": ""}


def test_a_reason_that_holds_has_no_earlier_one_beside_it(longer: State) -> None:
    """Once recorded, only the words that hold are shown."""
    after = found(record(longer, "260分鐘計6.5節"))

    assert (after["level"], after["earlier"]) == ("answered", None)


def test_a_cell_that_waits_to_be_mended_still_says_what_was_found(longer: State) -> None:
    """「很多」 copies, where the plan's own number wants a reason: both are said."""
    removed = do(longer, "findings", "remove", finding=found(longer, "COPIES-ONLINE")["key"])
    waiting = typed(removed, "budget", "printing", "quantity", "很多")
    rows = {row["name"]: row for row in seen(waiting, "budget")["rows"]}
    mark = rows["printing"]["marks"]["quantity"]

    assert (mark["level"], mark["raw"], mark["also"]["level"]) == ("draft", "很多", "warning")
    assert "80" in mark["also"]["says"][0]


def test_the_history_tells_a_reason_by_its_item_and_no_code(longer: State) -> None:
    """Recorded for 內聘講師鐘點費, 2,000 at stake: called so, with the words of the reason below."""
    after = replace(record(longer, "260分鐘計6.5節"), language=CHINESE)
    step = seen(after, "history")["steps"][0]

    assert step["changes"] == ["260分鐘計6.5節"]
    assert PERIODS not in step["name"]
    assert "speaker_internal" not in step["name"]
    assert "（涉及2,000元）" in step["name"]
