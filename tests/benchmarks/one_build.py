"""One ``guihua build`` in a process of its own: prints the seconds of each stage, and the memory, as JSON.

python -m tests.benchmarks.one_build ROOT
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from time import perf_counter

from generator.commands import _building
from generator.diagnostics import Language

MEGABYTE = 1 << 20 if sys.platform == "darwin" else 1 << 10
"""In the unit that the system counts memory in."""


class Stages:
    """In place of the progress line: when each stage begins."""

    begun: list[tuple[str, float]]

    def __init__(self) -> None:
        Stages.begun = []

    def __call__(self, stage: str) -> None:
        self.begun.append((stage, perf_counter()))

    def done(self) -> None:
        self.begun.append(("end", perf_counter()))


def main(root: Path) -> None:
    vars(_building)["Progress"] = Stages
    Stages()
    start = perf_counter()
    report, _ = _building.build_site(root, root / "site", Language.ENGLISH, "text")
    end = perf_counter()
    assert not report, report.diagnostics[0]
    moments = [moment for _, moment in Stages.begun]
    stages = {
        stage: after - moment for (stage, _), moment, after in zip(Stages.begun, moments, moments[1:], strict=False)
    }
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    pages = sum(1 for _ in (root / "site").rglob("*.html"))
    print(json.dumps({"stages": stages, "all": end - start, "memory": most / MEGABYTE, "pages": pages}))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
