"""One thing in a returned file that is not as it was printed: its cell, both values, what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from plc_budget.findings import Words
from plc_budget.language import NOTHING, text
from plc_budget.tables import TABLES


class Kind(StrEnum):
    """What happened to a cell or a row."""

    QUANTITY = "quantity"
    UNIT_PRICE = "unit_price"
    TIMES = "times"
    RATE = "rate"
    UNIT = "unit"
    ITEM = "item"
    CATEGORY = "category"
    NOTE = "note"
    LINE_ADDED = "line_added"
    LINE_REMOVED = "line_removed"
    LINE_MOVED = "line_moved"
    TOTAL = "total"
    CAPITALS = "capitals"
    TITLE = "title"
    PROGRAMME = "programme"
    HEADING = "heading"
    SENTENCE = "sentence"
    FUNDING = "funding_sentence"
    """Who pays, behind the amount in capitals."""
    START = "start"
    END = "end"
    ACTIVITY = "activity"
    SPEAKER = "speaker"
    SPEAKER_KIND = "speaker_kind"
    PAID_MINUTES = "paid_minutes"
    FIELD = "field"
    """Another field of a row."""
    SLOT_ADDED = "slot_added"
    SLOT_REMOVED = "slot_removed"
    SLOT_MOVED = "slot_moved"
    CELL = "cell"
    """Something else stands there than was printed, or something where nothing was."""
    SHAPE = "shape"
    """Rows or columns were put into a sheet or taken out, so that its cells are not named one by one."""
    COLUMN = "column_removed"
    SHEET = "sheet_removed"
    SHEET_ADDED = "sheet_added"
    SHEET_RENAMED = "sheet_renamed"
    SHEET_HIDDEN = "sheet_hidden"
    UNSEEN = "hidden"
    """Rows or columns that nobody sees."""
    DISGUISED = "shown_otherwise"
    """A cell shows something else than it holds."""
    COMMENT = "comment"
    MARK = "draft_mark_removed"
    FOOTER = "footer_off"
    HEADER = "page_header"
    AREA = "print_area"
    """Something of a sheet is not printed any more."""
    MORE = "more"
    """Further cells of a sheet that are not named one by one."""
    UNREADABLE = "unreadable"
    QUESTION = "question"
    """It is not clear which line a row is."""

    @classmethod
    def for_field(cls, name: str) -> Kind:
        """Return what is said of a field that differs."""
        return cls(name) if name in {*cls} else cls.FIELD


_WORDS: Mapping[Kind, Words] = {
    Kind.LINE_ADDED: text("line added"),
    Kind.LINE_REMOVED: text("line removed"),
    Kind.LINE_MOVED: text("line moved"),
    Kind.TOTAL: text("total is not the sum of the lines"),
    Kind.CAPITALS: text("capitals are not the total"),
    Kind.TITLE: text("title"),
    Kind.PROGRAMME: text("programme"),
    Kind.HEADING: text("heading of the money"),
    Kind.SENTENCE: text("sentence about reallocation"),
    Kind.FUNDING: text("sentence about who pays"),
    Kind.SLOT_ADDED: text("activity added"),
    Kind.SLOT_REMOVED: text("activity removed"),
    Kind.SLOT_MOVED: text("activity moved"),
    Kind.CELL: text("cell changed"),
    Kind.SHAPE: text("rows or columns put in or taken out"),
    Kind.COLUMN: text("column removed"),
    Kind.SHEET: text("sheet removed"),
    Kind.SHEET_ADDED: text("sheet added"),
    Kind.SHEET_RENAMED: text("sheet renamed"),
    Kind.SHEET_HIDDEN: text("sheet hidden"),
    Kind.UNSEEN: text("row or column hidden"),
    Kind.DISGUISED: text("shown otherwise than it is"),
    Kind.COMMENT: text("comment"),
    Kind.MARK: text("the mark of a draft is gone"),
    Kind.FOOTER: text("footer changed or gone"),
    Kind.HEADER: text("page header"),
    Kind.AREA: text("print area"),
    Kind.MORE: text("further cells differ"),
    Kind.UNREADABLE: text("cannot be read"),
    Kind.QUESTION: text("which line is this?"),
}

BESIDE = (
    Kind.COMMENT,
    Kind.SHEET_HIDDEN,
    Kind.UNSEEN,
    Kind.DISGUISED,
    Kind.FOOTER,
    Kind.HEADER,
    Kind.AREA,
    Kind.MORE,
)
"""What was never on a paper of ours, whatever the plan says; it may be said of a cell beside something else."""
_BESIDE = (*BESIDE, Kind.LINE_MOVED, Kind.SLOT_MOVED, Kind.SHEET_RENAMED, Kind.SHAPE)
AT_THE_END = 10**7
"""Where what has no row of its own stands among the rows of its sheet."""
NOT_READ = text("The plan is not read from this cell; nothing is to be taken over.")
FOLLOWS = text("This follows from other cells; nothing is to be taken over.")
BUDGET, TIMETABLE, DETAILS = "budget", "timetable", "details"


@dataclass(frozen=True)
class Change:
    """What the plan would take over.

    Attributes
    ----------
    table : str
        ``budget``, ``timetable`` or ``details``.
    line : str
        Code of the line, number of the activity from 0, or key of ``plan.toml``.
    values : mapping of str to object
        New values by field; those of a new line are all of its fields.
    is_new, is_gone, is_moved : bool
        Whether the line is new, is to be removed, or stands elsewhere.
    after : str
        The line before it in the file; empty at the beginning.
    """

    table: str
    line: str
    values: Mapping[str, object] = field(default_factory=dict)
    is_new: bool = False
    is_gone: bool = False
    is_moved: bool = False
    after: str = ""


@dataclass(frozen=True)
class Difference:
    """One difference.

    Attributes
    ----------
    kind : Kind
        What happened.
    cell : str
        Its cell in the file, such as ``經費概算表!C6``; of a line that is gone, its code.
    item : str
        What the line is called in the plan, or in the file if it is new.
    line, field : str
        Code of the line (or number of the activity) and field.
    before, after : str
        What the plan prints, and what the file says.
    change : Change or None
        What taking it over does; None for what follows from something else or cannot be taken over.
    remark : Words
        Why it cannot, or what to know.
    choices : tuple of str
        Of a question: the lines it may be.
    is_contested : bool
        Whether the plan has changed the same since; taken only where it is meant alone.
    now : str or None
        What the plan says there by now, once a file was put beside it; None where that is not known.
    """

    kind: Kind
    cell: str
    item: str = ""
    line: str = ""
    field: str = ""
    before: str = ""
    after: str = ""
    change: Change | None = None
    remark: Words = NOTHING
    choices: tuple[str, ...] = ()
    is_contested: bool = False
    now: str | None = None

    @property
    def what(self) -> Words:
        """What happened, in words; of a field of a row what its column is called."""
        columns = (table.column(self.field) for table in TABLES.values())
        named = (column.words for column in columns if column is not None)
        return _WORDS[self.kind] if self.kind in _WORDS else next(named, NOTHING)

    @property
    def can_be_taken(self) -> bool:
        """Whether a planner can take it over."""
        return self.change is not None

    @property
    def is_fixed(self) -> bool:
        """Whether a formula was only replaced by what it came to."""
        return self.kind is Kind.CELL and self.remark == FOLLOWS

    @property
    def row(self) -> int:
        """Its row in the file, from 1; 0 where it has none.

        Examples
        --------
        >>> [Difference(Kind.CELL, cell).row for cell in ("表!C6", "表!6:7", "表!", "printing")]
        [6, 6, 0, 0]
        """
        _, mark, address = self.cell.rpartition("!")
        digits = "".join(sign for sign in address.partition(":")[0] if sign.isdecimal())
        return int(digits[:7]) if mark and digits else 0

    @property
    def key(self) -> str:
        """What names it among the others."""
        return f"{self.cell}#{self.kind}" if self.kind in _BESIDE else self.cell
