"""What the commands share: their options, and how they speak."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import NoReturn

import click

from generator.diagnostics import Language, Report
from generator.model import Corpus
from generator.pipeline import examine
from generator.reading.project import SETTINGS
from generator.reporters import REPORTERS

CLEAN, FINDINGS, USAGE = 0, 1, 2
DRAFT = "draft"


class ProjectFolder(click.Path):
    """A folder that holds a project."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        root = Path(str(super().convert(str(value), param, ctx)))
        if not (root / SETTINGS).parent.is_dir() or not (root / "datasets").is_dir():
            self.fail(
                f"{root.resolve()} is no Guihua project: it has no folders content/ and datasets/. "
                "这里不是 Guihua 项目：没有 content/ 和 datasets/ 文件夹。请先进入项目文件夹，或用 --project 指明。",
                param,
                ctx,
            )
        return root


def options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every command has."""
    command = click.option(
        "--project",
        "root",
        type=ProjectFolder(exists=True, file_okay=False),
        default=".",
        help="The project's folder; the current one by default. 项目文件夹，默认是当前文件夹。",
    )(command)
    return click.option(
        "--lang",
        type=click.Choice(["en", "zh"]),
        envvar="GUIHUA_LANG",
        default=lambda: "zh" if (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").startswith("zh") else "en",
        help="Language of the findings; follows the system by default. 提示用的语言，默认随系统。",
    )(command)


def report_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--format",
        "reporter",
        type=click.Choice(list(REPORTERS)),
        default="text",
        help="How findings are written: text for people, json for programs, github for annotations. 结果的写法。",
    )(command)


def say(en: str, zh: str, lang: str) -> None:
    click.echo(zh if lang == "zh" else en, err=True)


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


class Progress:
    """One line that names the running stage, on a terminal only: quiet in CI and in files."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty() and not os.environ.get("CI")
        self.start = perf_counter()

    def __call__(self, stage: str) -> None:
        if self.shown:
            click.echo(f"\r\033[K{perf_counter() - self.start:5.1f} s  {stage} …", nl=False, err=True)

    def done(self) -> None:
        if self.shown:
            click.echo("\r\033[K", nl=False, err=True)
