"""A version of the data as it was published: its files stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """``files`` are by name; ``changes`` say what is new since the release before, ``note`` in the editors' words.

    ``previous`` is the SHA-256 of the previous release's changes.json, ``listed`` the number of addresses promised then
    and the SHA-256 of their list. ``interface`` is what programs rely on beside the tables: thing → part → type.
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
    """A published address that moved: ``new`` is the redirect target, ``line`` that of content/redirects.csv."""

    old: str
    new: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """What has been published and must stay: releases (oldest first), every address, and where addresses moved to."""

    releases: tuple[Release, ...] = ()
    addresses: tuple[str, ...] = ()
    redirects: tuple[Redirect, ...] = ()
