"""The whole 實施計畫: what stands in it, read back by another reader."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import text_documents
from plc_budget.documents.model import Cell, Row, Table, lay_out, words_of
from plc_budget.documents.whole import document_of
from plc_budget.documents.word import write_docx
from plc_budget.money import capital_amount
from plc_budget.plan import Plan
from plc_budget.plan.details import Feedback, Organisers, Participants, Section
from plc_budget.sheets.passport import make_passport, read_passport
from sheet_plans import bytes_of, opened
from situations import again, county_plan, lesson, ministry_plan, plan_of, requantified, row
from text_documents import Grid, Paper
from varied_plans import plans

COUNTY_SECTIONS = [
    "壹、依據",
    "貳、緣起",
    "參、計畫目標",
    "肆、辦理單位",
    "伍、參加對象",
    "陸、研習地點（暫訂）",
    "柒、實施方式",
    "捌、經費概算",
    "玖、預期效益",
]
FORM = "學校社群召集人增能研習研習活動回饋表"
ODD = "<b>&amp;</b> & \"引號\" 'x' {PAGE} ${y} ]]> <w:br/> %s \\n"


def detailed(plan: Plan, **facts: Any) -> Plan:  # noqa: ANN401 - facts of a plan are of many types
    """Change what ``plan.toml`` says."""
    return again(plan, replace(plan.details, **facts))


def paper(plan: Plan, *, draft: bool = False) -> Paper:
    """Write a plan and read it back."""
    return text_documents.read(written(plan, draft=draft), ".docx")


def written(plan: Plan, *, draft: bool = False) -> bytes:
    """Write a plan."""
    return write_docx(document_of(plan, draft=draft, passport=make_passport(plan)))


def table(found: Paper, first: str) -> Grid:
    """Return the table whose first cell says so."""
    return next(grid for grid in found.tables if grid[0][0] == first)


def amount(words: str) -> Decimal:
    """Read 1,000元/節 as 1000."""
    return Decimal(words.partition("元")[0].replace(",", ""))


def test_the_sections_are_the_countys() -> None:
    """壹 to 玖 stand in the order of the county's own document, under its headings; the form is last."""
    heads = paper(county_plan()).headings

    assert [head.partition("：")[0] for head in heads] == [*COUNTY_SECTIONS, FORM]
    assert heads[4].startswith("伍、參加對象：花蓮縣教師專業發展實踐方案地方輔導群成員、")
    assert heads[5] == "陸、研習地點（暫訂）：線上研習。"
    assert heads[7] == "捌、經費概算：由花蓮縣政府自行籌辦經費"


def test_the_budget_is_the_countys_table() -> None:
    """1,000 × 6 = 6,000, 100 × 80 = 8,000, 1,000 × 1 = 1,000; together 15,000, spelled out."""
    grid = table(paper(county_plan()), "經費項目")

    assert grid == [
        ["經費項目", "單價(元)", "數量", "總價(元)", "說明"],
        ["內聘講師鐘點費", "1,000元/節", "6", "6,000元", "1.依實際執行需求調整講師名單。"],
        ["印刷費", "100元", "80", "8,000元", ""],
        ["雜支", "1,000元", "1", "1,000元", ""],
        ["合計", "-", "-", "15,000元", "上述經費各項目間得依實際情況勻支。"],
        ["總計", "新台幣 壹萬伍仟 元整（由花蓮縣政府自籌經費，不申請精進計畫補助）", "", "", ""],
    ]


def test_the_timetable_shows_what_is_paid() -> None:
    """120 + 80 + 40 minutes are 3 + 2 + 1 = 6 periods, each shown once beside its rows."""
    grid = table(paper(county_plan()), "時間")

    assert [line[0] for line in grid] == [
        "時間",
        "09:00-09:40",
        "09:40-11:00",
        "11:00-12:20",
        "",
        "12:20-13:00",
        "合計",
    ]
    assert [line[3] for line in grid] == ["節數", "3", "", "2", "", "1", "6節"]
    assert grid[1][2] == "康樂國小\n蔣淑芳校長"


def test_the_feedback_form_stands_last_with_its_scale() -> None:
    """Five items on a scale of 1 to 5, then the open question; nothing stands behind it."""
    found = paper(county_plan())
    form = found.tables[-1]

    assert FORM in found.paragraphs
    assert form[1] == ["", "1", "2", "3", "4", "5"]
    assert len(form) == 2 + 5 + 1
    assert form[2][0] == "1.本次研習主講者講述表達恰當、分析內容精闢。"
    assert form[7][0].startswith("6.研習心得(感受最深的部分")


