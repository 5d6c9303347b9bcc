"""What a project is made from, and where the program works in it: places that nothing is ever generated into."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

from generator.shipped import SETTINGS

PROJECT_SIGN = "content/site.yml"
"""What makes a folder a project."""
SOURCES = ("content", "datasets", "site_templates", "generator", "tests", SETTINGS, ".git", ".github", ".ci")
BUILD, LOCK, JOURNAL = "build", "build/lock", ".guihua-journal.json"
"""The folder of what runs keep between builds, the lock in it, and the journal, which must outlive a cleaned ``build/``."""
SCRATCH = "build/scratch"
"""Where runs have what they throw away at their end."""
WORK = ("build/built.json", SCRATCH, LOCK, JOURNAL)
"""The record of what is built, the scratch folders, the lock and the journal that runs keep in the project; no target may be in one of them."""
PROGRAM = Path(__file__).parents[1]


def projects_of(target: Path, root: Path) -> tuple[Path, ...]:
    """The projects that a ``target`` has to keep clear of: that at ``root``, and the innermost one around ``target``, as
    which the program's own repository counts too.
    """
    around = (folder for folder in target.parents if os.path.isfile(folder / PROJECT_SIGN))  # noqa: PTH113  # is_file raises
    return tuple(dict.fromkeys((root, *itertools.islice(around, 1))))


def sources_of(root: Path) -> Iterator[Path]:
    """The source folders and files of the project at ``root``, whether or not they are there."""
    yield from (root / name for name in SOURCES)
    if theme := theme_folder(root):
        yield theme


def theme_folder(root: Path) -> Path | None:
    """The folder that ``theme.custom_dir`` in the project's settings names, unless it holds the whole project; ``None``
    without one.
    """
    if not (root / SETTINGS).is_file():
        return None
    import yaml

    class PlainLoader(yaml.SafeLoader):
        """Takes any tag for nothing: settings may refer to functions of the engine."""

    PlainLoader.add_multi_constructor("", lambda *_: None)
    try:
        settings = yaml.load((root / SETTINGS).read_text("utf-8-sig"), PlainLoader)  # noqa: S506
        folder = (root / settings["theme"]["custom_dir"]).resolve()
    except (OSError, ValueError, KeyError, TypeError, RecursionError, yaml.YAMLError):
        return None  # the build names what is wrong in it
    return None if root.resolve().is_relative_to(folder) else folder
