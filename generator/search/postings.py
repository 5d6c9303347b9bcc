"""Records → the words that a query may ask for, each with the records that hold it.

- three characters, with each place: longer strings are phrases of these;
- two characters (…x) and one (x…, y…), with the first place only and how rare they are in the record, which is all that a
  query of so few asks for: this keeps them small, however often they stand. Each block of records has its own, since the
  time that Pagefind takes grows with the square of the records that hold a word.

All of them for the text and, with a letter for each, for titles, names and headings; those of three for names as a whole
and in Pinyin. A word is written as Pagefind reads it: [word, [[record, less the one before, [-weight, place, steps…], []], …], []].
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import log2
from typing import Any

from generator.search.records import FIRST, HEADING, INNER, LAST, NAME, ONLY, SPELLED, TITLE, SearchRecord
from generator.search.tokens import LETTERS, SIZE, UNIT

PAIR = 2 * UNIT
HOLDING, CALLED = "x", "y"
"""The marks of a word that tells which records hold it, and not where; of one character, in the text and in names."""
BLOCK = 4096
"""How many records are in a block."""
RARITIES = 32
WEIGHT = -25
"""As Pagefind writes the weight of plain text."""
LAST_LETTER = "p"
HELD = ("", TITLE, NAME, HEADING)
WHOLE = (FIRST, INNER, LAST, ONLY)
ZONES = "".join((*HELD, *WHOLE, SPELLED))
PLACES = 1 << 28
"""How many places a record may have. A record and a place in it are one number, so that ten cities fit into memory."""


Held = dict[int, tuple[int, int]]
"""Record → its first place, and how many it has."""


def places_of(records: Iterable[SearchRecord]) -> dict[str, array[int]]:
    """Word → its places, each with its record as one number."""
    index: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))
    for number, record in enumerate(records):
        for place, word in enumerate(record.words(), start=number * PLACES):
            index[word].append(place)
    return index


def asked_for(index: Mapping[str, Sequence[int]], lengths: Sequence[int]) -> Iterator[list[Any]]:
    """The words of a query, in order, those of one pair of characters together; ``index`` is that of ``places_of`` and
    ``lengths`` are those of the records.
    """
    singles: dict[str, dict[str, Held]] = {}
    for pair, group in groupby(sorted(index), lambda word: word[:PAIR]):
        held: dict[str, Held] = {}
        kept = []
        for word in group:
            zone = word[-1] if word[-1] > LAST_LETTER else ""
            if zone in HELD:
                _add(((*divmod(place, PLACES), 1) for place in index[word]), held.setdefault(zone, {}))
            if zone in WHOLE or len(word) - len(zone) == SIZE * UNIT:
                kept.append(_written(word, index[word]))
        for zone, found in held.items():
            if len(pair) == PAIR:
                kept += _holding(pair + HOLDING, zone, found, lengths)
            more = ((record, place, count) for record, (place, count) in found.items())
            _add(more, singles.setdefault((CALLED if zone else HOLDING) + pair[:UNIT], {}).setdefault(zone, {}))
        if kept:
            yield sorted(kept)
    for single, zones in sorted(singles.items()):
        yield sorted(each for zone in zones for each in _holding(single, zone, zones[zone], lengths))


def rarity(length: float) -> int:
    """In how many words something stands once: 0 in each, 2 in every second, 4 in every fourth, and so on."""
    return min(RARITIES - 1, round(2 * log2(max(1, length))))


def part_of(word: str) -> str:
    """The same for words of the same characters, which a query asks for together."""
    return word.partition(HOLDING)[0].rstrip(ZONES)


def _add(places: Iterable[tuple[int, int, int]], held: Held) -> None:
    """Adds (record, place, count) to the first place and the count of each record."""
    for record, place, count in places:
        first, before = held.get(record, (place, 0))
        held[record] = (min(first, place), before + count)


def _written(word: str, places: Iterable[int]) -> list[Any]:
    found: list[Any] = []
    where: list[int] = []
    number = before = 0
    for record, place in (divmod(place, PLACES) for place in places):
        if where and record == number:
            where.append(place - before)
        else:
            where = [WEIGHT, place]
            found.append([record - number, where, []])
            number = record
        before = place
    return [word, found, []]


def _holding(word: str, zone: str, held: Held, lengths: Sequence[int]) -> Iterator[list[Any]]:
    """``word`` in each block of records that has it; of the text with the place and the rarity as one number."""
    for block, records in groupby(sorted(held), lambda record: record // BLOCK):
        places = []
        for record in records:
            first, count = held[record]
            place = 0 if zone else first * RARITIES + rarity(lengths[record] / count)
            places.append(record * PLACES + place)
        yield _written(word + f"{block:x}".translate(LETTERS) + zone, places)
