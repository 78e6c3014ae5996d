"""What LibreOffice makes of our workbooks, where it is there: a PDF, and every formula worked out anew.

It is given files of ours in a folder of its own and a profile of its own, so that no LibreOffice
that is open is disturbed, and a limited time.  A start takes seconds and a file a part of one, so
several are handed over at one start; each is answered for itself.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from subprocess import Popen
from time import monotonic
from typing import TYPE_CHECKING

from plc_budget.findings import Finding
from plc_budget.language import text
from plc_budget.sheets import office

if TYPE_CHECKING:
    from typing import Self

PAPER, NEW_VALUES = "pdf", "xlsx:Calc MS Excel 2007 XML"
"""What is made: a PDF, or an .xlsx with the values LibreOffice comes to."""
PATIENCE = 120
"""Longest wait for a file. [s]"""
BRIEFLY = 30
"""The same for a file that goes without. [s]"""
_BOOK = b"xl/workbook.xml"
"""What no .xlsx is without."""
_MOST_LATE = 2
"""After so many files in a row that took too long it is LibreOffice, and not the file. [file]"""
_ENDS = {PAPER: b"%%EOF", NEW_VALUES: b"PK\x05\x06"}
_LAST = 64
"""Among so many last bytes stands what ends a file that was not broken off."""

_MOST_SAID = 200
"""Last signs of what it said that are passed on."""

Answer = bytes | Finding
"""What became of a file, or why nothing did."""


class OfficeProblem(Exception):
    """LibreOffice is not there, or did not do what was asked; the finding says what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding.message))
        self.finding = finding


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
    return _only(converted([data], ending, PAPER))


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
    return _only(converted([data], ending, NEW_VALUES))


def _only(answers: list[Answer]) -> bytes:
    (answer,) = answers
    if isinstance(answer, Finding):
        raise OfficeProblem(answer)
    return answer


def converted(
    files: Sequence[bytes], ending: str, target: str, patience: float = PATIENCE
) -> list[Answer]:
    """Hand LibreOffice files to convert, all at one start; each is answered for itself.

    Parameters
    ----------
    files : sequence of bytes
        Workbooks of ours.
    ending : str
        How their names end.
    target : str
        :data:`PAPER` or :data:`NEW_VALUES`.
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
        As :func:`converted` takes them.  LibreOffice starts at once; :meth:`answers` waits for it.
    """

    def __init__(self, files: Sequence[bytes], ending: str, target: str, patience: float) -> None:
        self._files, self._how = [*files], (ending, target, patience)
        self._folder = tempfile.TemporaryDirectory(prefix="plc-budget-", ignore_cleanup_errors=True)
        self._started = self._start() if files else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing that runs, and nothing that lies about."""
        if isinstance(self._started, Popen):
            office.end(self._started)
        self._folder.cleanup()

    def answers(self) -> list[Answer]:
        """Wait, and return each file that was made or why it was not.

        What was not made is tried once more by itself: one file that cannot be read, or that
        LibreOffice hangs on, takes none of the others along.
        """
        if not isinstance(self._started, Popen):
            return [self._started for _ in self._files if self._started]
        why = self._waited(self._started)
        found: list[Answer] = [self._made(n) or why for n, _ in enumerate(self._files)]
        return found if len(found) == 1 else self._each_alone(found)

    def _each_alone(self, found: list[Answer]) -> list[Answer]:
        late = 0
        for number, answer in enumerate(found):
            if isinstance(answer, Finding) and late < _MOST_LATE:
                began = monotonic()
                (found[number],) = again = converted([self._files[number]], *self._how)
                is_late = isinstance(again[0], Finding) and monotonic() - began > self._how[2]
                late = late + 1 if is_late else 0
        return found

    def _start(self) -> Popen[bytes] | Finding:
        program = office.find_office()
        if program is None:
            return office.missing()
        desk, (ending, target, _) = Path(self._folder.name), self._how
        names = [desk / f"{number}{ending}" for number, _ in enumerate(self._files)]
        for name, data in zip(names, self._files, strict=True):
            name.write_bytes(data)
        (desk / "made").mkdir()
        office.write_profile(desk / "profile")
        command = [
            str(program), f"-env:UserInstallation={(desk / 'profile').as_uri()}", "--headless",
            "--norestore", "--nolockcheck", "--nologo", "--convert-to", target,
            "--outdir", str(desk / "made"), *map(str, names),
        ]  # fmt: skip
        try:
            return office.started(command, office.environment(desk / "profile"), desk / "said")
        except OSError as problem:
            return office.failed(text("it cannot be started: {problem}", problem=str(problem)))

    def _waited(self, process: Popen[bytes]) -> Finding:
        """Wait while files come; return why one of them may be missing."""
        desk, patience = Path(self._folder.name), self._how[2]
        if not office.is_done(process, desk / "made", patience):
            office.end(process)
            return office.failed(
                text("it took longer than {seconds} seconds", seconds=int(patience))
            )
        said = (desk / "said").read_text("utf-8", errors="replace").strip()
        if not said:
            return office.failed(text("it ended and said nothing"))
        return office.failed(text("it said: {words}", words=said[-_MOST_SAID:]))

    def _made(self, number: int) -> bytes | None:
        path = Path(self._folder.name) / "made" / f"{number}.{self._how[1].partition(':')[0]}"
        data = path.read_bytes() if path.is_file() else b""
        is_whole = _ENDS[self._how[1]] in data[-_LAST:]
        return data if is_whole and (self._how[1] == PAPER or _BOOK in data) else None
