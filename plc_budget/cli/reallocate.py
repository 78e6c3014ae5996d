"""``plc-budget reallocate``: 勻支, proposed and, if wanted, applied."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plc_budget.cli.arguments import COUNTY, UNREADABLE, Once, Parser, read_amount, read_setting
from plc_budget.cli.output import (
    MENDABLE,
    OK,
    complain,
    conflict_text,
    finding_json,
    refuse,
    refuse_plan,
    say,
    say_findings,
    say_json,
)
from plc_budget.cli.terminal import WIDTH, table, wrap
from plc_budget.findings import Finding, Place, error, has_errors
from plc_budget.language import Series, text
from plc_budget.money import half_width, plain
from plc_budget.plan.approved.approval import approved_plan
from plc_budget.plan.history.conflict import Conflict
from plc_budget.plan.history.saving import Opened, open_plan, save
from plc_budget.reallocation import apply_proposal, reallocate
from plc_budget.reallocation.consequences import list_raised

if TYPE_CHECKING:
    from argparse import Namespace

    from plc_budget.budget import Budget, Line
    from plc_budget.findings import Finding
    from plc_budget.plan import Plan
    from plc_budget.reallocation import Proposal, QuantityChange, Reallocation

_HEAD = (text("item"), text("quantity"), text("amount"), text("difference"))


EXAMPLES = {
    "reallocate": (
        f"reallocate {COUNTY} --set speaker_internal=8",
        "reallocate 114-研習 --set printing=60 --lock misc",
        "reallocate 114-研習 --set printing=60 --apply --reason 改為電子檔",
    )
}


def add_arguments(command: Parser, _name: str) -> None:
    """Declare what can be typed behind the name."""
    command.add_plan()
    add_settings(command)
    lock = text("a line that stays as it is")
    command.add("--lock", lock, text("CODE"), action="append", default=[])
    command.add_switch("--at-most", text("less than the total will do"))
    command.add_switch("--move-periods", text("quantities from the timetable may move, too"))
    choice = {"type": int, "default": 1, "choices": range(1, 10)}
    command.add("--choose", text("which proposal"), text("NUMBER"), **choice)
    command.add_switch("--apply", text("save the proposal; wants a --reason"))
    command.add("--step", text("what the step is called, to undo it by"), text("NAME"), default="")
    command.add_by_whom()


def add_settings(command: Parser) -> None:
    """Let a command take quantities that are set, and the total to hold."""
    quantity = text("the quantity of a line")
    command.add(
        "--set", quantity, text("CODE=QUANTITY"), action=Once, type=read_setting, default=[]
    )
    total = text("the total to hold; the approved total if left out")
    command.add("--total", total, text("N"), type=read_amount)


def run(options: Namespace) -> int:
    """Propose quantities that hold the total; 1 with what to release when there are none."""
    if options.apply and not options.reason:
        complain(text("--apply wants a --reason; it goes into the history."))
        return UNREADABLE
    opened, found = open_plan(options.plan)
    if opened is None:
        return refuse_plan(found, as_json=options.json)
    sets, faults = find_codes(opened.plan, options.set)
    locks = [find_code(opened.plan, word) for word in options.lock]
    faults += [fault for _, fault in locks if fault is not None]
    if faults:
        return refuse(options, faults, feasible=False)
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
        return refuse(options, findings, **_json(answer))
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
            },
            findings,
        )
    elif applied is None:
        _say(opened.plan, answer, findings)
    else:
        say(proposal_text(answer.proposals[choice]))
    return OK if answer.is_feasible else MENDABLE


def _raises(plan: Plan, answer: Reallocation, choice: int) -> list[dict[str, Any]]:
    if not answer.is_feasible:
        return []
    return [finding_json(finding) for finding in list_raised(plan, answer.proposals[choice])]


def _wanted(options: Namespace, answer: Reallocation) -> bool:
    return options.apply and answer.is_feasible


def _approved(folder: Path) -> Budget | None:
    """Return what moves between accounts are judged against: the approved budget, if there is one."""
    plan = approved_plan(folder)
    return plan.budget if plan else None


def _apply(options: Namespace, opened: Opened, proposal: Proposal) -> Opened | int:
    """Save a proposal as one step; nothing is written when it is refuse."""
    saved, findings = save(
        opened,
        rows=apply_proposal(opened.plan, proposal),
        step=options.step,
        reason=options.reason,
        by=options.by,
    )
    if isinstance(saved, Conflict):
        code = refuse(options, findings, applied=False)
        if not options.json:
            say(conflict_text(saved))
        return code
    if saved is None or has_errors(findings):
        return refuse(options, findings, applied=False)
    if not options.json:
        say(text("Applied; `plc-budget undo` takes it back."))
        say_findings([f for f in findings if f.code.startswith(("SAVE", "HISTORY"))])
    return saved


def _say(plan: Plan, answer: Reallocation, findings: list[Finding]) -> None:
    if not answer.is_feasible:
        _say_none(answer)
        return
    for number, proposal in enumerate(answer.proposals, start=1):
        say("")
        title = text("Proposal {number}: {sentence}", number=number, sentence=proposal.sentence)
        say("\n".join(wrap(str(title), WIDTH)))
        say(proposal_text(proposal))
        if proposal.consent:
            say("\n".join(wrap(str(proposal.consent.sentence), WIDTH)))
        for finding in list_raised(plan, proposal):
            brings = text("It would bring: {message}", message=finding.message)
            say("\n".join(wrap(str(brings), WIDTH)))
    say("")
    say_findings([f for f in findings if f.code != "TRANSFER-CONSENT"])
    say(text("Take one over with --apply --reason TEXT (--choose 2 for the second)."))


def _say_none(answer: Reallocation) -> None:
    say("\n".join(wrap(str(text("No proposal: {reason}", reason=answer.reason)), WIDTH)))
    for release in answer.releases:
        gives = text(
            "- {release}: {gives}", release=release.sentence, gives=release.proposal.sentence
        )
        say("\n".join(wrap(str(gives), WIDTH)))
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


def _change_json(change: QuantityChange) -> dict[str, Any]:
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


_PLACE = Place("budget.csv", field="code")


def find_code(plan: Plan, word: str) -> tuple[str, Finding | None]:
    """Find the line a word means: by its code, else by its printed item if one line alone has it.

    Parameters
    ----------
    plan : Plan
        The plan.
    word : str
        As typed: ``printing``, 印刷費.

    Returns
    -------
    tuple[str, Finding or None]
        The code, or nothing and why.

    Examples
    --------
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.shipped import data_folder
    >>> plan, _ = load_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> find_code(plan, "printing")[0], find_code(plan, "印刷費")[0], find_code(plan, "茶水")[0]
    ('printing', 'printing', '')
    """
    if plan.budget.get(word) is not None:
        return word, None
    wanted = _plain(word)
    found = [line for line in plan.budget.lines if wanted in (_plain(line.code), _plain(line.name))]
    if len(found) == 1:
        return found[0].code, None
    return "", _several(word, found) if found else _none(word, plan)


def find_codes(
    plan: Plan, settings: Sequence[tuple[str, Decimal]]
) -> tuple[dict[str, Decimal], list[Finding]]:
    """Find the lines of ``--set``, each of which may be set once.

    Parameters
    ----------
    plan : Plan
        The plan.
    settings : sequence of tuple of str and Decimal
        Words and quantities, as typed.

    Returns
    -------
    tuple[dict[str, Decimal], list[Finding]]
        Quantities by code, of the words that could be told; and what is wrong with the others.
    """
    quantities: dict[str, Decimal] = {}
    findings: list[Finding] = []
    for word, quantity in settings:
        code, finding = find_code(plan, word)
        if finding is None and code in quantities:
            finding = _twice(word)
        if finding is None:
            quantities[code] = quantity
        else:
            findings.append(finding)
    return quantities, findings


def _plain(words: str) -> str:
    return "".join(half_width(words).split()).casefold()


def _none(word: str, plan: Plan) -> Finding:
    codes = Series(tuple(line.code for line in plan.budget.lines[:9]))
    return error(
        "LINE-UNKNOWN",
        text("There is no line “{code}”.", code=word),
        text(
            "Use a code of budget.csv, such as {codes}, or an item as it is printed.", codes=codes
        ),
        _PLACE,
    )


def _several(word: str, found: Sequence[Line]) -> Finding:
    return error(
        "LINE-SEVERAL",
        text("“{word}” is the item of several lines.", word=word),
        text(
            "Use the code of the line you mean: {codes}.",
            codes=Series(tuple(line.code for line in found)),
        ),
        _PLACE,
    )


def _twice(word: str) -> Finding:
    return error(
        "SET-TWICE",
        text("“{word}” is set twice.", word=word),
        text("Set each line once."),
        _PLACE,
    )
