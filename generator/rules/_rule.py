"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.diagnostics import Diagnostic, Text
from generator.model import Corpus
from generator.reading.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """``codes`` are the codes of the findings it may yield; ``why`` becomes the rule's documentation."""

    codes: tuple[str, ...]
    why: Text
    check: Callable[[Project, Corpus], Iterator[Diagnostic]]
