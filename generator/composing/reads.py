"""What a page reads of the corpus and of the exports, noted while it is made: the page stands as long as that is the same.

A page asks the corpus for what is under an id, seldom for everything: ``corpus.figures_of_indicator["gdp"]``. So it is noted by
attribute, and in a mapping by key. What it gets is compared with what it would get now.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, cast

from generator.model import Corpus
from generator.model.corpus import PlanFacts
from generator.opendata import Exports
from generator.opendata.tables import TableData

Read = tuple[str, str, Hashable]
"""The object, its attribute, and the key; ``EVERYTHING`` where the attribute is no mapping, or all of it was asked for."""
EVERYTHING = ("all of it",)


class Reads:
    """Notes what is read by way of ``corpus`` and ``exports``, which look like those that they stand for."""

    def __init__(self, corpus: Corpus, exports: Exports) -> None:
        self._objects: Mapping[str, object] = {"corpus": corpus, "exports": exports}
        self._noted: set[Read] = set()
        self.corpus = cast("Corpus", Noting("corpus", corpus, self._noted))
        self.exports = cast("Exports", Noting("exports", exports, self._noted))

    def taken(self) -> frozenset[Read]:
        """What has been read since this was asked last."""
        noted = frozenset(self._noted)
        self._noted.clear()
        return noted

    def value(self, read: Read) -> object:
        """What is read there; of a key that is missing, ``None``."""
        name, attribute, key = read
        whole = getattr(self._objects[name], attribute)
        return whole if key == EVERYTHING else whole.get(key)


class Noting:
    """Stands for an object, and notes what is read of it."""

    def __init__(self, name: str, noted_object: object, noted: set[Read]) -> None:
        self._name, self._object, self._noted = name, noted_object, noted

    def __getattr__(self, attribute: str) -> Any:
        value = getattr(self._object, attribute)
        if isinstance(value, Mapping):
            return _NotingMapping(self._name, attribute, value, self._noted)
        self._noted.add((self._name, attribute, EVERYTHING))
        return value


class _NotingMapping(Mapping[Any, Any]):
    def __init__(self, name: str, attribute: str, mapping: Mapping[Any, Any], noted: set[Read]) -> None:
        self._name, self._attribute, self._mapping, self._noted = name, attribute, mapping, noted

    def _note(self, key: Hashable) -> Mapping[Any, Any]:
        self._noted.add((self._name, self._attribute, key))
        return self._mapping

    def __getitem__(self, key: Hashable) -> Any:
        return self._note(key)[key]

    def __contains__(self, key: object) -> bool:
        return key in self._note(key)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._note(EVERYTHING))

    def __len__(self) -> int:
        return len(self._note(EVERYTHING))


def is_same(former: object, now: object) -> bool:
    """Whether the two would be shown alike. What has an id is the same only if it is the same object: the stages hand out the
    same one where nothing has changed (``remembering``). All else is compared part by part.
    """
    if former is now:
        return True
    if type(former) is not type(now) or hasattr(former, "id"):
        return False
    if isinstance(former, PlanFacts | TableData):
        return former == now
    if isinstance(former, tuple | list):
        return _are_same(former, cast("Sequence[object]", now))
    if isinstance(former, Mapping):
        other = cast("Mapping[object, object]", now)
        return list(former) == list(other) and _are_same([*former.values()], [*other.values()])
    if is_dataclass(former):
        return all(is_same(getattr(former, part.name), getattr(now, part.name)) for part in fields(former))
    return former == now


def _are_same(former: Sequence[object], now: Sequence[object]) -> bool:
    return len(former) == len(now) and all(is_same(one, other) for one, other in zip(former, now, strict=True))
