"""The site's own scripts and styles: the files of one concern each, minified and packed into what pages load."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, StageError, Text
from generator.shipped import TEMPLATES, files_of
from generator.templating import minifying

PACKED = {
    "assets/guihua.css": "styles/*.css",
    "assets/guihua-explorer.css": "styles/explorer/*.css",
    "assets/guihua.js": "scripts/*.js",
    "assets/guihua-search.js": "scripts/search/*.js",
    "assets/guihua-explorer.js": "scripts/explorer/*.js",
    "assets/guihua-workbook.js": "scripts/workbook/*.js",
}
"""What is loaded as one file, and the files in ``site_templates/`` it is made of, in the order of their names. The first two
scripts and styles of a kind differ in when: ``guihua.*`` is on every page, the search and the workbook come when asked for.
"""
PLACE = re.compile(r"on line (\d+) and column (\d+)")
MINIFIED: dict[str, Callable[[str], str]] = {".js": minifying.script, ".css": minifying.style}
ENDS = {".js": ";\n", ".css": "\n"}
"""What parts a file from the next: a script may end without its semicolon."""


def packed(templates: tuple[Path, ...]) -> dict[str, bytes]:
    """Address → content of every packed file; a file is taken from the first of the folders ``templates`` that has it.

    Raises:
        StageError: a script or style cannot be read as one.
    """
    return {address: "".join(_minified(templates, parts)).encode("utf-8") for address, parts in PACKED.items()}


def _minified(templates: tuple[Path, ...], parts: str) -> Iterator[str]:
    for path in files_of(templates, parts):
        try:
            yield MINIFIED[path.suffix](path.read_text("utf-8")) + ENDS[path.suffix]
        except ValueError as fault:
            raise StageError(_problem(f"{TEMPLATES}/{parts.rpartition('/')[0]}/{path.name}", str(fault))) from fault


def _problem(path: str, said: str) -> Diagnostic:
    place = PLACE.search(said)
    return Diagnostic(
        where=Location(path, *(int(number) for number in place.groups())) if place else Location(path),
        code="template",
        what=Text("this script or style cannot be read", "这个脚本或样式有语法错误"),
        found=said.splitlines()[0],
        fix=Text("correct it at this place, or restore the file", "请改正这一处，或恢复这个文件"),
    )
