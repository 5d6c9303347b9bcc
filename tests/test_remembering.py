"""What is remembered from one pass to the next, also by jobs that other processes do."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from generator import parallel
from generator.parallel import PROCESSES
from generator.remembering import Job, Memory, _make, remembered, remembered_and_shared_out, remembering


@pytest.fixture(autouse=True)
def two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROCESSES, "2")
    monkeypatch.setattr(parallel, "HAS_THREADS", ())


def made(log: Path, name: str) -> str:
    with log.open("a") as file:
        file.write(f"{name} ")
    return name.upper()


def package(log: Path, parts: dict[str, str]) -> str:
    return "".join(remembered(("part", key), (name,), partial(made, log, name)) for key, name in parts.items())


def results(log: Path, packages: list[dict[str, str]]) -> list[str]:
    jobs = [
        Job(("package", number), (str(parts),), partial(package, log, parts)) for number, parts in enumerate(packages)
    ]
    return list(remembered_and_shared_out(jobs))


def test_part_that_another_process_made_is_made_once(tmp_path: Path) -> None:
    log, memory = tmp_path / "log", Memory()
    with remembering(memory):
        assert results(log, [{"one": "a", "two": "b"}, {"three": "c"}]) == ["AB", "C"]
        log.write_text("")
        assert results(log, [{"one": "a", "two": "x"}, {"three": "c"}]) == ["AX", "C"]
    assert log.read_text() == "x "


def test_build_sends_nothing_but_what_was_asked_for(tmp_path: Path) -> None:
    """A build keeps nothing, and a part may be large."""
    log = tmp_path / "log"
    assert _make(Job("package", (), partial(package, log, {"one": "a"}))) == ("A", {})
    assert results(log, [{"one": "a"}, {"two": "b"}]) == ["A", "B"]
