"""Build the site into site/ · 生成网站"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

import click

from generator.commands._building import build_site, count
from generator.commands._shared import CLEAN, FINDINGS, Place, options, report_option, say
from generator.diagnostics import Language


@click.command()
@options
@report_option
@click.option(
    "--out",
    type=Place(),
    help="Where the site goes; site/ in the project by default. 网站放在哪里，默认是项目里的 site/。",
)
def build(root: Path, lang: str, reporter: str, out: Path | None) -> None:
    """Build the site into site/. 生成网站到 site/。

    With errors nothing is published and the former site stands. The new site replaces the former one in one
    step at the end. A folder that holds anything else than a site made by this command is refused.

    \b
    Example / 例:
      guihua build
      python3 -m http.server --directory site
    """
    start = perf_counter()
    site = out or (root / "site").resolve()
    report, built = build_site(root, site, Language(lang), reporter)
    if not report and reporter == "text" and not built:
        say(f"nothing has changed: {site} stands as it was built", f"没有改动：{site} 还是上次生成的样子", lang)
    elif not report and reporter == "text":
        say(
            f"built {count(site)} pages into {site} in {perf_counter() - start:.1f} s",
            f"已生成 {count(site)} 个页面到 {site}，用时 {perf_counter() - start:.1f} 秒",
            lang,
        )
    sys.exit(FINDINGS if report else CLEAN)


COMMAND = build
