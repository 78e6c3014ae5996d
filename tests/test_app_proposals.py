"""勻支 on the screen: back to 15,000, what gives way for a line that is set, what to let go."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app_states import amounts, app, app_of, do, seen, typed
from plan_folders import everything, opened, plan_folder, words
from plc_budget.app import reallocating
from plc_budget.app.panels import text_of
from plc_budget.app.reallocating import question_of, read_question
from plc_budget.app.state import Level, State, View
from plc_budget.language import ENGLISH
from plc_budget.plan.history.log import log
from plc_budget.plan.history.saving import Opened, save
from plc_budget.plan.history.undoing import undo
from plc_budget.reallocation.exact.solving import SECONDS


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> State:
    """Open the plan of three lines; forcing to the disk is held to account elsewhere."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    return app(tmp_path)


def shown(state: State) -> View:
    """Return what the panel shows."""
    return seen(state, "proposals")


def ask(state: State, **question: object) -> State:
    """Ask otherwise."""
    return do(state, "proposals", "ask", **question)


def apply(state: State, number: int = 1, reason: str | None = None) -> State:
    """Apply a proposal, with the reason that is suggested unless another is given."""
    proposal = shown(state)["proposals"][number - 1]
    why = proposal["reason"] if reason is None else reason
    return do(state, "proposals", "apply", key=proposal["key"], reason=why)


def release(state: State, start: str) -> State:
    """Press the button of what begins so."""
    one = next(one for one in shown(state)["releases"] if one["says"].startswith(start))
    return do(state, "proposals", "release", key=one["key"])


def bounded(state: State, most: int) -> State:
    """Let somebody save the largest number of copies, and look again."""
    rows = [
        replace(r, max_quantity=Decimal(most)) if r.code == "printing" else r
        for r in state.plan.rows
    ]
    saved, findings = save(opened(state.folder), rows=rows)
    assert isinstance(saved, Opened), words(findings)
    return do(state, "app", "look")


def titles(view: View) -> list[str]:
    """Say what each proposal changes."""
    return [proposal["title"].partition(": ")[2] for proposal in view["proposals"]]


# --- the way back to 15,000 -------------------------------------------------------------------


def test_an_exact_total_says_so_and_searches_nothing(state: State) -> None:
    """6,000 + 8,000 + 1,000 = 15,000: no proposal, and a hint how to try something out."""
    view = shown(state)

    assert (view["level"], view["proposals"]) == ("exact", [])
    assert view["headline"] == "The total is exactly 15,000; nothing has to give way."
    assert "set a line to another quantity" in view["hint"]


def test_too_much_is_brought_back_exactly(state: State) -> None:
    """90 copies come to 16,000; every proposal comes to 15,000 again."""
    view = shown(typed(state, "budget", "printing", "quantity", "90"))

    assert view["headline"].startswith("1,000 over 15,000")
    assert view["proposals"]
    assert {proposal["total"][1] for proposal in view["proposals"]} == {"15,000"}


def test_what_was_typed_last_is_rather_kept(state: State) -> None:
    """90 copies were just typed: first the others give way, and a proposal against it says so."""
    view = shown(typed(state, "budget", "printing", "quantity", "90"))

    assert titles(view)[:2] == ["“雜支” 1 → 0", "“印刷費” 90 → 80"]
    assert [one["changes_typed"] for one in view["proposals"]][:2] == [False, True]
    assert [line["state"] for line in view["lines"]] == ["timetable", "typed", "free"]


def test_where_nothing_else_holds_the_total_what_was_typed_gives_way(state: State) -> None:
    """65 copies leave 2,500 for 雜支 at 1,000: only the copies themselves can bring 15,000."""
    view = shown(typed(state, "budget", "printing", "quantity", "65"))

    assert view["proposals"]
    assert all(one["changes_typed"] for one in view["proposals"])


def test_a_changed_timetable_is_not_what_was_typed_last(state: State) -> None:
    """After 90 copies the minutes were changed: the copies may give way like any other line."""
    after = typed(state, "budget", "printing", "quantity", "90")
    after = typed(after, "timetable", "0", "paid_minutes", "280")

    assert [line["state"] for line in shown(after)["lines"]] == ["timetable", "free", "free"]


