"""``attendance.csv``: one row per person who was invited or came (簽到)."""

from __future__ import annotations

from dataclasses import dataclass, field

from plc_budget.language import text
from plc_budget.tables.columns import Column, Length, Table, choice, yes_no
from plc_budget.tables.rows import MADE, Origin

GENDERS = {"f": "女", "m": "男", "x": "其他"}


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One row of ``attendance.csv``."""

    name: str
    session: str = ""
    unit: str = ""
    title: str = ""
    gender: str = ""
    signed_in: bool = False
    signed_out: bool = False
    walk_in: bool = False
    origin: Origin = field(default=MADE, compare=False, repr=False)


COLUMNS = (
    Column(name="session", words=text("session"), allow=Length(0, 300), headings="場次 活動"),
    Column(
        name="name",
        words=text("name"),
        is_needed=True,
        allow=Length(1, 100),
        headings="姓名 name",
    ),
    Column(
        name="unit",
        words=text("organisation"),
        allow=Length(0, 200),
        headings="服務單位 單位 學校 服務學校",
    ),
    Column(name="title", words=text("position"), allow=Length(0, 100), headings="職稱"),
    choice("gender", text("gender"), GENDERS, headings="性別"),
    yes_no("signed_in", text("signed in"), headings="簽到"),
    yes_no("signed_out", text("signed out"), headings="簽退"),
    yes_no("walk_in", text("came unannounced"), headings="現場報名"),
)

ATTENDANCE_TABLE: Table[AttendanceRow] = Table("attendance", AttendanceRow, COLUMNS)
