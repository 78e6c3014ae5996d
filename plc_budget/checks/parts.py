"""Which part of a rule a line is measured by: its item, or a part its unit and its name point to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from plc_budget.budget import Line
    from plc_budget.plan import Plan
    from plc_budget.rules import Rule

MEAL_UNITS = ("餐", "人餐", "餐次", "人次", "份", "個", "盒", "客")
LUMPS = ("式", "批")
"""Units of a line that is one sum."""
_MEAL_NAMES = ("午餐", "晚餐", "午膳", "晚膳", "便當", "餐盒", "誤餐")
_OUTSIDERS = ("家長", "民眾", "社區人士")
_FOREIGN = ("外賓", "國外", "外籍")
_PIECES = ("件", "篇")
_OTHER_WRITING = ("校對", "譯", "潤", "編")
_THURSDAY = 3


def part_of(rule: Rule, line: Line, plan: Plan) -> str:
    """Name the part of a rule's value that a line is measured by.

    Parameters
    ----------
    rule : Rule
        Names the items it is about.
    line : Line
        Its item, or its unit and printed name where the rule tells kinds of one item apart.
    plan : Plan
        Its days decide where the rule tells weekdays apart.

    Returns
    -------
    str
        Empty when the rule says nothing about the line.
    """
    if line.item not in rule.card.items or line.is_percentage:
        return ""
    find = FINDERS.get(rule.id)
    part = find(line, plan) if find else line.item
    return part if rule.has(part) else ""


def is_meal(line: Line) -> bool:
    """Tell whether a line counts single meals, by its unit or its name."""
    return line.row.unit in MEAL_UNITS or any(name in line.name for name in _MEAL_NAMES)


def is_for_outsiders(plan: Plan) -> bool:
    """Tell whether those who take part are mainly from outside public bodies."""
    return any(word in plan.details.participants.who for word in _OUTSIDERS)


def _meal(line: Line, _: Plan) -> str:
    return "meal" if is_meal(line) else ""


def _meal_of_staff(line: Line, plan: Plan) -> str:
    """A meal has a ceiling of its own where staff of public bodies take part (第六點(一))."""
    return "" if is_for_outsiders(plan) else _meal(line, plan)


def _writing(line: Line, _: Plan) -> str:
    """Tell what is written and how it is counted: ``general-thousand``, ``review-piece``."""
    if any(word in line.name for word in _OTHER_WRITING):
        return ""
    counted = "thousand" if "千字" in line.row.unit else "piece" if line.row.unit in _PIECES else ""
    if line.item.endswith("review-fee"):
        return f"review-{counted}"
    return f"special-{counted}" if "特別" in line.name else f"general-{counted}"


def _foreign_guest(line: Line, _: Plan) -> str:
    return "foreign-guest" if any(word in line.name for word in _FOREIGN) else ""


def _journey(line: Line, plan: Plan) -> str:
    if line.item == "lodging":
        return "" if _foreign_guest(line, plan) else _night(plan)
    if "雜費" in line.name:
        return "misc-day"
    if line.row.unit.lower() in ("公里", "km"):
        return "motorcycle-km" if "機車" in line.name else "car-km"
    return ""


def _night(plan: Plan) -> str:
    """Tell nights apart: from Monday to Thursday none falls before a weekend."""
    is_weekday = all(day.weekday() <= _THURSDAY for day in plan.days)
    return "lodging-weekday" if is_weekday else "lodging"


FINDERS: dict[str, Callable[[Line, Plan], str]] = {
    "meal-ceiling": _meal_of_staff,
    "meal-county": _meal,
    "manuscript-fee": _writing,
    "manuscript-fee-floor": _writing,
    "manuscript-fee-foreign": _writing,
    "manuscript-fee-foreign-floor": _writing,
    "foreign-guest-lodging": _foreign_guest,
    "travel": _journey,
}
