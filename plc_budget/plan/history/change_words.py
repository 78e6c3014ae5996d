"""A change in words: what was changed, from what, to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from plc_budget.budget import TIMETABLE as FROM_TIMETABLE
from plc_budget.language import CHINESE, Bilingual, Text, read, text
from plc_budget.plan.history.answer_words import answers_named, answers_words, is_of_answer
from plc_budget.plan.history.changes import FieldChange
from plc_budget.plan.history.field_words import choice_words, field_words
from plc_budget.plan.history.steps import Step
from plc_budget.plan.reading import FILE
from plc_budget.plan.storage.snapshot import BUDGET, TIMETABLE
from plc_budget.tables import SPEAKER_KINDS, BudgetRow
from plc_budget.tables.rows import SPEAKER_WORDS

Words = Text | Bilingual | str
_KINDS = {kind: Bilingual(zh, kind) for kind, zh in zip(SPEAKER_KINDS, SPEAKER_WORDS, strict=True)}
_TRUTH = {"true": text("yes"), "false": text("no")}
_NOTHING = text("(empty)")
_CODE, _ITEM = "code", "item"
_KEYS = {BUDGET: _CODE, TIMETABLE: "start"}
"""The field that every line has: where it is new or gone, so is the line."""
ABOUT = ("reference", "on", "total", "scenario")
"""What of a step's ``about`` is for people."""


def subject(change: FieldChange, items: Mapping[str, str]) -> Words:
    """Name what was changed: the line by its printed item, and the field.

    Parameters
    ----------
    change : Change
        The change.
    items : mapping of str to str
        The printed item of each code.

    Examples
    --------
    >>> from plc_budget.language import CHINESE
    >>> change = FieldChange("budget.csv", "printing", "quantity", "80", "60")
    >>> subject(change, {"printing": "印刷費"}).render(CHINESE)
    '印刷費 數量'
    """
    field = field_words(change.file, change.field)
    place = _place(change, items)
    if place and change.field:
        return text("{place} {field}", place=place, field=field)
    return place or (field if change.field else change.file)


def _place(change: FieldChange, items: Mapping[str, str]) -> Words:
    if change.file == TIMETABLE and change.line:
        return text("timetable row {number}", number=change.line.lstrip("+"))
    return items.get(change.line) or change.line


def value_words(change: FieldChange, value: str | None) -> Words:
    """Name a value: a kind of speaker, a way of taking part, yes or no; others are as written.

    Examples
    --------
    >>> from plc_budget.language import CHINESE
    >>> change = FieldChange("budget.csv", "fee", "from", "", "timetable:internal")
    >>> value_words(change, change.after).render(CHINESE)
    '課程表（內聘）'
    """
    if not value:
        return _NOTHING
    if change.file == TIMETABLE and change.field == "speaker_kind":
        return _KINDS.get(value, value)
    if change.file == BUDGET and change.field == "from":
        kind = value.removeprefix(FROM_TIMETABLE)
        return text("timetable ({kind})", kind=_KINDS.get(kind, kind))
    if change.file == FILE:
        return _TRUTH.get(value) or choice_words(change.field, value)
    return _TRUTH.get(value, value) if change.field == "locked" else value


def change_words(change: FieldChange, items: Mapping[str, str]) -> Text:
    """Write one change in a line: what, from, to; of a file as a whole only that it was changed."""
    what = subject(change, items)
    if not change.field:
        return text("{what}: the whole file", what=what)
    return text(
        "{what}: {before} → {after}",
        what=what,
        before=value_words(change, change.before),
        after=value_words(change, change.after),
    )


def items_of(rows: Sequence[BudgetRow], steps: Sequence[Step]) -> dict[str, str]:
    """Name every line by its printed item, also those that only the history knows any more.

    Parameters
    ----------
    rows : sequence of BudgetRow
        The lines there are.
    steps : sequence of Step
        The history.
    """
    gone = {
        change.line: change.after or change.before or change.line
        for step in steps
        for change in step.changes
        if change.file == BUDGET and change.field == _ITEM
    }
    return {**gone, **{row.code: row.item for row in rows}}


