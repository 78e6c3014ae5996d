"""A hostile or mistaken file gets one clear message, soon and within 300 MB."""

from __future__ import annotations

import io
import os
import random
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from importing_samples import Paper, as_csv, as_ods, as_xlsx, ods_of, packed, unpacked
from plc_budget.importing import read_foreign, read_foreign_bytes

SOON = 5
"""Far more than any file took (a second at most): what is caught is a hang, not a slow machine. [s]"""

PAPER = Paper(
    [
        ["經費項目", "單價", "數量", "總價"],
        ["印刷費", 100, 80, 8000],
        ["合計", "", "", 8000],
    ]
)
TESTS = Path(__file__).parent
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000
SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = (
    b'<!DOCTYPE l [<!ENTITY a0 "lol">'
    + b"".join(b'<!ENTITY a%d "%s">' % (k, b"&a%d;" % (k - 1) * 10) for k in range(1, 10))
    + b"]>"
)


def changed(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the workbook of PAPER with one part changed."""
    parts = unpacked(as_xlsx(PAPER))
    parts[part] = change(parts[part])
    return packed(parts)


def with_part(name: str, data: bytes = b"x") -> bytes:
    """Return the workbook of PAPER with one part more."""
    return packed(unpacked(as_xlsx(PAPER)) | {name: data})


def in_rows(xml: bytes) -> Callable[[bytes], bytes]:
    """Put XML behind the rows of a sheet."""
    return lambda part: part.replace(b"</sheetData>", xml + b"</sheetData>")


def with_declarations(part: bytes) -> bytes:
    """Declare a bomb of entities in front of a part."""
    return re.sub(rb"^<\?xml[^>]*\?>", lambda found: found[0] + ENTITIES, part)


def ods_with_declarations() -> bytes:
    """Declare a bomb of entities in front of an OpenDocument table."""
    parts = unpacked(as_ods(PAPER))
    parts["content.xml"] = with_declarations(parts["content.xml"])
    return packed(parts)


def encrypted_ods() -> bytes:
    """Make what LibreOffice writes with a password: parts that are noise, and a list that says so."""
    manifest = (
        b"<manifest:manifest xmlns:manifest='m'><manifest:encryption-data/></manifest:manifest>"
    )
    parts = unpacked(as_ods(PAPER))
    return packed(parts | {"META-INF/manifest.xml": manifest, "content.xml": b"\x8f\x01" * 500})


def lying_zip() -> bytes:
    """Pack a workbook whose table of contents claims less than its parts unpack to."""
    data = bytearray(changed(SHEET, in_rows(b" " * 30_000_000)))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo(SHEET).file_size
    return bytes(data).replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def cut_short() -> bytes:
    """Return half a workbook."""
    data = as_xlsx(PAPER)
    return data[: len(data) // 2]


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("old.xlsx", lambda: b"", "empty"),
    "zip bomb": ("old.xlsx", lambda: changed(SHEET, in_rows(b" " * 45_000_000)), "unpacks"),
    "flat bomb": ("old.xlsx", lambda: with_part("xl/media/a.bin", bytes(60_000_000)), "unpacks"),
    "tight part": ("old.xlsx", lambda: changed(SHEET, in_rows(b" " * 10_000_000)), "unpacks"),
    "many small parts": (
        "old.xlsx",
        lambda: packed(
            unpacked(as_xlsx(PAPER)) | {f"xl/media/{n}.bin": bytes(950_000) for n in range(60)}
        ),
        "unpacks",
    ),
    "many loose cells": (
        "old.xlsx",
        lambda: loosely_packed(SHEET, in_rows((b"<row>" + b"<c/>" * 200 + b"</row>") * 1_900)),
        "unpacks",
    ),
    "cell bomb": (
        "old.xlsx",
        lambda: changed(SHEET, in_rows(b"<row>" + b"<c/>" * 2_000_000 + b"</row>")),
        "unpacks",
    ),
    "string bomb": (
        "old.xlsx",
        lambda: changed(
            "xl/sharedStrings.xml", lambda p: p.replace(b"</sst>", b"<si/>" * 900_000 + b"</sst>")
        ),
        "unpacks",
    ),
    "many parts": (
        "old.xlsx",
        lambda: packed(unpacked(as_xlsx(PAPER)) | {f"x/{n}": b"" for n in range(2_000)}),
        "unpacks",
    ),
    "ods cell bomb": (
        "old.ods",
        lambda: ods_of("<table:table>" + "<table:table-cell/>" * 900_000 + "</table:table>"),
        "unpacks",
    ),
    "lying zip": ("old.xlsx", lying_zip, "damaged"),
    "entities": (
        "old.xlsx",
        lambda: changed("xl/sharedStrings.xml", with_declarations),
        "declarations",
    ),
    "entities in utf-16": (
        "old.xlsx",
        lambda: changed(
            "xl/styles.xml",
            lambda p: (
                "\ufeff" + with_declarations(p.replace(b"UTF-8", b"UTF-16")).decode()
            ).encode("utf-16-le"),
        ),
        "declarations",
    ),
    "entities in ods": ("old.ods", ods_with_declarations, "declarations"),
    "macros": ("old.xlsm", lambda: with_part("xl/vbaProject.bin"), "macros"),
    "ods macros": (
        "old.ods",
        lambda: packed(unpacked(as_ods(PAPER)) | {"Basic/Standard/Module1.xml": b"<x/>"}),
        "macros",
    ),
    "links": (
        "old.xlsx",
        lambda: with_part("xl/externalLinks/externalLink1.xml", b"<x/>"),
        "other files",
    ),
    "ods links": (
        "old.ods",
        lambda: ods_of(
            '<table:table><table:table-source xmlns:x="x" x:href="file:///etc/passwd"/></table:table>'
        ),
        "other files",
    ),
    "encrypted": ("old.xlsx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "encrypted ods": ("old.ods", encrypted_ods, "password"),
    "old excel": ("old.xls", lambda: OLE + "Workbook".encode("utf-16-le"), ".xls"),
    "old excel renamed": ("old.xlsx", lambda: OLE + "Workbook".encode("utf-16-le"), ".xls"),
    "old word": ("old.doc", lambda: OLE + "WordDocument".encode("utf-16-le"), "Word"),
    "word": ("old.docx", lambda: packed({"word/document.xml": b"<w/>"}), "Word"),
    "pdf": ("old.xlsx", lambda: b"%PDF-1.7 ...", "PDF"),
    "web page": ("old.xls", lambda: b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
    "picture": ("old.csv", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
    "archive": ("old.zip", lambda: packed({"old.xlsx": as_xlsx(PAPER)}), "archive"),
    "binary workbook": ("old.xlsb", lambda: packed({"xl/workbook.bin": b"x"}), "binary"),
    "renamed to csv": ("old.csv", lambda: as_xlsx(PAPER), "ends in"),
    "renamed to ods": ("old.ods", lambda: as_xlsx(PAPER), "ends in"),
    "text as workbook": ("old.xlsx", lambda: as_csv(PAPER), "ends in"),
    "cut short": ("old.xlsx", cut_short, "damaged"),
    "a part is no xml": ("old.xlsx", lambda: changed(SHEET, lambda _: b"nothing"), "damaged"),
    "a part breaks off": ("old.xlsx", lambda: changed(SHEET, lambda p: p[:-40]), "damaged"),
    "no workbook part": ("old.xlsx", lambda: packed({"xl/x.xml": b"<x/>"}), "damaged"),
    "deep ods": ("old.ods", lambda: ods_of("<table:table>" + "<table:a>" * 100_000), "damaged"),
    "too large": ("old.csv", lambda: b"a," * 3_000_000, "bytes"),
    "wide csv": ("old.csv", lambda: b"," * 1_000_000, "larger than"),
    "long csv": ("old.csv", lambda: b"a\n" * 100_000, "larger than"),
    "no text": ("old.csv", lambda: bytes(range(128, 256)) * 100, "characters"),
    "no headings": ("old.csv", "甲,乙\n1,2".encode, "headings"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_one_clear_message_soon(name: str) -> None:
    """Nothing but one error, and no hang."""
    file, make, words = REFUSED[name]
    data = make()
    started = time.process_time()

    table, findings = read_foreign_bytes(data, file)

    assert time.process_time() - started < SOON
    assert table is None
    assert [f.severity for f in findings] == ["error"]
    assert words in findings[0].message.render("en")
    assert findings[0].remedy.render("en")
    assert findings[0].where.file.startswith(file)


HARMLESS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "far cell": (
        "old.xlsx",
        lambda: changed(SHEET, in_rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    ),
    "lying dimension": (
        "old.xlsx",
        lambda: changed(
            SHEET,
            lambda p: re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:XFD1048576"/>', p),
        ),
    ),
    "many empty rows": (
        "old.xlsx",
        lambda: changed(
            SHEET,
            in_rows(
                b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(4, 60_000))
            ),
        ),
    ),
    "repeated rows": ("old.ods", lambda: repeated("rows", 2**31)),
    "repeated columns": ("old.ods", lambda: repeated("columns", 10**30)),
    "many blanks": ("old.ods", lambda: with_blanks("9" * 9)),
    "formula as text": (
        "old.xlsx",
        lambda: as_xlsx(Paper([*PAPER.rows, ["=cmd|' /C calc'!A0", "", "", ""]])),
    ),
    "formula as text in csv": (
        "old.csv",
        lambda: as_csv(Paper([*PAPER.rows, ["=cmd|' /C calc'!A0", "", "", ""]])),
    ),
}


def with_blanks(count: str) -> bytes:
    """Return the OpenDocument table of PAPER with a blank that is repeated beyond measure."""
    parts = unpacked(as_ods(PAPER))
    blank = f'<text:p><text:s text:c="{count}"/>'.encode()
    parts["content.xml"] = parts["content.xml"].replace(b"<text:p>", blank)
    return packed(parts)


def repeated(what: str, times: int) -> bytes:
    """Return the OpenDocument table of PAPER followed by a cell that is repeated beyond measure."""
    cell = f'<table:table-row table:number-rows-repeated="{times}"><table:table-cell/></table:table-row>'
    if what == "columns":
        cell = f'<table:table-row><table:table-cell table:number-columns-repeated="{times}"/></table:table-row>'
    parts = unpacked(as_ods(PAPER))
    parts["content.xml"] = parts["content.xml"].replace(
        b"</table:table>", cell.encode() + b"</table:table>"
    )
    return packed(parts)


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_odd_but_harmless_is_read(name: str) -> None:
    """The line and its total come through, and no hang."""
    file, make = HARMLESS[name]
    data = make()
    started = time.process_time()

    table, findings = read_foreign_bytes(data, file)

    assert time.process_time() - started < SOON
    assert table is not None, findings
    assert [(line.item, line.amount) for line in table.lines] == [("印刷費", 8_000)]
    assert table.total_printed == 8_000


def loosely_packed(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Change a part and pack it so loosely that no ratio gives it away."""
    parts = unpacked(as_xlsx(PAPER))
    noise = b"<!--" + random.Random(1).randbytes(80_000).hex().encode() + b"-->"  # noqa: S311 - noise, no secret
    parts[part] = change(parts[part]) + noise
    return packed(parts)


def csv_of(row: str, times: int = 4_990) -> Callable[[], bytes]:
    """Return a CSV whose table is one row over and over."""
    return lambda: ("項目,單價,數量,總價,說明\n" + f"{row}\n" * times).encode()[:4_990_000]


LABORIOUS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "many cells": (
        "old.xlsx",
        lambda: loosely_packed(SHEET, in_rows((b"<row>" + b"<c/>" * 100 + b"</row>") * 1_900)),
    ),
    "one wide row": (
        "old.xlsx",
        lambda: loosely_packed(SHEET, in_rows(b"<row>" + b"<c/>" * 190_000 + b"</row>")),
    ),
    "many strings": (
        "old.xlsx",
        lambda: loosely_packed(
            "xl/sharedStrings.xml",
            lambda p: p.replace(b"</sst>", b"<si><t>a</t></si>" * 49_000 + b"</sst>"),
        ),
    ),
    "no size said": (
        "old.xlsx",
        lambda: loosely_packed(
            SHEET,
            lambda p: in_rows(b"<row><c/></row>" * 98_000)(re.sub(rb"<dimension[^>]*/>", b"", p)),
        ),
    ),
    "rows without end": (
        "old.xlsx",
        lambda: changed(
            SHEET,
            in_rows(
                b"".join(
                    b'<row x="%06x"/>' % n
                    for n in random.Random(1).choices(range(2**24), k=700_000)  # noqa: S311 - noise
                )
            ),
        ),
    ),
    "one formula shared": (
        "old.xlsx",
        lambda: loosely_packed(
            SHEET,
            in_rows(
                b'<row r="9"><c r="A9"><f t="shared" ref="A9:A5000" si="0">'
                + b"A1+" * 2_000
                + b"A1</f></c></row>"
                + b"".join(
                    b'<row r="%d"><c r="A%d"><f t="shared" si="0"/><v>1</v></c></row>' % (n, n)
                    for n in range(10, 5_000)
                )
            ),
        ),
    ),
    "a long text": (
        "old.xlsx",
        lambda: loosely_packed(
            SHEET,
            in_rows(
                b'<row r="9"><c r="A9" t="inlineStr"><is><t>'
                + "合計新台幣".encode() * 400_000
                + b"</t></is></c></row>"
            ),
        ),
    ),
    "headings all over": ("old.csv", csv_of("項目,單價,數量,總價,說明")),
    "lines all over": ("old.csv", csv_of("印刷費,100,80,8000,")),
    "subtotals all over": ("old.csv", csv_of("印刷費,100,80,8000,\n小計,,,8001,", 2_490)),
    "groups all over": (
        "old.csv",
        csv_of("一、甲,,,,\n印刷費,100,80,8000,\n甲小計,,,8001,", 1_660),
    ),
    "amounts without names": ("old.csv", csv_of(",,,8000,")),
    "brackets": (
        "old.csv",
        csv_of("(" * 30_000 + "," + "(" * 79 + "," + "每" * 79 + "," + "1," * 39, 150),
    ),
    "capitals": (
        "old.csv",
        csv_of("壹拾" * 200 + "," + "壹" * 79 + "," + "壹" * 79 + "," + "壹" * 79),
    ),
    "long figures": (
        "old.csv",
        csv_of("合計" * 5_000 + "," + "1" * 5_000 + "," + "x1" * 5_000 + "," + "-" * 5_000, 100),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LABORIOUS)
def test_what_makes_work_ends_soon(name: str) -> None:
    """A file just inside the limits, made to be slow, is read or refused in short time."""
    file, make = LABORIOUS[name]
    data = make()
    started = time.process_time()

    read_foreign_bytes(data, file)

    assert time.process_time() - started < SOON


MEASURE = """
import re, sys
from importlib import import_module
from pathlib import Path
module, _, name = sys.argv[2].rpartition(".")
look = getattr(import_module(module), name)
for path in sorted(Path(sys.argv[1]).iterdir()):
    look(path.read_bytes(), path.name.partition("_")[2])
print(int(re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024)
"""
"""Linux counts the highest use of this process alone; getrusage begins with that of the parent."""


def most_memory(folder: Path, cases: Iterable[tuple[str, Callable[[], bytes]]], look: str) -> int:
    """Let a process of its own look at files one after the other; return its highest use. [MiB]"""
    for number, (file, make) in enumerate(cases):
        (folder / f"{number}_{file}").write_bytes(make())
    paths = os.pathsep.join((str(TESTS), str(TESTS.parent)))
    ran = subprocess.run(
        [sys.executable, "-c", MEASURE, str(folder), look],
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(ran.stdout)


@pytest.mark.slow
@pytest.mark.xfail(not Path("/proc/self/status").exists(), reason="measured on Linux", run=False)
def test_memory_stays_small(tmp_path: Path) -> None:
    """All hostile files one after the other never take more than 300 MB."""
    cases = [case[:2] for case in (HARMLESS | LABORIOUS | REFUSED).values()]

    assert most_memory(tmp_path, cases, "plc_budget.importing.read_foreign_bytes") < 300


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    """A missing file, and a folder, are findings."""
    for path in (tmp_path / "none.xlsx", tmp_path):
        table, findings = read_foreign(path)
        assert table is None
        assert "no such file" in findings[0].message.render("en")


def test_a_huge_file_is_not_read_into_memory(tmp_path: Path) -> None:
    """A sparse file of 10 GB is refused by its size alone."""
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(10**10)

    table, findings = read_foreign(path)

    assert table is None
    assert "10,000,000,000 bytes" in findings[0].message.render("en")


def test_nothing_is_written(tmp_path: Path) -> None:
    """Reading leaves the folder as it was."""
    path = tmp_path / "old.xlsx"
    path.write_bytes(as_xlsx(PAPER))

    read_foreign(path)

    assert [file.name for file in tmp_path.iterdir()] == ["old.xlsx"]
