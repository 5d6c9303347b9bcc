"""What a document's lines become: headings, paragraphs, tables and boxes."""

from __future__ import annotations

from dataclasses import dataclass

from generator.importing.structure.marks import Numbering, unbroken
from generator.importing.structure.tables import PrintedTable

FINAL = "。！？；：!?;:"
"""What a sentence, or a part of one that may stand alone, ends with."""


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` counts from 1; ``text`` is a run-in paragraph after the title; ``lines`` are the lines of both."""

    line: int
    level: int
    mark: Numbering | None
    title: str
    anchor: str
    text: str
    lines: tuple[int, ...]

    @property
    def printed(self) -> str:
        return unbroken(f"{self.mark.printed} {self.title}" if self.mark else self.title)


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a box."""

    name: str
    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PrintedBox:
    """A 专栏. ``sure`` is false where its end had to be guessed."""

    number: str
    title: str
    line: int
    items: tuple[Item, ...]
    table: PrintedTable | None
    lines: tuple[int, ...]
    sure: bool


Block = Heading | Paragraph | PrintedTable | PrintedBox


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line that holds something, with its number in the source."""

    number: int
    text: str

    @property
    def is_row(self) -> bool:
        return "\t" in self.text
