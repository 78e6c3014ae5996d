from __future__ import annotations

import re
from pathlib import Path

import pytest

from small_png import indexed
from take_pictures import PICTURES, SHOTS

ROOT = Path(__file__).parent.parent
LARGEST = 150_000
"""What a picture may take. [bytes]"""


def test_every_picture_is_there_and_small() -> None:
    """The command that takes them took these and no others; each loads at once."""
    sizes = {file.name: file.stat().st_size for file in PICTURES.iterdir()}

    assert sorted(sizes) == sorted(f"{name}.png" for name in SHOTS)
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


@pytest.mark.parametrize("page", ["README.md", "README.zh-TW.md"])
def test_every_picture_a_page_shows_is_there(page: str) -> None:
    """No broken picture in front of a reader."""
    shown = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", (ROOT / page).read_text(encoding="utf-8"))

    assert [name for name in shown if not (ROOT / name).is_file()] == []


def test_a_picture_keeps_rare_colours() -> None:
    """Of 300 greys and one red dot the red stays red, though 256 colours are all there are."""
    greys = [(shade, shade, shade) for shade in range(256)] * 2
    almost = [(shade, shade, shade + 1) for shade in range(100)] * 2
    red = (200, 0, 0)

    picture = indexed([*greys, *almost, red], len(greys) + len(almost) + 1)

    assert bytes(red) in picture
