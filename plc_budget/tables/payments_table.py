"""``payments.csv``: one row per payee and payment (印領清冊的一列)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from plc_budget.language import text
from plc_budget.tables import cells
from plc_budget.tables.columns import (
    Column,
    Length,
    Like,
    OneOf,
    Table,
    amount,
    choice,
    day,
    number,
    yes_no,
)
from plc_budget.tables.rows import CODE, MADE, MOST_PRICE, MOST_QUANTITY, Origin

INCOME_CODES = ("50", "9A", "9B")
NO_INCOME = "none"
"""The code of what is no income, such as travel at cost."""
EXEMPTIONS = {
    "union": text("insured through a professional union"),
    "practitioner": text("insured as a self-employed professional"),
    "low-income": text("low-income household"),
    "not-insured": text("not covered by the national health insurance"),
    "own-employee": text("insured by the unit that pays"),
}
"""Why no premium is withheld; which kinds of income each frees stands on the card ``premium-exemption``."""
_EXEMPTION_NAMES = {
    "union": "職業工會",
    "practitioner": "執行業務者",
    "low-income": "低收入戶",
    "not-insured": "無健保資格",
    "own-employee": "本機關投保",
}
METHODS = {"transfer": "匯款", "cash": "現金", "cheque": "支票"}


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One row of ``payments.csv``.

    ``gross``, ``tax``, ``premium`` and ``net`` are worked out; what a planner typed there is only
    compared.  A payment counts from ``paid_on`` on.  Personal numbers, addresses and accounts are
    never here: on paper they are blank boxes.
    """

    payee: str
    periods_taught: Decimal | None = None
    unit_price: Decimal | None = None
    session: str = ""
    line: str = ""
    gross: int | None = None
    income_code: str = ""
    is_resident: bool = True
    exempt_reason: str = ""
    proof_seen: bool = False
    tax: int | None = None
    premium: int | None = None
    net: int | None = None
    paid_on: date | None = None
    method: str = ""
    receipt_no: str = ""
    note: str = ""
    origin: Origin = field(default=MADE, compare=False, repr=False)


def _code(raw: str) -> str:
    word = cells.tidy(cells.read_words(raw)).upper()
    return NO_INCOME if word in ("NONE", "無", "免") else word


COLUMNS = (
    Column(name="session", words=text("session"), headings="課程 活動 場次 session"),
    Column(
        name="payee",
        words=text("payee"),
        is_needed=True,
        allow=Length(1, 100),
        headings="受領人 領款人 姓名 講師 講座 payee",
    ),
    Column(
        name="line",
        words=text("line"),
        allow=Like(
            f"{CODE}|^$", text("the code of a line of the budget, such as speaker_internal")
        ),
    ),
    number("periods_taught", text("periods taught"), MOST_QUANTITY, headings="節數 時數"),
    number("unit_price", text("unit price"), MOST_PRICE, headings="單價 鐘點費"),
    amount("gross", text("gross"), MOST_PRICE, headings="應領 給付額 金額"),
    Column(
        name="income_code",
        words=text("kind of income"),
        read=_code,
        allow=OneOf(("", *INCOME_CODES, NO_INCOME), "50, 9A, 9B, none"),
        headings="所得類別 類別",
    ),
    yes_no(
        "resident",
        text("resident"),
        field="is_resident",
        default=True,
        write=lambda is_resident: "" if is_resident else "否",
        headings="居住者",
    ),
    choice("exempt_reason", text("why no premium"), _EXEMPTION_NAMES, headings="免扣補充保費身分"),
    yes_no("proof_seen", text("proof seen before payment"), headings="證明文件"),
    amount("tax", text("income tax withheld"), MOST_PRICE, headings="扣繳稅額 所得稅"),
    amount("premium", text("premium withheld"), MOST_PRICE, headings="補充保費"),
    amount("net", text("net"), MOST_PRICE, headings="實領 實付總計"),
    day("paid_on", text("day of payment"), headings="付款日 給付日期 支付日期"),
    choice("method", text("way of payment"), METHODS, headings="付款方式"),
    Column(
        name="receipt_no",
        words=text("number of the receipt"),
        allow=Length(0, 50),
        headings="領據編號",
    ),
    Column(name="note", words=text("note"), headings="備註"),
)

PAYMENTS_TABLE: Table[PaymentRow] = Table("payments", PaymentRow, COLUMNS)
