"""Official forms are data: a file of ``data/forms/`` says all of a paper but the figures.

Its blocks are those of :mod:`plc_budget.sheets.blocks`: titles, tables with letters, headings, widths,
formulas, rounding and number formats, sentences, boxes and paper, and where the form is from.  In what
it says ``{title}`` is a value it is filled with; in its formulas ``{amount}`` is a cell.  Unknown keys
are refused; a new form is a new file and no code.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from plc_budget import toml
from plc_budget.rules.card import Confidence
from plc_budget.sheets.blocks import (
    Block,
    Cell,
    Column,
    Gap,
    Page,
    Paper,
    Row,
    Sentence,
    Signatures,
    Table,
    Title,
    Value,
)
from plc_budget.sheets.looks import LOOKS
from plc_budget.shipped import data_folder

_GAP = re.compile(r"\{(\w+)\}")
_KINDS = {
    "title": Title,
    "sentence": Sentence,
    "gap": Gap,
    "table": Table,
    "signatures": Signatures,
}


class FormError(ValueError):
    """A form that cannot be used; says in which file, where in it, and what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a form is from."""

    document: str
    confidence: Confidence
    checked: date
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as its file says it; boxes it leaves out are those of the plan."""

    id: str
    sheet: str
    source: Source
    blocks: tuple[Block, ...]
    page: Page = field(default_factory=Page)
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Filling:
    """What a form is filled with.

    Attributes
    ----------
    values : mapping of str to Value
        Words and figures by name.
    lines : mapping of str to sequence
        For each table its lines: the code of each, and its cells or their values by column.
    boxes : sequence of str
        Who signs, where the form does not say.
    rules : collection of str
        Ids of the rules that bind.
    """

    values: Mapping[str, Value]
    lines: Mapping[str, Sequence[tuple[str, Mapping[str, Value | Cell]]]]
    boxes: Sequence[str] = ()
    rules: Collection[str] = ()


@cache
def shipped_form(name: str) -> Form:
    """Return a form of ``data/forms/`` by its id.

    Examples
    --------
    >>> shipped_form("change-comparison").sheet
    '經費調整對照表'
    """
    return read_form(data_folder() / "forms" / f"{name}.toml")


def read_form(path: Path) -> Form:
    """Read a form.

    Raises
    ------
    FormError
        If a key is unknown, missing or of another kind than it should be.
    OSError
        If there is no such file.
    """
    try:
        form: Form = _read(Form, toml.loads(path.read_text(encoding="utf-8")), "form")
    except (FormError, toml.TOMLDecodeError) as fault:
        raise FormError(f"{path.name}: {fault}") from None
    return form


def _read(kind: Any, given: object, where: str) -> Any:  # noqa: ANN401 - a kind, and one of it
    """Make what a file says a value of a kind, key by key."""
    parts = get_args(kind)
    if get_origin(kind) is tuple and isinstance(given, list):
        return tuple(_read(parts[0], one, f"{where}[{at}]") for at, one in enumerate(given, 1))
    if isinstance(given, dict):
        return _made(kind, parts, given, where)
    is_known = type(given) in (parts or (kind,)) or (type(given) is int and float in parts)
    if get_origin(kind) is Literal:
        is_known = given in parts
    elif kind is Confidence:
        is_known = given in [*Confidence]
    elif where.endswith(".look"):
        is_known = given in LOOKS
    if not is_known:
        raise FormError(f"{where}: {given!r} cannot stand here")
    return Confidence(str(given)) if kind is Confidence else given


