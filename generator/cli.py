"""The command line: ``guihua`` and its commands. Exit codes: 0 clean, 1 findings, 2 usage, 130 stopped by Ctrl-C."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from pkgutil import iter_modules
from signal import SIGINT
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

from generator import commands


class LazyCommand(click.Command):
    """A command whose module and dependencies are imported lazily: when it is called, and not for ``guihua --help``."""

    def __init__(self, module: str, file: Path) -> None:
        docstring = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
        super().__init__(module.rstrip("_"), short_help=docstring.partition("\n")[0])
        self.module = module

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        command = import_module(f"{commands.__name__}.{self.module}").COMMAND
        if not isinstance(command, click.Command):
            raise TypeError(f"commands/{self.module}.py must define COMMAND as a click command")
        return command.make_context(info_name, args, parent, **extra)


class BilingualGroup(click.Group):
    """A group of commands that tells wrong use of any of them in both languages: Click's own messages are English."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        with _in_both_languages():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _in_both_languages():
                return super().invoke(ctx)
        except KeyboardInterrupt:  # while the command was being loaded: later on it tells so itself
            click.echo("stopped 已停止", err=True)
            ctx.exit(128 + SIGINT)


@contextmanager
def _in_both_languages() -> Iterator[None]:
    try:
        yield
    except NoArgsIsHelpError:
        raise  # this is no error for who reads it: the help is shown
    except click.UsageError as error:
        raise click.UsageError(f"{error.format_message()} {_in_chinese(error)}".rstrip(), error.ctx) from error


def _in_chinese(error: click.UsageError) -> str:
    help_ = f"，用法见 {error.ctx.command_path} --help。" if error.ctx else "。"
    match error:
        case click.NoSuchOption():
            return f"没有 {error.option_name} 这个选项{help_}"
        case NoSuchCommand():
            return f"没有 {error.command_name} 这个命令{help_}"
        case click.MissingParameter():
            return f"缺少 {_name(error)}{help_}"
        case click.BadParameter(param=click.Parameter(type=click.Choice(choices=choices))):
            return f"{_name(error)} 只能是 {'、'.join(map(str, choices))}{help_}"
        case click.BadParameter():
            return ""  # the types of parameters of commands/ speak both languages
        case click.BadOptionUsage():
            return f"{error.option_name} 的写法不对：缺少它的值，或者多了值{help_}"
        case _:
            return f"命令的写法不对，可能多了参数{help_}"


def _name(error: click.BadParameter) -> str:
    return error.param.get_error_hint(error.ctx).replace("'", "") if error.param else "参数"


@click.group(
    cls=BilingualGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes / 退出码: 0 clean 没有问题 · 1 findings 有问题 · 2 usage 用法不对 · 130 stopped 已中断",
)
@click.version_option(package_name="guihua")
def main() -> None:
    """Guihua publishes government plans as a searchable site with open data.

    把规划做成可以搜索、可以下载数据的网站。

    \b
    Plans:   content/plans/<id>.md      规划正文
    Data:    datasets/<id>/             每份规划的数据包
    Shared:  datasets/registry/         单位、指标、计量单位、地区
    \b
    A day's work / 日常操作:
      guihua check    after every edit   改完就查
      guihua serve    to see the site    边改边看
      guihua build    to make the site   生成网站到 site/
    \b
    A new gazette / 新的一期公报:
      guihua import   text to a draft    生成待核对的草稿
      guihua promote  draft to project   核对后移入项目
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a file's name may be anything, also no text


for _folder in commands.__path__:
    for _module in iter_modules([_folder]):
        if not _module.name.startswith("_"):
            main.add_command(LazyCommand(_module.name, Path(_folder, f"{_module.name}.py")))
