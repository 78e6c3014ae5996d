"""What is asked about scenarios before it is done, and what the panel keeps meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.desk.state import Draft, Spot, State
from plc_budget.findings import Finding, Words
from plc_budget.plan.history.saving import Opened

if TYPE_CHECKING:
    from plc_budget.desk.panels import Message

PANEL = "scenarios"
ADOPT, DELETE = "adopt", "delete"


@dataclass(frozen=True)
class Asking:
    """What is asked before it is done, about which scenario, and the plan it was asked about."""

    what: str
    name: str
    opened: Opened
    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Instead:
    """A scenario for which nothing holds the approved total: why, and what it comes to by itself.

    ``opened`` is what it was asked about; it is not offered on anything else.
    """

    message: Message
    held: int
    total: int
    reason: Words
    opened: Opened


@dataclass(frozen=True)
class Kept:
    """What the panel keeps: questions, and what was typed and not understood elsewhere."""

    instead: Instead | None = None
    asking: Asking | None = None
    drafts: Mapping[Path, Mapping[Spot, Draft]] = field(default_factory=dict)


def kept_of(state: State) -> Kept:
    """Return what the panel keeps."""
    return state.of(PANEL, Kept())


def offered_instead(state: State) -> Instead | None:
    """Return what could be made without holding the approved total, of what is on the desk."""
    offer = kept_of(state).instead
    return offer if offer is not None and offer.opened is state.opened else None
