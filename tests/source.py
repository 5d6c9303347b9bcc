"""The gazette's text, where it is at hand: it stands beside the project, never in it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

GAZETTE = Path(__file__).parents[2] / "shared" / "gazette" / "xuchang-2022-03.txt"

needs_gazette = pytest.mark.skipif(
    not GAZETTE.exists(), reason=f"the gazette's text is not at ../shared/gazette/{GAZETTE.name}"
)


@cache
def lines() -> tuple[str, ...]:
    return tuple(GAZETTE.read_text("utf-8").split("\n"))


def closed(text: str) -> str:
    """``text`` without white space: the transcription breaks it into words."""
    return re.sub(r"\s+", "", text)


def from_line(number: int, count: int = 3) -> str:
    """The text from line ``number`` on, closed; a phrase may run over a page break, that is a blank line."""
    return closed("".join(lines()[number - 1 : number - 1 + count]))