def test_a_new_approved_total_is_not_held_against_what_was_typed(state: State) -> None:
    """Whoever raises the approved total wants to use it, wherever it fits."""
    after = typed(state, "budget", "printing", "quantity", "90")
    saved, _ = save(opened(after.folder), details={"funding.approved_total": 17_000})
    assert isinstance(saved, Opened)
    after = do(after, "app", "look")

    assert read_question(after)[0].typed == ()
    assert shown(after)["headline"].startswith("1,000 below 17,000")


def test_too_little_may_stay_as_it_is(state: State) -> None:
    """60 copies leave 2,000; the screen offers to use them and says that nobody must."""
    view = shown(typed(state, "budget", "printing", "quantity", "60"))

    assert view["headline"].startswith("2,000 below 15,000")
    assert "Spending less than approved is allowed" in view["hint"]
    assert titles(view)[0] == "“雜支” 1 → 3"


# --- one proposal -----------------------------------------------------------------------------


def test_a_proposal_shows_every_figure_before_and_after(state: State) -> None:
    """60 copies instead of 80 free 20 × 100 = 2,000, which are 2 × 1,000 of 雜支."""
    proposal = shown(ask(state, code="printing", quantity="60"))["proposals"][0]

    assert [row["cells"] for row in proposal["rows"]] == [
        ["印刷費", "80", "60", "8,000", "6,000", "-2,000"],
        ["雜支", "1", "3", "1,000", "3,000", "+2,000"],
    ]
    assert [row["set"] for row in proposal["rows"]] == [True, False]
    assert proposal["total"] == ["15,000", "15,000", "0"]
    assert proposal["moved"] == "2,000 NTD moved between items; the total stays."


def test_what_only_goes_is_no_reallocation(state: State) -> None:
    """90 copies are 1,000 too much: 雜支 1 → 0 reduces by 1,000 and moves nothing anywhere."""
    proposal = shown(typed(state, "budget", "printing", "quantity", "90"))["proposals"][0]

    assert proposal["moved"] == "Reduced by 1,000 NTD."
    assert "15,000" not in proposal["reason"], "on the papers: why, not what it comes to"


def test_what_only_comes_is_none_either(state: State) -> None:
    """60 copies leave 2,000, which 雜支 1 → 3 takes up."""
    proposal = shown(typed(state, "budget", "printing", "quantity", "60"))["proposals"][0]

    assert proposal["moved"] == "Increased by 2,000 NTD."


def test_the_bars_fill_exactly_what_they_stand_for(state: State) -> None:
    """6,000 : 8,000 : 1,000 of 15,000 in thousandths, rounded down; nothing is drawn beyond."""
    bars = shown(ask(state, code="printing", quantity="60"))["proposals"][0]["bars"]

    assert [[part["width"] for part in bar["parts"]] for bar in bars] == [
        [400, 533, 66],
        [400, 400, 200],
    ]
    assert [bar["total"] for bar in bars] == ["15,000", "15,000"]


def test_a_line_that_comes_to_nothing_has_no_part(state: State) -> None:
    """雜支 0 is no sliver of the bar."""
    view = shown(typed(state, "budget", "printing", "quantity", "90"))
    before, after = view["proposals"][0]["bars"]

    assert [part["name"] for part in before["parts"]] == ["內聘講師鐘點費", "印刷費", "雜支"]
    assert [part["name"] for part in after["parts"]] == ["內聘講師鐘點費", "印刷費"]


def test_a_proposal_says_what_it_would_bring(state: State) -> None:
    """8 節 set by hand follow the timetable of 240 minutes no more."""
    proposal = shown(ask(state, code="speaker", quantity="8"))["proposals"][0]

    assert any("no longer follow the timetable" in one["says"] for one in proposal["brings"])


def test_moving_between_accounts_says_what_moves(tmp_path: Path) -> None:
    """2,000 of 業務費 for 設備及投資: the county's own money is moved by the unit itself."""
    proposal = shown(ask(across(tmp_path, "county"), code="printing", quantity="60"))["proposals"][
        0
    ]

    assert proposal["flows"] == ["2,000 from 業務費 to 設備及投資: decided within the unit"]
    assert proposal["consent"] == ""


def test_moving_between_accounts_of_the_ministrys_money_needs_consent(tmp_path: Path) -> None:
    """The same move of subsidised money is asked for beforehand, and the card says so before."""
    proposal = shown(ask(across(tmp_path, "moe-subsidy"), code="printing", quantity="60"))[
        "proposals"
    ][0]

    assert proposal["flows"] == ["2,000 from 業務費 to 設備及投資: needs consent beforehand"]
    assert proposal["consent"].startswith("Needs consent beforehand: 2,000 from 業務費")


