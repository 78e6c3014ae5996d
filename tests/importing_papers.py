"""Budget tables as somebody might lay them out: made by chance, with the lines and the total they mean."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from importing_samples import Paper, Row, Value

ITEMS = (
    "外聘講師鐘點費",
    "內聘講師鐘點費",
    "膳費",
    "印刷費",
    "場地費",
    "交通費",
    "住宿費",
    "保險費",
    "材料費",
    "教材教具",
    "文具用品",
    "獎品",
    "布置費",
    "茶水",
    "遊覽車租金",
    "全端工程師",
    "Speaker fee",
    "雜支",
    "網路流量",
    "錄影剪輯",
    "志工背心",
    "平板電腦",
)
NAMES = {
    "item": (
        "經費項目",
        "項目",
        "品名",
        "支出項目",
        "Item",
        "名目",
        "費別",
        "項目及說明",
        "要買什麼",
    ),
    "price": (
        "單價",
        "單價(元)",
        "單 價",
        "計算標準",
        "編列標準",
        "Unit Price",
        "每單位多少",
        "月費",
    ),
    "unit": ("單位", "計量單位", "Unit"),
    "quantity": ("數量", "數量(B)", "預估數量", "Quantity", "Qty", "需要多少"),
    "times": ("次數", "週數", "場次", "梯次", "Times", "幾週"),
    "amount": ("總價", "金額", "小計", "複價", "115年度預算數", "Amount", "共多少", "要花多少錢"),
    "note": ("說明", "備註", "Remarks", "計算方式"),
    "index": ("項次", "編號", "No."),
    "school": ("學校", "承辦學校"),
    "who": ("講師", "負責人", "明細"),
    "share": ("占比", "比例"),
    "grant": ("教育部補助", "申請補助"),
}
TOTALS = (
    "合計",
    "總計",
    "合  計",
    "Total",
    "Grand Total",
    "總預算",
    "全部經費",
    "共需",
    "經費總額",
    "本案所需",
    "",
    "總支出",
    "115會計年度合計",
    "應付總額",
)
UNITS = ("節", "份", "人", "場", "式", "台", "本", "次")


@dataclass
class Layout:
    """A table that was laid out by chance.

    ``sums`` is what the lines come to, one by one; ``total`` what the paper prints, None if nothing;
    ``must_ask`` where nobody could tell what is meant, so that the reader has to name something.
    """

    paper: Paper
    sums: list[int]
    total: int | None
    traits: list[str] = field(default_factory=list)
    must_ask: bool = False


@dataclass
class _Line:
    item: str
    price: int
    quantity: int
    times: int
    unit: str

    @property
    def amount(self) -> int:
        return self.price * self.quantity * self.times


def made(seed: int) -> Layout:
    """Lay a table out; the same number gives the same table."""
    chance = random.Random(seed)  # noqa: S311 - it lays out, it hides nothing
    return _Maker(chance).layout()


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.traits: list[str] = []

    def flip(self, trait: str, share: float) -> bool:
        """Have a trait or not."""
        has = self.chance.random() < share
        if has:
            self.traits.append(trait)
        return has

    def layout(self) -> Layout:
        """Lay out one kind of table."""
        kind = self.chance.choices(
            ("one", "two", "income", "across", "beside", "approved", "groups"),
            (10, 2, 1, 1, 1, 1, 3),
        )[0]
        self.traits.append(kind)
        if kind == "across":
            return self._across()
        if kind == "beside":
            return self._beside()
        if kind == "approved":
            return self._approved()
        return self._below_each_other(kind)

    def _below_each_other(self, kind: str) -> Layout:
        columns = self._columns()
        head: Row = [self.chance.choice(NAMES[c]) for c in columns]
        rows: list[Row] = [["花蓮縣明義國小研習經費表"]] if self.flip("title", 0.7) else []
        if kind == "income":
            rows += [
                ["一、收入"],
                ["項目", "金額"],
                ["報名費", 9000],
                ["縣府補助", 6000],
                ["收入合計", 15000],
                ["二、支出"],
            ]
        lines = self._lines(columns)
        rows.append(head)
        body = self._grouped(lines, columns) if kind == "groups" else self._rows(lines, columns)
        if self.flip("school merged", 0.3) and "school" in columns:
            body = [
                [v if n == 0 or v != "甲國小" else "" for v in row] for n, row in enumerate(body)
            ]
        rows += body
        if kind == "two":
            more = self._lines(columns)
            rows += [[], ["其他經費"]] if self.flip("section", 0.6) else [[]]
            rows += [head, *self._rows(more, columns)]
            lines += more
        sums = [line.amount for line in lines]
        total: int | None = None
        wrong = False
        if not self.flip("no total", 0.12):
            wrong = self.flip("wrong total", 0.12)
            total = sum(sums) + (500 if wrong else 0)
            rows += self._total(columns, total)
        if self.flip("below", 0.4):
            rows += [["備註：本表得勻支。"], ["承辦人", "", "主任", "", "校長"]]
        paper = Paper([row or [None] for row in rows])
        return Layout(paper, sums, total, self.traits, must_ask=wrong)

    def _rows(self, lines: list[_Line], columns: list[str]) -> list[Row]:
        return [self._row(line, columns, n) for n, line in enumerate(lines, start=1)]

    def _columns(self) -> list[str]:
        columns = ["item", "price", "quantity"]
        columns += ["unit"] if self.flip("unit", 0.5) else []
        columns += ["times"] if self.flip("times", 0.35) else []
        columns += ["amount"] if not self.flip("no amount", 0.12) else []
        columns += ["note"] if self.flip("note", 0.5) else []
        columns += ["share"] if self.flip("share", 0.12) else []
        columns += ["grant"] if self.flip("grant", 0.12) else []
        if self.flip("shuffled", 0.35):
            self.chance.shuffle(columns)
        if self.flip("bare amounts", 0.12) and "amount" in columns:
            columns = [c for c in columns if c not in ("price", "quantity", "times", "unit")]
        front = [c for c in ("index", "school", "who") if self.flip(c, 0.2)]
        return [*front, *columns]

    def _lines(self, columns: list[str]) -> list[_Line]:
        items = self.chance.sample(ITEMS, self.chance.randint(2, 6))
        return [
            _Line(
                item,
                self.chance.choice((25, 80, 100, 120, 400, 1000, 1600, 2000, 5000, 12000)),
                self.chance.choice((1, 2, 3, 6, 10, 30, 80)),
                self.chance.choice((1, 2, 3, 14)) if "times" in columns else 1,
                self.chance.choice(UNITS),
            )
            for item in items
        ]

    def _row(self, line: _Line, columns: list[str], number: int) -> Row:
        return [self._cell(line, column, number, columns) for column in columns]

    def _cell(self, line: _Line, column: str, number: int, columns: list[str]) -> Value:
        style = self.chance.randint(0, 5)
        if column == "price":
            prices = (
                f"{line.price:,}元",
                f"NT${line.price:,}",
                f"{line.price:,}元/{line.unit}",
                f"'{line.price:,} ",
            )
            return line.price if style < 2 else prices[style - 2]
        if column == "quantity":
            return self._quantity(line, style, columns)
        if column == "amount":
            words = (f"{line.amount:,}", f"${line.amount:,}", f"{line.amount:,}元")
            return line.amount if style < 3 else words[style - 3]
        found: dict[str, Value] = {
            "item": line.item,
            "unit": line.unit,
            "times": line.times,
            "index": number,
            "school": "甲國小",
            "note": self.chance.choice(("", "核實支付", "依規定")),
            "who": f"教師{number}",
            "share": f"{number}.5%",
            "grant": line.amount - 5,
        }
        return found[column]

    def _quantity(self, line: _Line, style: int, columns: list[str]) -> Value:
        numerals = dict(zip((1, 2, 3, 6, 10), "一二三六十", strict=True))
        if style == 0 and line.quantity in numerals:
            return f"{numerals[line.quantity]}{line.unit}"
        if style == 1 and line.quantity == 6 and "times" not in columns:
            return self.chance.choice(("2人×3節", "二人三節", "2人3節", "3節*2場"))
        return line.quantity if style < 4 else f"{line.quantity}{line.unit}"

    def _grouped(self, lines: list[_Line], columns: list[str]) -> list[Row]:
        cut = self.chance.randint(1, len(lines) - 1)
        form = self.chance.choice(("heads", "heads with sums", "subtotals", "both"))
        self.traits.append(form)
        rows: list[Row] = []
        for name, group in (("一、活動費", lines[:cut]), ("二、其他", lines[cut:])):
            whole = sum(line.amount for line in group)
            if form != "subtotals":
                rows.append(self._only(columns, name, whole if "sums" in form else None))
            rows += [self._row(line, columns, n) for n, line in enumerate(group, start=1)]
            if form in ("subtotals", "both"):
                rows.append(
                    self._only(columns, self.chance.choice(("小計", "Subtotal", "小 計")), whole)
                )
        return rows

    def _only(self, columns: list[str], label: str, amount: int | None) -> Row:
        row: Row = [""] * len(columns)
        row[columns.index("item")] = label
        if amount is not None:
            row[columns.index("amount") if "amount" in columns else -1] = amount
        return row

    def _total(self, columns: list[str], total: int) -> list[Row]:
        label = self.chance.choice(TOTALS)
        self.traits.append(f"total “{label}”")
        if label and self.flip("total in label", 0.15):
            return [[f"{label}：{total:,}元"]]
        if "amount" not in columns:
            return [[label or "合計", *[""] * (len(columns) - 2), f"{total:,}元"]]
        row = self._only(columns, label, total)
        if label and self.flip("label in front", 0.4):
            row[columns.index("item")] = ""
            row[0 if columns[0] != "amount" else 1] = label
        return [row]

    def _across(self) -> Layout:
        lines = self._lines([])
        rows: list[Row] = [
            ["經費項目", *(line.item for line in lines), "合計"],
            ["單價", *(line.price for line in lines), ""],
            ["數量", *(line.quantity for line in lines), ""],
            ["總價", *(line.amount for line in lines), sum(line.amount for line in lines)],
        ]
        sums = [line.amount for line in lines]
        return Layout(Paper(rows), sums, sum(sums), self.traits)

    def _beside(self) -> Layout:
        left, right = self._lines([]), self._lines([])
        size = min(len(left), len(right))
        left, right = left[:size], right[:size]
        head: Row = ["經費項目", "單價", "數量", "總價"]
        rows: list[Row] = [[*head, *head]]
        for one, other in zip(left, right, strict=True):
            rows.append(
                [
                    one.item,
                    one.price,
                    one.quantity,
                    one.amount,
                    other.item,
                    other.price,
                    other.quantity,
                    other.amount,
                ]
            )
        sums = [line.amount for line in (*left, *right)]
        rows.append(["合計", "", "", sum(sums)])
        return Layout(Paper(rows), sums, sum(sums), self.traits)

    def _approved(self) -> Layout:
        lines = self._lines([])
        rows: list[Row] = [
            ["經費項目", "申請", "", "", "核定", "", ""],
            ["", "單價", "數量", "金額", "單價", "數量", "金額"],
        ]
        rows += [
            [
                line.item,
                line.price,
                line.quantity + 2,
                line.price * (line.quantity + 2),
                line.price,
                line.quantity,
                line.amount,
            ]
            for line in lines
        ]
        sums = [line.amount for line in lines]
        applied = sum(line.price * (line.quantity + 2) for line in lines)
        rows.append(["合計", "", "", applied, "", "", sum(sums)])
        return Layout(Paper(rows, [(0, 1, 0, 3), (0, 4, 0, 6)]), sums, sum(sums), self.traits)
