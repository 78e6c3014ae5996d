"""How the 實施計畫 is set: what stays on one page, what is wide enough, what a reader is told of it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

import text_documents
from plc_budget.documents import DOCUMENTS, document_of
from plc_budget.documents.model import Document, Heading, Paragraph, Table, kept
from plc_budget.documents.styles import WIDTH, Style
from plc_budget.plan import Plan
from situations import county_plan, ministry_plan, plan_of, row
from varied_plans import plans

ENDINGS = tuple(DOCUMENTS)
POINT = 25.4 / 72
"""[mm]"""


def tables(plan: Plan) -> dict[str, Table]:
    """Return the tables of a document by their names."""
    return {block.name: block for block in document_of(plan).blocks if isinstance(block, Table)}


def parts(plan: Plan, ending: str) -> dict[str, str]:
    """Write a plan and unpack it."""
    data = DOCUMENTS[ending](document_of(plan))
    return {name: part.decode() for name, part in text_documents.parts_of(data).items()}


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
        for keeps, following in zip(kept(blocks), blocks[1:], strict=False)
        if isinstance(following, Table)
    ]

    assert before == [True] * 4


def test_a_heading_that_says_all_on_its_line_binds_none() -> None:
    """伍、參加對象：… stays on the first page though 柒、實施方式 begins the next one."""
    said, short = Heading("伍、參加對象", "：各校召集人。"), Heading("柒、實施方式")

    assert kept([said, short, Paragraph("一、…", Style.FIRST)]) == [False, True, False]


def test_the_last_lines_stand_with_the_boxes() -> None:
    """A line, 合計 and 總計 are on the page that is signed; every paragraph of a row says so."""
    table = tables(ministry_plan())["經費概算"]
    assert [line.keeps_next for line in table.rows] == [False] * 19 + [True] * 3

    word = parts(ministry_plan(), ".docx")["word/document.xml"]
    (total,) = [line for line in re.findall("<w:tr>.*?</w:tr>", word) if "168,000元" in line]
    bound = [_binds(name, own) for name, own in
             re.findall(r'<w:pStyle w:val="(\w+)"/>(<w:keepNext/>)?', total)]  # fmt: skip
    assert bound == [True] * 7

    text = parts(ministry_plan(), ".odt")["content.xml"]
    looks = dict(re.findall('<style:style style:name="([^"]+)"[^>]*>(.*?)</style:style>', text))
    rows = re.findall("<table:table-row .*?</table:table-row>", text)
    (total,) = [line for line in rows if "168,000元" in line]
    names = re.findall('<text:p text:style-name="([^"]+)"', total)
    own = ["always" if 'fo:keep-with-next="always"' in looks[name] else "" for name in names]
    assert [*map(_binds, (name.partition("-")[0] for name in names), own)] == [True] * 7


def _binds(style: str, own: str) -> bool:
    return bool(own) or style == "CellStrong"


def test_libreoffice_keeps_rows_as_word_does() -> None:
    """Without this setting the names of who signs can stand on one page and the boxes on the next."""
    assert (
        '<config:config-item config:name="TableRowKeep" config:type="boolean">true<'
        in parts(county_plan(), ".odt")["settings.xml"]
    )


@pytest.mark.parametrize(
    ("ending", "part", "mark"),
    [(".docx", "word/document.xml", "<w:tblHeader/>"),
     (".odt", "content.xml", "<table:table-header-rows>")],
)  # fmt: skip
def test_long_tables_name_their_columns_on_every_page(ending: str, part: str, mark: str) -> None:
    """The timetable, the budget and the form: the form has two rows of headings."""
    many = 4 if ending == ".docx" else 3

    assert parts(county_plan(), ending)[part].count(mark) == many


@pytest.mark.parametrize("ending", ENDINGS)
def test_whoever_reads_aloud_is_told_the_language_and_the_title(ending: str) -> None:
    """Chinese as in Taiwan, for digits and Latin letters as well; a screen reader asks for no more."""
    found = parts(county_plan(), ending)
    told = found["docProps/core.xml" if ending == ".docx" else "meta.xml"]

    assert "<dc:language>zh-TW</dc:language>" in told
    assert f"<dc:title>{county_plan().details.title}</dc:title>" in told
    if ending == ".docx":
        assert '<w:lang w:val="zh-TW" w:eastAsia="zh-TW"/>' in found["word/styles.xml"]
    else:
        assert 'fo:language="zh" fo:country="TW"' in found["styles.xml"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_table_has_a_name_for_who_cannot_see_it(ending: str) -> None:
    """研習規劃, 經費概算, 核章欄 and 問卷調查."""
    part, mark = {
        ".docx": ("word/document.xml", '<w:tblCaption w:val="{}"/>'),
        ".odt": ("content.xml", "<table:title>{}</table:title>"),
    }[ending]
    content = parts(county_plan(), ending)[part]

    assert [mark.format(name) in content for name in tables(county_plan())] == [True] * 4


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_follows_a_heading_on_its_line_is_as_large_as_the_text(ending: str) -> None:
    """12 points, not the 14 of the heading."""
    found = parts(county_plan(), ending)
    if ending == ".docx":
        said = '<w:bCs w:val="0"/><w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr><w:t xml:space="preserve">：線上研習。'
        assert said in found["word/document.xml"]
    else:
        look = re.search(r'<style:style style:name="Plain".*?</style:style>', found["content.xml"])
        assert look is not None
        assert 'style:font-size-asian="12pt"' in look[0]


def test_a_page_without_a_header_begins_at_the_margin() -> None:
    """20 mm in both formats; a draft has its header in these."""
    plain, draft = (
        DOCUMENTS[".odt"](replace(document, header=header))
        for document in [document_of(county_plan())]
        for header in ("", "草稿")
    )

    assert b'fo:margin-top="20mm"' in text_documents.parts_of(plain)["styles.xml"]
    assert b'fo:margin-top="10mm"' in text_documents.parts_of(draft)["styles.xml"]


def test_a_document_of_nothing_is_kept_by_nothing() -> None:
    """No block, no page."""
    empty = Document("無", (), county_plan().details.event.day)

    assert kept(empty.blocks) == []
    assert kept(document_of(plan_of(row("文具", 100, 10))).blocks)[-1] is False
