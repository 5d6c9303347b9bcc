"""Building a site from a command, with progress and report."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands._shared import Progress
from generator.diagnostics import Language, Report
from generator.pipeline import build
from generator.rendering import Material
from generator.reporters import REPORTERS


def engine(root: Path) -> Material:
    return Material(root / "mkdocs.yml")


def build_site(root: Path, site: Path, language: Language, reporter: str) -> Report:
    """Builds the project at ``root`` into ``site`` and prints the findings.

    Raises:
        see ``pipeline.build``.
    """
    progress = Progress()
    try:
        _, report = build(root, site, engine(root), progress)
    finally:
        progress.done()
    click.echo(REPORTERS[reporter](report, language), nl=False)
    return report


def count(site: Path) -> int:
    """The number of pages in ``site``."""
    return sum(1 for _ in site.rglob("*.html"))
