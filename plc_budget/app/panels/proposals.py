"""勻支: ways to hold the total, each before and after, and what to let go when there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from plc_budget.app.proposals import (
    HEAD,
    changes_words,
    lines_of,
    proposal_view,
    step_name,
    table_text,
)
from plc_budget.app.reallocating import (
    Answered,
    Asked,
    Offer,
    Question,
    answer_question,
    leaving,
    let_go,
    proposal_key,
    question_of,
    read_question,
    release_key,
    release_view,
)
from plc_budget.app.saving import save_change
from plc_budget.app.state import Level
from plc_budget.app.texts import columns, labels
from plc_budget.language import NOTHING, Series, text
from plc_budget.money import plain
from plc_budget.reallocation import apply_proposal

if TYPE_CHECKING:
    from plc_budget.app.state import Action, Message, State, View
    from plc_budget.findings import Words

TITLE = text("Reallocation")
_WORDS = {
    "caption": TITLE,
    "hold": text("Total to hold"),
    "approved": text("approved: {total}"),
    "set": text("Set a line to"),
    "nothing": text("(no line)"),
    "quantity": text("quantity"),
    "clear": text("Clear"),
    "periods": text("Quantities from the timetable may move, too"),
    "typed": text("changes what was typed last"),
    "apply": text("Apply"),
    "reason": text("Reason (goes into the history and onto the comparison table)"),
    "item": text("item"),
    "amount": text("amount"),
    "total": text("total"),
    "brings": text("It would bring:"),
    "lines": text("Which lines may give way"),
    "may": text("may it give way?"),
    "lock": text("Lock"),
    "unlock": text("Unlock"),
    "longer": text("Search longer"),
    "picture": text("before and after"),
    "set_here": text("set here"),
    "rest": text("All other lines stay as they are."),
    "release": text("One of these would be enough:"),
    "gives": text("It would give: {proposal}"),
    "nearer": text("This is not enough, but leaves less unspent:"),
    "nearest": text("A total near by that can be held:"),
    "hold_it": text("Hold {total}"),
}
_FIELDS = ("total", "code", "quantity")
_LONGEST = 200


def view(state: State) -> View:
    """Return the question, the proposals, and what could be let go if there are none."""
    one, faults = read_question(state)
    found = answer_question(state, one)
    return {
        "words": labels(_WORDS),
        "head": [str(name) for name in HEAD],
        "headline": str(_headline(one, found)),
        "hint": str(_hint(one, found)),
        "level": _tone(one, found),
        "question": _question(state),
        "faults": {name: str(words) for name, words in faults.items()},
        "lines": lines_of(one),
        "proposals": [
            proposal_view(offer, number, state)
            for number, offer in enumerate(found.offers, start=1)
        ],
        "releases": [release_view(release, one) for release in found.answer.releases],
        "nearer": [release_view(release, one) for release in found.answer.nearer],
        "leave": leaving(one, None if found.answer.is_feasible else found.answer.below),
        "nearest": [f"{total:,}" for total in _nearest(found)],
        "is_short": found.is_short,
    }


def _question(state: State) -> dict[str, Any]:
    question, budget = question_of(state), state.plan.budget
    is_there = budget.get(question.code) is not None
    return {
        "total": question.total,
        "approved": f"{state.plan.details.funding.approved_total:,}",
        "code": question.code if is_there else "",
        "quantity": question.quantity,
        "periods": question.moves_periods,
        "has_periods": any(line.speaker_kind for line in budget.lines),
        "choices": [
            [line.code, f"{line.name} {plain(line.quantity)}{line.row.unit}"]
            for line in budget.lines
            if not line.is_percentage
        ],
    }


def _tone(one: Asked, found: Answered) -> str:
    if one.is_settled:
        return "exact"
    return "found" if found.answer.is_feasible else "none"


def _headline(one: Asked, found: Answered) -> Words:
    now, total = one.plan.budget.total, one.total
    if one.is_settled:
        return text("The total is exactly {total:,}; nothing has to give way.", total=total)
    if not found.answer.is_feasible:
        return text(
            "{total:,} cannot be held as things stand: {reason}",
            total=total,
            reason=found.answer.reason,
        )
    if one.sets:
        sets = found.answer.proposals[0].changes
        words = Series(tuple(change.sentence for change in sets if change.is_set))
        return text("{sets}: {total:,} can be held like this.", sets=words, total=total)
    if now > total:
        return text(
            "{over:,} over {total:,}; each of these brings the total back exactly.",
            over=now - total,
            total=total,
        )
    return text(
        "{left:,} below {total:,}; each of these uses them up exactly.",
        left=total - now,
        total=total,
    )


def _hint(one: Asked, found: Answered) -> Words:
    if one.is_settled:
        return text(
            "To try something out, set a line to another quantity: the others give way, and the total stays."
        )
    if found.is_short:
        return text("Time was short: there may be more ways, and one that changes less.")
    if one.plan.budget.total < one.total and not one.sets:
        return text("Spending less than approved is allowed, too; nothing has to be done.")
    return NOTHING


def _nearest(found: Answered) -> list[int]:
    """Return the nearest total above, unless it goes beyond the approved one and nobody asked for that."""
    above, approved = found.answer.above, found.one.plan.details.funding.approved_total
    if found.answer.is_feasible or above is None or above > max(approved, found.one.total):
        return []
    return [above]


def words_of(state: State) -> str:
    """Write the question and every proposal as text, with all figures."""
    shown, (one, _) = view(state), read_question(state)
    lines = [
        [line["item"], line["quantity"], line["amount"], line["says"], line["room"]]
        for line in shown["lines"]
    ]
    head = [str(_WORDS[name]) for name in ("item", "quantity", "amount", "may")]
    parts = [
        f"{TITLE}\n{shown['headline']}",
        shown["hint"],
        columns([[*head, ""], *lines], right=(1, 2)),
        *_proposals_text(answer_question(state, one).offers, shown),
        *_none_text(shown),
    ]
    return "\n".join(part for part in parts if part)


def _proposals_text(offers: Sequence[Offer], shown: View) -> list[str]:
    lines: list[str] = []
    for offer, one in zip(offers, shown["proposals"], strict=True):
        brings = [f"{_WORDS['brings']} {brought['says']}" for brought in one["brings"]]
        mark = str(_WORDS["typed"]) if one["changes_typed"] else ""
        table = table_text(offer.proposal)
        lines += [
            f"{one['title']}\n{table}",
            mark,
            one["moved"],
            *one["flows"],
            one["consent"],
            *brings,
        ]
    return lines


def _none_text(shown: View) -> list[str]:
    near = f"{_WORDS['nearest']} {', '.join(shown['nearest'])}" if shown["nearest"] else ""
    leave = shown["leave"]["says"] if shown["leave"] else ""
    return [leave, *_told(shown, "nearer"), *_told(shown, "release"), near]


def _told(shown: View, which: str) -> list[str]:
    ones = shown["nearer" if which == "nearer" else "releases"]
    gives = [f"- {one['says']}: {one['gives']}" for one in ones]
    return [str(_WORDS[which]), *gives] if gives else []


def _ask(state: State, message: Message) -> State:
    """Ask otherwise; each field that is named replaces what was asked."""
    old = question_of(state)
    words = {name: str(message[name]).strip()[:_LONGEST] for name in _FIELDS if name in message}
    question = replace(
        old,
        total=words.get("total", old.total),
        code=words.get("code", old.code),
        quantity=words.get("quantity", old.quantity),
        moves_periods=bool(message.get("periods", old.moves_periods)),
    )
    return state.keeping("proposals", question)


def _longer(state: State, _: Message) -> State:
    return state.keeping("proposals", replace(question_of(state), longer=read_question(state)[0]))


def _apply(state: State, message: Message) -> State:
    """Take a proposal over, what was set with it, as one step."""
    key, found = str(message.get("key", "")), answer_question(state, read_question(state)[0])
    chosen = [offer.proposal for offer in found.offers if proposal_key(offer.proposal) == key]
    if not chosen:
        return state.with_status(
            Level.FAILED,
            text("The proposals are others now; nothing was changed. Look at them again."),
        )
    after = save_change(
        state,
        message,
        rows=apply_proposal(state.plan, chosen[0]),
        step=step_name(chosen[0]),
        reason=str(message.get("reason", "")).strip()[:500],
    )
    if after.status.level is not Level.DONE:
        return after
    words = text(
        "Applied: {changes}. The total is {total:,}; Undo takes it back.",
        changes=changes_words(chosen[0]),
        total=chosen[0].total,
    )
    question = Question(moves_periods=question_of(state).moves_periods)
    return after.keeping("proposals", question).with_status(Level.DONE, words, after.status.more)


def _release(state: State, message: Message) -> State:
    key, found = str(message.get("key", "")), answer_question(state, read_question(state)[0])
    offered = (*found.answer.nearer, *found.answer.releases)
    chosen = [release for release in offered if release_key(release) == key]
    if not chosen:
        return state.with_status(
            Level.FAILED,
            text("The proposals are others now; nothing was changed. Look at them again."),
        )
    return let_go(state, message, chosen[0])


def _lock(state: State, message: Message) -> State:
    code, is_locked = str(message.get("code", "")), bool(message.get("locked"))
    rows = [replace(r, locked=is_locked) if r.code == code else r for r in state.plan.rows]
    return save_change(state, message, rows=rows)


ACTIONS: Mapping[str, Action] = {
    "ask": _ask,
    "longer": _longer,
    "apply": _apply,
    "release": _release,
    "lock": _lock,
}
