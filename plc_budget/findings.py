"""What a planner can mend is a value: the finding.

Loading, validating and checking return ``(value, findings)``.  Exceptions are left for
programming errors and broken machines.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from plc_budget.language import NOTHING, Bilingual, Series, Text, page_words, text

Words = Text | Bilingual | Series
LONGEST_QUOTE = 300
"""Most characters of what a message quotes, such as a cell that cannot be read."""


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """Stops an export for approval."""
    WARNING = "warning"
    """Wants a recorded reason."""
    NOTICE = "notice"
    """Is said once and asks nothing."""


class Question(IntEnum):
    """What the finding answers: the accounting office's four questions (內審程序 DQ09)."""

    READING = 0
    BUDGET = 1
    ACCOUNT = 2
    RATE = 3
    SUMS = 4

    @property
    def title(self) -> Text:
        """The question in words."""
        return _QUESTIONS[self]


_QUESTIONS = {
    Question.READING: text("Could everything be read?"),
    Question.BUDGET: text("Does the budget hold it?"),
    Question.ACCOUNT: text("Does the account fit the use?"),
    Question.RATE: text("Is the rate within the standard?"),
    Question.SUMS: text("Are the multiplications and sums right?"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding lies, in the words of the file it is mended in.

    ``row`` counts from 1 and ``column`` is a letter, both as Excel shows them.  ``cell`` is the
    place on the exported sheet, such as ``經費概算表!D7``.
    """

    file: str = ""
    row: int | None = None
    column: str = ""
    line: str = ""
    field: str = ""
    cell: str = ""

    def __str__(self) -> str:
        spot = self._spot()
        return " ".join(part for part in (self.file, spot) if part) or self.line or self.cell

    def _spot(self) -> str:
        if self.row and not self.column:
            return str(text("row {row}", row=self.row))
        return f"{self.column}{self.row}" if self.row else self.column or self.field


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, to answer or to know, with its remedy.

    Attributes
    ----------
    code : str
        Stable name such as ``FEE-CEILING``.
    stake : int
        Money at stake. [NTD]
    citation : str
        Id of the rule card it rests on, or empty.
    answer : str
        The reason recorded in the plan for letting a warning stand.
    """

    code: str
    severity: Severity
    message: Words
    remedy: Words = NOTHING
    where: Place = NOWHERE
    question: Question = Question.READING
    stake: int = 0
    citation: str = ""
    answer: str = ""

    def __post_init__(self) -> None:
        """Quote at most a line: a cell may hold a book, and a file come from a stranger."""
        object.__setattr__(self, "message", _quoting(self.message))
        object.__setattr__(self, "remedy", _quoting(self.remedy))

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act: an error, or a warning without a reason."""
        return self.severity is Severity.ERROR or (
            self.severity is Severity.WARNING and not self.answer
        )

    def at(self, cell: str) -> Finding:
        """Return the finding with the cell of the exported sheet filled in."""
        return replace(self, where=replace(self.where, cell=cell))


def _quoting(words: Words) -> Words:
    """Shorten what stands in the gaps of a message."""
    if isinstance(words, Series):
        return replace(words, parts=tuple(map(_quoted, words.parts)))
    if isinstance(words, Text):
        return replace(words, values=tuple((name, _quoted(said)) for name, said in words.values))
    return words


def _quoted(said: object) -> object:
    if isinstance(said, str):
        return said if len(said) <= LONGEST_QUOTE else f"{said[:LONGEST_QUOTE]}…"
    return _quoting(said) if isinstance(said, Text | Series) else said


def error(code: str, message: Words, remedy: Words, where: Place = NOWHERE) -> Finding:
    """Make an error of reading; checks name their question themselves."""
    return Finding(code, Severity.ERROR, message, remedy, where)


def warning(code: str, message: Words, remedy: Words, where: Place = NOWHERE) -> Finding:
    """Make a warning of reading."""
    return Finding(code, Severity.WARNING, message, remedy, where)


def notice(code: str, message: Words, remedy: Words = NOTHING, where: Place = NOWHERE) -> Finding:
    """Make a notice of reading."""
    return Finding(code, Severity.NOTICE, message, remedy, where)


_REASONS = {
    errno.EACCES: text("no permission, or open in another program"),
    errno.EPERM: text("no permission, or open in another program"),
    errno.EBUSY: text("in use by another program"),
    errno.EIO: text("the disk does not answer"),
    errno.ETIMEDOUT: text("the disk does not answer"),
    errno.ENOSPC: text("the disk is full"),
    errno.EROFS: text("the disk can only be read"),
    errno.ENAMETOOLONG: text("the name is too long"),
    errno.ENOENT: text("it is not there"),
    errno.EEXIST: text("something of that name is there"),
    errno.EISDIR: text("it is a folder"),
    errno.ENOTDIR: text("part of its path is no folder"),
    errno.ELOOP: text("it is a link that leads nowhere"),
    errno.ENXIO: text("it is no file, but a pipe, a socket or a device"),
    errno.EFBIG: text("it is too large"),
    errno.ESTALE: text("the disk does not answer"),
}


def reason_of(problem: OSError) -> Text:
    """Say why the system refused a file, in the reader's language and not in the system's.

    Examples
    --------
    >>> reason_of(OSError(errno.ENOSPC, "No space left on device")).render("en")
    'the disk is full'
    """
    number = problem.errno or 0
    return _REASONS.get(number, text("error {number} of the system", number=number))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether an export for approval must stop.

    Examples
    --------
    >>> has_errors([notice("DRAFT", text("only a draft"))])
    False
    """
    return any(f.severity is Severity.ERROR for f in findings)


def page_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in the words of the page, which names no command."""
    return tuple(
        replace(one, message=page_words(one.message), remedy=page_words(one.remedy))
        for one in findings
    )


_WEIGHTS = {severity: weight for weight, severity in enumerate(Severity)}


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings as they are read: by question, then severity, then place.

    Examples
    --------
    >>> late = Finding("A", Severity.ERROR, text("sum"), question=Question.SUMS)
    >>> early = Finding("B", Severity.NOTICE, text("rate"), question=Question.RATE)
    >>> [f.code for f in in_order([late, early])]
    ['B', 'A']
    """
    return sorted(
        findings,
        key=lambda f: (f.question, _WEIGHTS[f.severity], f.where.file, f.where.row or 0),
    )
