"""Line coverage of an import: which kind of block every line of the source ended up in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.importing.structure.blocks import FINAL, Block, Heading, Paragraph, PrintedBox
from generator.importing.structure.issue import Issue
from generator.importing.structure.tables import PrintedTable

LINE_KINDS: Mapping[str, str] = {
    "front": "封面和目录", "head": "文件头（标题、文号、署名、日期）", "heading": "标题", "paragraph": "段落", "table": "表",
    "box": "专栏", "unclear": "没看懂",
}  # fmt: skip


def account(issue: Issue) -> dict[int, str]:
    """Line → kind, for every line that holds anything. A line that no part of a document claims is unclear."""
    kinds = dict.fromkeys(issue.front, "front")
    for document in issue.documents:
        kinds |= dict.fromkeys(document.head, "head")
        for block in document.body:
            kinds |= dict.fromkeys(block.lines, _kind(block))
    missed = (number for number, line in enumerate(issue.lines, start=1) if line.strip() and number not in kinds)
    return dict(sorted((kinds | dict.fromkeys(missed, "unclear")).items()))


def _kind(block: Block) -> str:
    match block:
        case Heading():
            return "heading"
        case PrintedTable():
            return "table"
        case PrintedBox():
            return "box"
        case Paragraph():
            return "paragraph" if block.text[-1] in FINAL + "）)”》" or len(block.text) > 8 else "unclear"


def counted(kinds: Mapping[int, str], lines: Iterable[int]) -> dict[str, int]:
    """How many of ``lines`` are of each kind, in the order of :data:`LINE_KINDS`."""
    given = [kinds[line] for line in lines if line in kinds]
    return {kind: given.count(kind) for kind in LINE_KINDS if kind in given}
