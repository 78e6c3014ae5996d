"""XlsxWriter, spared what it would do again for every workbook."""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

_AS_USUAL: Any = SimpleNamespace(use_future_functions=False)


@lru_cache(maxsize=8192)
def _prepared(formula: str) -> str:
    """Look for the newest functions in a formula, thirty searches, once."""
    prepare: Any = Worksheet._prepare_formula  # noqa: SLF001 - see below
    return str(prepare(_AS_USUAL, formula))


class _Sheet(Worksheet):
    """A sheet that remembers formulas; should XlsxWriter prepare them elsewhere, only time is lost."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002 - XlsxWriter's own
        if expand_future_functions or self.use_future_functions:
            prepare: Any = super()._prepare_formula
            return str(prepare(formula, expand_future_functions))
        return _prepared(formula)


class XlsxWorkbook(xlsxwriter.Workbook):
    """A workbook of such sheets."""

    worksheet_class = _Sheet
