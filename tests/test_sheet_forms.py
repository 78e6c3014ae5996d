"""An official form is a file: what it says is drawn and worked out, and no code knows its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import office
from plc_budget.checks import check_plan
from plc_budget.comparison import compare_budgets
from plc_budget.rules import shipped_cards
from plc_budget.sheets.blocks import Sentence
from plc_budget.sheets.forms import Filling, FormError, form_paper, read_form
from plc_budget.sheets.formulas import FormulaError, evaluate
from plc_budget.sheets.layout import lay_out
from plc_budget.sheets.render import render_workbook
from plc_budget.sheets.workbook import write_workbook
from plc_budget.shipped import data_folder
from sheet_plans import bytes_of, opened
from sheet_plans import plan_of as read_plan
from situations import county_plan, ministry_plan, plan_of, row

FORMS = sorted((data_folder() / "forms").iterdir())
SETTLEMENT = """
id = "settlement-of-a-city"
sheet = "經費收支結算表"
page = { is_wide = true }

[source]
document = "某市政府教育局 114_04版"
confidence = "secondary"
checked = 2026-12-01

[[blocks]]
kind = "title"
words = "{school}經費收支結算表"

[[blocks]]
kind = "sentence"
cell = { value = "計畫名稱：{title}", look = "plain", across = 6 }
beside = "單位：新臺幣元"

[[blocks]]
kind = "table"
name = "accounts"
repeats = true

[[blocks.columns]]
name = "account"
heading = "核定項目"
width = 24
[[blocks.columns]]
name = "A"
heading = "核定計畫金額(A)"
width = 14
shown = "#,##0"
[[blocks.columns]]
name = "B"
heading = "核定補(捐)助金額(B)"
width = 14
shown = "#,##0"
[[blocks.columns]]
name = "C"
heading = "比率(C=B/A)"
width = 12
shown = "0.00%"
formula = '=IF({A}=0,"-",ROUND({B}/{A},4))'
[[blocks.columns]]
name = "D"
heading = "實支總額(D)"
width = 14
shown = "#,##0"
is_input = true
[[blocks.columns]]
name = "E"
heading = "計畫結餘款(E=A-D)"
width = 14
shown = "#,##0"
formula = "={A}-{D}"
[[blocks.columns]]
name = "F"
heading = "應繳回本局結餘款(F=E*C)"
width = 18
shown = "#,##0"

[[blocks.foot]]
key = "合計"
height = 26
[blocks.foot.cells]
account = { value = "合計", look = "strong" }
A = { formula = "=SUM({A@*})", shown = "#,##0", look = "total" }
B = { formula = "=SUM({B@*})", shown = "#,##0", look = "total" }
C = { formula = "=ROUND({B}/{A},4)", shown = "0.00%", look = "total" }
D = { formula = "=SUM({D@*})", shown = "#,##0", look = "total" }
E = { formula = "={A}-{D}", shown = "#,##0", look = "total" }
F = { formula = "=ROUNDUP({E}*{C},0)", shown = "#,##0", look = "total" }

[[blocks]]
kind = "table"
name = "shares"
[[blocks.columns]]
name = "payer"
heading = "分攤機關名稱"
across = 2
[[blocks.columns]]
name = "amount"
heading = "分攤金額(元)"
shown = "#,##0"
[[blocks.columns]]
name = "remark"
heading = "說明"
across = 2
[[blocks.foot]]
key = "合計"
[blocks.foot.cells]
payer = { value = "合計", look = "strong" }
amount = { formula = "=SUM({amount@*})", shown = "#,##0", look = "total" }
remark = { value = "□全額 □部分", look = "small", down = 2 }
[[blocks.foot]]
key = "差額"
[blocks.foot.cells]
payer = { value = "與實支總額之差額", look = "text" }
amount = { formula = "={amount@合計}-{accounts!D@合計}", shown = "#,##0", look = "total" }

