"""XlsxWriter, spared what it would do again for every workbook: the same bytes, sooner.

Looks, styles and the parts that say nothing of a plan are made once and remembered; a test compares
whole files with those of the plain XlsxWriter.
"""

# ruff: noqa: ANN401, SLF001 - what XlsxWriter hands on has its own types, and these are its parts

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings

from plc_budget.sheets.container import packed
from plc_budget.sheets.xlsx import XlsxWorkbook
from plc_budget.sheets.xlsx_sheet import QuickSheet

Look = tuple[tuple[str, Any], ...]
"""The properties of a format, as they were set."""
_ALIKE = re.compile(r"\[Content_Types\]\.xml|.*\.rels|xl/(styles\.xml|theme/.*|drawings/.*)")
"""Parts that are alike in most workbooks of ours."""
_SPECIAL = re.compile(r"[&<>_\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""What XlsxWriter may escape in a text; one set of signs is searched much quicker than choices."""
_STYLES: dict[tuple[object, ...], str] = {}
"""What ``styles.xml`` is for the looks in use."""
_MANY = 64


class QuickWorkbook(XlsxWorkbook):
    """A workbook that remembers what it made for others."""

    worksheet_class = QuickSheet

    def __init__(self, options: dict[str, Any]) -> None:
        self.parts: list[tuple[str, str]] = []
        super().__init__(options)

    def written(self) -> bytes:
        """Close the workbook and return the file."""
        self.close()
        return packed(self.parts, is_kept=lambda name: bool(_ALIKE.fullmatch(name)))

    def add_format(self, properties: dict[str, Any] | None = None) -> Format:
        """Make a look of cells as a copy of one made before; it is not to be changed any more."""
        look = tuple({**self.default_format_properties, **(properties or {})}.items())
        made: Any = Format.__new__(Format)
        made.__dict__ |= _model(look).__dict__
        made.look = look
        made.xf_format_indices = self.xf_format_indices
        made.dxf_format_indices = self.dxf_format_indices
        self.formats.append(made)
        return made  # type: ignore[no-any-return]

    def looks(self) -> tuple[object, ...]:
        """Name the looks in use: the same ones give the same styles."""
        return tuple(
            (made.xf_index, made.dxf_index, made.look)
            for made in self.formats
            if made.xf_index is not None or made.dxf_index is not None
        )

    def _prepare_format_properties(self) -> None:
        """Give fonts, fills and borders their numbers, which only unknown styles need."""
        if self.looks() not in _STYLES:
            super()._prepare_format_properties()

    def _get_packager(self) -> Packager:
        return _Packager()


class _Packager(Packager):
    """The maker of parts; it hands them to the workbook, and XlsxWriter an empty list to pack."""

    workbook: Any
    filenames: list[tuple[Any, str, bool]]

    def _create_package(self) -> list[object]:
        made: list[tuple[Any, str, bool]] = super()._create_package()  # type: ignore[no-untyped-call]
        self.workbook.parts = [(name, part.getvalue()) for part, name, _ in made]
        return []

    def _write_styles_file(self) -> None:
        looks = self.workbook.looks()
        if looks in _STYLES:
            self._part("xl/styles.xml").write(_STYLES[looks])
            return
        super()._write_styles_file()
        if len(_STYLES) >= _MANY:
            _STYLES.clear()
        _STYLES[looks] = self.filenames[-1][0].getvalue()

    def _write_shared_strings_file(self) -> None:
        strings: Any = _Strings()
        strings.string_table = self.workbook.str_table
        if strings.string_table.count:
            strings._set_xml_writer(self._part("xl/sharedStrings.xml"))
            strings._assemble_xml_file()

    def _part(self, name: str) -> Any:
        return self._filename(name)  # type: ignore[no-untyped-call]


class _Strings(SharedStrings):
    """The texts of a workbook; most have nothing to escape."""

    fh: Any
    string_table: Any

    def _write_sst_strings(self) -> None:
        for string in self.string_table.string_array:
            if _SPECIAL.search(string) or string.strip() != string:
                self._write_si(string)
            else:
                self.fh.write(f"<si><t>{string}</t></si>")


@lru_cache(maxsize=1024)
def _model(look: Look) -> Format:
    """Make a format, and the key XlsxWriter knows it by, of no workbook yet."""
    made: Any = Format(dict(look))
    made._get_format_key()  # kept by the format, and copied with it
    return made  # type: ignore[no-any-return]
