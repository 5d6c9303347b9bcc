"""The site engine mkdocs-material: the default configuration is ``mkdocs.yml``; here are the settings that depend on the
content, and the project's overrides: its own ``mkdocs.yml`` key by key, its ``site_templates/overrides/`` file by file.
"""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from markupsafe import escape

from generator.diagnostics import Diagnostic, Location, StageError, Text
from generator.model import Site
from generator.reading.source import read_source
from generator.reading.yaml_tree import read_yaml_tree
from generator.rendering.engine import Frame, Nav
from generator.shipped import OVERRIDES, PLACE, SETTINGS, TEMPLATES, laid_over
from generator.templating.faults import no_template_folder, template_problem
from generator.writing.sources import BUILD

SET_ELSEWHERE = {
    **dict.fromkeys(("site_name", "site_description", "site_url"), Text("content/site.yml", " content/site.yml")),
    **dict.fromkeys(
        ("docs_dir", "site_dir", "nav", "plugins", "hooks", "markdown_extensions", "extra_templates"),
        Text("the program", "程序"),
    ),
}
"""Keys of the engine's settings that depend on the content or on the command."""
MOST_IN_NAV = 100
"""mkdocs renders the whole navigation into every page, so that build time and size are quadratic in its length."""


class Material:
    """``configuration`` is the path of the project's own settings, which may be missing."""

    def __init__(self, configuration: Path) -> None:
        self.configuration = configuration

    def frame(self, nav: Nav, site: Site) -> Frame:
        if len(nav) > MOST_IN_NAV:
            raise ValueError(f"{len(nav)} pages in the navigation; keep generated pages out of it")
        root = self.configuration.parent
        own = _read_settings(self.configuration)
        os.environ["NO_MKDOCS_2_WARNING"] = "1"
        os.environ["SOURCE_DATE_EPOCH"] = str(_epoch(site))
        from mkdocs.config import load_config
        from mkdocs.exceptions import MkDocsException

        from generator.rendering.material_frame import MaterialFrame, source_of

        warnings = _WarningCollector()
        logger = logging.getLogger("mkdocs")
        logger.addHandler(warnings)
        logger.propagate = False
        try:
            settings, theme_folders = _settings(root, own)
            settings |= {
                "docs_dir": str(PLACE / TEMPLATES),  # the engine wants a folder; pages do not come from it
                "site_dir": str(root / BUILD / "site"),  # nor do they go there
                "site_name": _html(site.name),
                "site_description": _html(site.description),
                "site_url": site.address or "",
                "plugins": [],
                "nav": _tree(tuple((titles, source_of(address)) for titles, address in nav)),
            }
            config = load_config(str(PLACE / SETTINGS), config_file_path=str(self.configuration), **settings)
            config.theme.dirs[1:1] = theme_folders[1:]
            config.extra.update(_footer(site), styles=_styles(config.theme.dirs))
            frame = MaterialFrame(config, nav, theme_folders, laid_over(root / TEMPLATES, TEMPLATES))
        except TemplateError as error:
            raise StageError(template_problem(error, laid_over(root / TEMPLATES, TEMPLATES))) from error
        except MkDocsException as error:
            raise StageError(_refused(warnings.messages or [str(error)])) from error
        finally:
            logger.removeHandler(warnings)
        if warnings.messages:
            raise StageError(_refused(warnings.messages))
        return frame


class _WarningCollector(logging.Handler):
    """A log handler that collects the engine's warnings: a site that renders with a warning is not published."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _settings(root: Path, own: Path | None) -> tuple[dict[str, Any], list[str]]:
    """The shipped settings merged with the project's ``own``, and the theme's folders in order of precedence.

    Mappings are merged recursively; a list or a scalar of the project replaces the shipped one.
    """
    from mkdocs.utils.yaml import get_yaml_loader, yaml_load

    settings: dict[str, Any] = {}
    for file in (PLACE / SETTINGS, own):
        if file:
            with file.open("rb") as text:
                settings = _merged(settings, yaml_load(text, get_yaml_loader()))
    theme = settings["theme"]
    if not isinstance(theme, dict):
        return settings, []  # a theme of its own: the overrides for material do not fit
    named = theme.get("custom_dir", OVERRIDES)
    overrides = root / named
    if not overrides.is_dir() and (named != OVERRIDES or os.path.lexists(overrides)):
        raise StageError(no_template_folder(named))
    folders = [str(folder.resolve()) for folder in laid_over(overrides, OVERRIDES)]
    settings["theme"] = {**theme, "custom_dir": folders[0]}
    return settings, folders


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    both = {
        key: _merged(below[key], value)
        for key, value in above.items()
        if isinstance(value, dict) and isinstance(below.get(key), dict)
    }
    return {**below, **above, **both}


def _read_settings(configuration: Path) -> Path | None:
    """The path of the project's settings, ``None`` without one. They are checked before the engine reads them, whose
    messages say little.

    Raises:
        StageError: the file cannot be read, is no UTF-8 or no YAML mapping.
    """
    if not os.path.lexists(configuration):
        return None
    file = configuration.resolve()  # several projects may share one
    source, findings = read_source(file.parent, file.name)
    tree, problems = read_yaml_tree(source, source.text, scalars_as_text=True) if source else (None, ())
    for finding in (*findings, *problems):
        raise StageError(finding)
    if source and tree and isinstance(tree.value, dict):
        for key in tree.value:
            if key in SET_ELSEWHERE:
                raise StageError(_set_elsewhere(tree.where((key,)), key))
    if source and (tree is None or not isinstance(tree.value, dict) or not tree.value):
        raise StageError(
            Diagnostic(
                where=source.at(1),
                code="engine",
                what=Text("there are no settings in this file", "这个文件里没有设置"),
                found=source.lines[0][:80],
                expected=Text("lines of the form  key: value", "每行一个“键: 值”，冒号后空一格"),
                fix=Text(
                    "write the settings that shall differ, or delete the file", "请写上要改的设置，或删去这个文件"
                ),
            )
        )
    return file


def _set_elsewhere(where: Location, key: str) -> Diagnostic:
    place = SET_ELSEWHERE[key]
    return Diagnostic(
        where=where,
        code="engine",
        what=Text("this key is not read from here", "这一项不从这里读取"),
        found=key,
        expected=Text(f"it comes from {place.en}", f"它来自{place.zh}"),
        fix=Text("delete the line, and change that instead", "请删去这一行，改到那里去改"),
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
    """Plain text, escaped for the theme, which takes names and titles for HTML."""
    return str(escape(text))


def _styles(folders: list[str]) -> list[str]:
    """The paths of the theme's style sheets, whose names contain a hash."""
    paths = (path for folder in folders for path in sorted(Path(folder).glob("assets/stylesheets/*.min.css")))
    return [f"assets/stylesheets/{path.name}" for path in paths]


def _footer(site: Site) -> dict[str, str]:
    """The values of the theme's footer, as HTML."""
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
    """The date of the data as Unix time, in place of the clock, for reproducible builds."""
    return int(datetime.combine(site.day, time(), UTC).timestamp())


def _tree(nav: Nav) -> list[dict[str, Any]]:
    """The navigation in mkdocs' form: nested lists, in which pages that share an outer title are children of it."""
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
        below[titles[0]].append({titles[1]: path})
    return tree
