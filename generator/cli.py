"""The command line: options and exit codes only. 0 clean, 1 findings, 2 usage."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import click
from filelock import Timeout

from generator.diagnostics import Language, Report, StageError
from generator.importing.stage import import_issue
from generator.pipeline import build as run_build
from generator.pipeline import examine
from generator.reading.project import SETTINGS
from generator.refreshing import refresh as run_refresh
from generator.rendering import Material
from generator.reporters import REPORTERS

CLEAN, FINDINGS, USAGE = 0, 1, 2


class Project(click.Path):
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
        type=Project(exists=True, file_okay=False),
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
    """


@main.command(short_help="Check all plans and data · 检查，不改动文件")
@options
@report_option
def check(root: Path, lang: str, reporter: str) -> None:
    """Check all plans and data; change nothing. 检查全部内容，不改动任何文件。

    Every finding says where it is, what was found, what was expected and what to do. All findings of a run
    are reported together, in file order.

    \b
    Example / 例:
      guihua check --lang zh
    """
    start = perf_counter()
    progress = _Progress()
    corpus, report = examine(root, progress)
    progress.done()
    click.echo(REPORTERS[reporter](report, Language(lang)), nl=False)
    if not report and reporter == "text":
        _say(
            f"clean: {len(corpus.plans)} plans, {len(corpus.figures)} figures, {len(corpus.tasks)} tasks, "
            f"{perf_counter() - start:.1f} s",
            f"没有问题：{len(corpus.plans)} 份文件，{len(corpus.figures)} 个数值，{len(corpus.tasks)} 项任务，"
            f"用时 {perf_counter() - start:.1f} 秒",
            lang,
        )
    sys.exit(FINDINGS if report else CLEAN)


@main.command(short_help="Build the site into site/ · 生成网站")
@options
@report_option
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the site goes; site/ in the project by default. 网站放在哪里，默认是项目里的 site/。",
)
def build(root: Path, lang: str, reporter: str, out: Path | None) -> None:
    """Build the site into site/. 生成网站到 site/。

    With errors nothing is published and the former site stands. The new site replaces the former one in one
    step at the end.

    \b
    Example / 例:
      guihua build
      python3 -m http.server --directory site
    """
    start = perf_counter()
    site = out or root / "site"
    report = _build(root, site, Language(lang), reporter)
    if not report and reporter == "text":
        _say(
            f"built {_count(site)} pages into {site} in {perf_counter() - start:.1f} s",
            f"已生成 {_count(site)} 个页面到 {site}，用时 {perf_counter() - start:.1f} 秒",
            lang,
        )
    sys.exit(FINDINGS if report else CLEAN)


@main.command(short_help="Show the site here, follow edits · 本机预览")
@options
@click.option("--port", default=8000, show_default=True, help="Port on this machine. 本机端口。")
def serve(root: Path, lang: str, port: int) -> None:
    """Build, show on this machine, build again after every edit. 在本机预览，改了文件自动重建。

    The browser reloads by itself. An edit with errors is reported here, and the former pages stay.

    \b
    Example / 例:
      guihua serve        then open http://127.0.0.1:8000/
    """
    site = root / "build" / "preview"
    report = _build(root, site, Language(lang), "text")
    if report and not site.exists():
        sys.exit(FINDINGS)
    _say(f"open http://127.0.0.1:{port}/ – Ctrl-C ends", f"请打开 http://127.0.0.1:{port}/ ，按 Ctrl-C 结束", lang)
    watched = tuple(root / name for name in ("content", "datasets", "site_templates", "mkdocs.yml"))
    try:
        _engine(root).serve(site, watched, lambda: _rebuild(root, site, Language(lang)), ("127.0.0.1", port))
    except OSError as error:
        raise click.ClickException(
            f"port {port}: {error.strerror}. 端口 {port} 不能用，请用 --port 换一个。"
        ) from error


@main.command(short_help="Update schemas in datapackage.json · 更新表结构")
@options
def refresh(root: Path, lang: str) -> None:
    """Write the shared table schemas into every datapackage.json. 更新各数据包里的表结构说明。

    Run it after adding a table to a package, or when check says “schema-differs”.
    """
    changed = run_refresh(root)
    for path in changed:
        click.echo(path)
    _say(f"{len(changed)} changed", f"改动 {len(changed)} 个文件", lang)


@main.command("import", short_help="Gazette's text → a draft · 导入公报文本")
@options
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The draft's folder; draft/ in the project by default. 草稿放在哪里，默认是项目里的 draft/。",
)
def import_(root: Path, lang: str, source: Path, out: Path | None) -> None:
    """Read a gazette's issue (text, .docx or .pdf) and write a draft for review. 导入一期公报，生成待核对的草稿。

    The draft has the shape of content/ and datasets/; review.html in it says what was found, how sure it is and
    what is left over. A file of the draft that you have edited is never overwritten.

    \b
    Example / 例:
      guihua import gazette-2022-03.txt
    """
    start = perf_counter()
    progress = _Progress()
    corpus, _ = examine(root, progress)
    target = out or root / "draft"
    try:
        imported = import_issue(source, target, corpus, progress)
    except StageError as error:
        progress.done()
        click.echo(REPORTERS["text"](Report.of([error.finding]), Language(lang)), nl=False)
        sys.exit(FINDINGS)
    except OSError as error:
        raise click.ClickException(f"{error.filename or target}: {error.strerror}. 写不进去。") from error
    progress.done()
    for kept in imported.kept:
        click.echo(kept.difference or kept.path)
    _say(
        f"{len(imported.drafts)} documents, {len(imported.kept)} edited files kept; read {target / 'review.html'} "
        f"({perf_counter() - start:.1f} s)",
        f"{len(imported.drafts)} 份文件，保留了 {len(imported.kept)} 个您改过的文件；请看 {target / 'review.html'}"
        f"（用时 {perf_counter() - start:.1f} 秒）",
        lang,
    )


def _engine(root: Path) -> Material:
    return Material(root / "mkdocs.yml")


def _build(root: Path, site: Path, language: Language, reporter: str) -> Report:
    progress = _Progress()
    try:
        _, report = run_build(root, site, _engine(root), progress)
    except Timeout as error:
        raise click.ClickException(
            "another build of this project is running; wait for it. 这个项目正在生成，请等它结束。"
        ) from error
    except OSError as error:
        raise click.ClickException(
            f"{error.filename or site}: {error.strerror}; nothing was published. 写不进去，网站没有变。"
        ) from error
    finally:
        progress.done()
    click.echo(REPORTERS[reporter](report, language), nl=False)
    return report


def _rebuild(root: Path, site: Path, language: Language) -> None:
    """For the preview: a failed build is told, never raised into the server."""
    try:
        _build(root, site, language, "text")
    except click.ClickException as error:
        error.show()


def _count(site: Path) -> int:
    return sum(1 for _ in site.rglob("*.html"))


def _say(en: str, zh: str, lang: str) -> None:
    click.echo(zh if lang == "zh" else en, err=True)


class _Progress:
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
