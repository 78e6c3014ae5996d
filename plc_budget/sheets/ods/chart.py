"""A bar chart as a document in the document, with the figures it shows beside the cells' own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from plc_budget.sheets.ods.formula import address
from plc_budget.sheets.ods.markup import document, escaped, paragraphs, tag
from plc_budget.sheets.ods.numbers import exact, number_style
from plc_budget.sheets.ods.sheet import Area, Cell

Options = Mapping[str, Any]
ValueOf = Callable[[str, int, int], Cell]
"""Looks up a cell by the name of its sheet, row and column."""
_LINE, _BORDER = "#878787", "#d9d9d9"
_SIZE = 10
"""Of the letters at the axes. [pt]"""
_ACROSS, _DOWN = 6 / 7, 0.75
"""What a pixel of XlsxWriter is: across as our columns are wide, down as 96 of them are an inch. [pt]"""


@dataclass
class Chart:
    """A shell that keeps what XlsxWriter's chart would be told: bars of one series."""

    series: Options = field(default_factory=dict)
    title: Options = field(default_factory=dict)
    legend: Options = field(default_factory=dict)
    axes: dict[str, Options] = field(default_factory=lambda: {"x": {}, "y": {}})
    size: tuple[float, float] = (480, 288)

    def add_series(self, options: Options) -> None:
        """Show figures."""
        if self.series:
            raise ValueError("our charts have one series")
        self.series = options

    def set_title(self, options: Options) -> None:
        """Give the chart its title."""
        self.title = options

    def set_legend(self, options: Options) -> None:
        """Leave the legend out, as we do."""
        self.legend = options

    def set_x_axis(self, options: Options) -> None:
        """Describe the axis of a bar chart that has the figures, as XlsxWriter names it."""
        self.axes["x"] = options

    def set_y_axis(self, options: Options) -> None:
        """Describe the axis of a bar chart that has the names."""
        self.axes["y"] = options

    def set_size(self, options: Options) -> None:
        """Set width and height. [pixel]"""
        self.size = options["width"], options["height"]


def chart_frame(chart: Chart, number: int, options: Options) -> str:
    """Write what stands in the cell: the frame that shows the chart."""
    names, figures = _ranges(chart)
    draw = tag("draw:object", {
        "draw:notify-on-update-of-ranges": f"{names} {figures}", "xlink:href": f"./{folder(number)}",
        "xlink:type": "simple", "xlink:show": "embed", "xlink:actuate": "onLoad",
    })  # fmt: skip
    described = tag("svg:desc", {}, escaped(options.get("description", "")))
    width, height = _points(chart)
    return tag("draw:frame", {
        "draw:z-index": 0, "draw:name": f"Chart {number}", "draw:style-name": "gr1",
        "svg:width": width, "svg:height": height, "svg:x": "0pt", "svg:y": "0pt",
    }, draw + described)  # fmt: skip


FRAME_STYLE = (
    '<style:style style:name="gr1" style:family="graphic">'
    '<style:graphic-properties draw:stroke="none" draw:fill="none"/></style:style>'
)


def folder(number: int) -> str:
    """Name the folder of a chart in the document."""
    return f"Object {number}"


def _points(chart: Chart) -> tuple[str, str]:
    return f"{chart.size[0] * _ACROSS:.2f}pt", f"{chart.size[1] * _DOWN:.2f}pt"


def _ranges(chart: Chart) -> tuple[str, str]:
    names, figures = (_area(chart, which) for which in ("categories", "values"))
    return (address(chart.series["categories"][0], *names.corners),
            address(chart.series["values"][0], *figures.corners))  # fmt: skip


def _area(chart: Chart, which: str) -> Area:
    _, first_row, first_column, last_row, last_column = chart.series[which]
    return Area(first_row, first_column, last_row, last_column)


def chart_document(chart: Chart, value_of: ValueOf) -> str:
    """Write the chart as a document of its own."""
    width, height = _points(chart)
    inside = tag("chart:chart", {
        "svg:width": width, "svg:height": height, "xlink:href": "..", "xlink:type": "simple",
        "chart:class": "chart:bar", "chart:style-name": "chart",
    }, _title(chart) + _plot(chart) + _local_table(chart, value_of))  # fmt: skip
    styles = tag("office:automatic-styles", {}, _styles(chart))
    body = tag("office:body", {}, tag("office:chart", {}, inside))
    return document("office:document-content", styles + body)


def _title(chart: Chart) -> str:
    name = chart.title.get("name", "")
    return tag("chart:title", {"chart:style-name": "title"}, paragraphs(name)) if name else ""


