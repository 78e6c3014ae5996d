"""What is known to be valid need not be validated again.

Validating with pandera is a pure function of the typed rows, of the schema and of the versions of
pandera and pandas.  A verdict "no problems" is therefore remembered under the SHA-256 of exactly
these; whatever changes, a cell, a schema, a library, gives another name and is validated anew.
Verdicts lie in the user's cache folder, never in a plan, and hold nothing: a file's name is the
whole message.  Losing them costs a second, nothing else.
"""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


_LIBRARIES = ("pandera", "pandas")
_MOST_KEPT = 500
_BETWEEN_CLEARINGS = 50
_REMEMBERED = count(1)


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
    for name in ("schema.py", "rows.py", "columns.py", "budget_table.py", "timetable_table.py"):
        code.update((Path(__file__).parent / name).read_bytes())
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
