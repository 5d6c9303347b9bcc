"""Findings about the input: where, what, found, expected, and the remedy.

A finding is a value. Stages return findings beside their results; nothing prints, nothing raises for bad input.
Every text exists in English and in Chinese, because the people who mend the input read Chinese
and the people who mend the generator read English.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum


class Language(StrEnum):
    ENGLISH = "en"
    CHINESE = "zh"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence, in both languages."""

    en: str
    zh: str

    def in_(self, language: Language) -> str:
        """The sentence in ``language``."""
        return self.zh if language is Language.CHINESE else self.en

    def __bool__(self) -> bool:
        return bool(self.en)

    def __add__(self, other: Text) -> Text:
        return Text(self.en + other.en, self.zh + other.zh)


NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Location:
    """A place in one of our own files.

    ``path`` is relative to the project, with forward slashes; ``line`` and ``column`` count from 1, in
    characters, and are ``None`` where the finding is about the file, or the line, as a whole. Locations are in file
    order, a file before its lines.
    """

    path: str
    line: int | None = None
    column: int | None = None

    def __lt__(self, other: Location) -> bool:
        return (self.path, self.line or 0, self.column or 0) < (other.path, other.line or 0, other.column or 0)

    def __str__(self) -> str:
        return ":".join([self.path, *(str(number) for number in (self.line, self.column) if number is not None)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding. ``found`` is quoted from the file as it stands there; it is never translated."""

    where: Location
    code: str
    what: Text
    found: str = ""
    expected: Text = NOTHING
    fix: Text


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of a run, in file order, each once."""

    diagnostics: tuple[Diagnostic, ...] = field(default=())

    @staticmethod
    def of(diagnostics: Iterable[Diagnostic]) -> Report:
        unique = dict.fromkeys(diagnostics)
        return Report(tuple(sorted(unique, key=lambda finding: (finding.where, finding.code, finding.what.en))))

    def __bool__(self) -> bool:
        return bool(self.diagnostics)


OnStage = Callable[[str], None]
"""Called with the name of each stage as it begins."""


class StageError(Exception):
    """A stage after ``check`` cannot go on. ``finding`` says what a person would have to mend."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(f"{finding.where}: {finding.what.en} {finding.found}".rstrip())
        self.finding = finding

    def __reduce__(self) -> tuple[type[StageError], tuple[Diagnostic]]:
        """From a worker process it comes with its finding."""
        return StageError, (self.finding,)


REASONS = {
    errno.EACCES: Text("this account may not do that here", "当前账户没有这里的权限"),
    errno.EPERM: Text("this account may not do that here", "当前账户没有这里的权限"),
    errno.EROFS: Text("this disk can only be read", "这个磁盘是只读的"),
    errno.ENOSPC: Text("the disk is full", "磁盘满了"),
    errno.EDQUOT: Text("the disk space of this account is used up", "当前账户的磁盘空间用完了"),
    errno.EFBIG: Text("the file would be too large", "文件太大"),
    errno.EIO: Text("the disk does not answer as it should", "磁盘读写出错"),
    errno.EBUSY: Text("another program or the system is using it", "别的程序或系统正在使用"),
    errno.ENOENT: Text("there is no such file or folder", "没有这个文件或文件夹"),
    errno.EEXIST: Text("there is a file of this name already", "已有同名的文件"),
    errno.ENOTDIR: Text("it is a file, not a folder", "这是文件，不是文件夹"),
    errno.EISDIR: Text("it is a folder, not a file", "这是文件夹，不是文件"),
    errno.ENOTEMPTY: Text("the folder is not empty", "文件夹不是空的"),
    errno.ELOOP: Text("links lead in a circle", "链接绕成了一圈"),
    errno.ENAMETOOLONG: Text("the name is too long", "名称太长"),
    errno.EXDEV: Text("it is on another disk", "在另一个磁盘上"),
    errno.EMFILE: Text("too many files are open", "打开的文件太多"),
    errno.ENXIO: Text("it is a pipe or a device, not a file", "这是管道或设备，不是文件"),
    errno.ENODEV: Text("the system has no such device", "系统没有这个设备"),
    errno.EADDRINUSE: Text("another program is using it", "别的程序正在使用"),
    errno.EADDRNOTAVAIL: Text("this machine has no such address", "本机没有这个地址"),
}
"""Why the operating system refuses, by its error number."""


def reason_of(error: OSError) -> Text:
    """Why the operating system refuses; in its own words where we have none."""
    own = error.strerror or str(error)
    return REASONS.get(error.errno or 0) or Text(own, own)


def did_you_mean(written: str, known: Iterable[str]) -> Text:
    """`` – did you mean …?`` with the nearest known name, or nothing when none is near."""
    near = get_close_matches(written, sorted(set(known)), n=1, cutoff=0.6)
    if not near:
        return NOTHING
    return Text(f" – did you mean “{near[0]}”?", f"。是不是“{near[0]}”？")
