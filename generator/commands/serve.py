"""Show the site here, follow edits · 本机预览"""

from __future__ import annotations

import sys
from pathlib import Path

import click
from filelock import Timeout

from generator.commands._building import build_site, engine
from generator.commands._shared import BUSY, FINDINGS, options, say
from generator.diagnostics import Language, Report
from generator.reporters import REPORTERS
from generator.shipped import PLACE, SETTINGS, TEMPLATES
from generator.writing.refusals import RefusedError


@click.command()
@options
@click.option("--port", default=8000, show_default=True, help="Port on this machine. 本机端口。")
def serve(root: Path, lang: str, port: int) -> None:
    """Build, show on this machine, build again after every edit. 在本机预览，改了文件自动重建。

    The browser reloads by itself. An edit with errors is reported here, and the former pages stay.

    \b
    Example / 例:
      guihua serve        then open http://127.0.0.1:8000/
    """
    site = (root / "build" / "preview").resolve()
    report = build_site(root, site, Language(lang), "text")
    if report and not site.exists():
        sys.exit(FINDINGS)
    say(f"open http://127.0.0.1:{port}/ – Ctrl-C ends", f"请打开 http://127.0.0.1:{port}/ ，按 Ctrl-C 结束", lang)
    places = [root / name for name in ("content", "datasets", TEMPLATES, SETTINGS)]
    places += [PLACE / name for name in (TEMPLATES, SETTINGS)]
    watched = tuple(dict.fromkeys(place.resolve() for place in places if place.exists()))
    try:
        engine(root).serve(site, watched, lambda: _rebuild(root, site, Language(lang)), ("127.0.0.1", port))
    except OSError as error:
        raise click.ClickException(
            f"port {port}: {error.strerror}. 端口 {port} 不能用，请用 --port 换一个。"
        ) from error


def _rebuild(root: Path, site: Path, language: Language) -> None:
    """Builds for the preview: a failure is printed, never raised into the server."""
    try:
        build_site(root, site, language, "text")
    except Timeout:
        click.echo(BUSY, err=True)
    except RefusedError as refusal:
        click.echo(REPORTERS["text"](Report.of([refusal.finding]), language), nl=False)
    except OSError as error:
        click.echo(f"{error.filename or site}: {error.strerror or error}", err=True)


COMMAND = serve
