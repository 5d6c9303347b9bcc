"""What was made of what, kept from one pass of the preview to the next: it is made again only where an input is another one.

An input is the same where it is the same object, or an equal text. So who hands out the same object for the same input lets
all stand that is made of it: a plan's file gives the same document, this the same plan, this the same page. A build, which
makes everything once, keeps nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
_kept: dict[Hashable, tuple[tuple[object, ...], object]] | None = None


@contextmanager
def remembering() -> Iterator[None]:
    """A context in which ``remembered`` keeps what it is given; one at a time."""
    global _kept
    _kept = {}
    try:
        yield
    finally:
        _kept = None


def remembered(key: Hashable, inputs: tuple[object, ...], make: Callable[[], T]) -> T:
    """What ``make`` gives, or gave at the last call with this ``key``, if that had the same inputs. It must depend on nothing
    else, and nobody may change it.
    """
    if _kept is None:
        return make()
    if key in _kept:
        former, result = _kept[key]
        if len(former) == len(inputs) and all(map(_same, former, inputs)):
            return result  # type: ignore[return-value]  # it is of this key's type
    made = make()
    _kept[key] = (inputs, made)
    return made


def _same(former: object, now: object) -> bool:
    return former is now or (isinstance(now, str | bytes) and former == now)
