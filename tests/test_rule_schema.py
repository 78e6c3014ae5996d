"""The schema of rule cards is strict: what is misspelt or missing is refused and named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_budget.rules import FundingKind, Kind, RuleCardError, read_card, read_cards

CARD = """
id = "tea-ceiling"
kind = "price-ceiling"
unit = "NTD/cup"
binds = ["county"]
items = ["refreshments"]
confidence = "read"
severity = "warning"
title = { zh = "茶水上限", en = "Ceiling of tea" }
remedy = { zh = "請調降單價。", en = "Lower the price." }
source = { document = "茶水要點", checked = 2026-01-02 }

[[values]]
until = 2019-12-31
value = 10

[[values]]
from = 2020-01-01
value = { refreshments = 20, cold = "12.5" }
"""
HEAD = CARD.partition("[[values]]")[0]
SHARE = '{ percent = 6, base = "total" }'


def with_value(kind: str, value: str) -> str:
    """Return the card above as one of another kind with one value."""
    return f"{HEAD.replace('price-ceiling', kind)}[[values]]\nvalue = {value}\n"


def test_a_good_card_is_read_whole() -> None:
    """Each value of a card holds on its own days, and a decimal stays exact."""
    card = read_card(CARD)
    assert (card.id, card.kind, card.binds) == (
        "tea-ceiling",
        Kind.PRICE_CEILING,
        frozenset({FundingKind.COUNTY}),
    )
    old, new = card.on(date(2019, 12, 31)), card.on(date(2020, 1, 1))
    assert old is not None
    assert new is not None
    assert old.value == 10
    assert isinstance(new.value, dict)
    assert str(new.value["cold"]) == "12.5"


def test_a_newer_value_ends_the_older_for_good() -> None:
    """When the newest value has run out, an older one without an end does not come back."""
    card = read_card(
        CARD.replace("until = 2019-12-31\n", "").replace(
            "from = 2020-01-01", "from = 2020-01-01\nuntil = 2020-12-31"
        )
    )
    assert card.on(date(2019, 12, 31)) is card.values[0]
    assert card.on(date(2020, 12, 31)) is card.values[1]
    assert card.on(date(2021, 1, 1)) is None


def test_a_yearly_card_is_known_until_its_last_year_ends() -> None:
    """A value from 2020-01-01 that is set anew each year is known on New Year's Eve and not after."""
    card = read_card(CARD.replace('severity = "warning"', 'severity = "warning"\nyearly = true'))

    assert card.known_until == date(2020, 12, 31)
    assert card.is_known_on(date(2020, 12, 31))
    assert not card.is_known_on(date(2021, 1, 1))
    assert card.on(date(2021, 1, 1)) is card.values[1], "the last one goes on"
    assert read_card(CARD).known_until is None
    assert read_card(CARD).is_known_on(date(2999, 1, 1))


def test_a_yearly_card_needs_a_day_its_newest_value_holds_from() -> None:
    """Without it nobody could say which year is the last one known."""
    with pytest.raises(RuleCardError, match="yearly"):
        read_card("yearly = true\n" + HEAD + "[[values]]\nvalue = 10\n")


def test_a_card_is_due_when_nobody_looked_for_a_year() -> None:
    """Looked up on 2026-01-02, it is due on 2027-01-03, the day after the year is over."""
    card = read_card(CARD)

    assert not card.is_due_on(date(2025, 1, 1))
    assert not card.is_due_on(date(2027, 1, 2))
    assert card.is_due_on(date(2027, 1, 3))


def test_a_card_may_bind_no_funding() -> None:
    """A card with an empty list binds a plan only when the plan states it."""
    assert read_card(CARD.replace('binds = ["county"]', "binds = []")).binds == frozenset()


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ('unit = "NTD/cup"', 'unit = "NTD/cup"\nunits = "NTD"', "units"),
        ('unit = "NTD/cup"\n', "", "unit"),
        ('unit = "NTD/cup"', "unit = 3", "unit"),
        ('unit = "NTD/cup"', 'unit = " "', "unit"),
        ('"tea-ceiling"', '"Tea ceiling"', "id"),
        ("price-ceiling", "price-celing", "kind"),
        ('confidence = "read"', 'confidence = "red"', "confidence"),
        ('severity = "warning"', 'severity = "warn"', "severity"),
        ('confidence = "read"', 'confidence = "unverified"', "parameter"),
        ('confidence = "read"', 'confidence = "read"\nparameter = "yes"', "parameter"),
        ('["county"]', '["county", "central"]', "binds"),
        ('["county"]', '"county"', "binds"),
        ('["county"]', '""', "binds"),
        ('["refreshments"]', '"refreshments"', "items"),
        ('["refreshments"]', "[3]", "items"),
        ('zh = "茶水上限", ', "", "title: zh"),
        ('en = "Ceiling of tea"', 'en = ""', "title"),
        ('en = "Lower the price."', 'en = "Lower the price.", fr = "x"', "remedy: fr"),
        ('document = "茶水要點", ', "", "source: document"),
        ('document = "茶水要點"', 'document = "茶水要點", link = "x"', "source: link"),
        ('document = "茶水要點"', 'document = "茶水要點", article = 5', "source.article"),
        ("checked = 2026-01-02", 'checked = "2026-01-02"', "source.checked"),
        (", checked = 2026-01-02", "", "source: checked"),
        ('confidence = "read"', 'confidence = "read"\nyearly = "yes"', "yearly"),
        ('confidence = "read"', 'confidence = "read"\nknown_until = 2026-12-31', "known_until"),
        ("from = 2020-01-01", "form = 2020-01-01", "values: form"),
        ("from = 2020-01-01", 'from = "2020-01-01"', "from"),
        ("from = 2020-01-01", "from = 2020-01-01T00:00:00", "from"),
        ("from = 2020-01-01", "from = 2020-01-01\nsource = 5", "values.source"),
        ("from = 2020-01-01", 'from = 2020-01-01\nconfidence = "sure"', "values.confidence"),
        ("from = 2020-01-01", 'from = 2020-01-01\nconfidence = "unverified"', "parameter"),
        ("from = 2020-01-01\n", "", "from: values stand in the order"),
        ("from = 2020-01-01", "from = 2019-06-01", "until: 2019-12-31 overlaps"),
        ("from = 2020-01-01", "from = 2020-01-01\nuntil = 2019-12-31", "until"),
        ("until = 2019-12-31", "from = 2021-01-01", "from: values stand in the order"),
        ("value = 10", "value = 10.5", "value"),
        ("value = 10", "value = true", "value"),
        ("value = 10", "value = [10]", "value"),
        ("value = 10", "value = {}", "value"),
        ('cold = "12.5"', "cold = 12.5", "value"),
        ('cold = "12.5"', 'cold = "NaN"', "cold"),
        ('cold = "12.5"', 'cold = "dear"', "cold is a number"),
    ],
)
def test_a_card_that_breaks_the_schema_names_file_and_key(
    before: str, after: str, key: str
) -> None:
    """Whatever is unknown, missing or of the wrong kind is refused, with its place."""
    assert before in CARD
    with pytest.raises(RuleCardError) as refused:
        read_card(CARD.replace(before, after, 1), "tea-ceiling.toml")
    message = str(refused.value)
    assert message.startswith("tea-ceiling.toml: ")
    place, _, part = key.partition(": ")
    assert place in message
    assert part in message


