"""Pages set into the theme's frame one by one are what mkdocs makes of the same pages in a folder, byte for byte."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from markdown.extensions.toc import nest_toc_tokens  # type: ignore[import-untyped]
from mkdocs.commands.build import build
from mkdocs.plugins import BasePlugin
from mkdocs.structure.toc import get_toc

from generator.composing.stage import Composition
from generator.opendata import export
from generator.opendata.machines import with_publications
from generator.rendering import Material
from generator.rendering.engine import PageBody
from generator.rendering.material_frame import MaterialFrame, source_of
from generator.site_files import HeldFiles
from tests.conftest import MINIATURE, REPOSITORY, City, linked

HEADING = re.compile(r'^(<h([1-6]) id="([^"]+)"[^>]*>(.*))(</h\2>)$', re.MULTILINE)
LINK = '<a class="headerlink" href="#{}" title="本条的链接">#</a>'


class Finished(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Takes finished HTML past mkdocs' Markdown, which does not know our headings."""

    body = ""

    def on_page_markdown(self, markdown: str, /, **_: Any) -> str:
        self.body = markdown
        return ""

    def on_page_content(self, _html: str, /, *, page: Any, **_: Any) -> str:
        page.toc = get_toc(
            nest_toc_tokens(
                [
                    {"level": int(level), "id": anchor, "name": title}
                    for _, level, anchor, title, _ in HEADING.findall(self.body)
                    if int(level) < 4
                ]
            )
        )
        return HEADING.sub(lambda match: f"{match[1]}{LINK.format(match[3])}{match[5]}", self.body)


def framed_and_bodies(root: Path) -> tuple[MaterialFrame, list[PageBody]]:
    corpus = linked(root)
    exports = with_publications(corpus, export(corpus, HeldFiles()))
    composition = Composition(corpus, exports, root)
    frame = Material(root / "mkdocs.yml").frame(composition.nav, corpus.site)
    assert isinstance(frame, MaterialFrame)
    return frame, [composition.page(number).body for number in range(len(composition.pages))]


def made_by_mkdocs(frame: MaterialFrame, bodies: list[PageBody], work: Path) -> Path:
    config, docs, out = frame.config, work / "docs", work / "out"
    for body in bodies:
        file = docs / source_of(body.address)
        file.parent.mkdir(parents=True, exist_ok=True)
        facts = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in body.facts.items()]
        file.write_text("\n".join(["---", *facts, "---", "", body.html]), "utf-8", newline="")
    config.docs_dir, config.site_dir, config.plugins["finished"] = str(docs), str(out), Finished()
    build(config)
    return out


@pytest.mark.parametrize("root", [MINIATURE, REPOSITORY], ids=["miniature", "real"])
def test_each_page_is_that_of_mkdocs(root: Path, tmp_path: Path) -> None:
    frame, bodies = framed_and_bodies(root)
    alone = {body.address: frame.whole(body) for body in reversed(bodies)}
    out = made_by_mkdocs(frame, bodies, tmp_path)
    assert len(alone) > 40
    for address, html in alone.items():
        assert (out / address).read_text("utf-8") == html, address


def test_site_with_an_address_has_the_sitemap_of_mkdocs(city: City, tmp_path: Path) -> None:
    settings = city.root / "content/site.yml"
    settings.write_text(f"{settings.read_text('utf-8')}address: https://example.org/plans/\n", "utf-8")
    frame, bodies = framed_and_bodies(city.root)
    files = dict(frame.files(body.address for body in bodies))
    canonical = '<link rel="canonical" href="https://example.org/plans/plans/green-city.html">'
    assert canonical in frame.whole(next(body for body in bodies if body.address == "plans/green-city.html"))
    out = made_by_mkdocs(frame, bodies, tmp_path)
    listed = re.findall("<loc>(.*)</loc>", files["sitemap.xml"].decode())
    assert sorted(listed) == sorted(re.findall("<loc>(.*)</loc>", (out / "sitemap.xml").read_text("utf-8")))
    assert len(listed) == len(bodies)


def test_frame_keeps_nothing_of_a_page(city: City) -> None:
    """Neither its place in the navigation nor its contents shows on the next one."""
    frame, bodies = framed_and_bodies(city.root)
    home, plan = (
        next(body for body in bodies if body.address == name) for name in ("index.html", "plans/green-city.html")
    )
    first = frame.whole(home)
    assert 'aria-current="page"' in frame.whole(plan)
    assert frame.whole(home) == first
