"""One build in a process of its own: prints the seconds of each stage, and the memory, as JSON.

python -m tests.benchmarks.one_build ROOT
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from time import perf_counter

from generator.commands._building import engine
from generator.pipeline import build

MEGABYTE = 1 << 20 if sys.platform == "darwin" else 1 << 10
"""In the unit that the system counts memory in."""


def main(root: Path) -> None:
    begun: list[tuple[str, float]] = []
    start = perf_counter()
    _, report = build(root, root / "site", engine(root), lambda stage: begun.append((stage, perf_counter())))
    end = perf_counter()
    assert not report, report.diagnostics[0]
    ends = [*(moment for _, moment in begun[1:]), end]
    stages = {stage: stop - moment for (stage, moment), stop in zip(begun, ends, strict=True)}
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    pages = sum(1 for _ in (root / "site").rglob("*.html"))
    print(json.dumps({"stages": stages, "all": end - start, "memory": most / MEGABYTE, "pages": pages}))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
