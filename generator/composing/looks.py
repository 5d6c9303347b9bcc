"""Templates, styles and settings as they are at the beginning of a pass, by what is made of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from generator.remembering import remembered
from generator.shipped import OVERRIDES, PLACE, SETTINGS, TEMPLATES
from generator.templating.macros import ALL_PARTS, BODY, Use, parts_of
from generator.writing.unchanged import NOT_KNOWN, fingerprint_of, fingerprint_of_looks, looks_of

Contents = tuple[tuple[Use, str | None], ...]
"""The parts of templates, sorted."""


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
        self._closures: dict[str, Contents | str] = {}

    @property
    def known(self) -> bool:
        """Whether they can all be read, and do not change without being seen."""
        return self.everything != NOT_KNOWN

    def template(self, name: str) -> Contents | str:
        """What is in a template, and in all macros and templates that it takes in; all templates, where it says only later which
        these are.
        """
        if name not in self._closures:
            self._closures[name] = self._closure(name)
        return self._closures[name]

    def _closure(self, name: str) -> Contents | str:
        waiting: list[Use] = [(name, ALL_PARTS)]
        taken = dict[Use, str | None]()
        while waiting:
            one = waiting.pop()
            if one in taken:
                continue
            template, part = one
            taken[one] = None  # of a template that is missing, or taken in as its parts
            if template not in self._sources:
                continue
            source = self._sources[template]
            parts = remembered(("parts of", template), (source,), partial(parts_of, template, source))
            if parts is None:
                return self.everything
            if part in parts:
                taken[one] = parts[part].content
                waiting += [*parts[part].uses, (template, BODY)]
            else:
                waiting += [(template, own) for own in parts]
        return tuple(sorted(taken.items(), key=lambda item: item[0]))
