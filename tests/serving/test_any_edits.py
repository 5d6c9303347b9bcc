"""After any edits the preview is what a cold build of the same project makes, byte for byte (``--edits`` for more)."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tests.conftest import found_city
from tests.serving.edits import EDITS
from tests.serving.follower import Follower, cold
from tests.writing.places import tree

IN_VIEW = ("plans/green-city.html", "index.html")


def test_preview_is_what_a_cold_build_makes_after_any_edits(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    seed = request.config.getoption("seed") or random.randrange(10**6)  # noqa: S311
    draw, kept = random.Random(seed), tmp_path / "kept"  # noqa: S311
    city = found_city(tmp_path / "city")
    follower = Follower(city)
    follower.follow()
    good, broken = 0, 0
    for number in range(request.config.getoption("edits")):
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(city.root, kept, ignore=shutil.ignore_patterns("build"))
        edit = draw.choice(EDITS)
        edit(city, draw)
        before = tree(follower.site)
        follower.follow(*IN_VIEW)
        case = f"edit {number} of seed {seed}: {edit.__name__}"
        if follower.findings():
            broken += 1
            assert tree(follower.site) == before, case
            for name in ("content", "datasets", "site_templates"):
                shutil.rmtree(city.root / name, ignore_errors=True)
                if (kept / name).exists():
                    shutil.copytree(kept / name, city.root / name)
        else:
            good += 1
            assert tree(follower.site) == cold(city, tmp_path / "cold"), case
    print(f"seed {seed}: {good} edits that can be built, {broken} that cannot")
    assert good
