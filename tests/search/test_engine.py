"""The engine that is installed, and what is said where it cannot read the index."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from generator.diagnostics import StageError
from generator.search import engine
from generator.search.engine import ENGINE_ENTRY, SCRIPTS, pagefind


def test_specimen_gives_the_scripts_and_leaves_nothing_behind(tmp_path: Path) -> None:
    files = pagefind(tmp_path / "work").files(7)
    assert {*SCRIPTS, ENGINE_ENTRY} == files.keys()
    assert json.loads(files[ENGINE_ENTRY])["languages"] == {"xx": {"hash": "xx", "wasm": None, "page_count": 7}}
    assert list((tmp_path / "work").iterdir()) == []


def test_engine_that_reads_another_form_is_told_and_not_guessed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "WORDS", [["abab", [[0, [-24, 0, 2], []]], []], ["baba", [[0, [-24, 1], []]], []]])
    with pytest.raises(StageError) as fault:
        pagefind(tmp_path / "work")
    assert "unknown form" in str(fault.value.finding.found)


def test_engine_that_cannot_be_run_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    with pytest.raises(StageError) as fault:
        pagefind(tmp_path / "work")
    assert fault.value.finding.code == "search-index"


@pytest.mark.parametrize("place", [b"caf\xe9", "规划".encode()])
def test_folders_of_any_name_are_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: bytes) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + place))
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("OLDPWD", str(folder))
    monkeypatch.setenv(os.fsdecode(b"caf\xe9"), "1")
    assert pagefind(folder / "work").files(7).keys() == {*SCRIPTS, ENGINE_ENTRY}
