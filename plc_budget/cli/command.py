"""How a command of ``plc-budget`` is typed: its help, its plan, its dates and amounts."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any, NoReturn, TypeAlias

from plc_budget.cli.reading import UNREADABLE
from plc_budget.dates import read_date
from plc_budget.language import Text, text

COUNTY = "data/plans/hualien-113-plc-conveners"
"""The plan the examples speak of."""


class Parser(argparse.ArgumentParser):
    """argparse, but one clear message instead of the usage on every slip."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to get help; nothing was touched."""
        words = text(
            "plc-budget: {problem}. See {command} --help.", problem=message, command=self.prog
        )
        self.exit(UNREADABLE, f"{words}\n")


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 - argparse names it only so


def examples(*lines: str) -> str:
    """Write examples for the end of a help text."""
    return "\n".join([str(text("Examples:")), *(f"  plc-budget {line}" for line in lines)])


def add_command(
    commands: Commands, name: str, about: Text, *lines: str, module: str = ""
) -> Parser:
    """Add a command with its help and its examples.

    Parameters
    ----------
    commands : Commands
        Where it is added.
    name : str
        What is typed.
    about : Text
        What it does, in a sentence.
    lines : str
        Examples, without ``plc-budget``.
    module : str
        The room of the command line it lives in, if it is not called like the command.
    """
    command = commands.add_parser(
        name,
        help=str(about),
        description=str(about),
        epilog=examples(*lines),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=_late(module or name))
    command.add_argument("--json", action="store_true", help=str(text("print one JSON object")))
    return command


def _late(name: str) -> Callable[[argparse.Namespace], int]:
    """Import a command only when it is the one to run."""

    def run(options: argparse.Namespace) -> int:
        result: int = import_module(f"plc_budget.cli.{name}").run(options)
        return result

    return run


def add_plan(command: Parser) -> None:
    """Let a command take the folder of a plan."""
    command.add_argument("plan", metavar=str(text("PLAN")), help=str(text("folder of the plan")))


def typed_day(words: str) -> date:
    """Read a day of the command line."""
    try:
        return read_date(words)
    except ValueError:
        message = text("“{words}” is no date such as 114/5/31 or 2025-05-31", words=words)
        raise argparse.ArgumentTypeError(str(message)) from None


def typed_amount(words: str) -> int:
    """Read an amount of the command line. [NTD]"""
    from plc_budget.tables.cells import Unreadable, read_price

    try:
        amount, _ = read_price(words)
    except Unreadable:
        amount = None
    if amount is None or amount != int(amount) or amount < 0:
        message = text("“{words}” is no whole amount such as 15000", words=words)
        raise argparse.ArgumentTypeError(str(message))
    return int(amount)


def typed_format(words: str) -> str:
    """Read a format of the command line; it is kept as the ending of its files, such as ``.xlsx``."""
    from plc_budget.export import FORMATS

    ending = f".{words.strip().removeprefix('.').lower()}"
    if ending not in FORMATS:
        formats = ", ".join(one.removeprefix(".") for one in FORMATS)
        message = text("“{words}” is none of {formats}", words=words, formats=formats)
        raise argparse.ArgumentTypeError(str(message))
    return ending


def typed_quantity(words: str) -> tuple[str, Decimal]:
    """Read ``CODE=QUANTITY`` of the command line."""
    from plc_budget.tables.cells import Unreadable, read_number

    code, _, number = words.partition("=")
    try:
        return code.strip(), read_number(number)
    except Unreadable:
        message = text("“{words}” is not like printing=60", words=words)
        raise argparse.ArgumentTypeError(str(message)) from None


class Once(argparse.Action):
    """Collects ``NAME=VALUE``, and refuses a name that was given before: which would hold?"""

    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002 - as argparse calls it
        namespace: argparse.Namespace,
        values: Any,  # noqa: ANN401 - argparse passes what the type of the option returns
        option_string: str | None = None,  # noqa: ARG002 - as argparse calls it
    ) -> None:
        """Add one setting to those before it."""
        before = getattr(namespace, self.dest) or []
        name, _ = values
        if name in dict(before):
            raise argparse.ArgumentError(self, str(text("“{word}” is set twice", word=name)))
        setattr(namespace, self.dest, [*before, values])


def add_by_whom(command: Parser) -> None:
    """Let a command take who does it and why; both go into the history."""
    command.add_argument(
        "--by",
        default="",
        metavar=str(text("NAME")),
        help=str(text("who does it; the user of this computer if left out")),
    )
    command.add_argument(
        "--reason", default="", metavar=str(text("TEXT")), help=str(text("why it is done"))
    )