def across(above: Path, kind: str) -> State:
    """Open a plan whose 雜支 is 設備及投資, paid by one kind of money."""
    folder = plan_folder(above)
    table, details = folder / "budget.csv", folder / "plan.toml"
    table.write_text(
        table.read_text("utf-8-sig").replace("misc,業務費", "misc,設備及投資"), "utf-8-sig"
    )
    details.write_text(details.read_text("utf-8").replace('"county"', f'"{kind}"'), "utf-8")
    return app_of(folder)


# --- applying ---------------------------------------------------------------------------------


def test_what_was_set_and_what_gives_way_are_one_step(state: State) -> None:
    """60 copies and 3 雜支 are saved together, named, with the reason beside the button."""
    after = apply(ask(state, code="printing", quantity="60"), reason="改為電子檔")

    assert amounts(after) == {"speaker": 6_000, "printing": 6_000, "misc": 3_000}
    steps = log(after.folder)[0]
    assert len(steps) == 2, "the beginning, and this"
    assert steps[-1].reason == "改為電子檔"
    assert "印刷費" in steps[-1].name
    assert question_of(after).quantity == "", "the question is answered"
    undone, _ = undo(after.folder)
    assert undone is not None
    assert undone.plan.budget.total == 15_000


def test_a_reason_is_suggested_that_says_what_was_done(state: State) -> None:
    """Nobody has to invent one; the reason of the state comes first."""
    asking = ask(state, code="printing", quantity="60")
    assert "印刷費" in shown(asking)["proposals"][0]["reason"]
    given = do(asking, "app", "because", text="主管指示")

    assert shown(given)["proposals"][0]["reason"] == "主管指示"


def test_without_a_reason_the_name_of_the_step_says_what_it_was(state: State) -> None:
    """Whoever clears the field is not stopped."""
    after = apply(ask(state, code="printing", quantity="60"), reason="  ")
    step = log(after.folder)[0][-1]

    assert (step.reason, after.status.level) == ("", Level.DONE)
    assert "印刷費" in step.name
    assert "雜支" in step.name


def test_the_status_line_says_what_was_applied(state: State) -> None:
    """What changed, the total, and that it can be taken back."""
    after = apply(ask(state, code="printing", quantity="60"))

    assert after.status.words.render(ENGLISH) == (
        "Applied: “印刷費” 80 → 60, “雜支” 1 → 3. The total is 15,000; Undo takes it back."
    )


def test_a_proposal_that_is_there_no_more_changes_nothing(state: State) -> None:
    """The plan was changed between looking and pressing: nothing is applied that nobody saw."""
    asking = ask(state, code="printing", quantity="60")
    key = shown(asking)["proposals"][0]["key"]
    meanwhile = typed(asking, "budget", "misc", "unit_price", "500")
    before = everything(state.folder)
    after = do(meanwhile, "proposals", "apply", key=key, reason="x")

    assert after.status.level is Level.FAILED
    assert everything(state.folder) == before


def test_another_total_can_be_held(state: State) -> None:
    """For 16,000 there are 1,000 more to use, and the bar then says they are over the approved."""
    after = apply(ask(state, total="16,000"))

    assert after.plan.budget.total == 16_000
    assert shown(after)["headline"].startswith("1,000 over 15,000")


# --- locks, bounds and the timetable ----------------------------------------------------------


def test_a_line_is_locked_and_unlocked_here_too(state: State) -> None:
    """The lock is the plan's own: it is saved, and the line gives way no more."""
    locked = do(state, "proposals", "lock", code="misc", locked=True)
    view = shown(ask(locked, code="printing", quantity="60"))

    assert [row.locked for row in opened(state.folder).plan.rows] == [False, False, True]
    assert view["lines"][2]["state"] == "locked"
    assert view["level"] == "none"
    again = do(locked, "proposals", "lock", code="misc", locked=False)
    assert shown(again)["lines"][2]["state"] == "free"


def test_unlocking_is_offered_where_it_is_enough(state: State) -> None:
    """60 copies, 雜支 locked: the button unlocks it, and then there is a proposal."""
    locked = do(state, "proposals", "lock", code="misc", locked=True)
    asking = ask(locked, code="printing", quantity="60")
    assert [one["button"] for one in shown(asking)["releases"]][:1] == ["Unlock “雜支”"]
    after = release(asking, "the lock of")

    assert not opened(state.folder).plan.rows[2].locked
    assert titles(shown(after)) == ["“雜支” 1 → 3"]


