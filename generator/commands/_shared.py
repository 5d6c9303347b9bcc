"""Common parts of the commands: parameter types, options, messages and the progress line."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from threading import current_thread, main_thread
from time import perf_counter
from typing import Any, NoReturn

import click

from generator.diagnostics import Diagnostic, Language, Location, Report, Text, reason_of
from generator.reporters import REPORTERS
from generator.writing.refusals import RefusedError
from generator.writing.workplace import journal_of, working_in

CLEAN, FINDINGS, USAGE = 0, 1, 2
STOPPED = 128 + signal.SIGINT
"""The exit code after Ctrl-C, as shells have it."""
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
        try:
            os.scandir(folder).close()
        except OSError as error:
            reason = reason_of(error)
            self.fail(f"{folder}: {reason.en}; give another folder. {reason.zh}，请换一个文件夹。", param, ctx)
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
            with _ended_by_a_signal():
                command(root=root, lang=lang, **rest)
        except RefusedError as refusal:
            _refuse(refusal.finding, lang, rest)
        except OSError as error:
            place = os.fsdecode(error.filename2 or error.filename or root)
            _refuse(_cannot_be_used(place, reason_of(error)), lang, rest)

    guarded = click.option(
        "--project",
        "root",
        type=ProjectFolder(),
        default=".",
        help="The project's folder; the current one by default. 项目文件夹，默认是当前文件夹。",
    )(guarded)
    return language_option(guarded)


def _refuse(finding: Diagnostic, lang: str, options: Mapping[str, Any]) -> NoReturn:
    click.echo(REPORTERS[options.get("reporter", "text")](Report.of([finding]), Language(lang)), nl=False)
    sys.exit(USAGE)


def _cannot_be_used(place: str, reason: Text) -> Diagnostic:
    return Diagnostic(
        where=Location(place),
        code="cannot-use",
        what=reason,
        fix=Text(
            "free the place or give this account its rights, or choose another; what was published or kept before is as it was",
            "请腾出空间、给当前账户权限，或换一个地方；原来发布和保存的内容都没有动",
        ),
    )


@contextmanager
def _ended_by_a_signal() -> Iterator[None]:
    """Lets a request to end (SIGTERM) clear away what has been begun, as Ctrl-C does."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def language_option(command: Callable[..., None]) -> Callable[..., None]:
    """Decorates a command with ``--lang``, the language of its messages, also of the one that Ctrl-C stopped it."""

    @wraps(command)
    def stoppable(*, lang: str, **rest: Any) -> None:
        try:
            command(lang=lang, **rest)
        except KeyboardInterrupt:
            Progress().done()
            say(
                "stopped. Nothing is half done: what stood here stands, or was replaced as a whole already",
                "已停止。没有做到一半的东西：原来的都还在，或者已经整个换成了新的",
                lang,
            )
            sys.exit(STOPPED)

    return click.option(
        "--lang",
        type=click.Choice(["en", "zh"]),
        envvar="GUIHUA_LANG",
        default=lambda: "zh" if (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").startswith("zh") else "en",
        help="Language of the findings; follows the system by default. 提示用的语言，默认随系统。",
    )(stoppable)


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
