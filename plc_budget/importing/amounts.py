"""Amounts as papers print them: ``1,000元/節``, ``NT$6,000``, ``(1,000)``, ``壹萬貳仟元整``, ``單位：仟元``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from plc_budget.language import text
from plc_budget.money import read_capital_amount
from plc_budget.spreadsheets.sheet import ForeignCell, Kind, squeeze
from plc_budget.tables.cells import MOST_DIGITS, Unreadable, read_number, tidy

SCALES = {
    "": 1,
    "十": 10,
    "拾": 10,
    "百": 100,
    "佰": 100,
    "千": 1_000,
    "仟": 1_000,
    "萬": 10_000,
    "万": 10_000,
    "十萬": 100_000,
    "拾萬": 100_000,
    "百萬": 1_000_000,
    "佰萬": 1_000_000,
    "千萬": 10_000_000,
    "仟萬": 10_000_000,
    "億": 100_000_000,
}
SIGNS = "十萬|拾萬|百萬|佰萬|千萬|仟萬|十|拾|百|佰|千|仟|萬|万|億"
_NTD = r"(?:新[台臺]幣|[台臺]幣|NTD?\$?)?"
_UNIT_NOTE = re.compile(
    rf"(?<![辦行導理管請])單位(?:[::為]|均為|皆為|以)*{_NTD}[::]?(?P<scale>{SIGNS})?[元圓](?![^\W\d_])|以{_NTD}(?P<by>{SIGNS})[元圓]為單位",
    re.IGNORECASE,
)
_IN_HEADING = re.compile(
    rf"[(\[/:]?{_NTD}(?P<scale>{SIGNS})?[元圓][)\]]?$|\({_NTD}(?P<inner>{SIGNS})?[元圓]\)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scale:
    """What amounts are printed in, and the words that say so."""

    factor: int
    words: str


def scale_of_note(words: str) -> Scale | None:
    """Read a note such as ``單位：仟元``, also as part of a title.

    Examples
    --------
    >>> scale_of_note("104會計年度概算表，單位：仟元").factor, scale_of_note("單位：新臺幣元").factor
    (1000, 1)
    >>> scale_of_note("執行單位：花蓮縣政府") is None
    True
    """
    found = _UNIT_NOTE.search(squeeze(words))
    return Scale(SCALES[found["scale"] or found["by"] or ""], found[0]) if found else None


def scale_of_heading(words: str) -> Scale | None:
    """Read what a heading says behind its name: ``單價(仟元)``, ``總價（元）``.

    Examples
    --------
    >>> scale_of_heading("單價\\n（仟元）").factor, scale_of_heading("總價(元)").factor
    (1000, 1)
    >>> scale_of_heading("單價") is None
    True
    """
    found = _IN_HEADING.search(squeeze(words))
    return Scale(SCALES[found["scale"] or found["inner"] or ""], found[0]) if found else None


MOST_DECIMALS = 6
LONGEST_FIGURE = 80
"""Most characters of a cell that is read as a number."""
_DIGITS_SHOWN = re.compile(r"[^\d]{0,6}(?P<digits>\d[\d,]{0,20}(?:\.\d{1,6})?)[^\d]{0,8}")
_NOTHING = re.compile(r"[-—–―─━‐−ー~/\\·.*xX]+|無|略|免|[nN]/?[aA]")
_CURRENCY = re.compile(r"^(?:約|@|計|共|新[台臺]幣|[台臺]幣|NT\$|NTD|NT|US\$|\$|:)+", re.IGNORECASE)
_PER = re.compile(r"^每一?(?P<unit>[^\d(]{1,4})(?P<rest>[\d$N新].*)$")
_NEGATIVE = re.compile(
    r"^(?:[△▲▽▼-](?P<triangle>.+)|\((?P<bracketed>[^()]*\d[^()]*)\)(?P<tail>[元圓]?))$"
)
_PRINTED = re.compile(
    rf"^(?P<number>\+?[\d,]*\.?\d+)(?P<scale>{SIGNS})?(?P<yuan>[元圓塊])?[整正]?"
    r"(?:[/每@](?P<unit>[^\d()]{1,8})|\((?P<inner>[^\d()含約未免]{1,2})\))?(?:\(.*\))?$"
)
_CAPITALS = re.compile(
    r"^[零〇壹貳貮参參叁叄肆伍陸柒捌玖一二三四五六七八九十拾佰百仟千萬億兆]+[元圓]?[整正]?$"
)
NOT_A_NUMBER = {
    Kind.DATE: text("a number; the spreadsheet holds a date here"),
    Kind.TRUTH: text("a number, not TRUE or FALSE"),
    Kind.FAULT: text("a number; the formula in it fails"),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number read from a cell.

    Attributes
    ----------
    number : Decimal
        In the scale of its column, or in NTD if ``in_ntd``.
    unit : str
        What it is for, such as 節.
    in_ntd : bool
        Whether the cell itself names 元 or 仟元, so that the scale of the table is not applied.
    percent : bool
        Whether it is a percentage and no amount.
    """

    number: Decimal
    unit: str = ""
    in_ntd: bool = False
    percent: bool = False


