"""Two printed figures about the same thing that do not agree, and why they may not."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.model.figure import Figure
from generator.model.kinds import DifferenceKind

CONTRADICTIONS = frozenset((DifferenceKind.VALUE, DifferenceKind.BASELINE, DifferenceKind.UNDATED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """``gap`` is in the measure of ``a`` and ``None`` where there is none to compute; ``gap_share`` is gap / a,
    ``None`` where a is 0. ``explanation`` is the id of a note that names both figures, or empty.
    """

    id: str
    scope: str
    kind: DifferenceKind
    a: Figure
    b: Figure
    period: str
    gap: Decimal | None
    gap_share: Decimal | None
    explanation: str

    @property
    def contradiction(self) -> bool:
        """Whether both cannot hold: not a matter of rounding, definition, unit or deadline."""
        return self.kind in CONTRADICTIONS
