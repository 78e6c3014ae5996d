"""The workbook in a notebook: the only room of anywidget and ipywidgets."""

from plc_budget.widgets.opening import open_page
from plc_budget.widgets.page import Page, Session

__all__ = ["Page", "Session", "open_page"]
