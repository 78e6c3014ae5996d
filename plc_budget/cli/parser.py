"""What can be typed: every command of ``plc-budget`` with its arguments and its help."""

from __future__ import annotations

import argparse

from plc_budget import __version__
from plc_budget.cli.command import (
    COUNTY,
    Commands,
    Once,
    Parser,
    add_by_whom,
    add_command,
    add_plan,
    examples,
    typed_amount,
    typed_day,
    typed_format,
    typed_quantity,
)
from plc_budget.language import text
from plc_budget.rules import FundingKind
from plc_budget.tables import SPEAKER_KINDS

_LAST_PORT = 65_535
_TOKEN_SIGNS = 12
"""Fewest signs of a token that is not found by trying; wrong tries are looked at one a second."""


def parser() -> Parser:
    """Make the parser of ``plc-budget``."""
    top = Parser(
        prog="plc-budget",
        description=str(
            text("Budget a teacher workshop: check it, count its periods, write its sheet.")
        ),
        epilog=str(examples(f"check {COUNTY}", f"export {COUNTY} -o 概算表.xlsx")),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument(
        "--version",
        action="version",
        version=f"plc-budget {__version__}",
        help=str(text("show the version and exit")),
    )
    commands = top.add_subparsers(dest="command", required=True, metavar=str(text("COMMAND")))
    for add in (
        _check,
        _export,
        _periods,
        _init,
        _rules,
        _reallocate,
        _scenario,
        _approve,
        _compare,
        _undo,
        _redo,
        _log,
        _verify,
        _take_in,
        _lab,
        _app,
    ):
        add(commands)
    return top


def _check(commands: Commands) -> None:
    about = text("Check a plan by the accounting office's four questions.")
    add_plan(add_command(commands, "check", about, f"check {COUNTY}", f"check {COUNTY} --json"))


def _export(commands: Commands) -> None:
    about = text("Write the workbook that goes up for signature.")
    command = add_command(
        commands,
        "export",
        about,
        f"export {COUNTY} -o 概算表.xlsx",
        f"export {COUNTY} -o 草稿.xlsx --draft",
        f"export {COUNTY} -o 概算表.pdf",
        f"export {COUNTY} -o 實施計畫.docx",
        "export data/plans -o 全部概算表",
    )
    command.add_argument(
        "plans",
        metavar=str(text("PLAN")),
        nargs="+",
        help=str(text("folder of a plan, several of them, or a folder that holds plans")),
    )
    command.add_argument(
        "-o",
        "--output",
        metavar=str(text("FILE.xlsx")),
        required=True,
        help=str(text("file to write; a folder if there are several plans")),
    )
    command.add_argument(
        "--format",
        type=typed_format,
        metavar=str(text("FORMAT")),
        help=str(text("what is written for each of several plans; xlsx if left out")),
    )
    _recalculates(command)
    command.add_argument(
        "--draft",
        action="store_true",
        help=str(text("write it in spite of errors, marked 草稿 on every page")),
    )


def _recalculates(command: Parser) -> None:
    either = command.add_mutually_exclusive_group()
    either.add_argument(
        "--recalculate",
        action="store_true",
        default=None,
        help=str(
            text(
                "let LibreOffice work out every formula, too, and compare; takes seconds; done if it is there, must be done with this"
            )
        ),
    )
    either.add_argument(
        "--no-recalculate",
        action="store_false",
        dest="recalculate",
        default=None,
        help=str(text("compare without LibreOffice; quick, and the same file on every computer")),
    )


def _periods(commands: Commands) -> None:
    about = text(
        "Show how minutes become paid periods, under the plan's policy and the national table."
    )
    add_plan(add_command(commands, "periods", about, f"periods {COUNTY}"))


def _init(commands: Commands) -> None:
    about = text(
        "Make a folder to work in, or a new plan from last year's table or from another plan."
    )
    command = add_command(
        commands,
        "init",
        about,
        "init 我的工作",
        "init 114-研習 --from 去年概算表.xlsx",
        "init 114-研習 --from 去年概算表.ods --total 15000",
        f"init 114-研習 --like {COUNTY} --on 115/5/30",
    )
    command.add_argument(
        "plan",
        metavar=str(text("FOLDER")),
        help=str(
            text(
                "folder to make; without --from and --like one to work in, with the notebooks and a plan to try"
            )
        ),
    )
    origin = command.add_mutually_exclusive_group()
    origin.add_argument(
        "--from",
        dest="table",
        metavar=str(text("TABLE")),
        help=str(text("an .xlsx, .ods or .csv with a budget table")),
    )
    origin.add_argument(
        "--like", metavar=str(text("PLAN")), help=str(text("folder of a plan to copy"))
    )
    command.add_argument(
        "--total",
        type=typed_amount,
        metavar=str(text("N")),
        help=str(text("approved total; the printed total if left out")),
    )
    command.add_argument(
        "--on",
        type=typed_day,
        metavar=str(text("DATE")),
        help=str(text("day of the event, such as 115/5/30 or 2026-05-30")),
    )


def _rules(commands: Commands) -> None:
    about = text("Show the rules on a day, and what changes until another.")
    command = add_command(
        commands,
        "rules",
        about,
        "rules --on 114/5/31",
        "rules --on 2018-01-31 --against 2018-02-01",
        "rules speaker-fee-ceiling",
    )
    command.add_argument(
        "card", nargs="*", metavar=str(text("CARD")), help=str(text("ids of cards to show whole"))
    )
    command.add_argument(
        "--on",
        type=typed_day,
        metavar=str(text("DATE")),
        help=str(text("the day; today if left out")),
    )
    command.add_argument(
        "--against",
        type=typed_day,
        metavar=str(text("DATE")),
        help=str(text("show what changes until this day")),
    )
    command.add_argument(
        "--funding",
        choices=[str(kind) for kind in FundingKind],
        help=str(text("only the rules that bind this money")),
    )


def _reallocate(commands: Commands) -> None:
    about = text("Change anything, keep the total: propose which other lines give way (勻支).")
    command = add_command(
        commands,
        "reallocate",
        about,
        f"reallocate {COUNTY} --set speaker_internal=8",
        "reallocate 114-研習 --set printing=60 --lock misc",
        "reallocate 114-研習 --set printing=60 --apply --reason 改為電子檔",
    )
    add_plan(command)
    _what_is_set(command)
    command.add_argument(
        "--lock",
        action="append",
        default=[],
        metavar=str(text("CODE")),
        help=str(text("a line that stays as it is")),
    )
    command.add_argument(
        "--total",
        type=typed_amount,
        metavar=str(text("N")),
        help=str(text("the total to hold; the approved total if left out")),
    )
    command.add_argument(
        "--at-most", action="store_true", help=str(text("less than the total will do"))
    )
    command.add_argument(
        "--move-periods",
        action="store_true",
        help=str(text("quantities from the timetable may move, too")),
    )
    command.add_argument(
        "--choose",
        type=int,
        default=1,
        choices=range(1, 10),
        metavar=str(text("NUMBER")),
        help=str(text("which proposal")),
    )
    command.add_argument(
        "--apply", action="store_true", help=str(text("save the proposal; wants a --reason"))
    )
    command.add_argument(
        "--step",
        default="",
        metavar=str(text("NAME")),
        help=str(text("what the step is called, to undo it by")),
    )
    add_by_whom(command)


def _what_is_set(command: Parser) -> None:
    command.add_argument(
        "--set",
        action=Once,
        type=typed_quantity,
        default=[],
        metavar=str(text("CODE=QUANTITY")),
        help=str(text("the quantity of a line")),
    )


def _scenario(commands: Commands) -> None:
    about = text("Try something out beside the plan: make, list, compare, adopt, delete.")
    command = add_command(
        commands,
        "scenario",
        about,
        "scenario new 114-研習 外聘一節 --organisation 康樂國小 --kind external",
        "scenario compare 114-研習",
        "scenario adopt 114-研習 外聘一節",
    )
    actions = command.add_subparsers(dest="action", required=True, metavar=str(text("ACTION")))
    _new(actions.add_parser("new", help=str(text("make one like the working plan, with changes"))))
    for name, words in (("list", text("list them")), ("compare", text("set them side by side"))):
        _named(actions.add_parser(name, help=str(words)), many=True)
    for name, words in (
        ("adopt", text("let one become the working plan")),
        ("delete", text("delete one; the history keeps it")),
    ):
        add_by_whom(_named(actions.add_parser(name, help=str(words)), many=False))


def _named(action: Parser, *, many: bool) -> Parser:
    add_plan(action)
    action.add_argument("--json", action="store_true", help=str(text("print one JSON object")))
    action.add_argument(
        "name",
        nargs="*" if many else None,
        metavar=str(text("NAME")),
        help=str(text("name of a scenario")),
    )
    return action


def _new(action: Parser) -> None:
    _named(action, many=False)
    action.add_argument(
        "--kind", choices=SPEAKER_KINDS, help=str(text("take speakers for another kind"))
    )
    action.add_argument(
        "--speaker",
        default="",
        metavar=str(text("NAME")),
        help=str(text("which speaker; all of them if left out")),
    )
    action.add_argument(
        "--organisation",
        default="",
        metavar=str(text("NAME")),
        help=str(text("speakers of which organisation")),
    )
    action.add_argument(
        "--at-ceiling", action="store_true", help=str(text("pay the ceiling of the new kind"))
    )
    _what_is_set(action)
    action.add_argument(
        "--minutes",
        action=Once,
        type=typed_quantity,
        default=[],
        metavar=str(text("ROW=MINUTES")),
        help=str(text("paid minutes of a row of the timetable")),
    )
    action.add_argument(
        "--total",
        type=typed_amount,
        metavar=str(text("N")),
        help=str(text("the total to hold; the approved total if left out")),
    )
    action.add_argument(
        "--let-total-change", action="store_true", help=str(text("do not hold the total"))
    )
    add_by_whom(action)


def _approve(commands: Commands) -> None:
    about = text("Freeze the plan as approved; work goes on beside the frozen copy.")
    command = add_command(
        commands,
        "approve",
        about,
        "approve 114-研習 --reference 府教課字第1140000000號 --on 114/4/20",
    )
    add_plan(command)
    command.add_argument(
        "--reference",
        required=True,
        metavar=str(text("REFERENCE")),
        help=str(text("number of the letter of approval (核定文號)")),
    )
    command.add_argument(
        "--on",
        type=typed_day,
        metavar=str(text("DATE")),
        help=str(text("day of the letter; today if left out")),
    )
    add_by_whom(command)


def _compare(commands: Commands) -> None:
    about = text("Show what was moved: approved against working, two points, or two plans.")
    command = add_command(
        commands,
        "compare",
        about,
        "compare 114-研習",
        "compare 114-研習 -o 調整對照表.xlsx",
        "compare 113-研習 114-研習",
        "compare 114-研習 --first 0f3a --second 77c1",
    )
    add_plan(command)
    command.add_argument(
        "other",
        nargs="?",
        metavar=str(text("OTHER")),
        help=str(text("another plan to compare with")),
    )
    command.add_argument(
        "--first",
        metavar=str(text("STEP")),
        help=str(text("compare from this step of the history on")),
    )
    command.add_argument(
        "--second",
        metavar=str(text("STEP")),
        help=str(text("up to this step; the plan as it is if left out")),
    )
    command.add_argument(
        "-o",
        "--output",
        metavar=str(text("FILE.xlsx")),
        help=str(text("write the workbook with 經費調整對照表")),
    )
    command.add_argument(
        "--draft", action="store_true", help=str(text("mark every page of the workbook 草稿"))
    )


def _undo(commands: Commands) -> None:
    about = text("Take back the last step, or everything from a named step on.")
    command = add_command(commands, "undo", about, "undo 114-研習", "undo 114-研習 印刷減量")
    _back_and_forth(command)
    command.add_argument(
        "--past-approval", action="store_true", help=str(text("also what was approved"))
    )


def _redo(commands: Commands) -> None:
    about = text("Do again what was taken back.")
    _back_and_forth(add_command(commands, "redo", about, "redo 114-研習", module="undo"))


def _back_and_forth(command: Parser) -> None:
    add_plan(command)
    command.add_argument(
        "step",
        nargs="?",
        metavar=str(text("STEP")),
        help=str(text("name or id of a step, as `log` shows it")),
    )
    add_by_whom(command)


def _log(commands: Commands) -> None:
    about = text("Show the history of a plan: when, who, what, why.")
    add_plan(add_command(commands, "log", about, f"log {COUNTY}"))


def _verify(commands: Commands) -> None:
    about = text(
        "Tell whether a file is ours and as it was printed, or name each cell that differs."
    )
    command = add_command(
        commands, "verify", about, "verify 概算表.xlsx", f"verify 概算表.ods {COUNTY}"
    )
    _add_file(command)
    command.add_argument(
        "plan",
        nargs="?",
        metavar=str(text("PLAN")),
        help=str(text("folder of the plan; without it the footer alone judges")),
    )


def _take_in(commands: Commands) -> None:
    about = text("Show what was changed in a file that came back, and take over what you accept.")
    command = add_command(
        commands,
        "take-in",
        about,
        "take-in 概算表.xlsx 114-研習",
        "take-in 概算表.xlsx 114-研習 --accept C6 --accept E7 --reason 主計修改",
        "take-in 概算表.ods 114-研習 --accept all --reason 科長核改",
        module="take_in",
    )
    _add_file(command)
    add_plan(command)
    command.add_argument(
        "--accept",
        action="append",
        default=[],
        metavar=str(text("CELL")),
        help=str(text("a difference to take over: its cell, its number, or all")),
    )
    command.add_argument(
        "--same",
        action="append",
        default=[],
        metavar=str(text("ROW=CODE")),
        help=str(text("which line a row is, such as 8=printing; 8= for a new one")),
    )
    add_by_whom(command)


def _add_file(command: Parser) -> None:
    command.add_argument("file", metavar=str(text("FILE")), help=str(text("an .xlsx or .ods")))
    command.add_argument(
        "--sheet",
        default="",
        metavar=str(text("SHEET")),
        help=str(text("the sheet with the budget, if it stands on several")),
    )


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
            text(
                "“{words}” is too short for a token: others find it by trying, so it has at least {count} signs; leave --token out, and one is made up",
                words=words,
                count=_TOKEN_SIGNS,
            )
        )
    )


