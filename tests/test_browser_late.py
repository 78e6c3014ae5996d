"""A page whose kernel says nothing: after a while it tells what to do, and no longer when it comes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser_servers import COUNTY

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from browser_servers import Kind, Server

pytestmark = pytest.mark.browser

SOON, LATE = 19_000, 2_000
"""Less than the twenty seconds, and more with it; the page's clock stands still besides. [ms]"""


def test_a_page_that_does_not_come_says_what_to_do(
    browser: Browser, servers: dict[Kind, Server]
) -> None:
    """Its kernel never answers: nothing at 19 s, a sentence at 21 s."""
    servers["voila"].lay_out(COUNTY)
    page = browser.new_page(locale="zh-TW")
    page.route_web_socket(re.compile("/channels"), lambda _: None)
    page.clock.install(time=0)
    page.clock.pause_at(1)
    page.goto(servers["voila"].address)
    told = page.get_by_role("alert")

    page.clock.fast_forward(SOON)
    expect(told).to_have_count(0)
    page.clock.fast_forward(LATE)
    expect(told).to_contain_text("重新載入")

    page.evaluate(
        "document.body.append(Object.assign(document.createElement('div'), {className: 'plc-page'}))"
    )
    page.clock.fast_forward(LATE)
    expect(told).to_have_count(0)
    page.close()
