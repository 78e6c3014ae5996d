"""How a program shows the document first: the sheet in front, what stays in view, no grid."""

from __future__ import annotations

from collections.abc import Sequence

from plc_budget.sheets.ods.markup import document, escaped, tag
from plc_budget.sheets.ods.sheet import OdsSheet

_FIXED = 2
"""What LibreOffice calls a split that is frozen."""
_BOTTOM_LEFT, _BOTTOM_RIGHT = 2, 3


def settings(sheets: Sequence[OdsSheet]) -> str:
    """Write the settings of a document."""
    active = next((sheet.name for sheet in sheets if sheet.is_active), sheets[0].name)
    tables = "".join(_entry(_table(sheet), sheet.name) for sheet in sheets)
    view = "".join([
        _item("ViewId", "string", "view1"),
        tag("config:config-item-map-named", {"config:name": "Tables"}, tables),
        _item("ActiveTable", "string", active),
        _item("ShowGrid", "boolean", _truth(any(sheet.has_grid for sheet in sheets))),
    ])  # fmt: skip
    views = tag("config:config-item-map-indexed", {"config:name": "Views"}, _entry(view))
    inside = tag("config:config-item-set", {"config:name": "ooo:view-settings"}, views)
    return document("office:document-settings", tag("office:settings", {}, inside))


def _table(sheet: OdsSheet) -> str:
    rows, columns = sheet.frozen
    items = [_item("ShowGrid", "boolean", _truth(sheet.has_grid))]
    if rows or columns:
        items += [
            _item("HorizontalSplitMode", "short", _FIXED if columns else 0),
            _item("VerticalSplitMode", "short", _FIXED if rows else 0),
            _item("HorizontalSplitPosition", "int", columns),
            _item("VerticalSplitPosition", "int", rows),
            _item("ActiveSplitRange", "short", _BOTTOM_RIGHT if columns else _BOTTOM_LEFT),
            _item("PositionRight", "int", columns),
            _item("PositionBottom", "int", rows),
        ]
    return "".join(items)


def _entry(inside: str, name: str = "") -> str:
    return tag("config:config-item-map-entry", {"config:name": name}, inside)


def _item(name: str, kind: str, value: object) -> str:
    return f'<config:config-item config:name="{name}" config:type="{kind}">{escaped(str(value))}</config:config-item>'


def _truth(value: object) -> str:
    return "true" if value else "false"
