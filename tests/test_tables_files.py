"""Files as people save them: encodings, separators, line ends, blank rows, headings out of order."""

from __future__ import annotations

import pytest

from plc_budget.spreadsheets.addresses import column_letters
from plc_budget.spreadsheets.bounds import LARGEST_FILE
from plc_budget.tables import read_budget, read_timetable
from situations import at, codes, english, only

HEAD = "code,category,item,unit_price,unit,quantity,note"
TABLE = f"{HEAD}\nprinting,業務費,印刷費,100,本,80,每人一本\n"


def read_one(data: bytes) -> tuple[object, ...]:
    """Read a table of one line."""
    rows, findings = read_budget(data)
    assert findings == []
    (row,) = rows
    return row.item, row.unit_price, row.quantity, row.note


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_table_of_any_encoding(encoding: str, newline: str) -> None:
    """UTF-8 with a mark or without, Big5 and UTF-16, with the line ends of any system."""
    data = TABLE.replace("\n", newline).encode(encoding)

    assert read_one(data) == ("印刷費", 100, 80, "每人一本")


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_table_of_any_separator(separator: str) -> None:
    """Commas, tabs and semicolons, as the spreadsheet of the day saves them."""
    data = TABLE.replace(",", separator).encode("utf-8-sig")

    assert read_one(data) == ("印刷費", 100, 80, "每人一本")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp950"])
def test_a_comma_in_quotation_marks(encoding: str) -> None:
    """1,000 and a note with a comma, a quotation mark and a line break are one cell each."""
    data = f'{HEAD}\r\nprinting,業務費,印刷費,"1,000",本,80,"含""手冊"",\r\n共二冊"\r\n'.encode(
        encoding
    )

    assert read_one(data) == ("印刷費", 1_000, 80, '含"手冊",\r\n共二冊')


def test_blank_rows_are_passed_over() -> None:
    """Rows of nothing but commas and blanks count as rows of the sheet, and are no lines."""
    data = f"\n,,,\n{HEAD}\n,,\n\nprinting,業務費,印刷費,一百,本,80,\n ,,　\n".encode()
    rows, findings = read_budget(data)

    assert len(rows) == 1
    assert at(only(findings, "CELL-UNREADABLE")) == "budget.csv D6"


def test_columns_stand_in_any_order() -> None:
    """The first row names them; columns nobody needs may be left out, blank headings pass."""
    data = "quantity,,item,code,unit_price,category\n80,,印刷費,printing,100元,業務費\n".encode()

    assert read_one(data) == ("印刷費", 100, 80, "")


def test_headings_may_be_wide_or_large() -> None:
    """ＣＯＤＥ and Item are code and item."""
    data = "ＣＯＤＥ, Category ,Item,UNIT_PRICE,quantity\nprinting,業務費,印刷費,100,80\n".encode()

    assert read_one(data) == ("印刷費", 100, 80, "")


@pytest.mark.parametrize(
    ("head", "places"),
    [
        ("code,category,item,price,quantity", ["budget.csv D1"]),
        ("code,category,item,item,quantity", ["budget.csv D1"]),
        ("code,item,unit_price,quantity", ["budget.csv row 1"]),
        ("經費項目,單價(元),數量", ["budget.csv A1", "budget.csv B1", "budget.csv C1"]),
    ],
)
def test_a_heading_that_is_wrong(head: str, places: list[str]) -> None:
    """An unknown, a doubled and a missing column are named at their cells; nothing is read."""
    rows, findings = read_budget(f"{head}\n,,,,\nprinting,業務費,印刷費,100,80\n".encode())

    assert rows == []
    assert set(codes(findings)) == {"TABLE-COLUMN"}
    found = {at(f) for f in findings}
    assert {p for p in places if "row" not in p} <= found


def test_a_missing_column_is_named() -> None:
    """Without category no line has an account."""
    finding = only(read_budget(b"code,item\nprinting,x\n")[1], "TABLE-COLUMN")

    assert "category" in english(finding)
    assert finding.where.row == 1


