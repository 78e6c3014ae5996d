"""Execute the notebooks anew and store them so that the same figures are the same bytes.

    python tests/renew_notebooks.py [NOTEBOOK ...]

What changes from run to run is not stored: widget state, model ids, timings.  Everything is in
Chinese and opens the county's plan, whatever the surroundings say.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
VIEW = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
    "plc_budget": {"run": True},
}
"""What each notebook says of itself beside its title: ``run`` lets ``plc-budget lab`` run it."""
FIXED = {"deletable": False, "editable": False}
"""What each cell says: a slip on the keyboard neither cuts it nor makes it another kind of cell."""
CODE = {**FIXED, "jupyter": {"source_hidden": True}, "tags": ["hide-input"]}
"""What each cell of code says: a planner sees the workbook, not Python."""
_OF_A_PLANNER = ("PLC_BUDGET_PLAN", "PLC_BUDGET_PLANS", "PLC_BUDGET_LANG")


def read(path: Path) -> nbformat.NotebookNode:
    """Read a notebook."""
    book: nbformat.NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return book


def executed(book: nbformat.NotebookNode, *, keeps_state: bool = False) -> nbformat.NotebookNode:
    """Run every cell of a notebook where the notebooks lie; the first error ends it."""
    around = {name: value for name, value in os.environ.items() if name not in _OF_A_PLANNER}
    client = NotebookClient(
        book,
        timeout=120,
        kernel_name="python3",
        store_widget_state=keeps_state,
        record_timing=False,
        resources={"metadata": {"path": str(NOTEBOOKS)}},
    )
    return client.execute(env=around)


def normalised(book: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Leave out what is not the same in each run, and name the cells by their place."""
    book["metadata"] = {"title": book["metadata"]["title"], **METADATA}
    for place, cell in enumerate(book["cells"]):
        cell["id"] = f"cell-{place}"
        cell["metadata"] = CODE if cell["cell_type"] == "code" else FIXED
        for output in cell.get("outputs", []):
            if len(output.get("data", {})) > 1:
                output["data"].pop(VIEW, None)
            if "metadata" in output:
                output["metadata"] = {}
    return book


def written(book: nbformat.NotebookNode) -> bytes:
    """Return a notebook as it is stored."""
    words: str = nbformat.writes(book, version=4)  # type: ignore[no-untyped-call]
    return f"{words.rstrip()}\n".encode()


def main(names: list[str]) -> None:
    """Renew the notebooks named, or all."""
    for path in [Path(name) for name in names] or sorted(NOTEBOOKS.glob("*.ipynb")):
        path.write_bytes(written(normalised(executed(read(path)))))


if __name__ == "__main__":
    main(sys.argv[1:])
