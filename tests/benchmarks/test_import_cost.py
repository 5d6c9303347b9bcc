"""What an import costs: time against a text ten times as long, and memory. Prints; decides nothing.

The text is the test's own issue, its document repeated under other numbers: 50 000 characters and ten times as many.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import perf_counter

from tests.conftest import MINIATURE
from tests.test_importing import ISSUE

DOCUMENTS = 100
SCRIPT = """
import resource, sys
from pathlib import Path
from generator.importing.stage import import_issue
from generator.linking import link
from generator.reading import read_project
corpus = link(read_project(Path(sys.argv[1]))[0])[0]
import_issue(Path(sys.argv[2]), Path(sys.argv[3]), corpus, lambda stage: None)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def issue(documents: int) -> str:
    front, _, body = ISSUE.partition("桂城市人民政府 关于")
    body = f"桂城市人民政府 关于{body}"
    return front + "\n".join(body.replace("〔2022〕9号", f"〔2022〕{number}号") for number in range(1, documents + 1))


def test_cost_of_an_import_and_of_a_longer_one(tmp_path: Path) -> None:
    seconds = []
    print()
    for documents in (0, DOCUMENTS, 10 * DOCUMENTS):
        source = tmp_path / f"issue-{documents}.txt"
        source.write_text(issue(max(1, documents)), "utf-8")
        start = perf_counter()
        command = [sys.executable, "-c", SCRIPT, str(MINIATURE), str(source), str(tmp_path / f"draft-{documents}")]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
        seconds.append(perf_counter() - start)
        print(
            f"{source.stat().st_size / 1000:8.0f} kB {documents:5} documents {seconds[-1]:6.2f} s "
            f"{int(done.stdout) / 1024:5.0f} MB"
        )
    print(f"ten times the text takes {(seconds[2] - seconds[0]) / (seconds[1] - seconds[0]):.1f} times as long")
