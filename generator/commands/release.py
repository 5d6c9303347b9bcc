"""Keep this version of the data for good · 把这一版数据定下来"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.commands._examining import sound, stop
from generator.commands._shared import CLEAN, FINDINGS, Progress, options, say
from generator.diagnostics import Report, StageError
from generator.opendata.versions.making import completed, release_files, with_new
from generator.pipeline import as_released, prepare
from generator.reading.promises import ADDRESSES, CHANGES, RELEASES
from generator.writing.workplace import journal_of, working_in


@click.command()
@options
@click.option("--note", default="", help="What this version is, in a sentence. 用一句话说明这一版。")
def release(root: Path, lang: str, note: str) -> None:
    """Keep the data as it stands as version data_version. 把现在的数据定为 data_version 这一版。

    Writes datasets/releases/<version>/, which is served as data/<version>/ for good, and adds the site's addresses to
    content/addresses.txt, none of which may be lost from then on. Commit both.

    \b
    Example / 例:
      guihua release --note "第一个定版"
    """
    progress = Progress()
    with working_in(root):
        corpus = sound(root, lang, progress)
        version = corpus.site.data_version
        folder = f"{RELEASES}/{version}"
        if (root / folder).exists():
            progress.done()
            say(
                f"version {version} is released already and stays as it is; raise data_version in content/site.yml",
                f"{version} 版已经定下，不能再改；请在 content/site.yml 里提高 data_version",
                lang,
            )
            sys.exit(FINDINGS)
        files = release_files(corpus, note)
        try:
            exports, survey = prepare(root, as_released(corpus, files), progress)
        except StageError as fault:
            progress.done()
            stop(Report.of([fault.finding]), lang)
        known = corpus.promises.addresses
        listed = with_new(known, survey.promised())
        files[CHANGES] = completed(files[CHANGES], listed, exports.files)
        kept = {f"{folder}/{name}": content for name, content in files.items()}
        journal_of(root).apply({**kept, ADDRESSES: "".join(listed).encode("utf-8")})
    progress.done()
    say(
        f"{version}: {folder} written, {len(listed) - len(known)} addresses added to {ADDRESSES}",
        f"{version} 版已写入 {folder}，{ADDRESSES} 新增 {len(listed) - len(known)} 个网址",
        lang,
    )
    sys.exit(CLEAN)


COMMAND = release
