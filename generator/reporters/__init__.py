"""Findings → something to read: text for people, JSON for programs, annotations for a public forge."""

from __future__ import annotations

from collections.abc import Callable

from generator.diagnostics import Language, Report
from generator.reporters.github import github
from generator.reporters.json import as_json
from generator.reporters.text import text

Reporter = Callable[[Report, Language], str]
REPORTERS: dict[str, Reporter] = {"text": text, "json": as_json, "github": github}
