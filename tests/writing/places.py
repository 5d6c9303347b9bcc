"""Folders that are nobody's to delete, and proof that they are as they were."""

from __future__ import annotations

import os
from pathlib import Path

Tree = dict[str, bytes | str]


def foreign_folder(path: Path) -> Path:
    """A folder with files of somebody's own, as it may stand where a site is wanted."""
    (path / ".git/refs/tags").mkdir(parents=True)
    (path / ".git/HEAD").write_text("ref: refs/heads/main\n")
    (path / "CNAME").write_text("plans.example\n")
    (path / "thesis.txt").write_text("three years of work")
    (path / "index.html").write_text("a page of somebody else")
    (path / "to the thesis").symlink_to("thesis.txt")
    return path


def tree(folder: Path) -> Tree:
    """Everything below a folder: the bytes of files, where links lead, which folders there are."""
    kept: Tree = {}
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(place, name)
            key = path.relative_to(folder).as_posix()
            if path.is_symlink():
                kept[key] = f"→ {path.readlink()}"
            else:
                kept[key] = "folder" if path.is_dir() else path.read_bytes()
    return kept


def occupy(path: Path, thing: str, target: Path) -> None:
    """Puts something of somebody's own where the program wants a file; a link leads to ``target``."""
    match thing:
        case "a link" | "a link to nothing":
            path.symlink_to(target)
        case "a folder":
            path.mkdir()
        case "a note":
            path.write_text("remember the milk")
        case _:
            os.mkfifo(path)
