"""What cells take and how they change their look: validations and conditional formats."""

from __future__ import annotations

from typing import Any

from plc_budget.sheets.ods.formula import address
from plc_budget.sheets.ods.looks import Mark
from plc_budget.sheets.ods.markup import paragraphs, tag
from plc_budget.sheets.ods.numbers import exact
from plc_budget.sheets.ods.sheet import Area, OdsSheet, Options

_COMPARES = {"!=": "!=", "==": "=", "=": "=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_TYPES = {"decimal": "cell-content-is-decimal-number()", "whole": "cell-content-is-whole-number()"}


class Rules:
    """Validations and conditional formats of a document; equal ones are described once."""

    def __init__(self) -> None:
        self.validations: dict[tuple[tuple[str, Any], ...], tuple[str, str]] = {}
        self.marks: dict[str, Any] = {}
        self.checked: dict[tuple[int, int], str] = {}
        self.marked: dict[tuple[int, int], Mark] = {}

    def enter(self, sheet: OdsSheet) -> None:
        """Turn to a sheet: ``checked`` and ``marked`` are now about its cells, by row and column."""
        self.checked = {place: name
                        for area, options in reversed(sheet.validations)
                        for name in [self._name(sheet, area, options)]
                        for place in area.places()}  # fmt: skip
        self.marked = {place: mark
                       for area, options in reversed(sheet.conditions)
                       for mark in [self._mark(sheet, area, options)]
                       for place in area.places()}  # fmt: skip

    def _name(self, sheet: OdsSheet, area: Area, options: Options) -> str:
        key = tuple(sorted(options.items()))
        if key not in self.validations:
            name = f"val{len(self.validations) + 1}"
            where = address(sheet.name, area.corners[0])
            self.validations[key] = name, _validation(name, options, where)
        return self.validations[key][0]

    def _mark(self, sheet: OdsSheet, area: Area, options: Options) -> Mark:
        if options["type"] != "cell":
            raise ValueError(f"no condition of our sheets: {options['type']}")
        look = options["format"]
        name = f"Mark_{look.name}"
        self.marks[name] = look
        condition = f"cell-content(){_COMPARES[options['criteria']]}{exact(options['value'])}"
        return Mark(condition, name, address(sheet.name, area.corners[0]))

    def xml(self) -> str:
        """Describe the validations."""
        inside = "".join(described for _, described in self.validations.values())
        return tag("table:content-validations", {}, inside) if inside else ""


def _validation(name: str, options: Options, where: str) -> str:
    if options["criteria"] != "between":
        raise ValueError(f"no validation of our sheets: {options['criteria']}")
    bounds = f"{exact(options['minimum'])},{exact(options['maximum'])}"
    error = tag("table:error-message", {
        "table:title": options["error_title"], "table:display": "true",
        "table:message-type": "stop",
    }, paragraphs(options["error_message"]))  # fmt: skip
    return tag("table:content-validation", {
        "table:name": name,
        "table:condition": f"of:{_TYPES[options['validate']]} and cell-content-is-between({bounds})",
        "table:allow-empty-cell": "true", "table:base-cell-address": where,
    }, error)  # fmt: skip
