"""File formats of a gazette → lines of text: the plug-in contract (``SourceFormat``), and dispatch by file suffix.

One format a module. The cells of a table are separated by tabs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, StageError, Text
from generator.discovery import collect

MAX_IMPORT_BYTES = 30_000_000
MAX_LINE = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFormat:
    """``read`` gives the lines of a file, or raises StageError."""

    suffixes: tuple[str, ...]
    read: Callable[[Path], list[str]]


def read_lines(source: Path) -> list[str]:
    """The lines of a text, Word or PDF file; line *n* is ``lines[n - 1]``.

    Raises:
        StageError: the file is missing, too large, of an unknown kind, or no text can be read from it.
    """
    try:
        size = source.stat().st_size
        if not source.is_file():
            raise cannot_import(
                source, Text("this is no file", "这不是文件"), Text("give the path of a file", "请写文件的路径")
            )
    except OSError as error:
        raise cannot_import(
            source, Text("it cannot be read", "无法读取"), Text("check the path", "请检查路径")
        ) from error
    if size > MAX_IMPORT_BYTES:
        raise cannot_import(
            source,
            Text(
                f"the file has {size} bytes, at most {MAX_IMPORT_BYTES} are read",
                f"文件有 {size} 字节，最多读 {MAX_IMPORT_BYTES} 字节",
            ),
            Text("import one issue at a time", "请一期一期地导入"),
        )
    known = collect(__name__, "FORMAT", SourceFormat)
    suffix = source.suffix.lower()
    chosen = next((file_format for file_format in known if suffix in file_format.suffixes), None)
    if chosen is None:
        names = ", ".join(name for file_format in known for name in file_format.suffixes if name)
        raise cannot_import(
            source,
            Text(f"files called *{suffix} cannot be imported", f"不能导入 {suffix} 文件"),
            Text(f"save it as one of: {names}", f"请另存为：{names}"),
        )
    lines = chosen.read(source)
    longest = max(range(len(lines)), key=lambda index: len(lines[index]), default=0)
    if lines and len(lines[longest]) > MAX_LINE:
        raise cannot_import(
            source,
            Text(f"the line has {len(lines[longest])} characters", f"这一行有 {len(lines[longest])} 个字"),
            Text("break the text into paragraphs", "请把文字分成段落"),
            longest + 1,
        )
    if not any(line.strip() for line in lines):
        raise cannot_import(
            source, Text("the file holds no text", "文件里没有文字"), Text("check the file", "请检查文件")
        )
    return lines


def cannot_import(
    source: Path, what: Text, fix: Text, line: int | None = None, column: int | None = None
) -> StageError:
    """The finding for a file that cannot be imported."""
    return StageError(Diagnostic(where=Location(source.name, line, column), code="not-importable", what=what, fix=fix))


def missing_library(source: Path, name: str) -> StageError:
    """The finding for a format whose optional dependency is not installed."""
    return cannot_import(
        source,
        Text(f"reading {source.suffix} files needs the package {name}", f"读取 {source.suffix} 文件需要软件包 {name}"),
        Text("install it: pip install 'guihua[import]'", "请安装：pip install 'guihua[import]'"),
    )
