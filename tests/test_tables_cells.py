"""One cell: what people type, what it means, and what is refused rather than guessed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_budget.tables import cells
from plc_budget.tables.timetable_table import clock

MAY = date(2025, 5, 31)
PARSERS: list[Callable[[str], object]] = [
    cells.read_words,
    cells.read_number,
    cells.read_price,
    cells.read_percent,
    cells.read_yes,
    cells.read_clock,
    cells.read_day,
    cells.read_minutes,
    lambda raw: cells.read_quantity(raw, "份"),
]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1,000", "1000"),
        ("１，０００", "1000"),
        ("1 000", "1000"),
        ("　80　", "80"),
        ("46.05", "46.05"),
        (".5", "0.5"),
        ("007", "7"),
        ("+6", "6"),
        ("−6", "-6"),
        ("1,234,567.890", "1234567.890"),
    ],
)
def test_a_number(typed: str, number: str) -> None:
    """Commas of thousands, full-width digits and blanks do not matter; decimals stay exact."""
    assert cells.read_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "八十",
        "1,00",
        "1.000,5",
        "1e3",
        "NaN",
        "inf",
        "0x10",
        "10²",
        "①",
        "½",
        "1/2",
        "５０％",
        "12a",
        "1" * 17,
        "0.0000001",
        "٣",
        "=1+1",
        "#REF!",
        "１２：３０",
    ],
)
def test_no_number(typed: str) -> None:
    """Words, exponents, fractions, formulas and more digits than money has are refused."""
    with pytest.raises(cells.Unreadable):
        cells.read_number(typed)


@pytest.mark.parametrize(
    ("typed", "price", "unit"),
    [
        ("1,000元/節", 1000, "節"),
        ("1,000元／節", 1000, "節"),
        ("1000/節", 1000, "節"),
        ("1,000 元", 1000, ""),
        ("1,000元整", 1000, ""),
        ("NT$1,000", 1000, ""),
        ("＄１００", 100, ""),
        ("新臺幣100元", 100, ""),
        ("100圓每份", 100, "份"),
        ("0", 0, ""),
    ],
)
def test_a_price(typed: str, price: int, unit: str) -> None:
    """Currency and unit around a price are understood."""
    assert cells.read_price(typed) == (Decimal(price), unit)


@pytest.mark.parametrize(
    "typed", ["元", "每節1000元", "1,000元/", "1,000元/2節", "免費", "1000-2000", "約1000"]
)
def test_no_price(typed: str) -> None:
    """A range, an estimate and a price in other words are refused."""
    with pytest.raises(cells.Unreadable):
        cells.read_price(typed)


@pytest.mark.parametrize("typed", ["80", "80份", "80 份", "８０份"])
def test_a_quantity_with_its_unit(typed: str) -> None:
    """80份 of a line counted in 份 is 80."""
    assert cells.read_quantity(typed, "份") == 80


def test_a_quantity_with_another_unit() -> None:
    """80本 of a line counted in 份 is refused."""
    with pytest.raises(cells.Unreadable):
        cells.read_quantity("80本", "份")


@pytest.mark.parametrize(
    ("typed", "rate"), [("2.11", "2.11"), ("2.11%", "2.11"), ("２.11％", "2.11"), ("100", "100")]
)
def test_a_percentage(typed: str, rate: str) -> None:
    """2.11 and 2.11% are the same."""
    assert cells.read_percent(typed) == Decimal(rate)


@pytest.mark.parametrize("typed", ["-1", "100.01", "二成", "%"])
def test_no_percentage(typed: str) -> None:
    """What is not from 0 to 100 is refused."""
    with pytest.raises(cells.Unreadable):
        cells.read_percent(typed)


@pytest.mark.parametrize("typed", ["是", "v", "V", "TRUE", "1", "yes"])
def test_yes(typed: str) -> None:
    """The ways a box is ticked."""
    assert cells.read_yes(typed)


@pytest.mark.parametrize("typed", ["否", "FALSE", "0", "no"])
def test_no(typed: str) -> None:
    """The ways it is not."""
    assert not cells.read_yes(typed)


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("9:00", "09:00"),
        ("09：00", "09:00"),
        ("09:00:00", "09:00"),
        ("９：００", "09:00"),
        ("9時", "09:00"),
        ("9點20分", "09:20"),
        ("9點半", "09:30"),
        ("13時20分", "13:20"),
        ("下午1時20分", "13:20"),
        ("下午 1:20", "13:20"),
        ("1:20 PM", "13:20"),
        ("PM 01:20:00", "13:20"),
        ("上午 09:00:00", "09:00"),
        ("上午12:10", "00:10"),
        ("下午12:10", "12:10"),
        ("0920", "09:20"),
        ("920", "09:20"),
        ("24:00", "24:00"),
        ("0:00", "00:00"),
    ],
)
def test_a_time(typed: str, time: str) -> None:
    """With a colon or characters, before noon or after it, with the seconds Excel adds."""
    day, minutes = cells.read_clock(typed)

    assert (day, clock(minutes)) == (None, time)


@pytest.mark.parametrize(
    "typed",
    [
        "2025-05-31 9:00",
        "2025/5/31 09:00:00",
        "2025/5/31 上午 09:00:00",
        "114/5/31 9:00",
        "114.5.31 0900",
        "民國114年5月31日 9時",
        "中華民國114年05月31日 上午9:00",
    ],
)
def test_a_time_with_its_day(typed: str) -> None:
    """The day before the time is 民國 or common era."""
    assert cells.read_clock(typed) == (MAY, 9 * 60)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "早上",
        "9:60",
        "24:01",
        "25:00",
        "9:5",
        "0.375",
        "9:00-10:00",
        "114/2/30 9:00",
        "五月 9:00",
        "9.5時",
        "9:00 9:00",
        "１２３４５",
    ],
)
def test_no_time(typed: str) -> None:
    """A range, an hour that is none and a day the calendar has not are refused."""
    with pytest.raises(cells.Unreadable):
        cells.read_clock(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "114/5/31",
        "114.5.31",
        "114-05-31",
        "114年5月31日",
        "民國１１４年５月３１日",
        "2025/5/31",
        "2025-05-31",
        "中華民國 114 年 5 月 31 日",
    ],
)
def test_a_day(typed: str) -> None:
    """Two or three digits are 民國, four are the common era."""
    assert cells.read_day(typed) == MAY


@pytest.mark.parametrize(
    "typed", ["5/31", "114/13/1", "113/2/30", "0000/1/1", "1911/12/31", "9999/12/31", "31/5/114"]
)
def test_no_day(typed: str) -> None:
    """A day without a year, or one no 民國 year has, is refused."""
    with pytest.raises(cells.Unreadable):
        cells.read_day(typed)


@pytest.mark.parametrize("typed", ["40", "40分", "40 分鐘", "４０"])
def test_minutes(typed: str) -> None:
    """A length in minutes, with its unit or without."""
    assert cells.read_minutes(typed) == 40


@pytest.mark.parametrize("typed", ["40.5", "-1", "1441", "一節"])
def test_no_minutes(typed: str) -> None:
    """Half minutes, and more than a day, are refused."""
    with pytest.raises(cells.Unreadable):
        cells.read_minutes(typed)


@pytest.mark.parametrize("typed", ["印刷\x00費", "\ud800", "￿", "長" * 2_001])
def test_no_text(typed: str) -> None:
    """What no sheet can hold is refused."""
    with pytest.raises(cells.Unreadable):
        cells.read_words(typed)


def test_a_text_stays_as_it_was_typed() -> None:
    """Full-width signs in words are kept, and so is a line break; only outer blanks go."""
    assert cells.read_words("　１.依需求調整\n2.核實 ") == "１.依需求調整\n2.核實"


def words_of(parse: Callable[[str], object], typed: str) -> str:
    """Return what a parser says of a cell it cannot read."""
    try:
        parse(typed)
    except cells.Unreadable as problem:
        return problem.allowed.render("en")
    return "understood"


@given(st.text())
def test_no_text_breaks_a_parser(typed: str) -> None:
    """Whatever is typed is understood or refused with words."""
    assert all(words_of(parse, typed) for parse in PARSERS)


@given(st.integers(0, 24 * 60))
def test_every_time_is_read_as_it_is_written(minutes: int) -> None:
    """The clock of the timetable is read back."""
    assert cells.read_clock(clock(minutes)) == (None, minutes)


@given(st.decimals(-(10**9), 10**9, places=6))
def test_every_number_is_read_as_it_is_written(number: Decimal) -> None:
    """With commas or without, and in full-width digits."""
    wide = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")

    for written in (f"{number:f}", f"{number:,f}", f"{number:,f}".translate(wide)):
        assert cells.read_number(written) == number
