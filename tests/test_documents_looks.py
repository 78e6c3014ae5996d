"""How the 實施計畫 is set: what stays on one page, what is wide enough, what a reader is told of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

import text_documents
from plc_budget.documents.model import Document, Heading, Paragraph, Table, find_kept
from plc_budget.documents.styles import SHAPES, WIDTH, Style
from plc_budget.documents.whole import document_of
from plc_budget.documents.word import write_docx
from plc_budget.plan import Plan
from situations import county_plan, ministry_plan, plan_of, row
from varied_plans import plans

POINT = 25.4 / 72
"""[mm]"""


def tables(plan: Plan) -> dict[str, Table]:
    """Return the tables of a document by their names."""
    return {block.name: block for block in document_of(plan).blocks if isinstance(block, Table)}


def part(plan: Plan, name: str) -> str:
    """Write a plan and unpack a part of it."""
    return text_documents.parts_of(write_docx(document_of(plan)))[name].decode()


def widest(words: str, size: int) -> float:
    """Return how wide words are in one line, a Chinese sign as wide as it is high. [mm]"""
    return sum(1 if sign >= "\u2e80" else 0.5 for sign in words) * size * POINT


@pytest.mark.parametrize("plan", [county_plan(), ministry_plan()], ids=lambda plan: plan.id)
def test_no_figure_of_the_budget_is_broken(plan: Plan) -> None:
    """2,500元/人次 and 168,000元 stand in one line each; the table is as wide as the text."""
    table = tables(plan)["經費概算"]
    broken = [
        cell.text
        for line in table.rows[:-1]
        for cell, width in zip(line.cells[1:-1], table.widths[1:-1], strict=True)
        if cell.text != "設備及投資" and widest(cell.text, table.size) + 2.8 > width
    ]

    assert broken == []
    assert sum(table.widths) == WIDTH


@settings(max_examples=60)
@given(plans)
def test_whatever_is_planned_leaves_room_for_the_words(plan: Plan) -> None:
    """However long a figure, a note keeps 28 mm, an item as much or all it needs, and the page is full."""
    table = tables(plan)["經費概算"]
    needed = max(widest(line.cells[0].text, table.size) for line in table.rows) + 2.8

    assert sum(table.widths) == WIDTH
    assert table.widths[0] >= min(needed, 28)
    assert table.widths[-1] >= 28


def test_what_the_county_says_of_its_money_stands_in_one_line() -> None:
    """上述經費各項目間得依實際情況勻支。 is seventeen signs of 12 points."""
    table = tables(county_plan())["經費概算"]

    assert widest(county_plan().details.reallocation.sentence, table.size) + 2.8 <= table.widths[-1]


def test_what_introduces_a_table_stays_with_it() -> None:
    """二、研習規劃 and 捌、經費概算 never stand alone at the end of a page."""
    blocks = document_of(county_plan()).blocks
    before = [
        keeps
        for keeps, following in zip(find_kept(blocks), blocks[1:], strict=False)
        if isinstance(following, Table)
    ]

    assert before == [True] * 4


def test_a_heading_that_says_all_on_its_line_binds_none() -> None:
    """伍、參加對象：… stays on the first page though 柒、實施方式 begins the next one."""
    said, short = Heading("伍、參加對象", "：各校召集人。"), Heading("柒、實施方式")

    assert find_kept([said, short, Paragraph("一、…", Style.FIRST)]) == [False, True, False]


def test_the_last_lines_stand_with_the_boxes() -> None:
    """A line, 合計 and 總計 are on the page that is signed; every paragraph of a row says so."""
    table = tables(ministry_plan())["經費概算"]
    assert [line.keeps_next for line in table.rows] == [False] * 19 + [True] * 3

    word = part(ministry_plan(), "word/document.xml")
    (total,) = [
        line for line in re.findall("<w:tr>.*?</w:tr>", word, re.DOTALL) if "168,000元" in line
    ]
    bound = [
        _binds(name, own)
        for name, own in re.findall(r'<w:pStyle w:val="(\w+)"/>\s*(<w:keepNext/>)?', total)
    ]
    assert bound == [True] * 7


def _binds(style: str, own: str) -> bool:
    return bool(own) or style == "CellStrong"


def test_long_tables_name_their_columns_on_every_page() -> None:
    """The timetable, the budget and the form: the form has two rows of headings."""
    assert part(county_plan(), "word/document.xml").count("<w:tblHeader/>") == 4


def test_whoever_reads_aloud_is_told_the_language_and_the_title() -> None:
    """Chinese as in Taiwan, for digits and Latin letters as well; a screen reader asks for no more."""
    told = part(county_plan(), "docProps/core.xml")

    assert "<dc:language>zh-TW</dc:language>" in told
    assert f"<dc:title>{county_plan().details.title}</dc:title>" in told
    assert '<w:lang w:val="zh-TW" w:eastAsia="zh-TW"' in part(county_plan(), "word/styles.xml")


def test_every_table_has_a_name_for_who_cannot_see_it() -> None:
    """研習規劃, 經費概算, 核章欄 and 問卷調查."""
    content = part(county_plan(), "word/document.xml")

    named = [f'<w:tblCaption w:val="{name}"/>' in content for name in tables(county_plan())]
    assert named == [True] * 4


def test_what_follows_a_heading_on_its_line_is_as_large_as_the_text() -> None:
    """12 points, not the 14 of the heading."""
    content = part(county_plan(), "word/document.xml")
    (run,) = [
        one for one in re.findall("<w:r>.*?</w:r>", content, re.DOTALL) if "：線上研習。" in one
    ]

    assert '<w:b w:val="0"/>' in run
    assert '<w:sz w:val="24"/>' in run


def test_the_list_of_styles_is_short() -> None:
    """A planner who edits it in Word finds the styles of the document, none of a template's hundred."""
    styles = part(county_plan(), "word/styles.xml")
    names = re.findall(r'<w:style [^>]*w:type="paragraph"[^>]*>\s*<w:name w:val="([^"]*)"', styles)

    assert sorted(names) == sorted(["Normal", *(shape.name for shape in SHAPES.values())])


def test_a_document_of_nothing_is_kept_by_nothing() -> None:
    """No block, no page."""
    empty = Document("無", (), county_plan().details.event.day)

    assert find_kept(empty.blocks) == []
    assert find_kept(document_of(plan_of(row("文具", 100, 10))).blocks)[-1] is False
