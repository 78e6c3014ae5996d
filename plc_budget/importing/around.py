"""What stands around the lines of a table: whose money, when, 勻支, who signs, and other sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from plc_budget.importing.columns import Layout
from plc_budget.importing.days import PaperDay, day_in
from plc_budget.importing.labels import is_signature
from plc_budget.rules import FundingKind, Rule, shipped_cards
from plc_budget.spreadsheets.sheet import Sheet, squeeze
from plc_budget.tables.rows import TimetableRow

MOST_BOXES = 8
LONGEST_BOX = 20
LONGEST_REMARK = 300
_MOVES = re.compile(r"勻支|流用")
_FORBIDS = re.compile(r"(?:不得|不可|不能|禁止|不予)[^。;；，,]{0,12}(?:勻支|流用)")
_ALLOWS = re.compile(r"(?<!不)(?:得|可)[^。;；]{0,24}(?:勻支|流用)|互相勻支|相互勻支|勻支使用")
_LABEL = re.compile(
    r"^[(（\[]?(?:備註|附註|附記|註|說明|補充說明)[)）\]]?[:：]?\s*(?:[一二三\d][、.．]\s*)?|^[※＊*★◎]\s*"
)
_COUNTED = re.compile(r"上限|為限|不得|不可|須經|須報")


_COUNTY = re.compile(r"(?:[縣市]政府|[縣市]府|本府)(?:自籌|自行籌|補助|全額|專款|經費|支應)")
_MINISTRY = re.compile(
    r"(?:教育部|國教署)(?:國民及學前教育署)?(?:全額|專款|經費)?(?P<how>補助|委辦)"
)
_PAPERS = re.compile(r"要點|辦法|原則|規定|標準|基準|依據|注意事項|推動計畫|整體計畫|計畫名稱")
_MONEY = re.compile(r"補助|自籌|自行籌|配合款|[縣市府]配合|支應|經費來源|委辦|專款")
_OF_MONEY = re.compile(
    r"^(?:[壹貳參肆伍陸柒捌玖拾一二三四五六七八九十]{1,2}、)?經費(?:概算|預算|需求):\S{4,}"
)
COUNTY = "縣(市)政府"
"""A county government whose name nobody says."""
LONGEST_SENTENCE = 200
_ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class PaperSource:
    """Who pays, and the share of it. [percent]"""

    name: str
    kind: FundingKind
    share: Decimal = _ALL


@dataclass(frozen=True, slots=True)
class PaperMoney:
    """What the paper says of its money: at most one source is named, and no share is made up.

    ``is_clear`` only of our own workbook, whose shares stand in a sheet.
    """

    sources: tuple[PaperSource, ...] = ()
    sentence: str = ""
    heading: str = ""
    is_clear: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What the paper says besides its lines.

    Attributes
    ----------
    money : PaperMoney
        Whose money it is.
    day : PaperDay or None
        When the event is.
    transfer : str
        The sentence about 勻支.
    may_transfer : bool
        Whether that sentence allows it.
    boxes : tuple of str
        Who signs, left to right.
    county : str
        The one county that is named; empty if there is none or more than one.
    remarks : tuple of str
        Sentences that ask something and found no other place: 「雜支以5%為限」.
    is_own : bool
        Whether plc-budget wrote the workbook itself.
    programme, policy, timetable, kind_rows
        What its own workbook says besides: 整體計畫, the card 節數 are counted by, 課程表, and the
        rows in which that sheet sums up each kind of speaker.
    """

    money: PaperMoney = field(default_factory=PaperMoney)
    day: PaperDay | None = None
    transfer: str = ""
    may_transfer: bool = False
    boxes: tuple[str, ...] = ()
    county: str = ""
    remarks: tuple[str, ...] = ()
    is_own: bool = False
    programme: str = ""
    policy: str = ""
    timetable: tuple[TimetableRow, ...] = ()
    kind_rows: tuple[tuple[int, str], ...] = ()


def around(
    sheet: Sheet, layout: Layout, lines: Collection[int], notes: Sequence[str] = ()
) -> Around:
    """Read what stands around the lines.

    Parameters
    ----------
    sheet, layout
        Where the table stands.
    lines : collection of int
        The rows of the lines, counted from 1 as Excel does.
    notes : sequence of str
        What stands under 說明 of the lines: a sentence about 勻支 may stand there.
    """
    headings = range(layout.first, layout.last + 1)
    outside = [n for n in range(len(sheet.rows)) if n + 1 not in lines and n not in headings]
    texts = [
        cell.text for n in outside for cell in sheet.rows[n] if cell.text and cell.value is None
    ]
    rows = [" ".join(cell.text for cell in sheet.rows[n] if cell.text) for n in outside]
    beside = [piece for words in notes for piece in re.split(r"[，,。；;]", words)]
    transfer, may_transfer = _transfer([*texts, *beside])
    card = shipped_cards()["school-year"]
    year = Rule(card, card.values[-1])
    first = year.whole("start-month"), year.whole("start-day")
    second = year.whole("second-start-month"), year.whole("second-start-day")
    return Around(
        money_in(texts),
        day_in(rows, first, second),
        transfer,
        may_transfer,
        _boxes(sheet, layout, lines),
        county_in(texts),
        _remarks(texts, transfer),
    )


