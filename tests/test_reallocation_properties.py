from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from often import often
from plc_budget.budget import price_budget
from plc_budget.plan import Plan, assemble
from plc_budget.reallocation import (
    Proposal,
    Reallocation,
    Release,
    ReleaseKind,
    apply_proposal,
    reallocate,
)
from plc_budget.tables import BudgetRow
from sheet_plans import plan_of

if TYPE_CHECKING:
    from collections.abc import Callable

MINISTRY = """
[[funding.sources]]
name = "教育部"
kind = "moe-subsidy"
share = "50"
"""
MISC = """
[parameters.misc-share]
value = { percent = 10, base = "total" }
source = "核定函"
"""
ANY_ROW = "code,category,item,unit_price,quantity\np,業務費,印刷費,1,1\n"
COUNTY, GRANT, CAPPED = (
    plan_of(ANY_ROW),
    plan_of(ANY_ROW, more='share = "50"\n' + MINISTRY),
    plan_of(ANY_ROW, more=MISC),
)
PRICES = ("100", "1000", "50", "46.05", "127", "0.4", "33.333", "250")


@dataclass(frozen=True)
class Question:
    """A plan, and what is asked of it."""

    plan: Plan
    sets: dict[str, Decimal] = field(default_factory=dict)
    locks: frozenset[str] = frozenset()
    total: int | None = None
    at_most: bool = False

    def ask(self) -> Reallocation:
        """Answer it."""
        answer, _ = reallocate(
            self.plan, self.sets, locks=self.locks, total=self.total, at_most=self.at_most
        )
        assert answer.is_proven
        return answer


