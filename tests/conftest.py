"""Projects to try things on: the miniature city, and the real site built once for the whole run."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings

from generator.cli import main
from generator.linking import link
from generator.model import Corpus
from generator.reading import read_project

REPOSITORY = Path(__file__).parents[1]
MINIATURE = Path(__file__).parent / "miniature"

settings.register_profile("guihua", deadline=None)  # timing never decides a test
settings.load_profile("guihua")


@dataclass(frozen=True)
class Ran:
    """What a run of the command line left behind."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class City:
    """A project in a folder of its own; it looks as the program makes it look."""

    root: Path

    def run(self, *arguments: str) -> Ran:
        """``guihua <arguments>`` on this project."""
        command, *rest = arguments
        return self.run_plain(command, "--project", str(self.root), *rest)

    def run_plain(self, *arguments: str) -> Ran:
        """``guihua <arguments>``, for a command that needs no project."""
        result = CliRunner().invoke(main, list(arguments))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    def edit(self, path: str, old: str, new: str) -> None:
        """Replaces text that must be there, once."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        file.write_text(text.replace(old, new), "utf-8", newline="")


@cache
def linked(root: Path) -> Corpus:
    """All that the project at ``root`` says; nothing in it is unreadable or unresolved."""
    project, unreadable = read_project(root)
    corpus, unresolved = link(project)
    assert not unreadable
    assert not unresolved
    return corpus


def found_city(root: Path) -> City:
    shutil.copytree(MINIATURE, root)
    return City(root)


@pytest.fixture
def city(tmp_path: Path) -> City:
    """The miniature city, fresh."""
    return found_city(tmp_path / "city")


@pytest.fixture
def new_city(tmp_path: Path) -> Callable[[str], City]:
    return lambda name: found_city(tmp_path / name)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--site", type=Path, help="the real site as built from this commit; built if not given")
    parser.addoption("--moments", type=int, default=3, help="at how many moments a command is killed; 0: at each")
    parser.addoption("--seed", type=int, help="of what is drawn at random; drawn and printed if not given")
    parser.addoption("--edits", type=int, default=8, help="how many edits a preview follows in the random test")
    parser.addoption("--sizes", default="1,4", help="how many times the real project is taken, for benchmarks")
    parser.addoption("--regenerate", action="store_true", help="regenerate the golden files of tests/golden/")


@pytest.fixture(scope="session")
def many(request: pytest.FixtureRequest) -> int:
    """At how many moments a command is killed; 0 for each."""
    return int(request.config.getoption("moments"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what needs the real site, which takes minutes to build: ``-m "not real_city"`` is the quick tests."""
    for item in items:
        asked = getattr(item, "callspec", None)
        if "site" in getattr(item, "fixturenames", ()) or (asked and "real" in asked.params.values()):
            item.add_marker("real_city")


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built from the repository's own content."""
    built: Path | None = request.config.getoption("site")
    if built:
        return built.resolve(strict=True)
    root = tmp_path_factory.mktemp("real") / "project"
    root.mkdir()
    for name in ("content", "datasets"):
        shutil.copytree(REPOSITORY / name, root / name)
    ran = City(root).run("build")
    assert ran.code == 0, ran.out
    return root / "site"


@pytest.fixture(scope="session")
def settled_city(tmp_path_factory: pytest.TempPathFactory) -> City:
    """The miniature as it may stand after a while, built; for reading only."""
    from tests.golden_files import settled

    return settled(tmp_path_factory.mktemp("settled") / "city")
