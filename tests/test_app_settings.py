"""Settings: typed, shown in what they change, and only then applied as one step."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from app_states import amounts, app, app_of, do, seen
from plan_folders import DETAILS, everything, opened, plan_folder
from plc_budget.app.panels import text_of
from plc_budget.app.settings import BY_KEY, GROUPS, setting_spot
from plc_budget.app.state import Level, Spot, State
from plc_budget.plan.details import Details
from plc_budget.plan.history.log import log
from plc_budget.shipped import data_folder

PLANS = data_folder() / "plans"
COUNTY, MINISTRY = "hualien-113-plc-conveners", "moe-114-reading-workshop"


@pytest.fixture
def county(tmp_path: Path) -> State:
    """The county's plan: 6,000 + 8,000 + 1,000 on 114/5/31, periods of 40 minutes."""
    return shipped(tmp_path, COUNTY)


def shipped(above: Path, name: str) -> State:
    """Put a copy of a plan that ships open in the app."""
    shutil.copytree(PLANS / name, above / name)
    return app_of(above / name)


def put(state: State, key: str, text: str) -> State:
    """Type into the field of a setting, and leave it."""
    return do(state, "settings", "set", row="", column=key, text=text)


def source(state: State, number: int, **cells: str) -> State:
    """Type into the cells of a source of money."""
    for column, text in cells.items():
        state = do(state, "settings", "set", row=str(number), column=column, text=text)
    return state


def apply(state: State) -> State:
    """Press 套用."""
    return do(state, "settings", "apply")


def field(state: State, key: str) -> dict[str, Any]:
    """Return a setting as it is shown."""
    groups = seen(state, "settings")["groups"]
    return next(one for group in groups for one in group["fields"] if one["key"] == key)


def effects(state: State) -> dict[str, Any]:
    """Return what pending settings change."""
    shown: dict[str, Any] = seen(state, "settings")["effects"]
    return shown


def rule(state: State, name: str) -> tuple[str, str]:
    """Return a rule that pending settings change, before and after."""
    one = next(one for one in effects(state)["rules"] if one["id"] == name)
    return one["before"], one["after"]


def said(state: State, what: str) -> list[str]:
    """Return what is found then, or no more."""
    return [one["message"] for one in effects(state)[what]]


def details(state: State) -> Details:
    """Read what plan.toml says now."""
    return opened(state.folder).plan.details


def test_every_setting_shows_what_the_plan_says(county: State) -> None:
    """The day in its 民國 year, the total with its comma, lists in a row."""
    shown = {
        key: field(county, key)["text"]
        for key in ("event.date", "funding.approved_total", "signatures.boxes", "event.mode")
    }

    assert shown == {
        "event.date": "114/5/31",
        "funding.approved_total": "15,000",
        "signatures.boxes": "承辦人、科長、會辦主計處、處長",
        "event.mode": "online",
    }
    assert not seen(county, "settings")["changed"]


@pytest.mark.parametrize("plan", [COUNTY, MINISTRY])
@pytest.mark.parametrize("key", list(BY_KEY))
def test_a_field_left_as_it_is_changes_nothing(tmp_path: Path, plan: str, key: str) -> None:
    """What is shown is read as what the plan says, whatever the field."""
    state = shipped(tmp_path, plan)
    setting = BY_KEY[key]
    again = put(put(state, key, "?"), key, setting.shown(state.plan))

    assert not seen(again, "settings")["changed"]


@pytest.mark.parametrize("raw", ["民國114年5月31日", "2025-05-31", "114.5.31"])
def test_the_same_day_written_otherwise_changes_nothing(county: State, raw: str) -> None:
    """There is nothing to apply."""
    state = put(county, "event.date", raw)

    assert not seen(state, "settings")["changed"]
    assert apply(state).status.level is Level.NOTE


def test_nothing_is_applied_by_typing(county: State) -> None:
    """The folder, the total and the rules are as before; the field shows both days."""
    before = everything(county.folder)
    state = put(county, "event.date", "107/1/15")

    assert everything(county.folder) == before
    assert state.plan.book.day.year == 2025
    assert (field(state, "event.date")["text"], field(state, "event.date")["was"]) == (
        "107/1/15",
        "114/5/31",
    )


