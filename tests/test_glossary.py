"""Whatever stands in a rule card is shown in words of the reader's language."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from plc_budget.checks import check_plan
from plc_budget.export import export_xlsx
from plc_budget.plan import load_plan
from plc_budget.rules import Card, Value, shipped_cards, shipped_items
from plc_budget.rules.glossary import (
    GlossaryError,
    glossary,
    read_glossary,
    shipped_glossary,
    unit_in_words,
    value_in_words,
)
from plc_budget.rules.shapes import BASES
from plc_budget.sheets import locate_findings
from plc_budget.sheets.rules_sheet import value_text
from plc_budget.shipped import data_folder

CHINESE = re.compile(r"[\u4e00-\u9fff]")
CHOICES = {*BASES, "yes", "no", "half", "nothing"}
"""Words a plan may state though no card of ours does."""
WHOLE = """
[words]
never = { zh = "不得", en = "never" }
[shapes]
"percent base" = { zh = "{base}的{percent}%", en = "{percent} % of {base}" }
[cards.own-staff]
never = { zh = "不得支領", en = "never" }
[units]
NTD = { zh = "元", en = "NTD" }
"""


def terms_of(card: Card) -> Iterator[str]:
    """Name every part and every word of a card's values."""
    for dated in card.values:
        if isinstance(dated.value, dict):
            yield from dated.value
            yield from (part for part in dated.value.values() if isinstance(part, str))
        elif isinstance(dated.value, str):
            yield dated.value


def is_explained(term: str, card: Card) -> bool:
    """Tell whether a term is Chinese, a number or a time, an item, or in the glossary."""
    known = shipped_glossary()
    return (
        bool(CHINESE.search(term))
        or not re.search("[A-Za-z]", term)
        or term in shipped_items()
        or term in known.words
        or term in known.cards.get(card.id, {})
    )


@pytest.mark.parametrize("card", shipped_cards().values(), ids=lambda card: card.id)
def test_every_word_of_a_card_is_explained(card: Card) -> None:
    """No English name of a part, no English word and no English unit reaches a planner."""
    assert [term for term in terms_of(card) if not is_explained(term, card)] == []
    assert card.unit in shipped_glossary().units
    for dated in card.values:
        shown = value_in_words(dated.value, card.id).zh
        assert not re.search(r"[a-z]{2,}", shown.replace("ODF-CNS", "")), shown


def test_the_glossary_explains_nothing_that_is_not_there() -> None:
    """Each entry is a word of some card or may be stated by a plan, and each card exists."""
    cards, known = shipped_cards(), shipped_glossary()
    used = {term for card in cards.values() for term in terms_of(card)} | CHOICES
    assert known.words.keys() - used == set()
    assert known.units.keys() - {card.unit for card in cards.values()} == set()
    for name, own in known.cards.items():
        assert own.keys() <= set(terms_of(cards[name]))
    shapes = {
        tuple(sorted(dated.value))
        for card in cards.values()
        for dated in card.values
        if isinstance(dated.value, dict)
    }
    assert known.shapes.keys() <= shapes


def test_the_paid_period_reads_as_a_planner_says_it() -> None:
    """The national table: 50 minutes, 90 for two in a row, a shortfall is paid half."""
    card = shipped_cards()["speaker-fee-period"]
    shown = value_in_words(card.values[-1].value, card.id)
    assert shown.zh.startswith("每節50分鐘；連續2節90分鐘；不足1節減半；")
    assert shown.en.startswith("50 minutes a period; 90 minutes for two in a row;")


def test_values_of_all_kinds_are_written() -> None:
    """Numbers have commas, words their meaning, strangers themselves, tables their parts."""
    assert value_in_words(30_000).zh == "30,000"
    assert value_in_words(Decimal("2.11")).zh == "2.11"
    assert value_in_words("floor").zh == "元以下捨去"
    assert value_in_words("學校保存").en == "學校保存"
    assert value_in_words({"gifts": "never", "stranger": 3}).zh == "禮品費 不得支給；stranger 3"
    assert value_in_words({"percent": 6, "base": "total"}).en == "6 % of the total"
    assert value_in_words({"base": "total"}).zh == "以總經費計"
    assert unit_in_words("NTD/period").zh == "元/節"
    assert unit_in_words("furlong").zh == "furlong"


def test_a_card_may_mean_its_own_by_a_word() -> None:
    """``never`` is 不得支領 for the unit's own staff and 不補助 for a grant."""
    assert glossary("never").zh == "不得支給"
    assert glossary("never", "own-staff-fees").zh == "不得支領"
    assert glossary("never", "not-payable-subsidy").zh == "不補助"
    assert glossary("fee-internal").zh == "內聘講師鐘點費"
    assert glossary("fee-internal", "speaker-travel").zh == "內聘講師"


def test_the_sheet_shows_only_the_parts_of_the_plan() -> None:
    """A plan with internal speakers alone prints their ceiling alone, in Chinese."""
    value: Value = {"fee-external": 2_000, "fee-internal": 1_000}
    assert value_text(value, ["fee-internal"], "speaker-fee-ceiling") == "內聘講師鐘點費 1,000"
    assert value_text({"percent": 15, "base": "operating"}, ["admin"]) == "業務費的15%"


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("[units]", "[unit]", "the tables are"),
        (
            'never = { zh = "不得", en = "never" }',
            'never = { zh = "不得" }',
            "never: has zh and en",
        ),
        ('en = "NTD"', 'en = "NTD", fr = "TWD"', "NTD: has zh and en"),
        ('en = "NTD"', 'en = " "', "NTD: words"),
        ('zh = "元"', 'zh = "{}元"', "NTD: the gaps"),
        ('zh = "不得"', 'zh = "不得{}"', "never: zh and en have different gaps"),
        ('zh = "不得"', 'zh = "不得{who}"', "never: the gaps"),
        ('zh = "不得"', 'zh = "不得{"', "never: "),
        ("{base}的{percent}%", "{base}的{share}%", "percent base: the gaps"),
        ('never = { zh = "不得支領", en = "never" }', "never = 3", "never: has zh and en"),
        ("[cards.own-staff]", "[cards.own-staff", "line 6"),
    ],
)
def test_a_glossary_that_is_wrong_is_refused(before: str, after: str, fault: str) -> None:
    """What is misspelt is refused with its name, never passed over."""
    assert read_glossary(WHOLE).words["never"].zh == "不得"
    assert before in WHOLE
    with pytest.raises(GlossaryError, match=fault):
        read_glossary(WHOLE.replace(before, after, 1))


@pytest.mark.parametrize("plan", sorted((data_folder() / "plans").iterdir()), ids=lambda p: p.name)
def test_the_sheet_of_rules_is_chinese(plan: Path) -> None:
    """On 規則依據 of every example plan Latin letters stand only in addresses and cells."""
    loaded, found = load_plan(plan)
    assert loaded is not None
    data = export_xlsx(loaded, locate_findings(check_plan(loaded, found), loaded))
    sheet = load_workbook(io.BytesIO(data))["規則依據"]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert len(cells) > 20
    words = [re.sub(r"https?://\S+|![A-Z]+[0-9]+", " ", cell) for cell in cells]
    assert [word for word in words if re.search("[A-Za-z]{2,}", word)] == []
