"""A version of the data as it was published: its files stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """``files`` are by name; ``changes`` say what is new since the release before, ``note`` in the editors' words.

    ``previous`` is the check sum of the release before, ``listed`` how many addresses were promised then and theirs.
    ``interface`` is what programs found beside the tables: thing, part, type.
    """

    version: str
    day: date
    note: str
    changes: tuple[Text, ...]
    previous: str
    listed: tuple[int, str]
    interface: Mapping[str, Mapping[str, str]]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """An address that was published once → the one that took its place."""

    old: str
    new: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """What has been published and must stay: releases (oldest first), every address, and where addresses moved to."""

    releases: tuple[Release, ...] = ()
    addresses: tuple[str, ...] = ()
    redirects: tuple[Redirect, ...] = ()
