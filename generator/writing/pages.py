"""HTML pages that a command writes outside the site: signed with a digest, they replace only an earlier one."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from generator.writing import refusals
from generator.writing.guard import check_place
from generator.writing.locks import alone_at
from generator.writing.spare import replace_file

SIGNATURE = "<!-- guihua {} {} -->\n"
"""The first line of a page: the command that wrote it, and the SHA-256 of the bytes after the line."""


def check_page(path: Path, command: str, root: Path) -> None:
    """Checks that there is no file at ``path``, or a page that ``command`` wrote and nobody edited.

    Raises:
        RefusedError: it is anything else, or is among the sources or the working files of a project.
    """
    check_place(path, root)
    if not os.path.lexists(path):
        return
    if not path.is_file() or path.is_symlink():
        raise refusals.no_file(path)
    content = path.read_bytes()
    if content != _signed(content.partition(b"\n")[2], command):
        raise refusals.foreign_file(path)


def write_page(path: Path, html: str, command: str, root: Path) -> None:
    """Writes the page with its signature, atomically.

    Raises:
        RefusedError: it cannot be written, or another run is writing it; see ``check_page``.
    """
    content = _signed(html.rstrip("\n").encode("utf-8") + b"\n", command)
    spare = path.with_name(f".{path.name}.guihua-next")
    beginning, _, _ = SIGNATURE.format(command, "|").partition("|")
    with alone_at(path):
        check_page(path, command, root)
        try:
            replace_file(path, content, spare, beginning.encode())
        except OSError as error:
            raise refusals.cannot_write(path, error) from error


def _signed(body: bytes, command: str) -> bytes:
    return SIGNATURE.format(command, hashlib.sha256(body).hexdigest()).encode() + body
