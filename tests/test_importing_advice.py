"""What is advised for a file that is not read back leads to one that is."""

from __future__ import annotations

from pathlib import Path

import pytest

import plc_budget
from plc_budget.cli import main

COUNTY = plc_budget.data_folder() / "plans" / "hualien-113-plc-conveners"
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le")
FLAT = b'<?xml version="1.0" encoding="UTF-8"?><office:document/>'


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """Hand a file to a command that reads papers back, and return what it complains of."""
    capsys.readouterr()
    assert main([*map(str, words)]) == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(("name", "data"), [("舊.xls", OLD_EXCEL), ("平.fods", FLAT)])
def test_an_old_format_is_saved_as_one_that_is_read_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes
) -> None:
    """.xls and .fods: save it as .xlsx or .ods; a CSV, which would be refused again, is not advised."""
    (tmp_path / name).write_bytes(data)
    for words in (("verify", tmp_path / name), ("take-in", tmp_path / name, COUNTY)):
        said = refused(capsys, *words)
        assert (".xlsx" in said, ".ods" in said, "CSV" in said) == (True, True, False)


@pytest.mark.parametrize(
    "ending", [".docx", pytest.param(".odt", marks=pytest.mark.office), ".pdf"]
)
def test_a_paper_of_ours_is_verified_by_its_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    """The text and the PDF of a plan are not read back: take the .xlsx or .ods of that version."""
    file = tmp_path / f"甲校{ending}"
    if ending == ".pdf":
        file.write_bytes(b"%PDF-1.7\n")
    else:
        assert main(["export", str(COUNTY), "-o", str(file)]) == 0
    said = refused(capsys, "verify", file)
    assert (".xlsx" in said, ".ods" in said) == (True, True)
