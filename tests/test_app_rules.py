"""The rules on the page: cards on a day, what changes until another, and both counts of periods."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from app_states import app, app_of, do, seen, typed
from plan_folders import DETAILS, plan_folder
from plc_budget.app.panels import text_of
from plc_budget.app.rule_cards import card_of
from plc_budget.dates import roc_date
from plc_budget.rules import Rule, shipped_cards
from plc_budget.shipped import data_folder

if TYPE_CHECKING:
    from pathlib import Path

    from plc_budget.app.state import State

COUNTY = data_folder() / "plans" / "hualien-113-plc-conveners"
MAY, JANUARY_2018 = date(2025, 5, 31), date(2018, 1, 31)
USED, BINDING, OTHERS = 0, 1, -1


def stated(card_id: str, part: str, day: date) -> str:
    """Return what a card says on a day, as it is printed."""
    dated = shipped_cards()[card_id].on(day)
    assert dated is not None
    assert isinstance(dated.value, dict)
    return f"{dated.value[part]:,}"


def cards(state: State, group: int) -> dict[str, dict[str, Any]]:
    """Return the cards of a group by their ids."""
    return {card["id"]: card for card in seen(state, "rules")["groups"][group]["cards"]}


def changes(state: State) -> dict[str, tuple[str, str]]:
    """Return what changes between the two days, by title."""
    return {title: (before, after) for title, before, after in seen(state, "rules")["changes"]}


def test_the_cards_of_the_plan_come_first_and_none_is_missing(tmp_path: Path) -> None:
    """What the lines rest on stands open; what binds other money is folded; together they are all."""
    state = app(tmp_path)
    groups = seen(state, "rules")["groups"]

    assert "speaker-fee-ceiling" in cards(state, USED)
    assert "attendance-fee" in cards(state, BINDING)
    assert "transfer-moe" in cards(state, OTHERS)
    assert [group["open"] for group in groups] == [True] + [False] * (len(groups) - 1)
    ids = [card["id"] for group in groups for card in group["cards"]]
    assert sorted(ids) == sorted(shipped_cards())


def test_a_card_tells_its_value_its_source_and_how_sure_it_is(tmp_path: Path) -> None:
    """The ceiling of the speaker's fee: what it says, since when, where it is written, how to mend."""
    card = cards(app(tmp_path), USED)["speaker-fee-ceiling"]
    shipped = shipped_cards()["speaker-fee-ceiling"]

    assert stated("speaker-fee-ceiling", "fee-internal", MAY) in card["value"]
    assert (card["unit"], card["sure"]) == ("NTD/period", "read")
    assert card["source"] == str(shipped.source)
    assert card["url"] == shipped.source.url
    assert card["remedy"] == shipped.remedy.en


def test_what_nobody_verified_says_so(tmp_path: Path) -> None:
    """The period of 40 minutes is custom, and no clause was found for it."""
    card = cards(app(tmp_path), USED)["period-elementary"]

    assert (card["sure"], card["confidence"]) == ("unverified", "not verified")


def test_another_day_shows_what_held_then(tmp_path: Path) -> None:
    """Before February 2018 the fees were lower, and the card shows those."""
    state = do(app(tmp_path), "rules", "on", text="107/1/31")

    then = stated("speaker-fee-ceiling", "fee-external", JANUARY_2018)
    assert then != stated("speaker-fee-ceiling", "fee-external", MAY)
    assert then in cards(state, USED)["speaker-fee-ceiling"]["value"]
    assert seen(state, "rules")["on"]["day"] == "107年1月31日"
    assert not seen(state, "rules")["on"]["is_own"]


@pytest.mark.parametrize("words", ["107年1月31日", "107.1.31", "2018-01-31", "１０７／１／３１"])
def test_a_day_is_read_in_any_form_people_write(tmp_path: Path, words: str) -> None:
    """ROC and common years, and full-width digits."""
    state = do(app(tmp_path), "rules", "on", text=words)

    assert seen(state, "rules")["on"]["day"] == "107年1月31日"


def test_a_day_nobody_can_read_is_kept_and_said(tmp_path: Path) -> None:
    """“五月底” stays in the field with what is allowed; the cards are those of the plan's day."""
    state = do(app(tmp_path), "rules", "on", text="五月底")
    on = seen(state, "rules")["on"]

    assert (on["raw"], on["day"]) == ("五月底", "114年5月31日")
    assert "114/5/31" in on["wrong"]


def test_an_empty_day_is_the_day_of_the_plan_again(tmp_path: Path) -> None:
    """The button that leads back sends nothing but an empty text."""
    state = do(do(app(tmp_path), "rules", "on", text="107/1/31"), "rules", "on", text="")

    on = seen(state, "rules")["on"]

    assert (on["is_own"], on["wrong"]) == (True, "")


def test_the_change_between_two_days_names_only_what_differs(tmp_path: Path) -> None:
    """On 1 February 2018 the fees rose: both sides stand beside one another."""
    state = do(app(tmp_path), "rules", "on", text="107/1/31")
    state = do(state, "rules", "against", text="107/2/1")

    before, after = changes(state)["Ceiling of the speaker fee per period"]

    assert stated("speaker-fee-ceiling", "fee-external", JANUARY_2018) in before
    assert stated("speaker-fee-ceiling", "fee-external", MAY) in after


def test_a_day_compared_with_itself_changes_nothing(tmp_path: Path) -> None:
    """The sentence says so instead of an empty table."""
    state = do(app(tmp_path), "rules", "against", text="114/5/31")

    assert changes(state) == {}
    assert "No rule that binds this plan changes" in text_of(state, ("rules",))


