"""``guihua verify``."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import click

from generator.commands._shared import CLEAN, FINDINGS, say

SUMS = "SHA256SUMS"


@click.command(short_help="Check a downloaded copy · 校验下载的数据")
@click.argument("folder", default=".", type=click.Path(exists=True, file_okay=False))
@click.option("--lang", type=click.Choice(["en", "zh"]), envvar="GUIHUA_LANG", default="en", help="Language. 语言。")
def verify(folder: str, lang: str) -> None:
    """Compare the files of a copy with its SHA256SUMS. 按 SHA256SUMS 校验一份拷贝。

    FOLDER is a copy of the site, or of its data/: files that were not copied are only counted.

    \b
    Example / 例:
      guihua verify downloaded/xuchang
    """
    root = Path(folder)
    sums = next((path for path in (root / "data" / SUMS, root / SUMS) if path.is_file()), None)
    if sums is None:
        say(f"there is no {SUMS} in {root} or {root / 'data'}", f"{root} 里没有 {SUMS}", lang)
        sys.exit(FINDINGS)
    top = sums.parent.parent if sums.parent.name == "data" else sums.parent
    right = missing = 0
    wrong = []
    for line in sums.read_text("utf-8").splitlines():
        digest, address = line.split("  ", 1)
        path = top / (address if sums.parent.name == "data" else address.removeprefix("data/"))
        if not path.is_file():
            missing += 1
        elif hashlib.sha256(path.read_bytes()).hexdigest() == digest:
            right += 1
        else:
            wrong.append(address)
    for address in wrong:
        say(f"{address}: not as published", f"{address}：与发布的不一致", lang)
    say(
        f"{right} files as published, {len(wrong)} not, {missing} not in this copy",
        f"{right} 个文件与发布的一致，{len(wrong)} 个不一致，{missing} 个不在这份拷贝里",
        lang,
    )
    sys.exit(FINDINGS if wrong or not right else CLEAN)


COMMAND = verify
