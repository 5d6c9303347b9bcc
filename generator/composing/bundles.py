"""The bundles of the site's own scripts and styles: source files, one concern each, minified and concatenated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, StageError, Text
from generator.shipped import TEMPLATES, files_of
from generator.templating import minifying

BUNDLES = {
    "assets/guihua.css": "styles/*.css",
    "assets/guihua-explorer.css": "styles/explorer/*.css",
    "assets/guihua.js": "scripts/*.js",
    "assets/guihua-search.js": "scripts/search/*.js",
    "assets/guihua-explorer.js": "scripts/explorer/*.js",
    "assets/guihua-workbook.js": "scripts/workbook/*.js",
}
"""Address of a bundle → the source files in ``site_templates/`` (a glob), which are concatenated in the order of their
names. ``guihua.*`` is loaded on every page, the explorer's on its pages; search and workbook are loaded lazily.
"""
POSITION = re.compile(r"on line (\d+) and column (\d+)")
MINIFIED: dict[str, Callable[[str], str]] = {".js": minifying.script, ".css": minifying.style}
ENDS = {".js": ";\n", ".css": "\n"}
"""Separator after a file: a script may end without its semicolon."""


def bundles(templates: tuple[Path, ...]) -> dict[str, bytes]:
    """Address → bytes of every bundle; a source file is taken from the first of the folders ``templates`` that has it.

    Raises:
        StageError: a script or style has a syntax error.
    """
    return {address: "".join(_minified(templates, pattern)).encode("utf-8") for address, pattern in BUNDLES.items()}


def _minified(templates: tuple[Path, ...], pattern: str) -> Iterator[str]:
    for path in files_of(templates, pattern):
        try:
            yield MINIFIED[path.suffix](path.read_text("utf-8")) + ENDS[path.suffix]
        except (OSError, ValueError) as fault:
            raise StageError(_problem(f"{TEMPLATES}/{pattern.rpartition('/')[0]}/{path.name}", str(fault))) from fault


def _problem(path: str, message: str) -> Diagnostic:
    place = POSITION.search(message)
    return Diagnostic(
        where=Location(path, *(int(number) for number in place.groups())) if place else Location(path),
        code="template",
        what=Text("this script or style cannot be read", "这个脚本或样式有语法错误"),
        found=message.splitlines()[0],
        fix=Text("correct it at this place, or restore the file", "请改正这一处，或恢复这个文件"),
    )
