"""Findings for programs: a JSON list in file order, every text in both languages."""

from __future__ import annotations

import json

from generator.diagnostics import Language, Report, Text


def json_report(report: Report, language: Language) -> str:
    """The language plays no part: both are given."""
    findings = [
        {
            "path": diagnostic.where.path,
            "line": diagnostic.where.line,
            "column": diagnostic.where.column,
            "code": diagnostic.code,
            "what": _both(diagnostic.what),
            "found": diagnostic.found,
            "expected": _both(diagnostic.expected),
            "fix": _both(diagnostic.fix),
        }
        for diagnostic in report.diagnostics
    ]
    return json.dumps(findings, ensure_ascii=False, indent=2) + "\n"


def _both(text: Text) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}
