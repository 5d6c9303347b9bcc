"""Show the site here, follow edits · 本机预览"""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from socket import AF_INET, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket

import click

from generator.commands._building import build_site, engine
from generator.commands._shared import FINDINGS, USAGE, options, say
from generator.diagnostics import Language, Report, reason_of
from generator.reporters import REPORTERS
from generator.serving.server import answer
from generator.writing.guard import SITE, clear_unfinished
from generator.writing.unchanged import READ_OF_A_PROJECT, looks_of

HOST, LAST_PORT = "127.0.0.1", 65535
WAITING = 50
"""Browsers that may wait for their connection."""


class Port(click.ParamType[int]):
    """A port of this machine; at 0 the system chooses one."""

    name = "port"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if not str(value).isascii() or not str(value).isdigit() or int(str(value)) > LAST_PORT:
            self.fail(
                f"{value} is no port; give a number from 0 to {LAST_PORT}. 不是端口，请写 0 到 {LAST_PORT} 的整数。",
                param,
                ctx,
            )
        return int(str(value))


@click.command()
@options
@click.option("--port", type=Port(), default=8000, show_default=True, help="Port on this machine. 本机端口。")
def serve(root: Path, lang: str, port: int) -> None:
    """Show the site on this machine, and follow every edit. 在本机预览，改了文件马上看到。

    The page in view is made first, and the browser loads it by itself; all others follow. An edit with errors is reported
    here and over the page, and the former pages stay.

    \b
    Example / 例:
      guihua serve        then open http://127.0.0.1:8000/
    """
    site = (root / "build" / "preview").resolve()
    with _bound(port, lang) as listening:
        clear_unfinished(site, SITE, root)
        report, _ = build_site(root, site, Language(lang), "text")
        if report and not site.exists():
            sys.exit(FINDINGS)
        context = get_context("spawn")  # nothing of the builder's, and the same on every system
        here, there = context.Pipe()
        watched = (READ_OF_A_PROJECT, tuple(place for place in looks_of(root) if place.exists()))
        server = context.Process(target=answer, args=(listening, root, site, watched, there), daemon=True)
        server.start()
        there.close()
        bound = listening.getsockname()[1]
    say(f"open http://{HOST}:{bound}/ – Ctrl-C ends", f"请打开 http://{HOST}:{bound}/ ，按 Ctrl-C 结束", lang)
    from generator.serving.preview import PreviewBuilder

    with suppress(KeyboardInterrupt):
        PreviewBuilder(root, site, engine(root), here, partial(_tell, lang)).follow()


def _bound(port: int, lang: str) -> socket:
    """A socket that listens on this port, before anything is built."""
    listening = socket(AF_INET, SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there two programs could share the port
            listening.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen(WAITING)
    except OSError as error:
        listening.close()
        reason = reason_of(error)
        say(
            f"port {port} cannot be used: {reason.en}; choose another with --port",
            f"端口 {port} 不能用：{reason.zh}；请用 --port 换一个",
            lang,
        )
        sys.exit(USAGE)
    return listening


def _tell(lang: str, report: Report, changed: int, seconds: float) -> None:
    click.echo(REPORTERS["text"](report, Language(lang)), nl=False)
    if report:
        return
    if changed:
        say(f"{changed} files are new, {seconds:.1f} s", f"更新了 {changed} 个文件，用时 {seconds:.1f} 秒", lang)
    else:
        say("the site is as the project says; edits are followed", "网站和项目一致，改了文件就会更新", lang)


COMMAND = serve
