"""Is this our paper, and is it as it was printed?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from plc_budget.findings import Finding, Words
from plc_budget.language import text
from plc_budget.money import product, whole_ntd
from plc_budget.plan.saving import Opened
from plc_budget.returning.base import Base, base_of
from plc_budget.returning.calculator import Calculator
from plc_budget.returning.comparing import Compared
from plc_budget.returning.differences import Difference
from plc_budget.returning.paper import Paper
from plc_budget.returning.reading import Sight
from plc_budget.returning.tables import Table, budget_table, has_figures
from plc_budget.returning.whole import compare_whole
from plc_budget.sheets.passport import Figures, Passport, hash_of
from plc_budget.tables.foreign.sheet import Kind as CellKind


class Verdict(StrEnum):
    """What a file is."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    NOT_OURS = "not_ours"


@dataclass(frozen=True)
class Verified:
    """What came of looking at a file.

    Attributes
    ----------
    verdict : Verdict
        What it is.
    passport : Passport or None
        What its footer says.
    base : Base or None
        What it was compared with; None if no plan was given.
    differences : tuple of Difference
        Where it differs from it.
    findings : tuple of Finding
        What else is to be known.
    """

    verdict: Verdict
    passport: Passport | None = None
    base: Base | None = None
    differences: tuple[Difference, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def sentence(self) -> Words:
        """The verdict in one line."""
        return _sentence(self)


def verify(paper: Paper, opened: Opened | None = None, sheet: str = "") -> Verified:
    """Tell whether a file is ours and unchanged.

    Parameters
    ----------
    paper : Paper
        The file.
    opened : Opened, optional
        The plan it is thought to be printed from; without it the hash in the footer judges, over
        the lines, their figures and their notes.
    sheet : str
        The sheet to take, if the budget stands on several.
    """
    if opened is None:
        return _by_hash(paper, sheet)
    base = base_of(opened, paper.passport)
    compared, findings = compare_whole(paper, opened, base, sheet=sheet)
    if compared is None or (paper.passport is None and not _is_of(compared, base)):
        return Verified(Verdict.NOT_OURS, paper.passport, findings=tuple(findings))
    verdict = Verdict.CHANGED if compared.differences else Verdict.UNCHANGED
    return Verified(verdict, paper.passport, base, compared.differences, tuple(findings))


def _is_of(compared: Compared, base: Base) -> bool:
    """Tell whether a file without a passport holds at least half of the lines of a plan."""
    return 2 * compared.known >= len(base.plan.budget.lines) > 0


def _by_hash(paper: Paper, sheet: str) -> Verified:
    if paper.passport is None:
        return Verified(Verdict.NOT_OURS)
    table, findings = budget_table(paper.sheets, sheet)
    if table is None:
        return Verified(Verdict.CHANGED, paper.passport, findings=tuple(findings))
    sight = Sight(table, Calculator(paper.sheets))
    lines = [_figures(sight, row) for row in table.rows if has_figures(table, row)]
    total = _total(sight, table)
    same = total is not None and hash_of(lines, total) == paper.passport.figures
    return Verified(Verdict.UNCHANGED if same else Verdict.CHANGED, paper.passport)


def _figures(sight: Sight, row: int) -> Figures:
    """Read a line as it would be printed; an amount that cannot be worked out counts as its product."""
    price = sight.number(row, "unit_price").number or Decimal(0)
    quantity = sight.fraction(row, "quantity") or Decimal(0)
    times = sight.number(row, "times").number
    times = Decimal(1) if times is None else times
    amount = sight.number(row, "amount").number
    due = whole_ntd(product(price, quantity, times))
    if amount is None or amount != amount.to_integral_value():
        amount = Decimal(due)
    return Figures(sight.text(row, "item").words, price, quantity, times, int(amount),
                   sight.text(row, "note").words)  # fmt: skip


def _total(sight: Sight, table: Table) -> int | None:
    if table.total is None or sight.cell(table.total, "amount").kind is CellKind.DATE:
        return None
    said = sight.number(table.total, "amount").number
    return int(said) if said is not None and said == said.to_integral_value() else None


def _sentence(found: Verified) -> Words:
    passport = found.passport
    if passport is None and found.base is not None:
        return _without_passport(found.base, found.differences)
    if passport is None or found.verdict is Verdict.NOT_OURS:
        return text(
            "This was never printed by plc-budget, or its footer is gone: it names no plan and no version."
        )
    if found.verdict is Verdict.UNCHANGED:
        return _unchanged(found, passport)
    if found.base is None:
        return text("This is version {version} of “{plan}”, and it was changed: its figures are not those it was printed with. Name the plan to see each cell.",
                    version=passport.version, plan=passport.plan)  # fmt: skip
    if not found.base.is_printed:
        return text("The plan has no version {version} with these figures; compared with version {now}, {number} cells differ.",
                    version=passport.version, now=found.base.now, number=len(found.differences))  # fmt: skip
    return text("This is version {version} of “{plan}”, and {number} cells differ from it.",
                version=passport.version, plan=passport.plan, number=len(found.differences))  # fmt: skip


def _unchanged(found: Verified, passport: Passport) -> Words:
    if found.base is None:
        return text("This is version {version} of “{plan}”: its lines, figures and notes are unchanged.",
                    version=passport.version, plan=passport.plan)  # fmt: skip
    if not found.base.is_printed:
        return text("It says what the plan says now (version {now}), although its footer names version {version} with other figures.",
                    now=found.base.now, version=passport.version)  # fmt: skip
    if found.base.is_current:
        return text("This is version {version} of “{plan}”, unchanged.",
                    version=passport.version, plan=passport.plan)  # fmt: skip
    return text("This is version {version} of “{plan}”, unchanged; the plan has moved on to version {now} since.",
                version=passport.version, plan=passport.plan, now=found.base.now)  # fmt: skip


def _without_passport(base: Base, differences: Sequence[Difference]) -> Words:
    if not differences:
        return text(
            "Its footer is gone; it says what the plan says now (version {now}).", now=base.now
        )
    return text("Its footer is gone; compared with the plan as it is now (version {now}), {number} cells differ.",
                now=base.now, number=len(differences))  # fmt: skip
