"""A command that is killed (SIGKILL) just before its n-th change to the disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.cli import main
from generator.parallel import PROCESSES
from tests.conftest import City
from tests.serving.follower import Follower

CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "ctypes.dlsym"})
"""What Python tells its audit hooks before it does it; the last is the call that exchanges two folders."""
KILLED = -1
PREVIEW = "a pass of the preview"
"""In place of a command: what ``serve`` does after an edit, in the project at the path that follows."""
REPOSITORY = Path(__file__).parents[2]
LONGEST = 300
"""Seconds that a run may take before it is said to hang."""


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
    """(changes made, exit code) of a run in a process of its own; a killed run has the code ``KILLED``.

    The process is started anew and not forked: the libraries that a build has loaded here run threads (the minifier a
    whole Go runtime), which a forked child would wait for without end. It does all work in one process, whose changes are
    counted; that workers end with their command is told in ``tests/test_parallel.py``.
    """
    with TemporaryDirectory() as work:
        told = Path(work, "changes")
        command = [sys.executable, "-m", "tests.writing.killing", str(told), str(below), str(moment), *arguments]
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1", PROCESSES: "1"}
        status = subprocess.run(command, env=environment, check=False, timeout=LONGEST).returncode
        code = KILLED if status == -signal.SIGKILL else status
        assert code in (KILLED, 0, 1), f"guihua {arguments} ended with {code}"
        return int(told.read_text() if told.exists() else 0), code


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
        if arguments[0] == PREVIEW:
            Follower(City(Path(arguments[1]))).follow()
        else:
            main.main(list(arguments), standalone_mode=True)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


if __name__ == "__main__":
    told, below, moment, *rest = sys.argv[1:]
    counted = _hooked(Path(below), int(moment))
    code = _quietly(tuple(rest))
    Path(told).write_text(str(counted()))
    sys.exit(code)
