"""A name in a text."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.plan import Plan
from generator.model.registry import Indicator, Region, Unit

Named = Unit | Indicator | Region | Plan


@dataclass(frozen=True, slots=True)
class Mention:
    """``text[start:end]`` names ``target``."""

    start: int
    end: int
    target: Named
