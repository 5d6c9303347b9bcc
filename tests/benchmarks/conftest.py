"""Clocks and the browser for benchmarks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

from tests.browser.conftest import browser

__all__ = ["browser", "seconds"]


@contextmanager
def seconds() -> Iterator[Callable[[], float]]:
    """Gives a function that tells how long the block took."""
    start = perf_counter()
    end: list[float] = []
    yield lambda: end[0]
    end.append(perf_counter() - start)
