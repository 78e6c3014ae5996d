"""What the rules say in words: what is not paid, who may not take it, what moves where."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from plc_budget.rules import (
    Confidence,
    FundingKind,
    Rule,
    rule_book,
    shipped_cards,
)
from test_rule_figures import FIGURES

TODAY = date(2026, 3, 1)
ASK = {"personnel": "consent", "venue-internal": "consent", "admin": "consent"}
LET = {**ASK, "venue-internal": "charged"}
GIFTS = {"gifts": "never", "prizes": "necessary", "guest-gifts": "protocol"}
PRIORITY_AREAS = {"gifts": "never", "refreshments": "never"}
VERSION = date(2025, 4, 28)
"""教育部補(捐)助及委辦經費核撥結報作業要點, the version whose clauses were read."""

WORDS: dict[str, dict[date, object]] = {
    "income-code": {TODAY: {"teaching": Decimal(50), "lecture": "9B"}},
    "premium-exemption": {
        TODAY: {
            "union": Decimal(50),
            "practitioner": "9A",
            "low-income": "50 9A 9B",
            "not-insured": "50 9A 9B",
            "own-employee": Decimal(50),
        }
    },
    "keynote-fee": {TODAY: "主辦機關核定"},
    "outside-venue": {date(2024, 8, 21): None, date(2024, 8, 22): "自有場地優先"},
    "employer-insurance": {TODAY: "屬僱傭關係者應加保"},
    "paid-hours": {TODAY: "不得補休或支領加班費"},
    "speaker-travel": {
        TODAY: {
            "fee-external": "actual",
            "fee-affiliated": "actual",
            "fee-assistant": "actual",
            "fee-internal": "never",
        }
    },
    "speaker-fee-procurement": {TODAY: "不適用政府採購法"},
    "reading-group-reporter": {TODAY: "不得支領"},
    "actual-cost": {
        TODAY: dict.fromkeys(
            ("printing", "data-retrieval", "insurance", "venue", "equipment-use"), "actual"
        )
    },
    "misc-contents": {TODAY: "文具用品、紙張、資訊耗材、資料夾、郵資等"},
    "supplementary-premium-base": {
        TODAY: dict.fromkeys(
            (
                "fee-internal",
                "fee-affiliated",
                "fee-external",
                "fee-unspecified",
                "fee-assistant",
                "hosting-fee",
                "substitute-fee",
                "manuscript-fee",
                "foreign-manuscript-fee",
            ),
            "yes",
        )
    },
    "premium-rounding": {TODAY: "half-up"},
    "it-equipment-standard": {TODAY: "共同性費用編列基準表"},
    "not-payable-subsidy": {
        date(2024, 8, 21): LET,
        date(2024, 8, 22): {**LET, **GIFTS},
        VERSION: {**ASK, "overtime": "never", **GIFTS},
    },
    "not-payable-commission": {date(2024, 8, 21): None, date(2024, 8, 22): GIFTS},
    "own-staff-fees": {
        date(2025, 4, 27): None,
        VERSION: dict.fromkeys(
            (
                "attendance-fee",
                "manuscript-fee",
                "review-fee",
                "foreign-manuscript-fee",
                "foreign-review-fee",
                "work-fee",
                "hosting-fee",
                "intro-fee",
                "consulting-fee",
                "visit-fee",
                "evaluation-fee",
            ),
            "never",
        ),
    },
    "transfer-moe": {
        VERSION: {
            **dict.fromkeys(
                ("personnel-personnel", "operating-operating", "capital-capital"), "internal"
            ),
            **dict.fromkeys(
                (
                    "personnel-operating",
                    "personnel-capital",
                    "operating-personnel",
                    "operating-capital",
                    "any-admin",
                    "personnel-admin",
                    "operating-admin",
                    "admin-personnel",
                    "admin-operating",
                    "admin-capital",
                ),
                "consent",
            ),
            **dict.fromkeys(
                ("capital-personnel", "capital-operating", "capital-admin"), "forbidden"
            ),
            "form": "經費調整對照表（附件五）及變更後經費申請表",
        }
    },
    "change-moe": {
        VERSION: {
            "designated-item": "consent",
            "share": "consent",
            "amount": "consent",
            "personnel-raised-by-law": "internal",
            "personnel-left-over": "forbidden",
            "partial-to-full": "consent",
        }
    },
    "transfer-county": {TODAY: {"any-any": "internal"}},
    "payee-direct": {VERSION: "逕付受款人"},
    "settlement-refund-moe": {
        VERSION: {
            "unexecuted": "return",
            "full": "all",
            "partial": "ratio",
            "fund": "keep",
            "commission": "all",
            "keep-up-to": 100000,
        }
    },
    "settlement-income": {
        VERSION: {"interest": "keep", "research": "ratio", "penalty": "ratio", "fund": "keep"}
    },
    "vouchers-kept-by-school": {date(2017, 7, 31): None, date(2017, 8, 1): "學校保存"},
    "matching-rounding": {TODAY: "floor"},
    "capital-amount": {
        TODAY: {"digits": "零壹貳參肆伍陸柒捌玖", "units": "拾佰仟萬億", "ending": "元整"}
    },
    "odf-format": {
        date(2014, 12, 31): None,
        date(2020, 12, 31): "續階實施計畫（107-109年）",
        date(2024, 1, 1): "政府文件標準格式(ODF-CNS15251)實施計畫（113-116年）",
        date(2028, 1, 1): None,
    },
    "application-signatures": {VERSION: "承辦單位、主(會)計單位、首長或團體負責人"},
    "voucher-signatures": {TODAY: "業務主管及經手人、主辦會計人員、機關長官"},
    "county-signatures": {TODAY: "承辦人、科長、會辦主計處、處長"},
    "school-signatures": {TODAY: "承辦人、主任、校長"},
    "accounting-review": {TODAY: "預算容納、科目用途、支給標準、乘算加總"},
    "ea-not-payable": {
        date(2015, 12, 31): PRIORITY_AREAS,
        date(2016, 1, 1): {
            **PRIORITY_AREAS,
            "attendance-fee": "never",
            "consulting-fee": "never",
            "insurance": "never",
        },
        date(2017, 12, 31): {**PRIORITY_AREAS, "transport": "never", "insurance": "never"},
        date(2018, 1, 1): None,
    },
}
OLDER_GRADES = {
    1: ("臺北市",),
    2: ("新北市", "臺中市"),
    3: ("桃園市", "高雄市", "基隆市", "臺南市", "新竹縣", "新竹市", "金門縣"),
    4: ("彰化縣", "宜蘭縣", "南投縣", "嘉義市"),
    5: ("苗栗縣", "雲林縣", "嘉義縣", "屏東縣", "臺東縣", "花蓮縣", "澎湖縣", "連江縣"),
}
FISCAL_GRADES = {
    1: ("臺北市", "新竹縣", "新竹市", "臺東縣"),
    2: ("金門縣", "花蓮縣", "新北市"),
    3: ("桃園市", "南投縣", "宜蘭縣", "臺中市"),
    4: ("苗栗縣", "嘉義市", "高雄市", "基隆市", "嘉義縣", "雲林縣"),
    5: ("臺南市", "彰化縣", "澎湖縣", "屏東縣", "連江縣"),
}


def in_force(card_id: str, day: date, *funding: FundingKind) -> Rule | None:
    """Return the rule of a card for a plan with that money on that day."""
    book, findings = rule_book(shipped_cards(), day=day, funding=funding)
    assert findings == []
    return book.get(card_id)


@pytest.mark.parametrize(
    ("card_id", "day", "expected"),
    [(card, day, value) for card, days in WORDS.items() for day, value in days.items()],
)
def test_a_card_says_its_words_on_its_day(card_id: str, day: date, expected: object) -> None:
    """Each word holds from its day, and none holds before the day it is known for."""
    dated = shipped_cards()[card_id].on(day)
    assert (dated.value if dated else None) == expected


def test_every_card_is_exercised() -> None:
    """No card ships whose figures or words no test states."""
    assert FIGURES.keys() | WORDS.keys() | {"fiscal-grade"} == shipped_cards().keys()


def test_hualien_moves_from_grade_5_to_grade_2_in_2026() -> None:
    """The grades of 2025 and of 2026 stand with all 22 counties, as they were reported."""
    card = shipped_cards()["fiscal-grade"]
    before, after = card.on(date(2025, 12, 31)), card.on(date(2026, 1, 1))
    assert before is not None
    assert after is not None
    assert isinstance(before.value, dict)
    assert isinstance(after.value, dict)
    assert (before.value["花蓮縣"], after.value["花蓮縣"]) == (5, 2)
    assert before.value == {name: grade for grade, names in OLDER_GRADES.items() for name in names}
    assert after.value == {name: grade for grade, names in FISCAL_GRADES.items() for name in names}
    assert len(before.value) == 1 + 2 + 7 + 4 + 8 == 22
    assert len(after.value) == 4 + 3 + 4 + 6 + 5 == 22
    assert card.confidence is Confidence.SECONDARY
    assert before.confidence is after.confidence is None


@pytest.mark.parametrize(
    ("card_id", "binding", "free"),
    [
        ("speaker-fee-ceiling", FundingKind.OTHER, None),
        ("attendance-fee", FundingKind.COUNTY, FundingKind.OTHER),
        ("own-staff-fees", FundingKind.MOE_SUBSIDY, FundingKind.COUNTY),
        ("own-staff-fees", FundingKind.MOE_SUBSIDY, FundingKind.MOE_COMMISSION),
        ("not-payable-subsidy", FundingKind.MOE_SUBSIDY, FundingKind.MOE_COMMISSION),
        ("not-payable-commission", FundingKind.MOE_COMMISSION, FundingKind.MOE_SUBSIDY),
        ("meal-ceiling", FundingKind.MOE_COMMISSION, FundingKind.SCHOOL),
        ("transfer-moe", FundingKind.MOE_SUBSIDY, FundingKind.COUNTY),
        ("transfer-county", FundingKind.COUNTY, FundingKind.MOE_SUBSIDY),
        ("settlement-hualien", FundingKind.SCHOOL, FundingKind.MOE_SUBSIDY),
        ("capital-threshold", FundingKind.COUNTY, FundingKind.OTHER),
        ("admin-fee-subsidy", FundingKind.MOE_SUBSIDY, FundingKind.MOE_COMMISSION),
    ],
)
def test_a_rule_binds_only_its_money(
    card_id: str, binding: FundingKind, free: FundingKind | None
) -> None:
    """A rule of the ministry leaves county money alone, and the other way round."""
    assert in_force(card_id, TODAY, binding) is not None
    assert free is None or in_force(card_id, TODAY, free) is None


@pytest.mark.parametrize("card_id", ["misc-share", "meal-county", "ea-printing-share"])
def test_a_programme_rule_waits_for_the_plan(card_id: str) -> None:
    """With every kind of money at once, a rule of one programme still binds nobody."""
    assert in_force(card_id, date(2017, 6, 1), *FundingKind) is None
