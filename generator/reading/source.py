"""Bytes → text. A byte-order mark and CRLF are accepted silently; whatever else is no clean UTF-8 is a finding."""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, Text, reason_of
from generator.remembering import remembered

MAX_BYTES = 20_000_000
MAY_NOT_READ = Text("this account may not read it", "当前账户没有读取权限")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text file as the rest of the system sees it: no BOM, LF line ends.

    ``path`` is relative to the project.
    """

    path: str
    text: str

    @property
    def lines(self) -> list[str]:
        """Without their line ends, so that line *n* is ``lines[n - 1]``. They are split when they are asked for, since most
        files are never read by line again.
        """
        return self.text.split("\n")

    def at(self, line: int, column: int | None = None) -> Location:
        return Location(self.path, line, column)


def read_source(root: Path, path: str) -> tuple[SourceText | None, tuple[Diagnostic, ...]]:
    """The file at ``root/path``, or ``None`` and why it cannot be read."""
    file = root / path
    try:
        if is_outside(root, path):
            return None, (link_outside(path),)
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            return None, (_no_file(path, is_folder=stat.S_ISDIR(status.st_mode)),)
        if status.st_size > MAX_BYTES:
            return None, (_too_large(path, status.st_size),)
        data = file.read_bytes()
    except FileNotFoundError:
        return None, (_missing(path),)
    except OSError as error:
        return None, (unreadable(path, error),)
    return remembered(("text", path), (data,), lambda: _text(path, data))


def _text(path: str, data: bytes) -> tuple[SourceText | None, tuple[Diagnostic, ...]]:
    problem = _encoding_problem(path, data)
    if problem:
        return None, (problem,)
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    source = SourceText(path, text)
    return source, tuple(_unicode_problems(source))


def is_outside(root: Path, path: str) -> bool:
    """Whether ``root/path``, with symbolic links resolved, is outside ``root``.

    Raises:
        OSError: the path cannot be resolved.
    """
    return not (root / path).resolve().is_relative_to(root.resolve())


def _encoding_problem(path: str, data: bytes) -> Diagnostic | None:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _not_utf8(path, 1, 1, "UTF-16")
    nul = data.find(b"\0")
    if nul >= 0:
        line, column = _position(data, nul)
        return Diagnostic(
            where=Location(path, line, column),
            code="nul-byte",
            what=Text("the file holds a NUL byte, so it is no text file", "文件里有 NUL 字节，不是文本文件"),
            expected=Text("plain text in UTF-8", "UTF-8 纯文本"),
            fix=Text("restore the file, or save it again as text", "请恢复原文件，或重新存为文本"),
        )
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _position(data, error.start)
        return _not_utf8(path, line, column, "GBK" if _is_gbk(data) else "")
    return None


def _is_gbk(data: bytes) -> bool:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _position(data: bytes, offset: int) -> tuple[int, int]:
    """(line, column) of a byte offset, from 1; the column in characters."""
    before = data[:offset]
    start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[start:].decode("utf-8", "replace")) + 1


def _not_utf8(path: str, line: int, column: int, guess: str) -> Diagnostic:
    seems_en, seems_zh = (f" – it looks like {guess}", f"，看起来是 {guess}") if guess else ("", "")
    convert = f"; or: iconv -f {'GB18030' if guess == 'GBK' else guess} -t UTF-8 {path}" if guess else ""
    if path.endswith(".csv"):
        fix = Text("in Excel or WPS save it as “CSV UTF-8”", "请在 Excel 或 WPS 里另存为“CSV UTF-8”")
    else:
        fix = Text("in a text editor save it with the encoding UTF-8", "请在文本编辑器里选 UTF-8 编码保存")
    return Diagnostic(
        where=Location(path, line, column),
        code="not-utf8",
        what=Text(f"the file is not UTF-8{seems_en}", f"文件不是 UTF-8 编码{seems_zh}"),
        expected=Text("UTF-8 (with or without BOM)", "UTF-8（带不带 BOM 都可以）"),
        fix=fix + Text(convert, convert.replace("; or: ", "，或运行：")),
    )


def _missing(path: str) -> Diagnostic:
    return Diagnostic(
        where=Location(path),
        code="missing-file",
        what=Text("the file does not exist", "文件不存在"),
        fix=Text("restore the file, or take out what refers to it", "请恢复这个文件，或删去引用它的地方"),
    )


def missing_folder(path: str) -> Diagnostic:
    return Diagnostic(
        where=Location(path),
        code="missing-file",
        what=Text("the folder does not exist", "文件夹不存在"),
        fix=Text("restore the folder, even if nothing is in it", "请恢复这个文件夹，哪怕里面没有文件"),
    )


def unreadable(path: str, error: OSError) -> Diagnostic:
    reason = MAY_NOT_READ if isinstance(error, PermissionError) else reason_of(error)
    return Diagnostic(
        where=Location(path),
        code="unreadable",
        what=Text(f"it cannot be read: {reason.en}", f"无法读取：{reason.zh}"),
        expected=Text("a file or folder that this account may read", "当前账户可以读取的文件或文件夹"),
        fix=Text("put it back as it was, or give yourself the right to read it", "请恢复原状，或给当前账户读取权限"),
    )


def _no_file(path: str, *, is_folder: bool) -> Diagnostic:
    kind = Text("a folder", "是文件夹") if is_folder else Text("a pipe or a device", "是管道或设备")
    return Diagnostic(
        where=Location(path),
        code="unreadable",
        what=Text(f"it cannot be read: it is {kind.en}", f"无法读取：{kind.zh}"),
        expected=Text("a file", "文件"),
        fix=Text("put the file back in its place", "请把文件放回原处"),
    )


def link_outside(path: str) -> Diagnostic:
    return Diagnostic(
        where=Location(path),
        code="path-outside",
        what=Text("this is a link that leads out of the project", "这是指向项目以外的链接"),
        expected=Text("a file or folder of its own", "文件或文件夹本身，不是链接"),
        fix=Text("copy what it points to into its place", "请把所指的文件复制到这里，替换链接"),
    )


def _too_large(path: str, size: int) -> Diagnostic:
    return Diagnostic(
        where=Location(path),
        code="too-large",
        what=Text("the file is larger than any plan can be", "文件过大，不像是规划文件"),
        found=f"{size} bytes",
        expected=Text(f"at most {MAX_BYTES} bytes", f"不超过 {MAX_BYTES} 字节"),
        fix=Text("split the file, or check that it is the right one", "请拆分文件，或检查是否放错了文件"),
    )


FULL_WIDTH = {
    code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
INVISIBLE = {"Cc", "Cf", "Zl", "Zp"}
"""Unicode categories: control and format characters (zero width, direction), line and paragraph separators."""
SUSPECT = re.compile("[^\t -~\u4e00-\u9fff、-】]")
"""A prefilter for the slower check by category: everything but plain ASCII, Han and the commonest punctuation."""


def _unicode_problems(source: SourceText) -> Iterator[Diagnostic]:
    """At most one finding a line: invisible characters, full-width forms, unassigned ones, text that is not NFC."""
    for number, line in enumerate(source.lines, start=1):
        for suspect in SUSPECT.finditer(line):
            problem = _character_problem(suspect[0])
            if problem:
                what, fix = problem
                yield Diagnostic(
                    where=source.at(number, suspect.start() + 1),
                    code="unicode-form",
                    what=what,
                    found=suspect[0] if suspect[0].isprintable() else "",
                    fix=fix,
                )
                break
        else:
            if not unicodedata.is_normalized("NFC", line):
                yield Diagnostic(
                    where=source.at(number),
                    code="unicode-form",
                    what=Text("the line is not in Unicode form NFC", "这一行不是 Unicode NFC 形式"),
                    fix=Text("type the line again", "请重新录入这一行"),
                )


def _character_problem(character: str) -> tuple[Text, Text] | None:
    """(what is wrong, remedy) of a character, or ``None``."""
    code = ord(character)
    if code in FULL_WIDTH:
        plain = FULL_WIDTH[code]
        return (
            Text(
                "a full-width digit or letter, which compares unequal to the plain one",
                "全角数字或字母，与半角的不相等",
            ),
            Text(f"write “{plain}”", f"请改为半角“{plain}”"),
        )
    category = unicodedata.category(character)
    if category in INVISIBLE:
        return (
            Text(f"an invisible character (U+{code:04X})", f"看不见的字符（U+{code:04X}）"),
            Text("delete it", "请删去"),
        )
    if category in ("Co", "Cn") or character == "\ufffd":
        return (
            Text(
                f"a character that other machines cannot show (U+{code:04X})", f"别的电脑显示不出的字符（U+{code:04X}）"
            ),
            Text("look the character up in the source and type it", "请对照原文重新录入这个字"),
        )
    return None