def money_in(texts: Sequence[str]) -> PaperMoney:
    """Read who pays, where the words around a table name one payer alone; shares are asked for.

    Examples
    --------
    >>> [[s.kind.value for s in money_in([w]).sources] for w in (
    ...     "花蓮縣政府補助明義國小研習", "明義國小申請教育部補助", "明義國小114學年度精進教學補助計畫")]
    [['county'], ['moe-subsidy'], []]
    """
    told = [words for words in map(_plain, texts) if _MONEY.search(words)]
    pieces = [
        piece
        for words in told
        for piece in re.split(r"[,;。\n()]", words)
        if not _PAPERS.search(piece)
    ]
    ministry = next((found for piece in pieces if (found := _MINISTRY.search(piece))), None)
    county = any(_COUNTY.search(piece) for piece in pieces)
    sources: tuple[PaperSource, ...] = ()
    if ministry and not county:
        is_order = ministry["how"] == "委辦"
        kind = FundingKind.MOE_COMMISSION if is_order else FundingKind.MOE_SUBSIDY
        sources = (PaperSource("教育部", kind),)
    elif county and not ministry:
        sources = (PaperSource(COUNTY, FundingKind.COUNTY),)
    headings = (
        re.split("[:：]", words, maxsplit=1)[1] for words in texts if _OF_MONEY.match(_plain(words))
    )
    return PaperMoney(sources, _sentence(texts), next(headings, "").strip()[:LONGEST_SENTENCE])


def _plain(words: str) -> str:
    plain = unicodedata.normalize("NFKC", words[:1_000])
    return re.sub(r"(?<=\d),(?=\d{3})|[ \t]", "", plain).replace("補(捐)助", "補助")


def _sentence(texts: Sequence[str]) -> str:
    """Return the sentence about the money: in brackets behind the total, or behind 經費來源."""
    for words in texts:
        for part in re.findall(r"[（(]([^（()）]{4,150})[）)]", words):
            if _MONEY.search(_plain(part)) and ("總計" in words or "元整" in words):
                return str(part).strip()
    named = (re.match(r"^[\s\S]{0,4}?經費來源[:：]\s*(.{2,200})$", words) for words in texts)
    return next((" ".join(found[1].split()) for found in named if found), "")


def _transfer(texts: Sequence[str]) -> tuple[str, bool]:
    """Find the sentence about 勻支, and whether it allows it."""
    for words in (words for words in texts if _MOVES.search(words)):
        told = words if len(words) <= LONGEST_REMARK and "\n" not in words else _piece(words)
        is_allowed = bool(_ALLOWS.search(told)) and not (
            _FORBIDS.search(told) and not _ALLOWS.search(_FORBIDS.sub("", told))
        )
        return _LABEL.sub("", told).strip()[:LONGEST_REMARK], is_allowed
    return "", False


def _piece(words: str) -> str:
    pieces = re.split(r"(?<=[。；;])|\n", words)
    return next((piece.strip() for piece in pieces if piece and _MOVES.search(piece)), "")


def _boxes(sheet: Sheet, layout: Layout, lines: Collection[int]) -> tuple[str, ...]:
    """Return who signs under the table, left to right and row by row."""
    start = max([layout.last + 1, *lines])
    boxes: list[str] = []
    for row in sheet.rows[start:]:
        texts = [cell.text for cell in row if cell.text and cell.value is None]
        if is_signature(texts):
            boxes += [name for words in texts for name in _signers(words)]
    return tuple(dict.fromkeys(boxes))[:MOST_BOXES]


def _signers(words: str) -> Iterator[str]:
    parts = words.split()
    if len(parts) < 2 or not is_signature(parts):  # 承 辦 人 is one box, 承辦人 主任 校長 are three
        parts = re.split(r"[:：_＿□]+|\s{2,}|　+|\n", words)
    for part in (piece for words in parts for piece in re.split(r"[:：_＿□]+", words)):
        name = "".join(part.split())
        if 2 <= len(name) <= LONGEST_BOX and not re.search(r"\d", name):
            yield name.removesuffix("簽章").removesuffix("核章") or name


def county_in(texts: Sequence[str]) -> str:
    """Return the county that is named, if it is one alone.

    Examples
    --------
    >>> county_in(["花蓮縣113學年度研習"]), county_in(["花蓮縣與臺東縣"]), county_in(["甲國小"])
    ('花蓮縣', '', '')
    """
    words = squeeze("".join(texts)).replace("台", "臺")
    named = {county for county in _counties() if county in words}
    return named.pop() if len(named) == 1 else ""


def _counties() -> set[str]:
    values = (value.value for value in shipped_cards()["fiscal-grade"].values)
    return {name for value in values if isinstance(value, dict) for name in value}


def _remarks(texts: Sequence[str], transfer: str) -> tuple[str, ...]:
    """Return the sentences under 備註 that limit or ask something, and stand nowhere else."""
    pieces = (
        _LABEL.sub("", piece.strip()) for words in texts for piece in re.split(r"\n|(?<=。)", words)
    )
    return tuple(
        dict.fromkeys(
            piece[:LONGEST_REMARK]
            for piece in pieces
            if _COUNTED.search(piece)
            and len(piece) > 4
            and "元整" not in piece
            and piece not in transfer
            and not (transfer and transfer in piece)
        )
    )
