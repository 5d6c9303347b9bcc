"""The defaults that ship with the program: templates, styles, scripts and the engine's settings.

In the repository they are beside the package, in the wheel inside it. A project's own folder or file of the same name
overrides them: templates, styles and scripts file by file, settings key by key.
"""

from __future__ import annotations

from pathlib import Path

TEMPLATES, SETTINGS, OVERRIDES = "site_templates", "mkdocs.yml", "site_templates/overrides"
_PACKAGE = Path(__file__).resolve().parent
PLACE = _PACKAGE if (_PACKAGE / TEMPLATES).is_dir() else _PACKAGE.parent
"""The folder that contains them."""


def laid_over(own: Path, name: str) -> tuple[Path, ...]:
    """The search path for ``name``: the project's folder ``own``, then the shipped one. A file of the first shadows one of
    the second.

    ``own`` may be missing, or be the shipped folder itself.
    """
    shipped = PLACE / name
    return (shipped,) if not own.is_dir() or own.samefile(shipped) else (own, shipped)


def files_of(folders: tuple[Path, ...], pattern: str) -> tuple[Path, ...]:
    """The files that match the glob ``pattern``, sorted by name; of one name that of the first folder."""
    by_name: dict[str, Path] = {}
    for folder in reversed(folders):
        by_name |= {path.name: path for path in folder.glob(pattern)}
    return tuple(by_name[name] for name in sorted(by_name))
