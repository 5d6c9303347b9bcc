"""How fast the preview follows edits, on the real project and at several times its size. Prints; decides nothing.

``--edits 36`` says how many, as many of each kind; ``--sizes 1,4`` how many times the real project is taken.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest

from tests.benchmarks.corpora import times
from tests.benchmarks.preview_times import EDITS, times_of_edits
from tests.conftest import REPOSITORY

PLAN = "education"


def row(name: str, taken: list[tuple[float, float]]) -> str:
    shown, everything = zip(*taken, strict=True)
    figures = " | ".join(f"{value:.2f}" for value in (median(shown), max(shown), median(everything), max(everything)))
    return f"| {name} | {len(taken)} | {figures} |"


def test_cost_of_an_edit(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    edits = max(request.config.getoption("edits"), len(EDITS))
    print("\n\n| | edits | page in view, median s | worst | all, median s | worst |\n|---|---|---|---|---|---|")
    for size in [int(size) for size in request.config.getoption("sizes").split(",")]:
        root = tmp_path / f"x{size}"
        times(REPOSITORY, root, size)
        taken = times_of_edits(root, PLAN, edits)
        for name, own in taken.items():
            print(row(f"{size} ×, {name}", own), flush=True)
        print(row(f"{size} ×, all kinds", [pair for own in taken.values() for pair in own]), flush=True)