def test_a_plan_is_compared_with_the_newest_rules_unless_asked(tmp_path: Path) -> None:
    """The other day is the last one on which a rule for this money changed: it lies in the cards."""
    kinds = app(tmp_path).plan.details.funding.kinds
    newest = max(
        dated.start
        for card in shipped_cards().values()
        if card.binds & kinds
        for dated in card.values
        if dated.start
    )

    against = seen(app(tmp_path / "again"), "rules")["against"]["day"]

    assert against == f"{newest.year - 1911}年{newest.month}月{newest.day}日"


def test_a_plan_of_long_ago_is_compared_with_the_newest_rules_too(tmp_path: Path) -> None:
    """Not with the next change after it, of which there were many since January 2018."""
    folder = plan_folder(tmp_path)
    old = DETAILS.replace("2025-05-31", "2018-01-31").replace("= 113", "= 106")
    (folder / "plan.toml").write_text(old, encoding="utf-8")

    against = seen(app_of(folder), "rules")["against"]["day"]

    assert against == seen(app(tmp_path / "now"), "rules")["against"]["day"]


def test_other_money_is_bound_by_other_cards(tmp_path: Path) -> None:
    """Money of the ministry brings its rules of transfer; they stand among those that bind."""
    folder = plan_folder(tmp_path)
    (folder / "plan.toml").write_text(
        DETAILS.replace('kind = "county"', 'kind = "moe-subsidy"'), encoding="utf-8"
    )
    state = app_of(folder)

    assert "transfer-moe" in cards(state, USED) | cards(state, BINDING)


def test_the_counts_stand_side_by_side_with_their_working() -> None:
    """120 minutes of one speaker: 3 periods of 40, or 2 periods of 90 minutes and half a one."""
    periods = seen(app_of(COUNTY), "rules")["periods"]

    assert [row["counts"] for row in periods["rows"]] == [
        [["120", "3"], ["120", "2.5"]],
        [["↑", ""], ["↑", ""]],
        [["80", "2"], ["80", "1.5"]],
        [["↑", ""], ["↑", ""]],
        [["40", "1"], ["40", "0.5"]],
    ]
    assert periods["totals"] == ["6", "4.5"]
    assert [(way["periods"], way["fees"]) for way in periods["ways"][:3]] == [
        ("6", "6,000"),
        ("4.5", "4,500"),
        ("4", "4,000"),
    ]


def test_the_counts_follow_the_timetable(tmp_path: Path) -> None:
    """240 minutes become 80: two periods of 40 minutes, or one and a half by the national table."""
    state = typed(app(tmp_path), "timetable", "0", "paid_minutes", "80")

    assert seen(state, "rules")["periods"]["totals"] == ["2", "1.5"]


def test_a_plan_without_a_timetable_has_no_counts(tmp_path: Path) -> None:
    """Nothing breaks, and nothing is claimed."""
    folder = plan_folder(tmp_path)
    (folder / "timetable.csv").unlink()
    (folder / "budget.csv").write_text(
        "code,category,item,unit_price,quantity\nmisc,業務費,雜支,1000,15\n", encoding="utf-8"
    )

    assert seen(app_of(folder), "rules")["periods"]["rows"] == []
    assert text_of(app_of(folder), ("rules",))


def test_only_addresses_of_the_web_become_links() -> None:
    """A source such as javascript: is told as text and leads nowhere."""
    card = shipped_cards()["speaker-fee-ceiling"]
    odd = replace(card, source=replace(card.source, url="javascript:alert(1)"))

    assert card_of(Rule(odd, odd.values[-1]), app_of(COUNTY).plan.book.day)["url"] == ""


def test_as_text_it_lists_the_cards_the_changes_and_both_counts() -> None:
    """Notebook 3 stores it, so a changed value of a rule shows when notebooks are compared."""
    state = app_of(COUNTY)
    words = text_of(state, ("rules",))

    assert "114年5月31日" in words
    for card in [*cards(state, USED).values(), *cards(state, BINDING).values()]:
        assert f"- {card['title']}: {card['value']}" in words
    for title, (before, after) in changes(state).items():
        assert f"- {title}: {before} → {after}" in words
    assert {"6,000", "4,500"} <= set(words.split()), "what the fees come to in both ways"


def test_a_card_nobody_looked_up_for_a_year_is_marked(tmp_path: Path) -> None:
    """On the day of the plan none is; on a day long after, each says 待查證 and since when."""
    state = do(app(tmp_path), "rules", "on", text="125/1/1")
    later, now = cards(state, USED), cards(app(tmp_path / "now"), USED)

    assert later
    assert all(card["due"] and "looked up again" in card["confidence"] for card in later.values())
    assert not any(card["due"] for card in now.values())
    checked = shipped_cards()["speaker-fee-ceiling"].source.checked
    assert now["speaker-fee-ceiling"]["checked"] == roc_date(checked)


def test_the_text_is_the_same_each_time() -> None:
    """It says nothing of today, of folders or of the order of sets."""
    assert text_of(app_of(COUNTY), ("rules",)) == text_of(app_of(COUNTY), ("rules",))


def test_the_view_is_plain_data(tmp_path: Path) -> None:
    """What is sent to the screen is JSON, whatever the cards hold."""
    view = seen(app(tmp_path), "rules")

    assert json.loads(json.dumps(view)) == view