@st.composite
def rows(draw: st.DrawFn, code: str) -> BudgetRow:
    """Draw a line: its price, its step, and bounds around its quantity or none."""
    step = draw(st.sampled_from([None, Decimal(10), Decimal("0.5"), Decimal(3)]))
    quantity = draw(st.integers(0, 12)) * (step or 1)
    below, above = draw(st.tuples(*[st.none() | st.integers(0, 4)] * 2))
    return BudgetRow(
        code,
        draw(st.sampled_from(["業務費", "業務費", "設備及投資"])),
        "雜支" if code == "l0" else f"項目{code}",
        Decimal(draw(st.sampled_from(PRICES))),
        quantity=Decimal(quantity),
        times=Decimal(draw(st.sampled_from([1, 1, 2]))),
        step=step,
        min_quantity=None if below is None else max(Decimal(0), quantity - below * (step or 1)),
        max_quantity=None if above is None else quantity + above * (step or 1),
        locked=draw(st.booleans()) and draw(st.booleans()),
    )


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Draw a plan of up to five lines, some of them a percentage of others, and a question."""
    codes = [f"l{number}" for number in range(draw(st.integers(1, 4)))]
    table = [draw(rows(code)) for code in codes]
    if draw(st.booleans()):
        base = tuple(draw(st.lists(st.sampled_from(codes), min_size=1, unique=True)))
        rate = draw(st.sampled_from([Decimal("2.11"), Decimal(10)]))
        table.append(BudgetRow("rate", "業務費", "補充保費", rate=rate, base=base))
    like = draw(st.sampled_from([COUNTY, GRANT, CAPPED]))
    total = max(0, price_budget(table)[0].total + draw(st.sampled_from([0, 0, 0, 100, -50])))
    funding = replace(like.details.funding, approved_total=total)
    plan, _ = assemble("drawn", replace(like.details, funding=funding), table)
    assert plan is not None
    chosen = draw(st.lists(st.sampled_from(codes), max_size=2, unique=True))
    sets = {code: Decimal(draw(st.integers(0, 15))) for code in chosen}
    locks = frozenset(draw(st.lists(st.sampled_from(codes), max_size=1)))
    return Question(plan, sets, locks, at_most=draw(st.integers(0, 5)) == 0)


def assert_holds(question: Question, proposal: Proposal, *, without: str = "") -> None:
    """Hold a proposal to all that was asked, by other code than ours; ``without`` is let go."""
    plan, wanted = question.plan, question.plan.details.funding.approved_total
    new = apply_proposal(plan, proposal)
    budget, _ = price_budget(new)
    assert [line.amount for line in budget.lines] == [c.amount_after for c in proposal.changes]
    assert budget.total == wanted or (question.at_most and budget.total <= wanted)
    for row, after in zip(plan.rows, new, strict=True):
        if row.code in question.sets:
            assert without == "setting" or after.quantity == question.sets[row.code]
        elif row.rate is None and row.quantity != after.quantity:
            assert_may_change(question, row, after.quantity or Decimal(0), without)
    assert_rules(plan, budget.by_category(), budget.total, without)
    misc = next((line.amount for line in budget.lines if line.code == "l0"), 0)
    if plan.book.get("misc-share") and without != "ceiling":
        assert 100 * misc <= 10 * budget.total


def assert_may_change(question: Question, row: BudgetRow, after: Decimal, without: str) -> None:
    """Hold a changed quantity to the lock, the bounds and the step of its row."""
    steps = (after - (row.quantity or Decimal(0))) / (row.step or Decimal(1))
    assert without == "lock" or not (row.locked or row.code in question.locks)
    assert without == "minimum" or after >= (row.min_quantity or Decimal(0))
    assert without == "maximum" or row.max_quantity is None or after <= row.max_quantity
    assert without == "step" or steps == steps.to_integral_value()


def assert_rules(plan: Plan, after: dict[str, int], total: int, without: str) -> None:
    """Let nothing leave 設備及投資 for 業務費 where the ministry pays, but what the total falls by."""
    before = plan.budget.by_category()
    fallen = before.get("設備及投資", 0) - after.get("設備及投資", 0)
    if plan.book.get("transfer-moe"):
        assert fallen <= max(0, plan.budget.total - total), without


@given(questions())
@often(150)
def test_every_proposal_holds_all_that_was_asked(question: Question) -> None:
    """The total to the dollar, every lock, bound, step, ceiling and rule; each with other lines."""
    answer = question.ask()

    for proposal in answer.proposals:
        assert_holds(question, proposal)
        assert proposal.lines == len(proposal.giving_way)
    ways = [frozenset(c.code for c in proposal.giving_way) for proposal in answer.proposals]
    assert len(set(ways)) == len(ways)
    ranks = [(proposal.lines, proposal.moved) for proposal in answer.proposals]
    assert ranks == sorted(ranks)


@given(questions())
@often(100)
def test_a_second_run_changes_nothing(question: Question) -> None:
    """Once applied, the total is held and no line needs to change."""
    answer = question.ask()

    if answer.best is not None:
        rows = apply_proposal(question.plan, answer.best)
        plan, _ = assemble("again", question.plan.details, rows)
        assert plan is not None
        again = replace(question, plan=plan, sets={}).ask()
        assert again.best is not None
        assert again.best.lines == 0


@given(questions())
@often(100)
def test_letting_go_of_what_is_named_gives_a_proposal(question: Question) -> None:
    """Each release shows one that holds all the rest, and asked anew without it there is one."""
    answer = question.ask()

    for release in answer.releases:
        assert_holds(question, release.proposal, without=release.kind)
        if release.kind is not ReleaseKind.CEILING:
            assert released(question, release).ask().is_feasible, release


def released(question: Question, release: Release) -> Question:
    """Ask the same without what is released: just as far as it says."""
    after = release.after[0]
    if release.kind is ReleaseKind.SETTING:
        sets = dict(zip(release.codes, release.after, strict=True))
        return replace(question, sets={**question.sets, **sets})
    if release.kind is ReleaseKind.LOCK:
        plan = changed(question, release.codes[0], locked=False)
        return replace(question, plan=plan, locks=question.locks - set(release.codes))
    name = {"minimum": "min_quantity", "maximum": "max_quantity", "step": "step"}[release.kind]
    return replace(question, plan=changed(question, release.codes[0], **{name: after}))


def changed(question: Question, code: str, **fields: Decimal | bool) -> Plan:
    """Change a row of the plan."""
    rows = [replace(r, **fields) if r.code == code else r for r in question.plan.rows]  # type: ignore[arg-type]
    plan, _ = assemble("released", question.plan.details, rows)
    assert plan is not None
    return plan


@given(questions())
@often(50)
def test_the_nearest_totals_can_be_held_and_none_is_nearer(question: Question) -> None:
    """What is named can be held, and of the totals between, each that is asked cannot."""
    answer = question.ask()
    wanted = question.plan.details.funding.approved_total
    if answer.is_feasible or question.at_most:
        return

    def can(total: int) -> bool:
        return total >= 0 and replace(question, total=total).ask().is_feasible

    for near, sign in ((answer.below, -1), (answer.above, 1)):
        if near is not None:
            assert can(near)
        between = range(1, min(20, abs(near - wanted) if near is not None else 20))
        assert not any(can(wanted + sign * far) for far in between)


def test_the_same_question_has_the_same_answer() -> None:
    """No clock, no chance and no order of a set has a say."""
    plan = plan_of(
        "code,category,item,unit_price,quantity\n"
        + "".join(f"l{n},業務費,項目{n},{100 + n % 3},20\n" for n in range(12)),
        approved=24_240,
    )
    ask: Callable[[], object] = lambda: reallocate(plan, {"l3": Decimal(25)})  # noqa: E731

    assert ask() == ask()
