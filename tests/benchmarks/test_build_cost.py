"""What a build costs, beside the bare engine on the same pages in the same run. Prints; decides nothing.

``--sizes 1,4,16`` says how many times the real project is taken; 1 and 4 if nothing is said.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from tests.benchmarks.corpora import times
from tests.conftest import REPOSITORY

STAGES = ("read", "link", "check", "export", "compose", "index", "publish")


def module(name: str, *arguments: str) -> str:
    """What ``python -m <name> <arguments>`` prints."""
    ran = subprocess.run(
        [sys.executable, "-m", name, *arguments],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def row(name: str, built: dict[str, Any]) -> str:
    taken = " | ".join(f"{built['stages'].get(stage, 0):.1f}" for stage in STAGES)
    return f"| {name} | {taken} | **{built['all']:.1f}** | {built['memory'] / 1000:.2f} GB |"


def test_cost_of_a_build(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    sizes = [int(size) for size in request.config.getoption("sizes").split(",")]
    print(f"\n\n| | {' | '.join(STAGES)} | all | memory |\n|{'---|' * (len(STAGES) + 3)}")
    notes = []
    per_page: dict[int, float] = {}
    for size in sizes:
        root, bare = tmp_path / f"x{size}", tmp_path / f"bare{size}"
        times(REPOSITORY, root, size)
        for kind in ("cold", "nothing changed"):
            built = json.loads(module("tests.benchmarks.one_build", str(root)))
            print(row(f"{size} ×, {kind} ({built['pages']} pages)", built), flush=True)
            if kind == "cold":
                cold = built
        per_page[size] = cold["all"] / cold["pages"]
        module("tests.benchmarks.staged_pages", str(root), str(bare))
        start = perf_counter()
        module("mkdocs", "build", "--quiet", "--config-file", str(bare / "mkdocs.yml"))
        reference = perf_counter() - start
        print(f"| {size} ×, bare mkdocs-material |{' |' * len(STAGES)} **{reference:.1f}** | |", flush=True)
        notes.append(f"{size} ×: cold build / bare engine {cold['all'] / reference:.2f}")
        for folder in (root, bare):
            shutil.rmtree(folder)
    notes += [
        f"{large} × / {small} ×, by page: {per_page[large] / per_page[small]:.2f}" for small, large in pairwise(sizes)
    ]
    print("\n" + "\n".join(notes))
