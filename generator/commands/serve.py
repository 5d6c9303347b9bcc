"""Show the site here, follow edits · 本机预览"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.commands._building import build_site, engine
from generator.commands._shared import FINDINGS, USAGE, options, say
from generator.diagnostics import Language, Report, reason_of
from generator.reporters import REPORTERS
from generator.shipped import PLACE, SETTINGS, TEMPLATES
from generator.writing.refusals import RefusedError

HOST, LAST_PORT = "127.0.0.1", 65535


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
    """Build, show on this machine, build again after every edit. 在本机预览，改了文件自动重建。

    The browser reloads by itself. An edit with errors is reported here, and the former pages stay.

    \b
    Example / 例:
      guihua serve        then open http://127.0.0.1:8000/
    """
    site = (root / "build" / "preview").resolve()
    report, _ = build_site(root, site, Language(lang), "text")
    if report and not site.exists():
        sys.exit(FINDINGS)
    places = [root / name for name in ("content", "datasets", TEMPLATES, SETTINGS)]
    places += [PLACE / name for name in (TEMPLATES, SETTINGS)]
    watched = tuple(dict.fromkeys(place.resolve() for place in places if place.exists()))
    try:
        engine(root).serve(
            site,
            watched,
            lambda: _rebuild(root, site, Language(lang)),
            (HOST, port),
            lambda bound: say(
                f"open http://{HOST}:{bound}/ – Ctrl-C ends", f"请打开 http://{HOST}:{bound}/ ，按 Ctrl-C 结束", lang
            ),
        )
    except OSError as error:
        reason = reason_of(error)
        say(
            f"port {port} cannot be used: {reason.en}; choose another with --port",
            f"端口 {port} 不能用：{reason.zh}；请用 --port 换一个",
            lang,
        )
        sys.exit(USAGE)


def _rebuild(root: Path, site: Path, language: Language) -> None:
    """Builds for the preview: a failure is printed, never raised into the server."""
    try:
        build_site(root, site, language, "text")
    except RefusedError as refusal:
        click.echo(REPORTERS["text"](Report.of([refusal.finding]), language), nl=False)
    except OSError as error:
        click.echo(f"{error.filename or site}: {reason_of(error).in_(language)}", err=True)


COMMAND = serve
