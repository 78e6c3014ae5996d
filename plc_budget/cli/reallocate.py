"""``plc-budget reallocate``: 勻支, proposed and, if wanted, applied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from plc_budget.cli.codes import code_of, codes_of
from plc_budget.cli.outcome import conflict_text, notices, refused
from plc_budget.cli.reading import MENDABLE, OK, UNREADABLE, complain, refuse, say, say_json
from plc_budget.cli.show import WIDTH, finding_json, table, wrapped
from plc_budget.findings import has_errors
from plc_budget.language import text
from plc_budget.money import plain
from plc_budget.plan.approved.approval import approved_plan
from plc_budget.plan.history.conflict import Conflict
from plc_budget.plan.history.saving import Opened, open_plan, save
from plc_budget.reallocation import apply_proposal, reallocate
from plc_budget.reallocation.consequences import raised_by

if TYPE_CHECKING:
    from argparse import Namespace

    from plc_budget.budget import Budget
    from plc_budget.findings import Finding
    from plc_budget.plan import Plan
    from plc_budget.reallocation import Change, Proposal, Reallocation

_HEAD = (text("item"), text("quantity"), text("amount"), text("difference"))


def run(options: Namespace) -> int:
    """Propose quantities that hold the total; 1 with what to release when there are none."""
    if options.apply and not options.reason:
        complain(text("--apply wants a --reason; it goes into the history."))
        return UNREADABLE
    opened, found = open_plan(options.plan)
    if opened is None:
        return refuse(found, as_json=options.json)
    sets, faults = codes_of(opened.plan, options.set)
    locks = [code_of(opened.plan, word) for word in options.lock]
    faults += [fault for _, fault in locks if fault is not None]
    if faults:
        return refused(options, faults, feasible=False)
    answer, findings = reallocate(
        opened.plan,
        sets,
        locks=[code for code, _ in locks],
        total=options.total,
        at_most=options.at_most,
        move_periods=options.move_periods,
        approved=_approved(opened.folder),
    )
    return _answered(options, opened, answer, findings)


def _answered(
    options: Namespace, opened: Opened, answer: Reallocation, findings: list[Finding]
) -> int:
    """Show the answer, and save the proposal that was chosen."""
    if any(f.code.startswith(("LINE-", "SET-", "TOTAL-")) for f in findings):
        return refused(options, findings, **_json(answer))
    choice = options.choose - 1
    if answer.is_feasible and choice >= len(answer.proposals):
        complain(text("There are only {number} proposals.", number=len(answer.proposals)))
        return UNREADABLE
    applied = (
        _apply(options, opened, answer.proposals[choice]) if _wanted(options, answer) else None
    )
    if isinstance(applied, int):
        return applied
    if options.json:
        say_json(
            {
                **_json(answer, choice),
                "applied": bool(applied),
                "raises": _raises(opened.plan, answer, choice),
                "findings": [finding_json(finding) for finding in findings],
            }
        )
    elif applied is None:
        _say(opened.plan, answer, findings)
    else:
        say(proposal_text(answer.proposals[choice]))
    return OK if answer.is_feasible else MENDABLE


def _raises(plan: Plan, answer: Reallocation, choice: int) -> list[dict[str, Any]]:
    if not answer.is_feasible:
        return []
    return [finding_json(finding) for finding in raised_by(plan, answer.proposals[choice])]


def _wanted(options: Namespace, answer: Reallocation) -> bool:
    return options.apply and answer.is_feasible


def _approved(folder: Path) -> Budget | None:
    """Return what moves between accounts are judged against: the approved budget, if there is one."""
    plan = approved_plan(folder)
    return plan.budget if plan else None


def _apply(options: Namespace, opened: Opened, proposal: Proposal) -> Opened | int:
    """Save a proposal as one step; nothing is written when it is refused."""
    saved, findings = save(
        opened,
        rows=apply_proposal(opened.plan, proposal),
        step=options.step,
        reason=options.reason,
        by=options.by,
    )
    if isinstance(saved, Conflict):
        code = refused(options, findings, applied=False)
        if not options.json:
            say(conflict_text(saved))
        return code
    if saved is None or has_errors(findings):
        return refused(options, findings, applied=False)
    if not options.json:
        say(text("Applied; `plc-budget undo` takes it back."))
        notices([f for f in findings if f.code.startswith(("SAVE", "HISTORY"))])
    return saved


def _say(plan: Plan, answer: Reallocation, findings: list[Finding]) -> None:
    if not answer.is_feasible:
        _say_none(answer)
        return
    for number, proposal in enumerate(answer.proposals, start=1):
        say("")
        title = text("Proposal {number}: {sentence}", number=number, sentence=proposal.sentence)
        say("\n".join(wrapped(str(title), WIDTH)))
        say(proposal_text(proposal))
        if proposal.consent:
            say("\n".join(wrapped(str(proposal.consent.sentence), WIDTH)))
        for finding in raised_by(plan, proposal):
            brings = text("It would bring: {message}", message=finding.message)
            say("\n".join(wrapped(str(brings), WIDTH)))
    say("")
    notices([f for f in findings if f.code != "TRANSFER-CONSENT"])
    say(text("Take one over with --apply --reason TEXT (--choose 2 for the second)."))


def _say_none(answer: Reallocation) -> None:
    say("\n".join(wrapped(str(text("No proposal: {reason}", reason=answer.reason)), WIDTH)))
    for release in answer.releases:
        gives = text(
            "- {release}: {gives}", release=release.sentence, gives=release.proposal.sentence
        )
        say("\n".join(wrapped(str(gives), WIDTH)))
    near = [f"{total:,}" for total in (answer.below, answer.above) if total is not None]
    if near:
        say(text("Nearest totals that can be held: {totals}.", totals=", ".join(near)))


def proposal_text(proposal: Proposal) -> str:
    """Show the lines of a proposal before and after; only those that change, and the total."""
    rows = [[str(name) for name in _HEAD]]
    rows += [
        [
            change.item,
            _arrow(plain(change.quantity_before), plain(change.quantity_after)),
            _arrow(f"{change.amount_before:,}", f"{change.amount_after:,}"),
            f"{change.difference:+,}",
        ]
        for change in proposal.changes
        if change.quantity_before != change.quantity_after or change.difference
    ]
    before = sum(change.amount_before for change in proposal.changes)
    rows.append(
        [
            str(text("total")),
            "",
            _arrow(f"{before:,}", f"{proposal.total:,}"),
            f"{proposal.total - before:+,}",
        ]
    )
    return table(rows, right=(1, 2, 3))


def _arrow(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _json(answer: Reallocation, choice: int = 0) -> dict[str, Any]:
    chosen = answer.proposals[choice] if choice < len(answer.proposals) else None
    others = [p for number, p in enumerate(answer.proposals) if number != choice]
    return {
        "feasible": answer.is_feasible,
        "proven": answer.is_proven,
        "total": answer.total,
        "lines": [_change_json(change) for change in chosen.changes] if chosen else [],
        "lines_changed": chosen.lines if chosen else None,
        "moved": chosen.moved if chosen else None,
        "consent": str(chosen.consent.sentence) if chosen and chosen.consent else None,
        "alternatives": [_proposal_json(proposal) for proposal in others],
        "reason": str(answer.reason),
        "release": [
            {
                "kind": str(release.kind),
                "codes": list(release.codes),
                "before": [plain(value) for value in release.before],
                "after": [plain(value) for value in release.after],
                "rule": release.rule,
                "sentence": str(release.sentence),
                "gives": _proposal_json(release.proposal),
            }
            for release in answer.releases
        ],
        "nearest": {"below": answer.below, "above": answer.above},
    }


def _proposal_json(proposal: Proposal) -> dict[str, Any]:
    return {
        "total": proposal.total,
        "lines_changed": proposal.lines,
        "moved": proposal.moved,
        "sentence": str(proposal.sentence),
        "consent": str(proposal.consent.sentence) if proposal.consent else None,
        "lines": [_change_json(change) for change in proposal.changes],
    }


def _change_json(change: Change) -> dict[str, Any]:
    return {
        "code": change.code,
        "item": change.item,
        "quantity_before": _number(change.quantity_before),
        "quantity_after": _number(change.quantity_after),
        "amount_before": change.amount_before,
        "amount_after": change.amount_after,
        "is_set": change.is_set,
    }


def _number(quantity: Any) -> int | float:  # noqa: ANN401 - a Decimal; JSON has only these
    return int(quantity) if quantity == int(quantity) else float(quantity)
