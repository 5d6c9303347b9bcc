"""Bytes → text. A byte-order mark and CRLF are accepted silently; everything else that is not clean UTF-8 is named."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import NOTHING, Diagnostic, Location, Text

MAX_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text file as the rest of the system sees it: no BOM, LF line ends.

    ``path`` is relative to the project; ``lines`` are without their line ends, so line *n* is ``lines[n - 1]``.
    """

    path: str
    text: str
    lines: tuple[str, ...]

    def at(self, line: int, column: int = 0) -> Location:
        return Location(self.path, line, column)


def read_source(root: Path, path: str) -> tuple[SourceText | None, tuple[Diagnostic, ...]]:
    """The file at ``root/path``, or ``None`` and why it cannot be read."""
    try:
        data = (root / path).read_bytes()
    except FileNotFoundError:
        return None, (_missing(path),)
    except OSError as error:
        return None, (unreadable(path, error),)
    if len(data) > MAX_BYTES:
        return None, (_too_large(path, len(data)),)
    problem = _encoding_problem(path, data)
    if problem:
        return None, (problem,)
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    source = SourceText(path, text, tuple(text.split("\n")))
    return source, tuple(_unicode_problems(source))


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
    before = data[:offset]
    start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[start:].decode("utf-8", "replace")) + 1


def _not_utf8(path: str, line: int, column: int, guess: str) -> Diagnostic:
    seems_en, seems_zh = (f" – it looks like {guess}", f"，看起来是 {guess}") if guess else ("", "")
    return Diagnostic(
        where=Location(path, line, column),
        code="not-utf8",
        what=Text(f"the file is not UTF-8{seems_en}", f"文件不是 UTF-8 编码{seems_zh}"),
        expected=Text("UTF-8 (with or without BOM)", "UTF-8（带不带 BOM 都可以）"),
        fix=Text(
            "in Excel or WPS save as “CSV UTF-8”; in a text editor choose the encoding UTF-8"
            + (f"; or: iconv -f {'GB18030' if guess == 'GBK' else guess} -t UTF-8" if guess else ""),
            "在 Excel 或 WPS 里另存为“CSV UTF-8”；在文本编辑器里选 UTF-8 编码保存",
        ),
    )


def _missing(path: str) -> Diagnostic:
    return Diagnostic(
        where=Location(path),
        code="missing-file",
        what=Text("the file does not exist", "文件不存在"),
        fix=Text("restore the file, or take out what refers to it", "请恢复这个文件，或删去引用它的地方"),
    )


def unreadable(path: str, error: OSError) -> Diagnostic:
    reason = error.strerror or type(error).__name__
    return Diagnostic(
        where=Location(path),
        code="unreadable",
        what=Text("it cannot be read", "无法读取"),
        found=reason,
        expected=Text("a file or folder that this account may read", "当前账户可以读取的文件或文件夹"),
        fix=Text("put it back as it was, or give yourself the right to read it", "请恢复原状，或给当前账户读取权限"),
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
INVISIBLE = {0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD}


def _unicode_problems(source: SourceText) -> Iterator[Diagnostic]:
    """One finding a line: forms that look the same and compare as different."""
    for number, line in enumerate(source.lines, start=1):
        if line.isascii():
            continue
        for column, character in enumerate(line, start=1):
            problem = _character_problem(character)
            if problem:
                what, fix = problem
                yield Diagnostic(
                    where=source.at(number, column),
                    code="unicode-form",
                    what=what,
                    found=character,
                    expected=NOTHING,
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
    if code in INVISIBLE:
        return (
            Text(f"an invisible character (U+{code:04X})", f"看不见的字符（U+{code:04X}）"),
            Text("delete it", "请删去"),
        )
    return None
