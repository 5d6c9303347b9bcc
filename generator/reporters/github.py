"""Findings as workflow commands of a public forge, so that they show beside the changed line."""

from __future__ import annotations

from generator.diagnostics import Language, Report


def github(report: Report, language: Language) -> str:
    lines = []
    for each in report.diagnostics:
        place = f"file={_escaped(each.where.path, ',:')}"
        if each.where.line:
            place += f",line={each.where.line}"
        if each.where.column:
            place += f",col={each.where.column}"
        body = "\n".join(
            part
            for part in (each.what.in_(language), each.found, each.expected.in_(language), each.fix.in_(language))
            if part
        )
        lines.append(f"::error {place},title={each.code}::{_escaped(body)}")
    return "\n".join(lines) + "\n" if lines else ""


def _escaped(text: str, also: str = "") -> str:
    for sign in "%\r\n" + also:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
