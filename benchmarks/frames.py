"""What an edit is measured against: the same plan as a pandas frame, with pandera and without.

The frame gets for nothing what it cannot do well: the periods of the timetable are counted, the
items are known, the limits that bind stand ready in a frame of their own, and its numbers are
scaled whole numbers, so that its sums are exact.  It prices, sums, checks what a frame can check
(the approved total, steps, bounds, accounts, capital, ceilings, floors and shares) and says what
changed: a part of our checks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import pandera.pandas as pa

from plc_budget.checks.account import CAPITAL
from plc_budget.checks.parts import FINDERS
from plc_budget.rules import Kind, shipped_items

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.rules import Rule

CENT, PART = 100, 1_000
"""Prices are counted in hundredths of a dollar, quantities and times in thousandths."""
_AMOUNT = CENT * PART * PART
_BY_HAND = ("BUDGET-OVER", "BUDGET-UNDER", "QUANTITY-STEP", "QUANTITY-BOUNDS", "ITEM-CATEGORY",
            "CAPITAL-THRESHOLD")  # fmt: skip
NONE = -1
"""A cell that is empty."""

SCHEMA = pa.DataFrameSchema(
    {
        "category": pa.Column(str, pa.Check.isin(["人事費", "業務費", "設備及投資", "行政管理費"])),
        "name": pa.Column(str, pa.Check.str_length(1, 200)),
        "price": pa.Column(int, pa.Check.in_range(0, 10**11)),
        "quantity": pa.Column(int, pa.Check.in_range(0, 10**11)),
        "times": pa.Column(int, pa.Check.in_range(0, 10**8)),
        "step": pa.Column(int, pa.Check.ge(NONE)),
        "least": pa.Column(int, pa.Check.ge(NONE)),
        "most": pa.Column(int, pa.Check.ge(NONE)),
        "note": pa.Column(str, pa.Check.str_length(0, 2_000)),
    },
    index=pa.Index(str, pa.Check.str_matches(r"^[a-z][a-z0-9_]{0,39}$"), unique=True),
)
"""What may stand in a cell, as :mod:`plc_budget.tables.schema` has it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The frame, its total, and what was found in it."""

    frame: pd.DataFrame
    total: int
    findings: pd.DataFrame


class WithPandas:
    """A plan as a frame."""

    def __init__(self, plan: Plan) -> None:
        self.approved = plan.details.funding.approved_total
        self.frame = _frame(plan)
        self.parts = [(line.code, _scaled(line.row.rate, PART), list(line.row.base))
                      for line in plan.budget.lines if line.row.rate is not None]  # fmt: skip
        self.ceilings = _limits(plan.book.of_kind(Kind.PRICE_CEILING))
        self.floors = _limits(plan.book.of_kind(Kind.PRICE_FLOOR))
        self.amounts = _limits(plan.book.of_kind(Kind.AMOUNT_CEILING))
        self.shares = plan.book.of_kind(Kind.SHARE_CEILING)
        self.usual = {name: item.category for name, item in shipped_items().items()}
        threshold = plan.book.get("capital-threshold")
        assert threshold is not None
        self.threshold = _scaled(threshold.number("price"), CENT)

    @property
    def codes(self) -> set[str]:
        """What it can find."""
        limits = (self.ceilings, self.floors, self.amounts)
        return {*_BY_HAND, *(code for limit in limits for code in limit["code"]),
                *(_name(rule) for rule in self.shares)}  # fmt: skip

    def start(self) -> Sheet:
        """Work the plan out."""
        return self.worked_out(self.frame)

    def edited(self, sheet: Sheet, code: str, column: str, value: int | str) -> Sheet:
        """Type into a cell and work the plan out anew."""
        frame = sheet.frame.copy()
        frame.loc[code, column] = value
        return self.worked_out(frame)

    def worked_out(self, frame: pd.DataFrame) -> Sheet:
        """Price a frame and check it."""
        exact = frame["price"] * frame["quantity"] * frame["times"]
        frame["amount"] = (exact + _AMOUNT // 2) // _AMOUNT
        for code, rate, base in self.parts:
            hundredths = 100 * PART
            part = int(frame.loc[base, "amount"].sum()) * rate
            frame.loc[code, "amount"] = (part + hundredths // 2) // hundredths
        total = int(frame["amount"].sum())
        found = [*self._of_total(total), *self._of_lines(frame), *self._of_items(frame, total)]
        findings = pd.concat(found, ignore_index=True) if found else _found(frame, [], "")
        return Sheet(frame, total, findings)

    def _of_total(self, total: int) -> list[pd.DataFrame]:
        if total == self.approved:
            return []
        code = "BUDGET-OVER" if total > self.approved else "BUDGET-UNDER"
        stake = abs(total - self.approved)
        return [pd.DataFrame({"code": [code], "line": [""], "stake": [stake]})]

    def _of_lines(self, frame: pd.DataFrame) -> list[pd.DataFrame]:
        plain = frame[~frame["is_part"]]
        off = frame[(frame["step"] > 0) & (frame["quantity"] % frame["step"].clip(lower=1) != 0)]
        counted = frame[frame["is_counted"]]
        too_few = (counted["least"] != NONE) & (counted["quantity"] < counted["least"])
        too_many = (counted["most"] != NONE) & (counted["quantity"] > counted["most"])
        usual = frame["item"].map(self.usual)
        strange = frame[
            usual.notna() & (frame["item"] != "equipment") & (frame["category"] != usual)
        ]
        is_capital = plain["category"] == CAPITAL
        is_large = plain["price"] >= self.threshold
        capital = plain[(is_capital & ~is_large) | (~is_capital & plain["is_piece"] & is_large)]
        return [
            _found(off, off["amount"], "QUANTITY-STEP"),
            _found(counted[too_few | too_many], counted.loc[too_few | too_many, "amount"], "QUANTITY-BOUNDS"),
            _found(strange, strange["amount"], "ITEM-CATEGORY"),
            _found(capital, capital["amount"], "CAPITAL-THRESHOLD"),
        ]  # fmt: skip

    def _of_items(self, frame: pd.DataFrame, total: int) -> list[pd.DataFrame]:
        plain = frame[~frame["is_part"]].reset_index()
        above = plain.merge(self.ceilings, on="item").query("price > limit")
        below = plain.merge(self.floors, on="item").query("price < limit")
        sums = frame.groupby("item", sort=False)["amount"].sum().reset_index()
        dear = sums.merge(self.amounts, on="item").query(
            "amount * @CENT > limit", local_dict={"CENT": CENT}
        )
        firsts = frame.reset_index().groupby("item", sort=False)["line"].first()
        return [
            _limited(above, 1),
            _limited(below, -1),
            pd.DataFrame({"code": dear["code"], "line": dear["item"].map(firsts),
                          "stake": dear["amount"] - dear["limit"] // CENT}),
            *self._of_shares(frame, total),
        ]  # fmt: skip

    def _of_shares(self, frame: pd.DataFrame, total: int) -> list[pd.DataFrame]:
        operating = int(frame.groupby("category")["amount"].sum().get("業務費", 0))
        found = []
        for rule in self.shares:
            lines = frame[frame["item"].isin(rule.card.items)]
            own = int(lines["amount"].sum())
            own_operating = int(lines.loc[lines["category"] == "業務費", "amount"].sum())
            base = {"total": total, "other-lines": total - own, "operating": operating,
                    "operating-others": operating - own_operating}[rule.word("base")]  # fmt: skip
            ceiling = int(base * rule.number("percent") / 100)
            if len(lines) and own > ceiling:
                found.append(pd.DataFrame({"code": [_name(rule)], "line": [lines.index[0]],
                                           "stake": [own - ceiling]}))  # fmt: skip
        return found


class WithPandera(WithPandas):
    """The same, and every cell is validated first, all faults at once."""

    def worked_out(self, frame: pd.DataFrame) -> Sheet:
        """Validate, price and check a frame."""
        SCHEMA.validate(frame, lazy=True)
        return super().worked_out(frame)


def told_apart(before: Sheet, after: Sheet) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Say which lines changed, and which findings appeared, went or changed their stake."""
    columns = ["quantity", "amount"]
    lines = before.frame[columns].merge(after.frame[columns], how="outer", left_index=True,
                                        right_index=True, suffixes=("_before", ""))  # fmt: skip
    changed = lines[(lines["quantity_before"] != lines["quantity"])
                    | (lines["amount_before"] != lines["amount"])]  # fmt: skip
    findings = before.findings.merge(
        after.findings, on=["code", "line"], how="outer", suffixes=("_before", ""), indicator=True
    )
    other = findings[
        (findings["_merge"] != "both") | (findings["stake_before"] != findings["stake"])
    ]
    return changed, other