@pytest.mark.parametrize("plan", [county_plan(), ministry_plan()], ids=lambda plan: plan.id)
def test_the_boxes_are_the_plans(plan: Plan) -> None:
    """Who signs is read from the plan, with a row below to sign in."""
    first, *_ = plan.details.signatures
    names, seals = table(paper(plan), first)

    assert tuple(names) == plan.details.signatures
    assert seals == [""] * len(names)


def agrees(plan: Plan, found: Paper) -> None:
    """Compare every figure of a document with the plan's."""
    grid = table(found, "經費項目")
    at = {name: grid[0].index(name) for name in grid[0]}
    lines, total, words = grid[1:-2], grid[-2], grid[-1]
    assert [line[0] for line in lines] == [line.name for line in plan.budget.lines]
    for line, printed in zip(plan.budget.lines, lines, strict=True):
        assert amount(printed[at["單價(元)"]]) == line.unit_price
        shown = printed[at["數量"]]
        factor = Decimal(shown.rstrip("%").replace(",", ""))
        assert factor == (line.quantity if line.row.rate is None else line.row.rate)
        assert amount(printed[at["總價(元)"]]) == line.amount
    assert amount(total[at["總價(元)"]]) == plan.budget.total
    assert capital_amount(plan.budget.total).removesuffix("元整") in words[1]
    if plan.timetable:
        periods = [line[3] for line in table(found, "時間")[1:]]
        numbers = [Decimal(one) for one in periods if one[:1].isdigit() and "節" not in one]
        assert sum(numbers, Decimal(0)) == plan.working.total


def test_every_figure_of_the_ministrys_plan_is_the_plans() -> None:
    """Nineteen lines in two accounts, with times and a percentage: none differs."""
    found = paper(ministry_plan())

    agrees(ministry_plan(), found)
    head, *lines = table(found, "經費項目")
    premium = dict(zip(head, lines[4], strict=True))
    assert (premium["單價(元)"], premium["數量"], premium["總價(元)"]) == (
        "31,500元",
        "2.11%",
        "665元",
    )


@settings(max_examples=10)
@given(plans)
def test_every_figure_of_any_plan_is_the_plans(plan: Plan) -> None:
    """Whatever is planned, the file says it as it is."""
    agrees(plan, paper(plan))


def test_a_file_is_dated_by_its_plan() -> None:
    """No part carries the time it was written at, only the plan's day: 114年5月31日."""
    parts = text_documents.parts_of(written(county_plan())).values()

    assert set(re.findall(rb"20\d\d-\d\d-\d\dT", b"".join(parts))) == {b"2025-05-31T"}


def test_what_looks_like_markup_stays_text() -> None:
    """A title, an item, a speaker and a section of odd signs are read back sign by sign."""
    plan = plan_of(row(ODD, 100, 2, note=ODD), timetable=[lesson("9:00", "9:50", speaker=ODD)])
    plan = detailed(plan, title=ODD, sections=(Section("壹", ODD, ODD),))
    found = paper(plan)

    assert found.paragraphs[0] == ODD
    assert found.headings[0] == f"壹、{ODD}"
    assert ODD in found.paragraphs
    assert ODD in {cell for grid in found.tables for line in grid for cell in line}


def test_a_draft_says_so_on_every_page() -> None:
    """In the header, and only there: the body of a draft is the body of the plan."""
    draft, final = (paper(county_plan(), draft=draft) for draft in (True, False))

    assert draft.header == "草稿（未完成核章，不得作為支用依據）"
    assert final.header == ""
    assert draft.paragraphs == final.paragraphs


def test_the_footer_carries_page_and_passport() -> None:
    """The passport of a document is the one of the workbook made of the same figures."""
    footer = paper(county_plan()).footer

    assert footer.startswith("第 1 頁／共 1 頁\n")
    assert read_passport(footer) == make_passport(county_plan())


def test_the_font_is_kai_for_every_script() -> None:
    """Word takes the font of Chinese from eastAsia, and that of digits from ascii: both are 標楷體."""
    styles = text_documents.parts_of(written(county_plan()))["word/styles.xml"].decode()
    (fonts,) = re.findall(r"<w:docDefaults>.*?(<w:rFonts[^>]*>)", styles, re.DOTALL)

    assert [f'w:{script}="標楷體"' in fonts for script in ("eastAsia", "ascii", "hAnsi")] == [
        True
    ] * 3
    assert "Theme" not in fonts


def headings(plan: Plan) -> list[str]:
    """Name the sections of a plan without what stands behind them, and without its form."""
    found = paper(plan).headings
    return [head.partition("：")[0] for head in found if head != FORM]


