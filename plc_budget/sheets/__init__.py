"""Official sheets, always zh-TW; the only room of xlsxwriter."""

from plc_budget.sheets.finding_cells import locate_findings
from plc_budget.sheets.render import WorkbookFile
from plc_budget.sheets.workbook import write_papers, write_workbook

__all__ = ["WorkbookFile", "locate_findings", "write_papers", "write_workbook"]
