"""A returned file that means harm is refused with one message, or read for what it says and no more."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from importing_samples import packed, unpacked
from plc_budget.cli import main
from plc_budget.review.differences import Kind
from plc_budget.review.paper import read_paper_bytes
from plc_budget.review.review import verify
from plc_budget.sheets.passport import make_passport
from returned_files import compare, differences, printed, told, with_cells
from sheet_plans import plan_of
from test_importing_hostile import HARMLESS, LABORIOUS, REFUSED, SOON, most_memory

PLAN = plan_of(
    "code,category,item,unit_price,unit,quantity\nprinting,業務費,印刷費,100,份,80\n"
    "misc,業務費,雜支,1000,式,1\n"
)
DATA = printed(PLAN)
SHEET = "xl/worksheets/sheet1.xml"
WORKBOOKS = {name: case for name, case in REFUSED.items() if not case[0].endswith((".csv", ".txt"))}
FOREIGN = {
    name: case for name, case in (HARMLESS | LABORIOUS).items() if not case[0].endswith(".csv")
}


def looked_at(data: bytes, file: str) -> str:
    """Read a file, compare it and judge it; return what was said against it."""
    paper, findings = read_paper_bytes(data, file)
    if paper is None:
        assert [f.severity for f in findings] == ["error"]
        assert findings[0].remedy.render("en")
        return findings[0].message.render("en")
    compare(paper, PLAN)
    verify(paper)
    return ""


@pytest.mark.parametrize("name", WORKBOOKS)
def test_one_clear_message_soon(name: str) -> None:
    """What no table can be read from, no paper can be taken back from either."""
    file, make, words = WORKBOOKS[name]
    data = make()
    started = time.process_time()

    said = looked_at(data, file)

    assert time.process_time() - started < SOON
    assert words in said


@pytest.mark.parametrize("name", FOREIGN)
def test_odd_and_laborious_files_end_soon(name: str) -> None:
    """Far cells, lying sizes, thousands of shared formulas: read or refused in short time."""
    file, make = FOREIGN[name]
    data = make()
    started = time.process_time()

    looked_at(data, file)

    assert time.process_time() - started < SOON


def formula(address: str, words: str) -> bytes:
    """Return our own file with a formula in one cell, and a stored value that lies."""
    parts = unpacked(DATA)
    cell = re.compile(rf'<c r="{address}"(?P<style> s="\d+")?[^>]*?(?:/>|>.*?</c>)'.encode())
    new = f'<c r="{address}"><f>{words}</f><v>80</v></c>'.encode()
    parts[SHEET] = cell.sub(new, parts[SHEET])
    return packed(parts)


DEEP = "(" * 3_000 + "1" + ")" * 3_000
FORMULAS: dict[str, str] = {
    "a circle": "C5+1",
    "a command (DDE)": "cmd|'/C calc'!A0",
    "a web service": 'WEBSERVICE("http://example.org/"&amp;A5)',
    "another file": "'[other.xlsx]Sheet1'!A1",
    "a macro sheet": 'EXEC("calc.exe")',
    "deep brackets": DEEP,
    "a number beyond measure": "9^9^9^9^9",
    "a huge product": "*".join(["9999999999"] * 150),
    "a division by nothing": "1/0",
    "a range of everything": "SUM(A1:XFD1048576)",
    "a broken reference": "#REF!+1",
    "no formula at all": "(((",
    "a missing sheet": "幽靈!A1",
    "places beyond measure": "ROUND(1,999999999)",
}


@pytest.mark.parametrize("name", FORMULAS)
def test_a_strange_formula_is_never_worked_out_nor_its_value_believed(name: str) -> None:
    """80 is stored beside it, as the plan has it; the cell is named as one that cannot be read."""
    started = time.process_time()

    found = {
        one.cell.rpartition("!")[2]: one for one in differences(formula("C5", FORMULAS[name]), PLAN)
    }

    assert time.process_time() - started < SOON
    assert found["C5"].kind is Kind.UNREADABLE
    assert not found["C5"].can_be_taken


@pytest.mark.office
def test_a_stored_value_that_lies_is_not_believed() -> None:
    """=60+10 with 80 stored beside it is 70."""
    assert ("quantity", "C5", "80", "70") in told(differences(formula("C5", "60+10"), PLAN))


def test_what_looks_like_a_formula_in_a_text_stays_text() -> None:
    """A note =cmd|… typed as text is a note; it is offered as it is and run nowhere."""
    parts = unpacked(DATA)
    cell = re.compile(rb'<c r="D5"|<c r="F5"[^>]*?(?:/>|>.*?</c>)')
    note = b'<c r="F5" t="inlineStr"><is><t>=cmd|\'/C calc\'!A0</t></is></c>'
    parts[SHEET] = cell.sub(lambda old: old[0] if b"D5" in old[0] else note, parts[SHEET])

    found = differences(packed(parts), PLAN)

    assert told(found) == [("note", "F5", "", "=cmd|'/C calc'!A0")]


def test_a_cycle_through_the_total_ends() -> None:
    """A price that is the total of itself: the cells are named, nothing hangs."""
    found = differences(with_cells(DATA, {"B5": "=D7"}), PLAN)

    assert ("unreadable", "B5") in [one[:2] for one in told(found)]


def test_a_footer_that_lies_does_not_make_a_paper_ours() -> None:
    """The passport of another plan's figures under our sheet: changed, not unchanged."""
    parts = unpacked(DATA)
    figures = make_passport(PLAN).figures.encode()
    parts = {name: data.replace(figures, b"00000000") for name, data in parts.items()}
    paper, _ = read_paper_bytes(packed(parts), "back.xlsx")

    assert paper is not None
    assert verify(paper).verdict == "changed"


@pytest.mark.slow
@pytest.mark.xfail(not Path("/proc/self/status").exists(), reason="measured on Linux", run=False)
def test_memory_stays_small(tmp_path: Path) -> None:
    """All of them one after the other never take more than 300 MB."""
    cases = [case[:2] for case in (FOREIGN | WORKBOOKS).values()]

    assert most_memory(tmp_path, cases, "test_review_hostile.looked_at") < 300


def test_the_command_says_it_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, one line on stderr, no traceback."""
    file = tmp_path / "back.xlsx"
    file.write_bytes(REFUSED["macros"][1]())

    code = main(["verify", str(file)])
    said = capsys.readouterr()

    assert (code, said.out) == (2, "")
    assert len(said.err.strip().splitlines()) == 1
