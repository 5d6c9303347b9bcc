"""The check stage: every rule runs, always to its end."""

from __future__ import annotations

from collections.abc import Iterator

from generator import rules
from generator.diagnostics import Diagnostic
from generator.discovery import collect
from generator.model import Corpus
from generator.reading.project import Project
from generator.rules._rule import Rule


def check(project: Project, corpus: Corpus) -> Iterator[Diagnostic]:
    """The findings of all rules, in file-name order of the rules."""
    for rule in all_rules():
        yield from rule.check(project, corpus)


def all_rules() -> tuple[Rule, ...]:
    return collect(rules, "RULE", Rule)
