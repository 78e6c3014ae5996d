"""What to know beforehand about approval, changes and payment; most of it asks nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.checks.made import by_rule
from plc_budget.findings import NOWHERE, Finding, Place, Question, Severity
from plc_budget.language import Series, text
from plc_budget.money import product, whole_ntd
from plc_budget.rules.glossary import value_in_words

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.rules import Rule

_PARTIES = (
    (text("the responsible unit (承辦)"), ("承辦", "業務單位", "執行單位")),
    (text("accounting (主計 or 會計)"), ("主計", "會計", "主(會)計", "主（會）計")),
    (text("the head (首長)"), ("首長", "局長", "處長", "縣長", "市長", "校長", "園長", "負責人")),
)
"""Who signs an application to the ministry, and the words their boxes go by."""
_BOUGHT = (
    "printing",
    "materials",
    "books",
    "data-collection",
    "data-retrieval",
    "meals",
    "refreshments",
    "lodging",
    "board-and-lodging",
    "venue",
    "venue-decoration",
    "equipment-use",
    "equipment-upkeep",
    "online-service",
    "insurance",
    "gifts",
    "prizes",
    "postage",
    "rent-vehicle",
    "equipment",
)
"""Items that are bought from firms."""
_INSURANCE = ("勞保", "健保", "勞退", "勞工保險", "勞工退休")
"""Words of a line that holds, or says that it holds, the insurance of an employer."""


def grade_of_the_county(plan: Plan) -> list[Finding]:
    """The fiscal grade (財力級次) that decides a county's own share."""
    rule = plan.book.get("fiscal-grade")
    if rule is None or not plan.details.county or not rule.has(plan.details.county):
        return []
    message = text(
        "{county} is of fiscal grade {grade} on this day.",
        county=plan.details.county,
        grade=rule.word(plan.details.county),
    )
    finding = by_rule(
        rule,
        Question.BUDGET,
        message,
        Place("plan.toml", field="county"),
        code="FISCAL-GRADE",
        severity=Severity.NOTICE,
    )
    return [finding]


def application_is_signed(plan: Plan) -> list[Finding]:
    """An application to the ministry has boxes for three parties (申請表簽章)."""
    rule = plan.book.get("application-signatures")
    if rule is None:
        return []
    missing = [
        party
        for party, names in _PARTIES
        if not any(name in box for name in names for box in plan.details.signatures)
    ]
    if not missing:
        return []
    message = text("The sheet has no box for {parties}.", parties=Series(tuple(missing)))
    return [by_rule(rule, Question.BUDGET, message, Place("plan.toml", field="signatures.boxes"))]


def money_moves_within_accounts(plan: Plan) -> list[Finding]:
    """Between first-level accounts the ministry's money moves only with consent (流用)."""
    rule = plan.book.get("transfer-moe")
    accounts = tuple(plan.budget.by_category())
    if rule is None or not plan.details.reallocation.is_allowed or len(accounts) < 2:  # noqa: PLR2004 - from one to another
        return []
    message = text(
        "The plan allows 勻支; between {accounts} it needs the ministry's consent.",
        accounts=Series(accounts),
    )
    return [
        by_rule(
            rule,
            Question.ACCOUNT,
            message,
            Place("plan.toml", field="reallocation"),
            severity=Severity.NOTICE,
        )
    ]


def reallocation_is_written(plan: Plan) -> list[Finding]:
    """Money of a county moves between lines when the plan says so in a sentence (勻支)."""
    rule = plan.book.get("transfer-county")
    reallocation = plan.details.reallocation
    if rule is None or not reallocation.is_allowed or reallocation.sentence:
        return []
    message = text("The plan allows 勻支, and no sentence on the sheet says so.")
    return [
        by_rule(
            rule,
            Question.BUDGET,
            message,
            Place("plan.toml", field="reallocation.sentence"),
            severity=Severity.NOTICE,
        )
    ]


