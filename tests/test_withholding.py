"""What is withheld from a payment, to the dollar, with the reason that is printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_budget.rules import shipped_cards
from plc_budget.settlement.withholding import Payment, withhold

IN_115 = date(2026, 5, 30)


@pytest.mark.parametrize(
    ("code", "gross", "tax", "premium"),
    [
        ("50", 4_000, 0, 0),
        ("50", 29_499, 0, 0),
        ("50", 29_500, 0, 622),
        ("50", 90_500, 0, 1_910),
        ("50", 90_501, 4_525, 1_910),
        ("9B", 19_999, 0, 0),
        ("9B", 20_000, 0, 422),
        ("9B", 20_009, 0, 422),
        ("9B", 20_010, 2_001, 422),
        ("9A", 20_010, 2_001, 422),
    ],
)
def test_a_resident_in_115(code: str, gross: int, tax: int, premium: int) -> None:
    """Wages: 5 % from 90,501, premium from 29,500; fees: 10 % where that is above 2,000, premium from 20,000."""
    found, findings = withhold(Payment(gross, code, IN_115), shipped_cards())

    assert findings == []
    assert found is not None
    assert (found.tax, found.premium) == (tax, premium)


@pytest.mark.parametrize(("gross", "tax"), [(44_250, 2_655), (44_251, 7_965)])
def test_a_non_resident(gross: int, tax: int) -> None:
    """6 % up to 1.5 × 29,500 = 44,250, else 18 %."""
    found, _ = withhold(Payment(gross, "50", IN_115, is_resident=False), shipped_cards())

    assert found is not None
    assert found.tax == tax


@pytest.mark.parametrize(
    ("paid_on", "tax", "premium"),
    [
        (date(2025, 12, 31), 88_501 * 5 // 100, 1_867),
        (date(2026, 1, 1), 0, 1_867),
    ],
)
def test_the_day_of_payment_decides(paid_on: date, tax: int, premium: int) -> None:
    """88,501 for a workshop of December: paid in 114 it is taxed, paid in 115 it is not."""
    found, _ = withhold(Payment(88_501, "50", paid_on), shipped_cards())

    assert found is not None
    assert (found.tax, found.premium) == (tax, premium)


def test_nothing_is_withheld_for_a_reason_that_is_printed() -> None:
    """4,000 of wages: 不扣，因為."""
    found, _ = withhold(Payment(4_000, "50", IN_115), shipped_cards())

    assert found is not None
    assert found.tax_reason.render("zh_Hant_TW") == "不扣：未達起扣標準90,501元"
    assert found.premium_reason.render("zh_Hant_TW") == "不扣：單次未達29,500元"


def test_a_union_member_with_proof_bears_no_premium() -> None:
    """30,000 of wages; shown before payment, else it is withheld and said."""
    member = Payment(30_000, "50", IN_115, exempt_reason="union", proof_seen=True)
    found, findings = withhold(member, shipped_cards())
    late, said = withhold(replace(member, proof_seen=False), shipped_cards())

    assert found is not None
    assert late is not None
    assert (found.premium, findings) == (0, [])
    assert (late.premium, [one.code for one in said]) == (633, ["EXEMPTION-UNPROVEN"])


def test_a_union_member_pays_the_premium_of_a_lecture() -> None:
    """The union frees wages, not 9B."""
    found, findings = withhold(
        Payment(20_000, "9B", IN_115, exempt_reason="union", proof_seen=True), shipped_cards()
    )

    assert found is not None
    assert (found.premium, [one.code for one in findings]) == (422, ["EXEMPTION-OTHER-INCOME"])


def test_an_unknown_kind_of_income_is_asked_and_never_guessed() -> None:
    """No number, and what to choose."""
    found, (asked,) = withhold(Payment(20_010, "", IN_115), shipped_cards())

    assert found is None
    assert asked.code == "INCOME-CODE-MISSING"
    assert "9B" in str(asked.remedy)


def test_a_year_that_is_not_on_record_is_said() -> None:
    """116's threshold is not published: that of 115 is used and named."""
    _, findings = withhold(Payment(4_000, "50", date(2027, 3, 1)), shipped_cards())

    assert [one.code for one in findings] == ["WITHHOLDING-YEAR"]
    assert "116" in findings[0].message.render("zh_Hant_TW")


@given(
    gross=st.integers(0, 20_000_000),
    code=st.sampled_from(["50", "9A", "9B"]),
    foreign=st.booleans(),
)
def test_more_is_never_withheld_than_is_paid(gross: int, code: str, *, foreign: bool) -> None:
    """Whatever is paid, something is left, and nothing below zero is taken."""
    found, _ = withhold(Payment(gross, code, IN_115, is_resident=not foreign), shipped_cards())

    assert found is not None
    assert found.tax >= 0
    assert found.premium >= 0
    assert found.total <= gross
