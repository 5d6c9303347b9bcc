"""A released version as the project's folder of releases would hold it, for tests that need one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from generator.model.release import Release
from generator.opendata.versions.interface import Interface


def a_release(version: str, files: Mapping[str, bytes], interface: Interface | None = None) -> Release:
    return Release(
        version=version,
        day=date(2026, 1, 2),
        note="",
        changes=(),
        previous="",
        listed=(0, ""),
        interface=interface or {},
        files=files,
    )
