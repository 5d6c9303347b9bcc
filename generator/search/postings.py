"""Records → the posting lists of the inverted index, by gram.

A posting list has records, and for each of them ascending values. What a value says depends on the zone of the list:

- ``TEXT``: a position of the gram in the text; longer strings are phrase queries of trigrams. Two characters are found by
  the trigrams that begin with them, and by themselves where a stretch ends.
- ``SHORT``: for one character, and for two that begin many trigrams: the part of the text that has the first position, and
  the rarity, which is all that so short a query needs. The lists stay small, however often the characters occur.
- ``TITLE``, ``NAME``, ``HEADING``, ``SPELLED``: a position in that field, and whether a name begins or ends with the gram.
  One and two characters have lists of their own here, but for names in Pinyin, of which nobody types so little.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from itertools import groupby
from math import log2

from generator.search.records import PART_SIZE, SearchRecord
from generator.search.tokens import END, SIZE, stream


class Zone(IntEnum):
    """What a posting list is about; the same numbers are in scripts/search/41-index.js."""

    TEXT = 0
    SHORT = 1
    TITLE = 2
    NAME = 3
    HEADING = 4
    SPELLED = 5


VALUES = 1 << 28
"""Values per record. Record and value are packed into one integer, so that ten cities fit into memory."""
NAME_BEGINS, NAME_ENDS, ONE_PLACE = 1, 2, 4
"""A value of a field is ``position * ONE_PLACE``, and ``NAME_BEGINS`` or ``NAME_ENDS`` where a name begins or ends with the gram."""
RARITIES = 32
"""Rarities are 0 to 31 (``rarity``)."""
MANY = 700
"""Two characters that begin more trigrams than this in all texts have a list of their own (``Zone.SHORT``)."""

PostingLists = Mapping[Zone, Sequence[int]]
"""Zone → its posting list, each posting as the integer ``record * VALUES + value``, ascending."""


def inverted(records: Sequence[SearchRecord]) -> dict[str, PostingLists]:
    """Gram → its posting lists, in the order of the grams; a record's number is its index in ``records``."""
    index: defaultdict[str, dict[Zone, Sequence[int]]] = defaultdict(dict)
    text = _positions(record.stream for record in records)
    for gram, positions in text.items():
        index[gram][Zone.TEXT] = positions
    for gram, packed in _short(records, text):
        index[gram][Zone.SHORT] = packed
    for zone, names_of in FIELDS.items():
        for gram, places in _places([names_of(record) for record in records], zone).items():
            index[gram][zone] = places
    return dict(sorted(index.items()))


FIELDS: Mapping[Zone, Callable[[SearchRecord], Sequence[str]]] = {
    Zone.TITLE: lambda record: [record.entity.title],
    Zone.NAME: lambda record: record.entity.names,
    Zone.HEADING: lambda record: record.headings,
    Zone.SPELLED: lambda record: record.spelled,
}
"""Zone → the names that a record has in it."""


def rarity(length: float) -> int:
    """Rarity of what occurs once in ``length`` characters, in half powers of two: 0 in 1, 2 in 2, 4 in 4, at most 31."""
    return min(RARITIES - 1, round(2 * log2(max(1, length))))


def _positions(texts: Iterable[str]) -> dict[str, array[int]]:
    """Trigram, or two characters at the end of a stretch → their positions in the ``texts``."""
    windows: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))
    for number, text in enumerate(texts):
        for start, packed in enumerate(range(number * VALUES, number * VALUES + len(text))):
            windows[text[start : start + SIZE]].append(packed)
    return {
        gram: positions for window, positions in windows.items() if len(gram := window.partition(END)[0]) >= SIZE - 1
    }


def _short(records: Sequence[SearchRecord], text: Mapping[str, array[int]]) -> Iterator[tuple[str, Sequence[int]]]:
    """The lists of ``Zone.SHORT``: of every character, and of two that begin many of the grams of ``text``."""
    lengths = [record.length for record in records]
    singles: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))
    for number, record in enumerate(records):
        for character, count in Counter(record.stream).items():
            singles[character].append(_shortened(number, record.stream.index(character), count, lengths))
    singles.pop(END, None)
    yield from singles.items()
    for pair, grams in groupby(sorted(text), lambda gram: gram[: SIZE - 1]):
        occurrences = sorted(packed for gram in grams for packed in text[gram])
        if len(occurrences) > MANY:
            by_record = {
                number: list(own) for number, own in groupby(occurrences, lambda occurrence: occurrence // VALUES)
            }
            yield pair, [_shortened(number, own[0] % VALUES, len(own), lengths) for number, own in by_record.items()]


def _shortened(record: int, position: int, count: int, lengths: Sequence[int]) -> int:
    return record * VALUES + position // PART_SIZE * RARITIES + rarity(lengths[record] / count)


def _places(names: Sequence[Iterable[str]], zone: Zone) -> dict[str, array[int]]:
    """Gram → where it stands in the names of a zone, which are given by record."""
    least = SIZE if zone is Zone.SPELLED else 1
    places: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))
    for number, own in enumerate(names):
        base = number * VALUES
        for name in own:
            text = stream(name)
            last = len(text) - len(END)
            for start in range(last):
                for end in range(start + least, min(start + SIZE, last) + 1):
                    if END not in (gram := text[start:end]):
                        edges = (NAME_BEGINS if start == 0 else 0) | (NAME_ENDS if end == last else 0)
                        places[gram].append(base + start * ONE_PLACE + edges)
            base += len(text) * ONE_PLACE
    return places
