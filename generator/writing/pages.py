"""HTML pages that a command writes outside the site: signed with a digest, they replace only an earlier one."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from generator.writing import refusals
from generator.writing.guard import check_clear

MARK = "<!-- guihua {} {} -->\n"
"""The signature, the page's last line: the command that wrote it, and the SHA-256 of the bytes before."""
LAST_LINE = re.compile(rb"<!-- guihua (\w+) ([0-9a-f]{64}) -->\n")


def check_page(path: Path, command: str, root: Path) -> None:
    """Checks that there is no file at ``path``, or a page that ``command`` wrote and nobody edited.

    Raises:
        RefusedError: it is anything else, or is inside the sources of the project at ``root``.
    """
    check_clear(path, root)
    if not os.path.lexists(path):
        return
    if not path.is_file() or path.is_symlink():
        raise refusals.no_file(path)
    content = path.read_bytes()
    body, line = content[: content.rfind(b"<!--")], content[content.rfind(b"<!--") :]
    signature = LAST_LINE.fullmatch(line)
    if not signature or signature[1].decode() != command or signature[2].decode() != hashlib.sha256(body).hexdigest():
        raise refusals.foreign_file(path)


def write_page(path: Path, html: str, command: str, root: Path) -> None:
    """Writes the page with its signature, atomically.

    Raises:
        OSError: it cannot be written.
        RefusedError: see ``check_page``.
    """
    check_page(path, command, root)
    body = html.rstrip("\n").encode("utf-8") + b"\n"
    spare = path.with_name(f".{path.name}.guihua-next")
    spare.unlink(missing_ok=True)  # of a killed run
    try:
        spare.write_bytes(body + MARK.format(command, hashlib.sha256(body).hexdigest()).encode())
        spare.replace(path)
    finally:
        spare.unlink(missing_ok=True)
