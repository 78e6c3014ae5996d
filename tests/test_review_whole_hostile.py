"""The whole of a paper that means harm is compared in bounds: a second of time, few words, nothing run."""

from __future__ import annotations

import re
import time
from functools import cache
from typing import TYPE_CHECKING

import pytest

from importing_samples import packed, unpacked
from plc_budget.plan.history.saving import Opened, open_plan
from plc_budget.review.cells import MOST
from plc_budget.review.differences import Difference
from plc_budget.review.pages import MOST as MOST_COMMENTS
from plc_budget.review.paper import read_paper_bytes
from plc_budget.review.review import verify
from plc_budget.shipped import data_folder
from returned_files import exported_from
from test_importing_hostile import SOON

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = data_folder() / "plans" / "moe-114-reading-workshop"
SHEETS = 5
PART = "xl/worksheets/sheet{}.xml"
LONG = "+".join(["1"] * 4_000)
RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@cache
def plan() -> Opened:
    """The ministry's plan, with the most formulas of those that ship."""
    found, findings = open_plan(FOLDER)
    assert found is not None, findings
    return found


@cache
def parts(ending: str = ".xlsx") -> dict[str, bytes]:
    """Its workbook."""
    return unpacked(exported_from(FOLDER, ending))


def on_every_sheet(xml: str, old: str = "</sheetData>") -> bytes:
    """Put XML before the end of the rows of every sheet."""
    names = [PART.format(number) for number in range(1, SHEETS + 1)]
    return packed(
        parts()
        | {name: parts()[name].replace(old.encode(), (xml + old).encode()) for name in names}
    )


def scribble() -> bytes:
    """Write two cells in each of 1,900 rows below every sheet, all alike."""
    cells = "".join('<c t="inlineStr"><is><t>如擬</t></is></c>' for _ in range(2))
    return on_every_sheet(f"<row>{cells}</row>" * 1_900)


def long_formulas() -> bytes:
    """Put 8,000 signs before each formula of one sheet."""
    sheet = PART.format(3)
    body = parts()[sheet].replace(b"<f>", f"<f>{LONG}+".encode())
    return packed(parts() | {sheet: body})


def in_document(xml: str) -> bytes:
    """Put rows before the end of every sheet of the .ods."""
    made = parts(".ods")
    content = made["content.xml"].replace(b"</table:table>", f"{xml}</table:table>".encode())
    return packed(made | {"content.xml": content})


def repeated() -> bytes:
    """Let one cell with words stand in all rows and columns there are, on every sheet."""
    return in_document(
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'office:value-type="string" table:number-columns-repeated="16000"><text:p>如擬</text:p>'
        "</table:table-cell></table:table-row>"
    )


def different() -> bytes:
    """Write 1,500 rows of five different words each under every sheet of the .ods."""
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>註{row}之{column}</text:p></table:table-cell>'
            for column in range(5)
        )
        + "</table:table-row>"
        for row in range(1_500)
    )
    return in_document(rows)


def comments() -> bytes:
    """Hang ten thousand comments on one sheet."""
    each = '<comment ref="A{}" authorId="0"><text><t>註</t></text></comment>'
    listed = "".join(each.format(row) for row in range(1, 10_001))
    return related(
        "../comments1.xml",
        {
            "xl/comments1.xml": f'<comments xmlns="{MAIN}"><authors><author>主計</author></authors><commentList>{listed}</commentList></comments>'.encode()
        },
    )


def columns() -> bytes:
    """Hide empty columns of a long sheet thirty thousand times."""
    sheet = PART.format(1)
    hidden = "".join(
        f'<col min="{20 + n % 20}" max="{50 + n % 9999}" hidden="1"/>' for n in range(30_000)
    )
    rows = "<row><c t='inlineStr'><is><t>註</t></is></c></row>" * 1_500
    body = re.sub(rb"<cols>.*?</cols>", f"<cols>{hidden}</cols>".encode(), parts()[sheet])
    body = body.replace(b"</sheetData>", f"{rows}</sheetData>".encode())
    return packed(parts() | {sheet: body})


