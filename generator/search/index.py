"""The built site → ``pagefind/`` in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, StageError, Text
from generator.search.document import document_of
from generator.writing.staging import write_tree

UNINDEXED_PAGES = {"404.html", "search.html"}


def build_index(site: Path, work: Path) -> int:
    """Indexes every page of ``site`` that has an article; returns how many.

    ``work`` is a folder for the documents that the indexer reads; only what changed in it is written.

    Raises:
        StageError: no page can be searched, or the indexer failed.
    """
    documents = {}
    for page in sorted(site.rglob("*.html")):
        address = page.relative_to(site).as_posix()
        document = None if address in UNINDEXED_PAGES else document_of(page.read_text("utf-8"))
        if document:
            documents[address] = document.html().encode("utf-8")
    if not documents:
        raise StageError(_nothing_to_search())
    write_tree(work, documents)
    command = [
        sys.executable,
        "-m",
        "pagefind",
        "--site",
        str(work),
        "--output-path",
        str(site / "pagefind"),
        "--quiet",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own arguments
    if done.returncode != 0:
        raise StageError(_indexer_failed((done.stderr or done.stdout).strip()))
    for unused in (site / "pagefind").glob("pagefind-*ui.*"):
        unused.unlink()  # ready-made interfaces; ours is site_templates/overrides/assets/search/
    return len(documents)


def _nothing_to_search() -> Diagnostic:
    return Diagnostic(
        where=Location("mkdocs.yml"),
        code="search-index",
        what=Text("no page of the site can be searched", "网站没有一页可以搜索"),
        expected=Text(
            "pages with an <article>, as the theme “material” makes them", "含 <article> 的页面，如 material 主题生成的"
        ),
        fix=Text("restore “theme” in mkdocs.yml", "请恢复 mkdocs.yml 里的 theme"),
    )


def _indexer_failed(said: str) -> Diagnostic:
    return Diagnostic(
        where=Location("requirements.lock"),
        code="search-index",
        what=Text("the search indexer failed", "搜索索引程序出错"),
        found=said[-400:],
        fix=Text(
            "install the packages of requirements.lock again; if it stays, report it to whoever keeps the generator",
            "请重新安装 requirements.lock 里的软件包；仍然出错，请告诉维护生成器的人",
        ),
    )
