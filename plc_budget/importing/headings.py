"""The usual names of the columns of a budget table, however they are decorated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from plc_budget.spreadsheets.sheet import squeeze


class Role(StrEnum):
    """What a column holds."""

    INDEX = "index"
    ITEM = "item"
    """項目, or one of the headings it stands under; the more specific name is the item."""
    LEVEL = "level"
    """A heading only, such as 子計畫; never the item itself."""
    PRICE = "price"
    UNIT = "unit"
    QUANTITY = "quantity"
    TIMES = "times"
    AMOUNT = "amount"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Heading:
    """The role of a column, and how well its name fits: the higher rank is taken first."""

    role: Role
    rank: int
    name: str


_NAMES: dict[tuple[Role, int], str] = {
    (Role.INDEX, 9): "代碼 編號 項次 序號 次序 序 項 號次 NO No no No. NO. 項號 流水號 # 次第 列號",
    (Role.ITEM, 9): "細目 細項 明細項目 支出細目 子項目 項目細項 項目細目 經費細項 經費細目",
    (
        Role.ITEM,
        8,
    ): "二級用途別 二級用途別科目 二級科目 二級用途別項目 用途別二級 用途別二級科目 第二級用途別",
    (
        Role.ITEM,
        7,
    ): "品名 名稱 品名規格 品名及規格 品名/規格 品名與規格 物品名稱 設備名稱 費用名稱 財物名稱 品項 品項名稱 設備項目名稱",
    (
        Role.ITEM,
        6,
    ): "經費項目 項目 項目名稱 支出項目 預算項目 費用項目 補捐助項目 補助項目 採購項目 經費支出項目 經費概算項目 "
    "概算項目 項目內容 經費項目名稱 支用項目 開支項目 編列項目 使用項目 費用別 申請項目 計畫項目 經費編列項目 項目及說明 名目 費別 支用明細 支出明細 項目及內容 項目/內容 項目說明 經費用途項目",
    (
        Role.ITEM,
        5,
    ): "科目 用途別 預算科目 會計科目 經費科目 用途別科目 科目名稱 支出科目 科目及用途別 用途別預算科目 業務項目 經費科目名稱",
    (
        Role.ITEM,
        4,
    ): "類別 一級用途別 一級用途別科目 一級科目 經費類別 項目類別 費用類別 分類 類型 大項 主項目 經費別 經資門 經資門別 門別 "
    "經費門別 支出類別 第一級用途別 經常門/資本門 經/資門 種類 經費分類",
    (Role.ITEM, 3): "用途 摘要 內容 事項 支出用途 支出內容 經費用途 支出摘要 品目",
    (
        Role.LEVEL,
        5,
    ): "工作項目 活動名稱 活動項目 子計畫 子計畫名稱 計畫名稱 課程名稱 場次名稱 學校 學校名稱 計畫別 辦理單位 辦理學校 活動內容 工作內容 課程 經費來源 補助單位 來源 補助機關",
    (
        Role.PRICE,
        9,
    ): "單價 單位價格 單位價 單位金額 單位成本 預估單價 估計單價 概算單價 計畫單價 預算單價 單位單價 單價/單位 單價及單位 每單位價格 "
    "每單位金額 單位費用 費用標準 支給標準 支付標準 每單位單價",
    (Role.UNIT, 9): "單位 計量單位 計價單位 單位別 數量單位",
    (
        Role.QUANTITY,
        9,
    ): "數量 預估數量 預計數量 概估數量 申請數量 採購數量 計畫數量 預算數量 數量/單位 數量單位別 數量及單位 單位數量 需求數量 數量與單位 單位/數量",
    (Role.QUANTITY, 7): "數 量數 件數 個數 份數",
    (Role.QUANTITY, 3): "總數量 總節數 總時數 總人次 總數 總堂數 總場次",
    (
        Role.TIMES,
        9,
    ): "次數 場次 場數 週數 周數 節數 人數 人次 天數 日數 時數 小時數 月數 期數 梯次 梯次數 堂數 班數 組數 校數 車次 餐數 月份數 倍數 "
    "年數 回數 輛數 晚數 夜數 隊數 頻率 頻次 鐘點數 每週節數 每周節數 授課節數 參加人數 預估人數 小時 校次",
    (Role.AMOUNT, 9): "總價 複價 總金額 合價 複價金額 總價金額 小計金額 金額小計",
    (
        Role.AMOUNT,
        8,
    ): "金額 小計 預算數 概算數 概算金額 預算金額 預估金額 估計金額 經費金額 計畫金額 申請金額 編列金額 支出金額 費用金額",
    (
        Role.AMOUNT,
        6,
    ): "年度預算 年度預算數 本年度預算數 經費預算 經費概算 預算 概算 經費 費用 預估經費 所需經費 預算經費 經費額度 支出 申請經費 概算經費 計畫經費",
    (Role.AMOUNT, 4): "合計 總計 總額 共計 合計金額 總計金額 計 合計數 經費合計",
    (Role.AMOUNT, 2): "核定金額 核定計畫金額 補助金額 申請補助金額 核定數 核定經費 核定補助金額",
    (
        Role.NOTE,
        9,
    ): "說明 用途說明 計算方式 計算說明 計算式 編列說明 經費說明 用途及說明 預算說明 說明及計算方式 計算方式說明 計算方式及說明 說明用途 支用說明 概算說明 經費用途說明 細項說明 內容說明 單價說明 補充說明 計算公式",
    (Role.NOTE, 8): "備註 備考 附註 註記 附記 備 註 說明/備註 備註說明 備註欄 說明備註",
    (
        Role.NOTE,
        6,
    ): "規格 規格說明 編列標準 編列基準 計算標準 估算方式 計算基準 編列依據 規格型號 規格及說明 算式",
}
_ENGLISH: dict[tuple[Role, int], str] = {
    (Role.INDEX, 9): "code id",
    (Role.ITEM, 6): "item items description expense expenseitem budgetitem",
    (Role.ITEM, 4): "category type",
    (Role.PRICE, 9): "unitprice unit_price price unitcost cost/unit",
    (Role.UNIT, 9): "unit units",
    (Role.QUANTITY, 9): "quantity qty",
    (Role.TIMES, 9): "times",
    (Role.AMOUNT, 9): "amount total subtotal sum totalprice linetotal",
    (Role.NOTE, 9): "note notes remark remarks comment comments",
}
"""Compared in small letters: budget.csv of another plan is a table, too."""
_KNOWN = {
    name: Heading(role, rank, name)
    for (role, rank), names in (*_NAMES.items(), *_ENGLISH.items())
    for name in names.split()
}
_PATTERNS: tuple[tuple[re.Pattern[str], Role, int], ...] = tuple(
    (re.compile(pattern), role, rank)
    for pattern, role, rank in (
        (r"^.{0,6}單價.{0,3}$", Role.PRICE, 5),
        (r"^.{0,6}數量.{0,3}$", Role.QUANTITY, 5),
        (
            r"^(?!.*(?:補助|自籌|配合|差|結餘|實支|核定|審))(?:.{0,8}(?:總價|複價|金額|小計)|(?:總價|複價|金額|小計).{0,6})$",
            Role.AMOUNT,
            5,
        ),
        (
            r"^(?!.*(?:補助|自籌|配合|差|結餘|實支|核定|審|上年)).{0,8}(?:預算數|概算數|預算額|概算額)$",
            Role.AMOUNT,
            3,
        ),
        (r"^.{0,8}(?:說明|備註|備考|附註|計算方式|計算式)$", Role.NOTE, 5),
        (r"^(?:說明|備註).{0,8}$", Role.NOTE, 4),
        (r"^(?!工作|活動|計畫).{0,6}(?:項目|細目|細項|品名)(?:名稱)?$", Role.ITEM, 5),
        (r"^.{0,6}(?:科目|用途別)$", Role.ITEM, 4),
        (r"^.{1,6}(?:類別|類型)$", Role.ITEM, 4),
        (r"^(?!工作|活動|計畫|.*\d).{0,4}(?:項目|科目|用途別|細目|品名).{0,4}$", Role.ITEM, 2),
        (r"^.{1,6}(?:名稱)$", Role.LEVEL, 3),
        (
            r"^(?!\d|.*(?:總|預算|概算|核定|實支|決算|差異|增減|參|號|分)).{1,3}(?:數|次)$",
            Role.TIMES,
            4,
        ),
    )
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|〔[^〔〕]*〕|【[^【】]*】")
_TAIL = re.compile(
    r"(?:/|:)?(?:新[台臺]幣)?(?:十|百|佰|千|仟|萬|百萬)?[元圓]$|[:*※,、。.;]+$|=.*$|[A-Z]$|[①-⑳]$"
)
_HEAD = re.compile(r"^[*※#★]+|^[A-Z](?=[一-龥])|^\d{1,2}[.、)]")
LONGEST_HEADING = 25

UNDERSTOOD = {
    Role.ITEM: "經費項目、項目、名稱、品名、科目、用途別",
    Role.PRICE: "單價",
    Role.UNIT: "單位",
    Role.QUANTITY: "數量、預估數量",
    Role.TIMES: "次數、場次、週數、人數",
    Role.AMOUNT: "總價、金額、小計、複價、合計、預算數、概算金額",
    Role.NOTE: "說明、備註、計算方式",
}
"""Names to show to somebody whose headings were not understood."""


def bare_heading(words: str) -> str:
    """Return the name in a heading: no blanks, brackets, units or marks.

    Examples
    --------
    >>> [bare_heading(w) for w in ("單 價\\n（元）", "總價(A*B)", "補(捐)助項目", "金額：新臺幣元")]
    ['單價', '總價', '補助項目', '金額']
    """
    plain = squeeze(words)
    if plain.startswith("補(捐)助"):
        plain = plain.replace("(捐)", "", 1)
    bare = _BRACKETS.sub("", plain)
    for _ in range(3):
        bare = _HEAD.sub("", _TAIL.sub("", bare))
    return bare


def heading_of(words: str) -> Heading | None:
    """Tell what a heading names; None if it is no heading of a budget table.

    Examples
    --------
    >>> heading_of("單價\\n(元)").role.value, heading_of("二級用途別").role.value
    ('price', 'item')
    >>> heading_of("花蓮縣政府教育處") is None
    True
    """
    return _heading_of(words) if len(words) <= 4 * LONGEST_HEADING else None


@lru_cache(maxsize=8_192)
def _heading_of(words: str) -> Heading | None:
    plain = squeeze(words)
    if not plain or len(plain) > LONGEST_HEADING:
        return None
    bare = bare_heading(words)
    if known := _KNOWN.get(plain) or _KNOWN.get(bare) or _KNOWN.get(plain.lower()):
        return known
    for pattern, role, rank in _PATTERNS:
        if bare and pattern.match(bare):
            return Heading(role, rank, bare)
    return None
