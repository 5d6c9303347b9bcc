"""The inverted index in plain loops, one posting after the other: what ``fields.py``, ``postings.py`` and ``packing.py`` make."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from generator.search import postings
from generator.search.fields import Zone, names_of
from generator.search.packing import SCATTER, deflated
from generator.search.postings import NAME_BEGINS, NAME_ENDS, OFTEN, ONE_PLACE, RARITIES
from generator.search.records import PART_SIZE, SENTENCE_OR_LINE, SENTENCE_STEP, SearchRecord
from generator.search.tokens import END, FIRST_YEAR, LAST_YEAR, SIZE, stream, year

Lists = Mapping[str, Mapping[Zone, Mapping[int, Sequence[int]]]]
"""Gram → zone → record → values, in the order of grams, zones, records and values."""


def lists_of(records: Sequence[SearchRecord]) -> Lists:
    lists: defaultdict[str, defaultdict[int, defaultdict[int, list[int]]]]
    lists = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for zone, number, gram, value in (*_of_texts(records), *_of_names(records)):
        lists[gram][zone][number].append(value)
    return {
        gram: {Zone(zone): dict(sorted(by_record.items())) for zone, by_record in sorted(zones.items())}
        for gram, zones in sorted(lists.items())
    }


def _of_texts(records: Sequence[SearchRecord]) -> Iterator[tuple[Zone, int, str, int]]:
    texts = [_aligned(record.text) for record in records]
    pairs = Counter(pair for text in texts for pair in map("".join, pairwise(text)) if END not in pair)
    for number, text in enumerate(texts):
        for start in range(len(text)):
            gram = text[start : start + SIZE].partition(END)[0]
            if len(gram) > 1:
                yield Zone.TEXT, number, gram, start
        frequent = {pair for pair in map("".join, pairwise(text)) if pairs[pair] > postings.MANY}
        for gram in {*text, *frequent} - {END}:
            first = text.index(gram)
            count = sum(text.startswith(gram, start) for start in range(len(text)))
            above = max(0, rarity(len(text.replace(END, "")) / count) - OFTEN)
            yield Zone.SHORT, number, gram, first // PART_SIZE * RARITIES + above


def _aligned(text: str) -> str:
    aligned = ""
    for sentence in SENTENCE_OR_LINE.findall(text):
        aligned += stream(sentence)
        while len(aligned) % SENTENCE_STEP:
            aligned += END
    return aligned


def _of_names(records: Sequence[SearchRecord]) -> Iterator[tuple[Zone, int, str, int]]:
    for zone, by_record in names_of(records):
        for number, names in enumerate(by_record):
            before = 0
            for name in map(stream, names):
                last = len(name) - 1
                for start in range(last):
                    for end in range(
                        start + (SIZE if zone in (Zone.SPELLED, Zone.INITIALS) else 1), min(start + SIZE, last) + 1
                    ):
                        if END not in name[start:end]:
                            edges = (NAME_BEGINS if start == 0 else 0) | (NAME_ENDS if end == last else 0)
                            yield zone, number, name[start:end], (before + start) * ONE_PLACE | edges
                before += len(name)


def rarity(length: float) -> int:
    return min(RARITIES - 1, round(2 * math.log2(max(1, length))))


def series_of(lists: Lists) -> tuple[Lists, Lists]:
    """(what queries of three and more characters read, and for two that are not frequent; the lists of one and two characters)"""
    long: dict[str, dict[Zone, Mapping[int, Sequence[int]]]] = {}
    short: dict[str, dict[Zone, Mapping[int, Sequence[int]]]] = {}
    for gram, zones in lists.items():
        for zone, by_record in zones.items():
            series = short if len(gram) < SIZE and zone is not Zone.TEXT else long
            series.setdefault(gram, {})[zone] = by_record
    return long, short


def shards_of(lists: Lists, size: int, together: Callable[[str], str]) -> Iterator[tuple[str, bytes]]:
    """Grams with the same ``together`` are in the same shard; a shard ends where the mark of what follows is the smallest."""
    groups = [(name, {gram: _encoded(lists[gram]) for gram in grams}) for name, grams in groupby(lists, together)]
    sizes = [sum(4 + sum(map(len, streams[1:])) for streams in encoded.values()) for _, encoded in groups]
    while groups:
        fitting = [end for end in range(1, len(groups) + 1) if end == 1 or sum(sizes[:end]) <= size + size // 3]
        ends = [end for end in fitting if sum(sizes[:end]) >= size * 2 // 3] or [fitting[-1]]
        end = len(groups) if len(groups) in fitting else min(ends, key=lambda end: (_mark(groups[end][0]), end))
        yield groups[0][0], _packed({gram: streams for _, encoded in groups[:end] for gram, streams in encoded.items()})
        groups, sizes = groups[end:], sizes[end:]


def _mark(name: str) -> int:
    gram = sum(ord(unit) << 16 * (SIZE - 1 - place) for place, unit in enumerate(name))
    return (gram % SCATTER) * SCATTER >> 8 & 0xFFFFFF


def _encoded(zones: Mapping[Zone, Mapping[int, Sequence[int]]]) -> list[bytes]:
    """Zones, and the four streams of numbers."""
    counts, steps, repeats, values = list[int](), list[int](), list[int](), list[int]()
    for by_record in zones.values():
        counts.append(len(by_record))
        steps += [
            (after - before - 1) << 1 | (len(by_record[after]) > 1) for before, after in pairwise([-1, *by_record])
        ]
        for own in by_record.values():
            repeats += [len(own) - 2] if len(own) > 1 else []
            values += [after - before for before, after in pairwise([0, *own])]
    return [bytes([sum(1 << zone for zone in zones)]), *map(_variable, (counts, steps, repeats, values))]


def _packed(shard: Mapping[str, list[bytes]]) -> bytes:
    shape, characters = bytearray(), b""
    for before, gram in pairwise(["", *shard]):
        shared = next(count for count in range(SIZE, -1, -1) if before[:count] == gram[:count] and count <= len(before))
        shape.append(shared << 2 | len(gram) - shared)
        characters += gram[shared:].encode("utf-16-le", "surrogatepass")
    streams = [bytes(shape), characters, *map(b"".join, zip(*shard.values(), strict=True))]
    return deflated(b"".join(_variable([len(content)]) + content for content in streams))


def _variable(numbers: Iterable[int]) -> bytes:
    content = bytearray()
    for number in numbers:
        rest = number
        while rest > 0x7F:
            content.append(rest & 0x7F | 0x80)
            rest >>= 7
        content.append(rest)
    return bytes(content)


def years_of(lists: Lists, texts: Sequence[str]) -> dict[str, Any]:
    known = {year(str(number)): str(number) for number in range(FIRST_YEAR, LAST_YEAR + 1)}
    pairs = {pair for gram in lists for pair in pairwise(gram)}
    occurring = {gram[0] for gram in lists} & set(known)
    years = [
        [
            known[character],
            "".join(sorted({left for left, right in pairs if right == character})),
            "".join(sorted({right for left, right in pairs if left == character})),
        ]
        for character in sorted(occurring, key=known.__getitem__)
    ]
    streams = [stream(text) for text in texts]
    return {"years": years, "longer": [digits for digits in known.values() if any(digits in text for text in streams)]}
