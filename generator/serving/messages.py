"""What the building process and the serving one tell each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edited:
    """To the builder: files of the project have changed. ``in_view`` are the addresses of the pages that browsers show, the
    one that was opened last first.
    """

    in_view: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """To the server: ``early`` are pages that stand for those of the site until the next news, by address; ``changed`` the
    addresses that have another content now; ``findings`` what is wrong with the project, as the JSON of ``reporters``.
    """

    early: Mapping[str, bytes]
    changed: frozenset[str]
    findings: str
