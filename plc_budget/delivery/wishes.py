"""What is to be made of a plan, and whether LibreOffice has a part in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.delivery.formats import FORMATS, PDF, TEXTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plc_budget.findings import Finding
    from plc_budget.plan import Plan


@dataclass(frozen=True, slots=True)
class Order:
    """A plan a file is made of.

    Attributes
    ----------
    folder : Path
        The folder of the plan.
    plan : Plan
        As it lies there.
    findings : sequence of Finding
        What was found in it; printed on 主計預檢表.
    """

    folder: Path
    plan: Plan
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is made of plans.

    Attributes
    ----------
    draft : bool
        Mark every page 草稿; nothing is compared then.
    ending : str
        One of :data:`plc_budget.delivery.FORMATS`.
    recalculate : bool or None
        Let LibreOffice work out every formula of a workbook, too: True, it must; None, where it is
        there and answers soon; False, not at all.  For a PDF it must in any case.

    Examples
    --------
    >>> Wish(ending=".pdf").must, Wish(recalculate=False).asks_office, Wish(draft=True).asks_office
    (True, False, False)
    """

    draft: bool = False
    ending: str = FORMATS[0]
    recalculate: bool | None = None

    @property
    def is_compared(self) -> bool:
        """Whether LibreOffice works out the formulas, and what it comes to is compared."""
        if self.draft or self.ending in TEXTS:
            return False
        return self.ending == PDF or (_is_office_there() if self.recalculate is None else self.recalculate)  # fmt: skip

    @property
    def must(self) -> bool:
        """Whether there is no file without LibreOffice."""
        return self.ending == PDF or (self.is_compared and self.recalculate is True)

    @property
    def asks_office(self) -> bool:
        """Whether LibreOffice has something to do, which takes seconds."""
        return self.ending == PDF or self.is_compared


def _is_office_there() -> bool:
    from plc_budget.sheets.office import find_office

    return find_office() is not None
