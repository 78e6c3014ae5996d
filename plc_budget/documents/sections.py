"""Which sections stand where: those a plan writes itself, and those written from its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plc_budget.documents import wording
from plc_budget.documents.budget_part import budget_blocks
from plc_budget.documents.course_part import course_blocks, when_of
from plc_budget.documents.model import Block, Heading, Paragraph
from plc_budget.documents.numbering import (
    item_number,
    paragraphs_of,
    read_section_number,
    section_number,
)
from plc_budget.documents.styles import Style

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.plan.details import Section


@dataclass(frozen=True, slots=True)
class Part:
    """A section before it has its number.

    Attributes
    ----------
    mark : str
        What the title is marked with, such as （暫訂）.
    rest : str
        What stands behind the title on its line.
    words : tuple of Paragraph
        Its text.
    figures : tuple of Block
        What is written from the plan's tables and stands below the text.
    """

    title: str
    mark: str = ""
    rest: str = ""
    words: tuple[Paragraph, ...] = ()
    figures: tuple[Block, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say under the title."""
        return not (self.rest or self.words or self.figures)


def section_blocks(plan: Plan) -> list[Block]:
    """Write all sections (壹 to 玖) in their order, numbered without a gap.

    A section of ``plan.toml`` stands at its number; the ones written from the plan's figures take
    the numbers that are left, in the county's order.  A section of ``plan.toml`` with the title of
    one of these gives its text, and the tables follow it.

    Parameters
    ----------
    plan : Plan
        The plan.
    """
    own = [section for section in plan.details.sections if section.title.strip()]
    written = [part for part in _written(plan, own) if not part.is_empty]
    titles = {part.title for part in written}
    free = [section for section in own if section.title.strip() not in titles]
    blocks: list[Block] = []
    for number, part in enumerate(_in_order(free, written), start=1):
        title = f"{section_number(number)}、{part.title}{part.mark}"
        blocks.append(Heading(title, part.rest))
        blocks += [*part.words, *part.figures]
    return blocks


def _in_order(own: Sequence[Section], written: Sequence[Part]) -> list[Part]:
    """Give every section its place: an own one at its number, the written ones between them."""
    placed = {read_section_number(section.number): section for section in reversed(own)}
    waiting, rest, order = [*written], [*own], list[Part]()
    while waiting:
        section = placed.get(len(order) + 1)
        if section is None:
            order.append(waiting.pop(0))
        else:
            rest.remove(section)
            order.append(_part(section))
    return [*order, *map(_part, rest)]


def _part(section: Section) -> Part:
    return Part(section.title.strip(), words=tuple(paragraphs_of(section.text)))


def _written(plan: Plan, own: Sequence[Section]) -> list[Part]:
    """Write the sections that follow from the plan, with the plan's own words where it has some."""
    words = {section.title.strip(): _part(section).words for section in own}
    return [
        replace(part, words=words[part.title], mark="", rest="") if words.get(part.title) else part
        for part in (
            _organisers(plan),
            _participants(plan),
            _venue(plan),
            _conduct(plan),
            _budget(plan),
        )
    ]


def _organisers(plan: Plan) -> Part:
    named = [
        (party, getattr(plan.details.organisers, key)) for key, party in wording.PARTIES.items()
    ]
    return Part(
        wording.ORGANISERS,
        words=_items([f"{party}：{'、'.join(names)}" for party, names in named if names]),
    )


def _participants(plan: Plan) -> Part:
    who, expected = plan.details.participants.who, plan.details.participants.expected
    number = f"預計{expected}人" if expected is not None else ""
    return Part(wording.PARTICIPANTS, rest=_said(who or number))


def _venue(plan: Plan) -> Part:
    """Write where it is; a place that is not settled is marked in the title, as the county does."""
    event = plan.details.event
    venue = event.venue.strip()
    where = venue.removesuffix(wording.NOT_SETTLED)
    mark = wording.NOT_SETTLED if where and where != venue else ""
    return Part(wording.VENUE, mark, _said(where or venue or wording.MODES[event.mode]))


def _conduct(plan: Plan) -> Part:
    title = wording.COURSE + (wording.TENTATIVE if plan.details.event.is_tentative else "")
    course = course_blocks(plan)
    items = [f"{wording.WHEN}：{when_of(plan)}", *([title] if course else [])]
    return Part(wording.CONDUCT, words=_items(items), figures=tuple(course))


def _budget(plan: Plan) -> Part:
    heading = plan.details.funding.heading
    return Part(
        wording.BUDGET,
        rest=f"：{heading}" if heading else "",
        figures=tuple(budget_blocks(plan)),
    )


def _items(words: Sequence[str]) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(f"{item_number(number)}、{line}", Style.FIRST)
        for number, line in enumerate(words, start=1)
    )


def _said(words: str) -> str:
    """Write words behind a title, as a sentence."""
    words = words.strip()
    return f"：{words}{'' if words.endswith(('。', '！', '？')) else '。'}" if words else ""
