"""Making files ready to be handed over, or saying why there is none.

What LibreOffice has to do is asked for many files at once: a start takes seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.delivery.formats import FORMATS, PDF, TEXTS, exported
from plc_budget.delivery.wishes import Order, Wish
from plc_budget.findings import Finding, notice
from plc_budget.language import text

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.sheets.equality import Recalculated
    from plc_budget.sheets.libreoffice import Answer

NOT_COMPARED = "EXPORT-NOT-RECALCULATED"
File = tuple[bytes | None, list[Finding]]
"""None when it cannot be made: the findings say why.  With a file, what is worth knowing about it."""


def made(
    folder: Path,
    plan: Plan,
    findings: Sequence[Finding],
    *,
    draft: bool,
    ending: str,
    recalculate: bool | None = None,
) -> File:
    """Make the file of a plan, or nothing: one for approval whose figures differ is none.

    Parameters
    ----------
    folder, plan, findings
        See :class:`plc_budget.delivery.wishes.Order`.
    draft, ending, recalculate
        See :class:`plc_budget.delivery.wishes.Wish`.

    Returns
    -------
    tuple[bytes or None, list[Finding]]
        None when it cannot be made; the findings say why.  With a file, what is worth knowing.
    """
    order, wish = Order(folder, plan, findings), Wish(draft, ending, recalculate)
    return made_together([order], wish, at_once=True)[0]


def made_together(orders: Sequence[Order], wish: Wish, *, at_once: bool = False) -> list[File]:
    """Make the files of several plans, each the same as :func:`made` makes it.

    Parameters
    ----------
    orders : sequence of Order
        The plans.
    wish : Wish
        What is made of each.
    at_once : bool
        Let LibreOffice print while it still works the formulas out; on two cores that is quicker.

    Returns
    -------
    list[tuple[bytes or None, list[Finding]]]
        As :func:`made` does, for each of them.
    """
    first = [_written(order, wish, _asked if wish.is_compared else None) for order in orders]
    if not wish.asks_office:
        return first
    with ExitStack() as running:
        paper = _Paper(first, running) if wish.ending == PDF and at_once else None
        compared = _compared(orders, first, wish) if wish.is_compared else first
        if wish.ending != PDF:
            return compared
        return (paper or _Paper(compared, running)).printed(orders, compared, draft=wish.draft)


class _Asked(Exception):
    """The figures of a workbook agree with each other; now LibreOffice is asked."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.data = data


def _asked(data: bytes, _: str) -> bytes:
    raise _Asked(data)


def _written(order: Order, wish: Wish, recalculated: Recalculated | None) -> File:
    """Write a file, its own figures compared; that of a PDF is the workbook it is printed from."""
    from plc_budget.documents.equality import agreed_text
    from plc_budget.sheets.equality import Disagreement

    ending = FORMATS[0] if wish.ending == PDF else wish.ending
    try:
        data = exported(order.folder, order.plan, order.findings, draft=wish.draft, ending=ending,
                        recalculated=recalculated, on_paper=wish.ending == PDF)  # fmt: skip
        if ending in TEXTS and not wish.draft:
            data = agreed_text(data, ending, order.plan)
    except _Asked as asked:
        return asked.data, []
    except Disagreement as problem:
        return None, problem.findings
    return data, []


def _compared(orders: Sequence[Order], first: Sequence[File], wish: Wish) -> list[File]:
    """Let LibreOffice work out the workbooks, all at one start, and write each with its answer."""
    from plc_budget.sheets.libreoffice import BRIEFLY, NEW_VALUES, PATIENCE, converted

    ending = FORMATS[0] if wish.ending == PDF else wish.ending
    patience = PATIENCE if wish.must else BRIEFLY
    answers = iter(converted(_files(first), ending, NEW_VALUES, patience))
    return [file if file[0] is None else _answered(order, wish, next(answers))
            for order, file in zip(orders, first, strict=True)]  # fmt: skip


def _answered(order: Order, wish: Wish, answer: Answer) -> File:
    if isinstance(answer, bytes):
        return _written(order, wish, lambda *_: answer)
    if wish.must:
        return None, [answer]
    words = text("The formulas were not worked out a second time, and 主計預檢表 does not say so: {problem}",
                 problem=answer.message)  # fmt: skip
    remedy = text("The file can be used. Export once more if LibreOffice shall compare it as well.")
    data, problems = _written(order, wish, None)
    return data, [*problems, notice(NOT_COMPARED, words, remedy)]


def _files(files: Sequence[File]) -> list[bytes]:
    return [data for data, _ in files if data is not None]


class _Paper:
    """Workbooks being printed; those that turn out to disagree are not handed over."""

    def __init__(self, files: Sequence[File], running: ExitStack) -> None:
        from plc_budget.sheets.libreoffice import PAPER, PATIENCE, Conversion

        self._files = files
        conversion = Conversion(_files(files), FORMATS[0], PAPER, PATIENCE)
        self._conversion = running.enter_context(conversion)

    def printed(
        self, orders: Sequence[Order], compared: Sequence[File], *, draft: bool
    ) -> list[File]:
        """Wait for the paper of each workbook that was not stopped, and read it back."""
        if not _files(compared):
            return [*compared]
        answers = iter(self._conversion.answers())
        papers = [None if data is None else next(answers) for data, _ in self._files]
        return [file if paper is None or file[0] is None else _read_back(order, file[0], paper, draft=draft)
                for order, paper, file in zip(orders, papers, compared, strict=True)]  # fmt: skip


def _read_back(order: Order, workbook: bytes, paper: Answer, *, draft: bool) -> File:
    from plc_budget.sheets.equality import Disagreement
    from plc_budget.sheets.pdf import undated
    from plc_budget.sheets.pdf_figures import agreed_paper

    if isinstance(paper, Finding):
        return None, [paper]
    pdf, findings = undated(paper, order.plan.details.event.day)
    try:
        return pdf if draft else agreed_paper(pdf, workbook, order.plan), findings
    except Disagreement as problem:
        return None, problem.findings


def offered() -> list[str]:
    """Return the formats a file can be made in on this computer: .pdf where LibreOffice is.

    Returns
    -------
    list[str]
        Of :data:`plc_budget.delivery.FORMATS`.
    """
    from plc_budget.sheets.office import find_office

    return [ending for ending in FORMATS if ending != PDF or find_office()]