def keynote_is_decided(plan: Plan) -> list[Finding]:
    """A keynote is paid as the host decides, which is written down (專題演講)."""
    rule = plan.book.get("keynote-fee")
    if rule is None:
        return []
    return [
        by_rule(
            rule,
            Question.RATE,
            text(
                "“{item}” is outside the ceiling per period; the host decides it.", item=line.name
            ),
            line.place("unit_price"),
            stake=line.amount,
        )
        for line in plan.budget.of_item(*rule.card.items)
    ]


def actual_cost_shows_its_working(plan: Plan) -> list[Finding]:
    """What is budgeted at actual cost shows in its note how it was reckoned (核實編列)."""
    rule = plan.book.get("actual-cost")
    if rule is None:
        return []
    return [
        by_rule(
            rule,
            Question.RATE,
            text("“{item}” is budgeted at actual cost, and its note is empty.", item=line.name),
            line.place("note"),
            stake=line.amount,
        )
        for line in plan.budget.of_item(*rule.card.items)
        if line.amount and not line.row.note
    ]


def large_fees_have_premium_withheld(plan: Plan) -> list[Finding]:
    """Who is paid the monthly minimum wage at once has the own premium withheld (扣取)."""
    rule, wage = plan.book.get("supplementary-premium-withholding"), plan.book.get("minimum-wage")
    if rule is None or wage is None:
        return []
    least = wage.whole("month")
    return [
        by_rule(
            rule,
            Question.RATE,
            text(
                "{speaker} is paid {amount:,} in all, from {least:,} on the cashier withholds the premium.",
                speaker=speaker,
                amount=amount,
                least=least,
            ),
            NOWHERE,
            stake=amount,
        )
        for speaker, amount in _fees_by_speaker(plan).items()
        if amount >= least
    ]


def _fees_by_speaker(plan: Plan) -> dict[str, int]:
    """Sum what each speaker of the timetable is paid. [NTD]"""
    prices = {line.speaker_kind: line for line in plan.budget.fee_lines if line.speaker_kind}
    fees: dict[str, Decimal] = {}
    for block in plan.working.blocks:
        rows = [plan.timetable[row] for row in block.rows]
        speakers = {(row.organisation, row.speaker) for row in rows}
        line = prices.get(block.speaker_kind)
        if line is not None and rows[0].speaker and len(speakers) == 1:
            who = " ".join(part for part in speakers.pop() if part)
            fee = product(line.unit_price, block.periods, line.row.times)
            fees[who] = fees.get(who, Decimal(0)) + fee
    return {who: whole_ntd(fee) for who, fee in fees.items()}


def values_of_the_year_are_known(plan: Plan) -> list[Finding]:
    """A value that is set for each year is known for the year of the plan; else the last one is named."""
    day = plan.book.day
    return [
        Finding(
            "RULE-YEAR",
            Severity.WARNING,
            text(
                "“{title}” is set for each year and none is on record for {day}; the plan is checked by that from {start} on: {value}.",
                title=rule.card.title,
                day=day.isoformat(),
                start=str(rule.dated.start),
                value=value_in_words(rule.value, rule.id),
            ),
            text(
                "Look up the value announced for that year, budget by it and record it as the reason."
            ),
            Place("plan.toml", field="event.date"),
            Question.RATE,
            citation=rule.id,
        )
        for rule in plan.book.rules.values()
        if not rule.card.is_known_on(day) and not rule.stated and _is_taken(rule, plan)
    ]


def _is_taken(rule: Rule, plan: Plan) -> bool:
    """Tell whether a plan is measured by a rule: by its lines, or by a fee as large as a month's wage."""
    is_reached = rule.id == "minimum-wage" and bool(large_fees_have_premium_withheld(plan))
    return is_reached or plan.budget.pays(rule.card.items)


