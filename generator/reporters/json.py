"""Findings for programs: a JSON list in file order, every text in both languages."""

from __future__ import annotations

import json

from generator.diagnostics import Language, Report, Text


def as_json(report: Report, language: Language) -> str:
    """The language plays no part: both are given."""
    findings = [
        {
            "path": each.where.path,
            "line": each.where.line,
            "column": each.where.column,
            "code": each.code,
            "what": _both(each.what),
            "found": each.found,
            "expected": _both(each.expected),
            "fix": _both(each.fix),
        }
        for each in report.diagnostics
    ]
    return json.dumps(findings, ensure_ascii=False, indent=2) + "\n"


def _both(text: Text) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}
