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


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (["bild"], "No such command 'bild'. Did you mean 'build'?", "没有 bild 这个命令，用法见 guihua --help。"),
        (["--nope"], "No such option '--nope'.", "没有 --nope 这个选项，用法见 guihua --help。"),
        (["build", "--nope"], "No such option '--nope'.", "没有 --nope 这个选项，用法见 guihua build --help。"),
        (["build", "--lang"], "Option '--lang' requires an argument.", "--lang 的写法不对：缺少它的值，或者多了值"),
        (["build", "--lang", "fr"], "'fr' is not one of 'en', 'zh'.", "--lang 只能是 en、zh，用法见"),
        (["serve", "--port", "many"], "many is no port; give a number", "不是端口，请写 0 到 65535 的整数。"),
        (["snapshot"], "Missing argument 'FOLDER'.", "缺少 FOLDER，用法见 guihua snapshot --help。"),
        (
            ["build", "--project", str(MINIATURE), "规划"],
            "unexpected extra argument (规划)",
            "命令的写法不对，可能多了参数",
        ),
        (["verify", "nowhere"], "is no folder; give the path of one.", "不是文件夹，请写文件夹的路径。"),
    ],
)
def test_wrong_use_is_told_in_both_languages(arguments: list[str], english: str, chinese: str) -> None:
    ran = CliRunner().invoke(main, arguments, prog_name="guihua")
    told = ran.stderr.splitlines()[-1]
    assert (ran.exit_code, english in told, chinese in told) == (2, True, True), told


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
