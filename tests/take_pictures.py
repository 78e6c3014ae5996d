"""Take the pictures of README.zh-TW.md anew: ``python tests/take_pictures.py``.

The county's plan is opened in Chromium as a planner opens it, brought into the state each picture
tells of, and photographed.  Names of pictures on the command line take only those.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.sync_api import Locator

from browser_desk import PRINTING, At, cell, fill_in, open_panel, settled
from browser_page import SCREEN, Look, Workbook, chromium, visiting
from browser_servers import COUNTY, Kind, serving
from small_png import smaller

PICTURES = Path(__file__).parent / "pictures"
_MINUTES = At("timetable", "2", "paid_minutes")
MARGIN = 10
"""Room around what is shown. [px]"""
_CALM = """
.plc-bar { position: static !important; }
*, *::before, *::after { transition: none !important; caret-color: transparent !important; }
"""
"""Nothing stays over what is photographed, and no cursor blinks in it."""


class Shot(NamedTuple):
    """One picture: what leads to it, which part of the page it shows, and where it is taken."""

    lead: Callable[[Workbook], Locator]
    tallest: int = 900
    """It ends here; the rest is like it. [px]"""
    kind: Kind = "voila"


def as_it_opens(workbook: Workbook) -> Locator:
    """Show the page as it opens: 15,000, exactly."""
    return workbook.desk


def with_minutes(workbook: Workbook) -> Locator:
    """Change a speaker's minutes: 節數, fee and total follow, and it is said what is wrong."""
    fill_in(workbook, _MINUTES, "80")
    return workbook.desk


def not_understood(workbook: Workbook) -> Locator:
    """Type what is no number: it stays, and the cell says what may stand there."""
    fill_in(workbook, PRINTING, "很多")
    cell(workbook, PRINTING).focus()
    return workbook.desk.locator(".plc-budget")


def panel(name: str) -> Callable[[Workbook], Locator]:
    """Show a panel while the plan is a period over its total."""

    def lead(workbook: Workbook) -> Locator:
        with_minutes(workbook)
        return open_panel(workbook, name)

    return lead


SHOTS: Mapping[str, Shot] = {
    "lab": Shot(as_it_opens, SCREEN[1], "lab"),
    "open": Shot(as_it_opens, 720),
    "minutes": Shot(with_minutes, 720),
    "message": Shot(not_understood),
    "findings": Shot(panel("findings")),
    "proposals": Shot(panel("proposals")),
    "picture": Shot(panel("picture")),
    "settings": Shot(panel("settings")),
    "rules": Shot(panel("rules")),
    "export": Shot(panel("export")),
}


def take(workbook: Workbook, shot: Shot) -> bytes:
    """Bring the page into its state and photograph it; in JupyterLab with all that is around."""
    workbook.page.add_style_tag(content=_CALM)
    part = shot.lead(workbook)
    settled(workbook)
    if shot.kind == "lab":
        return smaller(workbook.page, workbook.page.screenshot(animations="disabled"))
    part.evaluate("element => element.scrollIntoView({block: 'start'})")
    around = part.bounding_box()
    if around is None:
        raise RuntimeError("there is nothing to photograph")
    around["x"], around["y"] = (max(0, around[side] - MARGIN) for side in ("x", "y"))
    around["width"] += 2 * MARGIN
    around["height"] = min(around["height"] + 2 * MARGIN, shot.tallest)
    return smaller(workbook.page, workbook.page.screenshot(clip=around, animations="disabled"))


def main() -> None:
    """Take every picture, or those that are named."""
    names = sys.argv[1:] or list(SHOTS)
    PICTURES.mkdir(exist_ok=True)
    kinds: tuple[Kind, ...] = ("voila", "lab")
    with chromium() as browser, tempfile.TemporaryDirectory() as scratch:
        for kind in kinds:
            wanted = {name: SHOTS[name] for name in names if SHOTS[name].kind == kind}
            if not wanted:
                continue
            with serving(kind, Path(scratch) / kind) as server:
                for name, shot in wanted.items():
                    server.lay_out(COUNTY)
                    server.forget_kernels()
                    tall = SCREEN if kind == "lab" else (SCREEN[0], 2 * shot.tallest)
                    with visiting(browser, server, Look(screen=tall)) as workbook:
                        picture = take(workbook, shot)
                    (PICTURES / f"{name}.png").write_bytes(picture)
                    print(f"{name}.png {len(picture) // 1000} kB")  # noqa: T201 - says what it made


if __name__ == "__main__":
    main()
