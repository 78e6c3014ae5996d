"""What we spare XlsxWriter changes no byte: every part is the one a plain XlsxWriter writes."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter
from hypothesis import given, settings

from plc_budget.checks import check_plan
from plc_budget.comparison import compare_budgets
from plc_budget.sheets import export_xlsx, xlsx, xlsx_quick
from plc_budget.sheets.container import packed
from plc_budget.sheets.passport import passport_of
from plc_budget.sheets.xlsx import PROVEN, XlsxWorkbook, xlsx_workbook
from plc_budget.sheets.xlsx_quick import QuickWorkbook
from situations import county_plan, ministry_plan
from varied_plans import long_plan, made_plans

if TYPE_CHECKING:
    from collections.abc import Callable

    from plc_budget.plan import Plan

ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


def test_an_upgrade_of_xlsxwriter_is_proven_before_it_is_relied_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The installed one is named as proven (add it once all tests here pass); another is used as it is."""
    assert xlsxwriter.__version__ in PROVEN
    assert type(xlsx_workbook({})) is QuickWorkbook
    monkeypatch.setattr(xlsxwriter, "__version__", "3.999")
    assert type(xlsx_workbook({})) is XlsxWorkbook


def parts(data: bytes) -> list[tuple[object, ...]]:
    """List the parts of a file in their order: name, what zipfile says of each, and its bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return [
            (one.filename, one.date_time, one.compress_type, one.flag_bits, one.external_attr,
             one.create_version, one.extract_version, one.CRC, archive.read(one))
            for one in archive.infolist()
        ]  # fmt: skip


def exported(plan: Plan, **options: Any) -> tuple[bytes, bytes]:  # noqa: ANN401 - handed on
    """Export a plan as we do, and through the plain XlsxWriter."""
    findings = check_plan(plan)
    ours = export_xlsx(plan, findings, **options)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xlsx, "PROVEN", frozenset())
        return ours, export_xlsx(plan, findings, **options)


def assert_same(plan: Plan, **options: Any) -> None:  # noqa: ANN401 - handed on
    """Compare the two part by part."""
    ours, plain = exported(plan, **options)
    assert parts(ours) == parts(plain)


@pytest.mark.parametrize("plan", [county_plan, ministry_plan, long_plan])
def test_a_shipped_or_long_plan_is_written_as_the_plain_xlsxwriter_does(
    plan: Callable[[], Plan],
) -> None:
    """3 lines, a ministry's form, 200 lines: first with nothing remembered, then with everything."""
    xlsx_quick._STYLES.clear()  # noqa: SLF001 - what is remembered between workbooks
    xlsx_quick._model.cache_clear()  # noqa: SLF001
    assert_same(plan())
    assert_same(plan(), draft=True, passport=passport_of(plan()))


def test_a_change_is_written_as_the_plain_xlsxwriter_does() -> None:
    """經費調整對照表 has looks and formulas of its own."""
    plan = ministry_plan()
    before = replace(plan.budget, lines=plan.budget.lines[1:])
    assert_same(plan, comparison=compare_budgets(before, plan.budget))


@settings(max_examples=25, deadline=None)
@given(plan=made_plans())
def test_any_plan_is_written_as_the_plain_xlsxwriter_does(plan: Plan) -> None:
    """Whatever lines, timetable, prices and units: nothing of another plan is left in the file."""
    assert_same(plan)


def both(write: Callable[[Any, Any], object]) -> tuple[Any, Any]:
    """Let the same be written into one sheet of ours and one of the plain XlsxWriter."""
    written = []
    for kind in (QuickWorkbook, XlsxWorkbook):
        font = {"font_name": "標楷體", "font_size": 12}  # XlsxWriter adds to what it is given
        book = kind({"default_format_properties": font})
        book.set_properties({"created": datetime(2025, 5, 31)})  # noqa: DTZ001 - else it is now
        write(book, book.add_worksheet("表"))
        written.append(parts(book.written()))
    return written[0], written[1]


