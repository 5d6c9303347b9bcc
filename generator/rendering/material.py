"""mkdocs-material. The stock configuration in ``mkdocs.yml``; here only what depends on the content."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from markupsafe import escape

from generator.diagnostics import Diagnostic, Location, StageError, Text
from generator.model import Site
from generator.reading.source import read_source
from generator.reading.yaml_tree import read_yaml
from generator.rendering.engine import Nav
from generator.templating.faults import template_problem

MOST_IN_NAV = 100
"""mkdocs renders the whole navigation into every page: beyond this, build time and size grow with the square."""


class Material:
    def __init__(self, configuration: Path) -> None:
        self.configuration = configuration

    def render(self, staging: Path, out: Path, nav: Nav, site: Site) -> None:
        if len(nav) > MOST_IN_NAV:
            raise ValueError(f"{len(nav)} pages in the navigation; keep generated pages out of it")
        _read_settings(self.configuration)
        os.environ["NO_MKDOCS_2_WARNING"] = "1"
        os.environ["SOURCE_DATE_EPOCH"] = str(_epoch(site))
        from mkdocs.commands.build import build
        from mkdocs.config import load_config
        from mkdocs.exceptions import MkDocsException

        from generator.rendering.finished import FinishedPages

        warnings = _Collected()
        logger = logging.getLogger("mkdocs")
        logger.addHandler(warnings)
        logger.propagate = False
        try:
            config = load_config(
                str(self.configuration),
                docs_dir=str(staging),
                site_dir=str(out),
                site_name=_html(site.name),
                site_description=_html(site.description),
                site_url=site.address or "",
                nav=_tree(nav),
            )
            styles = _styles(config.theme.dirs)
            config.extra.update(_footer(site), styles=styles)
            config.plugins["guihua"] = FinishedPages(
                frozenset([*styles, str(config.theme.get("favicon"))]) if styles else None
            )
            build(config)
            if not site.address:
                for empty in out.glob("sitemap.xml*"):  # a sitemap needs full addresses
                    empty.unlink()
        except TemplateError as error:
            raise StageError(template_problem(error, self.configuration.parent)) from error
        except (MkDocsException, SystemExit) as error:
            raise StageError(_refused(warnings.messages or [str(error)])) from error
        finally:
            logger.removeHandler(warnings)
        if warnings.messages:
            raise StageError(_refused(warnings.messages))

    def serve(
        self, site: Path, watched: tuple[Path, ...], rebuild: Callable[[], None], address: tuple[str, int]
    ) -> None:
        from mkdocs.livereload import LiveReloadServer

        server = LiveReloadServer(rebuild, *address, root=str(site), mount_path="/")
        for path in watched:
            server.watch(str(path))
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            server.shutdown()


class _Collected(logging.Handler):
    """Keeps the engine's warnings: a page that renders with a warning is not published."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _read_settings(configuration: Path) -> None:
    """Looks at the settings before the engine does, whose own words about a broken file help nobody.

    Raises:
        StageError: the file is missing, no UTF-8 or no YAML mapping.
    """
    file = configuration.resolve()  # several projects may share one
    source, findings = read_source(file.parent, file.name)
    tree, problems = read_yaml(source, source.text, scalars_as_text=True) if source else (None, ())
    for finding in (*findings, *problems):
        raise StageError(finding)
    if source and (tree is None or not isinstance(tree.value, dict) or not tree.value):
        raise StageError(
            Diagnostic(
                where=source.at(1),
                code="engine",
                what=Text("there are no settings in this file", "这个文件里没有设置"),
                found=source.lines[0][:80],
                expected=Text("lines of the form  key: value", "每行一个“键: 值”，冒号后空一格"),
                fix=Text("restore the file", "请恢复这个文件"),
            )
        )


def _refused(messages: list[str]) -> Diagnostic:
    return Diagnostic(
        where=Location("mkdocs.yml"),
        code="engine",
        what=Text("the site engine refuses to render the site", "网站引擎不能生成网站"),
        found="\n".join(messages)[:800],
        fix=Text(
            "undo the last change in mkdocs.yml or site_templates/overrides/, or correct what is named above",
            "请撤销最近对 mkdocs.yml 或 site_templates/overrides/ 的修改，或按上面所说改正",
        ),
    )


def _html(text: str) -> str:
    """Plain text for the theme, which takes names and titles for HTML."""
    return str(escape(text))


def _styles(folders: list[str]) -> list[str]:
    """The theme's style sheets, the names of which change with its version."""
    found = (path for folder in folders for path in sorted(Path(folder).glob("assets/stylesheets/*.min.css")))
    return [f"assets/stylesheets/{path.name}" for path in found]


def _footer(site: Site) -> dict[str, str]:
    """What the theme's footer says."""
    facts = {
        "publisher": site.publisher,
        "publication": site.publication,
        "data_version": site.edition,
        "data_date": site.day.isoformat(),
        "licence_title": site.licence_title,
        "licence_address": site.licence_address,
    }
    return {name: _html(text) for name, text in facts.items()}


def _epoch(site: Site) -> int:
    """The data's date in seconds, in place of the clock: the same input gives the same bytes."""
    return int(datetime.combine(site.day, time(), UTC).timestamp())


def _tree(nav: Nav) -> list[dict[str, Any]]:
    """Titles → mkdocs' nested lists: pages that share an outer title stand below it."""
    tree: list[dict[str, Any]] = []
    below: dict[str, list[Any]] = {}
    for plain, path in nav:
        titles = tuple(_html(title) for title in plain)
        if len(titles) == 1:
            tree.append({titles[0]: path})
            continue
        if titles[0] not in below:
            below[titles[0]] = []
            tree.append({titles[0]: below[titles[0]]})
        is_index = path.endswith("/index.md")
        below[titles[0]].append(path if is_index else {titles[1]: path})
    return tree