[[blocks]]
kind = "sentence"
[blocks.cell]
look = "plain"
formula = '=IF({accounts!D@合計}/{accounts!A@合計}<80%,"執行率未達80%，原因：","")'

[[blocks]]
kind = "signatures"
boxes = ["承辦單位", "主辦會計", "校長"]
"""
FILLING = Filling(
    {"school": "康樂國小", "title": "社群研習"},
    {
        "accounts": [
            ("operating", {"account": "業務費(經常門)", "A": 80_000, "B": 60_000, "D": 55_001}),
            ("capital", {"account": "設備及投資(資本門)", "A": 0, "B": 0, "D": 0}),
        ],
        "shares": [("city", {"payer": "本局", "amount": 50_000}), ("own", {"payer": "自籌"})],
    },
)


def drawn(folder: Path, form: str = SETTLEMENT, filling: Filling = FILLING) -> bytes:
    """Write a form to a file of a folder, fill it in and draw it."""
    file = folder / "settlement-of-a-city.toml"
    file.write_text(form, encoding="utf-8")
    layout = lay_out([form_paper(read_form(file), filling)])
    day = date(2026, 12, 1)
    return render_workbook(layout, header="", footer="", properties={}, day=day).data


def test_a_form_of_a_file_is_drawn_with_its_letters_and_its_figures(tmp_path: Path) -> None:
    """80,000 − 55,001 = 24,999 are left, 75 % of it 18,749.25, which this city rounds up."""
    sheet = opened(drawn(tmp_path), values=True)["經費收支結算表"]
    rows = [list(cells) for cells in sheet.iter_rows(values_only=True)]

    assert rows[0][0] == "康樂國小經費收支結算表"
    assert rows[1] == ["計畫名稱：社群研習", *[None] * 5, "單位：新臺幣元"]
    assert rows[2][3] == "比率(C=B/A)"
    assert rows[3] == ["業務費(經常門)", 80_000, 60_000, 0.75, 55_001, 80_000 - 55_001, None]
    assert rows[4][3] == "-"
    assert rows[5] == ["合計", 80_000, 60_000, 0.75, 55_001, 24_999, 18_750]
    assert rows[11][0] == "執行率未達80%，原因："
    assert [one for one in rows[12] if one] == ["承辦單位", "主辦會計", "校長"]


def test_a_second_table_stands_on_the_columns_of_the_first(tmp_path: Path) -> None:
    """支出機關分攤表: a name over two columns, and a remark over two columns and two rows."""
    data = drawn(tmp_path)
    sheet = opened(data, values=True)["經費收支結算表"]
    rows = [list(cells[:5]) for cells in sheet.iter_rows(min_row=7, max_row=11, values_only=True)]

    assert rows == [
        ["分攤機關名稱", None, "分攤金額(元)", "說明", None],
        ["本局", None, 50_000, None, None],
        ["自籌", None, None, None, None],
        ["合計", None, 50_000, "□全額 □部分", None],
        ["與實支總額之差額", None, 50_000 - 55_001, None, None],
    ]
    assert {str(one) for one in sheet.merged_cells.ranges} >= {"A8:B8", "D8:E8", "D10:E11"}
    assert opened(data)["經費收支結算表"]["C11"].value == "=C10-E6"


def test_its_formulas_are_live_and_only_what_it_says_may_be_typed(tmp_path: Path) -> None:
    """What was spent is an input; the rest follows it."""
    sheet = opened(drawn(tmp_path))["經費收支結算表"]
    free = {one.coordinate for cells in sheet for one in cells if not one.protection.locked}

    assert sheet["F4"].value == "=B4-E4"
    assert (sheet["B6"].value, sheet["G6"].value) == ("=SUM(B4:B5)", "=ROUNDUP(F6*D6,0)")
    assert free == {"E4", "E5"}
    assert sheet.page_setup.orientation == "landscape"


def test_two_papers_of_one_form_each_sum_their_own(tmp_path: Path) -> None:
    """A workbook of 領據 or of schools: 100 on the one, 200 on the other, and neither finds the other's."""
    file = tmp_path / "settlement-of-a-city.toml"
    file.write_text(SETTLEMENT, encoding="utf-8")
    papers = []
    for name, spent in (("甲 校", 100), ("乙校", 200)):
        lines = {
            "accounts": [("a", {"A": 1_000, "B": 1_000, "D": spent})],
            "shares": [("b", {"amount": spent})],
        }
        paper = form_paper(read_form(file), Filling(FILLING.values, lines))
        papers.append(replace(paper, name=name))
    layout = lay_out(papers)
    day = date(2026, 12, 1)
    book = render_workbook(layout, header="", footer="", properties={}, day=day)
    sheets = opened(book.data, values=True)

    assert [sheets[name]["E5"].value for name in ("甲 校", "乙校")] == [100, 200]
    assert [values["C9"] for values in book.values] == [0, 0], (
        "what the sources bear is what was spent"
    )
    assert layout.cells("accounts!D@合計") == "'甲 校'!E5"


