"""An edit reaches the pages that show what was edited, and no others are made again; all is as a cold build would have it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator.composing.stage import Composed, Composition
from generator.opendata import stage
from generator.opendata.packages.describing import rendered
from generator.opendata.tables import TableData
from generator.rendering.engine import PageBody
from generator.rendering.material_frame import MaterialFrame
from generator.search import index
from generator.search.entities import Entity
from generator.search.records import SearchRecord, records_of
from tests.conftest import REPOSITORY, City
from tests.serving.follower import Follower, cold
from tests.writing.places import tree

Edit = Callable[[City], None]


def replaced(path: str, old: str, new: str) -> Edit:
    return lambda city: city.edit(path, old, new)


def template(path: str, old: str, new: str) -> Edit:
    """A template of the city's own, which differs from the shipped one in this place."""

    def edit(city: City) -> None:
        shipped, own = REPOSITORY / "site_templates" / path, city.root / "site_templates" / path
        text = shipped.read_text("utf-8")
        assert old in text
        own.parent.mkdir(parents=True)
        own.write_text(text.replace(old, new, 1), "utf-8")

    return edit


@contextmanager
def composed(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """A context with the addresses of the pages that are composed in it."""
    addresses: set[str] = set()
    page = Composition.page

    def noted(composition: Composition, number: int) -> Composed:
        addresses.add(composition.addresses[number])
        return page(composition, number)

    with monkeypatch.context() as patch:
        patch.setenv("GUIHUA_PROCESSES", "1")
        patch.setattr(Composition, "page", noted)
        yield addresses


DOWNLOADS = {
    "changes.html", "data.html", "explore/figures-all.html", "explore/figures.html", "explore/tasks-all.html",
    "explore/tasks.html", "index.html",
}  # fmt: skip
"""The pages that say how large the whole data is."""
GREEN = "plans/green-city.html"
UNITS = {f"units/{name}.html" for name in ("east-government", "guicheng-government", "guicheng-parks", "guicheng-water",
                                           "west-government")}  # fmt: skip
REGIONS = {f"regions/{name}.html" for name in ("baicheng", "east", "index", "province", "songcheng", "west")}
PICTURES = {f"indicators/{name}.html" for name in ("park-area", "river-length", "river-quality", "section-quality",
                                                   "street-trees", "survival-rate")}  # fmt: skip
INDICATORS = {*PICTURES, "indicators/river-birds.html", "indicators/river-cost.html"}
REACHES: dict[str, tuple[Edit, set[str], str]] = {
    "a sentence": (replaced("content/plans/green-city.md", "每季碰头一次。", "每月碰头一次。"), {GREEN}, GREEN),
    "a summary": (
        replaced("content/plans/green-city.md", "summary: 桂城要种更多的树。", "summary: 桂城种树。"),
        {*DOWNLOADS, GREEN}, GREEN,
    ),
    "a new name that stands in a text": (
        replaced("datasets/registry/indicator_names.csv", "park-area\n", "park-area\n城区道路,river-birds\n"),
        {*DOWNLOADS, "indicators/river-birds.html", "plans/bike-lanes.html"},
        "plans/bike-lanes.html",
    ),
    "a unit's name": (
        replaced("datasets/registry/units.csv", "guicheng-water,桂城市水务局", "guicheng-water,水务局"),
        {*DOWNLOADS, "plans/clean-rivers.html", GREEN, "plans/index.html", *UNITS, "units/index.html", *REGIONS},
        "units/guicheng-water.html",
    ),
    "an indicator's definition": (
        replaced("datasets/registry/indicators.csv", "种下的树有多少活下来。", "树活下来多少。"),
        {*DOWNLOADS, "indicators/survival-rate.html", GREEN}, "indicators/survival-rate.html",
    ),
    "a topic's name": (
        replaced("datasets/registry/topics.csv", "roads,道路", "roads,马路"),
        {*DOWNLOADS, "indicators/index.html", "plans/bike-lanes.html", "plans/index.html"}, "plans/index.html",
    ),
    "a template of pages": (
        template("pages/unit.html.j2", '<h1 id="title"', '<h1 data-mark="1" id="title"'), UNITS, "units/guicheng-parks.html"
    ),
    "a macro": (
        template("sections/parts.j2", "{% macro take_away(title, target, downloads, columns, nothing) %}\n",
                 '{% macro take_away(title, target, downloads, columns, nothing) %}\n<p data-mark="1"></p>\n'),
        {*UNITS, *INDICATORS}, "units/guicheng-parks.html",
    ),
    "a style in pictures": (template("styles/charts.css", ".gh", ".own, .gh"), PICTURES, "charts/park-area.svg"),
    "the frame": (template("overrides/partials/footer.html", "<p>", '<p data-mark="1">'), set(), "about.html"),
    "a style": (template("styles/10-look.css", "{", "{ color: red;"), set(), "assets/guihua.css"),
}  # fmt: skip
"""Edit → the pages that are made again, and what is another one on the site."""


@pytest.mark.parametrize(("edit", "reached", "shown"), REACHES.values(), ids=REACHES)
def test_edit_reaches_what_shows_it(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edit: Edit, reached: set[str], shown: str
) -> None:
    follower = Follower(city)
    follower.follow()
    edit(city)
    with composed(monkeypatch) as addresses:
        news = follower.follow()
    assert tree(follower.site) == cold(city, tmp_path / "cold")
    assert shown in news.changed
    assert addresses == reached


def test_macro_reaches_all_that_import_it(city: City, tmp_path: Path) -> None:
    follower = Follower(city)
    follower.follow()
    template("sections/parts.j2", '<details class="gh-formats"', '<details data-mark="1" class="gh-formats"')(city)
    news = follower.follow()
    assert tree(follower.site) == cold(city, tmp_path / "cold")
    assert "data.html" in news.changed


def test_template_that_only_the_first_page_asks_for_reaches_all(city: City, tmp_path: Path) -> None:
    """The library takes in once what is imported without the page's variables."""
    templates, inner = city.root / "site_templates", "{% macro mark() %}<p>MARK</p>{% endmacro %}\n"
    files = {
        "sections/inner.j2": inner,
        "sections/outer.j2": '{% import "sections/inner.j2" as inner %}{% macro mark() %}{{ inner.mark() }}{% endmacro %}\n',
        "pages/unit.html.j2": '{% import "sections/outer.j2" as outer %}\n'
        + (REPOSITORY / "site_templates/pages/unit.html.j2").read_text("utf-8")
        + "{{ outer.mark() }}\n",
    }
    for name, text in files.items():
        (templates / name).parent.mkdir(parents=True, exist_ok=True)
        (templates / name).write_text(text, "utf-8")
    follower = Follower(city)
    follower.follow()
    (templates / "sections/inner.j2").write_text(inner.replace("MARK", "OTHER"), "utf-8")
    news = follower.follow()
    assert tree(follower.site) == cold(city, tmp_path / "cold")
    assert news.changed >= UNITS


def test_frame_reaches_no_record_of_the_search(city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is another file, and is found as before: only a page with another article is read again."""
    follower = Follower(city)
    follower.follow()
    read = list[str]()

    def noted(page: bytes, address: str, known: Mapping[str, Entity]) -> list[SearchRecord]:
        read.append(address)
        return records_of(page, address, known)

    monkeypatch.setenv("GUIHUA_PROCESSES", "1")
    monkeypatch.setattr(index, "records_of", noted)
    template("overrides/partials/footer.html", "<p>", '<p data-mark="1">')(city)
    news = follower.follow()
    assert GREEN in news.changed
    assert read == []
    city.edit("content/plans/green-city.md", "每季碰头一次。", "每月碰头一次。")
    follower.follow()
    assert read == [GREEN]
    assert tree(follower.site) == cold(city, tmp_path / "cold")


def test_edit_of_one_table_leaves_the_others_of_a_package(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    follower = Follower(city)
    follower.follow()
    made = list[str]()

    def noted(table: TableData, stem: str, *more: Any) -> Any:
        made.append(stem)
        return rendered(table, stem, *more)

    monkeypatch.setenv("GUIHUA_PROCESSES", "1")
    monkeypatch.setattr(stage, "rendered", noted)
    city.edit("datasets/registry/units.csv", "guicheng-water,桂城市水务局", "guicheng-water,水务局")
    follower.follow()
    in_packages = {stem for stem in made if stem.startswith("data/plans/")}
    assert in_packages == {"data/plans/clean-rivers/units", "data/plans/green-city/units"}
    assert tree(follower.site) == cold(city, tmp_path / "cold")


def test_page_that_comes_out_as_it_was_keeps_its_frame(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The template says the same in other words: its pages are composed again, and none of them is framed."""
    follower = Follower(city)
    follower.follow()
    framed, page = list[str](), MaterialFrame.page

    def noted(frame: MaterialFrame, body: PageBody) -> bytes:
        framed.append(body.address)
        return page(frame, body)

    template("pages/unit.html.j2", '<h1 id="title"', '{{ "<h1 id=\\"title\\"" | html }}')(city)
    with composed(monkeypatch) as addresses:
        monkeypatch.setattr(MaterialFrame, "page", noted)
        news = follower.follow()
    assert addresses == UNITS
    assert framed == []
    assert news.changed == set()
    assert tree(follower.site) == cold(city, tmp_path / "cold")