def test_another_day_shows_the_rules_that_differ(county: State) -> None:
    """Before 2018-02-01 a fee of 內聘 was 800 at most: 1,000 is an error then."""
    state = put(county, "event.date", "107/1/31")

    assert rule(state, "speaker-fee-ceiling")[0].endswith("內聘講師鐘點費 1,000")
    assert rule(state, "speaker-fee-ceiling")[1].endswith("內聘講師鐘點費 800")
    assert any("the ceiling is 800" in one for one in said(state, "appear"))


def test_rules_the_plan_uses_come_first(county: State) -> None:
    """Thirteen rules differ that this plan has no line for; they stand behind."""
    used = [one["used"] for one in effects(put(county, "event.date", "107/1/31"))["rules"]]

    assert used == sorted(used, reverse=True)
    assert set(used) == {True, False}


def test_another_way_of_counting_shows_the_lines_that_change(county: State) -> None:
    """240 minutes are 6 periods of 40, and 4.5 by the national table: 1,000 × 4.5 = 4,500."""
    state = put(county, "periods.policy", "speaker-fee-period")
    shown = effects(state)

    assert shown["lines"] == [
        {"name": "內聘講師鐘點費", "quantity": ["6節", "4.5節"], "amount": ["6,000", "4,500"]}
    ]
    assert (shown["total"]["before"], shown["total"]["after"]) == ("15,000", "13,500")
    assert shown["total"]["balance_after"] == "1,500 left"


def test_a_quantity_that_repeats_the_timetable_goes_with_it(tmp_path: Path) -> None:
    """Typed and counted is 6; by the national table 240 unbroken minutes are 5, shown and saved."""
    state = put(app(tmp_path), "periods.policy", "speaker-fee-period")
    shown = effects(state)["lines"]
    after = apply(state)

    assert shown[0]["quantity"] == ["6節", "5節"]
    assert amounts(after)["speaker"] == 5_000
    assert opened(after.folder).plan.rows[0].quantity == 5


def test_applied_is_one_step_that_can_be_undone(county: State) -> None:
    """Day, mode and total together are one step of the history."""
    before = len(log(county.folder)[0])
    state = put(county, "event.date", "民國114年6月7日")
    state = put(put(state, "event.mode", "mixed"), "funding.approved_total", "新台幣壹萬陸仟元整")
    after = apply(state)

    assert after.status.level is Level.DONE
    assert details(after).event.day.isoformat() == "2025-06-07"
    assert (details(after).event.mode, details(after).funding.approved_total) == ("mixed", 16_000)
    assert len(log(county.folder)[0]) - before == 2, "the plan as found, and one step"
    assert details(do(after, "app", "undo")) == county.plan.details
    assert not seen(after, "settings")["changed"]


def test_cancelled_leaves_the_plan_as_it_is(county: State) -> None:
    """Every field is as in the plan again."""
    before = everything(county.folder)
    state = do(put(county, "event.date", "107/1/15"), "settings", "cancel")

    assert field(state, "event.date")["text"] == "114/5/31"
    assert everything(county.folder) == before


@pytest.mark.parametrize(
    ("key", "raw", "allowed"),
    [
        ("event.date", "一百一十四年", "114/5/31"),
        ("event.date", "114/2/30", "114/5/31"),
        ("event.date", "", "114/5/31"),
        ("funding.approved_total", "很多", "15,000"),
        ("funding.approved_total", "15000.5", "15,000"),
        ("funding.approved_total", "-1", "15,000"),
        ("funding.approved_total", "9" * 40, "15,000"),
        ("school_year", "0", "from 1 to 999"),
        ("event.sessions", "兩", "from 1"),
        ("participants.expected", "=1+1", "whole number"),
        ("title", " ", "a name"),
        ("title", "長" * 301, "300"),
        ("event.venue", "a\x00b", "printable"),
        ("event.mode", "<script>", "list"),
        ("periods.policy", "no-such-policy", "Use one of"),
    ],
)
def test_rubbish_is_said_at_its_field_and_kept(
    county: State, key: str, raw: str, allowed: str
) -> None:
    """The field shows what was typed and what is allowed; pressing 套用 writes nothing."""
    before = everything(county.folder)
    state = put(county, key, raw)
    mark = field(state, key)["mark"]

    assert mark["raw"] == raw
    assert allowed in mark["says"][0] + str(
        field(state, key)["options"] if allowed == "list" else ""
    )
    assert seen(state, "settings")["faulty"]
    assert apply(state).status.level is Level.FAILED
    assert everything(county.folder) == before
    assert field(apply(state), key)["mark"]["raw"] == raw


