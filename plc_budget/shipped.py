"""Where what comes with plc-budget lies, in a checkout and in an installed wheel: data, notebooks."""

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


def notebooks_folder() -> Path:
    """Return the folder of the notebooks as they are shipped, not to be written to.

    In a checkout it is ``notebooks/`` beside the package; a wheel carries the same files as
    ``plc_budget/_notebooks``.

    Raises
    ------
    FileNotFoundError
        If neither is there: the installation is broken.
    """
    for folder in (_PACKAGE / "_notebooks", _PACKAGE.parent / "notebooks"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("plc-budget is installed without its notebooks; install it again")
