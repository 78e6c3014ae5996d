"""What an accountant would send back, named all at once, in the words a planner reads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from plc_budget.findings import Finding
from plc_budget.language import CHINESE
from plc_budget.plan import Plan, load_plan
from plc_budget.rules import shipped_cards
from plc_budget.settlement.account import Account, settle_lines
from plc_budget.settlement.checks import check_spending
from plc_budget.settlement.payments import draw_payments, work_out_payments
from plc_budget.shipped import data_folder
from plc_budget.tables.payments_table import PaymentRow
from plc_budget.tables.spending_table import SpendingRow

JUNE = date(2025, 6, 5)
APPROVED = date(2025, 4, 20)


def county() -> Plan:
    """The county's plan: 6,000 for speakers, 8,000 for printing, 1,000 for the rest."""
    plan, _ = load_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    assert plan is not None
    return plan


def entry(
    number: str, line: str, amount: int, kind: str = "payment", **more: object
) -> SpendingRow:
    """An entry that counts."""
    values: dict[str, object] = {"day": JUNE, "status": "final", "contents": "文具", **more}
    return SpendingRow(number, line, kind, amount, **values)  # type: ignore[arg-type]  # by name


def told(*rows: SpendingRow, today: date = date(2025, 6, 30)) -> list[Finding]:
    """Settle entries of the county's plan, and return what is said of them."""
    plan = county()
    account = Account(settle_lines(plan.budget, rows), ())
    return check_spending(plan, rows, account, approved_on=APPROVED, today=today)


