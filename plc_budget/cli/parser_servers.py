"""The words of the commands that open the workbook."""

from __future__ import annotations

import argparse

from plc_budget.cli.command import COUNTY, Commands, Parser, add_command
from plc_budget.language import text

_LAST_PORT = 65_535
_TOKEN_SIGNS = 12
"""Fewest signs of a token that is not found by trying; wrong tries are looked at one a second."""


def typed_port(words: str) -> int:
    """Read a port of the command line; 0 asks for any that is free."""
    number = int(words) if words.isascii() and words.isdecimal() else -1
    if 0 <= number <= _LAST_PORT:
        return number
    raise argparse.ArgumentTypeError(
        str(text("“{words}” is no port, a number such as 8888", words=words))
    )


def typed_token(words: str) -> str:
    """Read a token of the command line: long enough that nobody finds it by trying."""
    if len(words.strip()) >= _TOKEN_SIGNS:
        return words.strip()
    raise argparse.ArgumentTypeError(
        str(
            text("“{words}” is too short for a token: others find it by trying, so it has at least {count} signs; leave --token out, and one is made up",
                 words=words, count=_TOKEN_SIGNS)
        )
    )  # fmt: skip


def _lab(commands: Commands) -> None:
    about = text("Open the workbook in JupyterLab, on this computer.")
    _serves(add_command(commands, "lab", about, "lab", f"lab {COUNTY}", "lab 114-研習 --port 8890"))


def _app(commands: Commands) -> None:
    about = text("Open the workbook as a page of its own, for you or for a whole office.")
    command = add_command(commands, "app", about, "app", f"app {COUNTY}",
                          "app 我的工作 --ip 0.0.0.0")  # fmt: skip
    _serves(command)
    command.add_argument("--ip", default="127.0.0.1", metavar=str(text("ADDRESS")),
                         help=str(text("where it listens; this computer alone if left out, 0.0.0.0 for the office's network")))  # fmt: skip
    command.add_argument("--token", type=typed_token, metavar=str(text("TEXT")),
                         help=str(text("what a visitor must bring, at least {count} signs; made up if left out", count=_TOKEN_SIGNS)))  # fmt: skip


def _serves(command: Parser) -> None:
    command.add_argument("plan", nargs="?", metavar=str(text("PLAN")),
                         help=str(text("folder of a plan, or of several; the one you are in if left out")))  # fmt: skip
    command.add_argument("--port", type=typed_port, metavar=str(text("N")),
                         help=str(text("where it listens; the first free one if left out")))  # fmt: skip
    command.add_argument("--no-browser", action="store_true",
                         help=str(text("only say the address, and open no browser")))  # fmt: skip


SERVERS = (_lab, _app)
