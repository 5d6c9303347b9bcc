"""Semantic versioning of data: corrections are a patch, additions a minor, breaking changes a major step."""

from __future__ import annotations

import re
from enum import IntEnum, auto
from typing import NamedTuple

from generator.diagnostics import Text


class Level(IntEnum):
    """The part of the version number that a change increments; a graver change is the greater one."""

    NONE = auto()
    PATCH = auto()
    MINOR = auto()
    MAJOR = auto()


LEVELS = {
    Level.NONE: Text("no change", "没有变化"),
    Level.PATCH: Text("patch (corrections)", "修订号（更正）"),
    Level.MINOR: Text("minor (additions)", "次版本号（新增）"),
    Level.MAJOR: Text("major (breaks readers)", "主版本号（不兼容）"),
}


FORM = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


class Version(NamedTuple):
    major: int
    minor: int
    patch: int

    @classmethod
    def of(cls, text: str) -> Version:
        """Reads ``1.2.3``.

        Raises:
            ValueError: it is no such version.
        """
        major, minor, patch = (int(part) for part in text.split("."))
        return cls(major, minor, patch)

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    def after(self, level: Level) -> Version:
        """The lowest version that may follow this one with a change of ``level``."""
        match level:
            case Level.MAJOR:
                return Version(self.major + 1, 0, 0)
            case Level.MINOR:
                return Version(self.major, self.minor + 1, 0)
            case Level.PATCH:
                return Version(self.major, self.minor, self.patch + 1)
            case _:
                return self
