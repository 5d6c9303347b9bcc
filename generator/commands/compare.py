"""What changed in the data · 两版数据有什么不同"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from generator.commands._shared import CLEAN, FINDINGS, USAGE, Place, options, say
from generator.diagnostics import did_you_mean
from generator.opendata.versions.changes import changes, level_of
from generator.opendata.versions.revisions import CannotReadError, NoRevisionError, tables_at
from generator.opendata.versions.table_diff import html_diff, text_diff
from generator.opendata.versions.version import FORM, LEVELS
from generator.writing.pages import check_page, write_page


@click.command()
@options
@click.argument("old")
@click.argument("new", default=".")
@click.option("--table", "tables", multiple=True, help="Show the rows that changed in this table. 显示这张表改动的行。")
@click.option("--html", type=Place(), help="Write all changed rows as a web page. 把改动的行写成网页。")
@click.option(
    "--with-its-own-program",
    "own_program",
    is_flag=True,
    help="Run the program of a revision to read its data. 用那一版自己的程序读它的数据（会运行它的代码）。",
)
def compare(
    root: Path, lang: str, old: str, new: str, tables: tuple[str, ...], html: Path | None, own_program: bool
) -> None:
    """Compare the data of two revisions. 比较两个版本的数据。

    OLD and NEW are released versions (1.0.0) or git revisions (main, HEAD~3, a tag); NEW is by default the files as
    they stand. 旧版和新版可以写版本号，也可以写 git 的修订；不写新版，就是现在的文件。

    Today's program reads them all, so that nothing of a pull request runs. 都由现在的程序读出，不运行那一版的任何代码。

    \b
    Examples / 例:
      guihua compare 1.0.0
      guihua compare main --table figures
      guihua compare HEAD~5 HEAD --html changes.html
    """
    if html:
        check_page(html, "compare", root)
    try:
        before, after = (tables_at(root, revision, own_program) for revision in (old, new))
    except CannotReadError as fault:
        say(fault.what.en, fault.what.zh, lang)
        sys.exit(USAGE if isinstance(fault, NoRevisionError) else FINDINGS)
    _check_tables(tables, {*before, *after})
    changed = changes(before, after)
    for change in changed:
        level = LEVELS[change.level]
        click.echo(f"[{level.zh if lang == 'zh' else level.en}] {change.what.zh if lang == 'zh' else change.what.en}")
    level = LEVELS[level_of(changed)]
    say(f"together: {level.en}", f"合起来：{level.zh}", lang)
    if not own_program and not all(FORM.fullmatch(revision) or revision == "." for revision in (old, new)):
        say(
            "(git revisions are read by today's program: columns and formats are today's)",
            "（git 的修订由现在的程序读出，列和格式都是现在的）",
            lang,
        )
    for name in tables:
        click.echo(text_diff(before.get(name), after.get(name)), nl=False)
    if html:
        names = sorted({change.table for change in changed})
        write_page(html, html_diff([(before.get(name), after.get(name)) for name in names]), "compare", root)
    sys.exit(CLEAN)


def _check_tables(asked: Iterable[str], known: Iterable[str]) -> None:
    """Raises BadParameter: one of the tables that are asked for is in neither version."""
    for name in asked:
        if name not in known:
            hint = did_you_mean(name, known)
            raise click.BadParameter(
                f"there is no table {name}{hint.en or '.'}\n没有 {name} 这张表{hint.zh or '。'}\n"
                f"Tables of these two versions · 这两版里的表: {', '.join(sorted(known))}",
                param_hint="--table",
            )


COMMAND = compare
