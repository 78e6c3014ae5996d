"""``plc-budget pack``: the papers of the day, in the order they are bound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.cli.arguments import COUNTY, UNREADABLE, Parser
from plc_budget.cli.export import write_whole
from plc_budget.cli.output import (
    MENDABLE,
    OK,
    clear_progress,
    complain_about,
    findings_text,
    refuse,
    say,
    say_json,
    show_progress,
)
from plc_budget.export.libreoffice import find_office
from plc_budget.export.papers import make_papers
from plc_budget.findings import error, has_errors, reason_of
from plc_budget.language import text
from plc_budget.settlement.ledger import read_attendance, read_ledger
from plc_budget.sheets.event_papers import event_papers

if TYPE_CHECKING:
    from argparse import Namespace

EXAMPLES = {"pack": (f"pack {COUNTY} -o 活動文件", "pack 114-研習 -o 活動文件 --json")}
NAME = "活動文件"
"""What the files are called."""


def add_arguments(command: Parser, _name: str) -> None:
    """Declare what can be typed behind the name."""
    command.add_plan()
    output = text("folder to write to; made if it is not there")
    command.add_argument(
        "-o", "--output", required=True, metavar=str(text("FOLDER")), help=str(output)
    )


def run(options: Namespace) -> int:
    """Write 簽到表, 領據, 印領清冊 and 黏存單; 1 while something about the payments is open."""
    ledger, findings = read_ledger(options.plan)
    people, more = read_attendance(options.plan)
    if ledger is None or has_errors(more):
        return refuse(options, [*findings, *more], files=[])
    folder = Path(options.output).absolute()
    try:
        folder.mkdir(exist_ok=True)
    except OSError as problem:
        why = text(
            "“{path}” cannot be made a folder ({reason}).",
            path=str(folder),
            reason=reason_of(problem),
        )
        found = error("PACK-FOLDER", why, text("Choose another folder to write to."))
        refuse(options, [found], files=[])
        return UNREADABLE
    papers = event_papers(ledger, people)
    title = f"{ledger.plan.details.title}{NAME}"
    files: list[Path] = []
    for ending in (".xlsx", ".pdf") if find_office() else (".xlsx",):
        show_progress(text("Writing {file} …", file=f"{NAME}{ending}"))
        data, problems = make_papers(papers, ending, title=title, day=ledger.plan.days[0])
        clear_progress()
        for one in problems:
            complain_about(one)
        if data is not None:
            files.append(folder / f"{NAME}{ending}")
            write_whole(files[-1], data, as_json=options.json)
    about = [one for one in findings if one.where.file in ("payments.csv", "")]
    if options.json:
        say_json({"files": [*map(str, files)], "papers": [paper.name for paper in papers]}, about)
    else:
        for file in files:
            say(text("Written: {path}", path=str(file)))
        say(text("{number} papers, in the order they are bound.", number=len(papers)))
        if len(files) == 1:
            say(text("With LibreOffice installed a PDF is made as well."))
        if about:
            say("")
            say(findings_text(about))
    return MENDABLE if has_errors(about) else OK
