"""The atomic exchange of the finished folder with the former one; after a kill at any moment, one of them is complete.

Linux and macOS exchange two folders in one system call. Elsewhere the former one is renamed and the new one moved in its
place; a run that finds only a renamed one restores it first (``guard.recover``).
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

CALLS = {"linux": ("renameat2", -100, 2), "darwin": ("renameatx_np", -2, 2)}
"""Platform → name of the system call, its ``AT_FDCWD``, its flag for exchange."""


def exchange_or_set_aside(finished: Path, target: Path, aside: Path) -> Path | None:
    """Moves the folder ``finished`` to ``target``; returns the path at which the former content now is, if there was any.

    All three paths must be on one file system; ``aside`` is a path that nothing else uses.
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
    """Exchanges two folders atomically; ``False`` where the system cannot."""
    if sys.platform not in CALLS:
        return False
    name, here, flag = CALLS[sys.platform]
    try:
        call = getattr(ctypes.CDLL(None), name)
    except (OSError, AttributeError):
        return False
    return bool(call(here, os.fsencode(one), here, os.fsencode(other), flag) == 0)
