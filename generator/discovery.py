"""Plug-in discovery: the one object that each module of a package defines. A new rule, page type or format is a new file."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar

T = TypeVar("T")


def collect(package: str, name: str, kind: type[T]) -> tuple[T, ...]:
    """The object called ``name`` of every module in the package called ``package``, in file-name order.

    Modules whose name starts with ``_`` are helpers and are passed over.

    Raises:
        TypeError: a module does not define ``name``, or defines something that is not a ``kind``.
    """
    objects: list[T] = []
    for info in iter_modules(import_module(package).__path__):
        if info.name.startswith("_"):
            continue
        module = import_module(f"{package}.{info.name}")
        thing = getattr(module, name, None)
        if not isinstance(thing, kind):
            raise TypeError(f"{module.__name__} must define {name} as a {kind.__name__}")
        objects.append(thing)
    return tuple(objects)
