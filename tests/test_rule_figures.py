"""The figures of the rules, each on a day it holds: change a card and one of these says so.

Expected figures stand here alone; the tests of the checks read them from the cards.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from plc_budget.rules import shipped_cards

TODAY = date(2026, 3, 1)
NATIONAL = {
    "minutes": 50,
    "two_minutes": 90,
    "shortfall": "half",
    "joined": "yes",
    "shared": "together",
}
FEES = {"fee-external": 2000, "fee-affiliated": 1500, "fee-internal": 1000}
OLD_FEES = {"fee-external": 1600, "fee-affiliated": 1200, "fee-internal": 800}
MOE_FEES = {"hosting-fee": 2500, "intro-fee": 2500, "visit-fee": 4000, "evaluation-fee": 6000}
MOE_FLOORS = {"hosting-fee": 1000, "intro-fee": 1000, "visit-fee": 1000, "evaluation-fee": 2000}
OUTSIDERS = {"day-outsider": 500, "day-international": 1000}
SIX_PERCENT = {"percent": 6, "base": "total"}
THRESHOLD = {"price": 10000, "years": 2}
COMMUNITY = {
    "community-min": 5000,
    "community-max": 25000,
    "school-based-max": 30000,
    "alliance-min": 50000,
    "alliance-max": 200000,
}

FIGURES: dict[str, dict[date, object]] = {
    "speaker-fee-ceiling": {date(2018, 1, 31): OLD_FEES, date(2018, 2, 1): FEES},
    "speaker-fee-assistant": {date(2018, 1, 31): None, date(2018, 2, 1): 50},
    "speaker-fee-period": {date(2016, 5, 1): NATIONAL, date(2018, 2, 1): NATIONAL},
    "period-elementary": {TODAY: {**NATIONAL, "minutes": 40, "two_minutes": 80}},
    "period-junior-high": {TODAY: {**NATIONAL, "minutes": 45}},
    "period-clock-hour": {TODAY: {**NATIONAL, "minutes": 60, "two_minutes": 120}},
    "materials-fee": {date(2018, 1, 31): None, date(2018, 2, 1): 70},
    "examiner-fee": {TODAY: {"examiner": "fee-external", "invigilator": "fee-assistant"}},
    "substitute-fee": {
        date(2022, 1, 31): {"elementary": 320, "junior-high": 360, "senior-high": 400},
        date(2022, 2, 1): {"elementary": 336, "junior-high": 378, "senior-high": 420},
        date(2025, 8, 31): {"elementary": 336, "junior-high": 378, "senior-high": 420},
        date(2025, 9, 1): {"elementary": 405, "junior-high": 455, "senior-high": 505},
    },
    "attendance-fee": {
        date(2018, 12, 17): None,
        date(2018, 12, 18): 2500,
        date(2022, 12, 20): 2500,
    },
    "manuscript-fee": {
        TODAY: {
            "general-thousand": 1600,
            "special-thousand": 3000,
            "special-piece": 6400,
            "review-thousand": 380,
            "review-piece": 1830,
            "proof-percent": 10,
        }
    },
    "manuscript-fee-floor": {
        TODAY: {
            "general-thousand": 1100,
            "special-thousand": 1600,
            "special-piece": 2000,
            "review-thousand": 300,
            "review-piece": 1220,
            "proof-percent": 5,
        }
    },
    "manuscript-fee-foreign": {
        date(2022, 12, 19): None,
        TODAY: {
            "general-thousand": 3750,
            "special-piece": 8000,
            "review-thousand": 380,
            "review-piece": 1830,
        },
    },
    "manuscript-fee-foreign-floor": {TODAY: {"general-thousand": 2000, "special-piece": 3000}},
    "moe-fee-ceiling": {
        date(2025, 4, 27): MOE_FEES,
        date(2025, 4, 28): {**MOE_FEES, "consulting-fee": 2500},
    },
    "moe-fee-floor": {
        date(2025, 4, 27): MOE_FLOORS,
        date(2025, 4, 28): {**MOE_FLOORS, "consulting-fee": 1000},
    },
    "procurement-thresholds": {
        date(2022, 12, 31): None,
        date(2023, 1, 1): {"small": 150000, "announced": 1500000},
    },
    "moe-fee-half-day": {TODAY: {"visit-fee": 2500, "evaluation-fee": 4000}},
    "moe-personnel": {
        TODAY: {
            "host-min": 6000,
            "host-max": 10000,
            "host-max-one": 15000,
            "host-max-two": 20000,
            "cohost-min": 5000,
            "cohost-max": 7000,
            "assistant-min": 4000,
            "assistant-max": 6000,
            "person-max": 40000,
            "plans": 3,
            "bonus-months": Decimal("1.5"),
        }
    },
    "moe-personnel-share": {TODAY: {"percent": 50, "base": "total"}},
    "data-collection": {date(2025, 4, 27): None, date(2025, 4, 28): 30000},
    "temp-worker": {TODAY: 120},
    "minimum-wage": {
        date(2020, 12, 31): None,
        date(2021, 1, 1): {"month": 24000, "hour": 160},
        date(2022, 12, 31): {"month": 25250, "hour": 168},
        date(2023, 1, 1): {"month": 26400, "hour": 176},
        date(2023, 12, 31): {"month": 26400, "hour": 176},
        date(2024, 12, 31): {"month": 27470, "hour": 183},
        date(2025, 1, 1): {"month": 28590, "hour": 190},
        date(2025, 12, 31): {"month": 28590, "hour": 190},
        date(2026, 12, 31): {"month": 29500, "hour": 196},
        date(2027, 1, 1): {"month": 30900, "hour": 205},
    },
    "misc-share": {
        date(2011, 12, 31): {"percent": 5, "base": "total"},
        date(2012, 1, 1): None,
        date(2014, 1, 1): SIX_PERCENT,
        TODAY: SIX_PERCENT,
    },
    "meal-ceiling": {
        date(2017, 7, 12): None,
        date(2017, 7, 13): {"meal": 80},
        date(2024, 8, 21): {"meal": 80},
        date(2024, 8, 22): {"meal": 120},
    },
    "meal-day": {
        date(2017, 7, 12): None,
        date(2017, 7, 13): {"day-staff": 250, **OUTSIDERS, "one-day": 200},
        date(2024, 8, 21): {"day-staff": 300, **OUTSIDERS},
        date(2024, 8, 22): {"day-staff": 340, **OUTSIDERS, "one-day": 280},
        date(2025, 4, 28): {"day-staff": 340, **OUTSIDERS, "one-day": 280, "half-day": 160},
    },
    "meal-county": {TODAY: {"meal": 120}},
    "foreign-guest-lodging": {TODAY: {"foreign-guest": 4500}},
    "supplementary-premium": {
        date(2012, 12, 31): None,
        date(2013, 1, 1): 2,
        date(2015, 12, 31): 2,
        date(2016, 1, 1): Decimal("1.91"),
        date(2020, 12, 31): Decimal("1.91"),
        date(2021, 1, 1): Decimal("2.11"),
    },
    "supplementary-premium-withholding": {
        date(2024, 3, 20): {"wages": "minimum-wage", "other": 20000, "cap": 10000000}
    },
    "tax-wages": {
        date(2017, 12, 31): None,
        date(2018, 1, 1): {"percent": 5, "from": 84501},
        date(2023, 1, 1): {"percent": 5, "from": 86001},
        date(2025, 12, 31): {"percent": 5, "from": 88501},
        date(2026, 1, 1): {"percent": 5, "from": 90501},
    },
    "tax-professional": {TODAY: {"percent": 10, "free": 2000}},
    "tax-nonresident": {
        TODAY: {
            "multiple": Decimal("1.5"),
            "low": 6,
            "high": 18,
            "professional": 20,
            "speech-free": 5000,
        }
    },
    "capital-threshold": {date(2015, 1, 1): THRESHOLD, date(2025, 4, 28): THRESHOLD},
    "admin-fee-subsidy": {
        date(2023, 12, 31): None,
        date(2024, 1, 1): {"percent": 15, "base": "operating"},
    },
    "admin-fee-commission": {TODAY: {"tier": 3000000, "percent": 10, "percent_above": 5}},
    "spending-window": {TODAY: {"months-before": 1, "months-after": 1}},
    "payment-moe": {
        TODAY: {
            "local-once-below": 1500000,
            "local-large": 10000000,
            "local-first": 30,
            "local-rest": 70,
            "local-tail": 5,
            "local-progress": 30,
            "other-once-upto": 4000000,
            "other-two-upto": 10000000,
            "other-two": "60/40",
            "other-three": "40/30/30",
            "other-spent": 70,
        }
    },
    "settlement-moe": {date(2025, 4, 27): None, date(2025, 4, 28): {"months": 2}},
    "carry-over-moe": {TODAY: {"month": 1, "day": 5}},
    "settlement-hualien": {date(2025, 5, 31): {"days": 20}},
    "settlement-hualien-form": {
        TODAY: {"copies-made": 4, "copies-sent": 2, "works-over": 500000, "goods-over": 300000}
    },
    "moe-share-max": {
        date(2012, 12, 24): None,
        date(2012, 12, 25): {"percent": 90, "base": "total"},
    },
    "moe-share-by-grade": {date(2016, 3, 8): {"grade-1": 50, "grade-2": 70}},
    "travel": {
        date(2024, 12, 31): {"lodging": 2000, "lodging-weekday": 2000, "lodging-special": 2400},
        date(2025, 1, 1): {
            "lodging": 4500,
            "lodging-weekday": 3500,
            "misc-day": 400,
            "car-km": 3,
            "motorcycle-km": 2,
            "distance-km": 60,
            "claim-days": 15,
        },
    },
    "school-year": {
        TODAY: {
            "start-month": 8,
            "start-day": 1,
            "end-month": 7,
            "end-day": 31,
            "second-start-month": 2,
            "second-start-day": 1,
        }
    },
    "fiscal-year": {TODAY: {"start-month": 1, "start-day": 1, "end-month": 12, "end-day": 31}},
    "hualien-community": {
        date(2013, 12, 31): None,
        date(2014, 1, 1): COMMUNITY,
        date(2016, 1, 1): COMMUNITY,
    },
    "hualien-parent-sessions": {
        date(2024, 7, 31): {"minutes-min": 60},
        date(2024, 8, 1): None,
    },
    "ea-materials": {
        date(2015, 12, 31): None,
        date(2016, 1, 1): {"materials": 100, "books": 100},
        date(2017, 6, 1): {"materials": 100, "books": 100},
        date(2018, 1, 1): None,
    },
    "ea-printing-share": {date(2017, 6, 1): {"percent": 20, "base": "total"}},
    "ea-venue-decoration": {date(2017, 6, 1): {"venue-decoration": 3000, "usual": 1500}},
    "ea-late-meals": {
        date(2011, 12, 31): {"meal": 80, "overtime-hour": 200, "percent": 10},
        date(2012, 1, 1): None,
        date(2016, 12, 31): {"noon": "12:30", "evening": "18:00"},
        date(2017, 1, 1): {"persons": 10, "amount": 800, "noon": "12:30", "evening": "18:00"},
        date(2018, 1, 1): None,
    },
    "ea-speaker-hours": {
        date(2016, 12, 31): None,
        date(2017, 6, 1): {"weekend-day": 3, "evening": 2},
    },
    "ea-admin-share": {date(2015, 12, 31): None, date(2016, 1, 1): SIX_PERCENT},
    "ea-event-ceiling": {
        date(2010, 12, 31): {"school": 30000},
        date(2011, 1, 1): None,
        date(2012, 1, 1): {"school": 20000},
        date(2013, 1, 1): None,
        date(2014, 1, 1): {"event": 10000, "school": 20000},
        date(2017, 12, 31): {"event": 10000, "school": 20000},
    },
}


@pytest.mark.parametrize(
    ("card_id", "day", "expected"),
    [(card, day, value) for card, days in FIGURES.items() for day, value in days.items()],
)
def test_a_card_has_its_figure_on_its_day(card_id: str, day: date, expected: object) -> None:
    """Each figure holds from its day, and none holds before the day it is known for."""
    dated = shipped_cards()[card_id].on(day)
    assert (dated.value if dated else None) == expected
