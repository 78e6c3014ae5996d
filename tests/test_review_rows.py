"""Which row of a returned table is which line: by its code, else by name and place, else asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plc_budget.review.rows import Entry, match_rows

FEE = Entry("內聘講師鐘點費", (1000, 6, ""), "speaker")
PRINTING = Entry("印刷費", (100, 80, ""), "printing")
MISC = Entry("雜支", (1000, 1, "文具"), "misc")
LINES = [FEE, PRINTING, MISC]


def row(code: str, name: str, price: int, quantity: int, note: str = "") -> Entry:
    """Make a row of a file."""
    return Entry(name, (price, quantity, note), code)


@pytest.mark.parametrize(
    ("what", "rows", "pairs", "asked"),
    [
        ("sorted", [MISC, FEE, PRINTING], {0: 2, 1: 0, 2: 1}, {}),
        ("inserted", [FEE, row("", "茶水費", 20, 50), PRINTING, MISC], {0: 0, 2: 1, 3: 2}, {}),
        ("deleted", [FEE, MISC], {0: 0, 1: 2}, {}),
        (
            "every figure changed",
            [FEE, row("printing", "印刷費", 50, 60, "彩色"), MISC],
            {0: 0, 1: 1, 2: 2},
            {},
        ),
        ("renamed", [FEE, row("printing", "手冊印製費", 100, 80), MISC], {0: 0, 1: 1, 2: 2}, {}),
        (
            "renamed, and another quantity",
            [FEE, row("printing", "影印", 100, 60), MISC],
            {0: 0, 2: 2},
            {1: (1,)},
        ),
        (
            "typed over with something else",
            [FEE, row("printing", "茶水費", 20, 50), MISC],
            {0: 0, 2: 2},
            {},
        ),
        ("copied below", [FEE, PRINTING, PRINTING, MISC], {0: 0, 1: 1, 3: 2}, {}),
        (
            "copied, the copy changed",
            [FEE, row("printing", "印刷費", 100, 20), PRINTING, MISC],
            {0: 0, 2: 1, 3: 2},
            {},
        ),
        (
            "copied, and both changed",
            [FEE, row("printing", "印刷費", 100, 20), row("printing", "印刷費", 100, 60), MISC],
            {0: 0, 3: 2},
            {1: (1,), 2: (1,)},
        ),
        (
            "copied and renamed",
            [FEE, PRINTING, row("printing", "海報費", 100, 80), MISC],
            {0: 0, 1: 1, 3: 2},
            {},
        ),
        (
            "filled down, which leaves the code out",
            [FEE, PRINTING, row("", "印刷費", 100, 80), MISC],
            {0: 0, 1: 1, 3: 2},
            {},
        ),
        (
            "the code of another line, the name of its own",
            [FEE, row("misc", "印刷費", 100, 80), row("", "雜支", 1000, 1)],
            {0: 0, 1: 1, 2: 2},
            {},
        ),
        (
            "retyped without its code under another name",
            [FEE, row("", "影印", 100, 80), MISC],
            {0: 0, 2: 2},
            {1: (1,)},
        ),
        (
            "no codes at all",
            [replace(one, code="") for one in (MISC, FEE, PRINTING)],
            {0: 2, 1: 0, 2: 1},
            {},
        ),
        (
            "no codes, renamed in its place",
            [replace(one, code="") for one in (FEE, replace(PRINTING, name="影印"), MISC)],
            {0: 0, 1: 1, 2: 2},
            {},
        ),
    ],
)
def test_a_row_is_found_by_its_code_where_its_name_or_figures_agree(
    what: str, rows: list[Entry], pairs: dict[int, int], asked: dict[int, tuple[int, ...]]
) -> None:
    """What is done to 內聘講師鐘點費 1,000 × 6, 印刷費 100 × 80 and 雜支 1,000 × 1 in a spreadsheet."""
    found = match_rows(rows, LINES)

    assert (found.pairs, found.asked) == (pairs, asked), what


def test_an_answer_settles_which_of_two_rows_is_the_line() -> None:
    """Both copies of 印刷費 were changed; the planner says that the second is the line."""
    rows = [FEE, row("printing", "印刷費", 100, 20), row("printing", "印刷費", 100, 60), MISC]

    found = match_rows(rows, LINES, {2: 1})

    assert (found.pairs, found.asked) == ({0: 0, 2: 1, 3: 2}, {})