def is_nothing(cell: ForeignCell) -> bool:
    """Tell whether a cell prints no number: empty, a dash, or a formula without a result."""
    if cell.value is not None:
        return False
    return cell.is_empty or cell.kind is Kind.UNCOMPUTED or bool(_NOTHING.fullmatch(cell.squeezed))


def bare_words(cell: ForeignCell) -> str:
    """Return the words of a cell in plain signs, without blanks and the apostrophe before a number.

    Examples
    --------
    >>> bare_words(ForeignCell("'2,000 "))
    '2,000'
    """
    return "".join(tidy(cell.text).split()).lstrip("'’‘`")


def read_amount(cell: ForeignCell) -> Amount | None:
    """Read an amount or a price as printed; None where nothing is printed.

    Raises
    ------
    Unreadable
        If something is printed and it is no amount.

    Examples
    --------
    >>> from plc_budget.spreadsheets.sheet import text_cell
    >>> [read_amount(text_cell(w)).number for w in ("ＮＴ＄６,000", "(1,000)", "2.5仟元", "壹萬貳仟元整")]
    [Decimal('6000'), Decimal('-1000'), Decimal('2500.0'), Decimal('12000')]
    >>> read_amount(text_cell("1,000元／節")).unit, read_amount(text_cell("—")) is None
    ('節', True)
    """
    if is_nothing(cell):
        return None
    if cell.kind in NOT_A_NUMBER:
        raise Unreadable(NOT_A_NUMBER[cell.kind])
    if cell.value is not None:
        return Amount(
            bound_decimals(cell.value), _unit_shown(cell), percent=cell.kind is Kind.PERCENT
        )
    words = bare_words(cell)
    if len(words) > LONGEST_FIGURE or words.startswith("="):
        raise Unreadable(text("a price such as 1,000 or 1,000元/節"))
    return _of_words(words.rsplit("=", 1)[-1])


def as_shown(cell: ForeignCell, number: Decimal) -> Decimal:
    """Return an amount as the paper prints it: 127 where the cell holds 126.6 and shows 127.

    Examples
    --------
    >>> as_shown(ForeignCell("127", Decimal("126.6")), Decimal("126.6"))
    Decimal('127')
    >>> as_shown(ForeignCell("126.6", Decimal("126.6")), Decimal("126.6"))
    Decimal('126.6')
    """
    found = _DIGITS_SHOWN.fullmatch(cell.squeezed) if len(cell.text) <= LONGEST_FIGURE else None
    if cell.value is None or found is None:
        return number
    shown = Decimal(found["digits"].replace(",", ""))
    rounded = abs(number).quantize(Decimal(1).scaleb(shown.as_tuple().exponent), ROUND_HALF_UP)  # type: ignore[arg-type]
    return shown.copy_sign(number) if rounded == shown else number


def exact_number(words: str) -> Decimal:
    """Read digits; more decimals than a table may have are rounded away.

    Raises
    ------
    Unreadable
        If they are no number.

    Examples
    --------
    >>> exact_number("1,000"), exact_number("33.3333333333333")
    (Decimal('1000'), Decimal('33.333333'))
    """
    whole, _, part = words.partition(".")
    if len(part) <= MOST_DECIMALS or not part.isdecimal():
        return read_number(words)
    return bound_decimals(read_number(whole or "0") + Decimal(f"0.{part[:MOST_DIGITS]}"))


def plain(number: Decimal) -> Decimal:
    """Return a number as a person writes it, without zeros behind it.

    Examples
    --------
    >>> plain(Decimal("3380.00")), plain(Decimal("1E+3")), plain(Decimal("0.50"))
    (Decimal('3380'), Decimal('1000'), Decimal('0.5'))
    """
    whole = number.to_integral_value()
    return Decimal(int(whole)) if number == whole else number.normalize()


