"""Findings for people: place and thing on one line, then what was found, what was expected, what to do."""

from __future__ import annotations

from collections import Counter

from generator.diagnostics import Diagnostic, Language, Report, Text

FOUND, EXPECTED, FIX = Text("found:", "写的是："), Text("expected:", "应当是："), Text("to fix:", "怎样改：")
ERROR = Text("error", "错误")


def text_report(report: Report, language: Language) -> str:
    """All findings, then their number; empty when there is none."""
    if not report:
        return ""
    blocks = [_block(diagnostic, language) for diagnostic in report.diagnostics]
    return "\n".join([*blocks, _summary(report).in_(language), ""])


def _block(finding: Diagnostic, language: Language) -> str:
    lines = [f"{finding.where}: {ERROR.in_(language)}[{finding.code}] {finding.what.in_(language)}"]
    details = [(FOUND, finding.found), (EXPECTED, finding.expected.in_(language)), (FIX, finding.fix.in_(language))]
    width = max(_width(label.in_(language)) for label, _ in details)
    for label, value in details:
        if value:
            shown = label.in_(language)
            lines.append(f"    {shown}{' ' * (width - _width(shown))} {value}")
    return "\n".join(lines) + "\n"


def _width(shown: str) -> int:
    """Columns in a terminal: a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in shown)


def _summary(report: Report) -> Text:
    count, files = len(report.diagnostics), len(Counter(diagnostic.where.path for diagnostic in report.diagnostics))
    return Text(
        f"{count} finding{'s' if count != 1 else ''} in {files} file{'s' if files != 1 else ''}",
        f"共 {count} 处问题，涉及 {files} 个文件",
    )
