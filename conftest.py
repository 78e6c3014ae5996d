"""Makes tests of the cells of notebooks, wherever they are collected; see tests/notebook_cells.py."""

from tests.notebook_cells import pytest_collect_file

__all__ = ["pytest_collect_file"]
