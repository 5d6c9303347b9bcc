"""Plain text in UTF-8 or GB18030."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import Text
from generator.importing.formats import SourceFormat, cannot_import


def _read(source: Path) -> list[str]:
    data = source.read_bytes().removeprefix(b"\xef\xbb\xbf")
    if b"\0" in data:
        raise cannot_import(
            source,
            Text("this is no text file", "这不是文本文件"),
            Text("save the text as .txt in UTF-8", "请把文字另存为 UTF-8 的 .txt 文件"),
            data[: data.index(b"\0")].count(b"\n") + 1,
        )
    return _decoded(source, data).replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")


def _decoded(source: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
    mixed = any(_is_utf8(part) for part in data.split(b"\n") if not part.isascii())
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        line, text = data[: error.start].count(b"\n") + 1, ""
    if mixed or not text:
        raise cannot_import(
            source,
            Text("the text is neither UTF-8 nor GB18030 throughout", "文字不全是 UTF-8，也不全是 GB18030"),
            Text("open it in a text editor and save it as UTF-8", "请用文本编辑器打开，另存为 UTF-8"),
            line,
        )
    return text


def _is_utf8(line: bytes) -> bool:
    """Whether a line decodes as UTF-8 with three Chinese characters or more, which GB18030 hardly does by chance."""
    try:
        return len([character for character in line.decode("utf-8") if "\u4e00" <= character <= "\u9fff"]) >= 3
    except UnicodeDecodeError:
        return False


FORMAT = SourceFormat(suffixes=(".txt", ".text", ".md", ""), read=_read)
