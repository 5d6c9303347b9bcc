"""Check a downloaded copy · 校验下载的数据"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from pathlib import Path

import click

from generator.commands._shared import CLEAN, FINDINGS, Folder, language_option, say
from generator.diagnostics import NOTHING, Text, reason_of
from generator.own_json import read_json
from generator.writing.mark import entries
from generator.writing.refusals import SHOWN

SUMS, OF_A_RELEASE, OF_A_PACKAGE = "SHA256SUMS", "changes.json", "datapackage.json"
"""The files that list check sums: of a site, of a release, of an archive."""
LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


class NoListError(Exception):
    """There are no check sums to compare with; ``what`` says where they were looked for, why, and what to do."""

    def __init__(self, what: Text) -> None:
        super().__init__(what.en)
        self.what = what


@click.command()
@click.argument("folder", default=".", type=Folder())
@click.option("--complete", is_flag=True, help="Files that are missing are faults too. 缺了文件也算问题。")
@language_option
def verify(folder: Path, complete: bool, lang: str) -> None:
    """Compare the files of a copy with the check sums that were published. 按发布的校验值核对一份拷贝。

    FOLDER is a copy of the site or of its data/ (SHA256SUMS), a release (changes.json), or an unpacked ZIP or another
    folder with a datapackage.json. Files that were not copied are counted, and so are those without a check sum: a
    site's pages have none.

    \b
    Example / 例:
      guihua verify downloaded/xuchang
    """
    try:
        lists = _lists(folder)
        sums = _published(folder, lists)
        unlisted = _without_check_sum(folder, {*sums, *lists})
    except NoListError as error:
        say(error.what.en, error.what.zh, lang)
        sys.exit(FINDINGS)
    except OSError as error:
        reason = reason_of(error)
        say(
            f"{error.filename}: {reason.en}; without it nothing can be compared. Copy it again",
            f"{error.filename}：{reason.zh}；没有它就不能核对。请重新拷贝",
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
    right, missing = len(there) - len(wrong), len(inside) - len(there)
    some = _some(unlisted)
    say(
        f"{right} files as published, {len(wrong)} not, {missing} not in this copy; "
        f"{len(unlisted)} have no check sum and were not compared{some.en}",
        f"{right} 个文件与发布的一致，{len(wrong)} 个不一致，{missing} 个不在这份拷贝里；"
        f"{len(unlisted)} 个没有校验值，没有核对{some.zh}",
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


def _without_check_sum(folder: Path, known: set[Path]) -> list[str]:
    """The files and links in ``folder`` that are not ``known``; the mark of a build does not count.

    Raises:
        OSError: a folder cannot be listed.
    """
    return [name for name, path in entries(folder) if path not in known and (path.is_symlink() or not path.is_dir())]


def _some(names: list[str]) -> Text:
    """The first of ``names``, for the end of a sentence."""
    more = " …" if len(names) > SHOWN else ""
    return Text(f": {', '.join(names[:SHOWN])}{more}", f"：{'、'.join(names[:SHOWN])}{more}") if names else NOTHING


def _lists(root: Path) -> list[Path]:
    """The files in ``root`` that list check sums: those of the first kind that is there.

    Raises:
        NoListError: there is none.
    """
    for path in (root / "data" / SUMS, root / SUMS, root / OF_A_RELEASE):
        if path.is_file():
            return [path]
    packages = sorted(path for path in root.glob(f"*{OF_A_PACKAGE}") if path.is_file())
    if not packages:
        raise NoListError(
            Text(
                f"there is no list of check sums in {root}: neither {SUMS} nor {OF_A_RELEASE} nor {OF_A_PACKAGE}. Name "
                "the folder that was downloaded (the site, its data/, an unpacked ZIP), and copy its list along",
                f"{root} 里没有校验值：{SUMS}、{OF_A_RELEASE}、{OF_A_PACKAGE} 都没有。"
                "请写下载的那个文件夹（整个网站、其中的 data/，或解压的 ZIP），并把校验值文件一起拷贝",
            )
        )
    return packages


def _published(root: Path, lists: list[Path]) -> dict[Path, str]:
    """Path → SHA-256, as the ``lists`` say.

    A list in data/ has paths from the site's root; in a copy of data/ alone, whatever it is called, the files of the
    site's other folders are not in the copy.

    Raises:
        NoListError: a list is damaged, or empty.
        OSError: it is there, but cannot be read.
    """
    sums: dict[Path, str] = {}
    for path in lists:
        try:
            listed = _summed(path) if path.name == SUMS else _described(path)
        except UnicodeDecodeError as error:
            raise _damaged(path, Text("this is no text in UTF-8", "这不是 UTF-8 文本")) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise _damaged(path, Text("there are no check sums in this file", "这个文件里没有校验值")) from error
        alone = path == root / SUMS
        sums |= {root / (name.removeprefix("data/") if alone else name): digest for name, digest in listed.items()}
    if not sums:
        raise _damaged(lists[0], Text("there are no check sums in this file", "这个文件里没有校验值"))
    return sums


def _summed(file: Path) -> dict[str, str]:
    """The check sums of a SHA256SUMS by name.

    Raises:
        NoListError: a line is none of such a list: it was cut off, or the file is another one.
    """
    listed = {}
    for number, line in enumerate(file.read_text("utf-8-sig").splitlines(), 1):
        match = LINE.fullmatch(line)
        if match:
            listed[match[2]] = match[1]
        elif line.strip():
            what = Text(f"line {number} is no check sum with a path", f"第 {number} 行不是“校验值  路径”")
            raise _damaged(file, what)
    return listed


def _described(file: Path) -> dict[str, str]:
    """The check sums of a release's changes.json, or of a descriptor, by name."""
    content = read_json(file)
    if file.name == OF_A_RELEASE:
        return {name: str(digest) for name, digest in content["sha256"].items()}
    files = (*content["resources"], *content.get("otherFormats", ()))
    listed = {resource["path"]: resource["hash"].removeprefix("sha256:") for resource in files}
    if not all(isinstance(name, str) for name in listed):
        raise TypeError("a path is no text")
    return listed


def _damaged(file: Path, what: Text) -> NoListError:
    return NoListError(
        Text(
            f"{file}: {what.en}; nothing was compared. Download it again from where the copy comes from",
            f"{file}：{what.zh}；什么都没有核对。请从拷贝的来源重新下载它",
        )
    )


COMMAND = verify
