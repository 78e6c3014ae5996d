"""Several plans and three notebooks: each opens what it says, and shows the plan as it is now."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser_app import (
    MISC,
    PRINTING,
    amount,
    cell,
    expect_total,
    fill_in,
    save_elsewhere,
    saved,
    settled,
)
from browser_servers import COUNTY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from browser_fixtures import Visit
    from browser_page import Workbook
    from browser_servers import Kind, Server

pytestmark = pytest.mark.browser

TITLE = "學校教師學習社群召集人增能研習實施計畫"
OTHER_TITLE = "閱讀推動研習實施計畫"


@pytest.fixture
def neighbour(servers: dict[Kind, Server]) -> Iterator[Path]:
    """Another plan beside the one that opens: with a title of its own."""
    folder = servers["voila"].plan.parent / "z-reading"
    shutil.copytree(COUNTY, folder)
    toml = folder / "plan.toml"
    toml.write_text(toml.read_text("utf-8").replace(TITLE, OTHER_TITLE), encoding="utf-8")
    yield folder
    shutil.rmtree(folder)


def panels_below(workbook: Workbook) -> list[str]:
    """Return the panels a notebook shows below one another."""
    ids: list[str] = workbook.app.locator(".plc-part-of").evaluate_all(
        "parts => parts.map((part) => part.id.replace(/^.*-part-/, ''))"
    )
    return ids


def go_to(workbook: Workbook, notebook: str) -> None:
    """Open another notebook of the folder, and wait for its page."""
    workbook.page.goto(re.sub(r"\d_\w+(?=\.ipynb)", notebook, workbook.page.url))
    workbook.app.locator(".plc-part-of").first.wait_for(timeout=60_000)
    settled(workbook)


def test_another_plan_is_chosen_by_its_title(neighbour: Path, visit: Visit) -> None:
    """What is typed then goes into that plan alone; the address names it, and opens it again."""
    workbook = visit()
    titles = workbook.app.locator("select.plc-plans")
    expect(titles.locator("option")).to_have_text([TITLE, OTHER_TITLE])

    titles.select_option(label=OTHER_TITLE)
    settled(workbook)
    fill_in(workbook, PRINTING, "70")
    expect(amount(workbook, "printing")).to_have_text("7,000")
    settled(workbook)
    assert (saved(neighbour).budget.total, saved(workbook.plan).budget.total) == (14000, 15000)

    assert workbook.page.url.endswith("?plan=z-reading")
    workbook.page.reload()
    expect(titles).to_have_value("z-reading", timeout=60_000)
    expect(cell(workbook, PRINTING)).to_have_value("70")


@pytest.mark.usefixtures("neighbour")
def test_the_address_names_a_plan_and_no_other_folder(visit: Visit) -> None:
    """?plan= opens one of the plans of the folder; a path to elsewhere is refused, and said."""
    workbook = visit()
    titles = workbook.app.locator("select.plc-plans")

    workbook.page.goto(f"{workbook.server.address}&plan=z-reading")
    expect(titles).to_have_value("z-reading", timeout=60_000)

    workbook.page.goto(f"{workbook.server.address}&plan=../../settings")
    expect(workbook.app.get_by_role("status").first).to_contain_text("../../settings")
    expect(titles).to_have_value("plan")


def test_reallocating_and_rules_open_with_their_panels(visit: Visit) -> None:
    """二、勻支 has three panels, 三、規定 its own; both the total, and the plan of the address."""
    workbook = visit()
    go_to(workbook, "2_reallocate")
    assert panels_below(workbook) == ["proposals", "scenarios", "comparison"]
    expect(workbook.app.locator(".plc-grand")).to_have_text("15,000")
    for name in ("proposals", "scenarios", "comparison"):
        expect(workbook.app.locator(f'[id$="-part-{name}"] > :not(h3)').first).to_be_visible()

    workbook.page.go_back()
    workbook.app.wait_for(timeout=60_000)
    go_to(workbook, "3_rules")
    assert panels_below(workbook) == ["rules"]
    expect(workbook.app.locator('[id$="-part-rules"]')).to_contain_text("講座鐘點費")


def test_another_notebook_shows_the_plan_that_is_shown_here(visit: Visit) -> None:
    """Of several plans the one in the address goes along to 勻支; nobody reallocates another's."""
    workbook = visit()
    workbook.page.goto(f"{workbook.server.address}&plan=plan")
    workbook.app.wait_for()
    workbook.page.get_by_role("link", name="二、勻支").click()

    workbook.page.wait_for_url("**/2_reallocate.ipynb?plan=plan")
    workbook.app.wait_for()


def test_a_page_opened_after_somebody_saved_shows_the_plan_as_it_is(
    visit: Visit, workbook: Workbook
) -> None:
    """70 copies were saved meanwhile: a page that was open shows them when it is looked at.

    So does one that is opened then, and what is typed in either goes on from there.
    """
    save_elsewhere(workbook.plan)

    newcomer = visit(plan=None)
    expect_total(newcomer, 14000)
    workbook.page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    expect_total(workbook, 14000)
    expect(cell(workbook, PRINTING)).to_have_value("70")

    fill_in(workbook, MISC, "2")
    expect_total(workbook, 15000)
