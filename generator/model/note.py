"""What a reader must know of the print before trusting it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diagnostics import Location
from generator.model.figure import Figure
from generator.model.kinds import NoteKind
from generator.model.noted import noted
from generator.model.plan import Clause, Plan


@noted("where")
@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is wrong or odd in the print, and the ``figures`` that it speaks of."""

    id: str
    plan: Plan
    clause: Clause
    kind: NoteKind | None
    subject: str
    what: str
    figures: tuple[Figure, ...]
    source_line: int | None
    where: Location
