"""The workbook in other hands: LibreOffice computes it anew, validators read it, paper is printed."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

import office
import plc_budget
from plc_budget.budget import price_budget
from plc_budget.cli import main
from plc_budget.money import capital_amount
from sheet_plans import bytes_of, plan_of

if TYPE_CHECKING:
    from plc_budget.plan import Plan

pytestmark = pytest.mark.office

SHIPPED = sorted((plc_budget.data_folder() / "plans").iterdir())
HEAD = "code,category,item,unit_price,unit,quantity,times,rate,base\n"
TIMETABLE = (
    "start,end,activity,speaker,organisation,speaker_kind,paid_minutes\n"
    "09:00,09:40,甲,講師甲,甲校,internal,\n09:40,11:00,乙,講師甲,甲校,internal,\n"
    "11:00,12:20,丙,講師乙,乙校,external,40\n11:00,12:20,丁,講師丙,丙校,external,40\n"
    "13:00,13:10,休息,,,,\n13:10,16:10,戊,講師丁,丁校,external,\n"
)


def shipped(folder: Path) -> Plan:
    """Load a plan that comes with plc-budget."""
    plan, _ = plc_budget.load_plan(folder)
    assert plan is not None
    return plan


def saved(folder: Path, plans: list[Plan]) -> list[Path]:
    """Write workbooks to files."""
    paths = [folder / f"{number}.xlsx" for number in range(len(plans))]
    for path, plan in zip(paths, plans, strict=True):
        path.write_bytes(bytes_of(plan))
    return paths


def random_plan(seed: int) -> Plan:
    """Make a plan of odd prices, quantities, times and percentages."""
    dice = random.Random(seed)  # noqa: S311 - test data, not a secret
    lines = []
    for number in range(dice.randint(1, 25)):
        price = Decimal(dice.randint(0, 400_000)) / dice.choice([1, 10, 100])
        quantity = Decimal(dice.randint(0, 5_000)) / dice.choice([1, 2, 10])
        account = dice.choice(["業務費", "設備及投資"])
        lines.append(
            f"l{number},{account},項目{number},{price},份,{quantity},{dice.randint(1, 18)},,"
        )
    rate = Decimal(dice.randint(1, 9_999)) / 100
    lines.append(f"rate,業務費,補充保費,,,,,{rate},{' '.join(f'l{i}' for i in range(len(lines)))}")
    lines.append("fee,業務費,外聘講座鐘點費,1999.5,節,,,,")
    text = HEAD.replace("quantity", "quantity,from") + "\n".join(
        _with_source(line) for line in lines
    )
    return plan_of(text, TIMETABLE, f'[periods]\npolicy = "{dice.choice(POLICIES)}"\n')


POLICIES = ["speaker-fee-period", "period-elementary", "period-junior-high", "period-clock-hour"]


def _with_source(line: str) -> str:
    cells = line.split(",")
    source = "timetable:external" if cells[0] == "fee" else ""
    return ",".join([*cells[:6], source, *cells[6:]])


def test_libreoffice_computes_every_value_we_stored(tmp_path: Path) -> None:
    """Recalculated from scratch, each cell of each sheet of 30 plans is the one we stored."""
    plans = [*map(shipped, SHIPPED), *map(random_plan, range(28))]
    paths = saved(tmp_path, plans)
    ours = [office.stored_values(path) for path in paths]
    theirs = office.recalculate_all(paths)
    assert [office.differences(a, b) for a, b in zip(ours, theirs, strict=True)] == [[]] * len(
        plans
    )


TOTALS = [
    0,
    5,
    10,
    15,
    20,
    100,
    105,
    110,
    1_005,
    1_010,
    10_005,
    10_050,
    10_500,
    15_000,
    100_500,
    105_000,
    110_000,
    1_000_005,
    10_000_000,
    10_010_000,
    100_000_005,
    100_010_000,
    600_007_738,
    2_019_000_010,
    1_000_010_000,
    9_000_000_100,
    20_105_000,
]


def test_the_capitals_follow_the_sum_when_libreoffice_spells_them(tmp_path: Path) -> None:
    """大寫 is live: the number format of a spreadsheet and our own writer agree."""
    plans = [plan_of(f"{HEAD}x,業務費,雜支,{total},,1,,,\n") for total in TOTALS]
    spelled = [
        sheets["經費概算表"]["B7"] for sheets in office.recalculate_all(saved(tmp_path, plans))
    ]
    assert spelled == [
        f"新台幣 {capital_amount(total).removesuffix('元整')} 元整" for total in TOTALS
    ]


def test_an_edit_in_another_program_gives_what_the_library_gives(tmp_path: Path) -> None:
    """Change a quantity, a price and minutes with openpyxl; LibreOffice and the library agree."""
    path = tmp_path / "edited.xlsx"
    path.write_bytes(bytes_of(shipped(SHIPPED[0])))
    book = openpyxl.load_workbook(path)
    sheet = book["經費概算表"]
    sheet["C6"], sheet["B7"] = 65, 1_234.5
    book["課程表與節數"]["B13"] = 820 / (24 * 60)  # 綜合座談 goes on until 13:40
    book.save(path)
    amounts = office.recalculate(path)["經費概算表"]

    plan = shipped(SHIPPED[0])
    rows = [
        plan.rows[0],
        replace(plan.rows[1], quantity=Decimal(65)),
        replace(plan.rows[2], unit_price=Decimal("1234.5")),
    ]
    slots = [*plan.timetable[:-1], replace(plan.timetable[-1], end=820)]
    periods = plc_budget.count_periods(slots, plan.working.policy)
    budget, _ = price_budget(rows, {"internal": periods.of_kind("internal")})
    assert [amounts[f"D{row}"] for row in (5, 6, 7)] == [line.amount for line in budget.lines]
    assert amounts["D8"] == budget.total == 7_000 + 65 * 100 + 1_235
    assert "壹萬肆仟柒佰參拾伍" in str(amounts["B9"])


def test_a_wrong_sum_shows_on_the_precheck(tmp_path: Path) -> None:
    """Type over an amount: the sum worked out anew on 主計預檢表 no longer agrees and says 不符."""
    path = tmp_path / "tampered.xlsx"
    path.write_bytes(bytes_of(shipped(SHIPPED[0])))
    book = openpyxl.load_workbook(path)
    book["經費概算表"]["D6"] = 9_000
    book.save(path)
    answers = office.recalculate(path)["主計預檢表"]
    proof = next(cell for cell, value in answers.items() if "另行重算" in str(value))
    assert answers[f"A{proof[1:]}"] == "不符"


def test_it_prints_on_a4_with_the_words_of_the_document(tmp_path: Path) -> None:
    """Every page is A4, the approval sheet is one page upright, kai is the font."""
    pdf = office.to_pdf(saved(tmp_path, [shipped(SHIPPED[0])])[0])
    assert {tuple(sorted(size)) for size in office.page_sizes(pdf)} == {tuple(sorted(office.A4))}
    assert office.page_sizes(pdf)[0] == office.A4
    words = office.pdf_text(pdf)
    for part in ("經費項目", "1,000元/節", "15,000元", "壹萬伍仟", "承辦人", "會辦主計處"):
        assert part in words


def test_a_long_budget_prints_its_header_on_every_page(tmp_path: Path) -> None:
    """200 lines take several pages; each names its columns."""
    lines = "".join(f"l{i},業務費,項目{i},{i},,1,,,\n" for i in range(200))
    pdf = office.to_pdf(saved(tmp_path, [plan_of(HEAD + lines)])[0])
    pages = [
        page for page in office.pdf_text(pdf).split("\f") if "項目1" in page and "單價(元)" in page
    ]
    assert len(pages) >= 3


def changed_workbook(folder: Path) -> Path:
    """Export the county's plan, approved and then changed: with 經費調整對照表 and 異動紀錄."""
    plan = Path(shutil.copytree(SHIPPED[0], folder / "plan"))
    main(["approve", str(plan), "--reference", "府教課字第1140000001號", "--on", "114/4/20"])
    main(
        ["reallocate", str(plan), "--set", "printing=60", "--apply", "--reason", "=1+1 改為電子檔"]
    )
    main(["export", str(plan), "-o", str(folder / "changed.xlsx")])
    return folder / "changed.xlsx"


def test_the_change_table_is_live_and_computed_alike(tmp_path: Path) -> None:
    """Its new side follows 經費概算表: after an edit there, LibreOffice shows another difference."""
    path = changed_workbook(tmp_path)
    assert office.differences(office.stored_values(path), office.recalculate(path)) == []
    book = openpyxl.load_workbook(path)
    book["經費概算表"]["C6"] = 50
    book.save(path)
    after = office.recalculate(path)["經費調整對照表"]
    row = next(cell[1:] for cell, value in after.items() if value == "印刷費")
    assert (after[f"G{row}"], after[f"H{row}"]) == (50 * 100, 50 * 100 - 80 * 100)


@pytest.mark.validators
def test_strict_validators_pass_every_kind_of_workbook(tmp_path: Path) -> None:
    """Microsoft's validator, a second one and our own for overlaps find nothing."""
    plans = [*map(shipped, SHIPPED), random_plan(7)]
    paths = [*saved(tmp_path, plans), changed_workbook(tmp_path)]
    wrong = {path.name: office.validate_ooxml(path) for path in paths}
    assert [found for found in wrong.values() if found] == []
