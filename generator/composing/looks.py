"""Templates, styles and settings as they are at the beginning of a pass, by what is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from jinja2 import Environment, TemplateError
from jinja2.meta import find_referenced_templates

from generator.remembering import remembered
from generator.shipped import OVERRIDES, PLACE, SETTINGS, TEMPLATES
from generator.writing.unchanged import NOT_KNOWN, fingerprint_of, fingerprint_of_looks, looks_of

Sources = tuple[tuple[str, bytes | None], ...]


class Looks:
    """``folders`` are those of the templates, in their order. They are read before any template is asked for: a page whose
    template is edited meanwhile was made of another one than noted here, and is made again.
    """

    def __init__(self, root: Path, folders: tuple[Path, ...]) -> None:
        self.everything = fingerprint_of_looks(root)
        theme = [place for place in looks_of(root) if place not in (PLACE / TEMPLATES, PLACE / SETTINGS)]
        both = (PLACE, root)
        self.frame = fingerprint_of([*theme, *(place / name for place in both for name in (SETTINGS, OVERRIDES))])
        self.bundles = fingerprint_of([folder / name for folder in folders for name in ("styles", "scripts")])
        self._sources: dict[str, bytes] = {}
        overrides = OVERRIDES.removeprefix(f"{TEMPLATES}/")
        for folder in reversed(folders) if self.known else ():
            for path in folder.rglob("*"):
                name = path.relative_to(folder).as_posix()
                if path.is_file() and not name.startswith(f"{overrides}/"):
                    self._sources[name] = path.read_bytes()
        self._closures: dict[str, Sources | str] = {}

    @property
    def known(self) -> bool:
        """Whether they can all be read, and do not change without being seen."""
        return self.everything != NOT_KNOWN

    def template(self, name: str) -> Sources | str:
        """The sources of a template and of all that it takes in; all templates, where it says only later which these are."""
        if name not in self._closures:
            self._closures[name] = self._closure(name)
        return self._closures[name]

    def _closure(self, name: str) -> Sources | str:
        waiting, taken = [name], dict[str, bytes | None]()
        while waiting:
            one = waiting.pop()
            if one not in taken:
                taken[one] = source = self._sources.get(one)
                named = remembered(("named in", one), (source,), partial(_named, source)) if source else ()
                if named is None:
                    return self.everything
                waiting += named
        return tuple(sorted(taken.items()))


def _named(source: bytes) -> Sequence[str] | None:
    """The templates that a template names; ``None`` where it names one by an expression, or cannot be read."""
    try:
        names = [*find_referenced_templates(Environment().parse(source.decode("utf-8")))]  # noqa: S701  # nothing is filled in
    except (TemplateError, UnicodeDecodeError):
        return None
    return None if None in names else [name for name in names if name]
