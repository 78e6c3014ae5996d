"""The workbook as an OpenDocument spreadsheet; the shell that the sheets write to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plc_budget.sheets.ods.chart import (
    FRAME_STYLE,
    Chart,
    chart_document,
    chart_frame,
    folder,
)
from plc_budget.sheets.ods.edges import Styles as TextStyles
from plc_budget.sheets.ods.edges import text_styles
from plc_budget.sheets.ods.looks import (
    Look,
    cell_style,
    font_faces,
    mark_style,
    number_styles,
    words_style,
)
from plc_budget.sheets.ods.markup import document, tag
from plc_budget.sheets.ods.package import CHART, SPREADSHEET, meta, packed
from plc_budget.sheets.ods.pages import Page, master_page, page_layout
from plc_budget.sheets.ods.rules import Rules
from plc_budget.sheets.ods.sheet import Cell, OdsSheet
from plc_budget.sheets.ods.table import Styles, table
from plc_budget.sheets.ods.views import settings

_CALCULATION = (
    '<table:calculation-settings table:case-sensitive="false" table:use-regular-expressions="false" '
    'table:use-wildcards="true" table:automatic-find-labels="false"/>'
)
"""Compare as Excel does: upper and lower case alike, no regular expressions."""


def _named(named: tuple[str, str]) -> str:
    name, formula = named
    cell = "$" + formula.removeprefix("=").replace("!", ".")
    return tag("table:named-range", {"table:name": name, "table:base-cell-address": cell,
                                     "table:cell-range-address": cell})  # fmt: skip


class OdsWorkbook:
    """A shell that takes sheets as XlsxWriter's workbook does.

    Examples
    --------
    >>> book = OdsWorkbook("標楷體", 12)
    >>> book.add_worksheet("表").write_string(0, 0, "合計")
    >>> book.close()[:4], book.close() == book.close()
    (b'PK\\x03\\x04', True)
    """

    def __init__(self, font: str, size: int) -> None:
        """Begin a workbook whose cells are in a font of a size. [pt]"""
        self.usual = {"font_name": font, "font_size": size}
        self.sheets: list[OdsSheet] = []
        self.looks: list[Look] = []
        self.properties: Mapping[str, Any] = {}
        self.names: dict[str, str] = {}

    def add_worksheet(self, name: str) -> OdsSheet:
        """Add a sheet."""
        self.sheets.append(OdsSheet(name))
        return self.sheets[-1]

    def worksheets(self) -> list[OdsSheet]:
        """Return the sheets in their order."""
        return self.sheets

    def add_format(self, properties: dict[str, Any]) -> Look:
        """Make a look of cells."""
        self.looks.append(Look(f"ce{len(self.looks) + 1}", properties))
        return self.looks[-1]

    def add_chart(self, options: dict[str, Any]) -> Chart:
        """Make a chart: bars."""
        if options != {"type": "bar"}:
            raise ValueError(f"no chart of our sheets: {options}")
        return Chart()

    def define_name(self, name: str, formula: str) -> None:
        """Name a cell."""
        self.names[name] = formula

    def set_properties(self, properties: dict[str, Any]) -> None:
        """Say what the document is."""
        self.properties = properties

    def close(self) -> bytes:
        """Write the document."""
        charts = [placed for sheet in self.sheets for placed in sheet.charts]
        rules = Rules()
        content = self._content(rules)
        parts = {"content.xml": content, "styles.xml": self._styles(rules),
                 "settings.xml": settings(self.sheets), "meta.xml": meta(self.properties)}  # fmt: skip
        for number, (_, chart, _) in enumerate(charts, start=1):
            parts[f"{folder(number)}/content.xml"] = chart_document(chart, self._value)
        folders = {f"{folder(number)}/": CHART for number in range(1, len(charts) + 1)}
        return packed(SPREADSHEET, parts, folders)

    def _value(self, name: str, row: int, column: int) -> Cell:
        sheet = next(sheet for sheet in self.sheets if sheet.name == name)
        return sheet.cells[row][column]

    def _content(self, rules: Rules) -> str:
        described, numbers = number_styles(self.looks)
        styles = Styles(numbers)
        tables, frame = [], 0
        for number, sheet in enumerate(self.sheets, start=1):
            frames = {}
            for area, chart, options in sheet.charts:
                frame += 1
                frames[area.first_row, area.first_column] = chart_frame(chart, frame, options)
            rules.enter(sheet)
            tables.append(table(sheet, number, styles, rules, frames))
        automatic = "".join([
            described, *(cell_style(look, numbers) for look in self.looks), *styles.described,
            *map(self._table_style, range(1, len(self.sheets) + 1)), FRAME_STYLE,
        ])  # fmt: skip
        named = tag("table:named-expressions", {}, "".join(map(_named, self.names.items())))
        inside = f"{_CALCULATION}{rules.xml()}{''.join(tables)}{named if self.names else ''}"
        body = tag("office:body", {}, tag("office:spreadsheet", {}, inside))
        return document("office:document-content",
                        self._fonts() + tag("office:automatic-styles", {}, automatic) + body)  # fmt: skip

    @staticmethod
    def _table_style(number: int) -> str:
        properties = '<style:table-properties table:display="true" style:writing-mode="lr-tb"/>'
        return tag("style:style", {"style:name": f"ta{number}", "style:family": "table",
                                   "style:master-page-name": f"Page{number}"}, properties)  # fmt: skip

    def _fonts(self) -> str:
        names = dict.fromkeys(look.properties.get("font_name", self.usual["font_name"])
                              for look in self.looks) or {self.usual["font_name"]: None}  # fmt: skip
        return font_faces(names)

    def _styles(self, rules: Rules) -> str:
        texts: TextStyles = {}
        layouts: dict[Page, str] = {}
        masters = ""
        for number, sheet in enumerate(self.sheets, start=1):
            layout = layouts.setdefault(sheet.page, f"pm{len(layouts) + 1}")
            masters += master_page(sheet.page, f"Page{number}", layout, texts)
        automatic = text_styles(texts) + "".join(
            page_layout(page, name) for page, name in layouts.items()
        )
        named = self._common() + "".join(
            mark_style(look, name) for name, look in rules.marks.items()
        )
        return document("office:document-styles", "".join([
            self._fonts(), tag("office:styles", {}, named),
            tag("office:automatic-styles", {}, automatic), tag("office:master-styles", {}, masters),
        ]))  # fmt: skip

    def _common(self) -> str:
        """Describe what every cell is: in the font of the document, in Chinese of Taiwan."""
        words = words_style(self.usual).removesuffix("/>") + (
            ' fo:language="en" fo:country="US" style:language-asian="zh" style:country-asian="TW"/>'
        )
        return (
            f'<style:default-style style:family="table-cell">{words}</style:default-style>'
            '<style:style style:name="Default" style:family="table-cell"/>'
        )
