"""Official sheets, always zh-TW; the only room of xlsxwriter."""

from plc_budget.sheets.located import located
from plc_budget.sheets.render import WorkbookFile
from plc_budget.sheets.workbook import write_workbook

__all__ = ["WorkbookFile", "located", "write_workbook"]
