"""Money: rounding in one place, and amounts in capitals written, read back and refused."""

from __future__ import annotations

import re
from decimal import Decimal, Inexact
from fractions import Fraction

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_budget.money import (
    LARGEST,
    capital_amount,
    half_width,
    ntd,
    plain,
    product,
    read_capital_amount,
    whole_ntd,
)

AMOUNTS = st.one_of(
    st.integers(0, LARGEST),
    st.integers(0, 100_000),
    # round numbers, and numbers with holes, are what budgets are made of
    st.builds(lambda digit, power: digit * 10**power, st.integers(1, 9), st.integers(0, 15)),
    st.lists(st.sampled_from("00001259"), min_size=1, max_size=16).map(lambda d: int("".join(d))),
)
PRICES = st.decimals(0, 10**10, places=2)
QUANTITIES = st.decimals(0, 10**7, places=6)
SIMPLIFIED = str.maketrans("贰叁陆亿万", "貳參陸億萬")


@given(PRICES, QUANTITIES, QUANTITIES)
def test_a_product_is_rounded_half_up_once(
    price: Decimal, quantity: Decimal, times: Decimal
) -> None:
    """A line is unit price × quantity × times, exact, and then a whole dollar: half goes up."""
    exact = Fraction(price) * Fraction(quantity) * Fraction(times)

    assert whole_ntd(product(price, quantity, times)) == int(exact + Fraction(1, 2))


def test_a_product_is_never_rounded_in_secret() -> None:
    """Where more digits come together than can be kept, the program stops."""
    with pytest.raises(Inexact):
        product(*[Decimal("1.000001")] * 25)


@pytest.mark.parametrize(
    ("exact", "whole"),
    [("126.6", 127), ("1662.68", 1_663), ("80517.6", 80_518), ("460.5", 461), ("0.49", 0)],
)
def test_rounding_as_the_health_insurance_does_it(exact: str, whole: int) -> None:
    """6,000 × 2.11 % = 126.6 is 127; the insurance's own examples round the same way."""
    assert whole_ntd(Decimal(exact)) == whole


@given(st.decimals(0, 10**12, places=4))
def test_a_number_written_plain_keeps_its_value(number: Decimal) -> None:
    """Zeros behind a number go, digits stay."""
    written = plain(number)

    assert Decimal(written.replace(",", "")) == number
    assert not re.search(r"\.\d*0$|\.$", written)


def test_an_amount_is_printed_with_its_thousands() -> None:
    """15000 stands on the sheet as 15,000元."""
    assert ntd(15_000) == "15,000元"


@given(AMOUNTS)
def test_capitals_written_are_read_back(amount: int) -> None:
    """Whatever is written in capitals says what it was."""
    assert read_capital_amount(capital_amount(amount)) == amount
    assert read_capital_amount(f"新台幣 {capital_amount(amount)}（由縣府自籌）") == amount


@given(AMOUNTS)
def test_zeros_are_spelled_once_and_only_between(amount: int) -> None:
    """No 零 stands beside another one, at an end, or before the unit of a place."""
    words = capital_amount(amount).removesuffix("元整")

    assert "零零" not in words
    assert words == "零" or words.strip("零") == words
    assert not re.search("零[拾佰仟萬億兆]", words)


