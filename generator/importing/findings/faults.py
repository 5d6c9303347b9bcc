"""Suspected misprints and transcription errors. They are reported, never corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.importing.structure.blocks import Block, Heading, PrintedBox
from generator.importing.structure.passages import Passage, passages
from generator.importing.structure.tables import TOTALS, PrintedTable

LATIN = re.compile(
    r"(?<=[\u4e00-\u9fff，、])\s*(?P<word>and|or|the|of|to|in|for|with|by|as|is|are|on|at|from)\s*(?=[\u4e00-\u9fff])",
    re.IGNORECASE,
)
DOUBLED = re.compile(r"(?P<phrase>[\u4e00-\u9fff]{2,6})(?P=phrase)")
MEANT = re.compile(r"^(?:各个|种种|处处|人人|村村|户户|个个|层层|多多|渐渐|常常|往往)|时随|建共")
"""Doublings that are correct Chinese."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """``kind`` as in the notes table; ``what`` in Chinese, for the report; ``excerpt`` is the text around the place."""

    line: int
    kind: str
    what: str
    excerpt: str


def suspicions(body: Sequence[Block], lines: Sequence[str]) -> Iterator[Suspicion]:
    """Gaps in the numbering, then suspicious text, then suspicious tables, each in document order."""
    yield from _numbering(body)
    for passage in passages(body, lines):
        yield from _in_text(passage)
    for block in body:
        table = block if isinstance(block, PrintedTable) else block.table if isinstance(block, PrintedBox) else None
        if table:
            yield from _in_table(table)


def _in_text(passage: Passage) -> Iterator[Suspicion]:
    text = passage.text
    for match in LATIN.finditer(text):
        around = text[max(0, match.start() - 8) : match.end() + 8]
        yield Suspicion(passage.line(match.start("word")), "misprint", f"中文里夹着“{match['word']}”", around)
    for offset, line in passage.starts[1:]:
        if text[offset - 1 : offset] == text[offset : offset + 1] and text[offset : offset + 1].isalpha():
            yield Suspicion(line, "duplicate", "换页处的字可能重复", text[max(0, offset - 6) : offset + 6])
    for match in DOUBLED.finditer(text):
        if not MEANT.match(match["phrase"]):
            around = text[max(0, match.start() - 4) : match.end() + 4]
            yield Suspicion(passage.line(match.start()), "duplicate", f"“{match['phrase']}”连着印了两次", around)


def _numbering(body: Sequence[Block]) -> Iterator[Suspicion]:
    """Numbers that skip or repeat. A scheme may run through the whole document, or restart below each heading."""
    last: dict[tuple[str, str], int] = {}
    through: dict[str, int] = {}
    boxes = 0
    for block in body:
        if isinstance(block, PrintedBox) and block.number.isdigit():
            if boxes and int(block.number) != boxes + 1:
                yield Suspicion(block.line, "misprint", f"专栏 {boxes} 之后是专栏 {block.number}", block.title)
            boxes = int(block.number)
        if not isinstance(block, Heading) or not block.mark or not block.mark.number:
            continue
        name, number = block.mark.scheme.name, block.mark.number
        above = block.anchor.rpartition("-")[0]
        before = last.get((name, above), 0)
        if number not in (before + 1, through.get(name, 0) + 1):
            yield Suspicion(block.line, "misprint", f"编号从 {before} 跳到 {number}", block.printed)
        last[name, above] = through[name] = number


def _in_table(table: PrintedTable) -> Iterator[Suspicion]:
    """The flags of the table's rows, and totals that do not add up."""
    for row in table.rows:
        for flag in row.flags:
            kind = "truncated" if "不全" in flag else "unclear"
            yield Suspicion(row.line, kind, flag, "｜".join(row.printed))
    yield from _sums(table)


def _sums(table: PrintedTable) -> Iterator[Suspicion]:
    """A last row 合计 that is not the sum of the rows above it."""
    if len(table.rows) < 3 or table.rows[-1].printed[0] not in TOTALS:
        return
    for index, name in enumerate(table.header):
        cells = [row.printed[index] if index < len(row.printed) else "" for row in table.rows]
        if not all(re.fullmatch(r"\d+", cell or "0") for cell in cells) or not cells[-1]:
            continue
        total = sum(int(cell or 0) for cell in cells[:-1])
        if total != int(cells[-1]):
            yield Suspicion(
                table.rows[-1].line, "arithmetic", f"“{name}”各行之和是 {total}，合计印的是 {cells[-1]}", cells[-1]
            )
