"""The command line: ``guihua`` and its commands. Exit codes: 0 clean, 1 findings, 2 usage."""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import click

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


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes / 退出码: 0 clean 没有问题 · 1 findings 有问题 · 2 usage 用法不对",
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