@given(AMOUNTS.map(lambda amount: amount % 10**12))
def test_capitals_agree_with_another_library(amount: int) -> None:
    """Below 兆, which cn2an spells 萬億, only 億零柒仟 differs, where all of 萬 is skipped."""
    ours, theirs = capital_amount(amount), cn2an.an2cn(amount, "rmb").translate(SIMPLIFIED)
    if amount >= 10**8 and amount // 10**4 % 10**4 == 0:
        ours, theirs = ours.replace("億零", "億"), theirs.replace("億零", "億")

    assert ours == theirs


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "零元整"),
        (10, "壹拾元整"),
        (1_005, "壹仟零伍元整"),
        (10_005, "壹萬零伍元整"),
        (10_050, "壹萬零伍拾元整"),
        (10_500, "壹萬零伍佰元整"),
        (11_000, "壹萬壹仟元整"),
        (15_000, "壹萬伍仟元整"),
        (20_000, "貳萬元整"),
        (100_500, "壹拾萬零伍佰元整"),
        (348_865, "參拾肆萬捌仟捌佰陸拾伍元整"),
        (1_000_005, "壹佰萬零伍元整"),
        (100_000_005, "壹億零伍元整"),
        (600_007_738, "陸億零柒仟柒佰參拾捌元整"),
        (LARGEST, "玖仟玖佰玖拾玖兆玖仟玖佰玖拾玖億玖仟玖佰玖拾玖萬玖仟玖佰玖拾玖元整"),
    ],
)
def test_capitals_as_offices_print_them(amount: int, words: str) -> None:
    """The forms of real sheets and of the published rule."""
    assert capital_amount(amount) == words
    assert read_capital_amount(words) == amount


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("壹萬伍仟 元整", 15_000),
        ("新臺幣壹萬貮仟圓整", 12_000),
        ("叁拾肆萬捌仟捌佰陸拾伍元", 348_865),
        ("參仟", 3_000),
        ("拾萬元整", 100_000),
        ("拾伍元正", 15),
        ("五十二元整", 52),
        ("一百二十元", 120),
        ("二〇元", None),
        ("26,315 元整", 26_315),
        ("２６，３１５元整", 26_315),
        ("NT$15,000", 15_000),
        ("零萬貳仟零佰零拾零元整", 2_000),
        ("新台幣：零佰零拾零萬貳仟零佰伍拾零元整", 2_050),
        ("壹萬伍仟元整（由花蓮縣政府自籌經費，不申請補助）", 15_000),
        ("１萬５仟元", 15_000),
        ("壹拾伍萬伍佰元整", 150_500),
    ],
)
def test_an_amount_is_read_as_people_write_it(words: str, amount: int | None) -> None:
    """Other signs, small numerals, printed places, blanks and a sentence behind are understood."""
    if amount is None:
        with pytest.raises(ValueError, match="二〇元"):
            read_capital_amount(words)
    else:
        assert read_capital_amount(words) == amount


@pytest.mark.parametrize(
    "words",
    [
        "",
        "元整",
        "（壹萬元）",
        "約壹萬元",
        "壹萬-元",
        "壹萬元貳",
        "壹貳參",
        "佰元整",
        "萬元整",
        "壹億億",
        "壹萬貳億",
        "壹拾貳佰",
        "萬仟佰拾元整",
        "-5",
        "1.5元",
        "26,31元",
        "10²元",
        "1e3",
        "😀",
        "9" * 17,
        "壹萬伍",
        "一百五",
        "二千五萬",
    ],
)
def test_what_is_no_amount_is_refused(words: str) -> None:
    """Garbage, blank printed places and what may mean two amounts (壹萬伍) are never guessed."""
    with pytest.raises(ValueError, match=r"."):
        read_capital_amount(words)


@given(st.text("零壹貳參拾佰仟萬億兆元整,5 １", max_size=12))
def test_reading_gives_an_amount_or_says_no(words: str) -> None:
    """No text brings anything but a whole number of dollars within limits, or ValueError."""
    try:
        amount = read_capital_amount(words)
    except ValueError:
        return
    assert 0 <= amount <= LARGEST


@pytest.mark.parametrize("amount", [-1, LARGEST + 1])
def test_no_capitals_for_what_cannot_be_written(amount: int) -> None:
    """A negative amount, or one beyond 9,999 兆, is no amount."""
    with pytest.raises(ValueError, match="outside"):
        capital_amount(amount)


@pytest.mark.parametrize("amount", [15000.0, Decimal(15_000), True, "15000"])
def test_only_whole_numbers_are_written(amount: object) -> None:
    """No float and no Decimal touches the capitals."""
    with pytest.raises(TypeError):
        capital_amount(amount)  # type: ignore[arg-type]


@given(st.text())
def test_half_width_changes_signs_not_numbers(words: str) -> None:
    """Only the width of signs changes: no superscript, circle or fraction becomes a digit."""
    assert half_width(half_width(words)) == half_width(words)
    assert half_width("10²①½㎡" + words)[:6] == "10²①½㎡"
