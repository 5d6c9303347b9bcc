"""The hamlet as it stands is clean: whatever a rule finds there comes of what a test changed."""

from __future__ import annotations

from pathlib import Path

from generator.pipeline import examine
from tests.checking.hamlet import Hamlet


def test_the_hamlet_is_clean(tmp_path: Path) -> None:
    hamlet = Hamlet(tmp_path, explained=True)
    _, report = examine(hamlet.root, lambda _: None)
    assert report.diagnostics == ()
