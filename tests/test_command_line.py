"""What the command line costs before it does anything, and what it says of itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.conftest import MINIATURE, REPOSITORY

HEAVY = {
    "daff", "frictionless", "icalendar", "jinja2", "jsonschema", "lxml", "markdown_it", "mkdocs", "PIL", "pyarrow",
    "pypinyin", "xlsxwriter", "yaml", "generator.pipeline", "generator.importing", "generator.search",
}  # fmt: skip
"""What takes a moment to import, and is for those who read, build or import."""


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["verify", "--help"], ["verify", "copy"]])
def test_what_needs_no_project_loads_no_library_for_one(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy/SHA256SUMS").write_text("0" * 64 + "  figures.csv\n")
    program = (
        "import json, sys\nfrom generator.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    print(json.dumps(sorted(sys.modules)), file=sys.stderr)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    loaded = set(json.loads(ran.stderr.splitlines()[-1]))
    assert "click" in loaded
    assert sorted(HEAVY & loaded) == []


def test_help_shows_each_command_with_what_it_is_for() -> None:
    shown = CliRunner().invoke(main, ["--help"]).stdout
    assert "  build     Build the site into site/ · 生成网站\n" in shown
    assert "  import    Gazette's text → a draft · 导入公报文本\n" in shown


def test_command_that_is_not_there_is_a_usage_error_and_near_ones_are_not_run() -> None:
    ran = CliRunner().invoke(main, ["bild"])
    assert (ran.exit_code, "No such command" in ran.stderr) == (2, True)


@pytest.mark.parametrize("encoding", ["utf-8:strict", "ascii", "gbk"])
def test_path_that_no_encoding_can_write_is_told_all_the_same(tmp_path: Path, encoding: str) -> None:
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    shutil.copytree(MINIATURE, os.fsdecode(folder))
    command = [
        os.fsencode(sys.executable),
        *b"-m generator build --project".split(),
        folder,
        b"--out",
        folder + b"/content",
    ]
    ran = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": encoding}, capture_output=True
    )
    assert (ran.returncode, b"[source-folder]" in ran.stdout, ran.stderr) == (2, True, b"")
