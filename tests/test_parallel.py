"""Jobs shared out to several processes: the same results in the same order, and nobody is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator import parallel
from generator.diagnostics import Diagnostic, Location, StageError, Text
from generator.parallel import PROCESSES, WorkerDiedError, shared_out
from tests.conftest import REPOSITORY

PATIENCE = 60


@pytest.fixture(autouse=True)
def three_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where an earlier test has loaded the minifier: no job here calls it."""
    monkeypatch.setenv(PROCESSES, "3")
    monkeypatch.setattr(parallel, "HAS_THREADS", ())


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 100])
def test_results_come_in_the_order_of_the_items(count: int) -> None:
    results = list(shared_out(lambda number: (number * number, os.getpid()), range(count)))
    assert [square for square, _ in results] == [number * number for number in range(count)]
    workers = {worker for _, worker in results}
    assert len(workers) <= min(count, 3)
    assert os.getpid() not in workers


def test_quick_worker_takes_the_jobs_that_a_slow_one_leaves(tmp_path: Path) -> None:
    """The first job waits for the sixtieth, and its worker has one more at most that was given to it before."""

    def work(number: int) -> int:
        if number == 60:
            (tmp_path / "done").touch()
        until = time.monotonic() + PATIENCE
        while number == 0 and not (tmp_path / "done").exists() and time.monotonic() < until:
            time.sleep(0.01)
        return os.getpid()

    slow, *others = shared_out(work, range(100))
    assert (tmp_path / "done").exists()
    assert others[:60].count(slow) <= 1


def test_results_larger_than_a_pipe_arrive_whole() -> None:
    assert [len(result) for result in shared_out(lambda size: b"x" * size, [3_000_000] * 5)] == [3_000_000] * 5


def test_work_is_done_here_where_a_library_with_threads_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "HAS_THREADS", ("os",))
    assert set(shared_out(lambda _: os.getpid(), range(9))) == {os.getpid()}


def test_work_is_done_here_when_one_process_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROCESSES, "1")
    assert set(shared_out(lambda _: os.getpid(), range(9))) == {os.getpid()}


def failing(number: int) -> int:
    if number == 4:
        raise StageError(
            Diagnostic(
                where=Location("a.md", 3), code="template", what=Text("wrong", "不对"), fix=Text("mend it", "请改正")
            )
        )
    return number


def test_finding_of_a_worker_arrives_with_its_place() -> None:
    results = shared_out(failing, range(9))
    assert [next(results) for _ in range(4)] == [0, 1, 2, 3]
    with pytest.raises(StageError) as fault:
        next(results)
    assert (str(fault.value.finding.where), fault.value.finding.what.zh) == ("a.md:3", "不对")


def test_worker_that_dies_is_told() -> None:
    def dying(number: int) -> int:
        if number == 4:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(WorkerDiedError):
        list(shared_out(dying, range(9)))


ENDLESS = """
import signal, sys, time
from pathlib import Path
from generator.parallel import shared_out

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell lets what runs in the background ignore it

def work(number):
    Path(sys.argv[1], str(__import__("os").getpid())).touch()
    time.sleep(float(sys.argv[2]))
    return b"x" * 100_000

for result in shared_out(work, range(100_000)):
    pass
"""


@pytest.mark.parametrize("ended_by", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("pause", [0.1, *([600] if sys.platform == "linux" else [])])
def test_workers_end_with_the_command(tmp_path: Path, pause: float, ended_by: signal.Signals) -> None:
    """Between two jobs; and where the system kills them, in the midst of one."""
    command = subprocess.Popen(
        [sys.executable, "-c", ENDLESS, str(tmp_path), str(pause)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stderr=subprocess.PIPE,
    )
    until = time.monotonic() + PATIENCE
    while len(list(tmp_path.iterdir())) < 3 and time.monotonic() < until:
        time.sleep(0.05)
    workers = [int(path.name) for path in tmp_path.iterdir()]
    assert len(workers) == 3
    command.send_signal(ended_by)
    command.wait(PATIENCE)
    while any(map(runs, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert [worker for worker in workers if runs(worker)] == []


def runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text() if Path("/proc/self").exists() else True


STOPPED = """
import os, signal, sys
from multiprocessing.process import BaseProcess
from generator.parallel import shared_out
from generator.remembering import Job, remembered_and_shared_out
signal.signal(signal.SIGTERM, lambda number, _: sys.exit(143))
def stop(*_): os.kill(os.getpid(), signal.SIGTERM)
{when}
print(list({what}))
"""
"""A run that is asked to stop at a certain moment."""
WHEN = {
    "while a worker is forked": "os.register_at_fork(after_in_parent=stop)",
    "while a worker is cleared away": "BaseProcess.join = stop",
}
WHAT = {
    "jobs": "shared_out(abs, [1, 2])",
    "remembered jobs": "remembered_and_shared_out([Job('one', (), int), Job('two', (), int)])",
}


@pytest.mark.parametrize("when", WHEN.values(), ids=WHEN)
@pytest.mark.parametrize("what", WHAT.values(), ids=WHAT)
def test_signal_to_stop_is_never_lost(when: str, what: str) -> None:
    """What its handler raises would be, where the interpreter has nobody to tell: in a callback of a fork, in a generator that
    is cleared away.
    """
    run = subprocess.run(
        [sys.executable, "-c", STOPPED.format(when=when, what=what)],
        cwd=REPOSITORY, capture_output=True, encoding="utf-8", timeout=PATIENCE,
    )  # fmt: skip
    assert run.returncode == 143, run.stderr
    assert run.stdout == ""