@pytest.mark.parametrize(
    ("rows", "code", "said"),
    [
        (
            [entry("1", "printing", 8_500)],
            "SPENDING-OVER-LINE",
            "「印刷費」已支用及請購8,500元，核定8,000元。",
        ),
        (
            [entry("1", "printing", 16_000)],
            "SPENDING-OVER-TOTAL",
            "已支用及請購合計16,000元，核定15,000元。",
        ),
        ([entry("1", "lunch", 800)], "SPENDING-LINE", "第1筆的項目「lunch」不在核定的概算表內。"),
        (
            [entry("1", "printing", 800, day=date(2036, 6, 5))],
            "SPENDING-FUTURE",
            "第1筆的日期2036-06-05尚未到來。",
        ),
        (
            [entry("1", "printing", 800, day=date(2025, 4, 1))],
            "SPENDING-PERIOD",
            "第1筆早於核定日2025-04-20。",
        ),
        (
            [
                entry("1", "printing", 800, invoice_no="AB-12345678", vendor="甲印刷行"),
                entry("2", "printing", 800, invoice_no="AB12345678", vendor="甲印刷行"),
            ],
            "VOUCHER-TWICE",
            "第2筆與第1筆疑似重複：發票號碼相同。",
        ),
        (
            [
                entry("1", "printing", 800, vendor="甲印刷行"),
                entry("2", "printing", 800, vendor="甲印刷行"),
            ],
            "VOUCHER-TWICE",
            "第2筆與第1筆疑似重複：廠商、日期與金額皆相同。",
        ),
        (
            [entry("1", "printing", 800, file="a.pdf"), entry("2", "printing", 700, file="a.pdf")],
            "VOUCHER-TWICE",
            "第2筆與第1筆疑似重複：掃描檔相同。",
        ),
        (
            [entry("1", "misc", 1_000, contents="")],
            "LUMP-SUM-CONTENTS",
            "第1筆為一式項目，未列實際購買內容。",
        ),
        (
            [entry("1", "printing", 50, "refund", refers_to="9")],
            "SPENDING-REFERENCE",
            "第1筆所指的「9」不是同一項目的紀錄。",
        ),
        (
            [entry("1", "printing", 700), entry("2", "printing", 900, "refund", refers_to="1")],
            "REFUND-LARGER",
            "第2筆退回900元，超過原金額700元。",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isupper() else "",
)
def test_an_entry_that_would_come_back(rows: list[SpendingRow], code: str, said: str) -> None:
    """Named with its number and what is wrong, and with what to do."""
    found = next(one for one in told(*rows) if one.code == code)

    assert found.message.render(CHINESE) == said
    assert found.remedy.render(CHINESE)


def test_what_was_spent_as_it_was_signed_is_not_spoken_of() -> None:
    """Two invoices of one vendor on one day for the same sum, each with its number, are two."""
    rows = [
        entry("1", "printing", 800, invoice_no="AB-12345678", vendor="甲印刷行"),
        entry("2", "printing", 800, invoice_no="AB-12345679", vendor="甲印刷行"),
        entry("3", "misc", 1_000),
    ]

    assert told(*rows) == []


def pay(payee: str, periods: int = 2, **more: object) -> PaymentRow:
    """Pay somebody 1,000 a period in June."""
    values: dict[str, object] = {"line": "speaker_internal", "income_code": "50", "paid_on": JUNE}
    return PaymentRow(payee, Decimal(periods), Decimal(1_000), **(values | more))  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("rows", "code", "said"),
    [
        (
            [pay("某校長", income_code="")],
            "INCOME-CODE-MISSING",
            "「某校長」此筆給付的所得類別未填。",
        ),
        (
            [pay("某校長", line="lunch")],
            "PAYMENT-LINE",
            "無法得知「某校長」由哪一個經費項目支付。",
        ),
        (
            [pay("甲企業社")],
            "PAYEE-FIRM",
            "「甲企業社」似為廠商，應開立發票，不支領鐘點費。",
        ),
        (
            [pay("某老師、另一老師")],
            "PAYEE-SEVERAL",
            "「某老師、另一老師」為同列的數人。",
        ),
        (
            [pay("某校長", income_code="9B")],
            "INCOME-9B-WORKSHOP",
            "「某校長」於研習授課，所得類別卻填9B。",
        ),
        (
            [pay("某校長", periods=3, session="綜合座談、交流")],
            "PAYMENT-MORE-THAN-TAUGHT",
            "「某校長」支領3節，課程表該場僅1節。",
        ),
        (
            [pay("某校長", tax=100)],
            "PAYMENT-TYPED",
            "「某校長」的扣繳稅額填100元，應為0元（不扣：未達起扣標準88,501元）。",
        ),
        (
            [pay("某校長", periods=20), pay("某校長", periods=20)],
            "PAYMENT-SPLIT",
            "「某校長」於2025-06-05分2筆支付；合為一筆應扣844元，現扣0元。",
        ),
        (
            [pay("某校長", paid_on=None)],
            "PAY-DAY-ASSUMED",
            "有1筆尚未填付款日，稅額與保費暫以2025-05-31計。",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isupper() else "",
)
def test_a_payment_that_would_come_back(rows: list[PaymentRow], code: str, said: str) -> None:
    """40,000 at once bears 40,000 × 2.11 % = 844 of premium, 20,000 twice bears none."""
    _, findings = work_out_payments(county(), rows, shipped_cards())
    found = next(one for one in findings if one.code == code)

    assert found.message.render(CHINESE) == said
    assert found.remedy.render(CHINESE)


def test_payments_are_drawn_from_what_was_taught() -> None:
    """3 + 1 + 1 + 1 periods of 1,000: the 6,000 of the plan, each with its line."""
    plan = county()
    drawn = draw_payments(plan)

    assert [str(one.periods_taught) for one in drawn] == ["3.0", "1.0", "1.0", "1.0"]
    assert {one.line for one in drawn} == {"speaker_internal"}
    worked, _ = work_out_payments(plan, drawn, shipped_cards())
    assert sum(one.gross for one in worked) == 6_000


def test_a_list_of_payees_is_not_counted_twice() -> None:
    """6,000 stand in payments.csv, and once more as a list among the vouchers."""
    plan = county()
    rows = [entry("1", "speaker_internal", 6_000, voucher_kind="清冊")]
    paid = [PaymentRow("某校長", Decimal(6), Decimal(1000), line="speaker_internal", paid_on=JUNE)]
    account = Account(settle_lines(plan.budget, rows, paid), ())

    found = check_spending(plan, rows, account, paid, approved_on=APPROVED, today=JUNE)

    assert account.spent == 6_000 + 6_000
    assert [one.stake for one in found if one.code == "PAYEES-TWICE"] == [6_000]
