"""The preview image of a page for shared links (``og:image``): its title and its key figure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from struct import pack
from zlib import crc32

from PIL import Image, ImageDraw, ImageFont

from generator.deflating import zlib_stream

FONT = Path(__file__).parent / "fonts" / "NotoSansSC-Bold.otf"
"""A subset of Noto Sans SC (SIL Open Font License, beside it) made by ``nox -s font``: images must not depend on the fonts
that a machine has."""
WIDTH, HEIGHT, EDGE = 600, 315, 36
"""In pixels; the smallest size that social networks show as a large card."""
GROUND, TEXT, GOLD = (0x0F, 0x3F, 0x39), (0xFF, 0xFF, 0xFF), (0xF2, 0xC1, 0x62)
SHADE = (0x87, 0x9F, 0x9C)
"""Halfway between background and text: the one step of antialiasing, so that four colours are enough."""
PALETTE = [part for colour in (GROUND, SHADE, TEXT, GOLD) for part in colour]
SHADE_NUMBER, TEXT_NUMBER, GOLD_NUMBER = 1, 2, 3
"""The colours' numbers in the palette; the background's is 0."""
FAINT, CLEAR = 100, 150
"""Coverage of a pixel (0–255) from which it is an edge, and from which it is filled."""
BITS, INDEXED = 2, 3
"""Of a pixel, and PNG's number for images whose pixels are numbers of a palette."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The texts of the image: ``over`` is above the title, ``value`` is the key figure (may be empty), ``about`` its
    caption, ``source`` the last line.
    """

    over: str
    title: str
    value: str
    about: str
    source: str


@dataclass(frozen=True, slots=True)
class _Stamp:
    """``image`` has the colours' numbers, ``mask`` says where there are any; its corner goes ``across`` and ``down`` from
    where it is put, in pixels. ``image`` is ``None`` where there is nothing to see, as in a space.
    """

    image: Image.Image | None
    mask: Image.Image | None
    across: int
    down: int

    def put(self, canvas: Image.Image, x: int, y: int) -> None:
        if self.image:
            canvas.paste(self.image, (x + self.across, y + self.down), self.mask)


def picture(preview: Preview) -> bytes:
    """A PNG of 600 × 315 pixels in four colours, about 3 KB. The same input gives the same bytes."""
    canvas = Image.new("L", (WIDTH, HEIGHT))
    _write(canvas, 29, _fitted(preview.over, 16), 16)
    for number, line in enumerate(_lines(preview.title, 28, 2)):
        _write(canvas, 58 + 38 * number, line, 28)
    if preview.value:
        size = _size_that_fits(preview.value, (50, 42, 36, 30, 26))
        _write(canvas, 156, _fitted(preview.value, size), size, GOLD_NUMBER)
    _write(canvas, 234 if preview.value else 158, _fitted(preview.about, 17), 17)
    _write(canvas, HEIGHT - 39, _fitted(preview.source, 14, WIDTH - 150), 14)
    _flower(11).put(canvas, WIDTH - 55, HEIGHT - 52)
    return _png(canvas)


def _png(canvas: Image.Image) -> bytes:
    """The image whose pixels are numbers of colours as PNG. Pillow would compress it with the zlib that it was built with."""
    canvas.putpalette(PALETTE)
    packed, line = canvas.tobytes("raw", f"P;{BITS}"), WIDTH * BITS // 8
    unfiltered = b"".join(b"\0" + packed[start : start + line] for start in range(0, len(packed), line))
    chunks = {
        b"IHDR": pack(">2I5B", WIDTH, HEIGHT, BITS, INDEXED, 0, 0, 0),
        b"PLTE": bytes(PALETTE),
        b"IDAT": zlib_stream(unfiltered),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(content)) + kind + content + pack(">I", crc32(kind + content))
        for kind, content in chunks.items()
    )


def _write(canvas: Image.Image, top: int, text: str, size: int, colour: int = TEXT_NUMBER) -> None:
    """Writes ``text`` character by character: our font has no kerning, and whole pixels for widths."""
    x = EDGE
    for character in text:
        _character(character, size, colour).put(canvas, x, top)
        x += _advance(character, size)


@cache
def _character(character: str, size: int, colour: int) -> _Stamp:
    left, top, right, bottom = map(int, _font(size).getbbox(character))
    if left == right or top == bottom:
        return _Stamp(None, None, 0, 0)
    covered = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(covered).text((-left, -top), character, 255, _font(size))
    numbers = [0 if coverage < FAINT else SHADE_NUMBER if coverage < CLEAR else colour for coverage in range(256)]
    return _stamp(covered.point(numbers), left, top)


def _stamp(image: Image.Image, across: int, down: int) -> _Stamp:
    return _Stamp(image, image.point([0, *[255] * 255]), across, down)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _advance(character: str, size: int) -> int:
    """The width of a character in pixels."""
    return int(_font(size).getlength(character))


def _fitting(text: str, size: int, width: int = WIDTH - 2 * EDGE) -> int:
    """How many of the characters of ``text`` are not wider than ``width`` pixels."""
    return bisect_right(list(accumulate(_advance(character, size) for character in text)), width)


def _size_that_fits(text: str, sizes: tuple[int, ...]) -> int:
    return next((size for size in sizes if _fitting(text, size) == len(text)), sizes[-1])


def _fitted(text: str, size: int, width: int = WIDTH - 2 * EDGE) -> str:
    """``text``, truncated with an ellipsis where it is wider than ``width`` pixels."""
    if _fitting(text, size, width) == len(text):
        return text
    return f"{text[: _fitting(text, size, width - _advance('…', size))]}…"


def _lines(text: str, size: int, most: int) -> list[str]:
    """``text`` wrapped to at most ``most`` lines at any character, as Chinese is; no line begins with closing punctuation."""
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most - 1:
        fits = max(1, _fitting(rest, size))
        if fits < len(rest) and rest[fits] in "，。、；：）》〉”’！？":
            fits -= 1
        lines.append(rest[:fits])
        rest = rest[fits:]
    return [*lines, _fitted(rest, size)] if rest else lines


@cache
def _flower(size: int) -> _Stamp:
    """The site's logo, of petals ``size`` pixels from its middle."""
    middle = 2 * size
    image = Image.new("L", (2 * middle + 1, 2 * middle + 1))
    draw = ImageDraw.Draw(image)
    for across, up in ((0, -1), (0, 1), (-1, 0), (1, 0)):
        x, y = middle + across * size, middle + up * size
        wide, high = (size * 0.5, size * 0.78) if up else (size * 0.78, size * 0.5)
        draw.ellipse((x - wide, y - high, x + wide, y + high), fill=SHADE_NUMBER)
    heart = size * 0.36
    draw.ellipse((middle - heart, middle - heart, middle + heart, middle + heart), fill=GOLD_NUMBER)
    return _stamp(image, -middle, -middle)
