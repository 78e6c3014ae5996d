"""Reading TOML: compiled where ``tomli`` is installed, else Python's own, which is the same parser.

Rule cards and plans are read on every command; compiled, that takes a third of the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tomllib import TOMLDecodeError, loads
else:
    try:
        from tomli import TOMLDecodeError, loads
    except ImportError:  # the edition that runs in a browser has pure Python alone
        from tomllib import TOMLDecodeError, loads

__all__ = ["TOMLDecodeError", "loads"]
