"""``plc-budget init FOLDER``: a folder to work in, with the notebooks and a plan to try."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.cli.reading import OK, UNREADABLE, Stop, complain, complain_of, say, say_json
from plc_budget.cli.show import finding_json
from plc_budget.language import text
from plc_budget.plan.beginning.creating import make_folder
from plc_budget.servers.workplace import NOTEBOOKS, PLANS
from plc_budget.shipped import data_folder, notebooks_folder

if TYPE_CHECKING:
    from argparse import Namespace

EXAMPLE = "範例計畫"
"""What the county's plan is called in a folder to work in."""
FIRST_READ = "先看我.txt"
_COUNTY = "hualien-113-plc-conveners"


def run(options: Namespace) -> int:
    """Make a folder to work in, or say why not and touch nothing."""
    if options.total is not None or options.on is not None:
        complain(text("--total and --on belong to a new plan: add --from TABLE or --like PLAN."))
        raise Stop(UNREADABLE)
    target = Path(options.plan)
    findings = make_folder(target, contents())
    if options.json:
        say_json(_as_json(target, made=not findings) | {"findings": [*map(finding_json, findings)]})
    for finding in findings:
        complain_of(finding)
    if findings:
        return UNREADABLE
    if not options.json:
        _report(target)
    return OK


def contents() -> dict[str, bytes]:
    """List the files of a folder to work in, by their paths within it.

    Examples
    --------
    >>> sorted(contents())[:3]
    ['notebooks/1_budget.ipynb', 'notebooks/2_reallocate.ipynb', 'notebooks/3_rules.ipynb']
    """
    notebooks = {f"{NOTEBOOKS}/{f.name}": f for f in notebooks_folder().glob("*.ipynb")}
    plan = {f"{PLANS}/{EXAMPLE}/{f.name}": f for f in (data_folder() / "plans" / _COUNTY).iterdir()}
    return {
        **{name: file.read_bytes() for name, file in (notebooks | plan).items()},
        FIRST_READ: _as_windows_opens_it(data_folder() / "working_folder" / "readme.txt"),
    }


def _as_windows_opens_it(file: Path) -> bytes:
    """Mark a text as UTF-8 and end its lines as the plainest editor there wants them."""
    return "\r\n".join(file.read_text(encoding="utf-8").splitlines()).encode("utf-8-sig")


def _report(target: Path) -> None:
    say(text("Made: {path}", path=str(target.absolute())))
    say(
        text(
            "It holds the notebooks and a copy of the county's plan to try, {name}.",
            name=f"{PLANS}/{EXAMPLE}",
        )
    )
    say(text("Next: {command}", command=f"plc-budget lab {_typed(target)}"))


def _typed(path: Path) -> str:
    """Write a path as it is typed at a prompt: in quotes if it has blanks."""
    words = str(path)
    return f'"{words}"' if any(sign.isspace() for sign in words) else words


def _as_json(target: Path, *, made: bool) -> dict[str, object]:
    return {
        "folder": str(target.absolute()) if made else None,
        "notebooks": str(target.absolute() / NOTEBOOKS) if made else None,
        "plan": str(target.absolute() / PLANS / EXAMPLE) if made else None,
    }
