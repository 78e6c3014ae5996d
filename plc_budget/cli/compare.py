"""``plc-budget compare``: 經費調整對照表 on the screen and as a sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from plc_budget import export
from plc_budget.checks import check_plan
from plc_budget.cli.arguments import Parser
from plc_budget.cli.export import no_file, target_of, write_whole
from plc_budget.cli.output import (
    MENDABLE,
    OK,
    complain,
    complain_about,
    finding_json,
    refuse,
    say,
    say_findings,
    say_json,
)
from plc_budget.cli.terminal import table
from plc_budget.comparison import compare_with_approved, two_folders, two_points
from plc_budget.comparison.moved import moved_words
from plc_budget.export.editions import check_folder, version_after
from plc_budget.findings import has_errors
from plc_budget.language import text

if TYPE_CHECKING:
    from argparse import Namespace

    from plc_budget.budget import Line
    from plc_budget.comparison import Compared, LineChange
    from plc_budget.export.editions import Edition
    from plc_budget.findings import Finding

_HEAD = (
    text("item"),
    text("before"),
    text("after"),
    text("difference"),
    text("%"),
    text("reason"),
    text("basis"),
)


EXAMPLES = {
    "compare": (
        "compare 114-研習",
        "compare 114-研習 -o 調整對照表.xlsx",
        "compare 113-研習 114-研習",
        "compare 114-研習 --first 0f3a --second 77c1",
    )
}


def add_arguments(command: Parser, _name: str) -> None:
    """Declare what can be typed behind the name."""
    command.add_plan()
    command.add("other", text("another plan to compare with"), text("OTHER"), nargs="?")
    command.add("--first", text("compare from this step of the history on"), text("STEP"))
    second = text("up to this step; the plan as it is if left out")
    command.add("--second", second, text("STEP"))
    output = text("write the workbook with 經費調整對照表")
    command.add_argument("-o", "--output", metavar=str(text("FILE.xlsx")), help=str(output))
    command.add_switch("--draft", text("mark every page of the workbook 草稿"))


def run(options: Namespace) -> int:
    """Compare approved with working, two points of the history, or two plan folders.

    As with an export there is no workbook when an error stands in the later state and it is no draft.
    """
    found, findings = _compared(options)
    if found is None:
        return refuse(options, findings)
    errors = _stopping(options, found) if options.output else []
    written = _written(options, found) if options.output and not errors else None
    if options.json:
        say_json(_json(found, [*findings, *errors]))
    else:
        say(
            text(
                "{before} → {after}",
                before=found.comparison.before_name,
                after=found.comparison.after_name,
            )
        )
        say(comparison_text(found))
        say_findings(findings)
    for problem in errors:
        complain_about(problem)
    if errors:
        complain(text("No file was written: mend the errors, or add --draft for a draft."))
    elif written is not None and not options.json:
        say(text("Written: {path}", path=str(written)))
    return MENDABLE if errors else OK


def _compared(options: Namespace) -> tuple[Compared | None, list[Finding]]:
    if options.other:
        return two_folders(options.plan, options.other)
    if options.first:
        return two_points(options.plan, options.first, options.second or "")
    return compare_with_approved(options.plan)


def _stopping(options: Namespace, found: Compared) -> list[Finding]:
    """Return the errors of the later state, which a draft lets stand."""
    if options.draft:
        return []
    if _is_since_approval(options):
        return [one for one in check_folder(options.plan)[1] if has_errors([one])]
    return [one for one in check_plan(found.after, found.found) if has_errors([one])]


def _is_since_approval(options: Namespace) -> bool:
    return not options.other and not options.first


def _written(options: Namespace, found: Compared) -> Path:
    """Write the workbook, and return where it lies."""
    target = target_of(options.output, export.WORKBOOKS, as_json=options.json)
    wish = export.Wish(options.draft, target.suffix.lower(), recalculate=False)
    data, problems = export.make_file(_edition(options, found), wish)
    if data is None:
        raise no_file(problems, as_json=options.json)
    write_whole(target, data, as_json=options.json)
    return target


def _edition(options: Namespace, found: Compared) -> Edition:
    """Return what stands in the workbook of the later state; since the approval it is the one exported."""
    if _is_since_approval(options):
        findings = check_folder(options.plan)[1]
        return export.edition_of(Path(options.plan), found.after, findings, draft=options.draft)
    folder = options.other or options.plan
    version = version_after(folder, "" if options.other else options.second or "")
    return export.edition_of_comparison(found, version)


def comparison_text(found: Compared) -> str:
    """Show the lines side by side, then the total and what was moved."""
    comparison = found.comparison
    rows = [[str(name) for name in _HEAD], *(_row(change) for change in comparison.lines)]
    rows.append(
        [
            str(text("total")),
            f"{comparison.total_before:,}",
            f"{comparison.total_after:,}",
            f"{comparison.difference:+,}",
            "",
            "",
            "",
        ]
    )
    moved = moved_words(change.difference for change in comparison.lines)
    return f"{table(rows, right=(1, 2, 3, 4))}\n{moved}"


def _row(change: LineChange) -> list[str]:
    percent = change.percent
    return [
        change.line.name,
        _side(change.before),
        _side(change.after),
        f"{change.difference:+,}" if change.difference else "0",
        "" if percent is None else f"{percent:+}",
        change.reason,
        str(change.basis or ""),
    ]


def _side(line: Line | None) -> str:
    return "-" if line is None else f"{line.count_words} = {line.amount:,}"


def _json(found: Compared, findings: list[Finding]) -> dict[str, Any]:
    comparison = found.comparison
    return {
        "before": str(comparison.before_name),
        "after": str(comparison.after_name),
        "total_before": comparison.total_before,
        "total_after": comparison.total_after,
        "difference": comparison.difference,
        "moved": comparison.moved,
        "lines": [_line_json(change) for change in comparison.lines],
        "categories": {
            name: {"before": before, "after": after}
            for name, (before, after) in comparison.by_category().items()
        },
        "findings": [finding_json(finding) for finding in findings],
    }


def _line_json(change: LineChange) -> dict[str, Any]:
    return {
        "code": change.code,
        "item": change.line.name,
        "category": change.line.row.category,
        "quantity_before": _quantity(change.before),
        "quantity_after": _quantity(change.after),
        "amount_before": change.amount_before,
        "amount_after": change.amount_after,
        "difference": change.difference,
        "percent": None if change.percent is None else str(change.percent),
        "changed": change.is_changed,
        "reason": change.reason,
        "basis": str(change.basis or ""),
    }


def _quantity(line: Line | None) -> str | None:
    return None if line is None else f"{line.quantity.normalize():f}"
