"""What a maintainer and CI run. Each session installs what it needs: ``nox -s site`` on a fresh machine is enough."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2026.2.9"
nox.options.sessions = ["lint", "types", "tests"]
nox.options.reuse_venv = "yes"

LOCK = "requirements.lock"
DEVELOPMENT_LOCK = "requirements-dev.lock"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


def install(session: nox.Session, *, development: bool = True) -> None:
    """The pinned packages, then this project as it stands here."""
    session.install("--require-hashes", "-r", DEVELOPMENT_LOCK if development else LOCK)
    session.install("--no-deps", "-e", ".")


@nox.session
def lint(session: nox.Session) -> None:
    """Style, formatting and import order."""
    install(session)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Strict types."""
    install(session)
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """All tests but those that drive a browser."""
    install(session)
    session.run("pytest", "--ignore=tests/browser", "--ignore=tests/benchmarks", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """The built site in headless Chromium; installs Chromium from Debian's packages where it is missing."""
    install(session)
    if not any(shutil.which(name) for name in CHROMIUM) or (Path("/etc/debian_version").exists() and not FONT.exists()):
        if not shutil.which("apt-get"):
            session.error("the browser tests need Chromium: install it, then run this session again")
        root = [] if os.geteuid() == 0 else ["sudo"]
        session.run(*root, "apt-get", "update", "-qq", external=True)
        session.run(*root, "apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-cjk", external=True)
    session.run("pytest", "tests/browser", *session.posargs)


@nox.session(default=False)
def check(session: nox.Session) -> None:
    """Checks all plans and data; changes nothing."""
    install(session, development=False)
    session.run("guihua", "check", *session.posargs)


@nox.session
def site(session: nox.Session) -> None:
    """Builds the site into site/."""
    install(session, development=False)
    session.run("guihua", "build", *session.posargs)


@nox.session
def serve(session: nox.Session) -> None:
    """Shows the site on this machine and builds again after every edit."""
    install(session, development=False)
    session.run("guihua", "serve", *session.posargs)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Prints what a build costs, as ratios to a reference measured in the same run."""
    install(session)
    session.run("python", "-m", "pytest", "tests/benchmarks", "-s", *session.posargs)


@nox.session(default=False)
def lock(session: nox.Session) -> None:
    """Pins every dependency again; run after changing pyproject.toml."""
    session.install("uv")
    common = ("uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url",
              "--no-header", "--no-annotate", "--quiet", "pyproject.toml")  # fmt: skip
    session.run(*common, "-o", LOCK, *session.posargs)
    session.run(
        *common,
        "--extra",
        "import",
        "--group",
        "test",
        "--group",
        "browser",
        "--group",
        "quality",
        "-c",
        LOCK,
        "-o",
        DEVELOPMENT_LOCK,
    )
