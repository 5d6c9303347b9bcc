"""Records → the posting lists of the inverted index, by term.

- Trigrams have every position: longer strings are phrase queries of them.
- Two characters (…x) and one (x…, y…) have a posting per record with its first position and rarity only, which is all
  that so short a query needs: the lists stay small, however often the characters occur. They are sharded by block of
  records, since Pagefind's time grows with the square of the length of a posting list.

All of them exist for the field text and, with a letter for each, for the fields title, name and heading; trigrams also
for whole names and for Pinyin. A posting list is written in Pagefind's form, both levels delta-coded:
[term, [[record, [weight, position, …], []], …], []].
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import log2
from typing import Any

from generator.search.records import FIRST, HEADING, INNER, LAST, ONLY, OTHER_NAME, SPELLED, TITLE, SearchRecord
from generator.search.tokens import LETTERS, SIZE, UNIT

PAIR = 2 * UNIT
SHORT, SHORT_IN_NAMES = "x", "y"
"""Markers of terms of fewer than three characters, which have no full list of positions: after two characters; before
one in the text, and before one in the other fields.
"""
BLOCK = 4096
"""Records per block."""
RARITIES = 32
"""Rarities are 0 to 31 (``rarity``)."""
WEIGHT = -25
"""Pagefind's code for the weight of plain text."""
LAST_LETTER = "p"
"""Characters are spelled in the letters a to p (``tokens.LETTERS``); the letters after it mark fields."""
FIELDS = ("", TITLE, OTHER_NAME, HEADING)
"""The fields that can be searched for one or two characters; the text is the empty one."""
WHOLE_NAME = (FIRST, INNER, LAST, ONLY)
ZONES = "".join((*FIELDS, *WHOLE_NAME, SPELLED))
POSITIONS = 1 << 28
"""Positions per record. Record and position are packed into one integer, so that ten cities fit into memory."""


Occurrences = dict[int, tuple[int, int]]
"""Record → its first position, and its number of occurrences."""


def positional_index(records: Iterable[SearchRecord]) -> dict[str, array[int]]:
    """Term → its occurrences, ascending, each as the integer ``record * POSITIONS + position``."""
    index: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))
    for number, record in enumerate(records):
        for occurrence, word in enumerate(record.words(), start=number * POSITIONS):
            index[word].append(occurrence)
    return index


def posting_lists(index: Mapping[str, Sequence[int]], lengths: Sequence[int]) -> Iterator[list[Any]]:
    """The posting lists in the order of their terms, grouped by first pair of characters.

    ``index`` is that of ``positional_index``; ``lengths`` are the records' lengths in words.
    """
    singles: dict[str, dict[str, Occurrences]] = {}
    for pair, terms in groupby(sorted(index), lambda term: term[:PAIR]):
        by_zone: dict[str, Occurrences] = {}
        postings = []
        for term in terms:
            zone = term[-1] if term[-1] > LAST_LETTER else ""
            if zone in FIELDS:
                _add(((*divmod(packed, POSITIONS), 1) for packed in index[term]), by_zone.setdefault(zone, {}))
            if zone in WHOLE_NAME or len(term) - len(zone) == SIZE * UNIT:
                postings.append(_posting_list(term, index[term]))
        for zone, occurrences in by_zone.items():
            if len(pair) == PAIR:
                postings += _short_posting_lists(pair + SHORT, zone, occurrences, lengths)
            more = ((record, position, count) for record, (position, count) in occurrences.items())
            _add(more, singles.setdefault((SHORT_IN_NAMES if zone else SHORT) + pair[:UNIT], {}).setdefault(zone, {}))
        if postings:
            yield sorted(postings)
    for single, zones in sorted(singles.items()):
        yield sorted(
            posting_list for zone in zones for posting_list in _short_posting_lists(single, zone, zones[zone], lengths)
        )


def rarity(length: float) -> int:
    """Rarity of what occurs once in ``length`` words, in half powers of two: 0 in 1, 2 in 2, 4 in 4, at most 31."""
    return min(RARITIES - 1, round(2 * log2(max(1, length))))


def shared_characters(word: str) -> str:
    """``word`` without block and field: equal for terms of the same characters, which one query loads together."""
    return word.partition(SHORT)[0].rstrip(ZONES)


def _add(more: Iterable[tuple[int, int, int]], occurrences: Occurrences) -> None:
    """Merges (record, position, count) triples into ``occurrences``."""
    for record, position, count in more:
        first, before = occurrences.get(record, (position, 0))
        occurrences[record] = (min(first, position), before + count)


def _posting_list(term: str, occurrences: Iterable[int]) -> list[Any]:
    """The posting list of ``term`` in Pagefind's form: records and positions are delta-coded."""
    postings: list[Any] = []
    positions: list[int] = []
    number = before = 0
    for record, position in (divmod(packed, POSITIONS) for packed in occurrences):
        if positions and record == number:
            positions.append(position - before)
        else:
            positions = [WEIGHT, position]
            postings.append([record - number, positions, []])
            number = record
        before = position
    return [term, postings, []]


def _short_posting_lists(term: str, zone: str, occurrences: Occurrences, lengths: Sequence[int]) -> Iterator[list[Any]]:
    """A posting list of ``term`` for each block of records; in the text, ``first position * RARITIES + rarity`` stands
    for the position.
    """
    for block, records in groupby(sorted(occurrences), lambda record: record // BLOCK):
        packed = []
        for record in records:
            first, count = occurrences[record]
            position = 0 if zone else first * RARITIES + rarity(lengths[record] / count)
            packed.append(record * POSITIONS + position)
        yield _posting_list(term + f"{block:x}".translate(LETTERS) + zone, packed)
