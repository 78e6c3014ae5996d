"""Three tables from the field come back row by row, whatever file and layout they arrive in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from importing_samples import WRITERS, Paper, Row, Value, codes, imported, real_tables

REAL = real_tables()
HEADINGS = {
    "item": "經費項目",
    "unit_price": "單價",
    "unit": "單位",
    "quantity": "數量",
    "subtotal": "總價",
    "note": "說明",
}
ORDERS = {
    "usual": ("item", "unit_price", "unit", "quantity", "subtotal", "note"),
    "school": ("item", "unit", "quantity", "unit_price", "subtotal", "note"),
    "backwards": ("note", "subtotal", "quantity", "unit", "unit_price", "item"),
}


def value(row: dict[str, Any], field: str) -> Value:
    """Return a figure of a transcript as a cell."""
    found = row[field]
    return found if isinstance(found, str | int | Decimal | None) else str(found)


def total_row(columns: list[str], label: str, amount: Value) -> Row:
    """Make the row of a total: its label in the first free column, the amount under 總價."""
    row: Row = ["" for _ in columns]
    row[columns.index("item")] = label
    row[columns.index("subtotal")] = amount
    return row


def paper_of(table: dict[str, Any], order: str, *, category: bool = False) -> Paper:
    """Lay a transcript out as a paper: title, unit note, headings, rows, subtotals, total."""
    columns = list(ORDERS[order])
    unit = "仟元" if table["unit_scale"] == 1000 else "元"
    rows: list[Row] = [[table["title"]], [f"單位：{unit}"], [HEADINGS[c] for c in columns]]
    for number, line in enumerate(table["rows"], start=1):
        rows.append([value(line, c) for c in columns])
        rows += [
            total_row(columns, label, amount)
            for label, amount, (_, end) in table["printed_subtotals"]
            if end == number
        ]
    rows.append(total_row(columns, "總 計", table["total"]))
    if table["total_words"]:
        rows.append([f"本活動總經費合計新台幣{table['total_words']}"])
    return with_category(Paper(rows)) if category else Paper(rows)


def with_category(paper: Paper) -> Paper:
    """Put a 類別 column in front: one cell 業務費 merged down the lines."""
    head, *body = paper.rows[2:]
    rows = [
        *paper.rows[:2],
        ["類別", *head],
        ["業務費", *body[0]],
        *(["", *row] for row in body[1:]),
    ]
    last = max(
        3 + n for n, row in enumerate(body) if not any("計" in str(cell) for cell in row[:1])
    )
    return Paper(rows, [(3, 0, last, 0)] if last > 3 else [])


def quantity_of(line: dict[str, Any]) -> Decimal:
    """Multiply a transcribed quantity: 2節×1人×14周 is 28."""
    result = Decimal(1)
    for part in str(line["quantity"]).split("×"):
        result *= Decimal("".join(sign for sign in part if sign in "0123456789."))
    return result


@pytest.mark.parametrize("category", [False, True], ids=["plain", "category"])
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("name", REAL)
def test_every_row_comes_back(name: str, form: str, order: str, *, category: bool) -> None:
    """Each line keeps its item, price, quantity, amount, unit and note, in whole dollars."""
    table = REAL[name]
    scale = Decimal(table["unit_scale"])

    read, _ = imported(paper_of(table, order, category=category), form)

    assert [line.item for line in read.lines] == [row["item"] for row in table["rows"]]
    for line, row in zip(read.lines, table["rows"], strict=True):
        assert line.unit_price == Decimal(str(row["unit_price"])) * scale
        assert line.quantity * line.times == quantity_of(row)
        assert line.quantity_text == str(row["quantity"])
        assert line.amount_printed == Decimal(str(row["subtotal"])) * scale
        assert (line.unit, line.note) == (row["unit"], row["note"] or "")
        closed = (name, line.item) == ("B01", "雜支")  # it stands behind 業務費小計
        assert line.category == ("業務費" if category and not closed else "")
    assert read.total_printed == table["total"] * table["unit_scale"]
    assert read.title == table["title"]
    assert read.scale == table["unit_scale"]


@pytest.mark.parametrize("form", WRITERS)
def test_a_table_in_thousands_is_scaled_exactly(form: str) -> None:
    """3.38 仟元 is 3,380 元, and both subtotals and the total add up: 812,480 + 37,520 = 850,000."""
    read, findings = imported(paper_of(REAL["B01"], "usual"), form)

    assert read.lines[6].amount_printed == 3_380
    assert [(s.label, s.amount, s.computed) for s in read.subtotals] == [
        ("業務費小計", 812_480, 812_480),
        ("雜支小計", 37_520, 37_520),
    ]
    assert read.total_printed == read.sum_of_lines == 812_480 + 37_520 == 850_000
    assert codes(findings) == []


@pytest.mark.parametrize("form", WRITERS)
def test_rows_that_do_not_make_the_total_are_said(form: str) -> None:
    """The 13 rows add up to 213,200, the paper prints 230,000: 16,800 is missing."""
    read, findings = imported(paper_of(REAL["B08"], "usual"), form)

    assert read.sum_of_lines == 213_200
    assert read.total_printed == 230_000
    wrong = [f for f in findings if f.severity == "warning"]
    assert [(f.code, f.stake) for f in wrong] == [("IMPORT-TOTAL", 230_000 - 213_200)]
    assert (wrong[0].where.row, wrong[0].where.column) == (17, "E")
    assert "213,200" in wrong[0].message.render("en")
    assert "230,000" in wrong[0].message.render("en")


@pytest.mark.parametrize("form", WRITERS)
def test_capitals_below_the_table_are_read(form: str) -> None:
    """新台幣壹萬貳仟元整 under the table is the 12,000 of its only line."""
    read, findings = imported(paper_of(REAL["B03"], "school"), form)

    assert (read.total_printed, read.total_words) == (12_000, "壹萬貳仟元整")
    assert codes(findings) == []


def test_a_product_is_split_into_quantity_and_times() -> None:
    """2節×1人×14周 is 2 periods, 14 times."""
    read, _ = imported(paper_of(REAL["B08"], "usual"))

    line = read.lines[0]
    assert (int(line.quantity), int(line.times), line.unit) == (2, 1 * 14, "節")
    assert line.amount_computed == 400 * 2 * 1 * 14 == 11_200
