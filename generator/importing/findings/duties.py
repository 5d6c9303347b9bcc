"""Printed lists of responsible bodies → tasks, their units resolved against the registry's names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from generator.importing.structure.blocks import Block, Heading
from generator.importing.structure.marks import unbroken
from generator.importing.structure.passages import Passage, passages
from generator.linking.values import listed
from generator.model import DutyRole

ROLE = r"(?:责任|牵头|配合|主责|参与|实施)\s*(?:单位|部门)\s*[：:]"
LIST = re.compile(
    rf"[（(]\s*(?P<bracketed>{ROLE}(?:[^（）()]|[（(][^（）()]*[）)])*)[）)]|(?:^|(?<=[。；]))\s*(?P<bare>{ROLE}[^。]+)。?\s*$"
)
"""A list in brackets, which may be nested one deep; or a bare one at the end of the paragraph."""
PART = re.compile(r"(?P<role>责任|牵头|配合|主责|参与|实施)\s*(?:单位|部门)\s*[：:]\s*")
AND_OTHERS = re.compile(r"等(?:[\u4e00-\u9fff]{0,4}(?:单位|部门|公司|企业))?。?$|。$")
BODY_NAME = re.compile(r"\S+(?:局|委|委员会|办|办公室|政府|管委会|中心|部门|公司|集团)")
PRINTED_ROLES = {
    "责任": DutyRole.RESPONSIBLE,
    "主责": DutyRole.RESPONSIBLE,
    "实施": DutyRole.RESPONSIBLE,
    "牵头": DutyRole.LEAD,
    "配合": DutyRole.SUPPORT,
    "参与": DutyRole.SUPPORT,
}
SPOKEN = re.compile(
    r"由(?P<lead>[^，。；：、由]{2,20}?(?:局|委|委员会|政府|办公室|办|中心|管委会))(?P<role>牵头|负责)"
    r"(?:[，、](?P<support>[^。；]{2,60}?)(?:配合|参与))?"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A printed name: the units it means, whether it is a collective form, and the nearest known name."""

    printed: str
    units: tuple[str, ...]
    collective: bool
    nearest: str


@dataclass(frozen=True, slots=True)
class PrintedDuty:
    """A task as printed: ``lists`` are (role, names); ``explicit`` when the list says 责任单位 or the like."""

    line: int
    anchor: str
    title: str
    printed: str
    lists: tuple[tuple[DutyRole, tuple[Name, ...]], ...]
    explicit: bool


Known = Mapping[str, tuple[tuple[str, ...], bool]]
"""Printed name → (unit ids, whether it is collective)."""


def duties(body: Sequence[Block], lines: Sequence[str], known: Known) -> Iterator[PrintedDuty]:
    """Duties in text order: printed lists (``explicit``), and those that a sentence names (由…牵头)."""
    titles = {block.anchor: block.title for block in body if isinstance(block, Heading)}
    for passage in passages(body, lines):
        yield from _explicit(passage, titles, known)
        yield from _spoken(passage, titles, known)


def _explicit(passage: Passage, titles: Mapping[str, str], known: Known) -> Iterator[PrintedDuty]:
    for match in LIST.finditer(passage.text):
        body = match["bracketed"] or match["bare"]
        parts = list(PART.finditer(body))
        ends = [part.start() for part in parts[1:]] + [len(body)]
        lists = tuple(
            (PRINTED_ROLES[part["role"]], tuple(name_of(name, known) for name in split_names(body[part.end() : end])))
            for part, end in zip(parts, ends, strict=True)
        )
        title = titles.get(passage.anchor) or _first_clause(passage.text)
        yield PrintedDuty(passage.line(match.start()), passage.anchor, title, match[0], lists, explicit=True)


def _spoken(passage: Passage, titles: Mapping[str, str], known: Known) -> Iterator[PrintedDuty]:
    for match in SPOKEN.finditer(passage.text):
        role = DutyRole.LEAD if match["role"] == "牵头" else DutyRole.RESPONSIBLE
        lists = [(role, tuple(name_of(name, known) for name in split_names(match["lead"])))]
        if match["support"]:
            lists.append((DutyRole.SUPPORT, tuple(name_of(name, known) for name in split_names(match["support"]))))
        title = titles.get(passage.anchor) or _first_clause(passage.text)
        yield PrintedDuty(passage.line(match.start()), passage.anchor, title, match[0], tuple(lists), explicit=False)


def split_names(text: str) -> list[str]:
    """The names of a printed list, in order. What stands in brackets belongs to the name before them.

    A space is a separator only where there is no other and every part is the name of a body; otherwise it is left
    by a line break, and dropped.
    """
    apart = text.split()
    spaced = len(listed(text)) == 1 and all(BODY_NAME.fullmatch(name) for name in apart)
    names = (AND_OTHERS.sub("", unbroken(name)) for name in (apart if spaced else listed(text)))
    return [name for name in names if name]


def name_of(printed: str, known: Known) -> Name:
    """A name with what it means. 〔〕 inside （） are the same brackets one level down."""
    for form in (printed, printed.translate(str.maketrans("〔〕", "（）"))):
        if form in known:
            units, collective = known[form]
            return Name(printed, units, collective, "")
    near = get_close_matches(printed, known, n=1, cutoff=0.6)
    return Name(printed, (), False, near[0] if near else "")


def _first_clause(text: str) -> str:
    return unbroken(re.split("[。，；：]", text)[0])[:40]
