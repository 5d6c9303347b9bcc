"""The picture that stands for a page where its link is shared: its title and its own key figure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parent / "fonts" / "NotoSansSC-Bold.otf"
"""A cut of Noto Sans SC (SIL Open Font License, beside it) made by ``nox -s font``; pictures must not depend on what
fonts a machine has."""
WIDTH, HEIGHT, EDGE = 800, 420, 48
GROUND, TEXT, GOLD = (0x0F, 0x3F, 0x39), (0xFF, 0xFF, 0xFF), (0xF2, 0xC1, 0x62)
RUNS = 3
"""zlib's strategy for runs of one byte, which a flat picture is made of: as small as the default, four times as fast."""
STEPS = 7
"""Shades between the ground and a colour: index 0 is the ground, 1 to 7 are text, 9 to 15 gold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """``over`` stands above the title, ``value`` is the key figure (may be empty), ``about`` says what it is."""

    over: str
    title: str
    value: str
    about: str
    source: str


def picture(preview: Preview) -> bytes:
    """A PNG of 800 × 420 pixels in sixteen colours. The same input gives the same bytes."""
    canvas = Image.new("L", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(canvas)
    draw.text((EDGE, 40), _fitted(preview.over, 20), 5, _font(20))
    lines = _lines(preview.title, 36, 2)
    for number, line in enumerate(lines):
        draw.text((EDGE, 78 + 50 * number), line, STEPS, _font(36))
    if preview.value:
        size = _size_that_fits(preview.value, (76, 64, 52, 42, 34))
        gold = Image.new("L", (WIDTH - EDGE, 110))
        ImageDraw.Draw(gold).text((0, 0), _fitted(preview.value, size), STEPS, _font(size))
        canvas.paste(gold.point(_as_gold), (EDGE, 200))
    draw.text((EDGE, 312 if preview.value else 210), _fitted(preview.about, 22), 6, _font(22))
    draw.text((EDGE, HEIGHT - 52), _fitted(preview.source, 17, WIDTH - 200), 4, _font(17))
    _flower(draw, WIDTH - 92, HEIGHT - 92, 27)
    return _png(canvas)


def _png(canvas: Image.Image) -> bytes:
    made = Image.frombytes("P", canvas.size, canvas.tobytes())
    ramp = [_between(TEXT, step) for step in range(STEPS + 1)] + [_between(GOLD, step) for step in range(STEPS + 1)]
    made.putpalette([part for colour in ramp for part in colour])
    out = BytesIO()
    made.save(out, "PNG", bits=4, compress_level=6, compress_type=RUNS)
    return out.getvalue()


def _between(colour: tuple[int, int, int], step: int) -> tuple[int, ...]:
    return tuple(low + (high - low) * step // STEPS for low, high in zip(GROUND, colour, strict=True))


def _as_gold(shade: int) -> int:
    return shade + STEPS + 1 if shade else 0


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)


def _size_that_fits(text: str, sizes: tuple[int, ...]) -> int:
    return next((size for size in sizes if _font(size).getlength(text) <= WIDTH - 2 * EDGE), sizes[-1])


def _fitted(text: str, size: int, width: int = WIDTH - 2 * EDGE) -> str:
    """``text``, or as much of it as there is room for, with an ellipsis."""
    if _font(size).getlength(text) <= width:
        return text
    while text and _font(size).getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text}…"


def _lines(text: str, size: int, most: int) -> list[str]:
    """Broken wherever a line is full, as Chinese is; no line begins with a closing mark."""
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


def _flower(draw: ImageDraw.ImageDraw, x: int, y: int, size: int) -> None:
    """The site's sign, faint."""
    for across, up in ((0, -1), (0, 1), (-1, 0), (1, 0)):
        middle_x, middle_y = x + across * size, y + up * size
        wide, high = (size * 0.5, size * 0.78) if up else (size * 0.78, size * 0.5)
        draw.ellipse((middle_x - wide, middle_y - high, middle_x + wide, middle_y + high), fill=1)
    draw.ellipse((x - size * 0.36, y - size * 0.36, x + size * 0.36, y + size * 0.36), fill=STEPS + 4)
