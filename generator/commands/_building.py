"""Building a site from a command, with progress and report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands._shared import Progress, say
from generator.diagnostics import Language, Report
from generator.reporters import REPORTERS
from generator.writing.unchanged import BUILT, fingerprint, is_current, is_damaged, remember

if TYPE_CHECKING:
    from generator.rendering import Material


def engine(root: Path) -> Material:
    from generator.rendering import Material

    return Material(root / "mkdocs.yml")


def build_site(root: Path, site: Path, language: Language, reporter: str) -> tuple[Report, bool]:
    """Builds the project at ``root`` into ``site``, unless it stands there as it would be built, and prints the findings.

    Returns them, and whether anything was built.

    Raises:
        see ``pipeline.build``.
    """
    inputs = fingerprint(root)
    report, current = Report.of([]), is_current(root, site, inputs)
    if is_damaged(root):
        say(
            f"{BUILT} is damaged: everything is built anew, and it is written again",
            f"{BUILT} 已损坏：全部重新生成，并重写这个文件",
            language,
        )
    if not current:
        from generator.pipeline import build  # takes a second: not where nothing has changed

        progress = Progress()
        try:
            report = build(root, site, engine(root), progress)
        finally:
            progress.done()
        if not report:
            remember(root, site, inputs)
    click.echo(REPORTERS[reporter](report, language), nl=False)
    return report, not current


def count(site: Path) -> int:
    """The number of pages in ``site``."""
    return sum(1 for _ in site.rglob("*.html"))
