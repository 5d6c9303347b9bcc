"""A finished folder takes the place of the former one in one step; killed at any moment, one of the two stands whole.

Linux and macOS exchange two folders in one system call. Where that is missing, the former one is set aside and the new
one moved in its place; a run that finds nothing there but one set aside puts it back first (``guard.recover``).
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

CALLS = {"linux": ("renameat2", -100, 2), "darwin": ("renameatx_np", -2, 2)}
"""Name of the call, its sign for “relative to the current folder”, its flag for “exchange”."""


def exchange_or_set_aside(finished: Path, target: Path, aside: Path) -> Path | None:
    """Puts the folder ``finished`` at ``target``; returns where that now is which stood there.

    All three paths must be on one file system; ``aside`` is a name that nothing else uses.
    """
    if target.is_dir() and not any(target.iterdir()):
        target.rmdir()
    if not target.exists():
        finished.rename(target)
        return None
    if _exchange(finished, target):
        return finished
    target.rename(aside)
    finished.rename(target)
    return aside


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step; ``False`` where the system cannot."""
    if sys.platform not in CALLS:
        return False
    name, here, flag = CALLS[sys.platform]
    try:
        call = getattr(ctypes.CDLL(None), name)
    except (OSError, AttributeError):
        return False
    return bool(call(here, os.fsencode(one), here, os.fsencode(other), flag) == 0)
