"""Reads the JSON files that the program writes for itself and for copies: marks, journals, manifests, releases, descriptors."""

from __future__ import annotations

import errno
import json
import stat
from pathlib import Path
from typing import Any


def parsed(content: bytes | str) -> Any:
    """The value in ``content``, JSON in UTF-8.

    Raises:
        ValueError: it is none, or its brackets are nested too deep.
    """
    try:
        return json.loads(content)
    except RecursionError as error:
        raise ValueError("brackets are nested too deep") from error


def parsed_first(text: str) -> tuple[Any, str]:
    """The value that ``text`` begins with, and the text after it.

    Raises:
        ValueError: see ``parsed``.
    """
    try:
        value, end = json.JSONDecoder().raw_decode(text)
    except RecursionError as error:
        raise ValueError("brackets are nested too deep") from error
    return value, text[end:]


def read_json(file: Path) -> Any:
    """The value in ``file``.

    Raises:
        OSError: see ``read_plain``.
        ValueError: see ``parsed``.
    """
    return parsed(read_plain(file))


def read_plain(file: Path) -> bytes:
    """The bytes of a regular file; a pipe that nobody writes to would be waited for without end.

    Raises:
        OSError: it cannot be read, or is a folder, a pipe or a device.
    """
    mode = file.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.ENXIO, "this is a pipe or a device", str(file))
    return file.read_bytes()