def _made(kind: Any, parts: Sequence[Any], given: dict[str, Any], where: str) -> Any:  # noqa: ANN401 - as above
    """Make a block, or a part of one, of a table of the file."""
    if kind == Block:
        name, given = given.get("kind"), {key: one for key, one in given.items() if key != "kind"}
        if name not in _KINDS:
            raise FormError(f"{where}.kind: {name!r} is none of {', '.join(_KINDS)}")
        kind = _KINDS[name]
    made: Any = next((one for one in (kind, *parts) if is_dataclass(one) or one is Cell), None)
    if made is None:
        raise FormError(f"{where}: a table cannot stand here")
    kinds = get_type_hints(made)
    parts_of = () if made is Cell else fields(made)  # of a cell everything may be left out
    needed = [one.name for one in parts_of if one.default is one.default_factory]
    for key in [*given, *needed]:
        if key not in kinds:
            raise FormError(f"{where}.{key}: unknown; known are {', '.join(kinds)}")
        if key not in given:
            raise FormError(f"{where}.{key}: missing")
    if made is Table:
        given = {**given, "foot": _placed(given, where)}
    return made(**{key: _read(kinds[key], one, f"{where}.{key}") for key, one in given.items()})


def _placed(table: Mapping[str, Any], where: str) -> list[dict[str, Any]]:
    """Put the cells of the rows below the lines in the order of the columns; a file names them."""
    columns = {one.get("name", ""): one.get("across", 1) for one in table.get("columns", [])}
    below = dict.fromkeys(columns, 0)
    rows = []
    for row in table.get("foot", []):
        placed: list[dict[str, Any] | None] = []
        cells, covered = row.get("cells", {}), 0
        if unknown := [name for name in cells if name not in columns]:
            raise FormError(f"{where}.foot: there is no column {unknown[0]}")
        for name, across in columns.items():
            cell = {"across": across, **cells.get(name, {"look": "center"})}
            if below[name]:
                below[name] -= 1
                placed += [None] * across
            elif covered:
                covered -= across
            else:
                placed.append(cell)
                covered, below[name] = cell["across"] - across, cell.get("down", 1) - 1
        rows.append({**row, "cells": placed})
    return rows


def form_paper(form: Form, filling: Filling) -> Paper:
    """Fill a form in.

    Raises
    ------
    FormError
        If it asks for a value or for lines that it is not filled with.
    """
    blocks = tuple(_filled(block, filling) for block in form.blocks)
    return Paper(form.sheet, blocks, form.page, form.widths)


def _filled(block: Block, filling: Filling) -> Block:
    if isinstance(block, Title):
        return replace(block, words=str(_value(block.words, filling)))
    if isinstance(block, Sentence) and block.cell is not None:
        is_said = not block.binds or block.binds in filling.rules
        cell = _cell(block.cell, filling) if is_said else Cell(look="plain")
        return replace(block, cell=cell, beside=str(_value(block.beside, filling)))
    if isinstance(block, Signatures):
        return Signatures(block.boxes or tuple(filling.boxes))
    if not isinstance(block, Table):
        return block
    if block.name not in filling.lines:
        raise FormError(f"{block.name}: no lines; there are {', '.join(filling.lines)}")
    return replace(
        block,
        columns=tuple(
            replace(
                column,
                heading=str(_value(column.heading, filling)),
                group=column.group and str(_value(column.group, filling)),
            )
            for column in block.columns
        ),
        lines=tuple(_line(block.columns, *line) for line in filling.lines[block.name]),
        foot=tuple(
            replace(row, cells=tuple(one and _cell(one, filling) for one in row.cells))
            for row in block.foot
        ),
    )


def _line(columns: Sequence[Column], code: str, cells: Mapping[str, Value | Cell]) -> Row:
    """Make a line; a formula whose value is not given is worked out when it is drawn."""
    given = ((one, cells.get(one.name, None if one.formula else "")) for one in columns)
    return Row(tuple(column.cell(value) for column, value in given), code)


def _cell(cell: Cell, filling: Filling) -> Cell:
    if cell.formula and not cell.value:
        return cell._replace(value=None)
    value = _value(cell.value, filling) if isinstance(cell.value, str) else cell.value
    return cell._replace(value=value)


def _value(words: str, filling: Filling) -> Value:
    """Fill the gaps of words; one that stands alone may be a figure."""

    def known(name: str) -> Value:
        if name not in filling.values:
            raise FormError(f"{name}: no value; there are {', '.join(filling.values)}")
        return filling.values[name]

    alone = _GAP.fullmatch(words)
    return known(alone[1]) if alone else _GAP.sub(lambda found: str(known(found[1])), words)
