"""``plc-budget pay``, ``pack`` and ``settle`` as they are typed, and what scripts read."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from plc_budget.cli import main
from settled_plans import settled_county, settled_ministry


def answer(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict[str, Any]]:
    """Run a command with ``--json``."""
    code = main([*map(str, words), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_settle_tells_lines_sources_and_the_rate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """6,000 + 6,750 + 1,000 = 13,750 of 15,000 are 91.67 %; 1,250 go back to the county."""
    code, told = answer(capsys, "settle", settled_county(tmp_path))

    assert code == 0
    assert (told["total"], told["spent"], told["left"]) == (15_000, 13_750, 1_250)
    assert told["execution_rate"] == "91.67"
    assert told["lines"][1] == {
        "code": "printing",
        "item": "印刷費",
        "approved": 8_000,
        "committed": 0,
        "spent": 6_750,
        "left": 1_250,
        "rate": "84.38",
    }
    assert told["sources"] == [
        {"name": "花蓮縣政府", "share": "100", "paid_in": 15_000, "spent": 13_750, "refund": 1_250}
    ]
    assert told["form"] == "settlement-hualien"


def test_pay_tells_each_payment_with_its_reasons(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """3 × 1,000, nothing withheld, and why."""
    code, told = answer(capsys, "pay", settled_county(tmp_path))

    assert code == 0
    assert told["payments"][0] == {
        "payee": "某校長",
        "line": "speaker_internal",
        "periods": 3.0,
        "gross": 3_000,
        "income_code": "50",
        "tax": 0,
        "tax_reason": "不扣：未達起扣標準88,501元",
        "premium": 0,
        "premium_reason": "不扣：單次未達28,590元",
        "net": 3_000,
    }


def test_without_a_table_the_timetable_says_who_is_paid_and_the_code_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """11 payments of the ministry's plan, 31,500 in all; none has a tax before its code is known."""
    code, told = answer(capsys, "pay", settled_ministry(tmp_path))

    assert code == 1
    assert sum(one["gross"] for one in told["payments"]) == 31_500
    assert {one["tax"] for one in told["payments"]} == {None}
    assert {one["code"] for one in told["findings"]} >= {"INCOME-CODE-MISSING"}


def test_settle_writes_the_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file as named, or one in a folder; another form by its name."""
    plan = settled_county(tmp_path)
    file = tmp_path / "結報.xlsx"

    code, told = answer(capsys, "settle", plan, "--form", "settlement-moe", "-o", file)
    main(["settle", str(plan), "-o", str(tmp_path)])

    assert code == 0
    assert told["file"] == str(file)
    assert file.read_bytes().startswith(b"PK")
    assert len(list(tmp_path.glob("*經費結報表.xlsx"))) == 1


def test_pack_writes_the_papers_of_the_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without LibreOffice the workbook alone."""
    code, told = answer(capsys, "pack", settled_county(tmp_path), "-o", tmp_path / "文件")

    assert code == 0
    assert told["files"] == [str(tmp_path / "文件" / "活動文件.xlsx")]
    assert told["papers"][:2] == ["文件清單", "簽到表"]


def test_a_table_that_cannot_be_read_is_named_with_its_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An amount that is a word: the cell, what is allowed, and no file."""
    plan = settled_county(tmp_path)
    spending = plan / "spending.csv"
    spending.write_text(spending.read_text("utf-8-sig").replace(",6750,", ",六千,"), "utf-8-sig")

    code, told = answer(capsys, "settle", plan, "-o", tmp_path / "a.xlsx")

    assert code == 1
    (wrong,) = told["findings"]
    assert (wrong["code"], wrong["where"]["column"], wrong["where"]["row"]) == (
        "CELL-UNREADABLE",
        "G",
        3,
    )
    assert not (tmp_path / "a.xlsx").exists()


def test_no_form_is_written_over_an_error_unless_it_is_a_draft(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """9,000 more for printing: 6,750 + 9,000 are above 8,000 and the whole above 15,000."""
    plan = settled_county(tmp_path)
    with (plan / "spending.csv").open("a", encoding="utf-8") as table:
        table.write("5,printing,114/6/3,付款,,,9000,丙印刷行,發票,,,定案,加印,\n")
    file = tmp_path / "結報.xlsx"

    code, told = answer(capsys, "settle", plan, "-o", file)

    assert code == 1
    assert "file" not in told
    assert not file.exists()
    code, told = answer(capsys, "settle", plan, "-o", file, "--draft")
    assert (code, told["file"]) == (1, str(file))
    with zipfile.ZipFile(file) as book:
        assert "草稿" in book.read("xl/worksheets/sheet1.xml").decode()


def test_an_approved_copy_that_was_altered_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """80 copies were approved; the frozen copy says 90: nothing is settled against it."""
    plan = settled_county(tmp_path)
    main(["approve", str(plan), "--reference", "府教學字第1140000000號", "--on", "114/4/20"])
    capsys.readouterr()
    frozen = next(plan.glob("approved/budget.csv"))
    frozen.write_bytes(frozen.read_bytes().replace(b",80,", b",90,"))

    code, told = answer(capsys, "settle", plan)

    assert code == 1
    assert "APPROVED-FIGURES" in {one["code"] for one in told["findings"]}
