"""Official forms are data: a file of ``data/forms/`` says all of a paper but the figures.

Columns and their letters, headings, widths, formulas, rounding, number formats, sentences, boxes and
paper stand in the file, with where the form is from; a new form needs no code.  In what it says,
``{title}`` is one of the words it is filled with; in its formulas, ``{amount}`` is a cell, as
:mod:`plc_budget.sheets.blocks` spells them.  Unknown keys are refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from plc_budget import toml
from plc_budget.sheets.blocks import (
    USUAL,
    Block,
    Cell,
    Gap,
    Height,
    Page,
    Paper,
    Row,
    Sentence,
    Signatures,
    Table,
    Title,
    Value,
)
from plc_budget.shipped import data_folder

_GAP = re.compile(r"\{(\w+)\}")


class FormError(ValueError):
    """A form that cannot be used; says in which file, where in it, and what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a form is from."""

    document: str
    confidence: str
    checked: date
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCell:
    """A cell of a form: words, or the name of a value it is filled with, or a formula."""

    words: str = ""
    value: str = ""
    formula: str = ""
    shown: str = ""
    look: str = ""
    is_input: bool = False
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FormColumn:
    """A column of a table; ``group`` stands above neighbours that say the same."""

    name: str
    heading: str
    group: str = ""
    width: int
    formula: str = ""
    shown: str = ""
    look: str = ""
    is_input: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """A row below the lines of a table; columns without a cell are empty."""

    key: str
    height: float = USUAL
    cells: dict[str, FormCell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormBlock:
    """A block: ``title``, ``sentence``, ``gap``, ``table`` or ``signatures``.

    A sentence that ``binds`` names a rule is said only where that rule binds.  ``height`` is that of
    a table's lines; a table is filled with the lines of its name.
    """

    kind: str
    words: str = ""
    beside: str = ""
    formula: str = ""
    look: str = ""
    across: int = 1
    binds: str = ""
    name: str = ""
    height: Height | float | None = None
    columns: tuple[FormColumn, ...] = ()
    foot: tuple[FormRow, ...] = ()
    repeats: bool = False
    keeps: str = ""
    boxes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as its file says it; ``widths`` are those of its first table if left out."""

    id: str
    sheet: str
    source: Source
    blocks: tuple[FormBlock, ...]
    is_wide: bool = False
    is_black: bool = False
    freezes: int | None = None
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
    if get_origin(kind) is dict and isinstance(given, dict):
        return {key: _read(parts[1], one, f"{where}.{key}") for key, one in given.items()}
    nested: Any = kind if is_dataclass(kind) else next(filter(is_dataclass, parts), None)
    if nested is not None and isinstance(given, dict):
        kinds = get_type_hints(nested)
        needed = {one.name for one in fields(nested) if one.default is one.default_factory}
        for key in given:
            if key not in kinds:
                raise FormError(f"{where}.{key}: unknown; known are {', '.join(kinds)}")
        for key in sorted(needed - {*given}):
            raise FormError(f"{where}.{key}: missing")
        return nested(
            **{key: _read(kinds[key], one, f"{where}.{key}") for key, one in given.items()}
        )
    allowed = parts or (kind,)
    if type(given) not in allowed and not (type(given) is int and float in allowed):
        raise FormError(f"{where}: {given!r} cannot stand here")
    return given


def form_paper(form: Form, filling: Filling) -> Paper:
    """Fill a form in.

    Raises
    ------
    FormError
        If it asks for words, values or lines that it is not filled with.
    """
    tables = [block for block in form.blocks if block.kind == "table"]
    widths = form.widths or tuple(column.width for column in tables[0].columns)
    return Paper(
        form.sheet,
        widths,
        tuple(_block(block, filling) for block in form.blocks),
        Page(is_wide=form.is_wide, is_black=form.is_black, freezes=form.freezes),
    )


def _block(block: FormBlock, filling: Filling) -> Block:
    words = _words(block.words, filling)
    if block.kind == "title":
        look = block.look or "title"
        return Title(words, look, block.height or Height(0, 30, 0, 0.72))
    if block.kind == "sentence":
        is_said = not block.binds or block.binds in filling.rules
        value = None if block.formula else words if is_said else ""
        cell = Cell(value, block.look or "plain", "", block.formula, across=block.across)
        return Sentence(cell, block.beside, USUAL if block.height is None else block.height)
    if block.kind == "gap":
        return Gap()
    if block.kind == "signatures":
        return Signatures(block.boxes or tuple(filling.boxes))
    if block.kind == "table":
        return _table(block, filling)
    raise FormError(f"{block.kind}: no block is of this kind")


def _words(words: str, filling: Filling) -> str:
    return _GAP.sub(lambda found: str(_filled(found[1], filling)), words)


def _filled(name: str, filling: Filling) -> Value:
    if name not in filling.values:
        raise FormError(f"{name}: no value; there are {', '.join(filling.values)}")
    return filling.values[name]


def _table(block: FormBlock, filling: Filling) -> Table:
    if block.name not in filling.lines:
        raise FormError(f"{block.name}: no lines; there are {', '.join(filling.lines)}")
    return Table(
        block.name,
        tuple(column.name for column in block.columns),
        tuple(_heads(block.columns, filling)),
        tuple(_line(block, code, cells) for code, cells in filling.lines[block.name]),
        tuple(_foot(block.columns, row, filling) for row in block.foot),
        block.repeats,
        block.keeps,
    )


def _heads(columns: Sequence[FormColumn], filling: Filling) -> Iterator[Row]:
    """Name the columns in a row, or in two where some have a heading in common."""
    has_groups = any(column.group for column in columns)
    top: list[Cell | None] = []
    for group, mine in groupby(columns, key=lambda column: column.group):
        members = [*mine]
        if group:
            top.append(Cell(_words(group, filling), "head", across=len(members)))
        else:
            down = 1 + has_groups
            top += [Cell(_words(one.heading, filling), "head", down=down) for one in members]
    yield Row(tuple(top), height=Height(0, 18, 4))
    if has_groups:
        named = (
            Cell(_words(one.heading, filling), "head") if one.group else None for one in columns
        )
        yield Row(tuple(named), height=Height(0, 18, 4))


def _line(block: FormBlock, code: str, cells: Mapping[str, Value | Cell]) -> Row:
    made = []
    for column in block.columns:
        given = cells.get(column.name, None if column.formula else "")
        if isinstance(given, Cell):
            made.append(given)
        else:
            drawn = (column.look, column.shown, column.formula)
            made.append(Cell(given, *drawn, is_input=column.is_input))
    return Row(tuple(made), code, Height(24, 18, 4) if block.height is None else block.height)


def _foot(columns: Sequence[FormColumn], row: FormRow, filling: Filling) -> Row:
    cells: list[Cell | None] = []
    left = 0
    for column in columns:
        if left:
            left -= 1
            continue
        given = row.cells.get(column.name, FormCell(look="center"))
        value: Value = (
            _filled(given.value, filling) if given.value else _words(given.words, filling)
        )
        cells.append(
            Cell(
                None if given.formula and not given.value else value,
                given.look,
                given.shown,
                given.formula,
                given.is_input,
                given.across,
                given.down,
            )
        )
        left = given.across - 1
    return Row(tuple(cells), row.key, row.height)
