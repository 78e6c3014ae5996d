"""The watch over the pages of the browser tests sees what it is there to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser_observing import barriers, is_outside, told_by_kernel, watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        ("<p>good</p>", ""),
        ("<script>null.x</script>", "page: Cannot read"),
        ("<script>console.error('lost')</script>", "console: lost"),
        ("<img src='https://example.org/a.png'>", "from outside: https://example.org/a.png"),
        ("<script>fetch('http://192.0.2.1/')</script>", "from outside: http://192.0.2.1/"),
    ],
)
def test_what_goes_wrong_on_a_page_is_noted(browser: Browser, page: str, seen: str) -> None:
    """Errors of scripts, errors on the console, and requests that would leave the machine."""
    context = browser.new_context()
    watched = watch(context, "voila")

    context.new_page().set_content(page, wait_until="networkidle")

    assert seen in watched.verdict()
    assert bool(watched.verdict()) == bool(seen)
    context.close()


@pytest.mark.parametrize(
    ("address", "outside"),
    [
        ("http://127.0.0.1:8888/lab", False),
        ("data:image/png;base64,", False),
        ("blob:http://127.0.0.1:8888/1", False),
        ("http://127.0.0.1.example.org/", True),
        ("http://192.0.2.1/", True),
        ("file:///etc/hostname", True),
    ],
)
def test_only_this_machine_is_inside(address: str, outside: bool) -> None:  # noqa: FBT001 - a case
    """A name that only begins like ours is outside; so is a file."""
    assert is_outside(address) is outside


@pytest.mark.parametrize(
    ("message", "trouble"),
    [
        ('{"msg_type": "error", "content": {"ename": "ZeroDivisionError"}}', 1),
        ('{"msg_type":"stream","content":{"name":"stderr","text":"DeprecationWarning"}}', 1),
        ('{"msg_type": "comm_msg", "content": {"message": "error"}}', 0),
        ('{"content":{"name": "stderr", "text": "No such comm: 0"}}', 0),
    ],
)
def test_what_a_kernel_says_went_wrong_is_noted(message: str, trouble: int) -> None:
    """A widget swallows an exception of Python; on its way to the page it is seen."""
    assert len(told_by_kernel(message)) == trouble


def test_a_barrier_is_found(browser: Browser) -> None:
    """A field without a name is one; the same field with a name is none."""
    page = browser.new_page()
    page.set_content("<main><input></main><aside><input aria-label='數量'></aside>")

    assert barriers(page.locator("main"))[0].startswith("label")
    assert barriers(page.locator("aside")) == []
    page.close()