def _frame(plan: Plan) -> pd.DataFrame:
    lines = plan.budget.lines
    return pd.DataFrame(
        {
            "category": [line.row.category for line in lines],
            "name": [line.name for line in lines],
            "item": [line.item for line in lines],
            "price": [0 if line.is_percentage else _scaled(line.unit_price, CENT) for line in lines],
            "quantity": [_scaled(line.quantity, PART) for line in lines],
            "times": [_scaled(line.row.times, PART) for line in lines],
            "step": [_scaled(line.row.step, PART) for line in lines],
            "least": [_scaled(line.row.min_quantity, PART) for line in lines],
            "most": [_scaled(line.row.max_quantity, PART) for line in lines],
            "note": [line.row.note for line in lines],
            "is_part": [line.is_percentage for line in lines],
            "is_counted": [bool(line.speaker_kind) for line in lines],
            "is_piece": [line.item == "equipment" or (not line.item and line.row.unit in "台臺部組套件具座")
                         for line in lines],
        },
        index=pd.Index([line.code for line in lines], name="line", dtype=str),
    )  # fmt: skip


def _scaled(number: Decimal | None, scale: int) -> int:
    return NONE if number is None else int(number * scale)


def _limits(rules: Sequence[Rule]) -> pd.DataFrame:
    limits = [(item, _name(rule), _scaled(rule.number(item), CENT))
              for rule in rules for item in rule.card.items
              if rule.id not in FINDERS and rule.has(item)]  # fmt: skip
    return pd.DataFrame(limits, columns=["item", "code", "limit"])


def _name(rule: Rule) -> str:
    return {"speaker-fee-ceiling": "FEE-CEILING"}.get(rule.id, rule.id.upper())


def _found(lines: pd.DataFrame, stake: Sequence[int] | pd.Series[int], code: str) -> pd.DataFrame:
    return pd.DataFrame({"code": code, "line": lines.index, "stake": stake})


def _limited(lines: pd.DataFrame, sign: int) -> pd.DataFrame:
    exact = sign * (lines["price"] - lines["limit"]) * lines["quantity"] * lines["times"]
    stake = (exact + _AMOUNT // 2) // _AMOUNT
    return pd.DataFrame({"code": lines["code"], "line": lines["line"], "stake": stake})
