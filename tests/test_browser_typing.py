"""What is typed or pasted stays as it was typed, and is never run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser_app import (
    MISC,
    PRINTING,
    SPEAKER,
    At,
    cell,
    expect_total,
    fill_in,
    message,
    saved,
    settled,
)
from browser_page import compose, put_on_clipboard

if TYPE_CHECKING:
    from browser_page import Workbook

pytestmark = pytest.mark.browser

PRINTING_ITEM = At("budget", "printing", "item")
PRINTING_NOTE = At("budget", "printing", "note")
MISC_ITEM = At("budget", "misc", "item")

HOSTILE = (
    "<img src=x onerror=window.hurt=1>",
    "</script><script>window.hurt=1</script>",
    '"><svg onload=window.hurt=1>',
    "=cmd|' /C calc'!A1",
    "{{7*7}}${7*7}",
)


def test_rubbish_stays_in_its_cell_with_a_message(workbook: Workbook) -> None:
    """It is kept as typed, the cell says what may stand there, and the plan keeps its 80 copies."""
    field = cell(workbook, PRINTING)
    for rubbish in ("八十份", "1e2", "-5", "1.2.3"):
        fill_in(workbook, PRINTING, rubbish)

        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_value(rubbish)
        expect(message(workbook, PRINTING)).to_be_visible()
        expect(message(workbook, PRINTING)).to_contain_text(rubbish)
        expect_total(workbook, 15000)

    field.focus()
    workbook.press("Escape")
    expect(field).to_have_value("80")
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_what_a_planner_types_is_read_as_meant(workbook: Workbook) -> None:
    """Full-width digits, a comma and blanks: １，０８０ copies are 1,080."""
    fill_in(workbook, PRINTING, " １，０８０ ")

    expect(cell(workbook, PRINTING)).to_have_value("1,080")
    expect_total(workbook, 6000 + 100 * 1080 + 1000)


def test_hostile_text_is_text(workbook: Workbook) -> None:
    """Markup, a formula, a template: typed into a name, they are a name wherever it is shown."""
    for words in HOSTILE:
        fill_in(workbook, PRINTING_ITEM, words)
        settled(workbook)
        expect(cell(workbook, PRINTING_ITEM)).to_have_value(words)

    assert saved(workbook.plan).rows[1].item == HOSTILE[-1]
    assert workbook.page.evaluate("() => window.hurt") is None
    assert workbook.app.locator("img, script").count() == 0


def test_hostile_text_in_a_block_is_text(workbook: Workbook) -> None:
    """The same strings pasted as a column, as rubbish in numbers, and out of a page."""
    put_on_clipboard(workbook.page, [[words, words] for words in HOSTILE])
    cell(workbook, At("budget", "speaker_internal", "item")).focus()

    workbook.press("Control+v")

    settled(workbook)
    expect(cell(workbook, PRINTING_ITEM)).to_have_value(HOSTILE[1])
    expect(cell(workbook, At("budget", "printing", "unit_price"))).to_have_value(HOSTILE[1])
    assert workbook.page.evaluate("() => window.hurt") is None
    assert workbook.app.locator("img, script").count() == 0


def test_composed_text_loses_no_sign(workbook: Workbook) -> None:
    """Typed through an input method: what it shows meanwhile is not taken, what is chosen is."""
    cell(workbook, MISC_ITEM).focus()
    workbook.press("End")

    compose(workbook.page, ["ㄐ", "ㄐㄧ", "ㄐㄧˊ"], "及")
    compose(workbook.page, ["ㄔㄚˊ", "茶ㄕㄨㄟˇ"], "茶水")
    workbook.press("Tab")

    expect(cell(workbook, MISC_ITEM)).to_have_value("雜支及茶水")
    settled(workbook)
    assert saved(workbook.plan).rows[2].item == "雜支及茶水"


@pytest.mark.parametrize("key", ["Process", "Enter", "Escape", "ArrowDown"])
def test_keys_choose_in_the_input_method_and_do_not_leave(workbook: Workbook, key: str) -> None:
    """While a word is being composed its keys are the input method's, under either of their names.

    Windows calls each of them Process, macOS Enter, Escape and so on; the code of all is 229.
    There is a row below: a key that is taken for one of the table's leads there.
    """
    field = cell(workbook, PRINTING_ITEM)
    field.focus()
    workbook.press("End")
    session = workbook.page.context.new_cdp_session(workbook.page)
    session.send(
        "Input.imeSetComposition", {"text": "ㄔㄚˊ", "selectionStart": 3, "selectionEnd": 3}
    )

    for kind in ("rawKeyDown", "keyUp"):
        session.send(
            "Input.dispatchKeyEvent", {"type": kind, "key": key, "windowsVirtualKeyCode": 229}
        )
    expect(field).to_be_focused()
    expect(field).to_have_value("印刷費ㄔㄚˊ")
    session.send("Input.insertText", {"text": "茶"})
    workbook.press("Tab")

    expect(field).to_have_value("印刷費茶")
    settled(workbook)
    assert saved(workbook.plan).rows[1].item == "印刷費茶"


def test_composing_goes_on_while_an_answer_arrives(workbook: Workbook) -> None:
    """A change made just before is answered in the middle of a word; the word stays whole."""
    fill_in(workbook, PRINTING, "70", key="Tab")
    field = cell(workbook, PRINTING_NOTE)
    field.focus()
    session = workbook.page.context.new_cdp_session(workbook.page)
    session.send(
        "Input.imeSetComposition", {"text": "ㄕㄡˇ", "selectionStart": 3, "selectionEnd": 3}
    )

    expect_total(workbook, 14000)
    expect(field).to_have_value("ㄕㄡˇ")
    session.send("Input.insertText", {"text": "手冊"})
    workbook.press("Tab")

    expect(field).to_have_value("手冊")
    settled(workbook)
    assert saved(workbook.plan).rows[1].note == "手冊"


def test_typing_on_while_answers_arrive_loses_nothing(workbook: Workbook) -> None:
    """Two cells typed without a pause: 70 copies and 3 of the rest; 6,000 + 7,000 + 3,000."""
    cell(workbook, PRINTING).focus()
    cell(workbook, PRINTING).select_text()
    workbook.page.keyboard.type("70\n3\n")

    expect_total(workbook, 16000)
    expect(cell(workbook, PRINTING)).to_have_value("70")
    expect(cell(workbook, MISC)).to_have_value("3")


def test_keys_go_where_a_spreadsheet_goes(workbook: Workbook) -> None:
    """Down and up a column, to the next cell of the row, back again; nothing is changed by it."""
    cell(workbook, PRINTING).focus()
    for key, at in (
        ("ArrowDown", MISC),
        ("ArrowUp", PRINTING),
        ("Enter", MISC),
        ("Shift+Enter", PRINTING),
        ("ArrowUp", SPEAKER),
        ("ArrowDown", PRINTING),
        ("ArrowLeft", At("budget", "printing", "unit")),
        ("ArrowRight", PRINTING),
    ):
        workbook.press(key)
        expect(cell(workbook, at)).to_be_focused()

    expect_total(workbook, 15000)


def test_tab_visits_every_cell_and_button_of_a_row(workbook: Workbook) -> None:
    """From the name of a line to the name of the next; each stop has a name."""
    cell(workbook, PRINTING_ITEM).focus()
    stops: list[tuple[str, str]] = []
    while not stops or stops[-1][0] != "item":
        workbook.press("Tab")
        stops.append(
            workbook.page.evaluate(
                "() => { const e = document.activeElement;"
                " return [e.dataset.column ?? e.tagName, e.ariaLabel ?? e.title]; }"
            )
        )
        assert len(stops) < 20, stops

    assert [column for column, _ in stops if column != "BUTTON"] == [
        "unit_price",
        "unit",
        "quantity",
        "note",
        "item",
    ]
    assert all(name for _, name in stops)
