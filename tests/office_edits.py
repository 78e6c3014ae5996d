"""LibreOffice edits our sheets as a person does: rows inserted, moved and deleted, cells typed.

A macro in a profile of our own drives it; the files themselves hold none.  All edits go through one
start of LibreOffice.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import programs

Command = tuple[str | int, ...]
"""What is done: its name and what it needs, see :data:`_MACRO`."""
XLSX: Final = "Calc MS Excel 2007 XML"
ODS: Final = "calc8"
_PATIENCE = 240
"""Longest wait for all edits. [s]"""

_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Main
  Dim reach, listing, doc, sheet, parts, data
  Dim quiet(0) As New com.sun.star.beans.PropertyValue
  Dim how(0) As New com.sun.star.beans.PropertyValue
  Dim fields(0) As New com.sun.star.table.TableSortField
  Dim shift As Long
  On Error GoTo Wrong
  quiet(0).Name = "Hidden" : quiet(0).Value = True
  reach = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  listing = createUnoService("com.sun.star.io.TextInputStream")
  listing.setInputStream(reach.openFileRead("{LIST}"))
  listing.setEncoding("UTF-8")
  Do While Not listing.isEOF()
    parts = Split(listing.readLine(), Chr(9))
    If UBound(parts) &gt;= 0 Then
    Select Case parts(0)
    Case "open" : doc = StarDesktop.loadComponentFromURL(parts(1), "_blank", 0, quiet())
    Case "sheet"
      sheet = doc.Sheets.getByIndex(CInt(parts(1)))
      sheet.unprotect("")
    Case "number" : sheet.getCellRangeByName(parts(1)).setValue(Val(parts(2)))
    Case "text" : sheet.getCellRangeByName(parts(1)).setString(Join(Split(parts(2), "\\n"), Chr(10)))
    Case "formula" : sheet.getCellRangeByName(parts(1)).setFormula(parts(2))
    Case "clear" : sheet.getCellRangeByName(parts(1)).clearContents(23)
    Case "insert" : sheet.Rows.insertByIndex(CLng(parts(1)) - 1, 1)
    Case "delete" : sheet.Rows.removeByIndex(CLng(parts(1)) - 1, 1)
    Case "insert_column" : sheet.Columns.insertByIndex(CLng(parts(1)), 1)
    Case "delete_column" : sheet.Columns.removeByIndex(CLng(parts(1)), 1)
    Case "move_row"
      sheet.Rows.insertByIndex(CLng(parts(2)) - 1, 1)
      shift = 0
      If CLng(parts(1)) &gt;= CLng(parts(2)) Then shift = 1
      sheet.moveRange(sheet.getCellByPosition(0, CLng(parts(2)) - 1).CellAddress, sheet.getCellRangeByPosition(0, CLng(parts(1)) - 1 + shift, 15, CLng(parts(1)) - 1 + shift).RangeAddress)
      sheet.Rows.removeByIndex(CLng(parts(1)) - 1 + shift, 1)
    Case "move_column"
      sheet.Columns.insertByIndex(CLng(parts(2)), 1)
      sheet.moveRange(sheet.getCellByPosition(CLng(parts(2)), 3).CellAddress, sheet.getCellRangeByPosition(CLng(parts(1)), 3, CLng(parts(1)), 60).RangeAddress)
    Case "sort"
      fields(0).Field = CInt(parts(2))
      fields(0).IsAscending = False
      how(0).Name = "SortFields" : how(0).Value = fields()
      sheet.getCellRangeByName(parts(1)).sort(how())
    Case "copy_row"
      sheet.copyRange(sheet.getCellByPosition(0, CLng(parts(2)) - 1).CellAddress, sheet.getCellRangeByPosition(0, CLng(parts(1)) - 1, 15, CLng(parts(1)) - 1).RangeAddress)
    Case "fill" : sheet.getCellRangeByName(parts(1)).fillAuto(com.sun.star.sheet.FillDirection.TO_BOTTOM, 1)
    Case "hide" : sheet.Rows.getByIndex(CLng(parts(1)) - 1).IsVisible = False
    Case "rename" : sheet.Name = parts(1)
    Case "remove_sheet" : doc.Sheets.removeByName(parts(1))
    Case "copy_sheet" : doc.Sheets.copyByName(parts(1), parts(2), doc.Sheets.Count)
    Case "order_sheet" : doc.Sheets.moveByName(parts(1), CInt(parts(2)))
    Case "values"
      data = sheet.getCellRangeByName(parts(1)).getDataArray()
      sheet.getCellRangeByName(parts(1)).setDataArray(data)
    Case "save"
      how(0).Name = "FilterName" : how(0).Value = parts(2)
      doc.calculateAll()
      doc.storeToURL(parts(1), how())
    Case "close" : doc.close(True)
    End Select
    End If
  Loop
  StarDesktop.terminate()
  Exit Sub
Wrong:
  StarDesktop.terminate()
End Sub
</script:module>
"""


def edited(
    source: Path, edits: Mapping[str, Sequence[Command]], folder: Path
) -> dict[str, tuple[Path, Path]]:
    """Make each edit of its own in a copy, saved both as .xlsx and as .ods.

    Parameters
    ----------
    source : Path
        The file to edit.
    edits : mapping of str to sequence
        What is done, by name.
    folder : Path
        Where the copies go.

    Returns
    -------
    dict[str, tuple[Path, Path]]
        The copies, by name of the edit.
    """
    made = {name: (folder / f"{n}.xlsx", folder / f"{n}.ods") for n, name in enumerate(edits)}
    lines: list[str] = []
    for name, commands in edits.items():
        xlsx, ods = made[name]
        lines += [f"open\t{source.as_uri()}", "sheet\t0"]
        lines += ["\t".join(map(str, command)) for command in commands]
        lines += [f"save\t{xlsx.as_uri()}\t{XLSX}", f"save\t{ods.as_uri()}\t{ODS}", "close"]
    _run(lines)
    missing = [name for name, files in made.items() if not all(file.is_file() for file in files)]
    assert not missing, f"LibreOffice did not make: {missing}"
    return made


def _run(lines: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="plc-budget-edits-") as place:
        profile, listed = Path(place) / "profile", Path(place) / "edits.txt"
        listed.write_text("\n".join(lines), encoding="utf-8")
        _start(profile, "--terminate_after_init")
        module = profile / "user" / "basic" / "Standard" / "Module1.xba"
        module.write_text(_MACRO.replace("{LIST}", listed.as_uri()), "utf-8")
        _start(profile, "macro:///Standard.Module1.Main")


def _start(profile: Path, *words: str) -> None:
    subprocess.run(
        [
            programs.SPREADSHEET,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            *words,
        ],
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
    )
