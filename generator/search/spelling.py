"""Names → how they are typed in Pinyin: 市教育局 → sjyj, shijiaoyuju.

The library is loaded where it is needed: its dictionaries take 60 MB, which the stages before have use for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain, product

from generator.model import Region
from generator.search.tokens import IDEOGRAPHS

KINDS_OF_PLACES = "省市县区"
IS_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
CHUNK = re.compile(f"[{IDEOGRAPHS}]+|[^{IDEOGRAPHS}]")


def place_readings(regions: Iterable[Region]) -> Mapping[str, tuple[str, ...]]:
    """Name of a place without its kind → its syllables. The English name decides between readings: 长葛 is Changge, though
    长 is read zhang as well.
    """
    from pypinyin import Style, pinyin

    syllables = {}
    for region in regions:
        place = region.name.rstrip(KINDS_OF_PLACES)
        spelled = region.name_en.partition(" ")[0].lower()
        readings = pinyin(place, style=Style.NORMAL, heteronym=True)
        if fitting := next((reading for reading in product(*readings) if "".join(reading) == spelled), None):
            syllables[place] = fitting
    return syllables


def spellings(name: str, places: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """(initials, all syllables) of ``name`` in Pinyin without tones; what is not Chinese is lowercased."""
    syllables: list[str] = []
    rest = name
    while rest:
        place = next((known for known in places if rest.startswith(known)), "")
        if place:
            syllables += places[place]
            rest = rest[len(place) :]
        else:
            end = min((start for known in places if (start := rest.find(known)) > 0), default=len(rest))
            syllables += _syllables(rest[:end])
            rest = rest[end:]
    initials = "".join(syllable[0] if syllable.isalpha() and syllable.isascii() else syllable for syllable in syllables)
    return initials, "".join(syllables)


@cache
def _syllables(text: str) -> tuple[str, ...]:
    """A syllable for each Chinese character; every other character stands for itself, lowercased."""
    from pypinyin.seg.simpleseg import seg

    syllables: list[str] = []
    for chunk in CHUNK.findall(text):
        if IS_IDEOGRAPH.match(chunk):
            syllables += chain.from_iterable(map(_of_word, seg(chunk)))
        else:
            syllables.append(chunk.lower())
    return tuple(syllables)


@cache
def _of_word(word: str) -> tuple[str, ...]:
    """The syllables of a word as ``pypinyin`` divides text into words, of which a few thousand make all names."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(word))
