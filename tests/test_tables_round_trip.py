"""Tables written are read back the same, and open in a spreadsheet as they are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plc_budget.shipped import data_folder
from plc_budget.tables import (
    BUDGET_TABLE,
    CATEGORIES,
    SPEAKER_KINDS,
    TIMETABLE_TABLE,
    BudgetRow,
    TimetableRow,
    read_budget,
    read_timetable,
    write_table,
)

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"]),
    max_size=30,
).map(str.strip)
NAMES = WORDS.filter(bool)
CODES = st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True)
NUMBERS = st.decimals(0, 10**6, places=3)


@st.composite
def budget_rows(draw: st.DrawFn) -> list[BudgetRow]:
    """Draw lines that are allowed: by price, by percentage, or counted by the timetable."""
    names = draw(st.lists(CODES, min_size=1, max_size=5, unique=True))
    return [draw(budget_row(name, tuple(names[:at]))) for at, name in enumerate(names)]


@st.composite
def budget_row(draw: st.DrawFn, code: str, earlier: tuple[str, ...]) -> BudgetRow:
    """Draw one line; a percentage is taken of earlier ones."""
    category, item, note = draw(st.sampled_from(CATEGORIES)), draw(NAMES), draw(WORDS)
    is_percentage = draw(st.booleans())
    if earlier and is_percentage:
        rate = draw(st.decimals(0, 100, places=3))
        return BudgetRow(code, category, item, rate=rate, base=earlier, note=note)
    is_counted = draw(st.booleans())
    source = f"timetable:{draw(st.sampled_from(SPEAKER_KINDS[:-1]))}" if is_counted else ""
    return BudgetRow(
        code,
        category,
        item,
        draw(NUMBERS),
        draw(st.sampled_from(["", "節", "本", "人次"])),
        None if is_counted else draw(NUMBERS),
        draw(st.decimals("0.001", 99, places=3)),
        draw(st.none() | st.decimals("0.001", 99, places=3)),
        locked=draw(st.booleans()),
        source=source,
        note=note,
    )


@st.composite
def timetable_rows(draw: st.DrawFn) -> list[TimetableRow]:
    """Draw activities; once a day is named it holds for the rows below."""
    day: date | None = None
    rows = []
    for _ in range(draw(st.integers(0, 5))):
        day = draw(st.just(day) | st.dates(date(1912, 1, 1), date(2200, 1, 1)))
        speaker = draw(WORDS)
        rows.append(
            TimetableRow(
                draw(st.integers(0, 1440)),
                draw(st.integers(0, 1440)),
                draw(NAMES),
                speaker,
                draw(WORDS),
                draw(st.sampled_from(SPEAKER_KINDS)),
                draw(st.none() | st.integers(0, 1440)),
                day,
            )
        )
    return rows


@settings(max_examples=40)
@given(budget_rows())
def test_a_budget_is_read_as_it_was_written(rows: list[BudgetRow]) -> None:
    """Every cell comes back, exact."""
    read, findings = read_budget(write_table(rows, BUDGET_TABLE))

    assert findings == []
    assert read == rows


@settings(max_examples=40)
@given(timetable_rows())
def test_a_timetable_is_read_as_it_was_written(rows: list[TimetableRow]) -> None:
    """Every row comes back on its day."""
    read, findings = read_timetable(write_table(rows, TIMETABLE_TABLE))

    assert findings == []
    assert read == rows


@pytest.mark.parametrize("plan", sorted(p.name for p in (data_folder() / "plans").iterdir()))
def test_the_shipped_tables_are_as_the_program_writes_them(plan: str) -> None:
    """Saving a plan that was not changed changes no line of it but for blank cells."""
    folder = data_folder() / "plans" / plan
    data = (folder / "budget.csv").read_bytes()
    rows, _ = read_budget(data)
    times = (folder / "timetable.csv").read_bytes()
    activities, _ = read_timetable(times)

    assert write_table(rows, BUDGET_TABLE).split() == data.split()
    assert write_table(activities, TIMETABLE_TABLE).split() == times.split()


def test_a_table_is_written_for_excel() -> None:
    """UTF-8 with its mark and CRLF, an exact number without exponent, 是 for a lock."""
    row = BudgetRow("a", "業務費", "印刷費", Decimal("1E+3"), quantity=Decimal("2.50"), locked=True)
    data = write_table([row], BUDGET_TABLE)

    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert "a,業務費,印刷費,1000,,2.50,,,,,是,,,," in data.decode("utf-8-sig")
