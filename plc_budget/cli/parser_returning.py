"""The words of the commands for papers that come back."""

from __future__ import annotations

from plc_budget.cli.command import COUNTY, Commands, Parser, add_by_whom, add_command, add_plan
from plc_budget.language import text


def _verify(commands: Commands) -> None:
    about = text(
        "Tell whether a file is ours and as it was printed, or name each cell that differs."
    )
    command = add_command(commands, "verify", about, "verify 概算表.xlsx",
                          f"verify 概算表.ods {COUNTY}")  # fmt: skip
    _add_file(command)
    command.add_argument("plan", nargs="?", metavar=str(text("PLAN")),
                         help=str(text("folder of the plan; without it the footer alone judges")))  # fmt: skip


def _take_in(commands: Commands) -> None:
    about = text("Show what was changed in a file that came back, and take over what you accept.")
    command = add_command(
        commands, "take-in", about, "take-in 概算表.xlsx 114-研習",
        "take-in 概算表.xlsx 114-研習 --accept C6 --accept E7 --reason 主計修改",
        "take-in 概算表.ods 114-研習 --accept all --reason 科長核改", module="take_in",
    )  # fmt: skip
    _add_file(command)
    add_plan(command)
    command.add_argument("--accept", action="append", default=[], metavar=str(text("CELL")),
                         help=str(text("a difference to take over: its cell, its number, or all")))  # fmt: skip
    command.add_argument("--same", action="append", default=[], metavar=str(text("ROW=CODE")),
                         help=str(text("which line a row is, such as 8=printing; 8= for a new one")))  # fmt: skip
    add_by_whom(command)


def _add_file(command: Parser) -> None:
    command.add_argument("file", metavar=str(text("FILE")), help=str(text("an .xlsx or .ods")))
    command.add_argument("--sheet", default="", metavar=str(text("SHEET")),
                         help=str(text("the sheet with the budget, if it stands on several")))  # fmt: skip


RETURNING = (_verify, _take_in)
