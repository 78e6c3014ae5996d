"""Official sheets, always zh-TW; the only room of xlsxwriter."""

from plc_budget.sheets.layout import located
from plc_budget.sheets.workbook import WorkbookFile, write_workbook

__all__ = ["WorkbookFile", "located", "write_workbook"]
