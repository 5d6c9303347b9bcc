"""Two built sites with their published data: the real city's, and a small one that has what the real one has none of."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import found_city
from tests.page_facts.ledger import Ledger
from tests.page_facts.published import Published
from tests.page_facts.reading import BuiltSite

OBSERVATIONS = """\
park-area,guicheng,2023,11.2,m2,final,桂城年鉴,https://example.org/yearbook,2024-05-06
park-area,east,2024,12.5以上,m2,preliminary,东县公报,https://example.org/east,2025-02-03
"""
"""What was reported later, of the city and of a county. No such report of the real city is known yet."""
LONG = "树要浇水，也要修枝。" * 2100
"""Makes its plan so long that each chapter has a page, as no plan of the real city is."""
LAST_LINE = "市园林局和市水务局每季碰头一次。"


class Facts(NamedTuple):
    """``real`` says whether it is the real city, whose tables have many rows."""

    site: BuiltSite
    data: Published
    real: bool


@pytest.fixture(scope="session", params=["real", "small"])
def facts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Facts:
    if request.param == "real":
        root: Path = request.getfixturevalue("site")
        return Facts(BuiltSite(root), Published(root, "xuchang"), real=True)
    city = found_city(tmp_path_factory.mktemp("small") / "city")
    observations = city.root / "datasets/registry/observations.csv"
    observations.write_text(observations.read_text("utf-8") + OBSERVATIONS, "utf-8", newline="")
    city.edit("content/plans/green-city.md", LAST_LINE, f"{LAST_LINE}\n\n{LONG}")
    ran = city.run("build")
    assert ran.code == 0, ran.out
    return Facts(BuiltSite(city.root / "site"), Published(city.root / "site", "guicheng"), real=False)


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()