def test_with_rubbish_in_one_field_nothing_of_the_others_is_applied(county: State) -> None:
    """The other change is shown all the same, so that it can be thought about."""
    state = put(put(county, "event.date", "某日"), "periods.policy", "speaker-fee-period")

    assert effects(state)["total"]["after"] == "13,500"
    assert apply(state).plan.budget.total == 15_000


def test_escape_brings_one_field_back(county: State) -> None:
    """The rubbish is gone, the other change stays."""
    state = put(put(county, "event.date", "某日"), "event.mode", "mixed")
    state = do(state, "settings", "discard", row="", column="event.date")

    assert "mark" not in field(state, "event.date")
    assert field(state, "event.mode")["text"] == "mixed"


@pytest.mark.parametrize(
    "raw", ['"引號"\\', "=cmd|' /C calc'!A0", "<img src=x onerror=alert(1)>", "# [x] = 1", "’；--"]
)
def test_any_words_are_kept_as_they_are(county: State, raw: str) -> None:
    """What other programs would run is text here."""
    assert details(apply(put(county, "event.venue", raw))).event.venue == raw


def test_a_source_of_money_is_added(county: State) -> None:
    """15 % county, 85 % ministry: rules of the ministry's money bind then."""
    state = source(
        do(county, "settings", "add"), 2, name="教育部", kind="moe-subsidy", share="８５％"
    )
    state = source(state, 1, share="15")

    assert state.focus is None
    assert rule(state, "not-payable-subsidy")[0] == "does not bind this money"
    after = details(apply(state)).funding.sources
    assert [(one.name, one.kind, str(one.share)) for one in after] == [
        ("花蓮縣政府", "county", "15"),
        ("教育部", "moe-subsidy", "85"),
    ]


def test_the_cursor_goes_to_the_new_source(county: State) -> None:
    """Its name is typed first."""
    assert do(county, "settings", "add").focus == Spot("settings", "2", "name")


def test_a_source_without_a_name_or_share_says_so(county: State) -> None:
    """Neither is made up."""
    rows = seen(do(county, "settings", "add"), "settings")["sources"]

    assert "a name" in rows[1]["name"]["mark"]["says"][0]
    assert "100" in rows[1]["share"]["mark"]["says"][0]


@pytest.mark.parametrize("share", ["0", "101", "-5", "一半", "8 5 x"])
def test_a_share_is_above_0_and_up_to_100(county: State, share: str) -> None:
    """Anything else is kept at its field and not applied."""
    state = source(county, 1, share=share)

    assert seen(state, "settings")["sources"][0]["share"]["mark"]["raw"] == share
    assert apply(state).status.level is Level.FAILED


def test_two_sources_of_one_name_are_refused_at_the_name(county: State) -> None:
    """The plan needs to tell them apart."""
    state = source(do(county, "settings", "add"), 2, name="花蓮縣政府", share="5")

    assert "mark" in seen(state, "settings")["sources"][0]["name"]
    assert apply(state).status.level is Level.FAILED


def test_a_source_is_removed_but_not_the_last(tmp_path: Path) -> None:
    """Of the ministry's plan the last of three stays; removing that one is refused."""
    state = shipped(tmp_path, MINISTRY)
    *_, last = (one.name for one in state.plan.details.funding.sources)
    state = do(do(state, "settings", "remove", row="1"), "settings", "remove", row="1")
    refused = do(state, "settings", "remove", row="1")

    assert refused.status.level is Level.FAILED
    assert len(seen(refused, "settings")["sources"]) == 1
    assert [one.name for one in details(apply(state)).funding.sources] == [last]


def test_a_kind_of_money_is_changed_and_its_comment_stays(tmp_path: Path) -> None:
    """Only the one key is written anew."""
    folder = plan_folder(tmp_path)
    text = DETAILS.replace('kind = "county"', 'kind = "county"  # 縣款')
    (folder / "plan.toml").write_text(text, "utf-8")
    apply(source(app_of(folder), 1, kind="school"))

    assert (folder / "plan.toml").read_text("utf-8") == text.replace('"county"', '"school"')


