"""The papers after approval: what they print is what the library says, and they are bound in order."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import office
from plc_budget.export.papers import make_papers
from plc_budget.settlement.ledger import Ledger, read_attendance, read_ledger
from plc_budget.sheets.blocks import Table
from plc_budget.sheets.event_papers import event_papers
from plc_budget.sheets.settlement_sheet import FORMS, form_of, settlement_paper
from settled_plans import settled_county, settled_ministry

DAY = date(2025, 6, 30)
Sheet = dict[str, object]


def ledger_of(folder: Path) -> Ledger:
    """Read the money side of a plan."""
    ledger, findings = read_ledger(folder, today=date(2026, 6, 30))
    assert ledger is not None, findings
    return ledger


def drawn(ledger: Ledger, form: str, file: Path) -> Sheet:
    """Draw a settlement form, and return what its cells hold."""
    data, _ = make_papers([settlement_paper(ledger, form)], ".xlsx", title="結報", day=DAY)
    assert data is not None
    file.write_bytes(data)
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {cell.coordinate: cell.value for row in book.worksheets[0] for cell in row if cell.value}


def row_of(cells: Sheet, words: str) -> list[object]:
    """Return the cells of the first row that begins with some words."""
    place = next(int(name[1:]) for name, value in cells.items() if value == words)
    return [value for name, value in cells.items() if name[1:] == str(place)]


def test_the_ministrys_form_settles_the_county_plan(tmp_path: Path) -> None:
    """15,000 (A, B, C), all of it the funder's: 13,750 spent (E), 1,250 left (F) and due back (G)."""
    ledger = ledger_of(settled_county(tmp_path))
    total = row_of(drawn(ledger, "settlement-moe", tmp_path / "a.xlsx"), "合計")

    assert total[1:] == [15_000, 15_000, 15_000, 1, 13_750, 1_250, 1_250]
    assert ledger.account.sources[0].refund == 1_250


def test_hualiens_form_has_quantity_price_and_slip(tmp_path: Path) -> None:
    """印刷費: 80 × 100 = 8,000 approved, 75 × 90 = 6,750 spent by slip 001, 1,250 left."""
    cells = drawn(ledger_of(settled_county(tmp_path)), "settlement-hualien", tmp_path / "a.xlsx")

    assert row_of(cells, "印刷費")[1:8] == [80, 100, 8_000, 75, 90, 6_750, "傳001"]
    assert any("非縣府原表" in str(value) for value in cells.values())


def test_taichung_rounds_up(tmp_path: Path) -> None:
    """C is rounded to four places, and what goes back is rounded up to the next dollar."""
    ledger = ledger_of(settled_ministry(tmp_path))
    total = row_of(drawn(ledger, "settlement-taichung", tmp_path / "a.xlsx"), "合計")
    approved, grant, ratio, spent, left, refund = total[1:7]

    assert (approved, grant, ratio, spent) == (168_000, 142_800, 0.85, 38_401)
    assert (left, refund) == (168_000 - 38_401, 110_160)  # 129,599 × 0.85 = 110,159.15


def test_the_shares_are_what_was_spent(tmp_path: Path) -> None:
    """支出機關分攤表: 32,641 + 3,840 + 1,920 = 38,401."""
    ledger = ledger_of(settled_ministry(tmp_path))
    cells = drawn(ledger, "settlement-detail", tmp_path / "a.xlsx")
    shares = [row_of(cells, source.name)[1] for source in ledger.account.sources]

    assert shares == [32_641, 3_840, 1_920]
    assert row_of(cells, "合計")[1] == ledger.account.spent == 38_401


def test_the_form_is_that_of_the_funder(tmp_path: Path) -> None:
    """The county's own money goes on Hualien's form, the ministry's on 附件六之一."""
    assert form_of(ledger_of(settled_county(tmp_path))) == "settlement-hualien"
    assert form_of(ledger_of(settled_ministry(tmp_path))) == "settlement-moe"


@pytest.mark.office
def test_libreoffice_comes_to_the_same_on_every_settlement_form(tmp_path: Path) -> None:
    """Every formula of every form, for one source and for three; and on the papers of the day."""
    files: list[Path] = []
    for ledger in (ledger_of(settled_county(tmp_path)), ledger_of(settled_ministry(tmp_path))):
        for form in FORMS:
            files.append(tmp_path / f"{len(files)}.xlsx")
            drawn(ledger, form, files[-1])
        files.append(tmp_path / f"{len(files)}.xlsx")
        data, _ = make_papers(event_papers(ledger), ".xlsx", title="文件", day=DAY)
        files[-1].write_bytes(data or b"")
    ours = [office.stored_values(file) for file in files]

    assert [
        office.differences(*pair) for pair in zip(ours, office.recalculate_all(files), strict=True)
    ] == [[]] * 10


