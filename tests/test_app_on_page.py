"""The page names its panels where the command line names a command."""

from __future__ import annotations

import ast
import json
from base64 import b64encode
from datetime import date
from pathlib import Path

import plc_budget
from app_states import app, do, said, seen, typed
from plc_budget.language import by_place, text
from plc_budget.plan.approved.approval import approve

HOUSE = Path(plc_budget.__file__).parent
NEVER_SHOWN = ("cli", "servers", "importing")
"""Rooms whose sentences stand on no page: the command line, the servers, making a plan from a table."""


def literals(tree: ast.AST) -> list[str]:
    """List the messages of a piece of source: what stands in ``text("…")``."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [
        str(call.args[0].value)
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "text" and call.args
        if isinstance(call.args[0], ast.Constant)
    ]


def test_every_message_with_a_command_has_one_for_the_page() -> None:
    """Outside the command line no message holds a command but beside one of the page, which holds none."""
    commands, beside = [], []
    for file in HOUSE.rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        pairs = [
            {word.arg: literals(word.value) for word in node.keywords}
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            if isinstance(node.func, ast.Name) and node.func.id == "by_place"
        ]
        if not {*NEVER_SHOWN} & {*file.relative_to(HOUSE).parts} and file.name != "language.py":
            commands += [words for words in literals(tree) if "`" in words]
            beside += [words for pair in pairs for words in pair["command"]]
        assert not any("`" in words for pair in pairs for words in pair["page"]), file

    assert sorted(commands) == sorted(beside)
    assert commands


def test_a_total_above_the_approved_one_leads_to_the_panel(tmp_path: Path) -> None:
    """15,000 were approved, it comes to 6,000 + 8,000 + 3,000 now: the checks and the export name the panel."""
    state = app(tmp_path)
    approve(state.folder, reference="府教學字第1140001號", on=date(2025, 5, 2))
    state = typed(do(state, "app", "look"), "budget", "misc", "quantity", "3")

    for panel in ("findings", "export"):
        words = json.dumps(seen(state, panel), ensure_ascii=False)
        assert "“Record a later approval” under “Approved and now”" in words.replace('\\"', '"')
        assert "`" not in words


def test_a_plain_table_that_is_uploaded_is_told_what_to_choose(tmp_path: Path) -> None:
    """A .csv is none of our workbooks: no command is named."""
    data = b64encode("經費項目,單價\n印刷費,100\n".encode()).decode()

    state = do(app(tmp_path), "take_in", "open", name="表.csv", data=data)

    (refused,) = seen(state, "take_in")["file"]["refused"]
    assert refused.endswith("Choose the workbook that was exported here and came back.")
    assert "`" not in refused + str(state.status.more)


def test_what_stands_in_a_gap_is_told_in_the_words_of_the_page(tmp_path: Path) -> None:
    """A remedy inside another sentence of the status line; the values of a gap are kept."""
    remedy = by_place(
        command=text("Type `{name}`.", name="apt install fonts-arphic-ukai"),
        page=text("Install {font}.", font="標楷體"),
    )
    whole = text("{message} {remedy}", message="x", remedy=remedy)
    state = app(tmp_path)

    assert said(state.with_status(state.status.level, whole)) == "x Install 標楷體."
