"""Where the data that comes with plc-budget lies, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def data_folder() -> Path:
    """Return the folder that holds ``rules/``, ``plans/`` and ``items.toml``.

    In a checkout it is ``data/`` beside the package; a wheel carries the same files as
    ``plc_budget/_data`` (see ``sources`` in pyproject.toml).

    Raises
    ------
    FileNotFoundError
        If neither is there: the installation is broken.

    Examples
    --------
    >>> (data_folder() / "rules").is_dir()
    True
    """
    for folder in (_PACKAGE / "_data", _PACKAGE.parent / "data"):
        if (folder / "rules").is_dir():
            return folder
    raise FileNotFoundError("plc-budget is installed without its data; install it again")
