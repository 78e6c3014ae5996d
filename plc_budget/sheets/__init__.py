"""Official sheets, always zh-TW; the only room of xlsxwriter."""

from plc_budget.sheets.layout import located
from plc_budget.sheets.workbook import export_ods, export_xlsx

__all__ = ["export_ods", "export_xlsx", "located"]
