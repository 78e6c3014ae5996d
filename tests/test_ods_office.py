"""The .ods in other hands: LibreOffice computes and prints it, a validator reads it."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import office
import opendocument
from plc_budget.checks import check_plan
from plc_budget.cli import main
from plc_budget.sheets import export_ods, export_xlsx
from sheet_plans import plan_of
from situations import county_plan, ministry_plan
from test_sheet_office import HEAD, SHIPPED, TOTALS, random_plan
from varied_plans import long_plan

if TYPE_CHECKING:
    from plc_budget.plan import Plan

pytestmark = pytest.mark.office


def saved(folder: Path, plans: list[Plan], *, draft: bool = False) -> list[Path]:
    """Write each plan as .xlsx and .ods, in turn."""
    paths = []
    for number, plan in enumerate(plans):
        findings = check_plan(plan)
        for ending, export in ((".xlsx", export_xlsx), (".ods", export_ods)):
            paths.append(folder / f"{number}{ending}")
            paths[-1].write_bytes(export(plan, findings, draft=draft))
    return paths


def changed(folder: Path, ending: str) -> Path:
    """Export the county's plan, approved and then changed: with every sheet there is."""
    plan = Path(shutil.copytree(SHIPPED[0], folder / ending[1:] / "plan"))
    main(["approve", str(plan), "--reference", "府教課字第1140000001號", "--on", "114/4/20"])
    main(
        ["reallocate", str(plan), "--set", "printing=60", "--apply", "--reason", "=1+1 改為電子檔"]
    )
    target = folder / f"changed{ending}"
    main(["export", str(plan), "-o", str(target)])
    return target


def test_libreoffice_computes_every_value_we_stored(tmp_path: Path) -> None:
    """Recalculated from scratch, each cell of each sheet of 20 plans is the one of the .xlsx."""
    plans = [county_plan(), ministry_plan(), *map(random_plan, range(18))]
    paths = saved(tmp_path, plans)
    ours = [office.stored_values(path) for path in paths[::2]]
    theirs = office.recalculate_all(paths[1::2])
    assert [office.differences(a, b) for a, b in zip(ours, theirs, strict=True)] == [[]] * len(
        plans
    )


def test_the_capitals_follow_the_sum(tmp_path: Path) -> None:
    """大寫 is live in .ods as in .xlsx, for totals with every kind of zero."""
    plans = [plan_of(f"{HEAD}x,業務費,雜支,{total},,1,,,\n") for total in TOTALS]
    paths = saved(tmp_path, plans)
    spelled = [sheets["經費概算表"]["B7"] for sheets in office.recalculate_all(paths[1::2])]
    assert spelled == [office.stored_values(path)["經費概算表"]["B7"] for path in paths[::2]]


LIMITED = r'(content-validation-name="val[0-9]"[^>]* office:value="){}(")'
"""An input of 經費概算表 in the file, by its value."""


