"""Handing over what was written: which formats there are, what is in a file, what it is called."""

from plc_budget.delivery.editions import edition_of, edition_of_comparison, version_in
from plc_budget.delivery.files import EXPORTS, KEPT, REFUSED, distinct, file_name, put, write_whole
from plc_budget.delivery.formats import DRAFT, FORMATS, PDF, WORKBOOKS, Wish, called, offered
from plc_budget.delivery.making import COMPARED, export_xlsx, make_file

__all__ = [
    "COMPARED",
    "DRAFT",
    "EXPORTS",
    "FORMATS",
    "KEPT",
    "PDF",
    "REFUSED",
    "WORKBOOKS",
    "Wish",
    "called",
    "distinct",
    "edition_of",
    "edition_of_comparison",
    "export_xlsx",
    "file_name",
    "make_file",
    "offered",
    "put",
    "version_in",
    "write_whole",
]
