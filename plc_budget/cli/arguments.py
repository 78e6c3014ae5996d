"""How commands are typed: the parser, its words in our languages, and the kinds of values it reads.

Each command is a module of this room with ``EXAMPLES``, ``add_arguments`` and ``run``; it is imported
only when it is the one that was typed.
"""

from __future__ import annotations

import argparse
import gettext
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any, NoReturn

from plc_budget import __version__
from plc_budget.dates import read_date
from plc_budget.language import CATALOGUES, DOMAIN, Text, current_language, text

COUNTY = "data/plans/hualien-113-plc-conveners"
"""The plan the examples speak of."""
UNREADABLE = 2
"""The exit code of a command that cannot be understood or finds nothing it can read."""

COMMANDS = {
    "check": text("Check a plan by the accounting office's four questions."),
    "export": text("Write the workbook that goes up for signature."),
    "periods": text(
        "Show how minutes become paid periods, under the plan's policy and the national table."
    ),
    "init": text(
        "Make a folder to work in, or a new plan from last year's table or from another plan."
    ),
    "rules": text("Show the rules on a day, and what changes until another."),
    "reallocate": text(
        "Change anything, keep the total: propose which other lines give way (勻支)."
    ),
    "scenario": text("Try something out beside the plan: make, list, compare, adopt, delete."),
    "approve": text("Freeze the plan as approved; work goes on beside the frozen copy."),
    "compare": text("Show what was moved: approved against working, two points, or two plans."),
    "undo": text("Take back the last step, or everything from a named step on."),
    "redo": text("Do again what was taken back."),
    "log": text("Show the history of a plan: when, who, what, why."),
    "verify": text(
        "Tell whether a file is ours and as it was printed, or name each cell that differs."
    ),
    "take-in": text(
        "Show what was changed in a file that came back, and take over what you accept."
    ),
    "pay": text("Show what each speaker receives, what is withheld, and why."),
    "pack": text(
        "Write the papers of the day: sign-in sheet, receipts, list of payees, voucher sheets."
    ),
    "settle": text("Show what was spent within what was approved, and what goes back (結報)."),
    "lab": text("Open the workbook in JupyterLab, on this computer."),
    "app": text("Open the workbook as a page of its own, for you or for a whole office."),
}
"""What can be typed, and what it does."""
_MODULES = {"redo": "undo", "take-in": "take_in", "lab": "serve", "app": "serve"}
"""The module of a command that is not called like it."""

WORDS = (
    text("usage: "),
    text("positional arguments"),
    text("options"),
    text("%(heading)s:"),
    text("show this help message and exit"),
    text("argument %(argument_name)s: %(message)s"),
    text("the following arguments are required: %s"),
    text("one of the arguments %s is required"),
    text("not allowed with argument %s"),
    text("unrecognized arguments: %s"),
    text("unexpected option string: %s"),
    text("ambiguous option: %(option)s could match %(matches)s"),
    text("ignored explicit argument %r"),
    text("expected one argument"),
    text("expected at most one argument"),
    text("expected at least one argument"),
    text("invalid choice: %(value)r (choose from %(choices)s)"),
    text("invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)"),
    text("invalid %(type)s value: %(value)r"),
)
"""What argparse of Python 3.11 to 3.14 says about our commands; only the extraction reads it."""


class Parser(argparse.ArgumentParser):
    """argparse, but one clear message instead of the usage on every slip."""

    def __init__(self, **how: Any) -> None:  # noqa: ANN401 - what argparse takes
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, **how)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to get help; nothing was touched."""
        words = text(
            "plc-budget: {problem}. See {command} --help.", problem=message, command=self.prog
        )
        self.exit(UNREADABLE, f"{words}\n")

    def add(self, name: str, about: Text, value: Text | None = None, **how: Any) -> None:  # noqa: ANN401 - what argparse takes
        """Add an argument or option; ``value`` is what its help calls what is typed there."""
        if value is not None:
            how["metavar"] = str(value)
        self.add_argument(name, help=str(about), **how)

    def add_switch(self, name: str, about: Text, **how: Any) -> None:  # noqa: ANN401 - the same
        """Add an option that is there or not."""
        self.add(name, about, action="store_true", **how)

    def add_plan(self) -> None:
        """Let a command take the folder of a plan."""
        self.add("plan", text("folder of the plan"), text("PLAN"))

    def add_json(self) -> None:
        """Let a command answer scripts."""
        self.add_switch("--json", text("print one JSON object"))

    def add_by_whom(self) -> None:
        """Let a command take who does it and why; both go into the history."""
        by = text("who does it; the user of this computer if left out")
        self.add("--by", by, text("NAME"), default="")
        self.add("--reason", text("why it is done"), text("TEXT"), default="")


def make_parser(argv: Sequence[str] | None = None) -> Parser:
    """Make the parser of ``plc-budget``.

    Parameters
    ----------
    argv : sequence of str, optional
        What was typed: only the command it names is imported; all of them if left out.
    """
    top = Parser(
        prog="plc-budget",
        description=str(
            text("Budget a teacher workshop: check it, count its periods, write its sheet.")
        ),
        epilog=_examples(f"check {COUNTY}", f"export {COUNTY} -o 概算表.xlsx"),
    )
    top.add_argument(
        "--version",
        action="version",
        version=f"plc-budget {__version__}",
        help=str(text("show the version and exit")),
    )
    commands = top.add_subparsers(dest="command", required=True, metavar=str(text("COMMAND")))
    for name, about in COMMANDS.items():
        command = commands.add_parser(name, help=str(about), description=str(about))
        if argv is None or name in argv:
            module = import_module(f"plc_budget.cli.{_MODULES.get(name, name)}")
            command.epilog = _examples(*module.EXAMPLES[name])
            command.set_defaults(run=module.run)
            command.add_json()
            module.add_arguments(command, name)
    return top


def _examples(*lines: str) -> str:
    return "\n".join([str(text("Examples:")), *(f"  plc-budget {line}" for line in lines)])


@contextmanager
def argparse_speaks_ours() -> Iterator[None]:
    """Let argparse speak the current language for the length of a ``with`` block.

    It asks the global domain of :mod:`gettext`.  Domain and environment are put back behind the
    block, for programs that import this one.
    """
    domain, languages = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = current_language()
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if languages is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = languages


def read_day(words: str) -> date:
    """Read a day of the command line."""
    try:
        return read_date(words)
    except ValueError:
        message = text("“{words}” is no date such as 114/5/31 or 2025-05-31", words=words)
        raise argparse.ArgumentTypeError(str(message)) from None


def read_amount(words: str) -> int:
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


def read_setting(words: str) -> tuple[str, Decimal]:
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