def bound_decimals(number: Decimal) -> Decimal:
    """Return a number cut to the decimals a table may have.

    Raises
    ------
    Unreadable
        If it is larger than any budget.
    """
    if abs(number) >= 10**MOST_DIGITS:
        raise Unreadable(text("a number of at most {digits} digits", digits=MOST_DIGITS))
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MOST_DECIMALS:
        return number.quantize(Decimal(1).scaleb(-MOST_DECIMALS)).normalize()
    return number


def _unit_shown(cell: ForeignCell) -> str:
    found = re.search(r"[/每](?P<unit>[^\d()/]{1,8})$", cell.squeezed)
    return found["unit"] if found else ""


def _of_words(words: str) -> Amount:
    if per := _PER.match(words):
        inner = _of_words(per["rest"])
        return Amount(
            inner.number, inner.unit or per["unit"].strip("/:"), inner.in_ntd, inner.percent
        )
    bare = _CURRENCY.sub("", words)
    if negative := _NEGATIVE.match(bare):
        inner = _of_words(
            (negative["triangle"] or negative["bracketed"]) + (negative["tail"] or "")
        )
        return Amount(-inner.number, inner.unit, inner.in_ntd, inner.percent)
    if bare.endswith("%"):
        return Amount(read_number(bare[:-1]), percent=True)
    return _positive(bare)


def _positive(bare: str) -> Amount:
    if _CAPITALS.match(bare):
        try:
            return Amount(Decimal(read_capital_amount(bare)), in_ntd=True)
        except ValueError:
            raise Unreadable(text("an amount such as 1,000 or 壹仟元整")) from None
    found = _PRINTED.match(bare)
    if found is None:
        raise Unreadable(text("a price such as 1,000 or 1,000元/節"))
    number = exact_number(found["number"].lstrip("+")) * SCALES[found["scale"] or ""]
    unit = (found["unit"] or found["inner"] or "").strip("元圓/")
    return Amount(bound_decimals(number), unit, in_ntd=bool(found["yuan"] or found["scale"]))


_DIGITS = "零〇○壹貳貮贰參参叁叄肆伍陸陆柒捌玖一二兩三四五六七八九"
_RUN = re.compile(rf"[{_DIGITS}十拾百佰千仟萬億兆]{{2,40}}[元圓圆](?:整|正)?")
_FORMAL = re.compile(r"[壹貳貮贰參叁叄肆伍陸柒捌玖拾佰仟]|整|正")
_MONEY_FOLLOWS = re.compile(r"總|合計|共計|大寫|新[台臺]幣|金額|經費")
_A_PART = re.compile(r"補助|自籌|配合|申請|核定|收費|每|各|其中|罰|差額")
_WHOLE = re.compile(r"總|合計|共計")
_CLAUSE = re.compile(r"[,。;]")
_FIGURE = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<yuan>[元圓])?")
LONGEST_SENTENCE = 400


def capitals_in(words: str) -> str:
    """Return the amount in capitals inside a text, or nothing.

    Examples
    --------
    >>> capitals_in("總計　新台幣  壹萬伍仟 元整（由縣府自籌）"), capitals_in("每人一百元"), capitals_in("新台幣  萬  仟元整")
    ('壹萬伍仟元整', '', '')
    """
    plain = squeeze(words[:LONGEST_SENTENCE])
    for found in _RUN.finditer(plain):
        run = found[0]
        before = _CLAUSE.split(plain[: found.start()])[-1]
        alone = run == plain or _MONEY_FOLLOWS.search(before)
        part = _A_PART.search(before) and not _WHOLE.search(before)
        if alone and not part and _FORMAL.search(run) and re.search(f"[{_DIGITS}]", run):
            return run
    return ""


def value_of_capitals(run: str) -> int | None:
    """Read an amount in capitals; None if its signs stand in no order. [NTD]

    Examples
    --------
    >>> value_of_capitals("零萬貳仟零佰零拾零元整"), value_of_capitals("貳壹元整") is None
    (2000, True)
    """
    try:
        return read_capital_amount(run)
    except ValueError:
        return None


def figure_in(words: str) -> tuple[Decimal, bool] | None:
    """Return the first number in a text and whether 元 stands behind it.

    Examples
    --------
    >>> figure_in("：新台幣15,000元整")
    (Decimal('15000'), True)
    """
    found = _FIGURE.search(squeeze(words[:LONGEST_SENTENCE]))
    if found is None:
        return None
    try:
        return read_number(found["number"]), bool(found["yuan"])
    except Unreadable:
        return None
