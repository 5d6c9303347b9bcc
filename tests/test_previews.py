"""The pictures of shared links: there for every page, and readable."""

from __future__ import annotations

import csv
import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from generator.charts.preview import CLEAR, EDGE, FAINT, HEIGHT, WIDTH, Preview, _advance, _font, _write, picture
from generator.composing.stage import page_types
from generator.opendata import export
from generator.site_files import HeldFiles
from tests.conftest import REPOSITORY, City, linked

SAMPLE = Preview(over="许昌规划 · 指标", title="市场主体数", value="50 万户", about="2025年目标", source="公报")


def test_every_page_names_a_picture_that_is_there(site: Path) -> None:
    for page in sorted(site.rglob("*.html")):
        if page.name == "404.html":
            continue
        match = re.search(r'<meta property="og:image" content="([^"]+)"', page.read_text("utf-8"))
        assert match, page
        assert (page.parent / match[1]).is_file(), page


def test_picture_of_an_indicator_is_its_own(site: Path) -> None:
    one, other = (
        (site / f"previews/indicators/{name}.png").read_bytes() for name in ("open-kitchens", "market-entities")
    )
    assert one != other
    assert Image.open(BytesIO(one)).size == (WIDTH, HEIGHT)
    page = (site / "indicators/open-kitchens.html").read_text("utf-8")
    assert f'<meta property="og:image:width" content="{WIDTH}">' in page
    assert f'<meta property="og:image:height" content="{HEIGHT}">' in page


def test_pictures_of_all_pages_weigh_little(site: Path) -> None:
    weights = [path.stat().st_size for path in (site / "previews").rglob("*.png")]
    assert len(weights) > 800
    assert sum(weights) <= 3_000_000


def test_one_figure_that_promises_nothing_shares_the_picture_of_its_document(site: Path) -> None:
    figures: dict[str, list[dict[str, str]]] = {}
    with (site / "data/figures.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            figures.setdefault(row["indicator_id"], []).append(row)
    alone = {name: rows[0] for name, rows in figures.items() if len(rows) == 1 and rows[0]["role"] == "actual"}
    assert len(alone) > 100
    for name, row in alone.items():
        assert _picture_of(site / f"indicators/{name}.html") == f"../previews/plans/{row['plan_id']}.png"


def _picture_of(page: Path) -> str:
    match = re.search(r'<meta property="og:image" content="([^"]+)"', page.read_text("utf-8"))
    assert match
    return match[1]


def test_key_figure_changes_the_picture_and_nothing_else_does() -> None:
    assert picture(SAMPLE) == picture(SAMPLE)
    longer = Preview(over=SAMPLE.over, title=SAMPLE.title, value="500 万户", about=SAMPLE.about, source=SAMPLE.source)
    assert picture(longer) != picture(SAMPLE)


@pytest.mark.parametrize("size", [14, 16, 17, 28, 50])
def test_text_written_by_characters_is_as_the_font_sets_it(size: int) -> None:
    """The font has no kerning and no width of half a pixel; one that had would need another way to write."""
    text = "AVATo WAY, 25% fi 诊疗（k/A）……“许昌”"
    at_once, by_characters = (Image.new("L", (WIDTH, HEIGHT)) for _ in range(2))
    ImageDraw.Draw(at_once).text((EDGE, 20), text, 255, _font(size))
    _write(by_characters, 20, text, size)
    numbers = [0 if coverage < FAINT else 1 if coverage < CLEAR else 2 for coverage in range(256)]
    assert at_once.point(numbers).tobytes() == by_characters.tobytes()
    assert _font(size).getlength(text) == sum(_advance(character, size) for character in text)


def test_font_has_every_character_that_the_pictures_need() -> None:
    corpus = linked(REPOSITORY)
    exports = export(corpus, HeldFiles())
    previews = [
        page.preview for kind in page_types() for spec in kind.pages(corpus, exports) if (page := spec.make()).preview
    ]
    assert len(previews) > 800
    said = {
        character
        for preview in previews
        for character in f"{preview.over}{preview.title}{preview.value}{preview.about}{preview.source}"
    }
    missing = bytes(_font(36).getmask("\uffff"))
    assert (
        sorted(
            character
            for character in said
            if not character.isspace() and bytes(_font(36).getmask(character)) == missing
        )
        == []
    )


def test_long_title_ends_in_an_ellipsis_and_stays_in_the_picture() -> None:
    long = Preview(over="一" * 200, title="很" * 200, value="9" * 200, about="长" * 200, source="源" * 200)
    drawn = Image.open(BytesIO(picture(long)))
    right = drawn.convert("RGB").crop((WIDTH - 20, 0, WIDTH, HEIGHT - 130))
    assert right.getcolors() == [(20 * (HEIGHT - 130), (0x0F, 0x3F, 0x39))]


def test_shared_link_names_its_picture_in_full_where_the_site_has_an_address(city: City) -> None:
    settings = city.root / "content/site.yml"
    lines = [line for line in settings.read_text("utf-8").split("\n") if not line.startswith("address:")]
    settings.write_text("\n".join([*lines, "address: https://plans.example/city/", ""]), "utf-8")
    assert city.run("build").code == 0
    page = (city.root / "site/plans/green-city.html").read_text("utf-8")
    assert '<meta property="og:image" content="https://plans.example/city/previews/plans/green-city.png">' in page
    assert '<meta property="og:url" content="https://plans.example/city/plans/green-city.html">' in page
    code = (city.root / "site/indicators/park-area.html").read_text("utf-8")
    assert "https://plans.example/city/charts/park-area.svg" in code
