"""Pictures of a few colours, so that a folder of them stays small.

Belongs here: from a screenshot to a PNG with a palette; the browser counts the colours, so that
nothing has to be installed for it. May not enter: what is on the picture.
"""

import base64
import struct
import zlib
from dataclasses import dataclass

from playwright.async_api import Page

COLOURS = 128

REDUCE = """async ([picture, most]) => {
  const bytes = Uint8Array.from(atob(picture), (each) => each.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const count = new Map();
  const colours = new Uint32Array(width * height);
  for (let at = 0; at < colours.length; at++) {
    colours[at] = (data[4 * at] << 16) | (data[4 * at + 1] << 8) | data[4 * at + 2];
    count.set(colours[at], (count.get(colours[at]) ?? 0) + 1);
  }
  const palette = [...count].sort((a, b) => b[1] - a[1]).slice(0, most).map(([each]) => each);
  const far = (a, b) => [16, 8, 0].reduce((sum, bit) =>
    sum + (((a >> bit) & 255) - ((b >> bit) & 255)) ** 2, 0);
  const nearest = new Map(palette.map((each, index) => [each, index]));
  const place = (colour) => {
    if (!nearest.has(colour)) nearest.set(colour, palette.reduce((best, each, index) =>
      far(each, colour) < far(palette[best], colour) ? index : best, 0));
    return nearest.get(colour);
  };
  const indices = Array.from(colours, (each) => String.fromCharCode(place(each)));
  return { width, height, palette, indices: btoa(indices.join("")) };
}"""
"""The most frequent colours, and for each pixel the place of the one that is nearest to it."""


@dataclass(frozen=True)
class Seen:
    """A picture in `palette` colours (0xRRGGBB); `places` has one byte a pixel, row by row."""

    width: int
    height: int
    palette: list[int]
    places: bytes

    def colour(self, pixel: int) -> int:
        """The colour of a pixel."""
        return self.palette[self.places[pixel]]


async def read(page: Page, picture: bytes, most: int) -> Seen:
    """What the browser sees in a picture, in at most that many colours (256 is the limit)."""
    seen = await page.evaluate(REDUCE, [base64.b64encode(picture).decode(), most])
    places = base64.b64decode(seen.pop("indices"))
    return Seen(**seen, places=places)


async def smaller(page: Page, picture: bytes) -> bytes:
    """The same picture with at most `COLOURS` colours; `page` may be any page without a policy."""
    seen = await read(page, picture, COLOURS)
    width, height = seen.width, seen.height
    rows = (b"\0" + seen.places[at : at + width] for at in range(0, width * height, width))
    palette = b"".join(each.to_bytes(3, "big") for each in seen.palette)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", palette),
            _chunk(b"IDAT", zlib.compress(b"".join(rows), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk as the PNG specification has it: length, kind, content, check."""
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
