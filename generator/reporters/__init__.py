"""Findings → something to read: text for people, JSON for programs, annotations for a public forge."""

from __future__ import annotations

from collections.abc import Callable

from generator.diagnostics import Language, Report
from generator.reporters.github import github_report
from generator.reporters.json import json_report
from generator.reporters.text import text_report

Reporter = Callable[[Report, Language], str]
REPORTERS: dict[str, Reporter] = {"text": text_report, "json": json_report, "github": github_report}
