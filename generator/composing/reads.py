"""What a page reads of the corpus, of the exports and of the templates, noted while it is made: the page stands as long as
that is the same.

A page asks the corpus for what is under an id, seldom for everything: ``corpus.figures_of_indicator["gdp"]``. So it is noted by
attribute, and in a mapping by key. Attributes that few ask for are noted by themselves (``model/noted.py``), of the names in
a text it is noted what was looked through, and of templates which were asked for. What cannot be looked up again counts as
the whole corpus, which is another one after every edit.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from contextlib import contextmanager
from typing import Any, cast

from generator.composing.looks import Looks
from generator.composing.sameness import LookedThrough
from generator.model import Corpus
from generator.model.corpus import Dictionary
from generator.model.mention import Mention
from generator.model.noted import note_into
from generator.opendata import Exports

Read = tuple[str, str, Hashable]
"""The object, its attribute, and the key; ``EVERYTHING`` where the attribute is no mapping, or all of it was asked for. For
``NAMES`` the plan and the text, for ``TEMPLATE`` its name and nothing, for an object with an id its class, attribute and id.
"""
EVERYTHING = ("all of it",)
NAMES, TEMPLATE = "names", "template"
BY_ID: Mapping[str, Callable[[Corpus], Mapping[str, object]]] = {
    "Plan": lambda corpus: corpus.plan_by_id,
    "Clause": lambda corpus: corpus.clause_by_id,
    "Indicator": lambda corpus: corpus.registry.indicators,
}
"""Where the objects of a class are looked up by their id."""


class Reads:
    """Notes what is read by way of ``corpus`` and ``exports``, which look like those that they stand for."""

    def __init__(self, corpus: Corpus, exports: Exports, looks: Looks) -> None:
        self._corpus, self._looks = corpus, looks
        self._objects: Mapping[str, object] = {"corpus": corpus, "registry": corpus.registry, "exports": exports}
        self._noted: set[Read] = set()
        parts = {
            "registry": Noting("registry", corpus.registry, self._noted),
            NAMES: _NotingNames(corpus.names, self._noted),
        }
        self.corpus = cast("Corpus", Noting("corpus", corpus, self._noted, parts))
        self.exports = cast("Exports", Noting("exports", exports, self._noted))

    @contextmanager
    def noting(self) -> Iterator[set[Read]]:
        """A context with the set of what is read in it."""
        self._noted.clear()
        note_into(self._noted)
        try:
            yield self._noted
        finally:
            note_into(None)

    def note_template(self, name: str) -> None:
        self._noted.add((TEMPLATE, name, ""))

    def value(self, read: Read) -> object:
        """What is read there; of a key that is missing, ``None``."""
        name, attribute, key = read
        if name == TEMPLATE:
            return self._looks.template(attribute)
        if name == NAMES:
            return LookedThrough(self._corpus.names.get(attribute), str(key))
        if name in self._objects:
            whole = getattr(self._objects[name], attribute)
            return whole if key == EVERYTHING else whole.get(key)
        if name in BY_ID:
            own = BY_ID[name](self._corpus).get(str(key))
            return getattr(own, attribute, None)
        return self._corpus


class Noting:
    """Stands for an object, and notes what is read of it; ``parts`` are attributes that note by themselves."""

    def __init__(
        self, name: str, noted_object: object, noted: set[Read], parts: Mapping[str, object] | None = None
    ) -> None:
        self._name, self._object, self._noted, self._parts = name, noted_object, noted, parts or {}

    def __getattr__(self, attribute: str) -> Any:
        if attribute in self._parts:
            return self._parts[attribute]
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

    def keys(self) -> KeysView[Any]:
        return self._note(EVERYTHING).keys()

    def values(self) -> ValuesView[Any]:
        return self._note(EVERYTHING).values()

    def items(self) -> ItemsView[Any, Any]:
        return self._note(EVERYTHING).items()


class _NotingNames(Mapping[str, Dictionary]):
    def __init__(self, names: Mapping[str, Dictionary], noted: set[Read]) -> None:
        self._names, self._noted = names, noted

    def __getitem__(self, plan_id: str) -> Dictionary:
        return _NotingDictionary(plan_id, self._names[plan_id], self._noted)

    def __iter__(self) -> Iterator[str]:
        raise TypeError("names are looked up by plan")

    def __len__(self) -> int:
        raise TypeError("names are looked up by plan")


class _NotingDictionary:
    def __init__(self, plan_id: str, dictionary: Dictionary, noted: set[Read]) -> None:
        self._plan_id, self._dictionary, self._noted = plan_id, dictionary, noted

    def find(self, text: str) -> Iterator[Mention]:
        self._noted.add((NAMES, self._plan_id, text))
        return self._dictionary.find(text)
