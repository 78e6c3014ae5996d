"""``spending.csv``: one row per request or voucher (請購、付款、退款、沖正)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from plc_budget.language import Text, text
from plc_budget.tables.columns import (
    Column,
    Length,
    Like,
    Number,
    RowRule,
    Table,
    amount,
    choice,
    day,
    number,
)
from plc_budget.tables.rows import CODE, MADE, MOST_PRICE, MOST_QUANTITY, Origin

KINDS = {"request": "請購", "payment": "付款", "refund": "退款", "reversal": "沖正"}
VOUCHERS = ("發票", "電子發票", "收據", "清冊", "支出證明單", "轉帳證明")
"""What proves an expense (支出憑證)."""
STATUSES = {"draft": "草稿", "final": "定案"}


@dataclass(frozen=True, slots=True)
class SpendingRow:
    """One row of ``spending.csv``.

    A request says what will be bought; a payment that names it in ``refers_to`` settles it.  A
    refund is money that came back from a vendor, a reversal takes back the entry it refers to; both
    are written with the amount as it stands on the voucher, above zero.
    """

    entry: str
    line: str
    kind: str
    amount: int
    day: date | None = None
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    contents: str = ""
    source: str = ""
    vendor: str = ""
    voucher_kind: str = ""
    voucher_no: str = ""
    slip_no: str = ""
    invoice_no: str = ""
    refers_to: str = ""
    prepaid_by: str = ""
    file: str = ""
    status: str = "draft"
    reason: str = ""
    origin: Origin = field(default=MADE, compare=False, repr=False)

    @property
    def is_final(self) -> bool:
        """Whether it counts: a draft does not."""
        return self.status == "final"


def _number_of(name: str, words: Text, headings: str) -> Column:
    return Column(name=name, words=words, allow=Length(0, 50), headings=headings)


COLUMNS = (
    Column(
        name="entry",
        words=text("number of the entry"),
        is_needed=True,
        is_unique=True,
        allow=Length(1, 30),
        headings="編號 序號 entry",
    ),
    Column(
        name="line",
        words=text("line"),
        is_needed=True,
        allow=Like(CODE, text("the code of a line of the budget, such as printing")),
    ),
    day("date", text("day"), field="day", headings="日期 發票日期"),
    choice("kind", text("kind"), KINDS, is_needed=True, headings="類別 種類"),
    number("quantity", text("quantity"), MOST_QUANTITY, headings="數量"),
    number("unit_price", text("unit price"), MOST_PRICE, headings="單價"),
    amount(
        "amount",
        text("amount"),
        MOST_PRICE,
        default=0,
        is_needed=True,
        allow=Number(0, MOST_PRICE, is_above=True),
        headings="金額 總價 實支金額",
    ),
    Column(name="contents", words=text("what was bought"), headings="品名 內容 摘要 用途說明"),
    Column(name="source", words=text("who pays"), allow=Length(0, 100), headings="經費來源"),
    Column(name="vendor", words=text("vendor"), allow=Length(0, 100), headings="廠商 受款人"),
    choice(
        "voucher_kind",
        text("kind of voucher"),
        {name: name for name in VOUCHERS},
        headings="憑證種類",
    ),
    _number_of("voucher_no", text("number of the voucher"), "憑證編號"),
    _number_of("slip_no", text("number of the slip"), "傳票號碼"),
    _number_of("invoice_no", text("number of the invoice"), "發票號碼 收據號碼"),
    _number_of("refers_to", text("entry it belongs to"), "請購編號 原編號"),
    Column(
        name="prepaid_by", words=text("who advanced it"), allow=Length(0, 100), headings="墊付人"
    ),
    Column(name="file", words=text("scan"), allow=Length(0, 200), headings="檔案 掃描檔"),
    choice("status", text("status"), STATUSES, default="draft", headings="狀態"),
    Column(name="reason", words=text("reason"), headings="原因 備註 說明"),
)

RULES = (
    RowRule(
        "final-has-day",
        "date",
        lambda row: row["status"] != "final" or row["day"] is not None,
        text("An entry that counts has no day."),
        text("Write the day of the invoice or receipt, or make it a draft (草稿)."),
    ),
    RowRule(
        "product-holds",
        "amount",
        lambda row: (
            row["quantity"] is None
            or row["unit_price"] is None
            or abs(row["quantity"] * row["unit_price"] - row["amount"]) < 1
        ),
        text("Quantity times unit price is not the amount."),
        text("Look at the voucher again; leave quantity and unit_price empty for a lump sum."),
    ),
)


SPENDING_TABLE: Table[SpendingRow] = Table("spending", SpendingRow, COLUMNS, rules=RULES)
