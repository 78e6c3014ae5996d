"""Spreadsheets that others made, opened safely: a .xlsx or .ods becomes plain cells.

A file passes :mod:`~plc_budget.spreadsheets.safety` before anything in it is parsed.
"""
