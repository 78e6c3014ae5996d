"""A paper out of the house and a plan that goes on: the short ways in which tests change both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from plan_folders import opened, plan_folder, words
from plc_budget.export import export_xlsx
from plc_budget.plan import assemble
from plc_budget.plan.history.saving import Opened, save
from plc_budget.review.differences import Kind
from plc_budget.review.review import Review, review_paper
from plc_budget.review.taking import take_over
from plc_budget.sheets.passport import make_passport
from plc_budget.tables import TimetableRow
from returned_files import SHEET, TIMES, edited, paper

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook

    from plc_budget.plan import Plan
    from plc_budget.review.differences import Difference

Rows = Sequence[TimetableRow]
SAID = "The plan says this already."
DAY = (
    TimetableRow(540, 600, "理念", "甲校長", "甲校", "internal"),
    TimetableRow(600, 610, "休息"),
    TimetableRow(610, 720, "實作", "乙主任", "乙校", "internal"),
    TimetableRow(780, 840, "座談", "丙主任", "丙校", "internal"),
)


def with_timetable(plan: Plan, rows: Rows) -> Plan:
    """Return a plan with another timetable."""
    found, findings = assemble(plan.id, plan.details, plan.rows, rows)
    assert found is not None, words(findings)
    return found


def returned(plan: Plan, rows: Rows, version: int = 1) -> bytes:
    """Return the paper of a plan, its timetable edited as somebody does who also keeps the formulas.

    It is printed from the edited rows, whose numbers are none of this paper: it has no hidden codes.
    """
    changed = with_timetable(plan, rows)
    data = export_xlsx(changed, (), draft=True, passport=make_passport(plan, version))
    return edited(data, without_codes)


def without_codes(book: Workbook) -> None:
    """Empty the hidden columns with the codes."""
    for name, column in ((SHEET, "E"), (TIMES, "H")):
        for (cell,) in book[name][f"{column}5:{column}40"] if name in book.sheetnames else ():
            if cell.value not in ("代碼", None):
                cell.value = None


def saved(folder: Path, rows: Rows) -> Opened:
    """Change the timetable of the plan itself."""
    done, findings = save(opened(folder), timetable=rows)
    assert isinstance(done, Opened), words(findings)
    return done


def four_activities(above: Path) -> Path:
    """Make a plan of four activities; what is printed of it is its version 2."""
    folder = plan_folder(above)
    saved(folder, DAY)
    return folder


def back(folder: Path, rows: Rows) -> bytes:
    """Return the paper of the plan as it is now, its timetable edited elsewhere."""
    return returned(opened(folder).plan, rows, 2)


def review(folder: Path, data: bytes) -> Review:
    """Look at a paper beside the plan as it is."""
    found, findings = review_paper(paper(data), opened(folder))
    assert found is not None, words(findings)
    return found


def taken(folder: Path, accepted: Sequence[Difference]) -> Rows:
    """Take differences over; return the timetable afterwards."""
    done, findings = take_over(opened(folder), accepted, reason="別科修改")
    assert isinstance(done, Opened), words(findings)
    return opened(folder).plan.timetable


def offered(found: Review) -> list[Difference]:
    """Return what can be taken over."""
    return [one for one in found.differences if one.can_be_taken]


def only(found: Sequence[Difference]) -> Difference:
    """Return the only difference."""
    (one,) = found
    return one


def remarks(found: Review, *kinds: Kind) -> list[str]:
    """Return what is said of differences of some kinds; each of them has nothing to take."""
    some = [one for one in found.differences if one.kind in kinds]
    assert not any(one.can_be_taken for one in some), some
    return [one.remark.render("en") for one in some]


def but(rows: Rows, name: str, **values: object) -> list[TimetableRow]:
    """Change fields of the activity of that name."""
    return [replace(row, **values) if row.activity == name else row for row in rows]  # type: ignore[arg-type]


def without(rows: Rows, activity: str) -> list[TimetableRow]:
    """Leave an activity out."""
    return [row for row in rows if row.activity != activity]


def behind(rows: Rows, activity: str, *new: TimetableRow) -> list[TimetableRow]:
    """Put activities behind another."""
    at = next(at for at, row in enumerate(rows) if row.activity == activity) + 1
    return [*rows[:at], *new, *rows[at:]]


def names(rows: Rows) -> list[str]:
    """Name the activities."""
    return [row.activity for row in rows]


def row_of(rows: Rows, activity: str) -> TimetableRow:
    """Return the one activity of that name."""
    return next(row for row in rows if row.activity == activity)
