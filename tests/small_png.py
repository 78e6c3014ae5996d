"""Write what a browser photographed as a PNG of few colours: a third of the size, the same to see."""

from __future__ import annotations

import base64
import struct
import zlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from playwright.sync_api import Page

MOST = 256
"""Colours an indexed PNG can have."""
Colour = tuple[int, int, int]

_DOTS = """async (png) => {
  const bytes = Uint8Array.from(atob(png), (sign) => sign.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0);
  const dots = new Blob([pen.getImageData(0, 0, image.width, image.height).data]);
  const url = await new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(dots);
  });
  return [image.width, url.slice(url.indexOf(',') + 1)];
}"""


def smaller(page: Page, png: bytes) -> bytes:
    """Reduce a picture to its most frequent colours; a page of a browser reads it."""
    width, raw = page.evaluate(_DOTS, base64.b64encode(png).decode())
    data = base64.b64decode(raw)
    dots = list(zip(data[0::4], data[1::4], data[2::4], strict=True))
    return indexed(dots, width)


def indexed(dots: Sequence[Colour], width: int) -> bytes:
    """Write dots, row by row, as a PNG of at most :data:`MOST` colours.

    >>> indexed([(0, 0, 0), (255, 255, 255)], 2)[:8]
    b'\\x89PNG\\r\\n\\x1a\\n'
    """
    seen = Counter(dots)
    palette = _palette([colour for colour, _ in seen.most_common()])
    place = {colour: _nearest(colour, palette) for colour in seen}
    line = bytes(map(place.__getitem__, dots))
    rows = b"".join(b"\0" + line[at : at + width] for at in range(0, len(line), width))
    head = struct.pack(">IIBBBBB", width, len(dots) // width, 8, 3, 0, 0, 0)
    colours = bytes(part for colour in palette for part in colour)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunks([(b"IHDR", head), (b"PLTE", colours), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")])
    )  # fmt: skip


def _palette(colours: Sequence[Colour]) -> list[Colour]:
    """Choose colours, the most frequent first; one of each shade, lest a small sign turns grey."""
    shades: dict[Colour, Colour] = {}
    for red, green, blue in colours:
        shades.setdefault((red >> 4, green >> 4, blue >> 4), (red, green, blue))
    return list(dict.fromkeys([*shades.values(), *colours]))[:MOST]


def _nearest(colour: Colour, palette: Sequence[Colour]) -> int:
    distances = [sum((a - b) ** 2 for a, b in zip(colour, one, strict=True)) for one in palette]
    return distances.index(min(distances))


def _chunks(parts: Iterable[tuple[bytes, bytes]]) -> Iterable[bytes]:
    for name, data in parts:
        yield (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )
