"""LibreOffice as a program: where it is, the profile it is given, its start and its end.

The only room that starts another program.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic

from plc_budget.findings import Finding, error
from plc_budget.language import Text, by_place, text

MISSING, FAILED = "OFFICE-MISSING", "OFFICE-FAILED"
VARIABLE = "PLC_BUDGET_SOFFICE"
"""Names the program where it lies in no usual place; empty, there is none."""
_LOOK = 0.25
"""How often it is looked whether a file has come. [s]"""
_NAMES = ("soffice", "libreoffice")
_LINUX = ("/usr/lib/libreoffice", "/usr/lib64/libreoffice", "/opt/libreoffice*", "/snap/libreoffice/current/lib/libreoffice")  # fmt: skip
_MAC = "Applications/LibreOffice.app/Contents/MacOS/soffice"
_WINDOWS = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "LOCALAPPDATA")
_ASKED = ("標楷體", "DFKai-SB")
_KAI = ("標楷體", "DFKai-SB", "BiauKai", "TW-Kai", "AR PL UKai TW", "AR PL KaitiM Big5")
"""Typefaces of that style; the first that is installed is taken."""
_LOADING = "/org.openoffice.Office.Calc/Formula/Load"
_PRINTING = "/org.openoffice.Office.Common/Filter/PDF/Export"
_WRITING = "/org.openoffice.Office.Linguistic/General"
_SETTINGS = (
    (_LOADING, "OOXMLRecalcMode", "0"), (_LOADING, "ODFRecalcMode", "0"),
    (_PRINTING, "UseTaggedPDF", "true"), (_PRINTING, "DisplayPDFDocumentTitle", "true"),
    (_PRINTING, "ExportBookmarks", "true"),
    (_WRITING, "DefaultLocale", "zh-TW"), (_WRITING, "DefaultLocale_CJK", "zh-TW"),
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "zh-TW"),
)  # fmt: skip
"""Every formula is worked out anew; a PDF can be read aloud: tagged, with its title and language, and a bookmark where
a sheet begins."""
_ITEM = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_FAMILY = (
    '<match target="pattern"><test name="family" qual="any"><string>{asked}</string></test>'
    '<edit name="family" mode="assign" binding="strong">{fonts}</edit></match>'
)
_FONTCONFIG = "FONTCONFIG_FILE"


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


def write_profile(profile: Path) -> None:
    """Let LibreOffice work everything out anew, and know what to take where there is no 標楷體.

    Parameters
    ----------
    profile : Path
        A folder that is made.
    """
    items = [_ITEM.format(*setting) for setting in _SETTINGS]
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


def environment(profile: Path) -> dict[str, str]:
    """Return the variables LibreOffice is started with; the typefaces are those of fontconfig (Linux).

    Parameters
    ----------
    profile : Path
        What :func:`write_profile` made.
    """
    return {_FONTCONFIG: str(profile / "fonts.conf"), **os.environ, "TZ": "UTC"}


def started(command: list[str], variables: dict[str, str], said: Path) -> subprocess.Popen[bytes]:
    """Start a program.

    Parameters
    ----------
    command : list[str]
        The program the user has installed, and what it is told.
    variables : dict of str to str
        What :func:`environment` returns.
    said : Path
        A file for what it says.

    Raises
    ------
    OSError
        If it cannot be started.
    """
    with said.open("wb") as words:
        return subprocess.Popen(  # noqa: S603 - the program the user has installed
            command, stdin=subprocess.DEVNULL, stdout=words, stderr=subprocess.STDOUT,
            start_new_session=os.name == "posix", env=variables,
        )  # fmt: skip


def is_done(process: subprocess.Popen[bytes], folder: Path, patience: float) -> bool:
    """Wait for a program as long as files come; return whether it ended by itself.

    Parameters
    ----------
    process : Popen
        The program.
    folder : Path
        Where its files come.
    patience : float
        Longest wait for the next one. [s]
    """
    came, since = 0, monotonic()
    while monotonic() - since <= patience:
        try:
            process.wait(_LOOK)
        except subprocess.TimeoutExpired:
            there = sum(1 for _ in folder.iterdir())
            came, since = (there, monotonic()) if there > came else (came, since)
        else:
            return True
    return False


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program with what it started, and nothing else.

    Parameters
    ----------
    process : Popen
        The program; nothing happens if it has ended.
    """
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True,  # noqa: S603, S607 - of Windows
                       check=False)  # fmt: skip
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def missing() -> Finding:
    """Say that there is no LibreOffice and what to do."""
    return error(
        MISSING,
        text("LibreOffice, which prints the PDF and works formulas out anew, was not found on this computer."),
        by_place(command=text("Install LibreOffice (libreoffice.org, or `apt install libreoffice-calc`); or export an .xlsx and print it from Excel."), page=text("Install LibreOffice (libreoffice.org); or export an .xlsx and print it from Excel.")),
    )  # fmt: skip


def failed(why: Text) -> Finding:
    """Say that LibreOffice did not do what was asked.

    Parameters
    ----------
    why : Text
        As far as it is known.
    """
    return error(
        FAILED,
        text("LibreOffice did not write the file: {why}.", why=why),
        text("Try once more; or export an .xlsx and print it from Excel."),
    )
