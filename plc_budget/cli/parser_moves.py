"""The words of the commands that move money: reallocate and scenario."""

from __future__ import annotations

from plc_budget.cli.command import (
    COUNTY,
    Commands,
    Once,
    Parser,
    add_by_whom,
    add_command,
    add_plan,
    typed_amount,
    typed_quantity,
)
from plc_budget.language import text
from plc_budget.tables import SPEAKER_KINDS


def _reallocate(commands: Commands) -> None:
    about = text("Change anything, keep the total: propose which other lines give way (勻支).")
    command = add_command(commands, "reallocate", about,
                          f"reallocate {COUNTY} --set speaker_internal=8",
                          "reallocate 114-研習 --set printing=60 --lock misc",
                          "reallocate 114-研習 --set printing=60 --apply --reason 改為電子檔")  # fmt: skip
    add_plan(command)
    _what_is_set(command)
    command.add_argument("--lock", action="append", default=[], metavar=str(text("CODE")),
                         help=str(text("a line that stays as it is")))  # fmt: skip
    command.add_argument("--total", type=typed_amount, metavar=str(text("N")),
                         help=str(text("the total to hold; the approved total if left out")))  # fmt: skip
    command.add_argument("--at-most", action="store_true",
                         help=str(text("less than the total will do")))  # fmt: skip
    command.add_argument("--move-periods", action="store_true",
                         help=str(text("quantities from the timetable may move, too")))  # fmt: skip
    command.add_argument("--choose", type=int, default=1, choices=range(1, 10),
                         metavar=str(text("NUMBER")), help=str(text("which proposal")))  # fmt: skip
    command.add_argument("--apply", action="store_true",
                         help=str(text("save the proposal; wants a --reason")))  # fmt: skip
    command.add_argument("--step", default="", metavar=str(text("NAME")),
                         help=str(text("what the step is called, to undo it by")))  # fmt: skip
    add_by_whom(command)


def _what_is_set(command: Parser) -> None:
    command.add_argument("--set", action=Once, type=typed_quantity, default=[],
                         metavar=str(text("CODE=QUANTITY")),
                         help=str(text("the quantity of a line")))  # fmt: skip


def _scenario(commands: Commands) -> None:
    about = text("Try something out beside the plan: make, list, compare, adopt, delete.")
    command = add_command(commands, "scenario", about,
                          "scenario new 114-研習 外聘一節 --organisation 康樂國小 --kind external",
                          "scenario compare 114-研習", "scenario adopt 114-研習 外聘一節")  # fmt: skip
    actions = command.add_subparsers(dest="action", required=True, metavar=str(text("ACTION")))
    _new(actions.add_parser("new", help=str(text("make one like the working plan, with changes"))))
    for name, words in (("list", text("list them")), ("compare", text("set them side by side"))):
        _named(actions.add_parser(name, help=str(words)), many=True)
    for name, words in (("adopt", text("let one become the working plan")),
                        ("delete", text("delete one; the history keeps it"))):  # fmt: skip
        add_by_whom(_named(actions.add_parser(name, help=str(words)), many=False))


def _named(action: Parser, *, many: bool) -> Parser:
    add_plan(action)
    action.add_argument("--json", action="store_true", help=str(text("print one JSON object")))
    action.add_argument("name", nargs="*" if many else None, metavar=str(text("NAME")),
                        help=str(text("name of a scenario")))  # fmt: skip
    return action


def _new(action: Parser) -> None:
    _named(action, many=False)
    action.add_argument("--kind", choices=SPEAKER_KINDS,
                        help=str(text("take speakers for another kind")))  # fmt: skip
    action.add_argument("--speaker", default="", metavar=str(text("NAME")),
                        help=str(text("which speaker; all of them if left out")))  # fmt: skip
    action.add_argument("--organisation", default="", metavar=str(text("NAME")),
                        help=str(text("speakers of which organisation")))  # fmt: skip
    action.add_argument("--at-ceiling", action="store_true",
                        help=str(text("pay the ceiling of the new kind")))  # fmt: skip
    _what_is_set(action)
    action.add_argument("--minutes", action=Once, type=typed_quantity, default=[],
                        metavar=str(text("ROW=MINUTES")),
                        help=str(text("paid minutes of a row of the timetable")))  # fmt: skip
    action.add_argument("--total", type=typed_amount, metavar=str(text("N")),
                        help=str(text("the total to hold; the approved total if left out")))  # fmt: skip
    action.add_argument("--let-total-change", action="store_true",
                        help=str(text("do not hold the total")))  # fmt: skip
    add_by_whom(action)


MOVES = (_reallocate, _scenario)
