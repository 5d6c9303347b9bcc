"""Two printed figures about the same thing that do not agree."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.model.figure import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """``gap`` is in the measure of ``a``; ``gap_share`` is gap / a, ``None`` where a is 0."""

    id: str
    scope: str
    kind: str
    a: Figure
    b: Figure
    period: str
    gap: Decimal
    gap_share: Decimal | None
    explanation: str
