"""A page that a command writes outside the site: it names what made it, and replaces nothing but an earlier one."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from generator.writing import refusals
from generator.writing.guard import check_clear

MARK = "<!-- guihua {} {} -->\n"
"""The page's last line: the command that made it, and the digest of what stands before."""
LAST_LINE = re.compile(rb"<!-- guihua (\w+) ([0-9a-f]{64}) -->\n")


def check_page(path: Path, command: str, root: Path) -> None:
    """Passes where ``path`` is free, or a page that ``command`` made and nobody touched.

    Raises:
        RefusedError: it is anything else, or lies in the sources of the project at ``root``.
    """
    check_clear(path, root)
    if not os.path.lexists(path):
        return
    if not path.is_file() or path.is_symlink():
        raise refusals.no_file(path)
    content = path.read_bytes()
    body, line = content[: content.rfind(b"<!--")], content[content.rfind(b"<!--") :]
    found = LAST_LINE.fullmatch(line)
    if not found or found[1].decode() != command or found[2].decode() != hashlib.sha256(body).hexdigest():
        raise refusals.foreign_file(path)


def write_page(path: Path, html: str, command: str, root: Path) -> None:
    """Writes the page in one step.

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
