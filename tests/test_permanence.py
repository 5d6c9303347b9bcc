"""Addresses that were published stay: pages, files, and the places on pages that people cite."""

from __future__ import annotations

import pytest
from jinja2 import Environment, FileSystemLoader

from generator.composing.permanence import redirects
from generator.model.release import Promises, Redirect
from tests.conftest import REPOSITORY, City

FIGURES = "datasets/green-city/quantities.csv"
ADDRESSES, REDIRECTS = "content/addresses.txt", "content/redirects.csv"


@pytest.fixture
def released(city: City) -> City:
    """The miniature city with its first release."""
    assert city.run("release", "--note", "第一版").code == 0
    return city


def redirect(city: City, *lines: str) -> None:
    (city.root / REDIRECTS).write_text("\n".join(["old,new", *lines, ""]), "utf-8")


def test_lost_address_stops_the_build_until_it_is_redirected(city: City) -> None:
    extra = city.root / "content/pages/extra.md"
    extra.write_text("---\ntitle: 附页\ndescription: 附页。\n---\n\n正文。\n", "utf-8")
    assert city.run("release").code == 0
    extra.unlink()
    ran = city.run("build", "--lang", "en")
    assert ran.code == 1
    assert "[lost-address] 1 addresses that were published are gone" in ran.out
    assert "extra.html" in ran.out
    redirect(city, "extra.html,about.html")
    assert city.run("build").code == 0
    moved = (city.root / "site/extra.html").read_text("utf-8")
    assert 'content="0; url=about.html"' in moved
    assert '<a href="about.html">' in moved


def test_list_of_addresses_is_kept_as_the_release_wrote_it(released: City) -> None:
    addresses = released.root / ADDRESSES
    addresses.write_text("".join(addresses.read_text("utf-8").splitlines(keepends=True)[1:]), "utf-8")
    ran = released.run("check", "--lang", "en")
    assert (ran.code, ran.out.startswith("content/addresses.txt: error[release-changed]")) == (1, True)
    addresses.unlink()
    assert released.run("check").code == 1


def test_old_address_of_a_file_gets_the_bytes_of_the_new_one() -> None:
    environment = Environment(loader=FileSystemLoader(REPOSITORY / "site_templates"), autoescape=True)
    promises = Promises(redirects=(Redirect(old="data/old.csv", new="data/new.csv", line=2),))
    files = {"data/new.csv": b"a,b\n"}
    assert dict(redirects(promises, files, files.__getitem__, environment)) == {"data/old.csv": b"a,b\n"}


def test_file_of_data_that_moved_is_served_with_its_check_sum(released: City) -> None:
    redirect(released, "data/ancient.csv,data/figures.csv")
    assert released.run("build").code == 0
    site = released.root / "site"
    assert (site / "data/ancient.csv").read_bytes() == (site / "data/figures.csv").read_bytes()
    assert "  data/ancient.csv\n" in (site / "data/SHA256SUMS").read_text("utf-8")


def test_nothing_is_promised_before_the_first_release(city: City) -> None:
    ran = city.run("promise", "--lang", "zh")
    assert (ran.code, ran.err) == (0, "数据还没有定版，没有什么网址要保证，什么也没有写\n")
    assert not (city.root / ADDRESSES).exists()


def test_every_clause_and_figure_of_the_data_is_promised(released: City) -> None:
    listed = (released.root / ADDRESSES).read_text("utf-8").split()
    assert "plans/green-city.html#c2-1" in listed
    assert "indicators/survival-rate.html#green-city-q02" in listed
    assert len(listed) == len(set(listed))


def test_place_that_has_left_its_page_stops_the_build_until_the_page_says_where_it_is(released: City) -> None:
    (released.root / FIGURES).write_text(
        (released.root / FIGURES).read_text("utf-8").replace("q02,survival-rate,", "q02,street-trees,"), "utf-8"
    )
    settings = released.root / "content/site.yml"
    settings.write_text(settings.read_text("utf-8").replace("data_version: 0.1.0", "data_version: 9.0.0"), "utf-8")
    ran = released.run("build", "--lang", "en")
    assert ran.code == 1
    assert "[lost-address]" in ran.out
    assert "indicators/survival-rate.html#green-city-q02" in ran.out
    redirect(released, "indicators/survival-rate.html#green-city-q02,indicators/street-trees.html#green-city-q02")
    ran = released.run("build", "--lang", "en")
    assert ran.code == 0, ran.out
    page = (released.root / "site/indicators/survival-rate.html").read_text("utf-8")
    notice = page.partition('id="green-city-q02"')[2].partition("</p>")[0]
    assert 'href="street-trees.html#green-city-q02"' in notice


def test_places_follow_a_page_that_has_moved(released: City) -> None:
    """The places on it need no lines of their own: the redirect keeps them."""
    listed = (released.root / ADDRESSES).read_text("utf-8")
    (released.root / "datasets/releases/0.1.0/changes.json").unlink()
    for file in (released.root / "datasets/releases/0.1.0").iterdir():
        file.unlink()
    (released.root / "datasets/releases/0.1.0").rmdir()
    kept = [line for line in listed.split() if not line.startswith("data/0.1.0/")]
    kept += ["plans/greener-city.html", "plans/greener-city.html#c2-1"]
    (released.root / ADDRESSES).write_text("".join(f"{line}\n" for line in kept), "utf-8")
    redirect(released, "plans/greener-city.html,plans/green-city.html")
    ran = released.run("build", "--lang", "en")
    assert ran.code == 0, ran.out
    assert "location.hash" in (released.root / "site/plans/greener-city.html").read_text("utf-8")


def test_addresses_published_between_releases_are_written_down_and_kept(released: City) -> None:
    before = (released.root / ADDRESSES).read_text("utf-8")
    extra = released.root / "content/pages/extra.md"
    extra.write_text("---\ntitle: 附页\ndescription: 附页。\n---\n\n正文。\n", "utf-8")
    ran = released.run("promise", "--lang", "en")
    assert (ran.code, ran.err) == (0, f"1 addresses added to {ADDRESSES}\n")
    after = (released.root / ADDRESSES).read_text("utf-8")
    assert after == f"{before}extra.html\n"
    assert released.run("check").code == 0
    assert released.run("promise", "--lang", "en").err == f"0 addresses added to {ADDRESSES}\n"
    extra.unlink()
    assert "[lost-address]" in released.run("build", "--lang", "en").out
    assert "[lost-address]" in released.run("promise", "--lang", "en").out
    assert (released.root / ADDRESSES).read_text("utf-8") == after


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("old.html,nowhere.html", "leads to an address that does not exist"),
        ("index.html,data.html", "this address exists"),
        ("about.html#gone,nowhere.html", "leads to an address that does not exist"),
        ("gone.html#place,about.html", "the page gone.html is gone"),
        ("data/gone.csv,data/figures.xlsx", "would be served as one of another kind"),
        ("data/gone.csv,data/none.csv", "leads to an address that does not exist"),
        ("data/figures.csv,data/tasks.csv", "this address exists"),
        ("plans/green-city.html#c1,about.html", "this address exists"),
    ],
)
def test_redirect_that_cannot_be_is_named_with_its_line(released: City, line: str, said: str) -> None:
    redirect(released, line)
    ran = released.run("build", "--lang", "en")
    assert ran.code == 1
    assert ran.out.startswith("content/redirects.csv:2: error[bad-redirect]")
    assert said in ran.out
