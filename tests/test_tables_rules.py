"""Stage 2: what pandera finds, told in the planner's words at the cell that Excel shows."""

from __future__ import annotations

import re

import pytest

from plc_budget.findings import Finding, Severity
from plc_budget.language import CHINESE
from plc_budget.tables import read_budget, read_timetable
from situations import at, english, only

HEAD = (
    "code,category,item,unit_price,unit,quantity,times,step,min_quantity,max_quantity,locked,from,"
    "rate,base,note"
)
GOOD = "printing,業務費,印刷費,100,本,80,,10,50,100,,,,,"
FEE = "fee,業務費,外聘講座鐘點費,2000,節,,,0.5,,,,timetable:external,,,"


def budget(*lines: str) -> list[Finding]:
    """Read a budget of lines as they would be typed; the first stands in row 2."""
    return read_budget("\r\n".join([HEAD, *lines]).encode("utf-8-sig"))[1]


def timetable(*lines: str) -> list[Finding]:
    """Read a timetable of lines."""
    head = "start,end,activity,speaker,organisation,speaker_kind,paid_minutes"
    return read_timetable("\r\n".join([head, *lines]).encode("utf-8-sig"))[1]


def test_a_good_table_is_good() -> None:
    """Two lines as they stand in the plans that ship."""
    assert budget(GOOD, FEE) == []


@pytest.mark.parametrize(
    ("line", "cell", "says"),
    [
        ("Printing,業務費,印刷費,100,本,80,,,,,,,,,", "A3", "small letters"),
        ("2copies,業務費,印刷費,100,本,80,,,,,,,,,", "A3", "starting with a letter"),
        ("copies,業務,印刷費,100,本,80,,,,,,,,,", "B3", "業務費"),
        ("copies,業務費," + "長" * 101 + ",100,本,80,,,,,,,,,", "C3", "100"),
        ("copies,業務費,印刷費,-1,本,80,,,,,,,,,", "D3", "from 0"),
        ("copies,業務費,印刷費,10000000001,本,80,,,,,,,,,", "D3", "10,000,000,000"),
        ("copies,業務費,印刷費,100," + "本" * 11 + ",80,,,,,,,,,", "E3", "10"),
        ("copies,業務費,印刷費,100,本,-80,,,,,,,,,", "F3", "from 0"),
        ("copies,業務費,印刷費,100,本,80,0,,,,,,,,", "G3", "above 0"),
        ("copies,業務費,印刷費,100,本,80,,0,,,,,,,", "H3", "above 0"),
        ("copies,業務費,印刷費,100,本,80,,,-1,,,,,,", "I3", "from 0"),
        ("copies,業務費,印刷費,100,本,80,,,,10000001,,,,,", "J3", "10,000,000"),
        ("copies,業務費,印刷費,100,本,80,,,,,,timetable:unpaid,,,", "L3", "timetable:internal"),
        ("copies,業務費,印刷費,100,本,80,,,,,,timetable,,,", "L3", "timetable:internal"),
    ],
)
def test_a_value_that_is_not_allowed(line: str, cell: str, says: str) -> None:
    """Each is one error at its cell, with what was read and what is allowed."""
    (finding,) = budget(GOOD, line)

    assert (finding.code, finding.severity) == ("CELL-VALUE", Severity.ERROR)
    assert at(finding) == f"budget.csv {cell}"
    assert says in english(finding)
    assert cell in finding.remedy.render("en")


