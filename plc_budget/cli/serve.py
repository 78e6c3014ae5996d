"""``plc-budget lab`` and ``plc-budget app``: the workbook in JupyterLab, or as a page of its own."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plc_budget.cli.arguments import COUNTY, UNREADABLE, Parser
from plc_budget.cli.output import OK, Stop, complain, complain_about, say, say_json
from plc_budget.findings import Finding
from plc_budget.language import Series, text
from plc_budget.servers.address import LAB_PORT, LOCAL, PAGE_PORT, Address, listen_at, new_token
from plc_budget.servers.surroundings import log_file
from plc_budget.servers.workplace import Workplace, find_workplace

if TYPE_CHECKING:
    from argparse import Namespace

_LAST_PORT = 65_535
_TOKEN_SIGNS = 12
"""Fewest signs of a token that is not found by trying; wrong tries are looked at one a second."""

EXAMPLES = {
    "lab": ("lab", f"lab {COUNTY}", "lab 114-研習 --port 8890"),
    "app": ("app", f"app {COUNTY}", "app 我的工作 --ip 0.0.0.0"),
}


def add_arguments(command: Parser, name: str) -> None:
    """Declare what can be typed behind the name."""
    plan = text("folder of a plan, or of several; the one you are in if left out")
    command.add("plan", plan, text("PLAN"), nargs="?")
    port = text("where it listens; the first free one if left out")
    command.add("--port", port, text("PORT"), type=_read_port)
    command.add_switch("--no-browser", text("only say the address, and open no browser"))
    if name == "app":
        listens = text(
            "where it listens; this computer alone if left out, 0.0.0.0 for the office's network"
        )
        command.add("--ip", listens, text("ADDRESS"), default=LOCAL)
        token = text(
            "what a visitor must bring, at least {count} signs; made up if left out",
            count=_TOKEN_SIGNS,
        )
        command.add("--token", token, text("TEXT"), type=_read_token)


def _read_port(words: str) -> int:
    """Read a port of the command line; 0 asks for any that is free."""
    number = int(words) if words.isascii() and words.isdecimal() else -1
    if 0 <= number <= _LAST_PORT:
        return number
    raise ArgumentTypeError(str(text("“{words}” is no port, a number such as 8888", words=words)))


def _read_token(words: str) -> str:
    """Read a token of the command line: long enough that nobody finds it by trying."""
    if len(words.strip()) >= _TOKEN_SIGNS:
        return words.strip()
    raise ArgumentTypeError(
        str(
            text(
                "“{words}” is too short for a token: others find it by trying, so it has at least {count} signs; leave --token out, and one is made up",
                words=words,
                count=_TOKEN_SIGNS,
            )
        )
    )


def run(options: Namespace) -> int:
    """Run JupyterLab or Voilà on the workbook until Ctrl+C."""
    place, findings = find_workplace(options.plan, Path())
    if place is None:
        return _refuse(findings, as_json=options.json)
    is_lab = options.command == "lab"
    _stop_without("jupyterlab" if is_lab else "voila", "anywidget", "ipywidgets")
    host, usual = (LOCAL, LAB_PORT) if is_lab else (options.ip, PAGE_PORT)
    token = new_token() if is_lab else options.token or new_token()
    address, findings = listen_at(host, options.port, usual, token)
    if address is None:
        return _refuse(findings, as_json=options.json)
    if is_lab:
        from plc_budget.servers.lab import serve_lab as serve
    else:
        from plc_budget.servers.page import serve_page as serve

    def announce(address: Address, path: str) -> None:
        _announce(options, place, address, path)

    try:
        with suppress(KeyboardInterrupt):
            serve(place, address, announce, opens_browser=not options.no_browser)
    except SystemExit as end:
        if end.code:
            complain(
                text("The server could not go on. What it said is in {file}.", file=str(log_file()))
            )
            return UNREADABLE
    return OK


def _stop_without(*libraries: str) -> None:
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


def _refuse(findings: Sequence[Finding], *, as_json: bool) -> int:
    if as_json:
        say_json({"address": None}, findings)
    for finding in findings:
        complain_about(finding)
    return UNREADABLE
