"""Levels and anchors of a document's headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.importing.structure.blocks import Block, Heading
from generator.importing.structure.marks import SchemeName


def placed(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with levels by the nesting of numbering schemes and hierarchical anchors (c3-1).

    An ``x`` stands in the anchor of a heading whose number is repeated, or that is outermost and has none.
    """
    path: list[tuple[Heading, str]] = []
    used: set[str] = set()
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
            continue
        rank = block.mark.scheme.rank if block.mark else 0
        while path and _rank(path[-1][0]) >= rank:
            path.pop()
        anchor = _anchor(block, path[-1][1] if path else "", used)
        used.add(anchor)
        placed = replace(block, level=len(path) + 1, anchor=anchor)
        if block.mark:
            path.append((placed, anchor))
        yield placed


def _rank(heading: Heading) -> int:
    """The rank of the heading's scheme; 0 for one without a number (a foreword), which has no headings below it."""
    return heading.mark.scheme.rank if heading.mark else 0


def _anchor(heading: Heading, above: str, used: set[str]) -> str:
    """An anchor below ``above`` that is not in ``used``."""
    letter = "a" if heading.mark and heading.mark.scheme.name is SchemeName.ANNEX else "c"
    number = heading.mark.number if heading.mark else None
    stem = f"{above}-" if above else letter
    if number and f"{stem}{number}" not in used:
        return f"{stem}{number}"
    count = 1
    while f"{stem}{'x' if number or not above else ''}{count}" in used:
        count += 1
    return f"{stem}{'x' if number or not above else ''}{count}"