@pytest.mark.parametrize(
    ("formula", "spelled"),
    [
        ("={A}-{D}", "=B7-E7"),
        ("=SUM({A@*})", "=SUM(B4:B5)"),
        ("={$A@*}", "=$B$4:$B$5"),
        ("={A@operating:合計}", "=B4:B6"),
        ("={accounts!F@合計}", "=G6"),
        ('=IF({A}=0,"{{A}}","")', '=IF(B7=0,"{A}","")'),
    ],
)
def test_a_formula_finds_its_cells_by_table_row_and_column(
    tmp_path: Path, formula: str, spelled: str
) -> None:
    """Three rows of titles and headings stand above; nobody counts them."""
    file = tmp_path / "settlement-of-a-city.toml"
    file.write_text(SETTLEMENT, encoding="utf-8")
    layout = lay_out([form_paper(read_form(file), FILLING)])

    assert layout.spell(formula, "經費收支結算表", "accounts", 6) == spelled
    assert layout.spell("={accounts!A@合計}") == "=經費收支結算表!B6"


@pytest.mark.office
def test_libreoffice_comes_to_the_same_on_every_form(tmp_path: Path) -> None:
    """The city's, and 經費調整對照表 of plans with times, percentages and a new line."""
    changed = plan_of(
        row("講師費", 2_000, 3, code="fee"),
        row("補充保費", rate="2.11", base=("fee",), code="premium"),
        row("助理", 196, 8, times="2.5", code="helper"),
    )
    before = plan_of(row("講師費", 2_000, 4, code="fee"), row("雜支", 500, 1, code="misc"))
    books = [drawn(tmp_path)]
    for old, new in ((before, changed), (county_plan(), county_plan())):
        same = compare_budgets(old.budget, new.budget)
        books.append(write_workbook(new, check_plan(new), comparison=same).data)
    paths = [tmp_path / f"{number}.xlsx" for number in range(len(books))]
    for path, book in zip(paths, books, strict=True):
        path.write_bytes(book)
    ours = [office.stored_values(path) for path in paths]

    assert len(ours[0]["經費收支結算表"]) > 30
    assert [
        office.differences(*pair) for pair in zip(ours, office.recalculate_all(paths), strict=True)
    ] == [[]] * 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('heading = "核定項目"', 'heading = "核定項目"\nwide = 3', "blocks[3].columns[1].wide"),
        ("width = 24", 'width = "24"', "blocks[3].columns[1].width"),
        ('sheet = "經費收支結算表"\n', "", "form.sheet: missing"),
        ('kind = "title"', 'kind = "headline"', "headline"),
        ('look = "strong"', 'look = "stronger"', "foot[1].cells[1].look"),
        ("repeats = true", 'keeps = "some"', "blocks[3].keeps"),
        ("repeats = true", 'repeats = "yes"', "blocks[3].repeats"),
        ('"secondary"', '"certain"', "form.source.confidence"),
        ("\nD = {", "\nX = {", "no column X"),
        ("={A}-{D}", "={E}", "={E}"),
        ("{school}", "{village}", "village"),
        ('name = "accounts"', 'name = "items"', "items"),
        ("={A}-{D}", "={A}-{D}-", "={A}-{D}-"),
    ],
)
def test_a_form_that_says_what_nobody_knows_is_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    """A key or a name that is silently ignored would be worse than no form; its place is named."""
    with pytest.raises((FormError, FormulaError)) as refused:
        drawn(tmp_path, SETTLEMENT.replace(old, new, 1))

    assert said in str(refused.value)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_shipped_form_says_where_it_is_from(path: Path) -> None:
    """Its id is its name, it has a source with a date, and the rules it asks about are cards of ours."""
    form = read_form(path)

    assert form.id == path.stem
    assert form.source.document
    assert form.source.checked >= date(2026, 1, 1)
    sentences = [block for block in form.blocks if isinstance(block, Sentence)]
    assert {sentence.binds for sentence in sentences} - {""} <= set(shipped_cards())