def test_a_cell_outside_the_table() -> None:
    """A comma in a text that has no quotation marks pushes a cell out of the table."""
    data = f"{HEAD}\nprinting,業務費,印刷費,100,本,80,每人一本,含手冊\n".encode()
    finding = only(read_budget(data)[1], "CELL-OUTSIDE")

    assert at(finding) == "budget.csv H2"
    assert "quotation marks" in finding.remedy.render("en")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "TABLE-EMPTY"),
        (b"\xef\xbb\xbf", "TABLE-EMPTY"),
        (b"\n\n,,\n", "TABLE-EMPTY"),
        (HEAD.encode(), "TABLE-EMPTY"),
        (b"\xff\xfe\x00\xd8", "TABLE-ENCODING"),
        (b"\x81\x00\x81", "TABLE-ENCODING"),
        (b"PK\x03\x04\xff\xff\xff", "TABLE-ENCODING"),
        (b"a" * (LARGEST_FILE + 1), "TABLE-SIZE"),
        (b'"' + b"a" * 200_000, "TABLE-BROKEN"),
        (b"," * 101, "TABLE-SHAPE"),
        (b"a\n" * 5_001, "TABLE-SHAPE"),
        (HEAD.encode() + b"\n" + b"x,x,x\n" * 501, "TABLE-SHAPE"),
    ],
)
def test_a_file_that_is_no_table(data: bytes, code: str) -> None:
    """Each is one clear finding with a remedy, at the file."""
    rows, findings = read_budget(data)

    assert rows == []
    finding = only(findings, code)
    assert finding.where.file == "budget.csv"
    assert finding.remedy.render("en")


def test_a_timetable_may_be_empty() -> None:
    """A timetable of headings alone is a plan whose activities are not known yet."""
    assert read_timetable(b"start,end,activity\n") == ([], [])


def test_a_day_is_written_once() -> None:
    """Rows below a date are of the same day until the next date."""
    data = (
        "start,end,activity\n115/1/28 9:00,10:00,甲\n10:00,11:00,乙\n"
        "2026-01-29 9:00,10:00,丙\n10:00,2026-01-29 11:00,丁\n"
    ).encode()
    rows, findings = read_timetable(data)

    assert findings == []
    assert [row.day.day if row.day else None for row in rows] == [28, 28, 29, 29]


def test_a_row_that_ends_on_another_day() -> None:
    """From 23:00 to 1:00 of the next day is two rows, not one of minus 22 hours."""
    data = "start,end,activity\n115/1/28 23:00,115/1/29 1:00,夜間觀察\n".encode()

    assert at(only(read_timetable(data)[1], "TIMETABLE-NIGHT")) == "timetable.csv B2"


@pytest.mark.parametrize("kind", ["internal", "內聘", " Internal ", "ＩＮＴＥＲＮＡＬ"])
def test_a_kind_of_speaker_by_its_names(kind: str) -> None:
    """內聘 is internal."""
    data = f"start,end,activity,speaker,speaker_kind\n9:00,10:00,理念,校長,{kind}\n".encode()
    rows, findings = read_timetable(data)

    assert (findings, rows[0].speaker_kind) == ([], "internal")


def test_a_speaker_of_no_kind() -> None:
    """A named speaker whose kind is blank is asked about; a break without one is unpaid."""
    head = "start,end,activity,speaker,speaker_kind"
    findings = read_timetable(f"{head}\n9:00,10:00,理念,校長,\n10:00,10:10,休息,,\n".encode())[1]

    assert at(only(findings, "CELL-EMPTY")) == "timetable.csv E2"


def test_a_column_has_the_letter_excel_shows() -> None:
    """Z is followed by AA, ZZ by AAA."""
    assert [column_letters(at) for at in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


LINES = (
    "speaker,業務費,鐘點費,1000,節,6,",
    "printing,業務費,印刷費,100,本,80,",
    "misc,業務費,雜支,1000,式,1,",
)


def quoted(note: str, *below: str) -> str:
    """Write a table whose first line carries a note with a quotation mark in it."""
    first, *others = LINES
    return "\n".join([HEAD, first + note, *(a + b for a, b in zip(others, below, strict=True)), ""])


@pytest.mark.parametrize(
    "table",
    [
        quoted('"依實際需求調整', "", ""),
        quoted('"依實際"需求調整', "", ""),
        quoted('"依實際需求調整', '每人一本"', ""),
        quoted('"依實際需求調整', "", '核實"'),
    ],
    ids=["never closed", "closed too early", "closed a row below", "closed two rows below"],
)
def test_a_stray_quotation_mark_loses_no_row_in_silence(table: str) -> None:
    """One " before a note would make one cell of the rows below; the row it opens in is named."""
    rows, findings = read_budget(table.encode())

    assert (rows, codes(findings)) == ([], ["TABLE-QUOTE"])
    assert (findings[0].where.file, findings[0].where.row) == ("budget.csv", 2)


def test_quotation_marks_that_belong_there_are_read() -> None:
    """A note of two lines in quotation marks, and marks within a note, are what was typed."""
    rows, findings = read_budget(quoted('"第一行，\n第二行, 甲"', '說"好"', "").encode())

    assert findings == []
    assert [row.note for row in rows] == ["第一行，\n第二行, 甲", '說"好"', ""]
