"""Gazette's text → a draft · 导入公报文本"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import click

from generator.commands._examining import stop
from generator.commands._shared import DRAFT, Place, PlainFile, Progress, options, say
from generator.diagnostics import Report, StageError
from generator.importing.stage import import_issue
from generator.pipeline import examine
from generator.writing.guard import check_place
from generator.writing.refusals import cannot_write
from generator.writing.workplace import working_in


@click.command("import")
@options
@click.argument("source", type=PlainFile())
@click.option(
    "--out",
    type=Place(),
    help="The draft's folder; draft/ in the project by default. 草稿放在哪里，默认是项目里的 draft/。",
)
def import_(root: Path, lang: str, source: Path, out: Path | None) -> None:
    """Read a gazette's issue (text, .docx or .pdf) and write a draft for review. 导入一期公报，生成待核对的草稿。

    The draft has the shape of content/ and datasets/; review.html in it says what was found, how sure it is and
    what is left over. A file of the draft that you have edited is never overwritten.

    \b
    Example / 例:
      guihua import gazette-2022-03.txt
    """
    start = perf_counter()
    progress = Progress()
    target = out or (root / DRAFT).resolve()
    try:
        with working_in(root):
            check_place(target, root)
            corpus, _ = examine(root, progress)
            imported = import_issue(source, target, corpus, progress)
    except StageError as error:
        progress.done()
        stop(Report.of([error.finding]), lang)
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        progress.done()
    for kept in imported.kept:
        click.echo(kept.difference or kept.path)
    say(
        f"{len(imported.drafts)} documents, {len(imported.kept)} edited files kept; read {target / 'review.html'} "
        f"({perf_counter() - start:.1f} s)",
        f"{len(imported.drafts)} 份文件，保留了 {len(imported.kept)} 个您改过的文件；请看 {target / 'review.html'}"
        f"（用时 {perf_counter() - start:.1f} 秒）",
        lang,
    )


COMMAND = import_
