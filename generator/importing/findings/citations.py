"""《…》 and document numbers in running text → citations, resolved within the issue where they can be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.importing.structure.blocks import Block
from generator.importing.structure.issue import DOC_NUMBER
from generator.importing.structure.marks import unbroken
from generator.importing.structure.passages import passages

TITLED = re.compile(r"《(?P<title>(?:[^《》]|《[^《》]*》){2,80})》")
FOLLOWS = re.compile(rf"\s*[（(]?\s*(?={DOC_NUMBER.pattern})")


@dataclass(frozen=True, slots=True)
class PrintedCitation:
    """``plan`` is the id of the document of this issue that is cited, or empty."""

    line: int
    anchor: str
    title: str
    number: str
    plan: str


def citations(body: Sequence[Block], lines: Sequence[str], own: Mapping[str, str]) -> Iterator[PrintedCitation]:
    """Each thing cited once in a clause. ``own`` maps titles and numbers of the issue's documents to their ids."""
    seen: set[tuple[str, str, str]] = set()
    for passage in passages(body, lines):
        taken: list[tuple[int, int]] = []
        for match in TITLED.finditer(passage.text):
            follows = FOLLOWS.match(passage.text, match.end())
            behind = DOC_NUMBER.match(passage.text, follows.end()) if follows else None
            title, number = unbroken(match["title"]), _plain(behind[0]) if behind else ""
            if behind:
                taken.append(behind.span())
            if (passage.anchor, title, number) not in seen:
                seen.add((passage.anchor, title, number))
                plan = own.get(number) or own.get(title, "")
                yield PrintedCitation(passage.line(match.start()), passage.anchor, title, number, plan)
        for match in DOC_NUMBER.finditer(passage.text):
            number = _plain(match[0])
            inside = any(start <= match.start() < end for start, end in taken)
            if not inside and (passage.anchor, "", number) not in seen:
                seen.add((passage.anchor, "", number))
                yield PrintedCitation(passage.line(match.start()), passage.anchor, "", number, own.get(number, ""))


def _plain(number: str) -> str:
    """The document number without spaces and without words of the sentence that run into it (根据, 按照)."""
    text = re.sub(r"\s", "", number)
    return (
        re.sub(r"^.*?(?=[\u4e00-\u9fff]{1,6}[〔\[［(（【])", "", text)
        if len(text) > 18
        else re.sub(r"^(?:根据|依据|按照|和|及|与|据)", "", text)
    )
