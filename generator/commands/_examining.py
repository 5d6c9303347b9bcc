"""How the commands look at a project, and end when there is something to mend."""

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
    """Ends the command with what was found."""
    click.echo(REPORTERS["text"](report, Language(lang)), nl=False)
    sys.exit(FINDINGS)


def sound(root: Path, lang: str, progress: Progress) -> Corpus:
    """The project at ``root``; one with findings ends the command with them."""
    corpus, report = examine(root, progress)
    if report:
        progress.done()
        stop(report, lang)
    return corpus
