"""The words of the commands that change a plan, look back or try something out."""

from __future__ import annotations

from plc_budget.cli.command import (
    COUNTY,
    Commands,
    Parser,
    add_by_whom,
    add_command,
    add_plan,
    typed_day,
)
from plc_budget.language import text


def _approve(commands: Commands) -> None:
    about = text("Freeze the plan as approved; work goes on beside the frozen copy.")
    command = add_command(commands, "approve", about,
                          "approve 114-研習 --reference 府教課字第1140000000號 --on 114/4/20")  # fmt: skip
    add_plan(command)
    command.add_argument("--reference", required=True, metavar=str(text("REFERENCE")),
                         help=str(text("number of the letter of approval (核定文號)")))  # fmt: skip
    command.add_argument("--on", type=typed_day, metavar=str(text("DATE")),
                         help=str(text("day of the letter; today if left out")))  # fmt: skip
    add_by_whom(command)


def _compare(commands: Commands) -> None:
    about = text("Show what was moved: approved against working, two points, or two plans.")
    command = add_command(commands, "compare", about, "compare 114-研習",
                          "compare 114-研習 -o 調整對照表.xlsx",
                          "compare 113-研習 114-研習",
                          "compare 114-研習 --first 0f3a --second 77c1")  # fmt: skip
    add_plan(command)
    command.add_argument("other", nargs="?", metavar=str(text("OTHER")),
                         help=str(text("another plan to compare with")))  # fmt: skip
    command.add_argument("--first", metavar=str(text("STEP")),
                         help=str(text("compare from this step of the history on")))  # fmt: skip
    command.add_argument("--second", metavar=str(text("STEP")),
                         help=str(text("up to this step; the plan as it is if left out")))  # fmt: skip
    command.add_argument("-o", "--output", metavar=str(text("FILE.xlsx")),
                         help=str(text("write the workbook with 經費調整對照表")))  # fmt: skip
    command.add_argument("--draft", action="store_true",
                         help=str(text("mark every page of the workbook 草稿")))  # fmt: skip


def _undo(commands: Commands) -> None:
    about = text("Take back the last step, or everything from a named step on.")
    command = add_command(commands, "undo", about, "undo 114-研習", "undo 114-研習 印刷減量")
    _back_and_forth(command)
    command.add_argument("--past-approval", action="store_true",
                         help=str(text("also what was approved")))  # fmt: skip


def _redo(commands: Commands) -> None:
    about = text("Do again what was taken back.")
    _back_and_forth(add_command(commands, "redo", about, "redo 114-研習", module="undo"))


def _back_and_forth(command: Parser) -> None:
    add_plan(command)
    command.add_argument("step", nargs="?", metavar=str(text("STEP")),
                         help=str(text("name or id of a step, as `log` shows it")))  # fmt: skip
    add_by_whom(command)


def _log(commands: Commands) -> None:
    about = text("Show the history of a plan: when, who, what, why.")
    add_plan(add_command(commands, "log", about, f"log {COUNTY}"))


CHANGES = (_approve, _compare, _undo, _redo, _log)
