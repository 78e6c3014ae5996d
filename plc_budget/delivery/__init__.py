"""Handing over what was written: which formats there are, what is in a file, what it is called."""

from plc_budget.delivery.files import EXPORTS, KEPT, REFUSED, distinct, file_name, put, write_whole
from plc_budget.delivery.formats import DRAFT, FORMATS, PDF, called, exported, version_in
from plc_budget.delivery.making import made, offered
from plc_budget.delivery.wishes import Wish

__all__ = [
    "DRAFT",
    "EXPORTS",
    "FORMATS",
    "KEPT",
    "PDF",
    "REFUSED",
    "Wish",
    "called",
    "distinct",
    "exported",
    "file_name",
    "made",
    "offered",
    "put",
    "version_in",
    "write_whole",
]
