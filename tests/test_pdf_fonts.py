"""A PDF does not tell what was printed before it: its typefaces are numbered from the first number on."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

import pytest

import office
import plc_budget
from plc_budget.sheets.libreoffice import PAPER, converted
from plc_budget.sheets.pdf_fonts import renumbered

if TYPE_CHECKING:
    from pathlib import Path

_KEY, _TIMES, _PLUS = 55_665, 52_845, 22_719


def encrypted(clear: bytes) -> bytes:
    """Encrypt as Adobe Type 1 Font Format, chapter 7.1, has it for eexec."""
    key, words = _KEY, []
    for sign in clear:
        words.append(sign ^ (key >> 8))
        key = ((words[-1] + key) * _TIMES + _PLUS) % 65_536
    return bytes(words)


def pdf_of(*numbers: int, filler: int = 0) -> bytes:
    """Build a PDF as LibreOffice does, with a Type 1 typeface of each number and a text behind them."""
    objects: list[bytes] = []
    for number in numbers:
        clear = b"%%!PS-AdobeFont-1.0\n/UniqueID %d def\n" % number + bytes(filler)
        hidden = encrypted(b"abcd dup /Private 13 dict /UniqueID %d def\n" % number)
        stream = zlib.compress(clear + hidden + b"cleartomark", 1)
        at = len(objects) + 2
        head = b"<</Length %d 0 R/Filter/FlateDecode/Length1 %d/Length2 %d/Length3 11>>"
        objects += [head % (at, len(clear), len(hidden)) + b"\nstream\n" + stream + b"\nendstream",
                    b"%d" % len(stream)]  # fmt: skip
    objects.append(b"(words)")
    places, words = [], b"%PDF-1.6\n"
    for n, one in enumerate(objects, start=1):
        places.append(len(words))
        words += b"%d 0 obj\n" % n + one + b"\nendobj\n\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    return words + table + b"trailer\n<<>>\nstartxref\n%d\n%%%%EOF\n" % len(words)


def is_whole(pdf: bytes) -> bool:
    """Tell whether the table at the end says where each object lies, and where it begins itself."""
    table = pdf.rindex(b"\nxref\n0 ") + 1
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n", pdf[table:])]
    start = re.search(rb"startxref\n(\d+)\n", pdf)
    numbered = (pdf[at:].startswith(b"%d 0 obj\n" % n) for n, at in enumerate(places, start=1))
    return bool(places) and all(numbered) and start is not None and int(start[1]) == table


def test_what_was_printed_before_leaves_no_trace() -> None:
    """Typefaces 1 and 2, or 15 and 16 after 14 of other files: the same bytes, and the table holds."""
    first, later = pdf_of(4_100_001, 4_100_002), pdf_of(4_100_015, 4_100_016)
    assert first != later
    assert renumbered(first) == renumbered(later)
    assert is_whole(renumbered(later))
    assert b"(words)" in renumbered(later)


def test_a_typeface_that_becomes_shorter_moves_what_is_behind_it() -> None:
    """10,000 blanks that were badly packed: every place in the table changes, and is right."""
    loose = pdf_of(4_100_001, 4_100_002, filler=10_000)
    assert len(renumbered(loose)) < len(loose)
    assert is_whole(renumbered(loose))


@pytest.mark.parametrize(
    "pdf", [b"", b"%PDF-1.7", pdf_of(), pdf_of(4_100_001).replace(b"xref", b"yref")]
)
def test_a_pdf_built_otherwise_stays_as_it_is(pdf: bytes) -> None:
    """Without such typefaces, or without that table at its end, nothing is touched."""
    assert renumbered(pdf) == pdf


@pytest.mark.office
def test_a_pdf_of_libreoffice_is_read_as_before(tmp_path: Path) -> None:
    """The second of two files, renumbered: its table holds, and a reader finds the same words."""
    plan, found = plc_budget.load_plan(
        plc_budget.data_folder() / "plans" / "hualien-113-plc-conveners"
    )
    assert plan is not None
    book = plc_budget.export_xlsx(plan, plc_budget.check_plan(plan, found))
    _, second = converted([book, book], ".xlsx", PAPER)
    assert isinstance(second, bytes)
    paths = tmp_path / "as made.pdf", tmp_path / "renumbered.pdf"
    for path, data in zip(paths, (second, renumbered(second)), strict=True):
        path.write_bytes(data)

    assert is_whole(renumbered(second))
    assert office.pdf_text(paths[0]) == office.pdf_text(paths[1]) != ""
