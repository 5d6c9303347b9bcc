"""What goes out is smaller and says the same."""

from __future__ import annotations

import re

import pytest
from lxml import etree, html

from generator.templating import minifying
from tests.conftest import REPOSITORY, City

KEPT = (
    "<p>许政〔2022〕24号 第三章</p>",
    "<p>2025年 <b>50 万户</b>，比 <i>2020年</i> 多</p>",
    "<p>一行\n二行</p>",
    "<p><a href='a.html'>甲</a> <a href='b.html'>乙</a><a href='c.html'>丙</a></p>",
    "<p>数据 <small>839 B</small><button type='button' hidden>复制</button> <select><option>全部</option></select></p>",
    "<pre>@misc{a,\n  title = {甲  乙},\n}</pre>",
    "<textarea>\n  甲\n\n  乙</textarea>",
    "<table><tr><td>12 平方米</td> <td>98以上%</td></tr></table>",
    "<p>&lt;figure&gt; &amp; “引号”</p>",
)


def shown(page: str) -> str:
    """The text as a browser shows it: runs of whitespace are one, except where they are kept."""
    tree = html.document_fromstring(page)
    etree.strip_elements(tree, "script", "style", with_tail=False)
    kept = [element.text_content() for element in tree.iter("pre", "textarea")]
    kept += [label.text_content() for label in tree.iter("text")]  # each word of a drawing stands at its own place
    etree.strip_elements(tree, "svg", with_tail=False)
    return re.sub(r"[ \t\n]+", " ", tree.text_content()).strip() + "".join(kept)


@pytest.mark.parametrize("body", KEPT)
def test_page_reads_the_same_when_it_is_minified(body: str) -> None:
    page = f"<!doctype html>\n<html>\n  <head>\n    <title>甲</title>\n  </head>\n  <body>\n\n    {body}\n\n  </body>\n</html>\n"
    small = minifying.page(page)
    assert len(small) < len(page)
    assert shown(small) == shown(page)


def test_other_programs_find_ids_addresses_and_data_as_before() -> None:
    small = minifying.page(
        '<!doctype html><html lang="zh"><body><h2  id="c1" class="x y">一</h2><a href="../a.html#c1" download>a</a>'
        '<script type="application/ld+json">{"a": "\\u003c/script>", "n": 1.50}</script></body></html>'
    )
    assert '<html lang="zh">' in small
    assert '<h2 id="c1" class="x y">一</h2>' in small
    assert '<a href="../a.html#c1" download>a</a>' in small
    assert '{"a":"\\u003c/script>","n":1.50}' in small


def test_scripts_stay_within_what_older_browsers_read() -> None:
    """A shorter way to say it may be younger than the phone: a ?? b is ES2020, a ??= b is not."""
    assert "??=" not in minifying.script("let a = f(); if (a === null || a === undefined) a = 1; g(a);")
    for path in sorted((REPOSITORY / "site_templates/scripts").rglob("*.js")):
        small = minifying.script(path.read_text("utf-8"))
        assert 0 < len(small) < path.stat().st_size, path
        assert minifying.script(small) == minifying.script(small)


def test_site_says_in_every_page_what_its_templates_made(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    assert city.run("build").code == 0
    small = {
        path.relative_to(city.root / "site"): path.read_text("utf-8") for path in (city.root / "site").rglob("*.html")
    }
    monkeypatch.setattr(minifying, "page", lambda text: text)
    assert city.run("build", "--out", str(city.root.with_name("plain"))).code == 0
    assert len(small) > 30
    for path, text in small.items():
        plain = (city.root.with_name("plain") / path).read_text("utf-8")
        assert shown(text.partition("</head>")[2]) == shown(plain.partition("</head>")[2]), path
        assert len(text) < len(plain)
