"""What a reader finds on the pages of the miniature city, word for word: one golden file for each page type.

``nox -s golden`` regenerates the files of ``tests/golden/``; the diff is then to be read like any other change of
what the site says. The city is the miniature as it may stand after a while: with one plan that is long enough for
chapters, two releases of its data, and addresses that moved.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from math import inf
from pathlib import Path

import pytest

from generator.composing.stage import page_types
from generator.opendata import export
from generator.site_files import HeldFiles
from tests.conftest import City, linked
from tests.golden_files import agrees
from tests.page_text import text_of

GOLDEN = Path(__file__).parent / "golden"
PAGES = {
    "home": ("index.html",),
    "plans": ("plans/index.html",),
    "plan": ("plans/green-city.html", "plans/clean-rivers.html"),
    "chapter": ("plans/clean-rivers/c2.html", "plans/clean-rivers/c3.html"),
    "indicators": ("indicators/index.html",),
    "indicator": (
        "indicators/river-quality.html",
        "indicators/park-area.html",
        "indicators/street-trees.html",
        "indicators/river-cost.html",
        "indicators/river-birds.html",
    ),
    "units": ("units/index.html",),
    "unit": ("units/guicheng-water.html", "units/guicheng-parks.html", "units/east-government.html"),
    "regions": ("regions/index.html", "regions/east.html", "regions/province.html"),
    "compare": ("regions/compare.html",),
    "binding": ("binding.html",),
    "differences": ("differences.html",),
    "measures": ("measures.html",),
    "coverage": ("coverage.html", "coverage/clean-rivers.html"),
    "explorer": ("explore/figures.html", "explore/tasks.html"),
    "explorer_whole": ("explore/figures-all.html", "explore/tasks-all.html"),
    "data": ("data.html",),
    "changes": ("changes.html",),
    "search": ("search.html",),
    "text": ("about.html",),
}
"""Template of a page type → the pages that stand for it: together they show all that the type can."""
OTHERS = {"frame": ("plans/green-city.html",), "404": ("404.html",), "redirect": ("plans/rivers.html",)}
"""What a reader meets beside: what stands around a page, the page of a wrong address and that of a former one."""


def told(name: str, site: Path) -> str:
    """The pages that stand for ``name``, one after another."""
    parts = []
    for address in {**PAGES, **OTHERS}[name]:
        text = text_of(site / address, site, frame=name == "frame")
        if name == "explorer":
            text += "\n" + "\n".join(offered(site / address.replace(".html", ".js"))) + "\n"
        parts.append(f"===== {address}\n{text}")
    return "\n\n".join(parts)


def offered(script: Path) -> Iterator[str]:
    """What an explorer offers once its script runs: each filter with its choices and their numbers of rows, its columns."""
    facts = json.loads(re.fullmatch(r"window\.guihua_explorer=(.*);\n", script.read_text("utf-8"), re.DOTALL)[1])
    cells: dict[str, list[str]] = {}
    places: dict[str, list[int]] = {}
    for column in facts["columns"]:
        name, values = column["name"], column.get("values", [])
        if "by" in column:
            values = [values[at] for at in places[column["by"]]]
        elif "distinct" in column:
            places[name], values = values, [column["distinct"][at] for at in values]
        cells[name] = values
    for facet in facts["facets"]:
        numbers = Counter(
            value for cell in cells[facet["column"]] for value in (cell.split(facts["several"]) if cell else [""])
        )
        labels = dict(facet["labels"]) or {value: value for value in sorted(numbers)}
        yield f"{facet['title']}: " + " | ".join(f"{label} {numbers[value]}" for value, label in labels.items())
    yield "shown: " + " | ".join(column["title"] for column in facts["shown"])
    yield "downloaded: " + " | ".join(column["title"] for column in facts["columns"] if not column.get("hidden"))


@pytest.mark.parametrize("name", [*PAGES, *OTHERS])
def test_pages_of_a_type_say_what_their_golden_file_says(
    name: str, settled_city: City, request: pytest.FixtureRequest
) -> None:
    agrees(told(name, settled_city.root / "site"), GOLDEN / f"{name}.txt", request)


def test_every_place_in_the_navigation_is_taken_by_one_page_type() -> None:
    """File names never decide which of two page types comes first."""
    places = [page_type.rank for page_type in page_types() if page_type.rank < inf]
    assert len(set(places)) == len(places)


def test_every_page_type_has_a_golden_file_of_its_own_pages(settled_city: City) -> None:
    corpus = linked(settled_city.root)
    exports = export(corpus, HeldFiles())
    made = {
        page_type.template.removesuffix(".html.j2"): {spec.address for spec in page_type.pages(corpus, exports)}
        for page_type in page_types()
    }
    assert PAGES.keys() == made.keys()
    assert {name: set(pages) - made[name] for name, pages in PAGES.items() if set(pages) - made[name]} == {}
    assert {path.stem for path in GOLDEN.glob("*.txt")} == PAGES.keys() | OTHERS.keys()
