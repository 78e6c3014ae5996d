"""經費調整對照表 of two states of a plan, or of two plans, in the workbook of the later one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.delivery.formats import version_in
from plc_budget.plan.history.log import log
from plc_budget.sheets.passport import passport_of, version_of

if TYPE_CHECKING:
    from plc_budget.comparison import Compared


def compared_workbook(
    found: Compared, version: int, *, draft: bool = False, ending: str = ".xlsx"
) -> bytes:
    """Write the workbook of the later of two states, with what changed since the earlier one.

    Parameters
    ----------
    found : Compared
        The two states.
    version : int
        The number of the later one, see :func:`version_after`.
    draft : bool
        Mark every page 草稿.
    ending : str
        ``.xlsx`` or ``.ods``.
    """
    from plc_budget.checks import check_plan
    from plc_budget.sheets.workbook import WORKBOOKS

    return WORKBOOKS[ending](
        found.after,
        check_plan(found.after, found.found),
        draft=draft,
        comparison=found.comparison,
        history=found.steps,
        passport=passport_of(found.after, version),
    )


def version_after(folder: str | Path, name: str = "") -> int:
    """Return the number of the state a plan was in after a step, or is in now.

    Parameters
    ----------
    folder : str or Path
        The plan.
    name : str
        Id or name of a step; the plan as it is where it is left out.

    Raises
    ------
    KeyError
        If there is no such step.

    Examples
    --------
    >>> from plc_budget.shipped import data_folder
    >>> version_after(data_folder() / "plans" / "hualien-113-plc-conveners")
    1
    """
    steps, _ = log(folder)
    if not name:
        return version_in(Path(folder), steps)
    ids = [step.id for step in steps]
    names = [step.name for step in steps]
    if name not in ids and name not in names:
        raise KeyError(name)
    number = ids.index(name) if name in ids else len(names) - 1 - names[::-1].index(name)
    return version_of(steps[: number + 1])
