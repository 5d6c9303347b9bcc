"""What is indexed of a page: its article, one Han character a word."""

from __future__ import annotations

import pytest

from generator.search.document import document_of, spaced

PAGE = """<!doctype html><html><head><meta name="guihua:kind" content="unit"><title>x</title></head><body>
<nav>导航</nav><article class="md-content__inner"><h1 id="top">市水利局<a class="headerlink" href="#top">#</a></h1>
<p>负责<a href="a.html">地下水</a>治理。</p><script>alert("脚本")</script><svg><text>图</text></svg>
<h2 id="c1">一、期限</h2><table><tr><td>2025年</td><td>5G基站</td></tr></table></article><footer>页脚</footer></body></html>"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("地下水", "地 下 水"),
        ("5G基站", "5G 基 站"),
        ("到 2025年", "到 2025 年"),
        ("《办法》", "《 办 法 》"),
        ("", ""),
    ],
)
def test_every_han_character_stands_alone(text: str, expected: str) -> None:
    assert spaced(text) == expected


def test_article_is_indexed_by_its_headings_and_nothing_else_is() -> None:
    document = document_of(PAGE)
    assert document is not None
    html = document.html()
    assert '<h1 data-pagefind-meta="title[data-title]" data-title="市水利局">市 水 利 局</h1>' in html
    assert '<h2 id="c1">一 、 期 限</h2>' in html
    assert "负 责 地 下 水 治 理" in html
    assert "2025 年 5G 基 站" in html
    assert 'data-pagefind-meta="kind:unit"' in html
    for left_out in ("导", "页 脚", "脚 本", "图", "#</"):
        assert left_out not in html


def test_result_is_called_by_the_title_of_its_page() -> None:
    whole = '<meta name="guihua:title" content="第一章 目标 – 种树规划">'
    document = document_of(PAGE.replace("<title>", f"{whole}<title>"))
    assert document is not None
    assert 'data-title="第一章 目标 – 种树规划">市 水 利 局</h1>' in document.html()
    assert "title:" not in document.html(), "a second title would win"


def test_page_without_an_article_is_not_indexed() -> None:
    assert document_of("<html><body><p>没有</p></body></html>") is None


def test_what_stands_in_a_page_cannot_break_out_of_the_index() -> None:
    document = document_of("<article><h1>&lt;b&gt;树&lt;/b&gt;</h1><p>&lt;script&gt;</p></article>")
    assert document is not None
    assert "<script>" not in document.html()
    assert "<b>" not in document.html()
