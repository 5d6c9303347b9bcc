"""What it costs to check 100,000 figures, beside the stock library on the same tables. Prints; decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import frictionless

from generator.linking import link
from generator.reading import read_project
from generator.rules import all_rules
from tests.benchmarks.corpora import with_figures
from tests.conftest import REPOSITORY

FIGURES = 100_000
T = TypeVar("T")


def timed(what: str, work: Callable[[], T]) -> T:
    start = perf_counter()
    made = work()
    print(f"| {what} | {perf_counter() - start:.1f} |", flush=True)
    return made


def test_cost_of_checking(tmp_path: Path) -> None:
    root = tmp_path / "city"
    count = with_figures(REPOSITORY, root, FIGURES)
    print(f"\n\n| check of {count:,} figures | seconds |\n|---|---|")
    start = perf_counter()
    project, unreadable = timed("read", lambda: read_project(root))
    corpus, unresolved = timed("link", lambda: link(project))
    tables = [rule for rule in all_rules() if rule.check.__module__.endswith(".tables")]
    others = [rule for rule in all_rules() if rule not in tables]
    shape = timed("rules: the tables' own shape", lambda: [list(rule.check(project, corpus)) for rule in tables])
    rest = timed("rules: all others", lambda: [list(rule.check(project, corpus)) for rule in others])
    print(f"| **all** | **{perf_counter() - start:.1f}** |")
    packages = sorted(root.glob("datasets/*/datapackage.json"))
    timed("stock frictionless, the same tables", lambda: [frictionless.validate(str(path)) for path in packages])
    assert not unreadable
    assert not unresolved
    findings = [finding for own in (*shape, *rest) for finding in own]
    print(f"\n{len(findings)} findings" + (f", the first: {findings[0]}" if findings else ""))
