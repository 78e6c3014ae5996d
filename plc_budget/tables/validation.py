"""Typed rows to validated rows: pandera, unless these very rows are known to be good.

Validating with pandera is a pure function of the typed rows, of the schema and of the versions of
pandera and pandas.  A verdict "no problems" is therefore remembered under the SHA-256 of exactly
these, in the user's cache folder; whatever changes, a cell, a schema, a library, gives another name
and is validated anew.  It spares a command that reads a known plan 0.65 s of loading pandera.
"""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, notice
from plc_budget.language import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plc_budget.tables.columns import Row, Table

_LIBRARIES = ("pandera", "pandas")
_MOST_KEPT = 500
_BETWEEN_CLEARINGS = 50
_REMEMBERED = count(1)


def validate(rows: Sequence[Row], table: Table[Row]) -> list[Finding]:
    """Validate the typed rows of a table with pandera.

    Where pandera is not installed (the edition that runs in a browser) a notice says that this
    stage was left out.

    Parameters
    ----------
    rows : sequence
        What stage 1 made of the file.
    table : Table
        Its declaration.
    """
    name = verdict_name(table.name, rows)
    if is_known_good(name):
        return []
    if find_spec("pandera") is None or find_spec("pandas") is None:
        return [_left_out()]
    from plc_budget.tables.schema import find_faults

    findings = find_faults(rows, table)
    if not findings:
        remember_good(name)
    return findings


def warm_up() -> None:
    """Load pandera ahead of its first use; a second that would else pass at the first change."""
    if find_spec("pandera") is not None and find_spec("pandas") is not None:
        import_module("plc_budget.tables.schema")


def _left_out() -> Finding:
    return notice(
        "TABLE-NOT-VALIDATED",
        text("The second check of the tables (pandera) is not installed and was left out."),
        text("Install plc-budget with pip to have it."),
    )


def verdict_name(kind: str, rows: Sequence[object]) -> str:
    """Name the verdict on these rows: a hash of all that pandera's answer depends on."""
    digest = hashlib.sha256(_validator().encode())
    digest.update(kind.encode())
    for row in rows:
        digest.update(repr(row).encode())
    return digest.hexdigest()


@cache
def _validator() -> str:
    code = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        code.update(file.read_bytes())
    versions = [f"{library} {_version(library)}" for library in _LIBRARIES]
    return "\n".join([sys.version, *versions, code.hexdigest()])


def _version(library: str) -> str:
    """Name the installed release by its metadata folder; importing it is what we avoid."""
    spec = find_spec(library)
    if spec is None or spec.origin is None:
        return "absent"
    site = Path(spec.origin).parent.parent
    return ",".join(sorted(found.name for found in site.glob(f"{library}-*.dist-info"))) or str(
        site
    )


def _folder() -> Path:
    if wish := os.environ.get("PLC_BUDGET_CACHE"):
        return Path(wish)
    from platformdirs import user_cache_path

    return user_cache_path("plc-budget", appauthor=False) / "verdicts"


def is_known_good(name: str) -> bool:
    """Tell whether these rows passed before."""
    try:
        return (_folder() / name).is_file()
    except OSError:
        return False


def remember_good(name: str) -> None:
    """Remember that these rows passed; a folder that cannot be written is no reason to stop."""
    try:
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
        if next(_REMEMBERED) % _BETWEEN_CLEARINGS == 0:
            _clear(folder)
    except OSError:
        return


def _clear(folder: Path) -> None:
    """Forget the oldest verdicts: a workbook makes one with every change of a cell."""
    files = [path for path in folder.iterdir() if path.is_file()]
    newest = sorted(files, key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest[_MOST_KEPT:]:
        path.unlink(missing_ok=True)