def test_a_bound_is_moved_by_its_button(state: State) -> None:
    """At most 70 copies leave 1,000 too much unused; the button raises the bound to 80."""
    bound = bounded(typed(state, "budget", "printing", "quantity", "70"), 70)
    locked = do(bound, "proposals", "lock", code="misc", locked=True)
    after = release(locked, "the maximum of “印刷費”")

    assert str(opened(state.folder).plan.rows[1].max_quantity) == "80"
    assert "“印刷費” 70 → 80" in titles(shown(after))


def test_periods_move_only_if_that_is_ticked(state: State) -> None:
    """Everything else locked, 節數 alone could give way; the button ticks it, and saves nothing."""
    locked = do(state, "proposals", "lock", code="misc", locked=True)
    asking = ask(locked, code="printing", quantity="70")
    before = everything(state.folder)
    after = release(asking, "paying more periods of")

    assert question_of(after).moves_periods
    assert titles(shown(after)) == ["“內聘講師鐘點費” 6 → 7"]
    assert everything(state.folder) == before


def test_what_was_set_can_be_eased(state: State) -> None:
    """65 copies leave 500 that no 雜支 of 1,000 fits; 70 would do, and the button sets them."""
    asking = ask(state, code="printing", quantity="65")
    assert shown(asking)["level"] == "none"
    after = release(asking, "what was set")

    assert question_of(after).quantity == "70"
    assert titles(shown(after)) == ["“雜支” 1 → 2"]


def test_less_than_wanted_is_offered_first(state: State) -> None:
    """14,950 cannot be held by steps of 100; the button leaves 50, and 15,000 stands behind it."""
    view = shown(ask(state, total="14950"))

    assert view["headline"].startswith("14,950 cannot be held as things stand")
    assert view["leave"] == {
        "total": "14,900",
        "says": "14,900 can be held: 50 less than 14,950. Spending less than approved is allowed.",
        "button": "Leave 50 unspent",
    }
    assert view["nearest"] == ["15,000"]
    assert shown(ask(state, total=view["leave"]["total"]))["level"] == "found"


def test_nobody_is_led_beyond_the_approved_total(state: State) -> None:
    """65 copies with 雜支 locked can come to 14,500 or, with one more 雜支, 15,500: only less is offered."""
    view = shown(ask(state, code="printing", quantity="65"))

    assert view["leave"]["total"] == "14,500"
    assert view["nearest"] == []


def priced(state: State) -> State:
    """Copies by tens at 95, and 雜支 locked: 6,000 + 84.2 × 95 + 1,000 is never whole."""
    for row, column, raw in (
        ("misc", "locked", "是"),
        ("printing", "step", "10"),
        ("printing", "unit_price", "95"),
    ):
        state = typed(state, "budget", row, column, raw)
    return state


def test_a_smaller_step_that_comes_nearer_is_a_button(state: State) -> None:
    """By tens 400 are left; one by one 84 × 95 = 7,980 leave 20, and the button holds that total."""
    asking = priced(state)
    view = shown(asking)
    assert view["leave"]["button"] == "Leave 400 unspent"
    assert [one["gives"] for one in view["nearer"]] == [
        "“印刷費” 80 → 84; the total is then 14,980, 20 are left"
    ]
    after = do(asking, "proposals", "release", key=view["nearer"][0]["key"])

    assert str(opened(state.folder).plan.rows[1].step) == "1"
    assert question_of(after).total == "14,980"
    assert titles(shown(after)) == ["“印刷費” 80 → 84"]


def test_the_lines_that_were_pasted_rather_stay(state: State) -> None:
    """膳費 1,600 and 場地費 1,400 were pasted: printing gives way for both, 80 → 50 copies."""
    after = do(state, "budget", "add", row="misc")
    after = do(
        after,
        "budget",
        "paste",
        row="line_2",
        column="item",
        text="膳費\t80\t人\t20\n場地費\t1,400\t場\t1\n",
    )
    view = shown(after)

    assert read_question(after)[0].typed == ("line_2", "line_3")
    assert titles(view)[0] == "“印刷費” 80 → 50"
    marks = [one["changes_typed"] for one in view["proposals"]]
    assert marks == sorted(marks), "what leaves them alone comes first"


