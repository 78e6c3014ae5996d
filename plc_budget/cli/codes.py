"""Which line is meant by a word of the command line: its code, or the item it prints."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Place, error
from plc_budget.language import Series, text
from plc_budget.money import half_width

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.plan import Plan

_PLACE = Place("budget.csv", field="code")


def code_of(plan: Plan, word: str) -> tuple[str, Finding | None]:
    """Find the line a word means: by its code, else by its printed item if one line alone has it.

    Parameters
    ----------
    plan : Plan
        The plan.
    word : str
        As typed: ``printing``, 印刷費.

    Returns
    -------
    tuple[str, Finding or None]
        The code, or nothing and why.

    Examples
    --------
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.shipped import data_folder
    >>> plan, _ = load_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> code_of(plan, "printing")[0], code_of(plan, "印刷費")[0], code_of(plan, "茶水")[0]
    ('printing', 'printing', '')
    """
    if plan.budget.get(word) is not None:
        return word, None
    wanted = _plain(word)
    found = [line for line in plan.budget.lines if wanted in (_plain(line.code), _plain(line.name))]
    if len(found) == 1:
        return found[0].code, None
    return "", _several(word, found) if found else _none(word, plan)


def codes_of(
    plan: Plan, settings: Sequence[tuple[str, Decimal]]
) -> tuple[dict[str, Decimal], list[Finding]]:
    """Find the lines of ``--set``, each of which may be set once.

    Parameters
    ----------
    plan : Plan
        The plan.
    settings : sequence of tuple of str and Decimal
        Words and quantities, as typed.

    Returns
    -------
    tuple[dict[str, Decimal], list[Finding]]
        Quantities by code, of the words that could be told; and what is wrong with the others.
    """
    quantities: dict[str, Decimal] = {}
    findings: list[Finding] = []
    for word, quantity in settings:
        code, finding = code_of(plan, word)
        if finding is None and code in quantities:
            finding = _twice(word)
        if finding is None:
            quantities[code] = quantity
        else:
            findings.append(finding)
    return quantities, findings


def _plain(words: str) -> str:
    return "".join(half_width(words).split()).casefold()


def _none(word: str, plan: Plan) -> Finding:
    codes = Series(tuple(line.code for line in plan.budget.lines[:9]))
    return error(
        "LINE-UNKNOWN",
        text("There is no line “{code}”.", code=word),
        text(
            "Use a code of budget.csv, such as {codes}, or an item as it is printed.", codes=codes
        ),
        _PLACE,
    )


def _several(word: str, found: Sequence[Line]) -> Finding:
    return error(
        "LINE-SEVERAL",
        text("“{word}” is the item of several lines.", word=word),
        text(
            "Use the code of the line you mean: {codes}.",
            codes=Series(tuple(line.code for line in found)),
        ),
        _PLACE,
    )


def _twice(word: str) -> Finding:
    return error(
        "SET-TWICE",
        text("“{word}” is set twice.", word=word),
        text("Set each line once."),
        _PLACE,
    )
