"""How the commands build a site, and what they say when they cannot."""

from __future__ import annotations

from pathlib import Path

import click
from filelock import Timeout

from generator.commands._shared import Progress
from generator.diagnostics import Language, Report
from generator.pipeline import build
from generator.rendering import Material
from generator.reporters import REPORTERS


def engine(root: Path) -> Material:
    return Material(root / "mkdocs.yml")


def build_site(root: Path, site: Path, language: Language, reporter: str) -> Report:
    progress = Progress()
    try:
        _, report = build(root, site, engine(root), progress)
    except Timeout as error:
        raise click.ClickException(
            "another build of this project is running; wait for it. 这个项目正在生成，请等它结束。"
        ) from error
    except OSError as error:
        raise click.ClickException(
            f"{error.filename or site}: {error.strerror}; nothing was published. 写不进去，网站没有变。"
        ) from error
    finally:
        progress.done()
    click.echo(REPORTERS[reporter](report, language), nl=False)
    return report


def count(site: Path) -> int:
    return sum(1 for _ in site.rglob("*.html"))
