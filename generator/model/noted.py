"""Attributes of which it is noted that they are read: what few ask for, such as the text of a plan. Who has read no such
attribute of an object was not made of it, and need not be made again where only that is another one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar

T = TypeVar("T")
AttributeRead = tuple[str, str, str]
"""The class of an object, its attribute, and its id; empty where the class has none."""
_notes: set[Any] | None = None
_plain: dict[type[Any], tuple[str, ...]] = {}


def note_into(notes: set[Any] | None) -> None:
    """From now on what is read is added to ``notes``, as ``AttributeRead``; with ``None`` it is not noted."""
    global _notes
    _notes = notes


def noted(*names: str) -> Callable[[type[T]], type[T]]:
    """A decorator for a dataclass with slots: it is noted who reads these attributes."""

    def decorated(own: type[T]) -> type[T]:
        for name in names:
            setattr(own, name, NotedAttribute(own.__name__, name, own.__dict__[name]))
        return own

    return decorated


def plain_fields(own: type[Any]) -> tuple[str, ...]:
    """The fields of a dataclass of which it is not noted who reads them."""
    if own not in _plain:
        _plain[own] = tuple(
            field.name for field in fields(own) if not isinstance(vars(own).get(field.name), NotedAttribute)
        )
    return _plain[own]


class NotedAttribute:
    """Stands before the ``slot`` of an attribute."""

    __slots__ = ("_name", "_own", "_slot")

    def __init__(self, own: str, name: str, slot: Any) -> None:
        self._own, self._name, self._slot = own, name, slot

    def __get__(self, instance: Any, owner: type[Any] | None = None) -> Any:
        if instance is None:
            return self
        if _notes is not None:
            _notes.add((self._own, self._name, getattr(instance, "id", "")))
        return self._slot.__get__(instance, owner)

    def __set__(self, instance: Any, value: Any) -> None:
        self._slot.__set__(instance, value)
