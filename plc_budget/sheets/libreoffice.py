"""LibreOffice, where it is there: it prints a workbook as PDF and works its formulas out anew.

The only room that starts another program.  It is given a file of ours in a folder of its own and a
profile of its own, so that no LibreOffice that is open is disturbed, and a limited time.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from plc_budget.findings import Finding, error
from plc_budget.language import Text, text

MISSING, FAILED = "OFFICE-MISSING", "OFFICE-FAILED"
VARIABLE = "PLC_BUDGET_SOFFICE"
"""Names the program where it lies in no usual place."""
_PATIENCE = 120
"""Longest wait for one file. [s]"""
_NAMES = ("soffice", "libreoffice")
_LINUX = ("/usr/lib/libreoffice", "/usr/lib64/libreoffice", "/opt/libreoffice*", "/snap/libreoffice/current/lib/libreoffice")  # fmt: skip
_MAC = "Applications/LibreOffice.app/Contents/MacOS/soffice"
_WINDOWS = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "LOCALAPPDATA")
_ASKED = ("標楷體", "DFKai-SB")
_KAI = ("標楷體", "DFKai-SB", "BiauKai", "TW-Kai", "AR PL UKai TW", "AR PL KaitiM Big5")
"""Typefaces of that style; the first that is installed is taken."""
_LOADING = "/org.openoffice.Office.Calc/Formula/Load"
_ITEM = (
    '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>0</value></prop></item>'
)
_FAMILY = (
    '<match target="pattern"><test name="family" qual="any"><string>{asked}</string></test>'
    '<edit name="family" mode="assign" binding="strong">{fonts}</edit></match>'
)
_FONTCONFIG = "FONTCONFIG_FILE"


class OfficeProblem(Exception):
    """LibreOffice is not there, or did not do what was asked; the finding says what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding.message))
        self.finding = finding


def find_office() -> Path | None:
    """Return where LibreOffice is: on the PATH, or where it is usually installed.

    Returns
    -------
    Path or None
        The program, or None.
    """
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if Path(named).is_file() else None
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return Path(found) if found else next(filter(Path.is_file, _usual()), None)


def _usual() -> Iterator[Path]:
    if sys.platform == "win32":
        for variable in _WINDOWS:
            above = Path(os.environ.get(variable, "C:/Program Files"))
            for folder in (above, above / "Programs"):
                yield folder / "LibreOffice" / "program" / "soffice.com"
    elif sys.platform == "darwin":
        yield from (above / _MAC for above in (Path("/"), Path.home()))
    else:
        for pattern in _LINUX:
            for folder in Path("/").glob(pattern.removeprefix("/")):
                yield folder / "program" / "soffice"


def to_pdf(data: bytes, ending: str) -> bytes:
    """Print a workbook.

    Parameters
    ----------
    data : bytes
        A workbook of ours.
    ending : str
        How its name ends.

    Returns
    -------
    bytes
        A PDF, as LibreOffice writes it.

    Raises
    ------
    OfficeProblem
        If there is no LibreOffice, or it fails.
    """
    return _converted(data, ending, "pdf")


def recalculated(data: bytes, ending: str) -> bytes:
    """Let LibreOffice work out every formula anew; what is stored in the file is not believed.

    Parameters
    ----------
    data : bytes
        A workbook of ours.
    ending : str
        How its name ends.

    Returns
    -------
    bytes
        An .xlsx with the values LibreOffice came to.

    Raises
    ------
    OfficeProblem
        If there is no LibreOffice, or it fails.
    """
    return _converted(data, ending, "xlsx:Calc MS Excel 2007 XML")


def _converted(data: bytes, ending: str, target: str) -> bytes:
    program = find_office()
    if program is None:
        raise OfficeProblem(missing())
    with tempfile.TemporaryDirectory(prefix="plc-budget-", ignore_cleanup_errors=True) as folder:
        desk = Path(folder)
        (desk / f"sheet{ending}").write_bytes(data)
        _write_profile(desk / "profile")
        command = [
            str(program), f"-env:UserInstallation={(desk / 'profile').as_uri()}", "--headless",
            "--norestore", "--nolockcheck", "--nologo", "--convert-to", target,
            "--outdir", str(desk / "made"), str(desk / f"sheet{ending}"),
        ]  # fmt: skip
        said = _run(command, _environment(desk / "profile"))
        made = desk / "made" / f"sheet.{target.partition(':')[0]}"
        if not made.is_file():
            raise OfficeProblem(_failed(text("it said: {words}", words=said.strip()[-200:] or "-")))
        return made.read_bytes()


def _write_profile(profile: Path) -> None:
    """Let LibreOffice work everything out anew, and know what to take where there is no 標楷體."""
    items = [_ITEM.format(path=_LOADING, name=name)
             for name in ("OOXMLRecalcMode", "ODFRecalcMode")]  # fmt: skip
    words = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">' + "".join(items)
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(f"{words}</oor:items>", "utf-8")
    names = "".join(f"<string>{font}</string>" for font in _KAI)
    families = "".join(_FAMILY.format(asked=asked, fonts=names) for asked in _ASKED)
    (profile / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{families}</fontconfig>',
        "utf-8",
    )


def _environment(profile: Path) -> dict[str, str]:
    """Return the variables LibreOffice is started with; the typefaces are those of fontconfig (Linux)."""
    return {_FONTCONFIG: str(profile / "fonts.conf"), **os.environ, "TZ": "UTC"}


def _run(command: list[str], environment: dict[str, str]) -> str:
    """Run a program and what it starts, no longer than is patient; return what it said."""
    try:
        process = subprocess.Popen(  # noqa: S603 - the program the user has installed
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8", errors="replace", start_new_session=os.name == "posix",
            env=environment,
        )  # fmt: skip
    except OSError as problem:
        raise OfficeProblem(_failed(text("it cannot be started: {problem}", problem=str(problem)))) from problem  # fmt: skip
    try:
        return process.communicate(timeout=_PATIENCE)[0]
    except subprocess.TimeoutExpired:
        raise OfficeProblem(_failed(text("it took longer than {seconds} seconds", seconds=_PATIENCE))) from None  # fmt: skip
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    """End a program with what it started, and nothing else."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True,  # noqa: S603, S607 - of Windows
                       check=False)  # fmt: skip
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def missing() -> Finding:
    """Say that there is no LibreOffice and what to do."""
    return error(
        MISSING,
        text("LibreOffice, which prints the PDF and works formulas out anew, was not found on this computer."),
        text("Install LibreOffice (libreoffice.org, or `apt install libreoffice-calc`); or export an .xlsx and print it from Excel."),
    )  # fmt: skip


def _failed(why: Text) -> Finding:
    return error(
        FAILED,
        text("LibreOffice did not write the file: {why}.", why=why),
        text("Try once more; or export an .xlsx and print it from Excel."),
    )