def large_purchases_follow_procurement(plan: Plan) -> list[Finding]:
    """What costs more than a small purchase (小額採購) is bought by the procurement law's procedures."""
    rule = plan.book.get("procurement-thresholds")
    if rule is None:
        return []
    small, announced = rule.whole("small"), rule.whole("announced")
    return [
        by_rule(
            rule,
            Question.ACCOUNT,
            text(
                "“{item}” comes to {amount:,} and reaches the {limit:,} from which a tender is announced (公告金額).",
                item=line.name,
                amount=line.amount,
                limit=announced,
            )
            if line.amount >= announced
            else text(
                "“{item}” comes to {amount:,}, more than the {limit:,} of a small purchase (小額採購).",
                item=line.name,
                amount=line.amount,
                limit=small,
            ),
            line.place("unit_price"),
            stake=line.amount,
        )
        for line in plan.budget.of_item(*_BOUGHT)
        if line.amount > small
    ]


def helpers_are_insured(plan: Plan) -> list[Finding]:
    """Who hires helpers thinks of the employer's insurance and pension (勞保、健保、勞退)."""
    rule = plan.book.get("employer-insurance")
    helpers = plan.budget.of_item(*rule.card.items) if rule else []
    if rule is None or not helpers or _is_insurance_named(plan):
        return []
    return [
        by_rule(
            rule,
            Question.RATE,
            text(
                "“{item}” pays helpers; no line holds what the employer owes for 勞保, 健保 and 勞退.",
                item=line.name,
            ),
            line.place("item"),
            stake=line.amount,
        )
        for line in helpers
        if line.amount
    ]


def _is_insurance_named(plan: Plan) -> bool:
    """Tell whether a line is about insurance; the supplementary premium (補充保費) is another thing."""
    return any(
        word in printed
        for line in plan.budget.lines
        if line.item != "premium"
        for printed in (line.name, line.row.note)
        for word in _INSURANCE
    )


def paid_hours_are_no_overtime(plan: Plan) -> list[Finding]:
    """Own staff who take a lecturer's fee take neither overtime nor leave for the same hours (補休)."""
    rule = plan.book.get("paid-hours")
    lectures = plan.budget.of_item("fee-internal")
    if rule is None or not lectures:
        return []
    texts = [*plan.budget.words, *(section.text for section in plan.details.sections)]
    if not plan.budget.pays(rule.card.items) and not any("補休" in words for words in texts):
        return []
    message = text(
        "“{item}” is paid by the hour; the same hours bring no 加班費 and no 補休.",
        item=lectures[0].name,
    )
    return [by_rule(rule, Question.ACCOUNT, message, lectures[0].place("item"))]


def unverified_values_are_named(plan: Plan) -> list[Finding]:
    """A value nobody could verify, used by this plan, is said to be so."""
    return [
        by_rule(
            rule,
            Question.RATE,
            text(
                "“{title}” could not be verified; it is a parameter of the plan.",
                title=rule.card.title,
            ),
            _place_of(rule, plan),
            code="RULE-UNVERIFIED",
            severity=Severity.NOTICE,
        )
        for rule in plan.book.unverified
        if _is_used(rule, plan)
    ]


def _is_used(rule: Rule, plan: Plan) -> bool:
    return _is_policy(rule, plan) or plan.budget.pays(rule.card.items)


def _is_policy(rule: Rule, plan: Plan) -> bool:
    return rule.id == plan.details.period_policy


def _place_of(rule: Rule, plan: Plan) -> Place:
    field = "periods.policy" if _is_policy(rule, plan) else f"parameters.{rule.id}"
    return Place("plan.toml", field=field)


def stated_values_are_named(plan: Plan) -> list[Finding]:
    """A value the plan states for itself is named with the paper it is taken from (計畫自訂)."""
    return [
        replace(
            by_rule(
                rule,
                Question.RATE,
                text(
                    "“{title}” is {value}, as the plan states from “{source}”.",
                    title=rule.card.title,
                    value=value_in_words(rule.value, rule.id),
                    source=rule.stated,
                ),
                Place("plan.toml", field=f"parameters.{rule.id}"),
                code="RULE-STATED",
                severity=Severity.NOTICE,
            ),
            remedy=text("Compare it with that paper; nobody else has."),
        )
        for rule in plan.book.rules.values()
        if rule.stated
    ]