@pytest.mark.parametrize(
    ("plan", "is_said"), [(county_plan(), False), (ministry_plan(), True)], ids=["county", "moe"]
)
def test_that_it_is_a_template_is_said_where_the_ministrys_rule_binds(
    plan: object, *, is_said: bool
) -> None:
    """A county that pays for itself has no 附件五."""
    same = compare_budgets(plan.budget, plan.budget)  # type: ignore[attr-defined]  # a Plan
    data = write_workbook(plan, [], comparison=same).data  # type: ignore[arg-type]  # the same
    words = [str(one) for cells in opened(data)["經費調整對照表"].values for one in cells]

    assert any(one.startswith("本表為範本") for one in words) is is_said


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1+2*3-4/2", 1 + 2 * 3 - Fraction(4, 2)),
        ("=-(1+2)*50%", Fraction(-3, 2)),
        ("=ROUND(2.5,0)+ROUND(-2.5,0)", 0),
        ("=ROUNDUP(1.01,0)*10+ROUNDDOWN(1.99,0)", 21),
        ("=ROUND(1234.565,2)", Fraction(123_457, 100)),
        ("=SUM({amounts},4)", 1 + 2 + 3 + 4),
        ("=MAX({amounts})-MIN({amounts})", 2),
        ('=IF(1<=0.5,1,"無")&"、"&1.5', "無、1.5"),
        ('=IF(0=0,"-",1/0)', "-"),
        ('="一""二{{三}}"', '一"二{三}'),
    ],
)
def test_a_formula_is_worked_out_as_a_spreadsheet_does(formula: str, value: object) -> None:
    """Half is rounded away from nothing, an error nobody asks for is none, and nothing is a float."""
    assert evaluate(formula, lambda _: [Fraction(1), Fraction(2), Fraction(3)]) == value


@pytest.mark.parametrize(
    "formula", ["=1+", "=1/0", '="一"+1', "=INDIRECT(1)", "=(1", "={a}+1", "=SUM(", "="]
)
def test_a_formula_without_a_value_is_refused(formula: str) -> None:
    """So a form never prints a figure that is none."""
    with pytest.raises(FormulaError):
        evaluate(formula, lambda _: [Fraction(1), Fraction(2)])


def test_braces_a_planner_typed_name_no_cells() -> None:
    """Item, note and sentence are printed as they stand, in the formula of 總計 as well."""
    more = '[reallocation]\nsentence = "{amount@*}"\n'
    plan = read_plan(
        "code,category,item,unit_price,quantity,note\nx,業務費,{amount},1,1,{{合計}}\n",
        more=more,
    )
    sheet = opened(bytes_of(plan, draft=True))["經費概算表"]

    assert [sheet[place].value for place in ("A5", "F5", "F6")] == [
        "{amount}",
        "{{合計}}",
        "{amount@*}",
    ]
