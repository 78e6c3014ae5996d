"""A program that stands in for LibreOffice: quick, and as good or as bad as a test wants it.

It takes the words LibreOffice is started with.  As PDF it writes a few bytes, as workbook the one it
was given.  It notes each start, with how many files it was handed.  The clock by which
it is waited for stands still, and leaps while it hangs: no test depends on how busy a computer is.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from plc_budget.export import equality, libreoffice
from plc_budget.export.libreoffice import VARIABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAP = 1_000
"""Longer than LibreOffice is ever waited for. [s]"""
posix = pytest.mark.skipif(os.name != "posix", reason="stands in by a script with a first line #!")

_PROGRAM = """#!{python} -SE
import sys, time, zipfile
words = sys.argv[1:]
at = words.index("--convert-to")
ending, made, files = words[at + 1].partition(":")[0], words[at + 3], words[at + 4:]
with open({notes!r}, "a") as notes:
    notes.write(f"{{ending}} {{len(files)}}\\n")
if {meets!r}:
    for _ in range(200):
        if len(open({notes!r}).readlines()) > 1:
            break
        time.sleep(0.1)
    else:
        print("Nobody came"); sys.exit(78)
for file in files:
    data = open(file, "rb").read()
    with zipfile.ZipFile(file) as parts:
        says = b"".join(map(parts.read, parts.namelist())).decode("utf-8", "replace")
    if any(word in says for word in {breaks!r}):
        print("Fatal exception: Signal 6"); sys.exit(77)
    if any(word in says for word in {hangs!r}):
        for _ in range(600):
            with open({hung!r}, "a") as notes:
                notes.write("hung\\n")
            time.sleep(0.1)
    name = f"{{made}}/{{file.rpartition('/')[2].rpartition('.')[0]}}.{{ending}}"
    if ending == "pdf":
        data = b"%PDF " + str(len(data)).encode() + b" /BaseFont/UKai %%EOF"
    elif {lies!r}:
        with zipfile.ZipFile(file) as old, zipfile.ZipFile(name, "w") as new:
            for part in old.namelist():
                new.writestr(part, old.read(part).replace(b"<v>15000</v>", b"<v>15001</v>"))
        continue
    is_torn = any(word in says for word in {tears!r})
    with open(name, "wb") as new:
        new.write(data[: len(data) // 2] if is_torn else data)
    if is_torn:
        sys.exit(77)
"""


@dataclass(frozen=True, slots=True)
class StandIn:
    """The program, and its notes."""

    program: Path
    notes: Path

    @property
    def starts(self) -> list[str]:
        """What each start was for, and how many files it was handed: ``pdf 3``."""
        return _lines(self.notes)


def _lines(notes: Path) -> list[str]:
    return notes.read_text("utf-8").splitlines() if notes.is_file() else []


def stand_in(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    breaks: Sequence[str] = (),
    hangs: Sequence[str] = (),
    tears: Sequence[str] = (),
    lies: bool = False,
    meets: bool = False,
) -> StandIn:
    """Let a program be LibreOffice.

    It dies of a workbook that has one of the words ``breaks`` in it, hangs on one with ``hangs``, and
    dies in the midst of what it makes of one with ``tears``; if it ``lies`` it comes to 15,001 wherever
    15,000 belongs; if it ``meets`` it does nothing until it was started a second time.
    """
    (folder / "office").mkdir()
    office = StandIn(folder / "office" / "soffice", folder / "office" / "notes")
    hung = folder / "office" / "hung"
    words = _PROGRAM.format(
        python=sys.executable,
        notes=str(office.notes),
        breaks=[*breaks],
        hangs=[*hangs],
        hung=str(hung),
        tears=[*tears],
        lies=lies,
        meets=meets,
    )
    office.program.write_text(words, encoding="utf-8")
    office.program.chmod(0o755)
    monkeypatch.setenv(VARIABLE, str(office.program))
    monkeypatch.setattr(equality, "_of_paper", lambda *_: [])  # its paper shows nothing
    monkeypatch.setattr(libreoffice, "monotonic", lambda: _LEAP * len(_lines(hung)))
    return office