def changes_words(
    changes: Sequence[FieldChange], items: Mapping[str, str], *, is_back: bool = False
) -> list[Text]:
    """Write changes one by one; a line that is new or gone is one of them, whatever it holds.

    Parameters
    ----------
    changes : sequence of Change
        In the order of the files.
    items : mapping of str to str
        The printed item of each code.
    is_back : bool
        Whether they take something back: a line that goes by it was not removed by anybody.

    Examples
    --------
    >>> from plc_budget.language import CHINESE
    >>> tea = [FieldChange("budget.csv", "tea", "code", None, "tea"),
    ...        FieldChange("budget.csv", "tea", "item", None, "茶水")]
    >>> [words.render(CHINESE) for words in changes_words(tea, {"tea": "茶水"})]
    ['新增茶水']
    """
    whole = {(c.file, c.line): c for c in changes if _is_whole(c)}
    answers = [change for change in changes if is_of_answer(change)]
    told: list[Text] = []
    for change in changes:
        if change in answers:
            told += answers_words(answers, items) if change is answers[0] else []
            continue
        come_or_gone = whole.get((change.file, change.line))
        if come_or_gone is None:
            told.append(change_words(change, items))
        elif change is come_or_gone:
            place = _place(change, items)
            told.append(_again(change, place) if is_back else _come_or_gone(change, place))
    return told


def about_words(step: Step) -> list[str]:
    """Write what an approval or a scenario is about; hashes are for programs."""
    return [str(part) for name, part in step.about.items() if name in ABOUT]


def changes_named(changes: Sequence[FieldChange], items: Mapping[str, str]) -> Words:
    """Name several changes by the first of them; a line that is new or gone says so.

    Parameters
    ----------
    changes : sequence of Change
        In the order of the files.
    items : mapping of str to str
        The printed item of each code, before or after.
    """
    if not changes:
        return ""
    first = changes[0]
    if is_of_answer(first):
        return _with_more(answers_named(changes, items), sum(not is_of_answer(c) for c in changes))
    whole = [c for c in changes if (c.file, c.line) == (first.file, first.line)]
    words = _line_come_or_gone(first, items) or subject(first, items)
    more = len(changes) - (len(whole) if _is_line(first) else 1)
    return _with_more(words, more)


def _with_more(words: Words, more: int) -> Words:
    return text("{first} and {more} more", first=words, more=more) if more else words


def changes_told(changes: Sequence[FieldChange], items: Mapping[str, str]) -> Words:
    """Tell several changes by the first of them, from what to what, and in how many places.

    Parameters
    ----------
    changes : sequence of Change
        In the order of the files.
    items : mapping of str to str
        The printed item of each code.

    Examples
    --------
    >>> changes = [FieldChange("budget.csv", "printing", "quantity", "80", "70"),
    ...            FieldChange("budget.csv", "printing", "unit", "份", None)]
    >>> changes_told(changes, {"printing": "印刷費"}).render("en")
    '印刷費 quantity: 80 → 70 and elsewhere, 2 places in all'
    """
    told = changes_words(changes, items)
    if len(told) < 2:  # noqa: PLR2004 - nothing else to count
        return told[0] if told else ""
    return text("{first} and elsewhere, {number} places in all", first=told[0], number=len(told))


def step_told(step: Step, items: Mapping[str, str], *, is_back: bool = False) -> Words:
    """Tell what a step did: by the name somebody gave it, else by what it changed.

    Parameters
    ----------
    step : Step
        The step.
    items : mapping of str to str
        The printed item of each code.
    is_back : bool
        Whether it is taken back, so that what it changed goes the other way; lines that came or went
        are told as they did: “Undone: printing added” says what is undone.
    """
    named = changes_named(step.changes, items)
    own = str(read(named, CHINESE))
    changes = step.changes
    if is_back and not any(map(_is_whole, changes)):
        changes = tuple(replace(c, before=c.after, after=c.before) for c in changes)
    words = changes_told(changes, items)
    if words and step.name in ("", own):
        return named if is_of_answer(step.changes[0]) else words
    return text("“{name}”", name=step.name or step.kind.words)


def _is_whole(change: FieldChange) -> bool:
    """Tell whether a line came or went by it."""
    return change.field == _KEYS.get(change.file) and None in (change.before, change.after)


def _is_line(change: FieldChange) -> bool:
    return change.file == BUDGET and change.field == _CODE and None in (change.before, change.after)


def _line_come_or_gone(change: FieldChange, items: Mapping[str, str]) -> Words:
    if not _is_line(change):
        return ""
    return _come_or_gone(change, items.get(change.line) or change.line)


def _come_or_gone(change: FieldChange, line: Words) -> Text:
    return (
        text("{line} added", line=line)
        if change.before is None
        else text("{line} removed", line=line)
    )


def _again(change: FieldChange, line: Words) -> Text:
    return (
        text("{line} is there again", line=line)
        if change.before is None
        else text("{line} is gone again", line=line)
    )
