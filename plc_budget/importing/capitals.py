"""Amounts in capitals (大寫) and in figures inside a sentence."""

from __future__ import annotations

import re
from decimal import Decimal

from plc_budget.money import read_capital_amount
from plc_budget.spreadsheets.sheet import squeeze
from plc_budget.tables.cells import Unreadable, read_number

_DIGITS = "零〇○壹貳貮贰參参叁叄肆伍陸陆柒捌玖一二兩三四五六七八九"
_RUN = re.compile(rf"[{_DIGITS}十拾百佰千仟萬億兆]{{2,40}}[元圓圆](?:整|正)?")
_FORMAL = re.compile(r"[壹貳貮贰參叁叄肆伍陸柒捌玖拾佰仟]|整|正")
_MONEY_FOLLOWS = re.compile(r"總|合計|共計|大寫|新[台臺]幣|金額|經費")
_A_PART = re.compile(r"補助|自籌|配合|申請|核定|收費|每|各|其中|罰|差額")
_WHOLE = re.compile(r"總|合計|共計")
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
        before = plain[: found.start()]
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
