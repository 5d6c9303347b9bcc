"""mkdocs-material. The stock configuration in ``mkdocs.yml``; here only what depends on the content."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from generator.model import Site
from generator.rendering.engine import Nav, RenderError

MOST_IN_NAV = 100
"""mkdocs renders the whole navigation into every page: beyond this, build time and size grow with the square."""


class Material:
    def __init__(self, configuration: Path) -> None:
        self.configuration = configuration

    def render(self, staging: Path, out: Path, nav: Nav, site: Site) -> None:
        if len(nav) > MOST_IN_NAV:
            raise RenderError(
                f"{len(nav)} pages in the navigation; keep generated pages out of it (at most {MOST_IN_NAV})"
            )
        os.environ["NO_MKDOCS_2_WARNING"] = "1"
        os.environ["SOURCE_DATE_EPOCH"] = str(_epoch(site))
        from mkdocs.commands.build import build
        from mkdocs.config import load_config
        from mkdocs.exceptions import MkDocsException

        warnings = _Collected()
        logger = logging.getLogger("mkdocs")
        logger.addHandler(warnings)
        logger.propagate = False
        try:
            config = load_config(
                str(self.configuration),
                docs_dir=str(staging),
                site_dir=str(out),
                site_name=site.name,
                site_description=site.description,
                site_url=site.address or "",
                nav=_tree(nav),
            )
            config.extra.update(_footer(site))
            build(config)
        except (MkDocsException, SystemExit) as error:
            raise RenderError(str(error)) from error
        finally:
            logger.removeHandler(warnings)
        if warnings.messages:
            raise RenderError("\n".join(warnings.messages))

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


def _footer(site: Site) -> dict[str, str]:
    """What the theme's footer says."""
    return {
        "publisher": site.publisher,
        "publication": site.publication,
        "data_version": site.data_version,
        "data_date": site.data_date.isoformat(),
        "licence_title": site.licence_title,
        "licence_address": site.licence_address,
    }


def _epoch(site: Site) -> int:
    """The data's date in seconds, in place of the clock: the same input gives the same bytes."""
    return int(datetime.combine(site.data_date, time(), UTC).timestamp())


def _tree(nav: Nav) -> list[dict[str, Any]]:
    """Titles → mkdocs' nested lists: pages that share an outer title stand below it."""
    tree: list[dict[str, Any]] = []
    below: dict[str, list[Any]] = {}
    for titles, path in nav:
        if len(titles) == 1:
            tree.append({titles[0]: path})
            continue
        if titles[0] not in below:
            below[titles[0]] = []
            tree.append({titles[0]: below[titles[0]]})
        is_index = path.endswith("/index.md")
        below[titles[0]].append(path if is_index else {titles[1]: path})
    return tree
