"""``plc-budget export``: the workbook, or no file at all."""

from __future__ import annotations

from argparse import ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget import export
from plc_budget.cli.arguments import COUNTY, UNREADABLE, Parser
from plc_budget.cli.check import summary, totals_text
from plc_budget.cli.output import (
    MENDABLE,
    OK,
    Stop,
    clear_progress,
    complain,
    complain_about,
    findings_text,
    read_checked_plan,
    say,
    say_json,
    show_progress,
)
from plc_budget.export import FORMATS, REFUSED
from plc_budget.export.batch import end_on_sigterm, find_plans
from plc_budget.findings import Place, Severity, error, has_errors
from plc_budget.language import text

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from plc_budget.findings import Finding
    from plc_budget.language import Text
    from plc_budget.plan import Plan


EXAMPLES = {
    "export": (
        f"export {COUNTY} -o 概算表.xlsx",
        f"export {COUNTY} -o 草稿.xlsx --draft",
        f"export {COUNTY} -o 概算表.pdf",
        f"export {COUNTY} -o 實施計畫.docx",
        "export data/plans -o 全部概算表",
    )
}


def add_arguments(command: Parser, _name: str) -> None:
    """Declare what can be typed behind the name."""
    plans = text("folder of a plan, several of them, or a folder that holds plans")
    command.add("plans", plans, text("PLAN"), nargs="+")
    output = text("file to write; a folder if there are several plans")
    command.add_argument(
        "-o", "--output", required=True, metavar=str(text("FILE.xlsx")), help=str(output)
    )
    written = text("what is written for each of several plans; xlsx if left out")
    command.add("--format", written, text("FORMAT"), type=_read_format)
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
    command.add_switch("--draft", text("write it in spite of errors, marked 草稿 on every page"))


def _read_format(words: str) -> str:
    """Read a format; it is kept as the ending of its files, such as ``.xlsx``."""
    ending = f".{words.strip().removeprefix('.').lower()}"
    if ending not in FORMATS:
        formats = ", ".join(one.removeprefix(".") for one in FORMATS)
        message = text("“{words}” is none of {formats}", words=words, formats=formats)
        raise ArgumentTypeError(str(message))
    return ending


def run(options: Namespace) -> int:
    """Export a plan, or many; 1 and no file when an error stands and it is no draft."""
    folder, *others = options.plans
    with end_on_sigterm():
        if others or options.format or find_plans(Path(folder)):
            from plc_budget.cli.export_many import run_many

            return run_many(options)
        return _run_one(options, folder)


def _run_one(options: Namespace, folder: str) -> int:
    show_progress(text("Reading and checking the plan …"))
    plan, findings = read_checked_plan(folder, as_json=options.json)
    clear_progress()
    target = target_of(options.output, as_json=options.json)
    is_stopped = has_errors(findings) and not options.draft
    about = [] if is_stopped else _write(target, folder, plan, findings, options)
    clear_progress()
    if options.json:
        say_json(
            {
                "plan": plan.id,
                "file": None if is_stopped else str(target),
                "draft": options.draft,
                "total": plan.budget.total,
                "approved_total": plan.details.funding.approved_total,
            },
            [*findings, *about],
        )
    else:
        _tell(folder, plan, findings, about, None if is_stopped else target)
    if is_stopped:
        complain(text("No file was written: mend the errors, or add --draft for a draft."))
    return MENDABLE if is_stopped else OK


def _write(
    target: Path, folder: str, plan: Plan, findings: list[Finding], options: Namespace
) -> list[Finding]:
    """Write the file, and return what is worth knowing about it."""
    wish = export.Wish(options.draft, target.suffix.lower(), options.recalculate)
    show_progress(_going_on(target, wish))
    edition = export.edition_of(Path(folder), plan, findings, draft=wish.draft)
    data, problems = export.make_file(edition, wish)
    clear_progress()
    if data is None:
        raise no_file(problems, as_json=options.json)
    for problem in problems:
        if problem.code != export.COMPARED:
            complain_about(problem)
    write_whole(target, data, as_json=options.json)
    return problems


def _going_on(target: Path, wish: export.Wish) -> Text:
    if not wish.asks_office:
        return text("Writing {file} …", file=target.name)
    if wish.target:
        return text("LibreOffice makes {file}; that takes some seconds …", file=target.name)
    return text(
        "LibreOffice works out every formula of {file} once more; that takes some seconds …",
        file=target.name,
    )


def _tell(
    folder: str,
    plan: Plan,
    findings: list[Finding],
    about: Sequence[Finding],
    target: Path | None,
) -> None:
    """Show what is open in full and count the rest; where the file lies and its total come last."""
    open_ones = [f for f in findings if f.is_open and f.severity is not Severity.NOTICE]
    if open_ones:
        say(findings_text(open_ones))
        say("")
    say(summary(findings))
    if len(open_ones) < len(findings):
        say(_rest(folder))
    for finding in about:
        if finding.code == export.COMPARED:
            say(finding.message)
    if target is not None:
        say(text("Written: {path}", path=str(target)))
    say(totals_text(plan))


def _rest(folder: str) -> Text:
    plan = f'"{folder}"' if " " in folder else folder
    return text("What is answered, and the notices: plc-budget check {plan}", plan=plan)


def target_of(output: str, formats: Sequence[str] = FORMATS, *, as_json: bool = False) -> Path:
    """Return the file to write.

    Raises
    ------
    Stop
        When it is a folder, its folder is not there, or its name does not end as one of the formats.
    """
    target = Path(output).absolute()
    if target.is_dir():
        wrong = text("“{name}” is a folder; name a file in it.", name=target.name)
    elif target.suffix.lower() not in formats:
        wrong = text(
            "“{name}” should end in {formats}.", name=target.name, formats=", ".join(formats)
        )
    elif not target.parent.is_dir():
        wrong = text("There is no folder “{path}”.", path=str(target.parent))
    else:
        return target
    found = error(REFUSED, wrong, text("Choose another file to write."), Place(str(target)))
    raise no_file([found], as_json=as_json)


def no_file(found: Sequence[Finding], *, as_json: bool) -> Stop:
    """Say that the file cannot be written, and return what ends the command."""
    if as_json:
        say_json({"file": None, "total": None, "approved_total": None}, found)
    for finding in found:
        if finding.code == REFUSED:
            complain(finding.message)
        else:
            complain_about(finding)
    return Stop(UNREADABLE)


def write_whole(target: Path, data: bytes, *, as_json: bool = False) -> None:
    """Write a file whole or not at all, and say what was kept of the one before.

    Raises
    ------
    Stop
        When it cannot be written, such as a workbook that is open in Excel.
    """
    written, findings = export.write_whole(target, data)
    if written is None:
        raise no_file(findings[-1:], as_json=as_json)
    for finding in findings:
        complain(finding.message)
