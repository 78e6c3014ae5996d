"""LibreOffice: where it is, and what it makes of our files: .ods, .odt, .pdf, every formula worked out anew.

It is given files of ours in a folder of its own and a profile of its own, so that no LibreOffice
that is open is disturbed, and a limited time.  A start takes seconds and a file a part of one, so
several are handed over at one start; each is answered for itself.  No other module of the library
starts another program.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, error
from plc_budget.language import Text, by_place, text

if TYPE_CHECKING:
    from typing import Self

MISSING, FAILED = "OFFICE-MISSING", "OFFICE-FAILED"
VARIABLE = "PLC_BUDGET_SOFFICE"
"""Names the program where it lies in no usual place; empty, there is none."""
PAPER, ODS, ODT, NEW_VALUES = "pdf", "ods:calc8", "odt:writer8", "xlsx:Calc MS Excel 2007 XML"
"""What is made, as ``--convert-to`` names it; the last is an .xlsx with the values LibreOffice comes to."""
PATIENCE = 120
"""Longest wait for a file. [s]"""
BRIEFLY = 30
"""The same for a file that goes without. [s]"""
_PARTS = {
    PAPER: (b"%PDF", b"%%EOF"),
    ODS: (b"content.xml", b"PK\x05\x06"),
    ODT: (b"content.xml", b"PK\x05\x06"),
    NEW_VALUES: (b"xl/workbook.xml", b"PK\x05\x06"),
}
"""What no such file is without, and what ends it."""
_LAST = 64
"""Among so many last bytes stands what ends a file that was not broken off."""
_MOST_LATE = 2
"""After so many files in a row that took too long it is LibreOffice, and not the file. [file]"""
_MOST_SAID = 200
"""Last signs of what it said that are passed on."""
_LOOK = 0.25
"""How often it is looked whether a file has come. [s]"""
_NAMES = ("soffice", "libreoffice")
_LINUX = (
    "/usr/lib/libreoffice",
    "/usr/lib64/libreoffice",
    "/opt/libreoffice*",
    "/snap/libreoffice/current/lib/libreoffice",
)
_MAC = "Applications/LibreOffice.app/Contents/MacOS/soffice"
_WINDOWS = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "LOCALAPPDATA")
_ASKED = ("標楷體", "DFKai-SB")
_KAI = ("標楷體", "DFKai-SB", "BiauKai", "TW-Kai", "AR PL UKai TW", "AR PL KaitiM Big5")
"""Typefaces of that style; the first that is installed is taken."""
_LOADING = "/org.openoffice.Office.Calc/Formula/Load"
_PRINTING = "/org.openoffice.Office.Common/Filter/PDF/Export"
_WRITING = "/org.openoffice.Office.Linguistic/General"
_SETTINGS = (
    (_LOADING, "OOXMLRecalcMode", "0"),
    (_LOADING, "ODFRecalcMode", "0"),
    (_PRINTING, "UseTaggedPDF", "true"),
    (_PRINTING, "DisplayPDFDocumentTitle", "true"),
    (_PRINTING, "ExportBookmarks", "true"),
    (_WRITING, "DefaultLocale", "zh-TW"),
    (_WRITING, "DefaultLocale_CJK", "zh-TW"),
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "zh-TW"),
)
"""Every formula is worked out anew; a PDF can be read aloud: tagged, with its title and language, and a bookmark where
a sheet begins."""
_ITEM = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_FAMILY = (
    '<match target="pattern"><test name="family" qual="any"><string>{asked}</string></test>'
    '<edit name="family" mode="assign" binding="strong">{fonts}</edit></match>'
)
_FONTCONFIG = "FONTCONFIG_FILE"
Answer = bytes | Finding
"""What became of a file, or why nothing did."""


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


def start_program(
    command: list[str], variables: dict[str, str], said: Path
) -> subprocess.Popen[bytes]:
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
            command,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=subprocess.STDOUT,
            start_new_session=os.name == "posix",
            env=variables,
        )


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
        subprocess.run(  # noqa: S603 - our own child
            ["taskkill", "/T", "/F", "/PID", str(process.pid)],  # noqa: S607 - of Windows
            capture_output=True,
            check=False,
        )
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def missing(ending: str = ".pdf") -> Finding:
    """Say that there is no LibreOffice, and what to do.

    Parameters
    ----------
    ending : str
        How the name of the file ends that it was to make.

    Examples
    --------
    >>> missing(".ods").remedy.render("en")
    'Install LibreOffice (libreoffice.org, or `apt install libreoffice-calc libreoffice-writer`); or export an .xlsx and save it as .ods in Excel.'
    """
    otherwise = _OTHERWISE.get(ending, _OTHERWISE[".pdf"])
    return error(
        MISSING,
        text(
            "LibreOffice, which makes .ods, .odt and .pdf files and works formulas out anew, was not found on this computer."
        ),
        by_place(
            command=text(
                "Install LibreOffice (libreoffice.org, or `apt install libreoffice-calc libreoffice-writer`); or {otherwise}.",
                otherwise=otherwise,
            ),
            page=text(
                "Install LibreOffice (libreoffice.org); or {otherwise}.", otherwise=otherwise
            ),
        ),
    )


_OTHERWISE = {
    ".ods": text("export an .xlsx and save it as .ods in Excel"),
    ".odt": text("export a .docx and save it as .odt in Word"),
    ".pdf": text("export an .xlsx and print it from Excel"),
    ".xlsx": text("leave --recalculate out"),
}


def office_failure(why: Text) -> Finding:
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


def convert(
    files: Sequence[bytes], ending: str, target: str, patience: float = PATIENCE
) -> list[Answer]:
    """Hand LibreOffice files to convert, all at one start; each is answered for itself.

    Parameters
    ----------
    files : sequence of bytes
        Files of ours.
    ending : str
        How their names end.
    target : str
        :data:`PAPER`, :data:`ODS`, :data:`ODT` or :data:`NEW_VALUES`.
    patience : float
        Longest wait for one of them. [s]

    Returns
    -------
    list[bytes or Finding]
        The file that was made of each, or why there is none.
    """
    with Conversion(files, ending, target, patience) as conversion:
        return conversion.answers()


class Conversion:
    """LibreOffice at work on some files, in a folder and with a profile of its own.

    Parameters
    ----------
    files, ending, target, patience
        As :func:`convert` takes them.  LibreOffice starts at once; :meth:`answers` waits for it.
    """

    def __init__(self, files: Sequence[bytes], ending: str, target: str, patience: float) -> None:
        self._files, self._how = [*files], (ending, target, patience)
        self._folder = tempfile.TemporaryDirectory(prefix="plc-budget-", ignore_cleanup_errors=True)
        self._started = self._start() if files else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing that runs, and nothing that lies about."""
        if isinstance(self._started, subprocess.Popen):
            end(self._started)
        self._folder.cleanup()

    def answers(self) -> list[Answer]:
        """Wait, and return each file that was made or why it was not.

        What was not made is tried once more by itself: one file that cannot be read, or that
        LibreOffice hangs on, takes none of the others along.
        """
        if not isinstance(self._started, subprocess.Popen):
            return [self._started for _ in self._files if self._started]
        why = self._waited(self._started)
        found: list[Answer] = [self._made(n) or why for n, _ in enumerate(self._files)]
        return found if len(found) == 1 else self._each_alone(found)

    def _each_alone(self, found: list[Answer]) -> list[Answer]:
        late = 0
        for number, answer in enumerate(found):
            if isinstance(answer, Finding) and late < _MOST_LATE:
                began = monotonic()
                (found[number],) = again = convert([self._files[number]], *self._how)
                is_late = isinstance(again[0], Finding) and monotonic() - began > self._how[2]
                late = late + 1 if is_late else 0
        return found

    def _start(self) -> subprocess.Popen[bytes] | Finding:
        program = find_office()
        if program is None:
            return missing(f".{self._how[1].partition(':')[0]}")
        desk, (ending, target, _) = Path(self._folder.name), self._how
        names = [desk / f"{number}{ending}" for number, _ in enumerate(self._files)]
        for name, data in zip(names, self._files, strict=True):
            name.write_bytes(data)
        (desk / "made").mkdir()
        write_profile(desk / "profile")
        command = [
            str(program),
            f"-env:UserInstallation={(desk / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nologo",
            "--convert-to",
            target,
            "--outdir",
            str(desk / "made"),
            *map(str, names),
        ]
        try:
            return start_program(command, environment(desk / "profile"), desk / "said")
        except OSError as problem:
            return office_failure(text("it cannot be started: {problem}", problem=str(problem)))

    def _waited(self, process: subprocess.Popen[bytes]) -> Finding:
        """Wait while files come; return why one of them may be missing."""
        desk, patience = Path(self._folder.name), self._how[2]
        if not is_done(process, desk / "made", patience):
            end(process)
            return office_failure(
                text("it took longer than {seconds} seconds", seconds=int(patience))
            )
        said = (desk / "said").read_text("utf-8", errors="replace").strip()
        if not said:
            return office_failure(text("it ended and said nothing"))
        return office_failure(text("it said: {words}", words=said[-_MOST_SAID:]))

    def _made(self, number: int) -> bytes | None:
        path = Path(self._folder.name) / "made" / f"{number}.{self._how[1].partition(':')[0]}"
        data = path.read_bytes() if path.is_file() else b""
        part, end_of_file = _PARTS[self._how[1]]
        return data if part in data and end_of_file in data[-_LAST:] else None
