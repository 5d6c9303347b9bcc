"""Whether what a page has read is the same as what it would read now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from generator.linking.addresses import address_of
from generator.linking.names import NameIndex
from generator.model.corpus import Dictionary
from generator.model.noted import plain_fields

PLAIN = frozenset((str, bytes, int, bool, type(None), date))


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """A text and the names that were looked for in it; ``None`` where their plan is gone."""

    names: Dictionary | None
    text: str


class Comparison:
    """Compares by what would be shown, part by part: attributes of which it is noted who reads them (``model/noted.py``) are
    left out. What has been compared once is not compared again, so that one comparison serves all pages of a pass.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], tuple[object, object, bool]] = {}
        self._differing: dict[tuple[int, int], tuple[object, object, frozenset[str]]] = {}

    def same(self, former: object, now: object) -> bool:
        """Whether the two would be shown alike."""
        if former is now:
            return True
        kind: type[Any] = type(former)
        if kind is not type(now):
            return False
        if kind in PLAIN:
            return bool(former == now)
        known = self._known.get((id(former), id(now)))
        if known is None:
            known = former, now, self._compared(former, now)
            self._known[id(former), id(now)] = known  # holds the two, whose ids nothing else gets meanwhile
        return known[2]

    def _compared(self, former: Any, now: Any) -> bool:
        match former:
            case Decimal():
                return str(former) == str(now)  # 1.0 and 1.00 are equal
            case LookedThrough():
                return self._are_named_alike(former, now)
            case tuple() | list():
                return self._are_same(former, now)
            case Mapping():
                other = cast("Mapping[object, object]", now)
                return self._are_same([*former], [*other]) and self._are_same([*former.values()], [*other.values()])
        if is_dataclass(former):
            own: type[Any] = type(former)
            return all(self.same(getattr(former, part), getattr(now, part)) for part in plain_fields(own))
        return bool(former == now)

    def _are_same(self, former: Sequence[object], now: Sequence[object]) -> bool:
        return len(former) == len(now) and all(map(self.same, former, now))

    def _are_named_alike(self, former: LookedThrough, now: LookedThrough) -> bool:
        """Whether the same names are in the text. They are if none is in it that means another thing now."""
        if not (isinstance(former.names, NameIndex) and isinstance(now.names, NameIndex)) or former.text != now.text:
            return False
        differing = (
            *self._names_that_differ(former.names.general, now.names.general),
            *self._names_that_differ(former.names.own, now.names.own),
        )
        return not any(name in now.text for name in differing)

    def _names_that_differ(self, former: Mapping[str, Any], now: Mapping[str, Any]) -> frozenset[str]:
        if former is now:
            return frozenset()
        key = id(former), id(now)
        if key not in self._differing:
            differing = {name for name in former.keys() | now.keys() if _target(former, name) != _target(now, name)}
            self._differing[key] = former, now, frozenset(differing)
        return self._differing[key][2]


def _target(names: Mapping[str, Any], name: str) -> object:
    """What is to be known of the thing that has this name: its page, and of what kind it is."""
    if name not in names:
        return ()
    target = names[name]
    return target and (type(target), address_of(target))
