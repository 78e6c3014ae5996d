"""Odd spreadsheets by our own hand: zips, parts, texts, numbers and cells as other programs write them.

Each holds one table, 印刷費 100 × 80 = 8,000, and says whether it can be read or by what words it is
refused.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from importing_samples import ods_of, packed, unpacked

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATED = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>'
    '<c r="D1" t="s"><v>3</v></c></row>'
    '<row r="2"><c r="A2" t="s"><v>4</v></c><c r="B2" s="1"><v>100</v></c><c r="C2"><v>80</v></c>'
    '<c r="D2"><f>B2*C2</f><v>8000</v></c></row>'
    '<row r="3"><c r="A3" t="s"><v>5</v></c><c r="D3"><f>SUM(D2:D2)</f><v>8000</v></c></row>'
)
TEXTS = ("經費項目", "單價", "數量", "總價", "印刷費", "合計")


def book_parts(
    rows: str = ROWS,
    *,
    main: str = MAIN,
    related: str = RELATED,
    state: str = "",
    properties: str = "",
    behind: str = "",
) -> dict[str, bytes]:
    """Write the parts of a workbook."""
    texts = "".join(f"<si><t>{words}</t></si>" for words in TEXTS)
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{related}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{related}">{properties}<sheets><sheet name="經費表" sheetId="1" {state} r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{related}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="{related}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="c" Type="{related}/styles" Target="styles.xml"/></Relationships>',
        SHEET: f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>{behind}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{texts}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0&quot;元/本&quot;"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    }
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return {name: (head + part).encode() for name, part in parts.items()}


def changed(part: str, *changes: tuple[str, str], parts: dict[str, bytes] | None = None) -> bytes:
    """Return the workbook with some words of a part changed; each must be there."""
    made = book_parts() if parts is None else parts
    words = made[part].decode()
    for before, after in changes:
        assert before in words, before
        words = words.replace(before, after)
    return packed(made | {part: words.encode()})


def without(*names: str) -> bytes:
    """Return the workbook without some of its parts."""
    return packed({name: part for name, part in book_parts().items() if name not in names})


def renamed(change: Callable[[str], str]) -> bytes:
    """Return the workbook with other names for its parts."""
    return packed({change(name): part for name, part in book_parts().items()})


def with_sheet(words: str) -> bytes:
    """Return the workbook with other rows."""
    return packed(book_parts(words))


def zipped(
    write: Callable[[zipfile.ZipFile, str, bytes], object], target: io.BytesIO | None = None
) -> bytes:
    """Zip the workbook in another way."""
    buffer = io.BytesIO() if target is None else target
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in book_parts().items():
            write(archive, name, part)
    return buffer.getvalue()


class Pipe(io.BytesIO):
    """A file that cannot be gone back in: a zip written to it has its sizes behind each part."""

    def seekable(self) -> bool:
        """Say no."""
        return False

    def seek(self, *_: int) -> int:
        """Refuse."""
        raise OSError

    def tell(self) -> int:
        """Refuse."""
        raise OSError


def in_large_format(archive: zipfile.ZipFile, name: str, part: bytes) -> None:
    """Write a part with the sizes of zip64."""
    with archive.open(name, "w", force_zip64=True) as file:
        file.write(part)


def with_folders() -> bytes:
    """Zip the workbook with entries for its folders."""
    folders = dict.fromkeys(("xl/", "xl/worksheets/", "_rels/"), b"")
    return packed(folders | book_parts())


def twice() -> bytes:
    """Zip a workbook that holds its sheet two times, once as another spelling sees it."""
    other = book_parts()[SHEET].replace(b"8000", b"9000")
    return packed(book_parts() | {"XL/worksheets/sheet1.xml": other})


def with_wrong_sum() -> bytes:
    """Zip the workbook and spoil the checksum of its sheet."""
    data = packed(book_parts())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        crc = struct.pack("<L", archive.getinfo(SHEET).CRC)
    return data.replace(crc, b"\x00\x00\x00\x00")


def in_utf16(data: bytes) -> bytes:
    """Write a part in UTF-16."""
    return data.decode().replace('"UTF-8"', '"UTF-16"').encode("utf-16")


INLINE = ROWS
for _at, _words in enumerate(TEXTS):
    INLINE = INLINE.replace(f't="s"><v>{_at}</v>', f't="inlineStr"><is><t>{_words}</t></is>')


@dataclass(frozen=True)
class Odd:
    """An odd file: its name, how it is made, the words that refuse it, if any do."""

    file: str
    make: Callable[[], bytes]
    refused: str = ""


ODD: dict[str, Odd] = {
    # the zip
    "plain": Odd("a.xlsx", lambda: packed(book_parts())),
    "backslashes": Odd("a.xlsx", lambda: renamed(lambda name: name.replace("/", "\\"))),
    "leading slashes": Odd("a.xlsx", lambda: renamed(lambda name: f"/{name}")),
    "upper case": Odd("a.xlsx", lambda: renamed(str.upper)),
    "folders": Odd("a.xlsx", with_folders),
    "sizes behind the parts": Odd(
        "a.xlsx", lambda: zipped(lambda z, name, part: z.writestr(name, part), Pipe())
    ),
    "zip64": Odd("a.xlsx", lambda: zipped(in_large_format)),
    "stored": Odd(
        "a.xlsx", lambda: zipped(lambda z, name, part: z.writestr(name, part, zipfile.ZIP_STORED))
    ),
    "bytes before": Odd("a.xlsx", lambda: b"#!/bin/sh\n" + packed(book_parts())),
    "bytes behind": Odd("a.xlsx", lambda: packed(book_parts()) + b"\0" * 100),
    "bzip2": Odd(
        "a.xlsx",
        lambda: zipped(lambda z, name, part: z.writestr(name, part, zipfile.ZIP_BZIP2)),
        "packed in a way",
    ),
    "two parts of one name": Odd("a.xlsx", twice, "damaged"),
    "wrong checksum": Odd("a.xlsx", with_wrong_sum, "damaged"),
    # the parts
    "no content types": Odd("a.xlsx", lambda: without("[Content_Types].xml")),
    "no styles": Odd("a.xlsx", lambda: without("xl/styles.xml")),
    "no relations of the file": Odd("a.xlsx", lambda: without("_rels/.rels")),
    "no texts": Odd("a.xlsx", lambda: without("xl/sharedStrings.xml"), "damaged"),
    "no sheet": Odd("a.xlsx", lambda: without(SHEET), "damaged"),
    "no relations of the workbook": Odd(
        "a.xlsx", lambda: without("xl/_rels/workbook.xml.rels"), "damaged"
    ),
    "absolute targets": Odd(
        "a.xlsx",
        lambda: changed(
            "xl/_rels/workbook.xml.rels", ("worksheets/sheet1", "/xl/worksheets/sheet1")
        ),
    ),
    "targets with backslashes": Odd(
        "a.xlsx",
        lambda: changed("xl/_rels/workbook.xml.rels", ("worksheets/sheet1", "worksheets\\sheet1")),
    ),
    "a sheet outside": Odd(
        "a.xlsx",
        lambda: changed(
            "xl/_rels/workbook.xml.rels", ("worksheets/sheet1.xml", "../../../etc/passwd")
        ),
        "damaged",
    ),
    "strict": Odd("a.xlsx", lambda: packed(book_parts(main=STRICT, related=STRICT_RELATED))),
    "utf-16": Odd("a.xlsx", lambda: packed(book_parts() | {SHEET: in_utf16(book_parts()[SHEET])})),
    "byte order mark": Odd(
        "a.xlsx", lambda: packed(book_parts() | {SHEET: b"\xef\xbb\xbf" + book_parts()[SHEET]})
    ),
    "prefixes": Odd(
        "a.xlsx",
        lambda: packed(
            book_parts()
            | {
                SHEET: f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{ROWS.replace("<", "<x:").replace("<x:/", "</x:")}</x:sheetData></x:worksheet>'.encode()
            }
        ),
    ),
    "comments in the rows": Odd("a.xlsx", lambda: with_sheet(f"<!-- <row> -->{ROWS}<?go on?>")),
    "a hidden sheet": Odd("a.xlsx", lambda: packed(book_parts(state='state="veryHidden"'))),
    "another encoding": Odd(
        "a.xlsx",
        lambda: packed(
            book_parts() | {SHEET: b'<?xml version="1.0" encoding="klingon"?><worksheet/>'}
        ),
        "damaged",
    ),
    # styles
    "odd fills": Odd(
        "a.xlsx",
        lambda: changed(
            "xl/styles.xml",
            (
                "<cellXfs",
                '<fills><fill><patternFill patternType="plaid"><fgColor indexed="-7" rgb="red"/></patternFill></fill></fills><cellXfs',
            ),
        ),
    ),
    "styles are no xml": Odd(
        "a.xlsx",
        lambda: packed(book_parts() | {"xl/styles.xml": b"<styleSheet><a></styleSheet>"}),
        "damaged",
    ),
    "a style that is not there": Odd("a.xlsx", lambda: changed(SHEET, ('s="1"', 's="99"'))),
    "a style that is no number": Odd("a.xlsx", lambda: changed(SHEET, ('s="1"', 's="blue"'))),
    "a format that is not there": Odd(
        "a.xlsx", lambda: changed("xl/styles.xml", ('<xf numFmtId="164"', '<xf numFmtId="9999"'))
    ),
    "deep styles": Odd(
        "a.xlsx",
        lambda: changed(
            "xl/styles.xml", ("</styleSheet>", "<a>" * 50_000 + "</a>" * 50_000 + "</styleSheet>")
        ),
    ),
    # cells
    "a cell at the last corner": Odd(
        "a.xlsx", lambda: with_sheet(ROWS + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    ),
    "a cell beyond": Odd(
        "a.xlsx",
        lambda: with_sheet(ROWS + '<row r="99999999"><c r="ZZZ99999999"><v>1</v></c></row>'),
    ),
    "rows and cells without numbers": Odd(
        "a.xlsx",
        lambda: with_sheet(
            ROWS.replace('<row r="3"', "<row").replace(' r="A2"', "").replace(' r="B2"', "")
        ),
    ),
    "small letters": Odd("a.xlsx", lambda: with_sheet(ROWS.replace('r="A2"', 'r="a2"'))),
    "formulas without results": Odd("a.xlsx", lambda: with_sheet(ROWS.replace("<v>8000</v>", ""))),
    "a shared formula nobody spells": Odd(
        "a.xlsx", lambda: with_sheet(ROWS.replace("<f>B2*C2</f>", '<f t="shared" si="7"/>'))
    ),
    "an array formula": Odd(
        "a.xlsx",
        lambda: with_sheet(ROWS.replace("<f>B2*C2</f>", '<f t="array" ref="D2">B2*C2</f>')),
    ),
    "a table of data": Odd(
        "a.xlsx",
        lambda: with_sheet(ROWS.replace("<f>B2*C2</f>", '<f t="dataTable" ref="D2" r1="B2"/>')),
    ),
    "texts in their cells": Odd("a.xlsx", lambda: with_sheet(INLINE)),
    "texts of pieces": Odd(
        "a.xlsx",
        lambda: changed(
            "xl/sharedStrings.xml",
            (
                "<t>印刷費</t>",
                '<r><rPr><b/></rPr><t xml:space="preserve">印刷</t></r><r><t>費</t></r><rPh sb="0" eb="1"><t>ㄧㄣ</t></rPh>',
            ),
        ),
    ),
    "a text that is not there": Odd(
        "a.xlsx", lambda: with_sheet(ROWS.replace("<v>4</v>", "<v>400</v>")), "damaged"
    ),
    "a text before the first": Odd(
        "a.xlsx", lambda: with_sheet(ROWS.replace("<v>4</v>", "<v>-1</v>")), "damaged"
    ),
    "an error beside": Odd(
        "a.xlsx",
        lambda: with_sheet(
            ROWS
            + '<row r="9"><c r="F9" t="e"><v>#REF!</v></c><c r="G9" t="b"><v>1</v></c><c r="H9" t="d"><v>2025-05-31T09:00:00</v></c></row>'
        ),
    ),
    "numbers that are none": Odd(
        "a.xlsx",
        lambda: with_sheet(
            ROWS
            + '<row r="9"><c r="F9"><v>NaN</v></c><c r="G9"><v>1e999999</v></c><c r="H9"><v>x</v></c></row>'
        ),
    ),
    "days from 1904": Odd(
        "a.xlsx", lambda: packed(book_parts(properties='<workbookPr date1904="1"/>'))
    ),
    "merged in odd ways": Odd(
        "a.xlsx",
        lambda: packed(
            book_parts(
                behind='<mergeCells><mergeCell ref="A9:XFD1048576"/><mergeCell ref="nowhere"/></mergeCells>'
            )
        ),
    ),
    "odd pages": Odd(
        "a.xlsx",
        lambda: packed(
            book_parts(
                behind='<headerFooter differentFirst="1"><oddFooter>&amp;C&amp;P</oddFooter><firstHeader/></headerFooter>'
            )
        ),
    ),
    "odd columns": Odd(
        "a.xlsx",
        lambda: changed(
            SHEET,
            (
                "<sheetData>",
                '<cols><col min="0" max="999999999" hidden="1"/><col min="x" width="y"/></cols><sheetData>',
            ),
        ),
    ),
    # OpenDocument
    "ods": Odd("a.ods", lambda: ods(shown=True)),
    "ods without its kind": Odd(
        "a.ods", lambda: packed({"content.xml": unpacked(ods())["content.xml"]})
    ),
    "ods with its kind last": Odd("a.ods", lambda: packed(dict(reversed(unpacked(ods()).items())))),
    "ods with backslashes": Odd(
        "a.ods", lambda: packed(unpacked(ods()) | {"Configurations2\\menubar\\": b""})
    ),
    "ods with repeated cells": Odd(
        "a.ods",
        lambda: ods(
            behind='<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        ),
    ),
    "ods with a far cell": Odd(
        "a.ods",
        lambda: ods(
            behind='<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated="16000"/><table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>'
        ),
    ),
    "ods with covered cells": Odd(
        "a.ods",
        lambda: ods(
            before='<table:table-row><table:table-cell table:number-columns-spanned="4"><text:p>經費概算表</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="3"/></table:table-row>'
        ),
    ),
    "ods with groups of rows": Odd(
        "a.ods",
        lambda: ods(
            around=(
                "<table:table-row-group><table:table-header-rows>",
                "</table:table-header-rows></table:table-row-group>",
            )
        ),
    ),
    "ods with numbers alone": Odd("a.ods", lambda: ods(shown=False)),
    "ods pages are no xml": Odd(
        "a.ods", lambda: packed(unpacked(ods()) | {"styles.xml": b"<a>"}), "damaged"
    ),
    "flat OpenDocument": Odd("a.fods", lambda: unpacked(ods())["content.xml"], "XML file"),
    "flat OpenDocument called ods": Odd(
        "a.ods", lambda: unpacked(ods())["content.xml"], "XML file"
    ),
    "Excel 2003 XML": Odd(
        "a.xls",
        lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        "XML file",
    ),
}
"""Files as they come; what LibreOffice opens is read, or a sentence says what helps."""


def ods(
    *, before: str = "", behind: str = "", around: tuple[str, str] = ("", ""), shown: bool = True
) -> bytes:
    """Write the table as OpenDocument."""

    def text(words: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'

    def number(value: int) -> str:
        said = f"<text:p>{value:,}</text:p>" if shown else ""
        return f'<table:table-cell office:value-type="float" office:value="{value}">{said}</table:table-cell>'

    rows = (
        "".join(map(text, TEXTS[:4])),
        text(TEXTS[4]) + "".join(map(number, (100, 80, 8000))),
        text(TEXTS[5]) + "<table:table-cell/><table:table-cell/>" + number(8000),
    )
    made = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return ods_of(
        f'<table:table table:name="經費表">{before}{made.join(around)}{behind}</table:table>'
    )
