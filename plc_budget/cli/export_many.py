"""``plc-budget export`` of many plans into a folder: one after the other is told, then all of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plc_budget import export
from plc_budget.cli.arguments import UNREADABLE
from plc_budget.cli.export import no_file
from plc_budget.cli.output import (
    MENDABLE,
    OK,
    clear_progress,
    complain,
    finding_json,
    note,
    say,
    say_json,
    show_progress,
)
from plc_budget.cli.terminal import table
from plc_budget.export import COMPARED
from plc_budget.export.batch import Outcome, outcomes, plans_in
from plc_budget.export.files import is_of_another
from plc_budget.export.libreoffice import find_office, missing
from plc_budget.export.names import name_key, shared_titles
from plc_budget.findings import Finding, Place, Severity, error, has_errors, reason_of
from plc_budget.language import text
from plc_budget.plan.storage import disk

if TYPE_CHECKING:
    from argparse import Namespace

    from plc_budget.language import Text

_BAR = 20
"""How wide the bar is. [sign]"""
_NAME = 20
"""Most signs of a name behind it. [sign]"""
_HEADINGS = (
    text("plan"),
    text("total"),
    text("number of errors"),
    text("file, or why there is none"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A plan, the file it was written to if any, and what is to be known about that file."""

    outcome: Outcome
    file: Path | None
    about: tuple[Finding, ...] = ()

    @property
    def name(self) -> str:
        """The folder of the plan; titles may be the same for many schools."""
        return disk.real(self.outcome.folder).name

    @property
    def errors(self) -> int:
        """How many errors stand in the plan."""
        return sum(finding.severity is Severity.ERROR for finding in self.outcome.findings)

    @property
    def code(self) -> int:
        """The exit code this plan asks for."""
        if self.outcome.is_unreadable or has_errors(self.about):
            return UNREADABLE
        return OK if self.file else MENDABLE


def run_many(options: Namespace) -> int:
    """Export each plan into a folder; 1 if any had errors, 2 if any could not be read or written."""
    ending = options.format or export.FORMATS[0]
    wish = export.Wish(options.draft, ending, options.recalculate)
    if wish.must:
        _with_office(ending, as_json=options.json)
    folder = _folder(options.output, as_json=options.json)
    plans = plans_in(options.plans)
    made = outcomes(plans, draft=options.draft, ending=ending, recalculate=options.recalculate)
    shared = shared_titles(plans)
    written = _written(made, folder, ending, shared, draft=options.draft)
    told: list[Told] = []
    with suppress(KeyboardInterrupt):
        told.extend(written if options.json else _followed(written, len(plans), wish))
    clear_progress()
    if options.json:
        say_json({"folder": str(folder), "draft": options.draft, "plans": [*map(_json, told)]})
    else:
        _tell(told, folder)
    if len(told) < len(plans):
        complain(text("Stopped: {left} plans were not looked at.", left=len(plans) - len(told)))
        return UNREADABLE
    return max(one.code for one in told)


def _tell(told: Sequence[Told], folder: Path) -> None:
    files = sum(one.file is not None for one in told)
    say(_summary(told))
    say("")
    compared = (one for each in told for one in each.outcome.problems if one.code == COMPARED)
    for words in dict.fromkeys(str(finding.message) for finding in compared):
        say(words)
    say(
        text(
            "{files} of {plans} plans written to {folder}.",
            files=files,
            plans=len(told),
            folder=str(folder),
        )
    )


def _with_office(ending: str, *, as_json: bool) -> None:
    """Say once that LibreOffice is not there, and not for every plan."""
    if find_office() is None:
        raise no_file([missing(ending)], as_json=as_json)


def _folder(output: str, *, as_json: bool) -> Path:
    """Return the folder to write to, made if the one above it is there."""
    folder = Path(output).absolute()
    try:
        wrong = _no_folder(folder)
        if wrong is None:
            folder.mkdir(exist_ok=True)
            return folder
    except OSError as problem:
        wrong = text(
            "“{path}” is no folder to write several plans to ({reason}).",
            path=str(folder),
            reason=reason_of(problem),
        )
    remedy = text("Choose another folder to write to.")
    raise no_file([error(export.REFUSED, wrong, remedy, Place(str(folder)))], as_json=as_json)


