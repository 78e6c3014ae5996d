"""The words of the command line."""

from __future__ import annotations

import argparse

from plc_budget import __version__
from plc_budget.cli.command import (
    COUNTY,
    Commands,
    Parser,
    add_command,
    add_plan,
    examples,
    typed_amount,
    typed_day,
    typed_format,
)
from plc_budget.cli.parser_changes import CHANGES
from plc_budget.cli.parser_moves import MOVES
from plc_budget.cli.parser_returning import RETURNING
from plc_budget.cli.parser_servers import SERVERS
from plc_budget.language import text
from plc_budget.rules import FundingKind


def parser() -> Parser:
    """Make the parser of ``plc-budget``."""
    top = Parser(
        prog="plc-budget",
        description=str(text("Budget a teacher workshop: check it, count its periods, write its sheet.")),
        epilog=str(examples(f"check {COUNTY}", f"export {COUNTY} -o 概算表.xlsx")),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    top.add_argument("--version", action="version", version=f"plc-budget {__version__}",
                     help=str(text("show the version and exit")))  # fmt: skip
    commands = top.add_subparsers(dest="command", required=True, metavar=str(text("COMMAND")))
    for add in (_check, _export, _periods, _init, _rules, *MOVES, *CHANGES, *RETURNING, *SERVERS):
        add(commands)
    return top


def _check(commands: Commands) -> None:
    about = text("Check a plan by the accounting office's four questions.")
    add_plan(add_command(commands, "check", about, f"check {COUNTY}", f"check {COUNTY} --json"))


def _export(commands: Commands) -> None:
    about = text("Write the workbook that goes up for signature.")
    command = add_command(commands, "export", about, f"export {COUNTY} -o 概算表.xlsx",
                       f"export {COUNTY} -o 草稿.xlsx --draft",
                       f"export {COUNTY} -o 概算表.pdf", f"export {COUNTY} -o 實施計畫.docx",
                       "export data/plans -o 全部概算表")  # fmt: skip
    command.add_argument("plans", metavar=str(text("PLAN")), nargs="+",
                         help=str(text("folder of a plan, several of them, or a folder that holds plans")))  # fmt: skip
    command.add_argument("-o", "--output", metavar=str(text("FILE.xlsx")), required=True,
                         help=str(text("file to write; a folder if there are several plans")))  # fmt: skip
    command.add_argument("--format", type=typed_format, metavar=str(text("FORMAT")),
                         help=str(text("what is written for each of several plans; xlsx if left out")))  # fmt: skip
    _recalculates(command)
    command.add_argument("--draft", action="store_true",
                         help=str(text("write it in spite of errors, marked 草稿 on every page")))  # fmt: skip


def _recalculates(command: Parser) -> None:
    either = command.add_mutually_exclusive_group()
    either.add_argument("--recalculate", action="store_true", default=None,
                        help=str(text("let LibreOffice work out every formula, too, and compare; takes seconds; done if it is there, must be done with this")))  # fmt: skip
    either.add_argument("--no-recalculate", action="store_false", dest="recalculate", default=None,
                        help=str(text("compare without LibreOffice; quick, and the same file on every computer")))  # fmt: skip


def _periods(commands: Commands) -> None:
    about = text(
        "Show how minutes become paid periods, under the plan's policy and the national table."
    )
    add_plan(add_command(commands, "periods", about, f"periods {COUNTY}"))


def _init(commands: Commands) -> None:
    about = text(
        "Make a folder to work in, or a new plan from last year's table or from another plan."
    )
    command = add_command(commands, "init", about, "init 我的工作",
                       "init 114-研習 --from 去年概算表.xlsx",
                       "init 114-研習 --from 去年概算表.ods --total 15000",
                       f"init 114-研習 --like {COUNTY} --on 115/5/30")  # fmt: skip
    command.add_argument("plan", metavar=str(text("FOLDER")),
                         help=str(text("folder to make; without --from and --like one to work in, with the notebooks and a plan to try")))  # fmt: skip
    origin = command.add_mutually_exclusive_group()
    origin.add_argument("--from", dest="table", metavar=str(text("TABLE")),
                        help=str(text("an .xlsx, .ods or .csv with a budget table")))  # fmt: skip
    origin.add_argument(
        "--like", metavar=str(text("PLAN")), help=str(text("folder of a plan to copy"))
    )
    command.add_argument("--total", type=typed_amount, metavar=str(text("N")),
                         help=str(text("approved total; the printed total if left out")))  # fmt: skip
    command.add_argument("--on", type=typed_day, metavar=str(text("DATE")),
                         help=str(text("day of the event, such as 115/5/30 or 2026-05-30")))  # fmt: skip


def _rules(commands: Commands) -> None:
    about = text("Show the rules on a day, and what changes until another.")
    command = add_command(commands, "rules", about, "rules --on 114/5/31",
                       "rules --on 2018-01-31 --against 2018-02-01",
                       "rules speaker-fee-ceiling")  # fmt: skip
    command.add_argument(
        "card", nargs="*", metavar=str(text("CARD")), help=str(text("ids of cards to show whole"))
    )
    command.add_argument(
        "--on",
        type=typed_day,
        metavar=str(text("DATE")),
        help=str(text("the day; today if left out")),
    )
    command.add_argument("--against", type=typed_day, metavar=str(text("DATE")),
                         help=str(text("show what changes until this day")))  # fmt: skip
    command.add_argument("--funding", choices=[str(kind) for kind in FundingKind],
                         help=str(text("only the rules that bind this money")))  # fmt: skip
