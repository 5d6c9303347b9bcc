"""Lighthouse on five pages of the built site in ``site/``: prints its four scores; ``nox -s lighthouse`` runs it.

The phone that Lighthouse imitates is a fixed factor slower than this machine, so that the first score moves with the
machine and with what else it does. Scores below 95 are named, and the command ends with 1.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.browser.conftest import NAMES
from tests.browser.serving import served

PAGES = ("index.html", "plans/groundwater.html", "plans/education.html", "indicators/preschool-enrolment.html",
         "units/xuchang-water.html", "explore/figures.html", "explore/tasks.html")  # fmt: skip
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
WANTED = 95


def scores(program: Path, address: str) -> dict[str, int]:
    ran = subprocess.run(
        [str(program), address, "--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}",
         "--chrome-flags=--headless=new --no-sandbox"],
        env={**os.environ, "CHROME_PATH": next(path for name in NAMES if (path := shutil.which(name)))},
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    categories = json.loads(ran.stdout)["categories"]
    return {name: round(categories[name]["score"] * 100) for name in CATEGORIES}


def main(program: Path) -> int:
    low = []
    print("".join(f"{name:>16}" for name in CATEGORIES))
    with served(Path("site")) as address:
        for page in PAGES:
            points = scores(program, f"{address}/{page}")
            print("".join(f"{points[name]:>16}" for name in CATEGORIES), f"  {page}", flush=True)
            low += [f"{page}: {name} {score}" for name, score in points.items() if score < WANTED]
    print(*low, sep="\n")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
