"""A command that is killed (SIGKILL) just before its n-th change to the disk."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.cli import main

CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "ctypes.dlsym"})
"""What Python tells its audit hooks before it does it; the last is the call that exchanges two folders."""
KILLED = -1


def changes_of(below: Path, *arguments: str) -> int:
    """How many changes ``guihua <arguments>`` makes below a folder; it runs to its end."""
    counted, _ = _run(below, 0, arguments)
    return counted


def kill(below: Path, moment: int, *arguments: str) -> bool:
    """Runs ``guihua <arguments>`` and kills it before its change number ``moment``; whether it came so far."""
    return _run(below, moment, arguments)[1] == KILLED


def moments(total: int, wanted: int) -> list[int]:
    """So many of the moments 1 … ``total``, evenly spread with the first and the last; all, when 0 are wanted."""
    if not wanted or wanted >= total:
        return list(range(1, total + 1))
    return sorted({1 + round(step * (total - 1) / (wanted - 1)) for step in range(wanted)})


def _run(below: Path, moment: int, arguments: tuple[str, ...]) -> tuple[int, int]:
    """(changes made, exit code) of a run in a process of its own; a killed run has the code ``KILLED``."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 70
        try:
            os.close(reading)
            counted = _hooked(below, moment)
            code = _quietly(arguments)
            os.write(writing, str(counted()).encode())
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as told:
        counted_text = told.read()
    _, status = os.waitpid(child, 0)
    code = KILLED if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    assert code in (KILLED, 0, 1), f"guihua {arguments} ended with {code}"
    return int(counted_text or 0), code


def _hooked(below: Path, moment: int) -> Callable[[], int]:
    count = 0

    def hook(event: str, facts: tuple[Any, ...]) -> None:
        nonlocal count
        if event == "open":
            path, _, flags = facts
            if not isinstance(path, str) or not flags & (os.O_WRONLY | os.O_RDWR):
                return
        elif event in CHANGES:
            path = str(facts[0]) if event != "ctypes.dlsym" else str(below)
        else:
            return
        if path.startswith(str(below)):  # the tests name absolute paths
            count += 1
            if count == moment:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return lambda: count


def _quietly(arguments: tuple[str, ...]) -> int:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    try:
        main.main(list(arguments), standalone_mode=True)
    except SystemExit as end:
        return int(end.code or 0)
    return 0
