"""Golden files: what the miniature city says, kept in the repository and compared with what it says today."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from generator.linking.outline import LONGEST_PAGE
from tests.conftest import City, found_city


def settled(root: Path) -> City:
    """The miniature as it may stand after a while: a plan long enough for chapters, two releases, moved addresses."""
    city = found_city(root)
    city.edit("content/plans/clean-rivers.md", "每年检查两次。", "每年检查两次。" * (LONGEST_PAGE // 6))
    assert city.run("release", "--note", "第一个定版。").code == 0
    city.edit("content/site.yml", "data_version: 0.1.0", "data_version: 0.2.0")
    city.edit("content/site.yml", "data_date: 2026-01-02", "data_date: 2026-02-03")
    city.edit("datasets/green-city/quantities.csv", "q01,street-trees,行道树,", "q01,street-trees,路旁的树,")
    city.edit("datasets/clean-rivers/citations.csv", "c3-1,河道管理条例,桂省令第3号,,127\n", "")
    assert city.run("release", "--note", "更正一个名称，去掉一处引用。").code == 0
    moved = "old,new\nplans/rivers.html,plans/clean-rivers.html\nplans/green-city.html#c9,plans/clean-rivers.html#c1\n"
    (city.root / "content/redirects.csv").write_text(moved, "utf-8")
    ran = city.run("build", "--lang", "en")
    assert ran.code == 0, ran.out
    return city


def agrees(text: str, golden: Path, request: pytest.FixtureRequest) -> None:
    """``text`` is what the golden file holds; with ``--regenerate`` it is written there first."""
    if request.config.getoption("regenerate"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, "utf-8", newline="\n")
    assert golden.exists(), "this has no golden file yet: write it with `nox -s golden`, and read it"
    kept, told = golden.read_text("utf-8").split("\n"), text.split("\n")
    difference = "\n".join(difflib.unified_diff(kept, told, golden.name, "the site", lineterm="", n=1))
    assert not difference, f"what the site says has changed; if it is meant, `nox -s golden`\n{difference}"
