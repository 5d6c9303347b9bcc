"""Reviewed draft → the project · 草稿移入项目"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.commands._examining import stop
from generator.commands._shared import CLEAN, DRAFT, FINDINGS, Place, Progress, options, say
from generator.diagnostics import Language, Report, StageError
from generator.importing.promoting import promote as run_promote
from generator.pipeline import examine
from generator.reporters import REPORTERS
from generator.writing.workplace import working_in


@click.command()
@options
@click.argument("plans", nargs=-1)
@click.option(
    "--from",
    "draft",
    type=Place(),
    help="The draft's folder; draft/ in the project by default. 草稿在哪里，默认是项目里的 draft/。",
)
def promote(root: Path, lang: str, plans: tuple[str, ...], draft: Path | None) -> None:
    """Copy the PLANS of a reviewed draft (all, if none is named) into content/ and datasets/. 把核对过的草稿移入项目。

    The registry's new rows that they need go along. What the project has already is never overwritten. Then the
    project is checked, and what is still to be done is shown.

    \b
    Example / 例:
      guihua promote zhongshu
    """
    try:
        with working_in(root):
            paths = run_promote(root, draft or (root / DRAFT).resolve(), plans)
    except StageError as error:
        stop(Report.of([error.finding]), lang)
    for path in paths:
        click.echo(path)
    progress = Progress()
    _, report = examine(root, progress)
    progress.done()
    click.echo(REPORTERS["text"](report, Language(lang)), nl=False)
    say(
        f"{len(paths)} files written, {len(report.diagnostics)} findings to mend",
        f"写了 {len(paths)} 个文件，还有 {len(report.diagnostics)} 处要改",
        lang,
    )
    sys.exit(FINDINGS if report else CLEAN)


COMMAND = promote