def test_numbers_are_counted_without_a_gap() -> None:
    """A plan that names nobody has no 辦理單位, 參加對象 and 研習地點; what follows moves up."""
    plan = detailed(county_plan(), organisers=Organisers(), participants=Participants())
    assert headings(plan) == [
        "壹、依據",
        "貳、緣起",
        "參、計畫目標",
        "肆、研習地點（暫訂）",
        "伍、實施方式",
        "陸、經費概算",
        "柒、預期效益",
    ]


def test_a_place_that_is_settled_has_no_mark() -> None:
    """縣立圖書館 is where it is; 暫訂 alone is no place, and stays as it was written."""
    settled, unnamed = (
        detailed(county_plan(), event=replace(county_plan().details.event, venue=venue))
        for venue in ("縣立圖書館", "（暫訂）")
    )

    assert paper(settled).headings[5] == "陸、研習地點：縣立圖書館。"
    assert paper(unnamed).headings[5] == "陸、研習地點：（暫訂）。"


def test_a_section_of_the_plans_own_gives_the_words() -> None:
    """Who writes 經費概算 himself has his text above the table, and the section once."""
    own = Section("捌", "經費概算", "一、本計畫經費由縣府支應。")
    plan = detailed(county_plan(), sections=(*county_plan().details.sections, own))
    found = paper(plan)

    assert headings(plan) == COUNTY_SECTIONS
    assert "一、本計畫經費由縣府支應。" in found.paragraphs
    assert table(found, "經費項目")[-2][3] == "15,000元"


def test_sections_without_a_number_stand_last() -> None:
    """They follow the numbered ones and take the next numbers."""
    extra = (Section("", "獎勵", "依規定敘獎。"), Section("附註", "其他", "未盡事宜另訂。"))
    plan = detailed(county_plan(), sections=(*county_plan().details.sections, *extra))

    assert headings(plan)[9:] == ["拾、獎勵", "拾壹、其他"]


def test_a_plan_of_one_line_is_a_document() -> None:
    """Without timetable, sections and form there is who, for whom, when and the budget."""
    found = paper(plan_of(row("文具", 100, 10)))

    assert [head.partition("：")[0] for head in found.headings] == [
        "壹、辦理單位",
        "貳、參加對象",
        "參、實施方式",
        "肆、經費概算",
    ]
    assert "一、辦理時間與場次：114年10月14日辦理，共計1場次。" in found.paragraphs
    assert len(found.tables) == 2


def test_a_form_of_open_questions_alone_has_no_scale() -> None:
    """A question is one wide cell with room below it."""
    form = Feedback("回饋表", open_questions=("建議：",))
    found = paper(detailed(county_plan(), feedback=form))

    assert found.tables[-1] == [["1.建議："]]


def test_days_stand_above_their_rows() -> None:
    """Two days are two bands across the table, with the day of the week."""
    grid = table(paper(ministry_plan()), "時間")

    bands = [line[0] for line in grid if line[0].startswith("115年")]
    assert bands == ["115年1月28日（星期三）", "115年1月29日（星期四）"]


def test_a_changed_quantity_changes_the_document_everywhere() -> None:
    """70 copies are 7,000: the line, the sum 14,000 and 壹萬肆仟 follow; nothing is typed twice."""
    words = "".join(words_of(document_of(requantified(county_plan(), printing=70)).blocks))

    assert ("7,000元" in words, "14,000元" in words, "壹萬肆仟" in words) == (True, True, True)
    assert ("8,000元" in words, "15,000元" in words, "壹萬伍仟" in words) == (False, False, False)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_a_grid_covers_every_place_once(heights: list[int]) -> None:
    """Whatever cells hang down, each row has a slot for each column."""
    deep = max(heights)
    top = Row(tuple(Cell(str(at), rows=height) for at, height in enumerate(heights)))
    rest = [
        Row(tuple(Cell("x") for height in heights if height <= below)) for below in range(1, deep)
    ]
    grid = lay_out(Table("t", (10,) * len(heights), (top, *rest)))

    assert [[slot.column for slot in line] for line in grid] == [[*range(len(heights))]] * deep


def test_cells_that_do_not_fill_a_row_are_refused() -> None:
    """A table that is not whole is a mistake of ours, found before a file is written."""
    with pytest.raises(ValueError, match="2 columns"):
        lay_out(Table("t", (10, 10), (Row((Cell("a"),)),)))


@pytest.mark.parametrize("plan", [county_plan(), ministry_plan()], ids=lambda plan: plan.id)
def test_the_total_is_spelled_as_on_the_sheet(plan: Plan) -> None:
    """總計 reads the same, sign by sign, in the workbook that goes along."""
    sheet = opened(bytes_of(plan), values=True)["經費概算表"]
    spelled = {cell.value for line in sheet.iter_rows() for cell in line}

    assert table(paper(plan), "經費項目")[-1][1] in spelled
