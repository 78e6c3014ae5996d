"""What ``plc-budget lab`` and ``plc-budget app`` do alike: find the plan, find a port, say where."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from plc_budget.cli.reading import UNREADABLE, Stop, complain, complain_of, say, say_json
from plc_budget.cli.show import finding_json
from plc_budget.findings import Finding
from plc_budget.language import Series, text
from plc_budget.servers.address import Address, listen_at
from plc_budget.servers.surroundings import log_file
from plc_budget.servers.workplace import Workplace, find_workplace


def stop_without(*libraries: str) -> None:
    """End the command where the libraries of the workbook are missing, and say how to get them.

    Raises
    ------
    Stop
        With 2.
    """
    missing = tuple(name for name in libraries if find_spec(name) is None)
    if missing:
        complain(
            text(
                "The workbook needs what is not installed here: {names}. In the folder of plc-budget type: {command}",
                names=Series(missing),
                command='pip install -c constraints.txt -e ".[lab]"',
            )
        )
        raise Stop(UNREADABLE)


def found_place(options: Namespace) -> Workplace:
    """Find the plan that is meant.

    Raises
    ------
    Stop
        With 2 when what was named is no plan.
    """
    place, findings = find_workplace(options.plan, Path())
    if place is None:
        raise Stop(_refused(findings, as_json=options.json))
    return place


def free_address(options: Namespace, host: str, usual: int, token: str) -> Address:
    """Find where to listen.

    Raises
    ------
    Stop
        With 2 when the port is taken or the address is none of this computer.
    """
    address, findings = listen_at(host, options.port, usual, token)
    if address is None:
        raise Stop(_refused(findings, as_json=options.json))
    return address


def announcing(options: Namespace, place: Workplace) -> Callable[[Address, str], None]:
    """Return what says where the workbook is, once it is there."""
    return lambda address, path: _announce(options, place, address, path)


@contextmanager
def ended() -> Iterator[None]:
    """Let Ctrl+C end the command without a word of Python's, and a server that fails say where to look.

    Raises
    ------
    Stop
        With 2 when the server gave up.
    """
    try:
        with suppress(KeyboardInterrupt):
            yield
    except SystemExit as end:
        if not end.code:
            return
        complain(
            text("The server could not go on. What it said is in {file}.", file=str(log_file()))
        )
        raise Stop(UNREADABLE) from None


def _announce(options: Namespace, place: Workplace, address: Address, path: str) -> None:
    known = address.known_as()
    if options.json:
        say_json(_as_json(place, known, path))
    else:
        say(text("The workbook is open: {address}", address=known.url(path)))
        _say_which(place)
        if options.command == "lab" and not place.runs_by_itself:
            say(
                text(
                    "The notebooks in {folder} are not those of this plc-budget, so JupyterLab waits: choose Run → Run All Cells, or work in a folder made anew by `plc-budget init`.",
                    folder=str(place.notebooks),
                )
            )
        if not known.is_local:
            say(
                text("Send this address, as it is, to those who may change the plans; nobody else.")
            )
        say(
            text("Ctrl+C ends it. Every change is in the folder of the plan as soon as it is made.")
        )
    sys.stdout.flush()


def _say_which(place: Workplace) -> None:
    if place.plan is not None:
        say(text("Plan: {path}", path=str(place.plan)))
    elif place.plans is not None:
        say(text("Plans: {path}", path=str(place.plans)))
    else:
        say(
            text(
                "No plan was named: this is the county's example, and nothing you change in it is kept. `plc-budget init FOLDER` makes a folder to work in."
            )
        )


def _as_json(place: Workplace, address: Address, path: str) -> dict[str, Any]:
    return {
        "address": address.url(path),
        "port": address.port,
        "token": address.token,
        "plan": str(place.plan) if place.plan else None,
        "plans": str(place.plans) if place.plans else None,
        "notebooks": str(place.notebooks) if place.is_own else None,
        "findings": [],
    }


def _refused(findings: Sequence[Finding], *, as_json: bool) -> int:
    if as_json:
        say_json({"address": None, "findings": [finding_json(finding) for finding in findings]})
    for finding in findings:
        complain_of(finding)
    return UNREADABLE
