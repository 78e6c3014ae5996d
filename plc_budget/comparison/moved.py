"""What was moved between lines, and what became of the total, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from plc_budget.language import Text, text


def moved_words(differences: Iterable[int]) -> Text:
    """Say how much went from some lines to others, and by how much the total changed.

    What was only added or only taken away was not moved.

    Parameters
    ----------
    differences : iterable of int
        By how much each line changed. [NTD]

    Examples
    --------
    >>> moved_words([-2_000, 2_000]).render("en")
    '2,000 NTD moved between items; the total stays.'
    >>> moved_words([-1_000]).render("en")
    'Nothing moved between items; the total goes down by 1,000 NTD.'
    """
    each = list(differences)
    up = sum(difference for difference in each if difference > 0)
    down = up - sum(each)
    moved, by = min(up, down), abs(up - down)
    if not by:
        return text("{moved:,} NTD moved between items; the total stays.", moved=moved)
    if up > down:
        return (
            text(
                "{moved:,} NTD moved between items; the total goes up by {by:,} NTD.",
                moved=moved,
                by=by,
            )
            if moved
            else text("Nothing moved between items; the total goes up by {by:,} NTD.", by=by)
        )
    return (
        text(
            "{moved:,} NTD moved between items; the total goes down by {by:,} NTD.",
            moved=moved,
            by=by,
        )
        if moved
        else text("Nothing moved between items; the total goes down by {by:,} NTD.", by=by)
    )