@pytest.mark.parametrize(
    ("line", "code", "cell"),
    [
        ("copies,業務費,印刷費,,本,80,,,,,,,,,", "ROW-PRICE-OR-RATE", "D3"),
        ("copies,業務費,補充保費,100,,,,,,,,,2.11,printing,", "ROW-PRICE-OR-RATE", "D3"),
        ("copies,業務費,補充保費,,,,,,,,,,2.11,,", "ROW-BASE-OF-RATE", "N3"),
        ("copies,業務費,印刷費,100,本,80,,,,,,,,printing,", "ROW-BASE-OF-RATE", "N3"),
        ("copies,業務費,印刷費,100,本,,,,,,,,,,", "ROW-QUANTITY-KNOWN", "F3"),
        (
            "copies,業務費,補充保費,,,,,,,,,timetable:internal,2.11,printing,",
            "ROW-RATE-WITHOUT-SOURCE",
            "L3",
        ),
        ("copies,業務費,補充保費,,,2,,,,,,,2.11,printing,", "ROW-RATE-COUNTS-ONCE", "F3"),
        ("copies,業務費,補充保費,,,,3,,,,,,2.11,printing,", "ROW-RATE-COUNTS-ONCE", "F3"),
        ("copies,業務費,印刷費,100,本,80,,,90,70,,,,,", "ROW-BOUNDS-IN-ORDER", "I3"),
        ("copies,業務費,印刷費,100,本,80,,,81,,,,,,", "ROW-QUANTITY-AT-LEAST", "F3"),
        ("copies,業務費,印刷費,100,本,80,,,,79,,,,,", "ROW-QUANTITY-AT-MOST", "F3"),
    ],
)
def test_cells_that_contradict_each_other(line: str, code: str, cell: str) -> None:
    """A line has a price or a percentage, a quantity, and bounds that hold it."""
    assert at(only(budget(GOOD, line), code)) == f"budget.csv {cell}"


@pytest.mark.parametrize(
    "line",
    [
        "copies,業務費,補充保費,,式,1,1,,,,,,2.11,printing,",
        "copies,業務費,印刷費,0,本,0,,,0,0,,,,,",
        "copies,業務費,印刷費,100,本,80,2.5,0.1,80,80,是,,,,",
        "copies,業務費,外聘講座鐘點費,2000,節,3,,,,,,timetable:external,,,",
    ],
)
def test_what_is_just_allowed(line: str) -> None:
    """Bounds that meet, a quantity of nothing and a percentage that is counted once."""
    assert budget(GOOD, line) == []


def test_a_code_stands_once() -> None:
    """Both lines of one code are named, so that either can be changed."""
    findings = budget(GOOD, GOOD)

    assert [(f.code, at(f)) for f in findings] == [
        ("CELL-DUPLICATE", "budget.csv A2"),
        ("CELL-DUPLICATE", "budget.csv A3"),
    ]


def test_every_fault_is_told_in_the_order_of_the_rows() -> None:
    """Three lines with a fault each are three findings, from top to bottom."""
    findings = budget(
        "one,業務,印刷費,100,本,80,,,,,,,,,",
        GOOD,
        "Two,業務費,印刷費,100,本,80,,,,,,,,,",
        "three,業務費,印刷費,-1,本,-2,,,,,,,,,",
    )

    assert [at(f) for f in findings] == [
        "budget.csv B2",
        "budget.csv A4",
        "budget.csv D5",
        "budget.csv F5",
    ]


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        ("9:00,10:00,理念,校長,甲校,講師,", "F2"),
        ("9:00,10:00," + "長" * 301 + ",,,,", "C2"),
        ("9:00,10:00,理念," + "長" * 201 + ",,unpaid,", "D2"),
    ],
)
def test_a_value_the_timetable_does_not_allow(line: str, cell: str) -> None:
    """A kind of speaker nobody knows and texts too long to print are named at their cells."""
    assert [at(f) for f in timetable(line)] == [f"timetable.csv {cell}"]


def test_nothing_of_the_library_reaches_a_planner() -> None:
    """No escape, no name of a library and no row counted from 0 stands in any message."""
    findings = budget(
        "業務,業務,印刷費,-1,本,80,,,,,,x,,,",
        "two,業務費,印刷費,,本,,,,90,70,,,,,",
        "two,業務費,補充保費,,,2,,,,,,,2.11,,",
        "印\u200b,業務費,\u202e,100,本,,,,,,,,,,",
    )
    told = [
        f.message.render(tongue) + f.remedy.render(tongue)
        for f in findings
        for tongue in ("en", CHINESE)
    ]

    assert len(findings) > 5
    assert all(words.isprintable() for words in told)
    for words in told:
        assert not re.search(r"\\u|\\x|pandera|pandas|DataFrame|dtype|None|nan|failure", words)
        assert not re.search(r"[A-O][01]\b", words)
    assert all((f.where.row or 0) >= 2 for f in findings)


def test_a_heading_lower_down_moves_the_rows() -> None:
    """Two blank rows above the headings: the first line stands in row 4, as Excel shows it."""
    findings = read_budget(f"\n\n{HEAD}\nprinting,業務,印刷費,100,本,80,,,,,,,,,".encode())[1]

    assert [at(f) for f in findings] == ["budget.csv B4"]
