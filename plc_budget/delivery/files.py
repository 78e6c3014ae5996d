"""Putting a file where it belongs: a name every system takes, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO

from plc_budget.findings import Finding, Place, error, notice, reason_of
from plc_budget.language import text
from plc_budget.sheets import wording

EXPORTS = "匯出"
"""The folder of a plan that files are put into."""
KEPT, REFUSED = "EXPORT-KEPT", "EXPORT-FILE"
_LOOK_ALIKES = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *\.", re.IGNORECASE
)
_MOST_OF_FOLDER = 36
"""Most bytes of a folder in the name of a file beside its title. [B]"""
_MOST_REMEMBERED = 5_000
"""Files that are known to be ours. [file]"""
_MOST_BYTES = 170
"""Most bytes of a title in a name; with what is added to it the name stays below 255. [B]"""


def file_name(title: str, what: str = wording.BUDGET, ending: str = ".xlsx") -> str:
    """Name a file after a plan so that every system takes the name.

    Signs that no file may have on Windows become the full-width ones that look like them; what
    cannot be seen is left out.

    Parameters
    ----------
    title : str
        Title of the plan.
    what : str
        What the file is.
    ending : str
        How its name ends.

    Examples
    --------
    >>> file_name("閱讀/寫作：研習?"), file_name("con.a", "經費圖", ".svg")
    ('閱讀／寫作：研習？經費概算表.xlsx', '_con.a經費圖.svg')
    """
    signs = unicodedata.normalize("NFC", title).translate(_LOOK_ALIKES)
    seen = "".join(sign for sign in " ".join(signs.split()) if sign.isprintable())
    short = seen.encode()[:_MOST_BYTES].decode(errors="ignore").strip(" ~.")
    name = f"{short}{what}{ending}"
    return f"_{name}" if _DEVICES.match(name) else name


def distinct(
    name: str,
    taken: set[str],
    of: str = "",
    *,
    is_shared: bool = False,
    is_free: Callable[[str], bool] = lambda _: True,
) -> str:
    """Return a name no other file of a folder has, for systems that take ａ and A for the same, too.

    Parameters
    ----------
    name : str
        As :func:`file_name` makes it.
    taken : set of str
        The names given so far, as this function remembers them; the new one is added.
    of : str
        What tells this file from another of its name, such as the folder of the plan.
    is_shared : bool
        Whether others are called so: then each is told from the others, the first of them as well.
    is_free : callable, optional
        Whether nothing that has to stay lies under a name.

    Examples
    --------
    >>> taken = set()
    >>> [distinct("研習.xlsx", taken, of="甲校") for _ in range(3)]
    ['研習.xlsx', '研習（甲校）.xlsx', '研習（甲校）2.xlsx']
    >>> distinct("閱讀.xlsx", taken, of="乙校", is_shared=True)
    '閱讀（乙校）.xlsx'
    """
    for one in _names(name, of, is_shared=is_shared):
        key = unicodedata.normalize("NFKC", one).casefold()
        if key not in taken and is_free(one):
            taken.add(key)
            return one
    raise AssertionError("numbers do not end")


def _names(name: str, of: str, *, is_shared: bool) -> Iterator[str]:
    """Name a file in one way after the other."""
    stem, ending = Path(name).stem, Path(name).suffix
    short = of.encode()[:_MOST_OF_FOLDER].decode(errors="ignore")
    told = f"{stem}（{file_name(short, '', '')}）" if of else stem
    if not (is_shared and of):
        yield name
    yield f"{told}{ending}"
    yield from (f"{told}{number}{ending}" for number in count(2))


def write_whole(target: Path, data: bytes) -> tuple[Path | None, list[Finding]]:
    """Write a file whole or not at all: beside it first, then in its place.

    Only a file that was written here and not changed since is replaced; any other is kept beside the
    new one, under a name that no file has.

    Parameters
    ----------
    target : Path
        The file.
    data : bytes
        What it holds.

    Returns
    -------
    tuple[Path or None, list[Finding]]
        The file, or None when it cannot be written, such as a workbook that is open in Excel; what
        was kept is among the findings.
    """
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".plc-budget-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            _readable_as_usual(name)
            kept = _keep_previous(target, data)
            Path(name).replace(target)
            _remember(data)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as problem:
        return None, [_refused(target, problem)]
    return target, kept


def put(folder: Path, name: str, data: bytes) -> tuple[Path | None, list[Finding]]:
    """Put a file among those a plan was exported to.

    Parameters
    ----------
    folder : Path
        The folder of the plan.
    name : str
        What the file is called.
    data : bytes
        What it holds.

    Returns
    -------
    tuple[Path or None, list[Finding]]
        As :func:`write_whole` does.
    """
    target = folder / EXPORTS / name
    try:
        target.parent.mkdir(exist_ok=True)
    except OSError as problem:
        return None, [_refused(target.parent, problem)]
    return write_whole(target, data)


def _keep_previous(target: Path, data: bytes) -> list[Finding]:
    """Keep a file that is not as we wrote it: somebody may have worked in it."""
    before = target.read_bytes() if target.is_file() else data
    if before == data or _is_remembered(before):
        return []
    mark = text("previous")
    for number in count(1):
        again = number if number > 1 else ""
        previous = target.with_name(f"{target.stem}.{mark}{again}{target.suffix}")
        try:
            with previous.open("xb") as file:
                _write_or_leave(file, before, previous)
            break
        except FileExistsError:
            continue
    words = text("The file that was there is kept as {file}.", file=previous.name)
    return [notice(KEPT, words, where=Place(str(previous)))]


def _write_or_leave(file: BinaryIO, data: bytes, path: Path) -> None:
    try:
        file.write(data)
        file.flush()
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _remembered() -> Path:
    """Return the folder of the hashes of what was written, in the user's cache; no file is in it."""
    if wish := os.environ.get("PLC_BUDGET_CACHE"):
        return Path(wish) / "exports"
    from platformdirs import user_cache_path

    return user_cache_path("plc-budget", appauthor=False) / "exports"


def _is_remembered(data: bytes) -> bool:
    try:
        return (_remembered() / hashlib.sha256(data).hexdigest()).is_file()
    except OSError:
        return False


def _remember(data: bytes) -> None:
    """Remember what was written; where that cannot be, the file is kept once more than it need be."""
    digest, folder = hashlib.sha256(data).hexdigest(), _remembered()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / digest).touch()
        if digest.startswith("00"):  # one file in 256
            known = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)
            for path in known[:-_MOST_REMEMBERED]:
                path.unlink(missing_ok=True)


def _readable_as_usual(name: str) -> None:
    """Give the file the rights a new file has; a temporary one is for its owner alone."""
    if os.name == "posix":
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)


def _refused(target: Path, problem: OSError) -> Finding:
    return error(
        REFUSED,
        text("{file} cannot be written ({reason}). Close it in other programs, or choose another name.",
             file=target.name, reason=reason_of(problem)),
        text("Choose another file to write."),
        Place(str(target)),
    )  # fmt: skip