def test_what_a_planner_names_is_assumed_no_more(tmp_path: Path) -> None:
    """Typing the day settles it; the finding that it was assumed goes."""
    folder = plan_folder(tmp_path)
    assumed = DETAILS.replace("date = 2025-05-31", "date = 2025-05-31\nis_assumed = true")
    (folder / "plan.toml").write_text(assumed, "utf-8")
    state = put(app_of(folder), "event.date", "114/6/7")

    assert any("was assumed" in one for one in said(state, "go"))
    assert not details(apply(state)).event.is_assumed


def test_an_assumed_day_that_is_right_is_confirmed(tmp_path: Path) -> None:
    """The day stays, the mark of the assumption goes; the field is there only while it is assumed."""
    folder = plan_folder(tmp_path)
    assumed = DETAILS.replace("date = 2025-05-31", "date = 2025-05-31\nis_assumed = true")
    (folder / "plan.toml").write_text(assumed, "utf-8")
    after = apply(put(app_of(folder), "event.is_assumed", "false"))

    assert (folder / "plan.toml").read_text("utf-8") == DETAILS
    assert setting_spot("event.is_assumed", after.plan) is None


def test_an_optional_day_is_typed_and_taken_away(county: State) -> None:
    """The end of the plan period: 114/7/31, then none again."""
    with_end = apply(put(county, "event.last_day", "114/7/31"))
    assert str(details(with_end).event.last_day) == "2025-07-31"

    without = apply(put(with_end, "event.last_day", ""))
    assert details(without).event.last_day is None


def test_what_changes_only_the_paper_says_so(county: State) -> None:
    """Another title: no rule, no line, no finding, and it can be applied."""
    state = put(county, "title", "召集人增能研習")
    shown = effects(state)

    assert [shown[name] for name in ("rules", "lines", "appear", "go", "alter")] == [[]] * 5
    assert details(apply(state)).title == "召集人增能研習"


def test_a_reason_that_holds_no_more_is_shown_before(county: State) -> None:
    """On site, the copies want no reason; the recorded one would answer nothing."""
    state = put(county, "event.mode", "onsite")

    assert said(state, "go") == ["80 printed copies for an online event."]
    assert any("COPIES-ONLINE" in one for one in said(state, "appear"))


def test_policies_are_those_of_the_day_and_the_money(county: State) -> None:
    """Every way of counting has its title; each that is offered can be applied."""
    options = dict(field(county, "periods.policy")["options"])

    assert {"period-elementary", "speaker-fee-period"} <= options.keys()
    for policy in options:
        assert not seen(put(county, "periods.policy", policy), "settings")["faulty"]


def test_what_is_typed_survives_an_edit_elsewhere(county: State) -> None:
    """The table is edited meanwhile; the pending day stays, and its effects are reckoned anew."""
    state = put(county, "periods.policy", "speaker-fee-period")
    state = do(state, "budget", "set", row="printing", column="quantity", text="90")

    assert effects(state)["total"]["before"] == "16,000"
    assert effects(state)["total"]["after"] == "14,500"


def test_a_block_pasted_into_a_field_is_one_text(county: State) -> None:
    """Two cells of Excel become words with a blank between."""
    state = do(
        county, "settings", "paste", row="", column="event.venue", text="教育處\t第一會議室\n"
    )

    assert field(state, "event.venue")["text"] == "教育處 第一會議室"


@pytest.mark.parametrize(
    "spot", [("9", "name"), ("1", "nobody"), ("", "no.such.key"), ("x", "kind")]
)
def test_a_field_that_is_not_there_changes_nothing(county: State, spot: tuple[str, str]) -> None:
    """As from a page that shows an older plan."""
    for what in ("set", "discard"):
        after = do(county, "settings", what, row=spot[0], column=spot[1], text="x")
        assert after.status.level is Level.FAILED
        assert not seen(after, "settings")["changed"]


def test_as_text_every_setting_stands_with_its_value(county: State) -> None:
    """What a notebook stores can be compared."""
    told = text_of(county, ("settings",))

    assert "approved total: 15,000" in told
    assert "花蓮縣政府: county money 100%" in told
    assert len(told.splitlines()) > sum(len(group.settings) for group in GROUPS) - 2
