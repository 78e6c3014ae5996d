"""Whatever the layout, a table is never read wrong in silence: its lines and total are right, or something is named."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importing_papers import made
from importing_samples import as_xlsx
from plc_budget.importing import read_foreign_bytes
from plc_budget.money import whole_ntd

MOST_RIGHT = 0.8
"""At least so many of the layouts come in line for line (measured: 0.9)."""


def outcome(seed: int) -> str:
    """Tell how a table comes in: right, named (something asks for an answer), refused, or silently wrong."""
    layout = made(seed)
    table, findings = read_foreign_bytes(as_xlsx(layout.paper), "old.xlsx")
    asks = any(finding.severity != "notice" for finding in findings)
    if table is None:
        return "refused" if asks else "silent"
    is_right = (
        [line.amount for line in table.lines] == layout.sums
        and [whole_ntd(line.amount_computed) for line in table.lines] == layout.sums
        and table.total_printed == layout.total
    )
    if is_right and (asks or not layout.must_ask):
        return "right"
    return "named" if asks else "silent"


@settings(max_examples=60, deadline=None)
@given(st.integers(100_000, 10_000_000))
def test_no_layout_is_silently_wrong(seed: int) -> None:
    """Shuffled columns, unknown headings, groups, two tables, odd totals: right, named or refused."""
    assert outcome(seed) != "silent"


def test_income_read_as_lines_is_asked_about() -> None:
    """A table of income above one of spending without amounts or a total: its rows are asked about."""
    assert outcome(200_290) == "named"


@pytest.mark.slow
def test_most_layouts_come_in_right() -> None:
    """Of 1,000 layouts none is silently wrong, and most are right line for line."""
    outcomes = [outcome(seed) for seed in range(20_000, 21_000)]
    assert outcomes.count("silent") == 0
    assert outcomes.count("right") >= MOST_RIGHT * len(outcomes)
