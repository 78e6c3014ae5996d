"""Independent readers of what we write: LibreOffice, validators of both formats, a PDF reader.

Nothing here imports plc_budget.  Whoever calls these carries the marker ``office``, and
``validators`` as well for :func:`validate_ooxml`.  Ask for many files in one call: LibreOffice
takes two seconds to start and a blink for each file.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from datetime import date, time
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import openxml_audit

import programs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | bool | date | time
Sheets = dict[str, dict[str, Value]]
"""The name of a sheet to its cells, each named as Excel does, to its value; blanks left out."""

A4 = (595, 842)
"""Width and height. [pt]"""
NEAREST = 1e-9
"""Numbers closer than this, relative above 1, are the same: percentages are floats in a file."""
_PAPER_A4 = 9
_XLSX = "xlsx:Calc MS Excel 2007 XML"
_WORD = re.compile(r'yMax="([\d.]+)">([^<]+)</word>')
_PATIENCE = 180
"""Longest wait for a program. [s]"""

_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
 <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
 <prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_STANDS_IN_FOR_KAI = (
    '<match target="pattern"><test name="family" qual="any"><string>{asked}</string></test>'
    f'<edit name="family" mode="assign" binding="strong"><string>{programs.KAI}</string></edit>'
    "</match>"
)
_FONTS = f"""<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>
{_STANDS_IN_FOR_KAI.format(asked="標楷體")}
{_STANDS_IN_FOR_KAI.format(asked="DFKai-SB")}
<match target="pattern"><test name="family" qual="any"><string>sans-serif</string></test>
<edit name="family" mode="prepend" binding="strong"><string>{programs.SANS}</string></edit>
</match></fontconfig>
"""


def recalculate(path: Path) -> Sheets:
    """Return what LibreOffice computes from the formulas alone; see :func:`recalculate_all`."""
    return recalculate_all([path])[0]


def recalculate_all(paths: Iterable[Path]) -> list[Sheets]:
    """Recalculate workbooks (.xlsx or .ods) from scratch; their stored values are not believed."""
    return [stored_values(path) for path in convert(paths, _XLSX)]


def stored_values(path: Path) -> Sheets:
    """Return the values as they lie in an .xlsx, that of a formula being the one stored with it."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: dict(_filled(sheet)) for sheet in book.worksheets}


def _filled(sheet: Worksheet) -> Iterator[tuple[str, Value]]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value not in (None, ""):
                yield cell.coordinate, cell.value  # type: ignore[misc]


def differences(ours: Sheets, theirs: Sheets) -> list[str]:
    """List the cells that differ: text exactly, numbers by more than :data:`NEAREST`."""
    return [
        f"{sheet}!{cell}: {ours.get(sheet, {}).get(cell)!r} is not "
        f"{theirs.get(sheet, {}).get(cell)!r}"
        for sheet in [*ours, *(theirs.keys() - ours.keys())]
        for cell in sorted(ours.get(sheet, {}).keys() | theirs.get(sheet, {}).keys())
        if not _same(ours.get(sheet, {}).get(cell), theirs.get(sheet, {}).get(cell))
    ]


def _same(one: Value | None, other: Value | None) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= NEAREST * max(1, abs(one), abs(other))
    return one == other


def to_pdf(path: Path) -> Path:
    """Print a workbook, 標楷體 in a free kai font."""
    return to_pdfs([path])[0]


def to_pdfs(paths: Iterable[Path]) -> list[Path]:
    """Print workbooks in one go."""
    return convert(paths, "pdf")


def convert(paths: Iterable[Path], target: str) -> list[Path]:
    """Let LibreOffice write each file anew, recalculated, as ``target`` (its name of a filter)."""
    app = Path(tempfile.mkdtemp(dir=_workshop()))
    copies = [
        Path(shutil.copyfile(path, app / f"{number}{path.suffix}"))
        for number, path in enumerate(paths)
    ]
    made = app / "made"
    said = _run(
        programs.SPREADSHEET,
        f"-env:UserInstallation={_profile().as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        target,
        "--outdir",
        str(made),
        *map(str, copies),
    )
    results = [made / f"{copy.stem}.{target.split(':', maxsplit=1)[0]}" for copy in copies]
    if not all(result.is_file() for result in results):
        raise RuntimeError(f"LibreOffice did not write every file as {target}: {said}")
    return results