@pytest.mark.parametrize(
    "text",
    ["a & b", "<b>", '"', " 前", "後 ", "\t", "一\n二", "\n", "_x000D_", "\x01", "\r", "\ufffe", "\uffff", "<r>x</r>", "\u3000全形", "長" * 40_000],
    ids=ascii,
)  # fmt: skip
def test_a_text_is_escaped_as_the_plain_xlsxwriter_does(text: str) -> None:
    """Signs XML or Excel would read otherwise, spaces at the ends, a text that is too long."""

    def write(book: Any, sheet: Any) -> None:  # noqa: ANN401 - of either kind
        look = book.add_format({"bold": True})
        for row in range(2):
            sheet.write_string(row, 0, "一", look)
            sheet.write_string(row, 1, text, look)
            sheet.write_formula(row, 2, '=IF(1<2,"&","")', look, text[:100])

    ours, plain = both(write)
    assert ours == plain


@pytest.mark.parametrize(
    "value", [*ERRORS, "#其他", "", True, False, 0, -1, 1.5, 1e-7, 2**53], ids=str
)
def test_the_value_of_a_formula_is_stored_as_the_plain_xlsxwriter_does(value: object) -> None:
    """Errors of Excel, texts that look like one, truth, whole and other numbers."""
    ours, plain = both(
        lambda book, sheet: sheet.write_formula(3, 2, "=A1&B1", book.add_format({"border": 1}), value)
    )  # fmt: skip
    assert ours == plain


def test_what_our_sheets_never_do_xlsxwriter_does_itself() -> None:
    """Cells without a look, truth, dates, arrays, new functions, rows below others, far columns."""

    def write(book: Any, sheet: Any) -> None:  # noqa: ANN401 - of either kind
        look = book.add_format({"num_format": "0.0", "bg_color": "#FFC7CE"})
        sheet.write_string(40, 3, "後", look)
        sheet.write_string(5, 700, "遠")
        sheet.write_string(5, 1, "前", look)
        sheet.write_boolean(5, 2, boolean=True, cell_format=look)
        sheet.write_formula(6, 0, "=UNIQUE(A1:A9)", look, 3)
        sheet.write_formula(6, 1, "=_xlfn.CONCAT(A1:A9)", look, "x")
        sheet.write_formula(6, 2, "{=SUM(A1:A9*2)}", look, 3)
        sheet.write_number(7, 0, 0.1 + 0.2)
        sheet.write_blank(7, 1, None)
        sheet.set_row(8, 30, look)
        sheet.set_row(90, 30)
        sheet.set_column(1, 3, 12.5, look)
        sheet.merge_range(10, 0, 12, 3, "併", look)

    ours, plain = both(write)
    assert ours == plain


def test_looks_alike_are_one_also_in_the_next_workbook() -> None:
    """Three bold looks are one style of the file; the workbook after it gets it as it was."""

    def write(book: Any, sheet: Any) -> None:  # noqa: ANN401 - of either kind
        looks = [book.add_format({"bold": True}) for _ in range(3)]
        for row, look in enumerate(looks):
            sheet.write_number(row, 0, row, look)

    first, plain = both(write)
    assert first == plain
    again, _ = both(write)
    assert again == plain


def test_a_container_is_what_zipfile_writes() -> None:
    """Small parts and ones beyond the small window, remembered or not: zipfile reads and says the same."""
    noise = "".join(f"{n * n:x}" for n in range(30_000))
    texts = [("a.xml", "<a/>"), ("b/c.xml", "甲" * 9_000), ("d.xml", noise), ("a2.xml", "")]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in texts:
            one = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            one.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(one, text)
    for is_kept in (bool, lambda _: False, bool):
        assert parts(packed(texts, is_kept)) == parts(buffer.getvalue())


def test_only_what_says_nothing_of_a_plan_is_remembered() -> None:
    """Two plans in turn: sheets, texts, chart and properties are each one's own."""
    plans = [county_plan(), ministry_plan(), county_plan()]
    first, _, again = (exported(plan)[0] for plan in plans)
    assert first == again
    kept = [name for name in zipfile.ZipFile(io.BytesIO(first)).namelist()
            if xlsx_quick._ALIKE.fullmatch(name)]  # noqa: SLF001  # fmt: skip
    assert not [
        name for name in kept if re.search("sheet[0-9]+.xml$|String|chart[0-9]|docProps", name)
    ]
