"""The running text of a document by passages, each with its clause and a map from character offset to source line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.importing.structure.blocks import Block, Heading, Paragraph, PrintedBox


@dataclass(frozen=True, slots=True)
class Passage:
    """``text`` of the clause ``anchor`` below ``headings``, the outermost first; ``starts`` has (offset, line) for each
    source line joined into it.
    """

    text: str
    anchor: str
    headings: tuple[str, ...]
    starts: tuple[tuple[int, int], ...]

    def line(self, offset: int) -> int:
        """The source line on which the character at ``offset`` stands."""
        return self.starts[bisect_right(self.starts, (offset, 10**9)) - 1][1]


def passages(body: Sequence[Block], lines: Sequence[str]) -> Iterator[Passage]:
    """Every paragraph, run-on heading and box item; ``lines`` are the source's."""
    anchor = ""
    headings: tuple[str, ...] = ()
    for block in body:
        match block:
            case Heading():
                anchor, headings = block.anchor, (*headings[: block.level - 1], block.printed)
                yield _passage(block.lines, lines, anchor, headings)
            case Paragraph():
                yield _passage(block.lines, lines, anchor, headings)
            case PrintedBox():
                for item in block.items:
                    yield _passage(item.lines, lines, anchor, headings)
            case _:
                pass


def _passage(numbers: Sequence[int], lines: Sequence[str], anchor: str, headings: tuple[str, ...]) -> Passage:
    text, starts = "", []
    for number in numbers:
        starts.append((len(text), number))
        text += lines[number - 1].strip()
    return Passage(text, anchor, headings, tuple(starts))
