"""LibreOffice works a file for approval out once more where it is there, and the sheet says so."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import plc_budget
from app_states import app_of, do, seen
from plc_budget.cli import main
from plc_budget.export import libreoffice
from plc_budget.export.equality import DISAGREES
from plc_budget.export.libreoffice import FAILED, MISSING, VARIABLE
from plc_budget.export.making import COMPARED, NOT_COMPARED
from stand_in_office import posix, stand_in

pytestmark = posix

COUNTY = plc_budget.data_folder() / "plans" / "hualien-113-plc-conveners"


def exported(folder: Path, *words: str, name: str = "a.xlsx") -> tuple[int, bytes, list[str]]:
    """Export the county's plan; return the exit code, the file, and the codes of what was found."""
    target = folder / name
    with pytest.MonkeyPatch.context() as patch:
        out = io.StringIO()
        patch.setattr("sys.stdout", out)
        code = main(["export", str(COUNTY), "-o", str(target), "--json", *words])
    told: dict[str, Any] = json.loads(out.getvalue())
    codes = [finding["code"] for finding in told["findings"]]
    return code, target.read_bytes() if target.is_file() else b"", codes


def test_a_file_for_approval_is_worked_out_where_libreoffice_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was asked for: one start, and it is said that the formulas come to the same."""
    office = stand_in(tmp_path, monkeypatch)
    code, _, codes = exported(tmp_path)

    assert (code, office.starts) == (0, ["xlsx 1"])
    assert codes.count(COMPARED) == 2
    assert NOT_COMPARED not in codes


def test_with_it_and_without_it_the_bytes_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A computer without LibreOffice, one that is told not to ask it, one that asked it: one file."""
    _, without, codes = exported(tmp_path)
    office = stand_in(tmp_path, monkeypatch)
    _, quick, _ = exported(tmp_path, "--no-recalculate")
    assert (office.starts, codes.count(COMPARED), NOT_COMPARED in codes) == ([], 1, False)
    _, compared, _ = exported(tmp_path)

    assert quick == without == compared


