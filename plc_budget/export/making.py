"""Making files ready to be handed over, or saying why there is none.

A file is written once, read back and compared; what LibreOffice makes of it is compared as well.
Many files are handed to LibreOffice at once: a start takes seconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plc_budget.export.editions import Edition
from plc_budget.export.equality import Disagreement, disagreements
from plc_budget.export.formats import PDF, TEXTS, XLSX, Wish
from plc_budget.export.libreoffice import BRIEFLY, NEW_VALUES, PATIENCE, Answer, Conversion
from plc_budget.findings import Finding, notice
from plc_budget.language import Text, text

if TYPE_CHECKING:
    from plc_budget.comparison import Comparison
    from plc_budget.plan import Plan
    from plc_budget.plan.history.steps import Step
    from plc_budget.sheets.passport import Passport

COMPARED, NOT_COMPARED = "EXPORT-COMPARED", "EXPORT-NOT-RECALCULATED"
File = tuple[bytes | None, list[Finding]]
"""None when it cannot be made: the findings say why.  With a file, what is worth knowing about it."""
_WORKBOOK = text(
    "Compared: amounts multiplied and added anew, 大寫 read back, every formula with its stored value; all agree."
)
_TEXT = text(
    "Compared: each line of 經費概算 multiplied anew, the sum and 大寫 with the plan; all agree."
)
_RECALCULATED = text("LibreOffice worked out every formula and came to the same.")
_PAPER = text("The total and 大寫 stand in the PDF, and no figure is cut off.")


def make_file(edition: Edition, wish: Wish) -> File:
    """Make the file of a plan, or nothing: one for approval whose figures differ is none.

    Parameters
    ----------
    edition : Edition
        What stands in it.
    wish : Wish
        What is made.

    Returns
    -------
    tuple[bytes or None, list[Finding]]
        None when it cannot be made; the findings say why.  With a file, what is worth knowing.
    """
    return make_files([edition], wish)[0]


def make_files(editions: Sequence[Edition], wish: Wish) -> list[File]:
    """Make the files of several plans, with one start of LibreOffice for each thing it is asked.

    Parameters
    ----------
    editions : sequence of Edition
        What stands in them.
    wish : Wish
        What is made of each.

    Returns
    -------
    list[tuple[bytes or None, list[Finding]]]
        As :func:`make_file` does, for each of them.
    """
    written = [_write(edition, wish) for edition in editions]
    sound = [one.data for one in written if not one.findings]
    answers = iter(_convert(sound, wish))
    return [
        (None, one.findings) if one.findings else _finish(one, next(answers), wish)
        for one in written
    ]


@dataclass(frozen=True, slots=True)
class _Written:
    """A file as we write it, with what its formulas are to come to, and what disagrees."""

    plan: Plan
    data: bytes
    values: Sequence[Mapping[str, str | float]] = ()
    findings: list[Finding] = field(default_factory=list)


def _write(edition: Edition, wish: Wish) -> _Written:
    if wish.source == XLSX:
        workbook = edition.workbook(draft=wish.draft)
        data, values = workbook.data, workbook.values
    else:
        data, values = edition.document(draft=wish.draft), ()
    found = [] if wish.draft else disagreements(data, wish.source, edition.plan, values)
    return _Written(edition.plan, data, values, found)


def _convert(files: Sequence[bytes], wish: Wish) -> list[dict[str, Answer]]:
    """Let LibreOffice do all that is asked of it, at the same time; return its answers for each file."""
    patience = PATIENCE if wish.must else BRIEFLY
    with ExitStack() as running:
        started = {
            target: running.enter_context(Conversion(files, wish.source, target, patience))
            for target in wish.targets
        }
        answers = {target: conversion.answers() for target, conversion in started.items()}
    return [{target: answers[target][n] for target in answers} for n in range(len(files))]


def _finish(written: _Written, answers: Mapping[str, Answer], wish: Wish) -> File:
    """Compare what LibreOffice came to, and hand over what it made or what it was given."""
    said: list[Text] = [_TEXT if wish.ending in TEXTS else _WORKBOOK]
    about: list[Finding] = []
    data, values = answers.get(wish.target, written.data), answers.get(NEW_VALUES)
    if isinstance(data, Finding):
        return None, [data]
    if isinstance(values, Finding):
        if wish.must:
            return None, [values]
        about.append(_not_compared(values))
    elif values is not None:
        found = disagreements(values, XLSX, written.plan, written.values)
        if found:
            return None, found
        said.append(_RECALCULATED)
    if wish.target and not wish.draft:
        found = disagreements(data, wish.ending, written.plan, written.values)
        if found:
            return None, found
        said += [] if wish.ending in TEXTS else [_PAPER if wish.ending == PDF else _RECALCULATED]
    if wish.ending == PDF:
        from plc_budget.export.paper import font_findings

        about += font_findings(data)
    return data, about if wish.draft else [*about, *(notice(COMPARED, words) for words in said)]


def _not_compared(answer: Finding) -> Finding:
    words = text(
        "The formulas were not worked out a second time: {problem}", problem=answer.message
    )
    remedy = text("The file can be used. Export once more if LibreOffice shall compare it as well.")
    return notice(NOT_COMPARED, words, remedy)


def export_xlsx(
    plan: Plan,
    findings: Sequence[Finding],
    *,
    draft: bool = False,
    comparison: Comparison | None = None,
    history: Sequence[Step] = (),
    passport: Passport | None = None,
) -> bytes:
    """Write a plan as a workbook, its figures compared before it is handed over.

    The same plan gives the same bytes, whenever and wherever it is written.

    Parameters
    ----------
    plan, findings, draft, comparison, history, passport
        As :func:`plc_budget.sheets.write_workbook` takes them.

    Returns
    -------
    bytes
        An .xlsx file.

    Raises
    ------
    Disagreement
        If it is no draft and its figures do not agree.
    """
    edition = Edition(plan, findings, passport, comparison, history)
    written = _write(edition, Wish(draft=draft))
    if written.findings:
        raise Disagreement(written.findings)
    return written.data
