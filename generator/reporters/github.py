"""Findings as workflow commands (``::error``) of a public forge, which shows them beside the changed line."""

from __future__ import annotations

from generator.diagnostics import Language, Report


def github_report(report: Report, language: Language) -> str:
    """One command a line; empty when there is no finding."""
    lines = []
    for diagnostic in report.diagnostics:
        place = f"file={_escaped(diagnostic.where.path, ',:')}"
        if diagnostic.where.line:
            place += f",line={diagnostic.where.line}"
        if diagnostic.where.column:
            place += f",col={diagnostic.where.column}"
        body = "\n".join(
            part
            for part in (
                diagnostic.what.in_(language),
                diagnostic.found,
                diagnostic.expected.in_(language),
                diagnostic.fix.in_(language),
            )
            if part
        )
        lines.append(f"::error {place},title={diagnostic.code}::{_escaped(body)}")
    return "\n".join(lines) + "\n" if lines else ""


def _escaped(text: str, also: str = "") -> str:
    """Percent-encoded where the command's syntax needs it; in properties also ``,`` and ``:``."""
    for sign in "%\r\n" + also:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
