"""Handing over what was written: which formats there are, what is in a file, what it is called."""

from plc_budget.delivery.files import EXPORTS, KEPT, REFUSED, file_name, put, write_whole
from plc_budget.delivery.formats import FORMATS, called, exported, version_in

__all__ = [
    "EXPORTS",
    "FORMATS",
    "KEPT",
    "REFUSED",
    "called",
    "exported",
    "file_name",
    "put",
    "version_in",
    "write_whole",
]