def test_a_ban_leads_to_where_it_stands(state: State) -> None:
    """不得勻支 is the grant's word: the button leads to the settings and changes nothing."""
    saved, _ = save(state.opened, details={"reallocation.is_allowed": False})
    assert isinstance(saved, Opened)
    asking = ask(do(state, "app", "look"), total="14,000")
    before = everything(state.folder)
    after = release(asking, "the plan's word")

    assert after.focus is not None
    assert after.focus.table == "settings"
    assert everything(state.folder) == before


# --- what is typed, and what takes long -------------------------------------------------------


@pytest.mark.parametrize("raw", ["很多", "-5", "15,000.5", "1e4", "<b>", "＝1"])
def test_a_total_that_is_none_is_named_and_left_out(state: State, raw: str) -> None:
    """The approved total is held instead; what was typed stays to be mended."""
    view = shown(ask(state, total=raw))

    assert view["faults"]["total"].startswith("Type ")
    assert view["question"]["total"] == raw
    assert view["level"] == "exact"


@pytest.mark.parametrize("raw", ["六十", "-1", "60 人"])
def test_a_quantity_that_is_none_is_named_and_left_out(state: State, raw: str) -> None:
    """Nothing is set by it."""
    view = shown(ask(state, code="printing", quantity=raw))

    assert "quantity" in view["faults"]
    assert view["level"] == "exact"


@pytest.mark.parametrize("raw", ["60", "６０", "60份", " 60 "])
def test_a_quantity_is_read_as_in_the_table(state: State, raw: str) -> None:
    """Full-width digits and the unit behind it are understood."""
    assert titles(shown(ask(state, code="printing", quantity=raw))) == ["“雜支” 1 → 3"]


def test_a_line_that_was_deleted_is_not_asked_for_any_more(state: State) -> None:
    """The question about it falls away without a word."""
    asking = ask(state, code="misc", quantity="3")
    view = shown(do(asking, "budget", "delete", row="misc"))

    assert view["question"]["code"] == ""
    assert view["headline"].startswith("1,000 below")


def test_a_search_that_was_cut_short_says_so_and_goes_on_when_asked(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without time nothing is proven; the button allows what the command line allows."""
    monkeypatch.setattr(reallocating, "AT_FIRST", 0.0)
    short = typed(state, "budget", "printing", "quantity", "90")
    view = shown(short)
    assert view["is_short"]
    assert "Time was short" in view["hint"]
    after = do(short, "proposals", "longer")

    assert SECONDS > 1
    assert not shown(after)["is_short"]
    assert titles(shown(after))[0] == "“雜支” 1 → 0"


def test_the_same_question_is_searched_once(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking at the panel again does not search again."""
    asking = ask(state, code="printing", quantity="50")
    shown(asking)

    def fails(*_: object, **__: object) -> None:
        raise AssertionError("searched again")

    monkeypatch.setattr(reallocating, "reallocate", fails)
    assert titles(shown(asking)) == ["“雜支” 1 → 4"]


def test_an_unknown_line_or_release_changes_nothing(state: State) -> None:
    """A message from an old screen does no harm."""
    before = everything(state.folder)
    after = do(state, "proposals", "release", key="lock:nobody::")
    after = do(after, "proposals", "lock", code="nobody", locked=True)

    assert everything(state.folder) == before


# --- as text ----------------------------------------------------------------------------------


def test_the_text_holds_every_figure(state: State) -> None:
    """What a notebook stores is enough to check the arithmetic."""
    told = text_of(ask(state, code="printing", quantity="60"), ("proposals",))

    for figure in (
        "15,000",
        "8,000",
        "6,000",
        "-2,000",
        "+2,000",
        "80",
        "60",
        "follows the timetable",
    ):
        assert figure in told


def test_the_view_is_plain_data(state: State) -> None:
    """It goes to the browser as JSON, and hostile words stay words."""
    rows = [
        replace(r, item="<img src=x onerror=alert(1)>") if r.code == "misc" else r
        for r in state.plan.rows
    ]
    saved, _ = save(state.opened, rows=rows)
    assert isinstance(saved, Opened)
    after = ask(do(state, "app", "look"), code="printing", quantity="60")
    view = json.loads(json.dumps(shown(after)))

    assert view["proposals"][0]["rows"][1]["cells"][0] == "<img src=x onerror=alert(1)>"