@cache
def _shop() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="plc-budget-office-")


def _workshop() -> Path:
    return Path(_shop().name)


@cache
def _profile() -> Path:
    """Make a profile of our own: it recalculates always, and no open LibreOffice is disturbed."""
    profile = _workshop() / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, "utf-8")
    (_workshop() / "fonts.conf").write_text(_FONTS, "utf-8")
    return profile


def _run(*command: str) -> str:
    fonts = {"FONTCONFIG_FILE": str(_workshop() / "fonts.conf")}
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
        env={**os.environ, **fonts, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
    )
    return done.stdout + done.stderr


def pdf_text(pdf: Path) -> str:
    """Return the words of a PDF as they lie on the page."""
    return _run("pdftotext", "-layout", str(pdf), "-")


def words_on(pdf: Path) -> list[dict[str, float]]:
    """Return the words of each page with the lower edge of the last of that name. [pt from the top]"""
    pages = _run("pdftotext", "-bbox", str(pdf), "-").split("<page ")[1:]
    return [{word: float(edge) for edge, word in _WORD.findall(page)} for page in pages]


def pdf_to_png(pdf: Path, *, dots: int = 100) -> list[Path]:
    """Return one picture a page, beside the PDF, to be looked at. ``dots`` in [1/inch]."""
    _run("pdftoppm", "-r", str(dots), "-png", str(pdf), str(pdf.with_suffix("")))
    return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))


def page_sizes(pdf: Path) -> list[tuple[int, int]]:
    """Return the width and height of each page. [pt]"""
    sizes = re.findall(r"size: +([\d.]+) x ([\d.]+) pts", _run("pdfinfo", "-l", "-1", str(pdf)))
    return [(round(float(width)), round(float(height))) for width, height in sizes]


def validate_ooxml(path: Path) -> list[str]:
    """List what is wrong with an Open XML file in the eyes of three judges.

    Microsoft's own validator, openxml-audit, and :func:`untidy` for what both overlook.
    """
    said = json.loads(_run(str(programs.validator()), str(path)))
    audited = openxml_audit.OpenXmlValidator().validate(path)
    return [
        *(f"Microsoft: {e['path']} {e['xPath']}: {e['description']}" for e in said["errors"]),
        *(f"openxml-audit: {e.part_uri} {e.path}: {e.description}" for e in audited.errors),
        *(untidy(path) if path.suffix == ".xlsx" else []),
    ]


def validate_odf(path: Path) -> list[str]:
    """List what is wrong with an OpenDocument file by the schema of the standard, in every part."""
    rules = Path(openxml_audit.odf.__file__).parent / "schemas" / "odf-1.3"
    schema, manifest = (rules / f"OpenDocument-v1.3-{what}schema.rng" for what in ("", "manifest-"))
    routes = {"1.3": {"*.xml": schema, "META-INF/manifest.xml": manifest}}
    judge = openxml_audit.OdfValidator(
        relaxng_validation=True, semantic_validation=False, schema_routes=routes
    )
    return [f"{e.part_uri} {e.path}: {e.description}" for e in judge.validate(path).errors]


def untidy(path: Path) -> list[str]:
    """List merged cells that overlap, paper other than A4, and table headers unlike their cells."""
    book = openpyxl.load_workbook(path)
    return [f"{sheet.title}: {wrong}" for sheet in book.worksheets for wrong in _untidy(sheet)]


def _untidy(sheet: Worksheet) -> Iterator[str]:
    for one, other in combinations(sheet.merged_cells.ranges, 2):
        if not one.isdisjoint(other):
            yield f"{one} and {other} are merged and overlap"
    if int(sheet.page_setup.paperSize or 0) != _PAPER_A4:
        yield "the paper is not A4"
    for table in sheet.tables.values():
        cells = [str(cell.value) for cell in sheet[table.ref][0]]
        if cells != [column.name for column in table.tableColumns]:
            yield f"the header of {table.name} is not what its cells say: {cells}"
