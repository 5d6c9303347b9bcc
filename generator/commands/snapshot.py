"""``guihua snapshot``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.commands._shared import CLEAN, FINDINGS, options, say
from generator.linking import link
from generator.opendata.versions.making import snapshot as files_of
from generator.reading import read_project
from generator.writing.staging import write_tree


@click.command(short_help="Write the tables as they stand · 导出现在的各表")
@options
@click.argument("folder", type=click.Path(file_okay=False))
def snapshot(root: Path, lang: str, folder: str) -> None:
    """Write the canonical tables and their description into FOLDER. 把规范 CSV 和说明写进文件夹。

    This is what compare runs on an older revision, with that revision's own rules.
    """
    project, unreadable = read_project(root)
    corpus, unresolved = link(project)
    if unreadable or unresolved:
        say("the project has errors; run guihua check", "内容有错，请先运行 guihua check", lang)
        sys.exit(FINDINGS)
    files = files_of(corpus)
    write_tree(Path(folder), files)
    say(f"{len(files)} files in {folder}", f"{len(files)} 个文件写入 {folder}", lang)
    sys.exit(CLEAN)


COMMAND = snapshot
