"""Plans made into files: which formats there are, what is in a file, what it is called, where it goes."""

from plc_budget.export.editions import (
    check_folder,
    edition_of,
    edition_of_comparison,
    version_in,
)
from plc_budget.export.files import EXPORTS, KEPT, REFUSED, put_file, write_whole
from plc_budget.export.formats import DRAFT, FORMATS, PDF, WORKBOOKS, Wish, list_formats
from plc_budget.export.making import COMPARED, export_xlsx, make_file
from plc_budget.export.names import export_name, file_name, free_name

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
    "check_folder",
    "edition_of",
    "edition_of_comparison",
    "export_name",
    "export_xlsx",
    "file_name",
    "free_name",
    "list_formats",
    "make_file",
    "put_file",
    "version_in",
    "write_whole",
]
