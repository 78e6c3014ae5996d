"""The picture of the budget: what it compares, what it draws, and that it is safe and always the same."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from base64 import b64decode
from datetime import date
from typing import TYPE_CHECKING

from app_states import app, app_of, do, seen, typed
from plan_folders import plan_folder
from plc_budget.app.panels import text_of
from plc_budget.app.picture import Bar, Drawing, picture
from plc_budget.plan.approved.approval import approve

if TYPE_CHECKING:
    from pathlib import Path

    from plc_budget.app.state import State

SVG = "{http://www.w3.org/2000/svg}"
HATCH, SOLID = "url(#h)", "#333"


def read(svg: str | bytes) -> ET.Element:
    """Read a picture as a browser does."""
    return ET.fromstring(svg)  # noqa: S314 - of our own making


def drawn(state: State) -> ET.Element:
    """Return the picture open in the app."""
    head, data = seen(state, "picture")["src"].split(",")
    assert head == "data:image/svg+xml;base64"
    return read(b64decode(data))


def words(svg: ET.Element) -> list[str]:
    """Return what is written in a picture."""
    return [text.text or "" for text in svg.iter(f"{SVG}text")]


def bars(svg: ET.Element, fill: str) -> list[int]:
    """Return how long the bars of a kind are, without the sample beside the legend. [px]"""
    lengths = [
        int(rect.get("width", "")) for rect in svg.iter(f"{SVG}rect") if rect.get("fill") == fill
    ]
    return lengths[1:]


def one(name: str, before: int | None, after: int | None, approved: int = 15_000) -> str:
    """Draw a budget of one line."""
    bar = Bar(name, before, after)
    return picture(Drawing("計畫", "before", "now", (bar,), bar, Bar("approved", None, approved)))


def test_a_plan_nobody_changed_has_one_bar_a_line(tmp_path: Path) -> None:
    """Nothing was approved and nothing changed: 6,000 + 8,000 + 1,000, and no bar of before."""
    svg = drawn(app(tmp_path))

    speaker, printing, misc, total = bars(svg, SOLID)
    assert (speaker, printing, misc) == tuple(total * part // 15 for part in (6, 8, 1)), "one scale"
    assert not [r for r in svg.iter(f"{SVG}rect") if r.get("fill") == HATCH]
    assert {"6,000", "8,000", "1,000", "15,000", "approved total 15,000"} <= set(words(svg))


def test_a_change_is_drawn_against_the_plan_as_it_was_first(tmp_path: Path) -> None:
    """80 copies become 60: 8,000 → 6,000 (-2,000), whatever else was tried in between."""
    state = typed(
        typed(app(tmp_path), "budget", "printing", "quantity", "90"),
        "budget",
        "printing",
        "quantity",
        "60",
    )

    svg = drawn(state)

    assert "6,000 (-2,000)" in words(svg)
    assert "13,000 (-2,000)" in words(svg)
    before, after = bars(svg, HATCH)[1], bars(svg, SOLID)[1]
    assert after == before * 6_000 // 8_000
    assert seen(state, "picture")["rows"][1] == {
        "name": "印刷費",
        "amounts": ["8,000", "6,000"],
        "difference": "-2,000",
    }


def test_an_approved_copy_is_what_is_compared_with(tmp_path: Path) -> None:
    """Approved with 70 copies, then 60: 7,000 → 6,000, and the reference number stands beside it."""
    state = typed(app(tmp_path), "budget", "printing", "quantity", "70")
    approval, _ = approve(state.folder, reference="府教課字第1號", on=date(2025, 4, 1))
    assert approval is not None

    view = seen(typed(state, "budget", "printing", "quantity", "60"), "picture")

    assert view["columns"] == ["approved (府教課字第1號, 114年4月1日)", "now"]
    assert view["rows"][1]["amounts"] == ["7,000", "6,000"]


def test_undoing_everything_leaves_one_bar_and_says_so(tmp_path: Path) -> None:
    """Back at the beginning there is nothing to compare."""
    state = do(typed(app(tmp_path), "budget", "printing", "quantity", "60"), "app", "undo")

    view = seen(state, "picture")

    assert (view["columns"], view["same"]) == (["now"], True)


def test_lines_that_came_and_went_are_named(tmp_path: Path) -> None:
    """A deleted line has an amount before and a dash now; a new one the other way round."""
    state = do(app(tmp_path), "budget", "delete", row="misc")
    state = do(state, "budget", "add")

    rows = {row["name"]: row["amounts"] for row in seen(state, "picture")["rows"]}

    assert rows["雜支"] == ["1,000", "—"]
    assert rows["新項目"] == ["—", "0"]


def test_names_are_shown_and_never_run(tmp_path: Path) -> None:
    """A hostile name stands in the picture as it was typed."""
    name = "\"><script>alert(1)</script>&'"
    svg = drawn(typed(app(tmp_path), "budget", "misc", "item", name))

    assert {part.tag for part in svg.iter()} == {
        SVG + tag for tag in ("svg", "defs", "pattern", "style", "rect", "text", "path")
    }
    assert "<script>" in "".join(words(svg))


def test_signs_no_picture_can_hold_are_replaced() -> None:
    """Control signs and half a surrogate pair would make the picture unreadable."""
    svg = read(one("a\x00b\ud800", 1, 2))

    assert "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}" in "".join(words(svg))


def test_the_same_figures_give_the_same_picture() -> None:
    """Nothing in it depends on when or where it was made, and nothing is loaded from outside."""
    svg = one("印刷費", 8_000, 6_000)

    assert svg == one("印刷費", 8_000, 6_000)
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert "." not in "".join(str(part.attrib) for part in read(svg).iter(SVG + "rect"))


def test_amounts_of_any_size_stay_within_the_picture() -> None:
    """Nothing, 1 and a billion: no bar is longer than its room, and 1 is still seen."""
    for before, after in ((0, 0), (1, 1_000_000_000), (None, 5)):
        lengths = [
            *bars(read(one("線", before, after, 0)), HATCH),
            *bars(read(one("線", before, after, 0)), SOLID),
        ]
        assert all(1 <= length <= 400 for length in lengths)
    assert bars(read(one("線", 1, 1_000_000_000)), HATCH)[0] == 1


def test_many_lines_stay_on_one_page_and_lose_no_money(tmp_path: Path) -> None:
    """200 lines: the 19 largest, the other 181 together without a bar that would dwarf them all."""
    folder = plan_folder(tmp_path)
    rows = "".join(f"c{n},業務費,項目{n},{n},,1\r\n" for n in range(1, 201))
    (folder / "budget.csv").write_text(
        "code,category,item,unit_price,unit,quantity\r\n" + rows, encoding="utf-8-sig"
    )

    state = app_of(folder)
    svg = drawn(state)

    assert "181 smaller lines together" in words(svg)
    assert f"{sum(range(1, 182)):,}" in words(svg)
    assert bars(svg, SOLID)[18] == max(bars(svg, SOLID)), "200 is the longest"
    assert "(the total has a scale of its own)" in words(svg)
    assert len(bars(svg, SOLID)) == 19 + 1, "the lines and the total"
    assert int(svg.get("height", "")) < 1_131, "the height of A4 at this width"
    assert len(seen(state, "picture")["rows"]) == 200


def test_a_small_line_that_changed_keeps_its_own_bar() -> None:
    """30 lines of 1,000 and one that went from 5 to 6: that one is what the picture is about."""
    lines = (*(Bar(f"line {n}", 1_000, 1_000) for n in range(30)), Bar("mine", 5, 6))
    total = Bar("total", 30_005, 30_006)
    svg = read(picture(Drawing("計畫", "before", "now", lines, total, total, "{number} others")))

    assert "mine" in words(svg)
    assert "12 others" in words(svg)


def test_as_text_it_has_bars_and_figures(tmp_path: Path) -> None:
    """A notebook stores the figures, so that a comparison of notebooks sees them."""
    words = text_of(typed(app(tmp_path), "budget", "printing", "quantity", "60"), ("picture",))

    assert "░" * 30 in words
    assert "6,000  " + "█" * 22 in words
    assert "13,000" in words


def test_the_file_is_called_after_the_plan(tmp_path: Path) -> None:
    """A download keeps its Chinese name."""
    assert seen(app(tmp_path), "picture")["file"] == "教師增能研習經費圖.svg"
