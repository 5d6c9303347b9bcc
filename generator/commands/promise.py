"""Write down the addresses that are published now · 记下现已发布的网址"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.commands._examining import sound, stop
from generator.commands._shared import CLEAN, Progress, options, say
from generator.diagnostics import Report, StageError
from generator.opendata.versions.making import with_new
from generator.pipeline import prepare
from generator.reading.promises import ADDRESSES
from generator.writing.workplace import journal_of, working_in


@click.command()
@options
def promise(root: Path, lang: str) -> None:
    """Write down every address of the site, so that none is lost later. 记下网站现有的全部网址，以后一个也不能丢。

    Adds what is new to the end of content/addresses.txt. A release does so too; this is for what is published between
    two releases, and runs after each publication. Before the first release nothing is promised, and nothing is written.

    \b
    Example / 例:
      guihua promise
    """
    progress = Progress()
    with working_in(root):
        corpus = sound(root, lang, progress)
        if not corpus.promises.releases:
            progress.done()
            say(
                "no version of the data is released yet, so nothing is promised and nothing was written",
                "数据还没有定版，没有什么网址要保证，什么也没有写",
                lang,
            )
            sys.exit(CLEAN)
        known = corpus.promises.addresses
        try:
            _, survey = prepare(root, corpus, progress)
        except StageError as fault:
            progress.done()
            stop(Report.of([fault.finding]), lang)
        progress.done()
        listed = with_new(known, survey.promised())
        if new := len(listed) - len(known):
            journal_of(root).apply({ADDRESSES: "".join(listed).encode("utf-8")})
    say(f"{new} addresses added to {ADDRESSES}", f"{ADDRESSES} 新增 {new} 个网址", lang)
    sys.exit(CLEAN)


COMMAND = promise
