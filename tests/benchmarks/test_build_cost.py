"""What a build costs, as a ratio to a reference measured in the same run. Prints; decides nothing.

The reference is mkdocs-material alone on the same staging tree, so that the figure says what the rest of the
system adds. The larger project is the miniature city with many more plans.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from generator.pipeline import build, examine
from generator.rendering import Material
from generator.writing.guard import SITE, claim
from tests.conftest import REPOSITORY, City, found_city

PLANS = 60


def timed(action: Callable[[], object]) -> float:
    start = perf_counter()
    action()
    return perf_counter() - start


def grow(city: City, plans: int) -> None:
    """Copies of the first plan under other ids: each has its text, its tables and its pages."""
    for number in range(plans):
        name = f"green-city-{number}"
        shutil.copytree(city.root / "datasets/green-city", city.root / f"datasets/{name}")
        descriptor = city.root / f"datasets/{name}/datapackage.json"
        descriptor.write_text(
            descriptor.read_text("utf-8").replace('"name": "green-city"', f'"name": "{name}"'), "utf-8"
        )
        text = (city.root / "content/plans/green-city.md").read_text("utf-8")
        text = text.replace("“十四五”绿化规划", f"“十四五”绿化规划{number}").replace(
            "first_page: 1", f"first_page: {100 + number}"
        )
        (city.root / f"content/plans/{name}.md").write_text(text, "utf-8")


def test_cost_of_a_build_and_of_a_larger_one(tmp_path: Path) -> None:
    def quiet(stage: str) -> None: ...

    print()
    for plans in (0, PLANS):
        city = found_city(tmp_path / f"city-{plans}")
        grow(city, plans)
        engine = Material(city.root / "mkdocs.yml")
        checking = timed(lambda root=city.root: examine(root, quiet))
        results: list[object] = []
        whole = timed(lambda c=city, e=engine, r=results: r.append(build(c.root, c.root / "site", e, quiet)))
        corpus, report = results[0]
        assert not report
        pages = sum(1 for _ in (city.root / "site").rglob("*.html"))
        nav = tuple(((plan.short_title,), f"plans/{plan.id}.md") for plan in corpus.plans)
        alone = timed(
            lambda c=city, e=engine, n=nav, k=corpus, p=plans: e.render(
                c.root / "build/docs", claim(tmp_path / f"out-{p}", SITE), n, k.site
            )
        )
        print(
            f"{len(corpus.plans):3} plans, {pages:4} pages: check {checking:5.2f} s, build {whole:5.2f} s, "
            f"engine alone {alone:5.2f} s, build/engine {whole / alone:4.2f}, {1000 * whole / pages:5.1f} ms a page"
        )


def test_stages_of_the_real_build(tmp_path: Path) -> None:
    """What each stage takes of a first build and of one where nothing changed, as shares of the whole."""
    root = tmp_path / "project"
    root.mkdir()
    for name in ("content", "datasets"):
        shutil.copytree(REPOSITORY / name, root / name)
    print()
    for build_name in ("first build", "nothing changed"):
        marks: list[tuple[str, float]] = []
        kept = marks.append
        whole = timed(
            lambda keep=kept: build(
                root, root / "site", Material(root / "mkdocs.yml"), lambda stage: keep((stage, perf_counter()))
            )
        )
        ends = [*(moment for _, moment in marks[1:]), marks[0][1] + whole]
        taken = {name: end - moment for (name, moment), end in zip(marks, ends, strict=True)}
        shares = ", ".join(f"{name} {100 * seconds / whole:.0f} %" for name, seconds in taken.items())
        print(f"{build_name}: {whole:.1f} s: {shares}")
