"""What is said on the page: where a sentence names a command, the page has a panel for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from plc_budget.language import Text, text

if TYPE_CHECKING:
    from plc_budget.findings import Finding

_Said = TypeVar("_Said")
_BEGIN = text("Choose another plan above, or make a new one.")
HERE: Mapping[str, Text] = {
    "Go back to the approved total, or have the higher one approved (`plc-budget approve`).":
        text("Go back to the approved total, or have the higher one approved and record that (“Record a later approval” under “Approved and now”)."),
    "Freeze a copy with `plc-budget approve`.":
        text("Record it with “Record the approval” under “Approved and now”."),
    "To make a new plan of it use `plc-budget init NEWPLAN --from FILE`.":
        text("Choose the workbook that was exported here and came back."),
    "Choose the file that `plc-budget export` wrote, or a copy of it.":
        text("Choose the file that was exported here, or a copy of it."),
    "Make one with `plc-budget init`.": _BEGIN,
    "Make one with `plc-budget scenario new`.": text("Make one under “Scenarios”."),
    "See `plc-budget log` for the steps of this plan.": text("See “History” for the steps of this plan."),
    "See `plc-budget rules` for the ids of the cards.": text("See “Rules” for the ids of the cards."),
    "Install LibreOffice (libreoffice.org, or `apt install libreoffice-calc`); or export an .xlsx and print it from Excel.":
        text("Install LibreOffice (libreoffice.org); or export an .xlsx and print it from Excel."),
    "Install {font}, or a typeface like it (`apt install fonts-arphic-ukai`); or print from Excel.":
        text("Install {font}, or a typeface like it; or print from Excel."),
}  # fmt: skip
"""What is said on the page in place of a sentence that names a command."""


def on_page(words: _Said) -> _Said:
    """Return what is said, and what stands in its gaps, in the words of the page.

    Examples
    --------
    >>> on_page(text("Freeze a copy with `plc-budget approve`.")).render("en")
    'Record it with “Record the approval” under “Approved and now”.'
    """
    if not isinstance(words, Text):
        return words
    msgid = HERE[words.msgid].msgid if words.msgid in HERE else words.msgid
    values = tuple((name, on_page(value)) for name, value in words.values)
    return words if (msgid, values) == (words.msgid, words.values) else Text(msgid, values)  # type: ignore[return-value]  # a Text for a Text


def told_on_page(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in the words of the page; one that names no command is the very same."""
    return tuple(_told(finding) for finding in findings)


def _told(finding: Finding) -> Finding:
    message, remedy = on_page(finding.message), on_page(finding.remedy)
    if message is finding.message and remedy is finding.remedy:
        return finding
    return replace(finding, message=message, remedy=remedy)
