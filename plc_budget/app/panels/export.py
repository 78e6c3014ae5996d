"""The export (匯出): what stops it, the file to download, the copy in the plan's folder."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from plc_budget.app import exporting
from plc_budget.app.exporting import find_made, is_current, stops_of, warnings_of
from plc_budget.app.panels.bar import balance_of
from plc_budget.app.texts import labels
from plc_budget.export import FORMATS, Wish, export_name, list_formats
from plc_budget.language import text

if TYPE_CHECKING:
    from plc_budget.app.exporting import Made, Stop
    from plc_budget.app.state import Action, State, View

TITLE = text("Export")
_WORDS = {
    "title": TITLE,
    "approval": text("Make the {format} for approval"),
    "draft": text("Make a draft ({format})"),
    "draft_hint": text("A draft is marked 草稿 on every page and can be made at any time."),
    "stops": text("Mend these first; they stop a file for approval:"),
    "balance": text("Back to the total…"),
    "go": text("Go to the cell"),
    "decide": text("Decide"),
    "download": text("Download {name}"),
    "put": text("Put it into the plan's folder as well"),
    "outdated": text("This is the file from before the change; make it again."),
    "look": text("See the warnings"),
    "waits": text("LibreOffice works out every formula once more; that takes some seconds …"),
    "prints": text("LibreOffice makes the file; that takes some seconds …"),
}
_APPROVED = "funding.approved_total"
"""Where an error lies that is mended by other quantities rather than by another approved total."""
_FORMATS = {
    ".xlsx": "Excel",
    ".ods": "ODF",
    ".pdf": "PDF",
    ".docx": "Word 實施計畫",
    ".odt": "ODF 實施計畫",
}
_MIME = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
}


def view(state: State) -> View:
    """Return what stops an export, what may be made, and the file that was made."""
    made = find_made(state)
    return {
        "words": labels(_WORDS),
        "stops": [_stop(stop) for stop in stops_of(state)],
        "total": str(_total(state)),
        "open": warnings_of(state),
        "warnings": str(_warnings(state)),
        "formats": [[ending, _FORMATS.get(ending, ending)] for ending in list_formats()],
        "waits": {"approval": _slow(draft=False), "draft": _slow(draft=True)},
        "made": _made(state, made) if made else None,
    }


def _slow(*, draft: bool) -> list[str]:
    """Name the formats LibreOffice has a part in; one waits for these."""
    return [ending for ending in list_formats() if Wish(draft, ending).asks_office]


def _stop(stop: Stop) -> dict[str, Any]:
    says = f"{stop.says} {stop.remedy}".strip()
    return {
        "kind": stop.kind,
        "says": says,
        "go": stop.spot._asdict() if stop.spot else None,
        "total": stop.spot is not None and stop.spot.column == _APPROVED,
    }


def _total(state: State) -> object:
    return text(
        "Total {total:,}: {balance}.", total=state.plan.budget.total, balance=balance_of(state)
    )


def _warnings(state: State) -> object:
    number = warnings_of(state)
    if not number:
        return text("No warning is left without a reason.")
    return text(
        "{number} warnings have no reason yet. They do not stop the file; they are printed on 主計預檢表.",
        number=number,
    )


def _made(state: State, made: Made) -> dict[str, Any]:
    mime = _MIME[PurePath(made.name).suffix]
    return {
        "name": made.name,
        "href": f"data:{mime};base64,{b64encode(made.data).decode()}",
        "current": is_current(state, made),
        "draft": made.is_draft,
        "place": str(text("It lies in {place}.", place=made.place)) if made.place else "",
        "kept": str(made.kept),
        "notes": [str(note) for note in made.notes],
    }


def words_of(state: State) -> str:
    """Write as text whether a file for approval can be made, and what it is called."""
    stops = stops_of(state)
    lines = [str(TITLE), str(_total(state)), str(_warnings(state))]
    lines += [str(_WORDS["stops"])] if stops else [str(text("Nothing stops a file for approval."))]
    lines += [f"- {stop.says} {stop.remedy}".rstrip() for stop in stops]
    lines += [export_name(state.plan.details.title, ending) for ending in FORMATS]
    return "\n".join(lines)


ACTIONS: Mapping[str, Action] = exporting.ACTIONS
