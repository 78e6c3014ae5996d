"""The page names its panels where the command line names a command."""

from __future__ import annotations

import ast
import json
from base64 import b64encode
from datetime import date
from pathlib import Path

import plc_budget
from desks import desk, do, said, seen, typed
from plc_budget.desk.on_page import HERE, told_on_page
from plc_budget.findings import notice
from plc_budget.language import text
from plc_budget.plan.approved.approval import approve

HOUSE = Path(plc_budget.__file__).parent
NEVER_SHOWN = ("cli", "servers", "beginning")
"""Rooms whose sentences stand on no page: the command line, the servers, making a plan from a table."""


def sentences() -> set[str]:
    """List the sentences of the house that hold a command, from its sources."""
    files = [file for file in HOUSE.rglob("*.py") if not set(NEVER_SHOWN) & set(file.parts)]
    calls = (node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8")))
             if isinstance(node, ast.Call))  # fmt: skip
    words = (call.args[0] for call in calls
             if isinstance(call.func, ast.Name) and call.func.id == "text" and call.args)  # fmt: skip
    return {str(word.value) for word in words
            if isinstance(word, ast.Constant) and "`" in str(word.value)}  # fmt: skip


def test_every_sentence_with_a_command_has_one_for_the_page() -> None:
    """None is left out, none is kept that nobody says any more, and none of the page's has a command."""
    assert sentences() == set(HERE)
    assert not any("`" in words.msgid or "plc-budget" in words.msgid for words in HERE.values())


def test_a_total_above_the_approved_one_leads_to_the_panel(tmp_path: Path) -> None:
    """15,000 were approved, it comes to 6,000 + 8,000 + 3,000 now: the checks and the export name the panel."""
    state = desk(tmp_path)
    approve(state.folder, reference="府教學字第1140001號", on=date(2025, 5, 2))
    state = typed(do(state, "desk", "look"), "budget", "misc", "quantity", "3")

    for panel in ("findings", "export"):
        words = json.dumps(seen(state, panel), ensure_ascii=False)
        assert "“Record a later approval” under “Approved and now”" in words.replace('\\"', '"')
        assert "`" not in words


def test_a_plain_table_that_is_uploaded_is_told_what_to_choose(tmp_path: Path) -> None:
    """A .csv is none of our workbooks: no command is named."""
    data = b64encode("經費項目,單價\n印刷費,100\n".encode()).decode()

    state = do(desk(tmp_path), "take_in", "open", name="表.csv", data=data)

    (refused,) = seen(state, "take_in")["file"]["refused"]
    assert refused.endswith("Choose the workbook that was exported here and came back.")
    assert "`" not in refused + str(state.said.more)


def test_what_stands_in_a_gap_is_told_in_the_words_of_the_page(tmp_path: Path) -> None:
    """A remedy inside another sentence of the status line; the values of a gap are kept."""
    remedy = text("Install {font}, or a typeface like it (`apt install fonts-arphic-ukai`); or print from Excel.", font="標楷體")  # fmt: skip
    whole = text("{message} {remedy}", message="x", remedy=remedy)
    state = desk(tmp_path)

    assert said(state.saying(state.said.tone, whole)) == (
        "x Install 標楷體, or a typeface like it; or print from Excel."
    )


def test_a_finding_that_names_no_command_is_the_very_same() -> None:
    """Nothing is made anew for a keystroke."""
    one = notice("X", text("Nothing was changed."), text("Press Esc."))

    assert told_on_page([one])[0] is one
