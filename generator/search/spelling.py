"""Names → how they are typed in Pinyin: 市教育局 → sjyj, shijiaoyuju."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import product

from pypinyin import Style, lazy_pinyin, pinyin

from generator.model import Region
from generator.search.tokens import HAN

KINDS_OF_PLACES = "省市县区"
IS_HAN = re.compile(f"[{HAN}]")
CHUNK = re.compile(f"[{HAN}]+|[^{HAN}]")


def place_readings(regions: Iterable[Region]) -> Mapping[str, tuple[str, ...]]:
    """Place → its syllables. The English name decides: 长葛 is Changge, though 长 is read zhang as well."""
    found = {}
    for region in regions:
        place = region.name.rstrip(KINDS_OF_PLACES)
        spelled = region.name_en.partition(" ")[0].lower()
        readings = pinyin(place, style=Style.NORMAL, heteronym=True)
        if fitting := next((each for each in product(*readings) if "".join(each) == spelled), None):
            found[place] = fitting
    return found


def spellings(name: str, places: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """The initials of ``name``, and all of it, without tones; what is not Chinese stays, in small letters."""
    syllables: list[str] = []
    rest = name
    while rest:
        place = next((each for each in places if rest.startswith(each)), "")
        if place:
            syllables += places[place]
            rest = rest[len(place) :]
        else:
            end = min((start for each in places if (start := rest.find(each)) > 0), default=len(rest))
            syllables += _read(rest[:end])
            rest = rest[end:]
    initials = "".join(syllable[0] if syllable.isalpha() and syllable.isascii() else syllable for syllable in syllables)
    return initials, "".join(syllables)


@cache
def _read(text: str) -> tuple[str, ...]:
    """A syllable for each Chinese character; every other character is one of its own."""
    found: list[str] = []
    for chunk in CHUNK.findall(text):
        found += lazy_pinyin(chunk) if IS_HAN.match(chunk) else [chunk.lower()]
    return tuple(found)
