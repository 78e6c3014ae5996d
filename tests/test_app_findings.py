"""The four questions on the screen: what is open, where it is mended, why it may stand."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from app_states import app, app_of, do, seen, typed
from plan_folders import DETAILS, everything, plan_folder
from plc_budget.app.panels import text_of
from plc_budget.app.state import Level, Spot, State
from plc_budget.checks.answering import answer_keys, answer_of, answer_to, record_answer
from plc_budget.checks.answers import with_answers
from plc_budget.findings import Place, warning
from plc_budget.language import text
from plc_budget.plan import Answer, load_plan
from plc_budget.shipped import data_folder

COUNTY = data_folder() / "plans" / "hualien-113-plc-conveners"
COPIES = "COPIES-ONLINE"


@pytest.fixture
def county(tmp_path: Path) -> State:
    """The county's plan, with its three answered warnings."""
    shutil.copytree(COUNTY, tmp_path / "county")
    return app_of(tmp_path / "county")


def questions(state: State) -> dict[int, dict[str, Any]]:
    """Return the questions as they are shown, by number."""
    return {question["number"]: question for question in seen(state, "findings")["questions"]}


def found(state: State, code: str) -> dict[str, Any]:
    """Return the one finding of that name as it is shown."""
    shown: list[dict[str, Any]]
    shown = [
        finding
        for question in questions(state).values()
        for finding in (*question["findings"], *question["notices"])
        if finding["code"] == code
    ]
    assert len(shown) == 1, shown
    return shown[0]


def reasons(state: State) -> list[str]:
    """Return the reasons in the plan's folder."""
    plan, findings = load_plan(state.folder)
    assert plan is not None, findings
    return [answer.reason for answer in plan.details.answers]


def answered(state: State, code: str, reason: str) -> State:
    """Type a reason for a warning, and record it."""
    return do(state, "findings", "answer", finding=found(state, code)["key"], text=reason)


def over(state: State) -> State:
    """Print 100 copies at 100 instead of 80: 10,000, and the reason given for 8,000 is outgrown."""
    return typed(state, "budget", "printing", "quantity", "100")


def test_all_four_questions_are_answered(county: State) -> None:
    """Nothing is open in the county's plan; what is answered is counted beside it."""
    shown = questions(county)

    assert list(shown) == [1, 2, 3, 4]
    assert {question["level"] for question in shown.values()} == {"good"}
    assert shown[2]["answer"] == "Nothing is open. (answered: 1)"
    assert shown[4]["answer"] == "Nothing is open."


def test_what_is_open_is_counted_by_what_it_wants(county: State) -> None:
    """At 1,200 the fee is 200 above the ceiling: 200 × 6 = 1,200 at stake, one thing to mend."""
    shown = questions(typed(county, "budget", "speaker_internal", "unit_price", "1200"))

    assert shown[3]["level"] == "error"
    assert shown[3]["answer"].startswith("to mend: 1")
    assert shown[3]["findings"][0]["code"] == "FEE-CEILING"
    assert shown[3]["findings"][0]["stake"] == "1,200"


def test_errors_stand_before_warnings_before_what_is_answered(county: State) -> None:
    """The order of a question is the order of work."""
    state = typed(county, "budget", "speaker_internal", "unit_price", "1200")

    levels = [finding["level"] for finding in questions(state)[3]["findings"]]
    assert levels == ["error", "warning", "answered"]


def test_what_is_answered_stands_behind_what_is_open(county: State) -> None:
    """The kind of speaker is open again, and goes before the counting of periods, which is not."""
    state = do(county, "findings", "remove", finding=found(county, "SPEAKER-KIND")["key"])

    codes = [finding["code"] for finding in questions(state)[3]["findings"]]
    assert codes == ["SPEAKER-KIND", "PERIOD-POLICY"]


def test_notices_stand_apart(county: State) -> None:
    """They ask nothing, so they are folded: the day the settlement is due, under question 1."""
    first = questions(county)[1]

    assert [finding["code"] for finding in first["notices"]] == ["SETTLEMENT-DUE"]
    assert first["findings"] == []


def test_weight_is_a_word_not_a_colour(county: State) -> None:
    """Every level that is shown has its word."""
    shown = seen(county, "findings")
    levels = {
        finding["level"]
        for question in shown["questions"]
        for finding in (*question["findings"], *question["notices"])
    }

    assert levels == {"answered", "notice"}
    assert all(shown["levels"][level] for level in levels)


@pytest.mark.parametrize(
    ("code", "spot", "place"),
    [
        (COPIES, Spot("budget", "printing", "quantity"), "印刷費 quantity"),
        ("SETTLEMENT-DUE", Spot("settings", "", "event.date"), "day of the event"),
        ("RULE-UNVERIFIED", Spot("settings", "", "periods.policy"), "counting of periods"),
    ],
)
def test_a_click_leads_to_where_it_is_mended(
    county: State, code: str, spot: Spot, place: str
) -> None:
    """A line's cell, or the field of the settings; both have a name."""
    finding = found(county, code)

    assert (finding["spot"], finding["place"]) == (spot._asdict(), place)


