"""Every rule card and item that ships: both languages, a source, sane dates, known items."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from plc_budget.rules import (
    Card,
    Confidence,
    Dated,
    FundingKind,
    Item,
    Kind,
    Rule,
    changes_between,
    item_named,
    rule_book,
    shipped_cards,
    shipped_items,
)
from plc_budget.rules.items import normal_name
from plc_budget.shipped import data_folder

CATEGORIES = {"人事費", "業務費", "設備及投資", "行政管理費"}
DOCUMENTED_KEYS = {
    "manuscript-fee": ("general-", "special-", "review-", "proof-"),
    "manuscript-fee-floor": ("general-", "special-", "review-", "proof-"),
    "manuscript-fee-foreign": ("general-", "special-", "review-"),
    "manuscript-fee-foreign-floor": ("general-", "special-"),
    "meal-ceiling": ("meal",),
    "meal-county": ("meal",),
    "meal-day": ("day-", "one-day", "half-day"),
    "foreign-guest-lodging": ("foreign-guest",),
    "travel": ("lodging-", "misc-day", "car-km", "motorcycle-km", "distance-km", "claim-days"),
    "ea-venue-decoration": ("usual",),
}
"""Keys of prices that are no item ids; the note of the card says what they mean."""


def cards() -> list[Card]:
    """Return every card that ships."""
    return list(shipped_cards().values())


def dated_values() -> list[tuple[Card, Dated]]:
    """Return every value of every card that ships."""
    return [(card, dated) for card in cards() for dated in card.values]


def test_every_shipped_file_is_named_after_its_card() -> None:
    """The file of a card is its id, so that a citation leads to it."""
    files = {path.stem for path in (data_folder() / "rules").glob("*.toml")}
    assert files == set(shipped_cards())


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.id)
def test_every_shipped_card_speaks_both_languages_and_names_its_source(card: Card) -> None:
    """Title, remedy and note stand in both languages, and the document is named."""
    for words in (card.title, card.remedy, card.note):
        if words is not None:
            assert re.search(r"[\u4e00-\u9fff]", words.zh)
            assert re.search(r"[A-Za-z]{3}", words.en)
    assert re.search(r"[\u4e00-\u9fff]", card.source.document)
    assert not card.source.url or card.source.url.startswith(("https://", "http://"))


@pytest.mark.parametrize(
    ("card", "dated"), dated_values(), ids=lambda part: getattr(part, "id", "")
)
def test_shipped_dates_are_sane(card: Card, dated: Dated) -> None:
    """No value starts before 民國99年 or in a far future, and none was compared tomorrow."""
    assert dated.start is None or date(2010, 1, 1) <= dated.start <= date(2030, 1, 1)
    assert date(2026, 1, 1) <= card.source.checked <= datetime.now(UTC).date()


def test_a_programme_rule_binds_no_other_plan() -> None:
    """Cards that bind no funding are parameters, or nothing could ever bring them in force."""
    unbound = {card.id for card in cards() if not card.binds}
    assert {"misc-share", "ea-materials", "hualien-community", "meal-county"} <= unbound
    assert all(shipped_cards()[each].is_parameter for each in unbound)


def test_an_error_rests_on_more_than_a_guess() -> None:
    """No unverified card may stop an export."""
    errors = {card.confidence for card in cards() if card.severity == "error"}
    assert errors == {Confidence.READ, Confidence.SECONDARY}


@pytest.mark.parametrize(
    ("card_id", "day", "confidence"),
    [
        ("speaker-fee-ceiling", date(2018, 1, 31), Confidence.SECONDARY),
        ("speaker-fee-ceiling", date(2018, 2, 1), Confidence.READ),
        ("supplementary-premium", date(2020, 12, 31), Confidence.UNVERIFIED),
        ("supplementary-premium", date(2021, 1, 1), Confidence.SECONDARY),
        ("meal-day", date(2024, 8, 20), Confidence.UNVERIFIED),
        ("meal-day", date(2024, 8, 22), Confidence.READ),
        ("period-elementary", date(2026, 3, 1), Confidence.UNVERIFIED),
    ],
)
def test_a_figure_says_how_sure_it_is(card_id: str, day: date, confidence: Confidence) -> None:
    """An older value may be less sure than the one in force now."""
    book, _ = rule_book(shipped_cards(), day=day, funding=FundingKind)
    rule = book.get(card_id)
    assert isinstance(rule, Rule)
    assert rule.confidence is confidence


def test_new_year_2025_changes_wages_and_travel_alone() -> None:
    """Between the last day of 2024 and the first of 2025 two cards change, and no other."""
    changed = changes_between(shipped_cards(), date(2024, 12, 31), date(2025, 1, 1))
    assert {change.card.id for change in changed} == {"minimum-wage", "travel", "meal-county"}


def test_the_items_of_a_card_are_in_the_vocabulary() -> None:
    """A card about an item that no table can name would never act."""
    named = {(card.id, item) for card in cards() for item in card.items}
    assert {pair for pair in named if pair[1] not in shipped_items()} == set()


@pytest.mark.parametrize(
    ("card", "dated"), dated_values(), ids=lambda part: getattr(part, "id", "")
)
def test_the_keys_of_a_price_are_items_of_its_card(card: Card, dated: Dated) -> None:
    """A price is keyed by an item the card names, or by a key its note explains."""
    kinds = {Kind.PRICE_CEILING, Kind.PRICE_FLOOR, Kind.NOT_PAYABLE, Kind.OWN_STAFF}
    if card.kind in kinds and isinstance(dated.value, dict):
        known = (*DOCUMENTED_KEYS.get(card.id, ()), *card.items)
        assert [key for key in dated.value if not key.startswith(known)] == []


def test_no_name_stands_for_two_items() -> None:
    """What a table prints leads to one item, with its brackets and without."""
    names = [
        (normal_name(name), item.id) for item in shipped_items().values() for name in item.names
    ]
    assert len(dict(names)) == len(names)


@pytest.mark.parametrize("item", shipped_items().values(), ids=lambda item: item.id)
def test_every_item_is_found_by_each_of_its_names(item: Item) -> None:
    """Each name leads back to its item, and its category is one of the four."""
    assert item.category in CATEGORIES
    assert [name for name in item.names if item_named(name) != item.id] == []


@pytest.mark.parametrize(
    ("printed", "item"),
    [
        ("內聘講師鐘\n點費", "fee-internal"),
        ("講座鐘點費（外聘）", "fee-external"),
        ("外聘講座鐘點費〔隸屬〕", "fee-affiliated"),
        ("外聘講座鐘點費（國內專家）", "fee-external"),
        ("講座鐘點費", "fee-unspecified"),
        ("講座助理鐘點費", "fee-assistant"),
        ("全民健康保險補充保費", "premium"),
        ("場地使用費（內部）", "venue-internal"),
        ("印刷費：", "printing"),
        ("印刷機", ""),
        ("雜支", "misc"),
        ("平板電腦", "equipment"),
    ],
)
def test_a_printed_name_leads_to_its_item(printed: str, item: str) -> None:
    """Breaks, brackets and marks do not matter; another word is another thing."""
    assert item_named(printed) == item
