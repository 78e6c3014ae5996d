"""``plc-budget settle``: what was spent within what was approved, and what goes back (結報)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from plc_budget import export
from plc_budget.cli.arguments import COUNTY, Parser
from plc_budget.cli.export import no_file, target_of, write_whole
from plc_budget.cli.output import MENDABLE, OK, complain, findings_text, refuse, say, say_json
from plc_budget.cli.terminal import table
from plc_budget.export.papers import make_papers
from plc_budget.findings import has_errors
from plc_budget.language import text
from plc_budget.money import plain
from plc_budget.settlement.ledger import Ledger, read_ledger
from plc_budget.sheets.settlement_sheet import FORMS, form_of, settlement_paper

if TYPE_CHECKING:
    from argparse import Namespace

    from plc_budget.findings import Finding
    from plc_budget.settlement.account import Account

EXAMPLES = {
    "settle": (
        f"settle {COUNTY}",
        "settle 114-研習 -o 結報表.xlsx",
        "settle 114-研習 --form settlement-moe -o 結報表.pdf",
        "settle 114-研習 -o 草稿.xlsx --draft",
    )
}
_ENDINGS = (".xlsx", ".ods", ".pdf")
_LINES = (
    text("item"),
    text("approved"),
    text("requested"),
    text("spent"),
    text("left"),
    text("rate %"),
)
_SOURCES = (text("source"), text("share %"), text("paid in"), text("bears"), text("goes back"))


def add_arguments(command: Parser, _name: str) -> None:
    """Declare what can be typed behind the name."""
    command.add_plan()
    form = text(
        "the form that is filled in; that of the funder if left out: {forms}",
        forms=", ".join(FORMS),
    )
    command.add("--form", form, text("NAME"), choices=FORMS)
    output = text("write the form: .xlsx, .ods or .pdf, or a folder")
    command.add_argument("-o", "--output", metavar=str(text("FILE.xlsx")), help=str(output))
    command.add_switch("--draft", text("write it in spite of errors, marked 草稿 on every page"))


def run(options: Namespace) -> int:
    """Settle a plan; 1 while errors stand, and no form then unless it is a draft."""
    ledger, findings = read_ledger(options.plan)
    if ledger is None:
        return refuse(options, findings)
    account = ledger.account
    form = options.form or form_of(ledger)
    if ledger.is_drawn:  # nobody was paid by it yet: it is `pay` that asks for these
        findings = [one for one in findings if one.code != "INCOME-CODE-MISSING"]
    is_stopped = has_errors(findings) and not options.draft
    file = _write(options, ledger, form) if options.output and not is_stopped else None
    if options.json:
        settled = {"plan": ledger.plan.id, **_json(account), "form": form}
        say_json(settled | ({"file": str(file)} if file else {}), findings)
    else:
        _tell(ledger, findings, file)
    if options.output and is_stopped:
        complain(text("No file was written: mend the errors, or add --draft for a draft."))
    return MENDABLE if has_errors(findings) else OK


def _tell(ledger: Ledger, findings: list[Finding], file: Path | None) -> None:
    say(ledger.plan.details.title)
    say(_lines_text(ledger.account))
    say(_sources_text(ledger.account))
    if findings:
        say("")
        say(findings_text(findings))
    if file:
        say(text("Written: {path}", path=str(file)))


def _write(options: Namespace, ledger: Ledger, form: str) -> Path:
    """Write the form, and return where it lies."""
    output = Path(options.output)
    if output.is_dir():
        paper = settlement_paper(ledger, form).name
        output /= export.file_name(ledger.plan.details.title, paper, ".xlsx")
    target = target_of(str(output), _ENDINGS, as_json=options.json)
    data, problems = make_papers(
        [settlement_paper(ledger, form)],
        target.suffix.lower(),
        title=ledger.plan.details.title,
        day=ledger.plan.days[0],
        draft=options.draft,
    )
    if data is None:
        raise no_file(problems, as_json=options.json)
    write_whole(target, data, as_json=options.json)
    return target


def _lines_text(account: Account) -> str:
    rows = [
        [one.item, *_amounts(one.approved, one.committed, one.spent, one.left), one.rate]
        for one in account.lines
    ]
    sums = _amounts(account.approved, account.committed, account.spent, account.left)
    rows.append([str(text("total")), *sums, account.execution_rate])
    return table([[str(name) for name in _LINES], *rows], right=range(1, 6))


def _sources_text(account: Account) -> str:
    rows = [
        [one.name, plain(one.share), *_amounts(one.paid_in, one.spent, one.refund)]
        for one in account.sources
    ]
    return table([[str(name) for name in _SOURCES], *rows], right=range(1, 5))


def _amounts(*amounts: int) -> list[str]:
    return [f"{amount:,}" for amount in amounts]


def _json(account: Account) -> dict[str, Any]:
    return {
        "lines": [
            {
                "code": one.code,
                "item": one.item,
                "approved": one.approved,
                "committed": one.committed,
                "spent": one.spent,
                "left": one.left,
                "rate": one.rate,
            }
            for one in account.lines
        ],
        "total": account.approved,
        "spent": account.spent,
        "left": account.left,
        "execution_rate": account.execution_rate,
        "sources": [
            {
                "name": one.name,
                "share": plain(one.share),
                "paid_in": one.paid_in,
                "spent": one.spent,
                "refund": one.refund,
            }
            for one in account.sources
        ],
    }