def _lab(commands: Commands) -> None:
    about = text("Open the workbook in JupyterLab, on this computer.")
    _serves(add_command(commands, "lab", about, "lab", f"lab {COUNTY}", "lab 114-研習 --port 8890"))


def _app(commands: Commands) -> None:
    about = text("Open the workbook as a page of its own, for you or for a whole office.")
    command = add_command(
        commands, "app", about, "app", f"app {COUNTY}", "app 我的工作 --ip 0.0.0.0"
    )
    _serves(command)
    command.add_argument(
        "--ip",
        default="127.0.0.1",
        metavar=str(text("ADDRESS")),
        help=str(
            text(
                "where it listens; this computer alone if left out, 0.0.0.0 for the office's network"
            )
        ),
    )
    command.add_argument(
        "--token",
        type=typed_token,
        metavar=str(text("TEXT")),
        help=str(
            text(
                "what a visitor must bring, at least {count} signs; made up if left out",
                count=_TOKEN_SIGNS,
            )
        ),
    )


def _serves(command: Parser) -> None:
    command.add_argument(
        "plan",
        nargs="?",
        metavar=str(text("PLAN")),
        help=str(text("folder of a plan, or of several; the one you are in if left out")),
    )
    command.add_argument(
        "--port",
        type=typed_port,
        metavar=str(text("PORT")),
        help=str(text("where it listens; the first free one if left out")),
    )
    command.add_argument(
        "--no-browser",
        action="store_true",
        help=str(text("only say the address, and open no browser")),
    )