def test_a_finding_in_the_timetable_leads_to_its_row(tmp_path: Path) -> None:
    """A second activity that begins before the first one ends: the start of row 2."""
    folder = plan_folder(tmp_path)
    with (folder / "timetable.csv").open("ab") as table:
        table.write("13:00,15:00,對話,甲校長,甲校,internal,\r\n".encode())
    spots = [
        finding["spot"]
        for question in questions(app_of(folder)).values()
        for finding in question["findings"]
    ]

    assert Spot("timetable", "1", "start")._asdict() in spots


def test_what_has_no_place_on_the_screen_has_no_link(tmp_path: Path) -> None:
    """A parameter of the plan is mended in plan.toml; there is no field to lead to."""
    folder = plan_folder(tmp_path)
    stated = '\n[parameters.misc-share]\nvalue = {percent = 6, base = "total"}\nsource = "核定函"\n'
    (folder / "plan.toml").write_text(DETAILS + stated, "utf-8")

    finding = found(app_of(folder), "RULE-STATED")
    assert finding["spot"] is None
    assert finding["place"] == "parameter of the plan"


def test_the_rule_behind_a_finding_opens_with_its_source(county: State) -> None:
    """The ceilings of the speaker fee, since 2018-02-01, with the address of the table."""
    state = typed(county, "budget", "speaker_internal", "unit_price", "1200")
    card = seen(state, "findings")["cards"][found(state, "FEE-CEILING")["card"]]

    assert "內聘講師鐘點費 1,000" in card["value"]
    assert card["since"] == "107年2月1日"
    assert card["url"].startswith("https://")
    assert all(card[part] for part in ("source", "confidence", "remedy"))


def test_every_rule_that_is_cited_can_be_opened(county: State) -> None:
    """No finding names a card that is not there."""
    shown = seen(county, "findings")
    cited = {
        finding["card"]
        for question in shown["questions"]
        for finding in (*question["findings"], *question["notices"])
        if finding["card"]
    }

    assert cited == shown["cards"].keys()


def test_what_was_not_taken_over_stands_on_top(county: State) -> None:
    """「九十」 copies: the cell, what was typed, what is allowed."""
    (draft,) = seen(typed(county, "budget", "printing", "quantity", "九十"), "findings")["drafts"]

    assert draft["place"] == "印刷費 quantity"
    assert "九十" in draft["message"]
    assert draft["spot"] == Spot("budget", "printing", "quantity")._asdict()


def test_a_warning_opens_again_when_more_is_at_stake(county: State) -> None:
    """Given for 8,000 the reason does not hold for 100 × 100 = 10,000; it is there to be read."""
    finding = found(over(county), COPIES)

    assert (finding["level"], finding["stake"]) == ("warning", "10,000")
    assert "8,000" in finding["remedy"]
    assert finding["typed"] == ""
    assert finding["earlier"]["text"].startswith("研習手冊於會前寄送")


def test_a_reason_is_recorded_for_what_is_so_now(county: State) -> None:
    """It takes the place of the outgrown one, with 10,000 and the Chinese sentence of today."""
    state = answered(over(county), COPIES, "  增印供各校留存。 ")
    finding = found(state, COPIES)
    answer = next(a for a in state.plan.details.answers if a.code == COPIES)

    assert (finding["level"], finding["answer"]) == ("answered", "增印供各校留存。")
    assert (answer.line, answer.stake) == ("printing", 10_000)
    assert answer.message == "線上研習編列印刷100份。"
    assert 'reason = "增印供各校留存。"' in (state.folder / "plan.toml").read_text("utf-8")
    assert len(reasons(state)) == 3
    assert state.status.level is Level.DONE


def test_a_first_reason_is_one_more(tmp_path: Path) -> None:
    """A plan without reasons gets its first one, at the end of plan.toml."""
    folder = plan_folder(tmp_path)
    (folder / "plan.toml").write_text(
        DETAILS.replace("2025-05-31", '2025-05-31\nmode = "online"'), "utf-8"
    )
    state = answered(app_of(folder), COPIES, "會前寄送")

    assert reasons(state) == ["會前寄送"]
    assert found(state, COPIES)["level"] == "answered"
    assert (folder / "plan.toml").read_text("utf-8").startswith("# 本計畫由教務處保管")


def test_a_reason_is_worded_anew_without_touching_the_rest(county: State) -> None:
    """Only the reason changes; stake and sentence stay as they were recorded."""
    before = county.plan.details.answers[2]
    after = answered(county, COPIES, "依核定份數印製").plan.details.answers[2]

    assert (before.code, before.stake, before.message) == (after.code, after.stake, after.message)
    assert after.reason == "依核定份數印製"


