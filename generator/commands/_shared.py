"""Common parts of the commands: parameter types, options, messages and the progress line."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from time import perf_counter
from typing import Any

import click
from filelock import Timeout

from generator.diagnostics import Language, Report, Text, reason_of
from generator.reporters import REPORTERS
from generator.writing.refusals import RefusedError
from generator.writing.workplace import journal_of, working_in

CLEAN, FINDINGS, USAGE = 0, 1, 2
BUSY = Text(
    "another build of this project is running, or a command that writes into it; wait for it.",
    "这个项目正在生成或改写，请等它结束。",
)
DRAFT = "draft"


class Place(click.ParamType[Path]):
    """A path, made absolute from the current working directory, with symbolic links resolved."""

    name = "path"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        try:
            return Path(str(value)).resolve()
        except OSError as error:
            reason = reason_of(error)
            self.fail(f"{value}: {reason.en}; give another path. {reason.zh}，请换一个路径。", param, ctx)
        except (RuntimeError, ValueError) as error:
            self.fail(f"{value}: {error}; give another path. 这个路径不能用，请换一个。", param, ctx)


class Folder(Place):
    """An existing folder."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        folder = super().convert(value, param, ctx)
        if not os.path.isdir(folder):  # noqa: PTH112  # Path.is_dir raises where a name is too long
            self.fail(
                f"{folder} is no folder; give the path of one. 不是文件夹，请写文件夹的路径。",
                param,
                ctx,
            )
        return folder


class PlainFile(Place):
    """An existing file."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        file = super().convert(value, param, ctx)
        if not os.path.isfile(file):  # noqa: PTH113  # Path.is_file raises where a name is too long
            self.fail(f"{value or '“”'} is no file; give the path of one. 不是文件，请写文件的路径。", param, ctx)
        return file


class ProjectFolder(Folder):
    """An existing folder with a project in it."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        root = super().convert(value, param, ctx)
        if not (root / "content").is_dir() or not (root / "datasets").is_dir():
            self.fail(
                f"{root} is no Guihua project: it has no folders content/ and datasets/. "
                "这里不是 Guihua 项目：没有 content/ 和 datasets/ 文件夹。请先进入项目文件夹，或用 --project 指明。",
                param,
                ctx,
            )
        return root


def options(command: Callable[..., None]) -> Callable[..., None]:
    """Decorates a command with the options that every command has, completes the journal of a killed run before it, and
    turns refusals and errors of writing into messages and exit codes.
    """

    @wraps(command)
    def guarded(*, root: Path, lang: str, **rest: Any) -> None:
        try:
            if journal_of(root).is_interrupted:
                with working_in(root):
                    say("completed or cleared away what an interrupted run had begun", "已处理完上次中断的操作", lang)
            command(root=root, lang=lang, **rest)
        except RefusedError as refusal:
            report = Report.of([refusal.finding])
            click.echo(REPORTERS[rest.get("reporter", "text")](report, Language(lang)), nl=False)
            sys.exit(USAGE)
        except Timeout:
            say(BUSY.en, BUSY.zh, lang)
            sys.exit(USAGE)
        except OSError as error:
            place, reason = error.filename or root, reason_of(error)
            say(
                f"{place}: {reason.en}; nothing was changed. Free the place, or choose another.",
                f"{place}：{reason.zh}；什么都没有改。请腾出地方，或换一个地方。",
                lang,
            )
            sys.exit(USAGE)

    guarded = click.option(
        "--project",
        "root",
        type=ProjectFolder(),
        default=".",
        help="The project's folder; the current one by default. 项目文件夹，默认是当前文件夹。",
    )(guarded)
    return language_option(guarded)


def language_option(command: Callable[..., None]) -> Callable[..., None]:
    """Decorates a command with ``--lang``, the language of its messages."""
    return click.option(
        "--lang",
        type=click.Choice(["en", "zh"]),
        envvar="GUIHUA_LANG",
        default=lambda: "zh" if (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").startswith("zh") else "en",
        help="Language of the findings; follows the system by default. 提示用的语言，默认随系统。",
    )(command)


def report_option(command: Callable[..., None]) -> Callable[..., None]:
    """Decorates a command with ``--format``, the form of its findings."""
    return click.option(
        "--format",
        "reporter",
        type=click.Choice(list(REPORTERS)),
        default="text",
        help="How findings are written: text for people, json for programs, github for annotations. 结果的写法。",
    )(command)


def say(en: str, zh: str, lang: str) -> None:
    """Prints a message to standard error in the language of the user."""
    click.echo(zh if lang == "zh" else en, err=True)


class Progress:
    """A status line with the running stage, on a terminal only: silent in CI and in files."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty() and not os.environ.get("CI")
        self.start = perf_counter()

    def __call__(self, stage: str) -> None:
        if self.shown:
            click.echo(f"\r\033[K{perf_counter() - self.start:5.1f} s  {stage} …", nl=False, err=True)

    def done(self) -> None:
        if self.shown:
            click.echo("\r\033[K", nl=False, err=True)
