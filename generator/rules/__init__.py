"""The check stage: one validation rule a module. A rule reads the raw project and the linked corpus, and yields findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.diagnostics import Diagnostic, Text
from generator.discovery import collect
from generator.model import Corpus
from generator.reading.project import ProjectSources


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """``codes`` are the codes of the findings it may yield; ``why`` becomes the rule's documentation."""

    codes: tuple[str, ...]
    why: Text
    check: Callable[[ProjectSources, Corpus], Iterator[Diagnostic]]


def check(project: ProjectSources, corpus: Corpus) -> Iterator[Diagnostic]:
    """The findings of all rules, in file-name order of the rules; every rule runs to its end."""
    for rule in all_rules():
        yield from rule.check(project, corpus)


def all_rules() -> tuple[Rule, ...]:
    return collect(__name__, "RULE", Rule)