def test_a_removed_reason_opens_the_warning(county: State) -> None:
    """The other two stay; one undo brings it back."""
    state = do(county, "findings", "remove", finding=found(county, COPIES)["key"])

    assert found(state, COPIES)["level"] == "warning"
    assert reasons(state) == reasons(county)
    assert len(reasons(state)) == 2
    assert found(do(state, "app", "undo"), COPIES)["level"] == "answered"


def test_a_reason_nobody_needs_can_be_removed(county: State) -> None:
    """On site, copies want no reason: the recorded one is idle, and goes by its button."""
    state = do(county, "settings", "set", row="", column="event.mode", text="onsite")
    state = do(state, "settings", "apply")
    idle = found(state, "ANSWER-IDLE")
    after = do(state, "findings", "remove", finding=idle["key"])

    assert idle["idle"]
    assert [answer.code for answer in after.plan.details.answers] == [
        "PERIOD-POLICY",
        "SPEAKER-KIND",
    ]


@pytest.mark.parametrize("raw", ["", "  \n", "…", "。。", "-", "理由\x00"])
def test_no_reason_is_refused_at_its_field(county: State, raw: str) -> None:
    """It says so there, keeps what was typed, and writes nothing."""
    state = over(county)
    before = everything(state.folder)
    after = answered(state, COPIES, raw)

    assert found(after, COPIES)["fault"]
    assert found(after, COPIES)["level"] == "warning"
    assert everything(state.folder) == before


@pytest.mark.parametrize(
    "raw", ['說"好"\\', "第一行\n第二行", "=1+1", "<script>alert(1)</script>", "’#[x]\t$"]
)
def test_any_words_are_kept_as_they_are(county: State, raw: str) -> None:
    """Quotes, lines, formulas and marks of HTML come back from the folder as typed."""
    state = answered(over(county), COPIES, raw)

    assert raw in reasons(state)
    assert found(state, COPIES)["answer"] == raw


def test_a_reason_typed_and_not_recorded_is_kept(county: State) -> None:
    """Another tab, another edit: the words are still there, and no part of the plan."""
    state = over(county)
    key = found(state, COPIES)["key"]
    state = do(state, "findings", "type", finding=key, text="還沒寫完")
    state = typed(state, "budget", "printing", "quantity", "110")

    assert found(state, COPIES)["typed"] == "還沒寫完"
    assert "還沒寫完" not in reasons(state)


def test_a_finding_keeps_its_name_when_its_figures_change(county: State) -> None:
    """100 copies or 110: the same warning, so that what is typed stays with it."""
    state = over(county)

    assert found(state, COPIES)["key"] == found(over(state), COPIES)["key"]


def test_a_reason_for_what_is_not_asked_any_more_writes_nothing(county: State) -> None:
    """The key of a warning that is gone, as from a second window."""
    before = everything(county.folder)
    after = do(county, "findings", "answer", finding="gone-1", text="理由")

    assert after.status.level is Level.FAILED
    assert everything(county.folder) == before


def test_as_text_every_question_has_its_answer_and_figures(county: State) -> None:
    """What a notebook stores can be compared: questions, places, money at stake, reasons."""
    told = text_of(county, ("findings",))

    assert "Does the account fit the use? Nothing is open. (answered: 1)" in told
    assert "at stake: 8,000 NTD reason: 研習手冊於會前寄送" in told


def test_two_warnings_of_a_kind_have_a_reason_each() -> None:
    """Recording the second leaves the first: one more table, for its own line."""
    first, second = (
        warning(COPIES, text("80 copies"), text("-"), Place(line=line))
        for line in ("printing", "booklet")
    )
    kept = Answer(COPIES, "會前寄送", "printing", 0, "80 copies")

    assert record_answer([kept], [first, second], second, "會後寄送") == {
        "answers[+]": answer_keys(answer_to(second, "會後寄送"))
    }


def test_a_reason_that_another_warning_stands_by_does_not_give_way() -> None:
    """Two warnings of one kind on one line: the second gets a reason of its own."""
    copies, cards = (
        warning(COPIES, text(words), text("-"), Place(line="printing"))
        for words in ("80 copies", "some cards")
    )
    kept = Answer(COPIES, "會前寄送", "printing", 0, "80 copies")
    findings = with_answers([copies, cards], [kept])

    assert answer_of([kept], findings[0]) is kept
    assert list(record_answer([kept], findings, findings[1], "另附")) == ["answers[+]"]


def test_the_desk_of_three_lines_has_no_reading_question(tmp_path: Path) -> None:
    """Whether everything could be read is a question only when something could not."""
    assert 0 not in questions(app(tmp_path))