@pytest.mark.parametrize("words", [["--draft"], ["--draft", "--recalculate"], []])
def test_a_draft_and_a_text_do_not_wait(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is compared in a draft, and a .docx has no formulas: LibreOffice is not started."""
    office = stand_in(tmp_path, monkeypatch)
    code, *_ = exported(tmp_path, *words, name="a.xlsx" if words else "a.docx")
    assert (code, office.starts) == (0, [])


def test_a_libreoffice_that_fails_stops_no_xlsx(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It dies: the file is the one without it, a notice names what went wrong, and the exit is 0."""
    _, plain, _ = exported(tmp_path, "--no-recalculate", name="plain.xlsx")
    stand_in(tmp_path, monkeypatch, breaks=["經費"])
    code, data, codes = exported(tmp_path)

    assert (code, codes.count(NOT_COMPARED)) == (0, 1)
    assert data == plain


@pytest.mark.parametrize("ending", [".ods", ".odt", ".pdf"])
def test_what_libreoffice_makes_is_not_there_without_it(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2 and no file, whether it is missing or dies; what is missing is said, and the way around it."""
    assert main(["export", str(COUNTY), "-o", str(tmp_path / f"a{ending}")]) == 2
    told = capsys.readouterr().err
    assert ("apt install libreoffice-calc libreoffice-writer" in told, told.count("\n")) == (
        True,
        1,
    )
    assert {".ods": "另存新檔為.ods", ".odt": "另存新檔為.odt", ".pdf": "由Excel列印"}[
        ending
    ] in told
    stand_in(tmp_path, monkeypatch, breaks=["w:" if ending == ".odt" else "經費"])
    assert exported(tmp_path, name=f"a{ending}") == (2, b"", [FAILED])
    assert not (tmp_path / f"a{ending}").exists()


@pytest.mark.parametrize(
    ("words", "patience", "code"),
    [([], libreoffice.BRIEFLY, 0), (["--recalculate"], libreoffice.PATIENCE, 2)],
    ids=["goes without", "must"],
)
def test_a_libreoffice_that_hangs_is_not_waited_for_long(
    words: list[str],
    patience: int,
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """After 30 seconds the file is handed over without it; what it must answer is waited for longer."""
    monkeypatch.setenv("PLC_BUDGET_LANG", "en")
    office = stand_in(tmp_path, monkeypatch, hangs=["經費"])
    done, data, codes = exported(tmp_path, *words)

    assert (done, office.starts) == (code, ["xlsx 1"])
    assert (NOT_COMPARED in codes, FAILED in codes) == (code == 0, code == 2)
    assert bool(data) is (code == 0)
    assert f"longer than {patience} seconds" in capsys.readouterr().err
    assert libreoffice.BRIEFLY < libreoffice.PATIENCE


def test_only_a_disagreement_stops_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes to 15,001 and 15,000 is stored: exit 2, no file, whether it was asked for or not."""
    stand_in(tmp_path, monkeypatch, lies=True)
    for words in ([], ["--recalculate"]):
        code, data, codes = exported(tmp_path, *words)
        assert (code, data, set(codes)) == (2, b"", {DISAGREES})


def test_what_is_no_document_is_a_failure_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For an .ods this stand-in answers with an .xlsx of that name, for an .odt with a .docx."""
    stand_in(tmp_path, monkeypatch)
    assert exported(tmp_path, name="a.ods") == (2, b"", [FAILED])
    assert exported(tmp_path, name="a.odt") == (2, b"", [FAILED])


def test_recalculate_must_have_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for by name it has to be there and to answer: else exit 2, the remedy, and no file."""
    assert exported(tmp_path, "--recalculate") == (2, b"", [MISSING])
    stand_in(tmp_path, monkeypatch, breaks=["經費"])
    assert exported(tmp_path, "--recalculate") == (2, b"", [FAILED])


def test_what_libreoffice_said_is_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It dies with a word, or without one: the planner reads the word, or that there was none."""
    monkeypatch.setenv("PLC_BUDGET_LANG", "en")
    stand_in(tmp_path, monkeypatch, breaks=["經費"])
    exported(tmp_path)
    assert "it said: Fatal exception: Signal 6." in capsys.readouterr().err
    monkeypatch.setenv(VARIABLE, shutil.which("false") or "")
    exported(tmp_path)
    assert "it ended and said nothing." in capsys.readouterr().err


def test_both_at_once_cannot_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """--recalculate and --no-recalculate exclude each other."""
    with pytest.raises(SystemExit) as stop:
        main(["export", str(COUNTY), "-o", "a.xlsx", "--recalculate", "--no-recalculate"])
    assert (stop.value.code, capsys.readouterr().err.count("\n")) == (2, 1)


def test_a_person_who_waits_is_told_for_what(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a terminal a line says that LibreOffice is at work; it is wiped away in the end."""
    stand_in(tmp_path, monkeypatch)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    main(["export", str(COUNTY), "-o", str(tmp_path / "a.xlsx")])
    err = capsys.readouterr().err
    assert "LibreOffice" in err
    assert err.endswith("\r\033[K")


def test_the_page_makes_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The panel asks LibreOffice as the command does, says for which files one waits, and what failed."""
    plan = Path(shutil.copytree(COUNTY, tmp_path / "plan"))
    assert seen(app_of(plan), "export")["waits"] == {"approval": [], "draft": []}
    office = stand_in(tmp_path, monkeypatch)
    state = do(app_of(plan), "export", "make", format=".xlsx", draft=False)

    assert office.starts == ["xlsx 1"]
    told = seen(state, "export")["made"]["notes"]
    assert [("Compared" in note, "LibreOffice" in note) for note in told] == [
        (True, False),
        (False, True),
    ]
    assert seen(state, "export")["waits"] == {
        "approval": [".xlsx", ".ods", ".pdf", ".odt"],
        "draft": [".ods", ".pdf", ".odt"],
    }
    monkeypatch.setenv(VARIABLE, shutil.which("false") or "")
    note, _ = seen(do(state, "export", "make", format=".xlsx"), "export")["made"]["notes"]
    assert "LibreOffice" in note


def test_the_function_asks_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``export_xlsx`` compares what it has written by itself; with the same plan, the same bytes."""
    office = stand_in(tmp_path, monkeypatch)
    plan, found = plc_budget.load_plan(COUNTY)
    assert plan is not None
    findings = plc_budget.check_plan(plan, found)
    assert plc_budget.export_xlsx(plan, findings) == plc_budget.export_xlsx(plan, findings)
    assert office.starts == []
