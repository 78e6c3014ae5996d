"""Rules as dated data: cards from ``data/rules/`` and the book of them that binds a plan."""

from plc_budget.rules.book import rule_book
from plc_budget.rules.card import (
    Card,
    Confidence,
    Dated,
    FundingKind,
    Kind,
    Rule,
    RuleBook,
    Source,
    Value,
)
from plc_budget.rules.changes import CardChange, changes_between
from plc_budget.rules.items import Item, item_named, shipped_items
from plc_budget.rules.reading import RuleCardError, read_card, read_cards, shipped_cards

__all__ = [
    "Card",
    "CardChange",
    "Confidence",
    "Dated",
    "FundingKind",
    "Item",
    "Kind",
    "Rule",
    "RuleBook",
    "RuleCardError",
    "Source",
    "Value",
    "changes_between",
    "item_named",
    "read_card",
    "read_cards",
    "rule_book",
    "shipped_cards",
    "shipped_items",
]