def edited(data: bytes, pattern: str, by: str) -> bytes:
    """Change the content of a document as another program would: exactly one place."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename == "content.xml":
                words, count = re.subn(pattern, by, part.decode())
                assert count == 1
                part = words.encode()
            new.writestr(info, part)
    return buffer.getvalue()


def test_an_edit_moves_the_sum_the_capitals_and_the_answers(tmp_path: Path) -> None:
    """65 copies instead of 80: 15,000 − 1,500; 110 copies: 3,000 too much, and 不符 in the precheck."""
    data = export_ods(county_plan(), check_plan(county_plan()))
    paths = []
    for copies in (65, 110):
        paths.append(tmp_path / f"{copies}.ods")
        paths[-1].write_bytes(edited(data, LIMITED.format(80), rf"\g<1>{copies}\g<2>"))
    fewer, more = office.recalculate_all(paths)
    assert fewer["經費概算表"]["D8"] == 13_500
    assert "壹萬參仟伍佰" in str(fewer["經費概算表"]["B9"])
    assert more["經費概算表"]["D8"] == 18_000
    answers = more["主計預檢表"]
    limit = next(name for name, words in answers.items() if "合計未逾核定" in str(words))
    assert answers[f"A{limit[1:]}"] == "不符"


def test_both_print_the_same_pages(tmp_path: Path) -> None:
    """Page by page the same signs on the same paper, drafts and long ones too.

    Lines of a cell may break elsewhere: 避頭尾 is kept in the .ods, which can ask for it.
    """
    paths = [*saved(tmp_path, [county_plan(), ministry_plan(), long_plan(60)], draft=True),
             changed(tmp_path, ".xlsx"), changed(tmp_path, ".ods")]  # fmt: skip
    pdfs = office.to_pdfs(paths)
    for xlsx, ods in zip(pdfs[::2], pdfs[1::2], strict=True):
        assert office.page_sizes(ods) == office.page_sizes(xlsx)
        theirs, ours = (office.pdf_text(pdf).split("\f") for pdf in (xlsx, ods))
        assert list(map(signs, ours)) == list(map(signs, theirs))


def signs(page: str) -> list[str]:
    """Return what is printed on a page, wherever its lines end."""
    return sorted("".join(page.split()))


def test_the_bars_are_printed_with_their_figures(tmp_path: Path) -> None:
    """The chart of 經費分配 is drawn by LibreOffice from the cells: title, names and amounts."""
    (pdf,) = office.to_pdfs(saved(tmp_path, [county_plan()])[1:])
    page = office.pdf_text(pdf).split("\f")[4]
    assert "各項目金額（元）" in page
    assert page.count("8,000") >= 2  # in the table and at the bar (and perhaps at the axis)


def test_a_mark_shows_when_the_total_is_more_than_the_approved_one(tmp_path: Path) -> None:
    """Above 15,000 the total turns red, in the file LibreOffice writes anew as in ours."""
    path = saved(tmp_path, [county_plan()])[1]
    (again,) = office.convert([path], "ods")
    for data in (path.read_bytes(), again.read_bytes()):
        document = opendocument.read(data)
        style = document.styles[document.tables["經費概算表"].styles["D8"]]
        mark = style.find(opendocument.full("style:map"))
        assert mark is not None
        assert mark.get(opendocument.full("style:condition")) == "cell-content()>15000"


def test_libreoffice_keeps_what_the_sheet_is_set_to(tmp_path: Path) -> None:
    """Protection, unlocked cells, limits, repeated rows and the printed area survive LibreOffice."""
    (again,) = office.convert(saved(tmp_path, [county_plan()])[1:], "ods")
    document = opendocument.read(again.read_bytes())
    table = document.tables["經費概算表"]
    assert table.attributes[opendocument.full("table:protected")] == "true"
    assert (
        table.attributes[opendocument.full("table:print-ranges")] == "經費概算表.A1:經費概算表.E12"
    )
    assert document.property(table.styles["C6"], "style:cell-protect") == "none"
    assert document.property(table.styles.get("D6", ""), "style:cell-protect") != "none"
    assert {"B5", "B6", "B7", "C6", "C7"} <= table.validated.keys()
    assert table.repeated == [4]


def test_the_schema_of_the_standard_finds_nothing(tmp_path: Path) -> None:
    """Every part of every kind of workbook is valid OpenDocument 1.3, the chart included."""
    paths = [*saved(tmp_path, [county_plan(), ministry_plan(), random_plan(7)], draft=True)[1::2],
             changed(tmp_path, ".ods")]  # fmt: skip
    assert [office.validate_odf(path) for path in paths] == [[]] * len(paths)


def test_the_schema_finds_what_is_wrong(tmp_path: Path) -> None:
    """A judge that never complains is none: an attribute nobody knows is found, in the chart too."""
    path = tmp_path / "wrong.ods"
    data = export_ods(county_plan(), check_plan(county_plan()))
    path.write_bytes(edited(data, "<office:spreadsheet>", '<office:spreadsheet table:wrong="1">'))
    assert office.validate_odf(path) != []
