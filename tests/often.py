"""How often a property is tried: a quarter in the everyday run, in full where everything runs."""

from __future__ import annotations

import os
import sys

from hypothesis import settings


def often(times: int) -> settings:
    """Try this many examples, or in the everyday run a quarter of them."""
    in_full = os.environ.get("CI") or "--everything" in sys.argv
    return settings(max_examples=times if in_full else times // 4)
