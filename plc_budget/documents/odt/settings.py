"""The settings of an .odt: LibreOffice lays it out as a document of today, not of an older one."""

from __future__ import annotations

from functools import cache

from plc_budget.sheets.ods.markup import tag

_TABLE_ROW_KEEP = "TableRowKeep"
"""A row stands with the next one where its paragraphs ask for it, as in Word."""
_ON = (
    _TABLE_ROW_KEEP, "AddExternalLeading", "AddParaLineSpacingToTableCells",
    "AddParaSpacingToTableCells", "AddParaTableSpacingAtStart", "AlignTabStopPosition", "CollapseEmptyCellPara", "PropLineSpacingShrinksFirstLine",
    "TabOverflow", "TabsRelativeToIndent",
)  # fmt: skip
_OFF = (
    "AddFrameOffsets", "AddParaTableSpacing", "ClipAsCharacterAnchoredWriterFlyFrames", "ConsiderTextWrapOnObjPos",
    "DoNotCaptureDrawObjsOnPage", "DoNotJustifyLinesWithManualBreak",
    "DoNotResetParaAttrsForNumFont", "IgnoreFirstLineIndentInNumbering",
    "IgnoreTabsAndBlanksForLineCalculation", "OutlineLevelYieldsNumbering",
    "TabAtLeftIndentForParagraphsInList", "UnxForceZeroExtLeading", "UseFormerLineSpacing",
    "UseFormerObjectPositioning", "UseFormerTextWrapping", "UseOldNumbering",
    "UseOldPrinterMetrics",
)  # fmt: skip
"""A document with settings that does not name these is laid out as one of OpenOffice.org 1."""


@cache
def settings() -> str:
    """Write the settings."""
    given = {**dict.fromkeys(_ON, "true"), **dict.fromkeys(_OFF, "false")}
    items = "".join(
        tag("config:config-item", {"config:name": name, "config:type": "boolean"}, value)
        for name, value in sorted(given.items())
    )
    group = {"config:name": "ooo:configuration-settings"}
    return tag("office:settings", {}, tag("config:config-item-set", group, items))
