"""What was typed stays with its activity when the timetable comes back with other rows above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from plc_budget.app.state import Draft, Spot

if TYPE_CHECKING:
    from plc_budget.app.state import Message
    from plc_budget.tables import TimetableRow


def move_drafts(
    drafts: Mapping[Spot, Draft], old: Sequence[TimetableRow], new: Sequence[TimetableRow]
) -> dict[Spot, Draft]:
    """Return the drafts at the rows they were typed into, wherever these stand now.

    A row that was changed keeps its drafts if it stands where it stood among those that were not;
    those of a row that is gone go with it.  Lines of the budget are known by their codes and need
    none of this.

    Parameters
    ----------
    drafts : mapping of Spot to Draft
        What waits in cells.
    old, new : sequence of TimetableRow
        The timetable they were typed into, and as it is now.

    Examples
    --------
    >>> from plc_budget.tables import TimetableRow
    >>> first, second = TimetableRow(540, 580, "理念"), TimetableRow(580, 660, "規劃")
    >>> waits = {Spot("timetable", "0", "end"): Draft("noon", "")}
    >>> list(move_drafts(waits, [second], [first, second]))
    [Spot(table='timetable', row='1', column='end')]
    """
    places = places_of(old, new)
    kept: dict[Spot, Draft] = {}
    for spot, draft in drafts.items():
        if spot.table != "timetable":
            kept[spot] = draft
        elif int(spot.row) in places:
            kept[spot._replace(row=str(places[int(spot.row)]))] = draft
    return kept


def move_message(
    message: Message, old: Sequence[TimetableRow], new: Sequence[TimetableRow]
) -> Message:
    """Return a message for the activity it was made for, wherever that stands now.

    Parameters
    ----------
    message : mapping
        What asks for a change; only one that is of a row of the timetable is changed.
    old, new : sequence of TimetableRow
        The timetable it was made for, and as it is now; an activity that is gone has no row any more.

    Examples
    --------
    >>> from plc_budget.tables import TimetableRow
    >>> first, second = TimetableRow(540, 580, "理念"), TimetableRow(580, 660, "規劃")
    >>> move_message({"panel": "timetable", "do": "delete", "row": "1"}, [first, second], [second])["row"]
    '0'
    """
    row = str(message.get("row", ""))
    if message.get("panel") != "timetable" or not row.isdecimal():
        return message
    return {**message, "row": str(places_of(old, new).get(int(row), "gone"))}


def places_of(old: Sequence[TimetableRow], new: Sequence[TimetableRow]) -> dict[int, int]:
    """Return where each row stands: the same in its order, the same elsewhere, else one in its place.

    Parameters
    ----------
    old, new : sequence of TimetableRow
        A timetable, and as it is now.

    Examples
    --------
    >>> from plc_budget.tables import TimetableRow
    >>> first, second = TimetableRow(540, 580, "理念"), TimetableRow(580, 660, "規劃")
    >>> places_of([first, second], [second])
    {1: 0}
    """
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    places = {i + n: k + n for tag, i, j, k, _ in blocks if tag == "equal" for n in range(j - i)}
    free = [number for number in range(len(new)) if number not in places.values()]
    for number in (number for number in range(len(old)) if number not in places):
        moved = next((other for other in free if new[other] == old[number]), None)
        if moved is not None:
            places[number] = moved
            free.remove(moved)
    for tag, i, j, k, m in blocks:
        if tag == "replace":
            changed = (number for number in range(i, j) if number not in places)
            places |= zip(
                changed, (number for number in range(k, m) if number in free), strict=False
            )
    return places
