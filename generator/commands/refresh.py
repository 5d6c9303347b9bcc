"""Update schemas in datapackage.json · 更新表结构"""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands._refreshing import refresh as run_refresh
from generator.commands._shared import options, say
from generator.writing.workplace import journal_of, working_in


@click.command()
@options
def refresh(root: Path, lang: str) -> None:
    """Write the shared table schemas into every datapackage.json. 更新各数据包里的表结构说明。

    Run it after adding a table to a package, or when check says “schema-differs”.
    """
    with working_in(root):
        changed = run_refresh(root)
        journal_of(root).apply(changed)
    for path in changed:
        click.echo(path)
    say(f"{len(changed)} changed", f"改动 {len(changed)} 个文件", lang)


COMMAND = refresh
