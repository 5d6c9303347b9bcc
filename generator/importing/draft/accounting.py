"""Line coverage of an import: which kind of block every line of the source ended up in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum, auto

from generator.importing.structure.blocks import FINAL, Block, Heading, Paragraph, PrintedBox
from generator.importing.structure.issue import Issue
from generator.importing.structure.tables import PrintedTable


class LineKind(StrEnum):
    """What a line of the source ended up in."""

    FRONT = auto()
    HEAD = auto()
    HEADING = auto()
    PARAGRAPH = auto()
    TABLE = auto()
    BOX = auto()
    UNCLEAR = auto()


LINE_KINDS: Mapping[LineKind, str] = {
    LineKind.FRONT: "封面和目录",
    LineKind.HEAD: "文件头（标题、文号、署名、日期）",
    LineKind.HEADING: "标题",
    LineKind.PARAGRAPH: "段落",
    LineKind.TABLE: "表",
    LineKind.BOX: "专栏",
    LineKind.UNCLEAR: "没看懂",
}


def account(issue: Issue) -> dict[int, LineKind]:
    """Line → kind, for every line that holds anything. A line that no part of a document claims is unclear."""
    kinds = dict.fromkeys(issue.front, LineKind.FRONT)
    for document in issue.documents:
        kinds |= dict.fromkeys(document.head, LineKind.HEAD)
        for block in document.body:
            kinds |= dict.fromkeys(block.lines, _kind(block))
    missed = (number for number, line in enumerate(issue.lines, start=1) if line.strip() and number not in kinds)
    return dict(sorted((kinds | dict.fromkeys(missed, LineKind.UNCLEAR)).items()))


def _kind(block: Block) -> LineKind:
    match block:
        case Heading():
            return LineKind.HEADING
        case PrintedTable():
            return LineKind.TABLE
        case PrintedBox():
            return LineKind.BOX
        case Paragraph():
            whole = block.text[-1] in FINAL + "）)”》" or len(block.text) > 8
            return LineKind.PARAGRAPH if whole else LineKind.UNCLEAR


def counted(kinds: Mapping[int, LineKind], lines: Iterable[int]) -> dict[LineKind, int]:
    """How many of ``lines`` are of each kind, in the order of :data:`LINE_KINDS`."""
    given = [kinds[line] for line in lines if line in kinds]
    return {kind: given.count(kind) for kind in LINE_KINDS if kind in given}