@pytest.mark.parametrize("values", ["[values]\nvalue = 1", "[[values]]", ""])
def test_a_card_without_values_is_refused(values: str) -> None:
    """A card that says nothing on any day is no card."""
    with pytest.raises(RuleCardError, match="value"):
        read_card(HEAD + values)


def test_a_card_with_an_empty_list_of_values_is_refused() -> None:
    """An empty list says nothing either."""
    with pytest.raises(RuleCardError, match="values: a card has at least one"):
        read_card("values = []\n" + HEAD)


def test_a_key_written_twice_is_refused() -> None:
    """TOML itself refuses a second value for one key; the file and line are named."""
    with pytest.raises(RuleCardError, match=r"^tea\.toml: .*line 3"):
        read_card(CARD.replace('id = "tea', 'id = "a"\nid = "tea'), "tea.toml")


@pytest.mark.parametrize(
    ("kind", "good", "bad", "fault"),
    [
        ("share-ceiling", SHARE, SHARE.replace("total", "totals"), "base is one of"),
        ("share-ceiling", SHARE, "6", "percent, base"),
        ("share-ceiling", SHARE, '{ percent = "few", base = "total" }', "percent is a number"),
        ("rate", '"2.11"', "{ percent = 2 }", "one number"),
        ("rate", "50", '"half"', "number"),
        ("not-payable", '{ gifts = "never" }', '{ gifts = "nver" }', "gifts is one of"),
        ("not-payable", '{ gifts = "consent" }', '"never"', "table"),
        ("own-staff", '{ gifts = "never" }', '{ gifts = "consent" }', "gifts is one of"),
        ("transfer", '{ any-admin = "consent", form = "附件五" }', '{ a-b = "no" }', "a-b is one"),
        ("deadline", "{ months = 2 }", "{ weeks = 2 }", "days or months"),
        ("deadline", "{ days = 20 }", "{ days = 20, months = 1 }", "days or months"),
        ("threshold", "{ price = 1, years = 2 }", "{ price = 1 }", "price, years"),
        ("amount-ceiling", "30000", '"much"', "number"),
        ("price-floor", "{ gifts = 5 }", '{ gifts = "little" }', "gifts is a number"),
    ],
)
def test_each_kind_of_card_knows_its_value(kind: str, good: str, bad: str, fault: str) -> None:
    """A value with the wrong parts is refused, never silently ignored."""
    assert read_card(with_value(kind, good)).kind == kind
    with pytest.raises(RuleCardError, match=fault):
        read_card(with_value(kind, bad))


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("two_minutes = 80", "two_minuts = 80", "two_minutes"),
        ("minutes = 40", 'minutes = "long"', "minutes is a number"),
        ('"half"', '"third"', "shortfall is one of half, nothing"),
        ('joined = "yes"', 'joined = "maybe"', "joined is one of yes, no"),
    ],
)
def test_a_period_has_its_five_parts(before: str, after: str, fault: str) -> None:
    """Length, length of two, shortfall, joining and sharing are all said, and none more."""
    parts = (
        'minutes = 40, two_minutes = 80, shortfall = "half", joined = "yes", shared = "together"'
    )
    good = with_value("period", f"{{ {parts} }}")
    assert read_card(good).kind is Kind.PERIOD
    with pytest.raises(RuleCardError, match=fault):
        read_card(good.replace(before, after, 1))


def test_two_cards_of_one_id_are_refused(tmp_path: Path) -> None:
    """A second card of the same id is refused, and the second file is named."""
    (tmp_path / "a.toml").write_text(CARD, encoding="utf-8")
    (tmp_path / "b.toml").write_text(CARD, encoding="utf-8")
    with pytest.raises(RuleCardError, match=r"b\.toml.*tea-ceiling"):
        read_cards(tmp_path)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(words: str) -> None:
    """Whatever stands in a file, it is a card or a named fault."""
    with pytest.raises(RuleCardError, match=r"^x\.toml"):
        read_card(words, "x.toml")