def _no_folder(folder: Path) -> Text | None:
    """Say why a folder is not made: the one above it is not there, or a file was meant."""
    if folder.is_dir():
        return None
    named = folder.suffix.lower()
    if named in export.FORMATS:
        return text(
            "“{name}” is named as one file is, but a folder is written to. Leave {named} off; "
            "--format {format} says what the files in it shall be.",
            name=folder.name,
            named=named,
            format=named.removeprefix("."),
        )
    if not folder.parent.is_dir():
        return text(
            "There is no folder “{path}”. Make it first, or choose another one.",
            path=str(folder.parent),
        )
    return None


def _written(
    made: Iterator[Outcome], folder: Path, ending: str, shared: frozenset[str], *, draft: bool
) -> Iterator[Told]:
    """Write each file as it comes, under a name no other of them has, nor another plan before."""
    taken: set[str] = set()
    for outcome in made:
        own = _name_of(outcome, folder, ending, shared, taken, draft=draft)
        if outcome.data is None:
            yield Told(outcome, None)
        else:
            put = _put(folder / own, outcome.data)
            yield Told(replace(outcome, data=None), *put)  # a thousand files need not be kept


def _name_of(
    outcome: Outcome,
    folder: Path,
    ending: str,
    shared: frozenset[str],
    taken: set[str],
    *,
    draft: bool,
) -> str:
    plan = disk.real(outcome.folder).name
    return export.free_name(
        export.export_name(outcome.title, ending, mark=export.DRAFT if draft else ""),
        taken,
        of=plan,
        is_shared=name_key(outcome.title) in shared,
        is_free=lambda name: not is_of_another(folder / name, plan),
    )


def _put(target: Path, data: bytes) -> tuple[Path | None, tuple[Finding, ...]]:
    file, about = export.write_whole(target, data)
    return file, tuple(about)


def _followed(told: Iterator[Told], number: int, wish: export.Wish) -> Iterator[Told]:
    """Show how far it is: a bar to a person who waits, else a line for each plan."""
    first = text("LibreOffice does several at a time …") if wish.asks_office else ""
    show_progress(_bar(0, number, str(first)))
    for done, one in enumerate(told, start=1):
        show_progress(_bar(done, number, one.name[:_NAME]))
        if not sys.stderr.isatty():
            note(f"{done}/{number} {one.name}: {_result(one)}\n")
        yield one


def _bar(done: int, number: int, words: str) -> str:
    full = done * _BAR // number
    return f"[{'#' * full}{'.' * (_BAR - full)}] {done}/{number} {words}"


def _summary(told: Sequence[Told]) -> str:
    rows = [
        [
            one.name,
            "-" if one.outcome.total is None else f"{one.outcome.total:,}",
            f"{one.errors}",
            _result(one),
        ]
        for one in told
    ]
    return table([[str(name) for name in _HEADINGS], *rows], right=(1, 2))


def _result(one: Told) -> str:
    """Name the file and what was kept beside it, or say why there is none."""
    why = [found for found in (*one.outcome.problems, *one.about) if found.code != COMPARED]
    if one.file is not None:
        return " ".join([one.file.name, *(str(finding.message) for finding in why)])
    stopping = why or [f for f in one.outcome.findings if f.severity is Severity.ERROR]
    return str(stopping[0].message)


def _json(one: Told) -> dict[str, Any]:
    outcome = one.outcome
    findings = [*outcome.findings, *outcome.problems, *one.about]
    return {
        "plan": disk.real(outcome.folder).name,
        "folder": str(outcome.folder),
        "title": outcome.title,
        "file": str(one.file) if one.file else None,
        "total": outcome.total,
        "approved_total": outcome.approved_total,
        "errors": one.errors,
        "findings": [finding_json(finding) for finding in findings],
    }
