"""Applies each mutation of ``mutations.toml`` to a copy of the tree and runs the tests that must notice it.

The working tree is only read: copies stand in temporary folders, which go away with the run, however it ends. Exit
code 0: each was noticed; 1: one survived, or the list no longer fits the tree.

    python -m tests.mutations [--jobs N] [WORD …]     only those that tell of all the words, or of a file
"""

from __future__ import annotations

import argparse
import os
import queue
import shutil
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("mutations.toml")
OUTPUT = {"site", "build", "draft"}
"""Folders at the root that commands write."""
LONGEST = 600
"""Seconds for the tests of one mutation: several builds of the miniature city on a slow machine."""
FAILED, NO_TESTS = 1, 5
"""Exit codes of pytest: tests failed; none was collected. Others mean that it could not run them."""


def left_behind(folder: str, names: list[str]) -> set[str]:
    """What a copy of the tree does without, as ``shutil.copytree`` asks: no test that runs there reads it."""
    output = OUTPUT if Path(folder) == ROOT else set()
    return output | shutil.ignore_patterns(".*", "__pycache__", "*.egg-info")(folder, names)


@dataclass(frozen=True, slots=True)
class Mutation:
    """``old``, which stands exactly once in ``file``, becomes ``new``; ``tests`` are arguments of pytest.

    ``file`` is the end of a path that no other file has, so that a folder may move.
    """

    says: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def place(self, root: Path) -> Path:
        """
        Raises:
            LookupError: no file, or more than one, ends so; or ``old`` does not stand in it once.
        """
        own, last = Path(self.file), Path(self.file).parts
        paths = [
            path
            for folder in ("generator", "site_templates")
            for path in sorted((root / folder).rglob(own.name))
            if path.parts[-len(last) :] == last
        ]
        if len(paths) != 1:
            raise LookupError(f"{len(paths)} files end with {self.file}")
        if (times := paths[0].read_text("utf-8").count(self.old)) != 1:
            raise LookupError(f"{self.old!r} stands {times} times in {self.file}")
        return paths[0]


def read_list(path: Path = LIST) -> tuple[Mutation, ...]:
    """The mutations in the order of the list; where one names no tests, those of its group hold."""
    return tuple(
        Mutation(row["says"], row["file"], row["old"], row["new"], tuple(row.get("tests", group["tests"])))
        for group in tomllib.loads(path.read_text("utf-8"))["group"]
        for row in group["mutation"]
    )


@contextmanager
def mutated(mutation: Mutation, root: Path) -> Iterator[None]:
    """The tree at ``root`` with the mutation, and then without it again.

    Raises:
        LookupError: the mutation does not fit the tree.
    """
    path = mutation.place(root)
    before = path.read_bytes()
    try:
        path.write_text(before.decode("utf-8").replace(mutation.old, mutation.new), "utf-8", newline="")
        yield
    finally:
        path.write_bytes(before)


def run_tests(root: Path, tests: Sequence[str]) -> int:
    """What pytest says in the copy at ``root``; a run that takes too long has failed."""
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-x", "--no-header", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            return process.wait(LONGEST)
        except BaseException as reason:
            end(process)
            if isinstance(reason, subprocess.TimeoutExpired):
                return FAILED
            raise


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends a run of tests with all that it started."""
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def verdict(mutation: Mutation, root: Path) -> str:
    """``noticed``, ``SURVIVED``, or why it could not be tried."""
    try:
        with mutated(mutation, root):
            code = run_tests(root, mutation.tests)
    except LookupError as reason:
        return f"does not fit: {reason.args[0]}"
    if code == FAILED:
        return "noticed"
    return "SURVIVED" if code == 0 else f"pytest could not run {' '.join(mutation.tests)} (exit code {code})"


def chosen(mutations: Sequence[Mutation], words: Sequence[str]) -> list[Mutation]:
    return [mutation for mutation in mutations if all(word in f"{mutation.says} {mutation.file}" for word in words)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.mutations", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--jobs", type=int, default=1, help="how many run at the same time, each in a copy of its own")
    parser.add_argument("words", nargs="*", help="only mutations that tell of all these words, or of a file")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    mutations = chosen(read_list(), asked.words)
    with TemporaryDirectory(prefix="mutations-") as folder:
        copies: queue.SimpleQueue[Path] = queue.SimpleQueue()
        for number in range(asked.jobs):
            copies.put(shutil.copytree(ROOT, Path(folder, str(number)), ignore=left_behind, symlinks=True))

        def tried(mutation: Mutation) -> str:
            copy, start = copies.get(), perf_counter()
            try:
                said = verdict(mutation, copy)
            finally:
                copies.put(copy)
            print(f"{said}  {mutation.file}: {mutation.says}  ({perf_counter() - start:.0f} s)", flush=True)
            return said

        sound = copies.get()
        without = {tests: run_tests(sound, tests) for tests in dict.fromkeys(mutation.tests for mutation in mutations)}
        copies.put(sound)
        if broken := [tests for tests, code in without.items() if code]:
            print(*(f"these tests fail without any mutation: {' '.join(tests)}" for tests in broken), sep="\n")
            return 1
        with ThreadPoolExecutor(asked.jobs) as pool:
            said = list(pool.map(tried, mutations))
    noticed = said.count("noticed")
    print(f"{noticed} of {len(said)} mutations noticed")
    return 0 if noticed == len(said) > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
