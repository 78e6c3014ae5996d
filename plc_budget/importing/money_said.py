"""The money of a plan made from a table: what the paper says of it, and what was assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plc_budget.findings import Finding, Place, notice, warning
from plc_budget.language import Series, Text, text
from plc_budget.money import plain
from plc_budget.plan.keys import TITLE
from plc_budget.plan.reading import FILE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plc_budget.importing import ForeignTable
    from plc_budget.importing.paper_money import PaperMoney

_COUNTY = "縣(市)政府"
"""A county government whose name nobody says."""


def funding_of(table: ForeignTable, approved: int) -> dict[str, Any]:
    """Write the table ``[funding]`` of ``plan.toml``."""
    money = table.around.money
    sources = [
        {
            "name": _name(source.name, table.around.county),
            "kind": source.kind.value,
            "share": f"{plain(source.share)}",
        }
        for source in money.sources
    ]
    funding: dict[str, Any] = {
        "approved_total": approved,
        "heading": money.heading[:TITLE],
        "sentence": money.sentence[:TITLE],
    }
    if not money.is_clear:
        funding["is_assumed"] = True
    name = _name(_COUNTY, table.around.county)
    assumed = {"name": name, "kind": "county", "share": "100"}
    return {**funding, "sources": sources or [assumed]}


def _name(source: str, county: str) -> str:
    return f"{county}政府" if county and source == _COUNTY else source


def money_assumed(table: ForeignTable) -> list[Finding]:
    """Say whose money the paper names, what was assumed of it, and which columns were not taken."""
    return [_money(table), *_untaken(table)]


def _money(table: ForeignTable) -> Finding:
    money = table.around.money
    place = Place(FILE, field="funding.sources")
    if money.is_clear:
        names = _shares(money, table.around.county)
        return notice("IMPORT-FUNDING", text("The paper names the sources of the money: {names}.", names=names),
                   text("Compare it with the paper."), place)  # fmt: skip
    remedy = text("Correct funding.sources in plan.toml; it decides which rules bind.")
    return warning("IMPORT-FUNDING", _assumed_money(money, table.around.county), remedy, place)


def _assumed_money(money: PaperMoney, county: str) -> Text:
    """Say what the paper does not about its money, and only that."""
    if money.ownerless:
        return text("The paper says what each pays: {names}; but not whose money {ownerless} is, which was assumed.",
                    names=_shares(money, county), ownerless=_quoted(money.ownerless))  # fmt: skip
    if money.sources:
        return text("The table names {names}, but not clearly what each pays; equal shares were assumed.",
                    names=Series(tuple(source.name for source in money.sources)))  # fmt: skip
    if money.untaken:
        return text("Whose money it is could not be read; county money was assumed.")
    return text("The table does not say whose money it is; county money was assumed.")


def _shares(money: PaperMoney, county: str) -> Series:
    return Series(tuple(f"{_name(one.name, county)} {plain(one.share)}%" for one in money.sources))


def _quoted(words: Sequence[str]) -> Series:
    return Series(tuple(text("“{word}”", word=word) for word in words))


def _untaken(table: ForeignTable) -> list[Finding]:
    """Name the columns about money that could not be used."""
    names = table.around.money.untaken
    if not names:
        return []
    return [
        warning(
            "IMPORT-FUNDING",
            text("Of the columns about the sources of the money, {names} could not be taken: they hold no amounts, or do not say whose money it is.",
                 names=_quoted(names)),
            text("Compare funding.sources in plan.toml with the paper."),
            Place(table.file),
        )
    ]  # fmt: skip
