"""Names in running text become links; what a pull request brings stays text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.linking.addresses import LinkScheme
from generator.linking.names import name_index
from generator.model import Corpus, NameKind, Region, RegionType
from generator.prose.prose import Embed, HtmlFragment, Prose
from tests.conftest import MINIATURE, linked


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return linked(MINIATURE)


@pytest.fixture
def prose(corpus: Corpus) -> Prose:
    index = name_index(corpus.registry, corpus.plans, "green-city")
    return Prose(corpus, index, "plans/green-city.html", "green-city")


def test_unit_name_links_to_its_page(prose: Prose) -> None:
    assert prose.html("由市水务局负责。") == (
        '<p>由<a href="../units/guicheng-water.html" class="gh-name gh-name--unit">市水务局</a>负责。</p>\n'
    )


def test_longest_name_wins(prose: Prose) -> None:
    html = prose.html("桂城市水务局和东县人民政府")
    assert ">桂城市水务局</a>" in html
    assert ">东县人民政府</a>" in html
    assert "regions/east" not in html


def test_name_links_once_in_a_paragraph_and_again_in_the_next(prose: Prose) -> None:
    assert prose.html("市水务局、市水务局\n\n市水务局").count("<a ") == 2


def test_no_link_inside_a_link_or_in_a_heading(prose: Prose) -> None:
    assert prose.html("[见市水务局](#c1)").count("<a ") == 1
    assert prose.html("### 市水务局").count("<a ") == 0


def test_name_of_another_plan_only_is_no_link_here(corpus: Corpus) -> None:
    here = name_index(corpus.registry, corpus.plans, "green-city")
    there = name_index(corpus.registry, corpus.plans, "bike-lanes")
    assert [mention.target.id for mention in here.find("园林部门")] == ["guicheng-parks"]
    assert list(there.find("园林部门")) == []


@pytest.mark.parametrize("plan_id", ["", "green-city", "bike-lanes"])
def test_region_keeps_its_link_when_a_list_of_duties_means_its_government(corpus: Corpus, plan_id: str) -> None:
    (east,) = (name for name in corpus.registry.unit_names if name.name == "东县人民政府")
    registry = replace(
        corpus.registry,
        unit_names=(*corpus.registry.unit_names, replace(east, name="东县", kind=NameKind.SHORT, plan_id=plan_id)),
    )
    index = name_index(registry, corpus.plans, "green-city")
    assert [type(mention.target) for mention in index.find("东县")] == [Region]


def test_collective_name_links_to_nobody(prose: Prose) -> None:
    assert "<a " not in prose.html("各县（区）人民政府要落实。")


def test_title_of_a_document_of_this_site_links(prose: Prose) -> None:
    assert 'href="bike-lanes.html"' in prose.html("按《桂城市自行车道办法》执行。")


def test_raw_html_and_scripts_stay_text(prose: Prose) -> None:
    html = prose.html('<script>alert(1)</script> <b onclick="x()">树</b> [点](javascript:alert(1))')
    assert "<script" not in html
    assert "<b" not in html
    assert 'href="javascript' not in html


def test_figure_quoted_as_printed_links_to_where_it_is_explained(corpus: Corpus, prose: Prose) -> None:
    figures = corpus.figures_of_clause["green-city-c2-1"]
    html = "".join(
        part.html
        for part in prose.parts("成活率达到95%以上，不是195%以上。", figures)
        if isinstance(part, HtmlFragment)
    )
    assert html.count("<a ") == 1
    assert '<a href="../indicators/survival-rate.html#green-city-q02"' in html


def test_zone_with_a_common_nouns_name_links_in_a_list_of_places_only(corpus: Corpus) -> None:
    east = corpus.registry.regions["east"]
    zone = replace(east, id="zone", name="示范区", type=RegionType.ZONE)
    registry = replace(corpus.registry, regions={**corpus.registry.regions, "zone": zone})
    index = name_index(registry, corpus.plans, "")
    assert [mention.target.id for mention in index.find("东县、示范区各建一处")] == ["east", "zone"]
    assert [mention.target.id for mention in index.find("示范区和西区")] == ["zone", "west"]
    assert [mention.target.id for mention in index.find("争创旅游示范区。东县另行安排")] == ["east"]


def test_link_alone_in_its_paragraph_places_a_table_or_a_box(prose: Prose) -> None:
    parts = list(prose.parts("前文\n\n[绿化目标](table:goals)\n\n[专栏1](box:1)\n\n后文"))
    assert [part for part in parts if isinstance(part, Embed)] == [
        Embed(LinkScheme.TABLE, "goals"),
        Embed(LinkScheme.BOX, "1"),
    ]
    assert len(parts) == 4


def test_data_cell_links_names_and_reads_no_markdown(prose: Prose) -> None:
    html = prose.plain("市水务局 *不是* <b>粗体</b> [链接](#c1)")
    assert html.count("<a ") == 1
    assert html.endswith("*不是* &lt;b&gt;粗体&lt;/b&gt; [链接](#c1)")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**第一步。**给三成", "<strong>第一步。</strong>给三成"),
        ("叫做**“一网”**的事", "叫做<strong>“一网”</strong>的事"),
        ("*重点：*做完", "<em>重点：</em>做完"),
        ("**50%**以上", "<strong>50%</strong>以上"),
        ("** 两个 ** 星号", "** 两个 ** 星号"),
        ("three_small_words", "three_small_words"),
        ("第一行，\n接着写\n第三行", "第一行，接着写第三行"),
        ("English\nlines", "English\nlines"),
        ("由市\n水务局做", "水务局</a>做"),
    ],
)
def test_chinese_is_written_without_spaces(prose: Prose, text: str, html: str) -> None:
    assert html in prose.html(text)
