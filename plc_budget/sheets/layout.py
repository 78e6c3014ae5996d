"""Where everything stands on the exported sheets: addresses only, nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plc_budget.sheets.policies import policies_of
from plc_budget.sheets.wording import BUDGET, CODE, SHARES, TIMETABLE
from plc_budget.spreadsheets.addresses import column_letters

if TYPE_CHECKING:
    from plc_budget.findings import Finding
    from plc_budget.plan import Plan


def cell(column: int, row: int, *, fixed: bool = False) -> str:
    """Name a cell; ``column`` counts from 0, ``row`` from 1 as Excel shows it.

    Examples
    --------
    >>> cell(2, 5), cell(2, 5, fixed=True)
    ('C5', '$C$5')
    """
    letters = column_letters(column)
    return f"${letters}${row}" if fixed else f"{letters}{row}"


def on(sheet: str, address: str) -> str:
    """Name a cell of another sheet, as formulas and findings do.

    Examples
    --------
    >>> on("經費概算表", "D7")
    '經費概算表!D7'
    """
    return f"{sheet}!{address}"


@dataclass(frozen=True)
class BudgetLayout:
    """Rows and columns of 經費概算表.

    ``columns`` maps a field of a line to its column; the account (用途別) and the times (次數)
    have one only when the plan needs it.  ``code`` is the hidden column with the code of each line:
    it lies inside the table, so that it goes along wherever a spreadsheet takes a row.
    """

    columns: dict[str, int]
    rows: dict[str, int]
    header: int
    code: int

    @property
    def last_column(self) -> int:
        """The last column of the table."""
        return len(self.columns)

    @property
    def first(self) -> int:
        """Row of the first line."""
        return self.header + 1

    @property
    def last(self) -> int:
        """Row of the last line."""
        return self.header + len(self.rows)

    @property
    def total(self) -> int:
        """Row of 合計."""
        return self.last + 1

    @property
    def words(self) -> int:
        """Row of 總計 with the amount in capitals."""
        return self.last + 2

    def at(self, field: str, row: int, *, fixed: bool = False) -> str:
        """Name the cell of a field in a row."""
        return cell(self.columns[field], row, fixed=fixed)

    def of(self, field: str, code: str, *, fixed: bool = False) -> str:
        """Name the cell of a field of a line."""
        return self.at(field, self.rows[code], fixed=fixed)

    def span(self, field: str) -> str:
        """Name the range of a field over all lines."""
        return f"{self.at(field, self.first)}:{self.at(field, self.last)}"


def budget_layout(plan: Plan) -> BudgetLayout:
    """Lay out 經費概算表 for a plan."""
    fields = ["item"]
    if len(plan.budget.by_category()) > 1:
        fields.append("category")
    fields += ["unit_price", "quantity"]
    if any(line.row.times != 1 for line in plan.budget.lines):
        fields.append("times")
    fields += ["amount", CODE, "note"]
    header = 4
    rows = {line.code: header + i for i, line in enumerate(plan.budget.lines, start=1)}
    columns = {name: i for i, name in enumerate(fields)}
    code = columns.pop(CODE)
    return BudgetLayout(columns, rows, header, code)


@dataclass(frozen=True)
class TimetableLayout:
    """Rows and columns of 課程表與節數: policies on top, rows, then a total per kind of speaker."""

    policies: int
    rows: int
    kinds: tuple[str, ...]

    POLICY_HEADER = 3
    START, END, MINUTES, ACTIVITY, SPEAKER, KIND, PAID, CODE = range(8)
    """``CODE`` is hidden: the number of the activity, from 1."""

    def policy_row(self, index: int) -> int:
        """Row that holds the numbers of a policy."""
        return self.POLICY_HEADER + 1 + index

    @property
    def header(self) -> int:
        """Row that names the columns of the timetable."""
        return self.POLICY_HEADER + self.policies + 2

    @property
    def first(self) -> int:
        """Row of the first activity."""
        return self.header + 1

    @property
    def last(self) -> int:
        """Row of the last activity."""
        return self.header + self.rows

    def kind_row(self, kind: str) -> int:
        """Row of the total of a kind of speaker."""
        return self.last + 1 + self.kinds.index(kind)

    @property
    def fee_row(self) -> int:
        """Row of the fees under each policy."""
        return self.last + 1 + len(self.kinds)

    def block_column(self, policy: int) -> int:
        """Column of the minutes counted together under a policy."""
        return self.CODE + 1 + 2 * policy

    def period_column(self, policy: int) -> int:
        """Column of the periods under a policy."""
        return self.block_column(policy) + 1

    def quantity_of(self, kind: str) -> str:
        """Name the cell a fee line takes its quantity from."""
        return on(TIMETABLE, cell(self.period_column(0), self.kind_row(kind), fixed=True))


def timetable_layout(plan: Plan) -> TimetableLayout:
    """Lay out 課程表與節數 for a plan; the plan's own policy is the first."""
    kinds = dict.fromkeys(
        [*plan.working.kinds, *(ln.speaker_kind for ln in plan.budget.lines if ln.speaker_kind)]
    )
    return TimetableLayout(len(policies_of(plan)), len(plan.timetable), tuple(kinds))


_FIELDS = {"rate": "quantity", "base": "unit_price", "from": "quantity", "unit": "unit_price"}


def located(findings: list[Finding], plan: Plan) -> list[Finding]:
    """Fill in the cell of the exported sheet each finding is about."""
    layout = budget_layout(plan)
    return [
        finding.at(found) if (found := _cell_of(finding, plan, layout)) else finding
        for finding in findings
    ]


def _cell_of(finding: Finding, plan: Plan, layout: BudgetLayout) -> str:
    where = finding.where
    if where.line in layout.rows:
        field = _FIELDS.get(where.field, where.field)
        return on(BUDGET, layout.of(field if field in layout.columns else "item", where.line))
    if where.file == "timetable.csv" and where.row is not None:
        return _timetable_cell(finding, plan)
    if where.field == "funding.approved_total":
        return on(BUDGET, layout.at("amount", layout.total))
    if where.field == "funding.sources":
        return on(SHARES, "A1")
    return ""


def _timetable_cell(finding: Finding, plan: Plan) -> str:
    layout = timetable_layout(plan)
    index = next(
        (i for i, row in enumerate(plan.timetable) if row.origin.row == finding.where.row), None
    )
    columns = {
        "start": layout.START,
        "end": layout.END,
        "activity": layout.ACTIVITY,
        "speaker": layout.SPEAKER,
        "organisation": layout.SPEAKER,
        "speaker_kind": layout.KIND,
        "paid_minutes": layout.PAID,
    }
    if index is None:
        return ""
    column = columns.get(finding.where.field, layout.ACTIVITY)
    return on(TIMETABLE, cell(column, layout.first + index))
