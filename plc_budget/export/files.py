"""Putting a file where it belongs: whole or not at all, and over nothing that is not ours and unchanged."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from itertools import count
from pathlib import Path
from typing import BinaryIO

from plc_budget.findings import Finding, Place, error, notice, reason_of
from plc_budget.language import text
from plc_budget.plan.storage import disk
from plc_budget.plan.storage.transaction import is_link
from plc_budget.sheets.passport import read_passport, shorten_id

EXPORTS = "匯出"
"""The folder of a plan that files are put into."""
KEPT, REFUSED = "EXPORT-KEPT", "EXPORT-FILE"
_FOOTERS = re.compile(r"xl/worksheets/[^/]+\.xml|styles\.xml|word/footer[^/]*\.xml")
"""The parts of our files a footer stands in."""
_LARGEST = 25_000_000
"""Most bytes of a part, or of a PDF, that is looked into. [B]"""
_TAG = re.compile(r"<[^>]*>")
_BROKEN = (
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
)
_MOST_REMEMBERED = 5_000
"""Files that are known to be ours. [file]"""


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


def put_file(folder: Path, name: str, data: bytes) -> tuple[Path | None, list[Finding]]:
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
        if disk.find_link(folder, EXPORTS):
            return None, [is_link(EXPORTS)]
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
        text(
            "{file} cannot be written ({reason}). Close it in other programs, or choose another name.",
            file=target.name,
            reason=reason_of(problem),
        ),
        text("Choose another file to write."),
        Place(str(target)),
    )


def is_of_another(file: Path, plan: str) -> bool:
    """Tell whether a file that is there was printed from other plans only, by its footers.

    What does not say whose it is, such as a file of somebody's own, is no other plan's.

    Parameters
    ----------
    file : Path
        What is to be written over; nothing need be there.
    plan : str
        Id of the plan it is to be written over with.

    Examples
    --------
    >>> is_of_another(Path("not-there.xlsx"), "113-研習")
    False
    """
    owners = set(_owners(file))
    return bool(owners) and shorten_id(plan) not in owners


def _owners(file: Path) -> Iterator[str]:
    """Name the plans whose passports stand in the footers of a file."""
    if not file.is_file():  # a pipe would be waited for
        return
    if file.suffix.lower() == ".pdf":
        yield from _owner_of_pdf(file)
        return
    try:
        with zipfile.ZipFile(file) as archive:
            for part in archive.infolist():
                if _FOOTERS.fullmatch(part.filename) and part.file_size <= _LARGEST:
                    yield from _named(archive.read(part).decode(errors="ignore"))
    except _BROKEN:
        return


def _owner_of_pdf(file: Path) -> Iterator[str]:
    from plc_budget.export.paper import passport_on

    try:
        found = passport_on(file.read_bytes()) if file.stat().st_size <= _LARGEST else None
    except OSError:
        return
    if found is not None:
        yield found.plan


def _named(part: str) -> Iterator[str]:
    found = read_passport(unescape(_TAG.sub("", part)))
    if found is not None:
        yield found.plan
