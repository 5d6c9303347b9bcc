"""An explorer's data as its script hands them to the browser: every column in the form that takes the least room."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from generator.opendata.tables import TableData
from generator.pages import explorers, explorers_whole
from generator.pages._explorer import Explorer, ExplorerColumn, composed, published
from tests.conftest import MINIATURE, City, linked
from tests.pages.records import pages_of, small, small_exports


def column(name: str, values: Sequence[str], **facts: Any) -> ExplorerColumn:
    return ExplorerColumn(name=name, title=name.upper(), values=tuple(values), **facts)


def explorer(*columns: ExplorerColumn, **facts: Any) -> Explorer:
    model = explorers.explorer_of(small(), small_exports(), "figures")
    return replace(model, columns=columns, facets=(), shown=(), **facts)


def scripted(*columns: ExplorerColumn, **facts: Any) -> dict[str, Any]:
    text = explorer(*columns, **facts).script().decode("utf-8")
    assert text.startswith("window.guihua_explorer={")
    assert text.endswith("};\n")
    return dict(json.loads(text[text.index("{") : -2]))


def packed(*columns: ExplorerColumn) -> list[dict[str, Any]]:
    """How the columns are packed, without their names, titles and types."""
    said = ({"name", "title", "type"},) * len(columns)
    return [
        {key: value for key, value in one.items() if key not in left_out}
        for one, left_out in zip(scripted(*columns)["columns"], said, strict=True)
    ]


def test_column_of_few_values_has_each_of_them_once() -> None:
    assert packed(column("a", "yxyyx")) == [{"distinct": ["y", "x"], "values": [0, 1, 0, 0, 1]}]


@pytest.mark.parametrize(
    ("values", "plain"),
    [
        ("vwxyz", True),  # five values in five rows
        ("vwxyy", False),  # four in five: as many as are worth an index
        ("uvwxyz", True),
        ("uvwxyy", True),  # five in six
        ("uvwxxx", False),
        ("", False),
    ],
)
def test_column_in_which_more_than_four_of_five_values_differ_is_plain(values: str, plain: bool) -> None:
    (one,) = packed(column("a", values))
    assert ("distinct" not in one) is plain
    if plain:
        assert one == {"values": list(values)}


@pytest.mark.parametrize(
    ("leading", "values", "follows"),
    [
        ("aabb", "ppqq", ["p", "q"]),
        ("aabb", "pppp", ["p", "p"]),
        ("abab", "qpqp", ["q", "p"]),
        ("aabb", "pqpq", None),
        ("aabb", "qpqp", None),
        ("abab", "qqpp", None),
    ],
)
def test_column_that_another_decides_has_a_value_for_each_value_of_that(
    leading: str, values: str, follows: list[str] | None
) -> None:
    _, one = packed(column("a", leading), column("b", values))
    assert one == (
        {"by": "a", "values": follows} if follows else {"distinct": [*dict.fromkeys(values)], "values": one["values"]}
    )


def test_column_that_two_others_decide_follows_the_one_with_fewer_values() -> None:
    columns = column("a", "wxyzwxyz"), column("b", "pprrqqrr"), column("c", "uuvvuuvv")
    assert [one.get("by") for one in packed(*columns)] == [None, None, "b"]
    assert packed(*columns)[2]["values"] == ["u", "v", "u"]


def test_column_that_is_made_of_others_says_how() -> None:
    parts = column("a", "pq"), column("b", "rs")
    made = composed(parts, "c", "合", "{b}在{a}")
    assert made == ExplorerColumn(name="c", title="合", values=("r在p", "s在q"), download=True, pattern="{b}在{a}")
    assert packed(*parts, made)[2] == {"pattern": "{b}在{a}"}
    assert composed(parts, "c", "合", "{b}", download=False).download is False


def test_column_tells_what_it_is_and_whether_downloads_leave_it_out() -> None:
    told, hidden = scripted(column("a", "x", about="甲。", type="integer"), column("b", "y", download=False))["columns"]
    assert (told["name"], told["title"], told["type"], told["about"]) == ("a", "A", "integer", "甲。")
    assert "hidden" not in told
    assert (hidden["type"], hidden["hidden"]) == ("string", True)
    assert "about" not in hidden


@pytest.mark.parametrize(
    ("address", "base"), [("", ""), ("https://plans.example/city/", "https://plans.example/city/explore/")]
)
def test_links_in_downloads_are_whole_where_the_site_has_an_address(address: str, base: str) -> None:
    assert scripted(column("a", "x"), site_address=address)["base"] == base


def test_script_is_written_in_plain_characters() -> None:
    assert "桂城公报第1期" in explorer(column("a", ["甲"])).script().decode("utf-8")


def table(*cells: tuple[str, ...]) -> TableData:
    fields = [
        {"name": "a", "title": "甲", "type": "string", "description": "第一列"},
        {"name": "b", "title": "乙", "type": "integer"},
    ]
    return TableData(name="t", schema={"fields": fields}, cells=cells)


@pytest.mark.parametrize("rows", [(), (("x", "1"),), (("x", "1"), ("y", "2"), ("z", "3"))])
def test_columns_of_a_published_table_are_those_of_its_downloads(rows: tuple[tuple[str, ...], ...]) -> None:
    columns = published(table(*rows))
    assert [(one.name, one.title, one.type, one.about, one.download) for one in columns] == [
        ("a", "甲", "string", "第一列", True), ("b", "乙", "integer", "", True),
    ]  # fmt: skip
    assert [one.values for one in columns] == [tuple(row[0] for row in rows), tuple(row[1] for row in rows)]
    assert list(explorer(*columns).rows()) == [{"a": a, "b": b} for a, b in rows]


@pytest.mark.parametrize("cells", [(("x", "1"), ("y",)), (("x", "1"), ("y", "2", "3")), (("x",),), (("x", "1", "2"),)])
def test_row_that_does_not_fit_its_table_is_no_column(cells: tuple[tuple[str, ...], ...]) -> None:
    with pytest.raises(ValueError, match="zip"):
        published(table(*cells))


def test_columns_of_two_lengths_make_no_column() -> None:
    with pytest.raises(ValueError, match="zip"):
        composed((column("a", "xy"), column("b", "x")), "c", "合", "{a}{b}")
    with pytest.raises(ValueError, match="zip"):
        packed(column("a", "xxyyy"), column("b", "pp"))
    with pytest.raises(ValueError, match="zip"):
        list(explorer(column("a", "xy"), column("b", "x")).rows())


def test_both_explorers_have_a_page_and_a_script() -> None:
    pages = pages_of(explorers.PAGES, small())
    assert {address: list(page.files) for address, page in pages.items()} == {
        "explore/figures.html": ["explore/figures.js"], "explore/tasks.html": ["explore/tasks.js"],
    }  # fmt: skip


def test_large_table_has_several_pages_with_each_row_on_one_of_them(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan stays on one page, and every page leads to the others."""
    monkeypatch.setattr(explorers_whole, "ROWS_ON_A_PAGE", 1)
    plans = len({figure.plan.id for figure in linked(MINIATURE).figures})
    assert city.run("build").code == 0
    files = [
        city.root / f"site/explore/figures-all{number}.html" for number in ("", *(f"-{n}" for n in range(2, plans + 1)))
    ]
    assert sorted(path.name for path in (city.root / "site/explore").glob("figures-all*.html")) == sorted(
        path.name for path in files
    )
    shown = [re.findall(r'<a href="\.\./indicators/[^"]*#([^"]+)"', path.read_text("utf-8")) for path in files]
    assert [figure for own in shown for figure in own] == [figure.id for figure in linked(MINIATURE).figures]
    second = files[1].read_text("utf-8")
    assert second.count(f'共 {plans} 页：<a href="figures-all.html">1</a> <span aria-current="page">2</span>') == 2
    assert '<h1 id="title">全部数值（整张表，第 2 页）' in second
    assert f"{len(linked(MINIATURE).figures)} 个数值，按原文次序，第 2 页。" in second
