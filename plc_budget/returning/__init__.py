"""Papers that come back: an exported .xlsx or .ods that was edited in another office.

A file passes :mod:`plc_budget.spreadsheets.safety` first.  Then it is read for what was typed and
for its formulas, which are worked out anew here; a stored value is never believed and nothing in
the file is run.
"""
