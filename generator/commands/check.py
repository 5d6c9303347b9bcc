"""Check all plans and data · 检查，不改动文件"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

import click

from generator.commands._shared import CLEAN, FINDINGS, Progress, options, report_option, say
from generator.diagnostics import Language
from generator.pipeline import examine
from generator.reporters import REPORTERS


@click.command()
@options
@report_option
def check(root: Path, lang: str, reporter: str) -> None:
    """Check all plans and data; change nothing. 检查全部内容，不改动任何文件。

    Every finding says where it is, what was found, what was expected and what to do. All findings of a run
    are reported together, in file order.

    \b
    Example / 例:
      guihua check --lang zh
    """
    start = perf_counter()
    progress = Progress()
    corpus, report = examine(root, progress)
    progress.done()
    click.echo(REPORTERS[reporter](report, Language(lang)), nl=False)
    if not report and reporter == "text":
        say(
            f"clean: {len(corpus.plans)} plans, {len(corpus.figures)} figures, {len(corpus.tasks)} tasks, "
            f"{perf_counter() - start:.1f} s",
            f"没有问题：{len(corpus.plans)} 份文件，{len(corpus.figures)} 个数值，{len(corpus.tasks)} 项任务，"
            f"用时 {perf_counter() - start:.1f} 秒",
            lang,
        )
    sys.exit(FINDINGS if report else CLEAN)


COMMAND = check
