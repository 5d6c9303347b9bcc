"""The finished site replaces the former one in one step; killed at any moment, one of the two stands whole.

Linux and macOS exchange two folders in one system call. Where that is missing, the former site is set aside
and the new one moved in its place; a run that finds no site but one set aside puts it back first.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

CALLS = {"linux": ("renameat2", -100, 2), "darwin": ("renameatx_np", -2, 2)}
"""Name of the call, its sign for “relative to the current folder”, its flag for “exchange”."""


def publish(finished: Path, site: Path, aside: Path) -> None:
    """Puts the folder ``finished`` at ``site`` and removes what stood there.

    All three paths must be on one file system; ``aside`` is a name that nothing else uses.
    """
    recover(site, aside)
    if not site.exists():
        finished.rename(site)
        return
    if not _exchange(finished, site):
        site.rename(aside)
        finished.rename(site)
        finished = aside
    shutil.rmtree(finished, ignore_errors=True)


def recover(site: Path, aside: Path) -> None:
    """Puts a site back that an interrupted run had set aside; removes one that was set aside and replaced."""
    if not aside.exists():
        return
    if site.exists():
        shutil.rmtree(aside, ignore_errors=True)
    else:
        aside.rename(site)


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