def test_the_papers_of_the_day_are_bound_in_order_and_counted(tmp_path: Path) -> None:
    """A list, the sign-in sheet, 4 receipts, the list of payees, and 3 vouchers: 1 + 1 + 4 + 1 + 3 = 10."""
    papers = event_papers(ledger_of(settled_county(tmp_path)))

    assert [paper.name for paper in papers] == [
        "文件清單",
        "簽到表",
        *(f"領據{n}" for n in range(1, 5)),
        "印領清冊",
        *(f"黏存單{n}" for n in range(1, 4)),
    ]


def test_a_receipt_prints_the_amount_both_ways_and_why_nothing_is_withheld(tmp_path: Path) -> None:
    """3 × 1,000: 參仟元整, 零萬參仟零佰零拾零元整, and the threshold of 114."""
    papers = event_papers(ledger_of(settled_county(tmp_path)))
    words = str(papers[2])

    assert "新臺幣參仟元整" in words
    assert "新臺幣零萬參仟零佰零拾零元整" in words
    assert "不扣：未達起扣標準88,501元" in words


def test_a_sum_stands_only_where_somebody_has_several_payments(tmp_path: Path) -> None:
    """One payee is paid twice, 3,000 + 1,000; the others once."""
    folder = settled_county(tmp_path)
    payments = folder / "payments.csv"
    payments.write_text(
        payments.read_text("utf-8-sig").replace("另一校長", "某校長"), encoding="utf-8-sig"
    )
    paper = next(one for one in event_papers(ledger_of(folder)) if one.name == "印領清冊")

    assert str(paper).count("小計") == 2  # the key of its row, and its words


def test_who_is_invited_stands_on_the_sign_in_sheet_behind_the_speakers(tmp_path: Path) -> None:
    """Two people are named, so no blank rows are printed."""
    folder = settled_county(tmp_path)
    (folder / "attendance.csv").write_text(
        "name,unit,title\n甲教師,甲國小,教師\n乙教師,乙國中,組長\n", encoding="utf-8-sig"
    )
    people, findings = read_attendance(folder)
    paper = event_papers(ledger_of(folder), people)[1]

    assert findings == []
    assert [one.name for one in people] == ["甲教師", "乙教師"]
    assert "甲教師" in str(paper)


def test_no_personal_number_stands_anywhere(tmp_path: Path) -> None:
    """身分證, address and account are empty boxes."""
    for paper in event_papers(ledger_of(settled_county(tmp_path))):
        for table in (block for block in paper.blocks if isinstance(block, Table)):
            for row in table.lines:
                cells = {
                    column.name: cell.value
                    for column, cell in zip(table.columns, row.cells, strict=True)
                    if cell is not None
                }
                assert not any(cells.get(name) for name in ("id", "address", "bank"))


def vouchers_of(folder: Path) -> list[str]:
    """Return what stands in the boxes of each 黏存單, and its purpose."""
    found = []
    for paper in event_papers(ledger_of(folder)):
        for table in (one for one in paper.blocks if isinstance(one, Table)):
            if table.name == "voucher":
                cells = [str(cell.value) for cell in table.lines[0].cells if cell is not None]
                found.append(f"{''.join(cells[2:-1])} {cells[-1]}")
    return found


def test_every_digit_of_a_voucher_stands_in_its_box(tmp_path: Path) -> None:
    """1,234,567 for speakers' travel: seven digits, none cut off."""
    folder = settled_county(tmp_path)
    with (folder / "spending.csv").open("a", encoding="utf-8") as file:
        file.write("5,printing,114/6/3,付款,,,1234567,丙印刷行,發票,,,定案,大批印刷,\n")

    assert "－1234567 大批印刷" in vouchers_of(folder)


def test_what_was_taken_back_has_no_voucher(tmp_path: Path) -> None:
    """1,000 for stationery is taken back whole, 50 come back from the printer: neither is pasted."""
    folder = settled_county(tmp_path)
    with (folder / "spending.csv").open("a", encoding="utf-8") as file:
        file.write("5,misc,114/6/3,沖正,,,1000,,,,,定案,重複列帳,4\n")
        file.write("6,printing,114/6/3,退款,,,50,甲印刷行,,,,定案,溢付退回,2\n")

    assert [one.split()[-1] for one in vouchers_of(folder)[1:]] == ["研習手冊"]
    cells = drawn(ledger_of(folder), "settlement-hualien", tmp_path / "form.xlsx")
    assert 90 not in row_of(cells, "印刷費"), "6,750 - 50 is not 75 × 90"
