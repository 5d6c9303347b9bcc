"""Checking a project from a command, which exits with the findings if there are any."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from generator.commands._shared import FINDINGS, Progress
from generator.diagnostics import Language, Report
from generator.model import Corpus
from generator.pipeline import examine
from generator.reporters import REPORTERS


def stop(report: Report, lang: str) -> NoReturn:
    """Prints the findings of ``report`` and exits with code 1."""
    click.echo(REPORTERS["text"](report, Language(lang)), nl=False)
    sys.exit(FINDINGS)


def sound(root: Path, lang: str, progress: Progress) -> Corpus:
    """The corpus of the project at ``root``; exits with the findings if there are any."""
    corpus, report = examine(root, progress)
    if report:
        progress.done()
        stop(report, lang)
    return corpus