def _plot(chart: Chart) -> str:
    names, figures = _ranges(chart)
    category = tag("chart:axis", {
        "chart:dimension": "x", "chart:name": "primary-x", "chart:style-name": "names",
    }, tag("chart:categories", {"table:cell-range-address": names}))  # fmt: skip
    value = tag("chart:axis", {
        "chart:dimension": "y", "chart:name": "primary-y", "chart:style-name": "figures",
    }, tag("chart:grid", {"chart:style-name": "grid", "chart:class": "major"}))  # fmt: skip
    series = tag("chart:series", {
        "chart:style-name": "bars", "chart:values-cell-range-address": figures,
        "chart:label-cell-address": "local-table.B1", "chart:class": "chart:bar",
    })  # fmt: skip
    wall = '<chart:wall chart:style-name="wall"/>'
    return tag("chart:plot-area", {"chart:style-name": "plot"}, category + value + series + wall)


def _styles(chart: Chart) -> str:
    labels = chart.series.get("data_labels", {})
    figures, names = chart.axes["x"], chart.axes["y"]
    line = tag("style:graphic-properties", {"svg:stroke-color": _LINE})
    bars = tag("style:graphic-properties", {
        "draw:stroke": "none", "draw:fill": "solid",
        "draw:fill-color": chart.series["fill"]["color"].lower(),
    })  # fmt: skip
    return "".join([
        number_style("N100", figures["num_format"]),
        _style("chart", {}, tag("style:graphic-properties", {
            "draw:stroke": "solid", "svg:stroke-color": _BORDER, "draw:fill": "solid",
            "draw:fill-color": "#ffffff"})),
        _style("title", {}, _letters({"bold": True, **chart.title.get("name_font", {})})),
        _style("plot", {"chart:vertical": "true", "chart:include-hidden-cells": "false"}, ""),
        _style("names", {"chart:display-label": "true", "text:line-break": "true",
                         "chart:reverse-direction": _truth(names.get("reverse"))},
               line + _letters(names.get("num_font", {}))),
        _style("figures", {"chart:display-label": "true", "chart:minimum": figures.get("min", ""),
                           "chart:gap-width": chart.series.get("gap", ""),
                           "chart:link-data-style-to-source": "false"},
               line + _letters(figures.get("num_font", {})), "N100"),
        _style("grid", {}, tag("style:graphic-properties", {"svg:stroke-color": _grid(figures)})),
        _style("wall", {}, '<style:graphic-properties draw:stroke="none" draw:fill="none"/>'),
        _style("bars", {"chart:data-label-number": "value" if labels.get("value") else "none",
                        "chart:label-position": "outside",
                        "chart:link-data-style-to-source": "false"},
               bars + _letters(labels.get("font", {})), "N100"),
    ])  # fmt: skip


def _grid(axis: Options) -> str:
    lines = axis.get("major_gridlines", {}).get("line", {})
    return str(lines.get("color", _LINE)).lower()


def _truth(value: object) -> str:
    return "true" if value else "false"


def _style(name: str, properties: Mapping[str, str | int], more: str, number: str = "") -> str:
    inside = tag("style:chart-properties", properties) if properties else ""
    names = {"style:name": name, "style:family": "chart", "style:data-style-name": number}
    return tag("style:style", names, inside + more)


def _letters(font: Options) -> str:
    """Describe letters; a chart takes the family of a font, not the name of a declared one."""
    family, size = font.get("name", ""), f"{font.get('size', _SIZE)}pt"
    weight = "bold" if font.get("bold") else "normal"
    return tag("style:text-properties", {
        "fo:font-family": family, "fo:font-size": size, "fo:font-weight": weight,
        "style:font-family-asian": family, "style:font-size-asian": size,
        "style:font-weight-asian": weight,
    })  # fmt: skip


def _local_table(chart: Chart, value_of: ValueOf) -> str:
    """Write the figures as they are now, for programs that do not look them up."""
    column = "<table:table-column/>"
    columns = f"<table:table-header-columns>{column}</table:table-header-columns><table:table-columns>{column}</table:table-columns>"
    head = _row(_local(Cell("", None)), _local(Cell(chart.series["name"], None)))
    rows = "".join(_row(_local(name), _local(figure)) for name, figure in _shown(chart, value_of))
    inside = (
        f"{columns}<table:table-header-rows>{head}</table:table-header-rows>"
        f"<table:table-rows>{rows}</table:table-rows>"
    )
    return tag("table:table", {"table:name": "local-table"}, inside)


def _shown(chart: Chart, value_of: ValueOf) -> list[tuple[Cell, Cell]]:
    names, figures = _area(chart, "categories"), _area(chart, "values")
    return [
        (value_of(chart.series["categories"][0], row, names.first_column),
         value_of(chart.series["values"][0], row, figures.first_column))
        for row in range(names.first_row, names.last_row + 1)
    ]  # fmt: skip


def _row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _local(cell: Cell) -> str:
    if isinstance(cell.value, int | float):
        kind = {"office:value-type": "float", "office:value": exact(cell.value)}
        return tag("table:table-cell", kind, paragraphs(exact(cell.value)))
    return tag("table:table-cell", {"office:value-type": "string"}, paragraphs(cell.value or ""))
