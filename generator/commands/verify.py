"""Check a downloaded copy · 校验下载的数据"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from pathlib import Path

import click

from generator.commands._shared import CLEAN, FINDINGS, Folder, language_option, say
from generator.diagnostics import reason_of
from generator.own_json import read_json
from generator.writing.mark import NAME as MARK

SUMS, OF_A_RELEASE, OF_A_PACKAGE = "SHA256SUMS", "changes.json", "datapackage.json"
"""The files that list check sums: of a site, of a release, of an archive."""
LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


@click.command()
@click.argument("folder", default=".", type=Folder())
@click.option("--complete", is_flag=True, help="Files that are missing are faults too. 缺了文件也算问题。")
@language_option
def verify(folder: Path, complete: bool, lang: str) -> None:
    """Compare the files of a copy with the check sums that were published. 按发布的校验值核对一份拷贝。

    FOLDER is a copy of the site or of its data/ (SHA256SUMS), a release (changes.json), or an unpacked ZIP
    (datapackage.json). Files that were not copied are counted.

    \b
    Example / 例:
      guihua verify downloaded/xuchang
    """
    try:
        sums = _published(folder)
    except OSError as error:
        reason = reason_of(error)
        say(
            f"{error.filename}: {reason.en}; without it nothing can be compared. Copy it again",
            f"{error.filename}：{reason.zh}；没有它就不能核对。请重新拷贝",
            lang,
        )
        sys.exit(FINDINGS)
    if not sums:
        say(
            f"there is no list of check sums in {folder}: {SUMS}, {OF_A_RELEASE} or {OF_A_PACKAGE}",
            f"{folder} 里没有校验值：{SUMS}、{OF_A_RELEASE} 或 {OF_A_PACKAGE}",
            lang,
        )
        sys.exit(FINDINGS)
    outside = [path for path in sums if _leads_out(path, folder)]
    for path in outside:
        say(
            f"{os.path.relpath(path, folder)}: this is listed, but is no place in a copy; it was not read",
            f"{os.path.relpath(path, folder)}：校验值里列了它，可它不在拷贝里面；没有读它",
            lang,
        )
    inside = {path: digest for path, digest in sums.items() if path not in outside}
    there = {path: digest for path, digest in inside.items() if os.path.isfile(path)}  # noqa: PTH113  # as in _shared
    wrong = [path for path, digest in there.items() if _differs(path, digest, lang)]
    unknown = sorted(path.name for path in folder.iterdir() if _is_unknown(path, sums))
    if unknown and not any((folder / name).is_file() for name in (SUMS, f"data/{SUMS}")):
        some = ", ".join(unknown[:5])
        say(f"no check sum is told for: {some}", f"这些文件没有校验值：{some}", lang)
    right, missing = len(there) - len(wrong), len(inside) - len(there)
    say(
        f"{right} files as published, {len(wrong)} not, {missing} not in this copy",
        f"{right} 个文件与发布的一致，{len(wrong)} 个不一致，{missing} 个不在这份拷贝里",
        lang,
    )
    sys.exit(FINDINGS if wrong or outside or not right or (complete and missing) else CLEAN)


def _differs(path: Path, digest: str, lang: str) -> bool:
    """Whether the file is not as published, or cannot be read; says so."""
    try:
        if hashlib.sha256(path.read_bytes()).hexdigest() == digest:
            return False
        say(f"{path}: not as published", f"{path}：与发布的不一致", lang)
    except OSError as error:
        reason = reason_of(error)
        say(
            f"{path}: {reason.en}; it was not compared. Copy it again, or ask whoever keeps it",
            f"{path}：{reason.zh}，没有核对。请重新拷贝，或问管这台机器的人",
            lang,
        )
    return True


def _leads_out(path: Path, folder: Path) -> bool:
    """Whether ``path`` is not in ``folder``, be it by a link; so is what no file can be called."""
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return True


def _is_unknown(path: Path, sums: dict[Path, str]) -> bool:
    """Whether no checksum is published for the file; the lists themselves have none."""
    return path.is_file() and path not in sums and not path.name.endswith((SUMS, OF_A_RELEASE, OF_A_PACKAGE, MARK))


def _published(root: Path) -> dict[Path, str]:
    """Path → SHA-256, from the first list of checksums in ``root``; empty where there is none or it cannot be parsed.

    Raises:
        OSError: it is there, but cannot be read.
    """
    try:
        for sums in (root / "data" / SUMS, root / SUMS):
            if sums.is_file():
                lines = [match for line in sums.read_text("utf-8").splitlines() if (match := LINE.fullmatch(line))]
                top = sums.parent.parent if sums.parent.name == "data" else sums.parent
                whole = sums.parent.name == "data"
                return {top / (line[2] if whole else line[2].removeprefix("data/")): line[1] for line in lines}
        if (root / OF_A_RELEASE).is_file():
            digests = read_json(root / OF_A_RELEASE)["sha256"]
            return {root / name: str(digest) for name, digest in digests.items()}
        packages = [read_json(path) for path in sorted(root.glob(f"*{OF_A_PACKAGE}"))]
        files = [file for package in packages for file in (*package["resources"], *package.get("otherFormats", ()))]
        return {root / file["path"]: file["hash"].removeprefix("sha256:") for file in files}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


COMMAND = verify
