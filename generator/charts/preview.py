"""The preview image of a page for shared links (``og:image``): its title and its key figure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parent / "fonts" / "NotoSansSC-Bold.otf"
"""A subset of Noto Sans SC (SIL Open Font License, beside it) made by ``nox -s font``: images must not depend on the fonts
that a machine has."""
WIDTH, HEIGHT, EDGE = 600, 315, 36
"""In pixels; the smallest size that social networks show as a large card."""
GROUND, TEXT, GOLD = (0x0F, 0x3F, 0x39), (0xFF, 0xFF, 0xFF), (0xF2, 0xC1, 0x62)
SHADE = (0x87, 0x9F, 0x9C)
"""Halfway between background and text: the one step of antialiasing, so that four colours are enough."""
FAINT, CLEAR = 100, 150
"""Coverage of a pixel (0–255) from which it is an edge, and from which it is filled."""
AS_TEXT = [0 if coverage < FAINT else 1 if coverage < CLEAR else 2 for coverage in range(256)]
AS_GOLD = [0 if coverage < FAINT else 1 if coverage < CLEAR else 3 for coverage in range(256)]
"""Coverage → the colour's number in the palette."""
AS_MASK = [0, *[255] * 255]
"""The colour's number → whether there is anything to paste."""
RUNS = 3
"""zlib's strategy for run-length encoding (``Z_RLE``), which suits flat images: as small as the best, three times as fast."""


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


def picture(preview: Preview) -> bytes:
    """A PNG of 600 × 315 pixels in four colours, about 3 KB. The same input gives the same bytes."""
    plain, gold = Image.new("L", (WIDTH, HEIGHT)), Image.new("L", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(plain)
    draw.text((EDGE, 29), _fitted(preview.over, 16), 255, _font(16))
    for number, line in enumerate(_lines(preview.title, 28, 2)):
        draw.text((EDGE, 58 + 38 * number), line, 255, _font(28))
    if preview.value:
        size = _size_that_fits(preview.value, (50, 42, 36, 30, 26))
        ImageDraw.Draw(gold).text((EDGE, 156), _fitted(preview.value, size), 255, _font(size))
    draw.text((EDGE, 234 if preview.value else 158), _fitted(preview.about, 17), 255, _font(17))
    draw.text((EDGE, HEIGHT - 39), _fitted(preview.source, 14, WIDTH - 150), 255, _font(14))
    _flower(plain, gold, WIDTH - 55, HEIGHT - 52, 11)
    return _png(plain, gold)


def _png(plain: Image.Image, gold: Image.Image) -> bytes:
    """The coverage of white and of gold as one indexed PNG with the palette 0 background, 1 edge, 2 white, 3 gold."""
    points = plain.point(AS_TEXT)
    shining = gold.point(AS_GOLD)
    points.paste(shining, mask=shining.point(AS_MASK))
    image = Image.frombytes("P", points.size, points.tobytes())
    image.putpalette([part for colour in (GROUND, SHADE, TEXT, GOLD) for part in colour])
    out = BytesIO()
    image.save(out, "PNG", bits=2, compress_level=9, compress_type=RUNS)
    return out.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)


def _size_that_fits(text: str, sizes: tuple[int, ...]) -> int:
    return next((size for size in sizes if _font(size).getlength(text) <= WIDTH - 2 * EDGE), sizes[-1])


def _fitted(text: str, size: int, width: int = WIDTH - 2 * EDGE) -> str:
    """``text``, truncated with an ellipsis where it is wider than ``width`` pixels."""
    if _font(size).getlength(text) <= width:
        return text
    while text and _font(size).getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text}…"


def _lines(text: str, size: int, most: int) -> list[str]:
    """``text`` wrapped to at most ``most`` lines at any character, as Chinese is; no line begins with closing punctuation."""
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most - 1:
        fits = len(rest)
        while fits > 1 and _font(size).getlength(rest[:fits]) > WIDTH - 2 * EDGE:
            fits -= 1
        if fits < len(rest) and rest[fits] in "，。、；：）》〉”’！？":
            fits -= 1
        lines.append(rest[:fits])
        rest = rest[fits:]
    return [*lines, _fitted(rest, size)] if rest else lines


def _flower(plain: Image.Image, gold: Image.Image, x: int, y: int, size: int) -> None:
    """Draws the site's logo around (x, y)."""
    draw = ImageDraw.Draw(plain)
    for across, up in ((0, -1), (0, 1), (-1, 0), (1, 0)):
        middle_x, middle_y = x + across * size, y + up * size
        wide, high = (size * 0.5, size * 0.78) if up else (size * 0.78, size * 0.5)
        draw.ellipse((middle_x - wide, middle_y - high, middle_x + wide, middle_y + high), fill=FAINT)
    ImageDraw.Draw(gold).ellipse((x - size * 0.36, y - size * 0.36, x + size * 0.36, y + size * 0.36), fill=255)
