"""How each kind of paragraph looks, said once for every file format."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FONT = "標楷體"
PAGE = (210, 297)
"""A4. [mm]"""
MARGIN = 20
"""On every side. [mm]"""
WIDTH = PAGE[0] - 2 * MARGIN
"""Of the text, and of every table. [mm]"""
RED = "C00000"


class Style(StrEnum):
    """The kinds of paragraph; the value is the style's name in a file."""

    PROGRAMME = "Programme"
    TITLE = "Title"
    HEADING = "Heading1"
    BODY = "Body"
    FIRST = "ItemFirst"
    SECOND = "ItemSecond"
    THIRD = "ItemThird"
    NOTE = "Note"
    GAP = "Gap"
    FORM_TITLE = "FormTitle"
    CELL = "Cell"
    HEAD = "CellHead"
    CENTER = "CellCenter"
    RIGHT = "CellRight"
    STRONG = "CellStrong"
    TOTAL = "CellTotal"
    WORDS = "CellWords"
    DRAFT = "HeaderDraft"
    NUMBER = "FooterNumber"
    PASSPORT = "FooterPassport"


HEADINGS = (Style.HEADING, Style.FORM_TITLE)
"""Those by which a reader finds the way through a document."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The look of a style.

    Attributes
    ----------
    size : int
        Of the letters. [pt]
    align : str
        ``start``, ``center``, ``end`` or ``both``.
    left, first : float
        Indent of all lines, and of the first against them, in signs as wide as they are high. [em]
    before, after : int
        Room above and below. [pt]
    line : int
        Distance of lines. [percent]
    """

    name: str
    size: int = 12
    bold: bool = False
    align: str = "start"
    left: float = 0
    first: float = 0
    before: int = 0
    after: int = 0
    line: int = 100
    keeps_next: bool = False
    on_new_page: bool = False
    color: str = ""


SHAPES = {
    Style.PROGRAMME: Shape("計畫名稱", 14, align="center", keeps_next=True),
    Style.TITLE: Shape("Title", 18, bold=True, align="center", after=10, keeps_next=True),
    Style.HEADING: Shape(
        "heading 1", 14, bold=True, left=2, first=-2, before=10, after=3, line=115, keeps_next=True
    ),
    Style.BODY: Shape("內文", align="both", left=2, first=2, after=3, line=118),
    Style.FIRST: Shape("一、", align="both", left=4, first=-2, after=2, line=118),
    Style.SECOND: Shape("（一）", align="both", left=6, first=-3, after=2, line=118),
    Style.THIRD: Shape("1.", align="both", left=7, first=-1.5, after=2, line=118),
    Style.NOTE: Shape("表註", 11, left=2, before=3, after=3),
    Style.GAP: Shape("表間", 4, keeps_next=True),
    Style.FORM_TITLE: Shape(
        "回饋表標題", 16, bold=True, align="center", after=10, keeps_next=True, on_new_page=True
    ),
    Style.CELL: Shape("表格文字"),
    Style.HEAD: Shape("表格欄名", bold=True, align="center", keeps_next=True),
    Style.CENTER: Shape("表格置中", align="center"),
    Style.RIGHT: Shape("表格數字", align="end"),
    Style.STRONG: Shape("表格項目", bold=True, align="center", keeps_next=True),
    Style.TOTAL: Shape("表格合計", bold=True, align="end"),
    Style.WORDS: Shape("表格總計", bold=True, keeps_next=True),
    Style.DRAFT: Shape("草稿", 16, bold=True, align="center", color=RED),
    Style.NUMBER: Shape("頁碼", 10, align="center"),
    Style.PASSPORT: Shape("版次", 8, align="center"),
}
"""The look of every style; names in Chinese are what a planner sees in Word's list of styles."""
