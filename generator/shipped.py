"""How sites look when a project says nothing of it: templates, styles, scripts and the engine's settings.

In the repository they lie beside the program, in the wheel inside it. What a project has of its own in a folder or file
of the same name is laid over them: templates, styles and scripts file by file, settings key by key.
"""

from __future__ import annotations

from pathlib import Path

TEMPLATES, SETTINGS, OVERRIDES = "site_templates", "mkdocs.yml", "site_templates/overrides"
_PACKAGE = Path(__file__).resolve().parent
PLACE = _PACKAGE if (_PACKAGE / TEMPLATES).is_dir() else _PACKAGE.parent
"""The folder that holds them."""


def laid_over(own: Path, name: str) -> tuple[Path, ...]:
    """The folders called ``name``, the project's first: a file is taken from the first that has it.

    ``own`` is the project's; it may be missing, or be the shipped one itself.
    """
    shipped = PLACE / name
    return (shipped,) if not own.is_dir() or own.samefile(shipped) else (own, shipped)


def files_of(folders: tuple[Path, ...], pattern: str) -> tuple[Path, ...]:
    """The files that match ``pattern``, each name once, in the order of their names."""
    found: dict[str, Path] = {}
    for folder in reversed(folders):
        found |= {path.name: path for path in folder.glob(pattern)}
    return tuple(found[name] for name in sorted(found))
