"""The notebooks tell and the library computes; what is stored is what running them shows."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from notebook_cells import OF_A_PLANNER
from renew_notebooks import NOTEBOOKS, executed, normalised, read, written

ROOT = NOTEBOOKS.parent
BOOKS = sorted(NOTEBOOKS.glob("*.ipynb"))
MOST_CELLS = 8
"""Most cells of code in a notebook."""
LOGIC = (
    ast.FunctionDef,
    ast.Lambda,
    ast.ClassDef,
    ast.For,
    ast.While,
    ast.If,
    ast.With,
    ast.Try,
    ast.ListComp,
    ast.DictComp,
    ast.SetComp,
    ast.GeneratorExp,
    ast.IfExp,
    ast.BinOp,
)


def stored(path: Path) -> dict[str, Any]:
    """Read a notebook as the file it is."""
    book: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return book


def code_of(path: Path) -> list[dict[str, Any]]:
    """List the cells of code."""
    return [cell for cell in stored(path)["cells"] if cell["cell_type"] == "code"]


each = pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)


def test_there_are_three() -> None:
    """The budget, the reallocation, the rules."""
    assert [path.stem for path in BOOKS] == ["1_budget", "2_reallocate", "3_rules"]


@each
def test_a_notebook_is_thin(path: Path) -> None:
    """At most eight cells, each of them one call and what it imports; no logic."""
    cells = [ast.parse("".join(cell["source"])) for cell in code_of(path)]
    statements = [
        node for cell in cells for node in cell.body if not isinstance(node, ast.ImportFrom)
    ]

    assert 1 <= len(cells) <= MOST_CELLS
    assert len(statements) == len(cells)
    assert all(isinstance(s, ast.Expr) and isinstance(s.value, ast.Call) for s in statements)
    assert [node for cell in cells for node in ast.walk(cell) if isinstance(node, LOGIC)] == []


@each
def test_a_planner_sees_no_python(path: Path) -> None:
    """Code is collapsed; no slip on the keyboard cuts a cell or makes it another kind."""
    for cell in code_of(path):
        assert cell["metadata"]["jupyter"] == {"source_hidden": True}
        assert "hide-input" in cell["metadata"]["tags"]
    assert {cell["metadata"]["deletable"] for cell in stored(path)["cells"]} == {False}


@each
def test_a_notebook_begins_with_words_in_chinese_and_english(path: Path) -> None:
    """A heading and a few sentences before the first panel, in both languages."""
    first = stored(path)["cells"][0]
    words = "".join(first["source"])

    assert first["cell_type"] == "markdown"
    assert words.startswith("# ")
    assert any("\u4e00" <= sign <= "\u9fff" for sign in words)
    assert words.rstrip().endswith("*"), "the English line stands last, in italics"


@each
def test_what_a_notebook_shows_is_stored_as_text(path: Path) -> None:
    """A code host shows the figures, and nbval compares them: no cell is unexecuted or silent."""
    for cell in code_of(path):
        (output,) = cell["outputs"]
        assert cell["execution_count"] is not None
        assert list(output["data"]) == ["text/plain"]
        assert "15,000" in "".join(output["data"]["text/plain"])


@each
def test_a_notebook_is_stored_as_the_command_stores_it(path: Path) -> None:
    """Nothing in the file is left of one run: ids, timings, models."""
    assert path.read_bytes() == written(normalised(read(path)))


@pytest.mark.slow
@each
def test_running_a_notebook_anew_gives_the_same_bytes_and_hides_no_error(path: Path) -> None:
    """The command of the README changes nothing; no widget swallowed an error."""
    book = executed(read(path), keeps_state=True)

    assert list(swallowed(book)) == []
    assert path.read_bytes() == written(normalised(book))


def swallowed(book: Any) -> Iterator[str]:  # noqa: ANN401 - nbformat's own nodes
    """Name the errors that a widget holds and no cell shows."""
    widgets = book["metadata"]["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    assert widgets, "no state was stored: nothing could be seen"
    for model in widgets.values():
        state = model["state"]
        kinds = [output["output_type"] for output in state.get("outputs", ())]
        if model["model_name"] == "OutputModel" and "error" in kinds:
            yield "an Output widget holds an error"
        yield from (f"{name}: {words}" for name, words in texts(state) if is_fault(name, words))


def texts(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """List every text in a state, however deep, with the name it goes by."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from texts(part, str(key))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts(part, name)


def is_fault(name: str, words: str) -> bool:
    """Tell whether a text is a traceback, or what the page says of a fault of ours."""
    return "Traceback (most recent call last)" in words or (name == "fault" and bool(words))


@pytest.mark.parametrize(
    "model",
    [
        {"model_name": "OutputModel", "state": {"outputs": [{"output_type": "error"}]}},
        {"model_name": "HTMLModel", "state": {"value": "<pre>Traceback (most recent call last)…"}},
        {
            "model_name": "AnyModel",
            "state": {"bar": {"words": ["Traceback (most recent call last)"]}},
        },
        {"model_name": "AnyModel", "state": {"fault": "ZeroDivisionError"}},
    ],
)
def test_a_swallowed_error_is_seen(model: dict[str, Any]) -> None:
    """In an Output widget, in HTML, deep in the view of a panel, in what the page says."""
    kept = {"application/vnd.jupyter.widget-state+json": {"state": {"model": model}}}

    assert list(swallowed({"metadata": {"widgets": kept}})) != []


# --- does it bite? ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what the notebooks run on, to be altered; as it is, nbval finds nothing."""
    tree = tmp_path_factory.mktemp("altered")
    for folder in ("plc_budget", "data", "notebooks"):
        shutil.copytree(ROOT / folder, tree / folder, ignore=shutil.ignore_patterns("__pycache__"))
    unaltered = nbval(tree, "1_budget.ipynb")
    assert unaltered.returncode == 0, unaltered.stdout
    return tree


def nbval(tree: Path, notebook: str) -> subprocess.CompletedProcess[str]:
    """Run nbval by its own command on a notebook of a copy, with the library of the copy."""
    options = [
        "--nbval",
        "--nbval-current-env",
        "--nbval-cell-timeout=60",
        f"--nbval-sanitize-with={ROOT / 'tests' / 'nbval_sanitize.cfg'}",
    ]
    around = {name: value for name, value in os.environ.items() if name not in OF_A_PLANNER}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-pno:cacheprovider", *options, f"notebooks/{notebook}"],
        cwd=tree,
        env=around | {"PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )


def exchange(file: Path, before: str, after: str) -> None:
    """Exchange one text in a file, where it stands once."""
    words = file.read_text(encoding="utf-8")
    assert words.count(before) == 1
    file.write_text(words.replace(before, after), encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("altered", "before", "after", "seen"),
    [
        ("plans/hualien-113-plc-conveners/budget.csv", ",80,", ",70,", "14,000"),
        ("rules/period-elementary.toml", "minutes = 40", "minutes = 60", "13,500"),
    ],
)
def test_one_altered_value_makes_nbval_fail(
    tree: Path, altered: str, before: str, after: str, seen: str
) -> None:
    """Ten copies less, or class periods of 60 minutes in a card: the notebook shows other figures."""
    file = tree / "data" / altered

    exchange(file, before, after)
    done = nbval(tree, "1_budget.ipynb")
    exchange(file, after, before)

    assert done.returncode == 1, done.stdout
    assert seen in done.stdout