def related(target: str, more: dict[str, bytes]) -> bytes:
    """Let a sheet name a part as its comments."""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId9" Type="{COMMENTS}" Target="{target}"/></Relationships>'
    )
    return packed(parts() | more | {RELATIONS: relations.encode()})


def repeated_annotation() -> bytes:
    """Hang a comment at a cell that is repeated beyond measure."""
    return in_document(
        '<table:table-row table:number-rows-repeated="99999999"><table:table-cell '
        'table:number-columns-repeated="99999999"><office:annotation><text:p>註</text:p>'
        "</office:annotation></table:table-cell></table:table-row>" * 500
    )


CASES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "rows of scribble": (".xlsx", scribble),
    "formulas of 8,000 signs": (".xlsx", long_formulas),
    "a cell repeated over the sheet": (".ods", repeated),
    "thousands of different words": (".ods", different),
    "thirty thousand hidden columns": (".xlsx", columns),
    "ten thousand comments": (".xlsx", comments),
    "comments of another folder": (".xlsx", lambda: related("../../../../etc/passwd", {})),
    "comments that are the sheet": (".xlsx", lambda: related("../worksheets/sheet1.xml", {})),
    "comments on the net": (".xlsx", lambda: related("http://example.org/c.xml", {})),
    "a comment repeated beyond measure": (".ods", repeated_annotation),
}


def looked_at(data: bytes, ending: str) -> tuple[Difference, ...]:
    """Compare the whole of a file; what is refused has no differences."""
    paper, _ = read_paper_bytes(data, f"back{ending}")
    return verify(paper, plan()).differences if paper is not None else ()


@pytest.mark.slow
@pytest.mark.office
@pytest.mark.parametrize("name", CASES)
def test_the_whole_is_compared_in_bounds(name: str) -> None:
    """Soon, and with no more words than a person can be shown."""
    ending, make = CASES[name]
    data = make()
    looked_at(packed(parts(ending)), ending)
    started = time.process_time()

    found = looked_at(data, ending)

    assert time.process_time() - started < SOON
    assert len(found) <= SHEETS * (MOST + 3) + MOST_COMMENTS
    assert all(len(one.after) <= 10_000 for one in found)


def test_a_comment_that_cannot_be_read_hides_nothing() -> None:
    """A broken part beside a hidden row: the file is refused, and not said to be as it was printed."""
    sheet = PART.format(1)
    body = parts()[sheet].replace(b'<row r="6" ', b'<row r="6" hidden="1" ')
    assert body != parts()[sheet]
    broken = related("../comments1.xml", {"xl/comments1.xml": b"<comments><oops>", sheet: body})

    paper, findings = read_paper_bytes(broken, "back.xlsx")

    assert paper is None
    assert [finding.message.render("en") for finding in findings] == [
        "The file is damaged, or written in a way that this program does not read."
    ]


def test_a_workbook_whose_first_part_is_called_otherwise_is_read_whole() -> None:
    """Some programs write xl/workbook2.xml: what its sheets keep from being seen is still found."""
    sheet = PART.format(1)
    body = parts()[sheet].replace(b'<row r="6" ', b'<row r="6" hidden="1" ')
    made = {
        name.replace("xl/workbook.xml", "xl/workbook2.xml").replace(
            "xl/_rels/workbook.xml", "xl/_rels/workbook2.xml"
        ): data.replace(b"xl/workbook.xml", b"xl/workbook2.xml")
        for name, data in (parts() | {sheet: body}).items()
    }

    assert [str(one.kind) for one in looked_at(packed(made), ".xlsx")] == ["hidden"]


def test_what_is_cut_is_said() -> None:
    """Of ten thousand comments two hundred are shown, and one says that there are more."""
    found = looked_at(comments(), ".xlsx")

    assert [str(one.kind) for one in found] == ["comment"] * MOST_COMMENTS + ["more"]
