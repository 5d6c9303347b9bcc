"""The known units of measurement, for longest-match look-up at a position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from generator.figures.script import script_of

TO_ONE = ":1"
ONE_TO = "1:"


@dataclass(frozen=True)
class Symbols:
    """``spellings`` are (one spelling, symbol as the caller gave it), longest first and then by code point."""

    spellings: tuple[tuple[str, str], ...]

    def at(self, text: str, position: int) -> tuple[str, int]:
        """The longest symbol at ``position`` and where it ends; an empty one where none stands there."""
        for spelling, symbol in self.by_first.get(text[position : position + 1], ()):
            if text.startswith(spelling, position):
                return symbol, position + len(spelling)
        return "", position

    @cached_property
    def by_first(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """First character → its spellings that stand with a number, in their order."""
        groups: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for spelling, symbol in self.spellings:
            if spelling not in (TO_ONE, ONE_TO):
                groups[spelling[0]].append((spelling, symbol))
        return groups

    @property
    def longest(self) -> int:
        """The number of characters of the longest symbol."""
        return len(self.spellings[0][0]) if self.spellings else 0

    def named(self, spelling: str) -> str:
        """The symbol with this very spelling, empty where there is none."""
        return next((symbol for known, symbol in self.spellings if known == spelling), "")


@lru_cache(maxsize=64)
def symbols_of(given: frozenset[str]) -> Symbols:
    """``given`` in one spelling each; empty ones are passed over. A registry's symbols are asked for once per cell."""
    spelled = ((script_of(symbol).text, symbol) for symbol in sorted(given))
    return Symbols(tuple(sorted((pair for pair in spelled if pair[0]), key=lambda pair: (-len(pair[0]), pair))))
