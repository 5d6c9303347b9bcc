"""The pages of a project as a folder of Markdown for the bare engine: front matter, and the page's HTML.

python -m tests.benchmarks.staged_pages ROOT FOLDER
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from generator.composing.stage import Composition
from generator.linking import link
from generator.opendata import export
from generator.opendata.machines import with_publications
from generator.reading import read_project
from generator.rendering.material_frame import source_of
from generator.site_files import HeldFiles

SETTINGS = {
    "site_name": "x",
    "use_directory_urls": False,
    "theme": {"name": "material", "language": "zh", "font": False},
    "plugins": [],
    "validation": {
        "nav": {"omitted_files": "ignore"},
        "absolute_links": "ignore",
        "unrecognized_links": "ignore",
        "not_found": "ignore",
    },
}


def main(root: Path, folder: Path) -> None:
    """Writes ``folder/docs`` and ``folder/mkdocs.yml``, which has the navigation that the site has."""
    corpus, _ = link(read_project(root)[0])
    composition = Composition(corpus, with_publications(corpus, export(corpus, HeldFiles())), root)
    for number in range(len(composition.pages)):
        body = composition.page(number).body
        file = folder / "docs" / source_of(body.address)
        file.parent.mkdir(parents=True, exist_ok=True)
        facts = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in body.facts.items()]
        file.write_text("\n".join(["---", *facts, "---", "", body.html]), "utf-8")
    nav = [{" ".join(titles): source_of(address)} for titles, address in composition.nav]
    (folder / "mkdocs.yml").write_text(json.dumps({**SETTINGS, "nav": nav}, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
