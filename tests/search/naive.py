"""The inverted index in plain loops, one posting after the other: what ``fields.py``, ``postings.py`` and ``packing.py`` make."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from generator.search import postings
from generator.search.fields import LEAST_SPELLED, Zone, names_of
from generator.search.packing import CHARACTER_BITS, RECORD_BITS, SCATTER, STREAMS, deflated
from generator.search.postings import NAME_BEGINS, NAME_ENDS, OFTEN, ONE_PLACE, RARITIES
from generator.search.records import PART_SIZE, SENTENCE_OR_LINE, SENTENCE_STEP, SearchRecord
from generator.search.tokens import END, FIRST_YEAR, LAST_YEAR, SIZE, stream, year

Lists = Mapping[str, Mapping[Zone, Mapping[int, Sequence[int]]]]
"""Gram → zone → record → values, in the order of grams, zones, records and values."""


def lists_of(records: Sequence[SearchRecord]) -> Lists:
    lists: defaultdict[str, defaultdict[int, defaultdict[int, list[int]]]]
    lists = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    texts = [_aligned(record.text) for record in records]
    frequent = _frequent(texts)
    for zone, number, gram, value in (*_of_texts(texts, frequent), *_of_names(records, frequent)):
        lists[gram][zone][number].append(value)
    return {
        gram: {Zone(zone): dict(sorted(by_record.items())) for zone, by_record in sorted(zones.items())}
        for gram, zones in sorted(lists.items())
    }


def _frequent(texts: Sequence[str]) -> set[str]:
    begun = Counter(
        text[start : start + size] for text in texts for start in range(len(text)) for size in range(2, SIZE)
    )
    return {some for some, count in begun.items() if count > postings.MANY and len(some) > 1 and END not in some}


def _of_texts(texts: Sequence[str], frequent: set[str]) -> Iterator[tuple[Zone, int, str, int]]:
    for number, text in enumerate(texts):
        for start in range(len(text)):
            gram = text[start : start + SIZE].partition(END)[0]
            if len(gram) > 1:
                yield Zone.TEXT, number, gram, start
        for gram in {*text, *(some for some in frequent if some in text)} - {END}:
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


def _of_names(records: Sequence[SearchRecord], frequent: set[str]) -> Iterator[tuple[Zone, int, str, int]]:
    for zone, by_record in names_of(records):
        least = LEAST_SPELLED if zone in (Zone.SPELLED, Zone.INITIALS) else 1
        for number, names in enumerate(by_record):
            before = 0
            for name in map(stream, names):
                last = len(name) - 1
                for start in range(last):
                    longest = name[start : start + SIZE].partition(END)[0]
                    for gram in {longest, *(longest[:size] for size in range(1, SIZE))}:
                        if len(gram) >= least and (gram == longest or len(gram) == 1 or gram in frequent):
                            edges = (NAME_BEGINS if start == 0 else 0) | (NAME_ENDS if start + len(gram) == last else 0)
                            yield zone, number, gram, (before + start) * ONE_PLACE | edges
                before += len(name)


def rarity(length: float) -> int:
    return min(RARITIES - 1, round(2 * math.log2(max(1, length))))


def series_of(lists: Lists) -> tuple[Lists, Lists]:
    """(what queries of two and more characters read; the lists of single characters)"""
    long = {gram: zones for gram, zones in lists.items() if len(gram) > 1}
    return long, {gram: zones for gram, zones in lists.items() if len(gram) == 1}


def together(lists: Lists) -> Callable[[str], str]:
    """A function from a gram to the name of those that are in the same shard."""
    frequent = {gram for gram, zones in lists.items() if len(gram) > 1 and Zone.SHORT in zones}
    return lambda gram: next((gram[:size] for size in range(2, SIZE) if gram[:size] not in frequent), gram)


def shards_of(lists: Lists, size: int, together: Callable[[str], str]) -> Iterator[tuple[str, bytes]]:
    """Grams with the same ``together`` are in the same shard; a shard ends where the mark of what follows is the smallest."""
    bits = {gram: _bits(before, gram, lists[gram]) for before, gram in pairwise(["", *lists])}
    groups = [(name, list(grams)) for name, grams in groupby(lists, together)]
    sizes = [sum(map(bits.__getitem__, grams)) // 8 for _, grams in groups]
    while groups:
        fitting = [end for end in range(1, len(groups) + 1) if end == 1 or sum(sizes[:end]) <= size * 11 // 10]
        ends = [end for end in fitting if sum(sizes[:end]) >= size * 9 // 10] or [fitting[-1]]
        end = len(groups) if len(groups) in fitting else min(ends, key=lambda end: (_mark(groups[end][0]), end))
        yield groups[0][0], _packed({gram: lists[gram] for _, grams in groups[:end] for gram in grams})
        groups, sizes = groups[end:], sizes[end:]


def _shared(before: str, gram: str) -> int:
    return next(count for count in range(SIZE, -1, -1) if before[:count] == gram[:count] and count <= len(before))


def _bits(before: str, gram: str, zones: Mapping[Zone, Mapping[int, Sequence[int]]]) -> int:
    _, steps, _, values = _numbers(zones)
    numbers = sum(number.bit_length() for number in (*steps, *values))
    return numbers + RECORD_BITS * len(steps) + CHARACTER_BITS * (len(gram) - _shared(before, gram))


def _mark(name: str) -> int:
    gram = sum(ord(unit) << 16 * (SIZE - 1 - place) for place, unit in enumerate(name))
    return (gram % SCATTER) * SCATTER >> 8 & 0xFFFFFF


def _numbers(zones: Mapping[Zone, Mapping[int, Sequence[int]]]) -> tuple[list[int], list[int], list[int], list[int]]:
    """The counts, steps, repeats and values of the lists of a gram."""
    counts, steps, repeats, values = list[int](), list[int](), list[int](), list[int]()
    for by_record in zones.values():
        counts.append(len(by_record))
        steps += [
            (after - before - 1) << 1 | (len(by_record[after]) > 1) for before, after in pairwise([-1, *by_record])
        ]
        for own in by_record.values():
            repeats += [len(own) - 2] if len(own) > 1 else []
            values += [after - before for before, after in pairwise([0, *own])]
    return counts, steps, repeats, values


def _packed(shard: Mapping[str, Mapping[Zone, Mapping[int, Sequence[int]]]]) -> bytes:
    streams: defaultdict[str, bytes] = defaultdict(bytes)
    for before, gram in pairwise(["", *shard]):
        own = gram[_shared(before, gram) :]
        counts, steps, repeats, values = _numbers(shard[gram])
        streams["shape"] += bytes([_shared(before, gram) << 3 | len(own)])
        streams["zones"] += bytes([sum(1 << zone for zone in shard[gram])])
        streams["counts"] += _variable(counts)
        streams["repeats"] += _variable(repeats)
        units = own.encode("utf-16-le", "surrogatepass")
        streams["characters below"] += units[::2]
        streams["characters above"] += units[1::2]
        for name, numbers in (("records", steps), ("values", values)):
            streams[f"{name} below"] += bytes(number & 0xFF for number in numbers)
            streams[f"{name} above"] += _variable(number >> 8 for number in numbers)
    return _measured(deflated(_measured(streams[name] for name in names)) for names in STREAMS)


def _measured(streams: Iterable[bytes]) -> bytes:
    return b"".join(_variable([len(stream)]) + stream for stream in streams)


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
