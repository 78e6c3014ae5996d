"""The words of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import NoReturn, TypeAlias

from plc_budget import __version__
from plc_budget.cli.reading import UNREADABLE
from plc_budget.dates import read_date
from plc_budget.language import Text, text
from plc_budget.rules import FundingKind

_COUNTY = "data/plans/hualien-113-plc-conveners"


class Parser(argparse.ArgumentParser):
    """argparse, but one clear message instead of the usage on every slip."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to get help; nothing was touched."""
        words = text("plc-budget: {problem}. See {command} --help.",
                     problem=message, command=self.prog)  # fmt: skip
        self.exit(UNREADABLE, f"{words}\n")


def parser() -> Parser:
    """Make the parser of ``plc-budget``."""
    top = Parser(
        prog="plc-budget",
        description=str(text("Budget a teacher workshop: check it, count its periods, write its sheet.")),
        epilog=str(_examples(f"check {_COUNTY}", f"export {_COUNTY} -o 概算表.xlsx")),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    top.add_argument("--version", action="version", version=f"plc-budget {__version__}",
                     help=str(text("show the version and exit")))  # fmt: skip
    commands = top.add_subparsers(dest="command", required=True, metavar=str(text("COMMAND")))
    for add in (_check, _export, _periods, _init, _rules):
        add(commands)
    return top


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def _examples(*lines: str) -> str:
    return "\n".join([str(text("Examples:")), *(f"  plc-budget {line}" for line in lines)])


def _command(commands: Commands, name: str, about: Text, *examples: str) -> Parser:
    command = commands.add_parser(
        name,
        help=str(about),
        description=str(about),
        epilog=_examples(*examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=_late(name))
    command.add_argument("--json", action="store_true", help=str(text("print one JSON object")))
    return command


def _late(name: str) -> Callable[[argparse.Namespace], int]:
    """Import a command only when it is the one to run."""

    def run(options: argparse.Namespace) -> int:
        result: int = import_module(f"plc_budget.cli.{name}").run(options)
        return result

    return run


def _plan(command: Parser) -> None:
    command.add_argument("plan", metavar=str(text("PLAN")), help=str(text("folder of the plan")))


def _check(commands: Commands) -> None:
    about = text("Check a plan by the accounting office's four questions.")
    _plan(_command(commands, "check", about, f"check {_COUNTY}", f"check {_COUNTY} --json"))


def _export(commands: Commands) -> None:
    about = text("Write the workbook that goes up for signature.")
    command = _command(commands, "export", about, f"export {_COUNTY} -o 概算表.xlsx",
                       f"export {_COUNTY} -o 草稿.xlsx --draft")  # fmt: skip
    _plan(command)
    command.add_argument("-o", "--output", metavar=str(text("FILE.xlsx")), required=True,
                         help=str(text("file to write")))  # fmt: skip
    command.add_argument("--draft", action="store_true",
                         help=str(text("write it in spite of errors, marked 草稿 on every page")))  # fmt: skip


def _periods(commands: Commands) -> None:
    about = text(
        "Show how minutes become paid periods, under the plan's policy and the national table."
    )
    _plan(_command(commands, "periods", about, f"periods {_COUNTY}"))


def _init(commands: Commands) -> None:
    about = text("Make a new plan from last year's table or from another plan.")
    command = _command(commands, "init", about,
                       "init 114-研習 --from 去年概算表.xlsx",
                       "init 114-研習 --from 去年概算表.ods --total 15000",
                       f"init 114-研習 --like {_COUNTY} --on 115/5/30")  # fmt: skip
    command.add_argument("plan", metavar=str(text("NEWPLAN")), help=str(text("folder to make")))
    origin = command.add_mutually_exclusive_group(required=True)
    origin.add_argument("--from", dest="table", metavar=str(text("TABLE")),
                        help=str(text("an .xlsx, .ods or .csv with a budget table")))  # fmt: skip
    origin.add_argument(
        "--like", metavar=str(text("PLAN")), help=str(text("folder of a plan to copy"))
    )
    command.add_argument("--total", type=_amount, metavar=str(text("N")),
                         help=str(text("approved total; the printed total if left out")))  # fmt: skip
    command.add_argument("--on", type=_day, metavar=str(text("DATE")),
                         help=str(text("day of the event, such as 115/5/30 or 2026-05-30")))  # fmt: skip


def _rules(commands: Commands) -> None:
    about = text("Show the rules on a day, and what changes until another.")
    command = _command(commands, "rules", about, "rules --on 114/5/31",
                       "rules --on 2018-01-31 --against 2018-02-01",
                       "rules speaker-fee-ceiling")  # fmt: skip
    command.add_argument(
        "card", nargs="*", metavar=str(text("CARD")), help=str(text("ids of cards to show whole"))
    )
    command.add_argument(
        "--on", type=_day, metavar=str(text("DATE")), help=str(text("the day; today if left out"))
    )
    command.add_argument("--against", type=_day, metavar=str(text("DATE")),
                         help=str(text("show what changes until this day")))  # fmt: skip
    command.add_argument("--funding", choices=[str(kind) for kind in FundingKind],
                         help=str(text("only the rules that bind this money")))  # fmt: skip


def _day(words: str) -> date:
    try:
        return read_date(words)
    except ValueError:
        message = text("“{words}” is no date such as 114/5/31 or 2025-05-31", words=words)
        raise argparse.ArgumentTypeError(str(message)) from None


def _amount(words: str) -> int:
    from plc_budget.tables.cells import Unreadable, read_price

    try:
        amount, _ = read_price(words)
    except Unreadable:
        amount = None
    if amount is None or amount != int(amount) or amount < 0:
        message = text("“{words}” is no whole amount such as 15000", words=words)
        raise argparse.ArgumentTypeError(str(message))
    return int(amount)
