"""Write the tables as they stand · 导出现在的各表"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.commands._shared import CLEAN, FINDINGS, Place, options, say
from generator.linking import link
from generator.opendata.versions.making import snapshot as files_of
from generator.reading import read_project
from generator.writing.guard import SNAPSHOT, publish, replacing
from generator.writing.staging import write_tree


@click.command()
@options
@click.argument("folder", type=Place())
def snapshot(root: Path, lang: str, folder: Path) -> None:
    """Write the canonical tables and their description into FOLDER. 把规范 CSV 和说明写进文件夹。

    FOLDER is made, or replaced where an earlier snapshot made it; one that holds anything else is refused.
    文件夹里如有别的文件，则不写。
    """
    project, unreadable = read_project(root)
    corpus, unresolved = link(project)
    if unreadable or unresolved:
        say("the project has errors; run guihua check", "内容有错，请先运行 guihua check", lang)
        sys.exit(FINDINGS)
    files = files_of(corpus)
    with replacing(folder, SNAPSHOT, root) as fresh:
        write_tree(fresh, files)
        publish(fresh, folder)
    say(f"{len(files)} files in {folder}", f"{len(files)} 个文件写入 {folder}", lang)
    sys.exit(CLEAN)


COMMAND = snapshot
