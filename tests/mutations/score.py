"""What share of small faults the tests notice: a sample of mutants, drawn by Cosmic Ray, tried in copies of the tree.

    python -m tests.mutations.score [--sample N] [--seed N] [--jobs N] [--folder NAME …]

All quick tests run once with coverage. A mutant is tried by the tests that execute its line, as far as ``BUDGET`` goes, and
by those that read the built pages. Exit code 0: at least ``TARGET`` were noticed; 1: fewer, or the tests do not pass without
any mutant. The working tree is only read. A mutant is a changed comparison, operator, number, condition or loop; texts are
not changed.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from multiprocessing.queues import Queue
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from xml.etree import ElementTree

from cosmic_ray.commands.init import init
from cosmic_ray.modules import find_modules
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import WorkDB
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkResult
from coverage import CoverageData

from tests.mutations.__main__ import LONGEST, ROOT, left_behind

TARGET = 0.85
FOLDERS = ("model", "linking", "rules", "pages", "opendata")
"""The folders of generator/ that are sampled."""
BUDGET = 90
"""Seconds of tests for one mutant, as they took without any: a line of every command is executed by nearly all tests."""
AT_FIRST = 10
"""Seconds of tests that come before the pages, which are built in about as many."""
LEFT_OUT_TESTS = (
    *("browser", "office", "benchmarks", "writing", "test_build.py", "test_serve.py", "test_import_fuzz.py"),
    *("test_docs.py", "test_mutation_list.py"),
)
"""Tests that take minutes, start programs of their own, which coverage does not see, or read the source texts."""
SLOW = "real_city"
"""The marker of tests that are not quick."""
PAGES = ("tests/page_facts", "tests/test_golden.py", "tests/test_golden_data.py")
"""What reads the pages and files of the miniature city, built once for all of them: coverage knows only the first."""
NOTHING_RAN = "no tests ran"
PYTEST = (sys.executable, "-B", "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", "-m", f"not {SLOW}")
LEFT_OUT = re.compile(
    "RemoveDecorator|ExceptionReplacer|NoOp|Comparison.*_Is|BinaryOperator_(?!Add_Sub|Sub_Add|Mul_Div|Div_Mul|FloorDiv_Div|BitAnd_BitOr)"
)
"""Operators left out. Of arithmetic one change each: most others cannot even be computed, and would flatter the score.
``|`` stands in annotations, which nothing evaluates; ``is`` for ``==`` is the same for enums and ``None``."""

ON_IMPORT = 0
"""Stands for the lines that no test executes but an import."""

Lines = Mapping[str, Mapping[int, Sequence[str]]]
"""Path of a module → line → the tests that execute it, the quickest first."""


@dataclass(frozen=True, slots=True)
class Tried:
    """``where`` is path:line, ``what`` the lines that were changed, ``seconds`` what it cost."""

    folder: str
    where: str
    operator: str
    noticed: bool
    what: str
    seconds: float


def mutants(folders: Sequence[str], root: Path, work: Path) -> list[tuple[str, MutationSpec]]:
    """All mutants of the folders in a stable order, each with its folder."""
    every = []
    with contextlib.chdir(root):
        for folder in folders:
            modules = (path for path in find_modules([Path("generator", folder)]) if path.name != "__init__.py")
            database = WorkDB(str(work / f"{folder}.sqlite"), WorkDB.Mode.create)
            init(sorted(modules), database, {})
            every += [(folder, item.mutations[0]) for item in database.work_items]
            database.close()
    kept = [pair for pair in every if not LEFT_OUT.search(pair[1].operator_name) and not _declares(root, pair[1])]
    return sorted(kept, key=lambda pair: (str(pair[1].module_path), pair[1].operator_name, pair[1].occurrence))


def _declares(root: Path, mutation: MutationSpec) -> bool:
    """Whether it changes a decorator: ``frozen`` and ``slots`` forbid what no code does, and no reader sees them."""
    module = root / str(mutation.module_path)
    return _lines(module)[int(mutation.start_pos[0]) - 1].lstrip().startswith("@")


@cache
def _lines(module: Path) -> Sequence[str]:
    return module.read_text("utf-8").splitlines()


def run_with_coverage(root: Path, work: Path, jobs: int) -> None:
    """Runs all quick tests once in the copy ``root``; ``work`` gets what they executed and how long each took.

    Raises:
        SystemExit: they do not pass.
    """
    options = [
        "-n",
        str(jobs),
        "--cov=generator",
        "--cov-context=test",
        "--cov-report=",
        f"--junitxml={work}/tests.xml",
    ]
    ignored = [f"--ignore=tests/{path}" for path in LEFT_OUT_TESTS]
    environment = {**os.environ, "PYTHONPATH": str(root), "COVERAGE_FILE": str(work / "coverage")}
    ran = subprocess.run([*PYTEST, *options, *ignored, "tests"], cwd=root, env=environment, check=False)
    if ran.returncode:
        sys.exit("the tests do not pass without any mutant")


def executed(root: Path, work: Path) -> tuple[Lines, dict[str, float]]:
    """What each test executed in ``root``, and how many seconds it took, from what ``run_with_coverage`` left in ``work``."""
    seconds = {
        f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}": float(case.get("time", 0))
        for case in ElementTree.parse(work / "tests.xml").iter("testcase")  # noqa: S314  # written a moment ago
    }
    by_file: defaultdict[str, list[str]] = defaultdict(list)
    for test in seconds:
        by_file[test.partition("::")[0]].append(test)
    data = CoverageData(str(work / "coverage"))
    data.read()
    lines: dict[str, dict[int, Sequence[str]]] = {}
    for module in data.measured_files():
        own = lines[Path(module).relative_to(root).as_posix()] = {}
        for line, contexts in data.contexts_by_lineno(module).items():
            tests: set[str] = set()
            for context in contexts:
                test, _, phase = context.rpartition("|")
                # A fixture may serve all tests of its file; coverage names the one that came first.
                tests.update([test] if phase == "run" else by_file[test.partition("::")[0]])
            own[line] = _quickest(tests, seconds)
        # What is executed on import belongs to all that the module does.
        own[ON_IMPORT] = _quickest({test for tests in own.values() for test in tests}, seconds)
    return lines, seconds


def _quickest(tests: Collection[str], seconds: Mapping[str, float]) -> list[str]:
    return sorted(seconds.keys() & tests, key=lambda test: (seconds[test], test))


def chosen(mutation: MutationSpec, lines: Lines, seconds: Mapping[str, float]) -> list[str]:
    """The quickest of the tests that execute the line, then those that read the built pages, then the others, as far as
    the budget allows.
    """
    executing = lines.get(Path(str(mutation.module_path)).as_posix(), {})
    spent, first, others = 0.0, [], []
    for test in executing.get(mutation.start_pos[0]) or executing.get(ON_IMPORT, ()):
        spent += seconds[test]
        if spent <= AT_FIRST:
            first.append(test)
        elif spent <= BUDGET:
            others.append(test)
    return [*first, *PAGES, *others]


def settle(copies: Queue[str]) -> None:
    """A worker works in a copy of its own."""
    copy = copies.get()
    os.chdir(copy)
    os.environ["PYTHONPATH"] = copy


def attempt(case: tuple[str, MutationSpec, Sequence[str]]) -> Tried:
    """Tries a mutant in the working directory; ``case`` has its folder, and the tests."""
    folder, mutation, tests = case
    start, module = perf_counter(), Path(str(mutation.module_path))
    result = _tried(mutation, tests)
    if NOTHING_RAN in (result.output or ""):
        # The names of cases that are made from the changed value have changed with it.
        result = _tried(mutation, list(dict.fromkeys(test.partition("[")[0] for test in tests)))
    changed = [text for text in (result.diff or "").splitlines() if re.match(r"[-+](?![-+])", text)]
    return Tried(
        folder,
        f"{module.as_posix()}:{mutation.start_pos[0]}",
        mutation.operator_name.removeprefix("core/"),
        result.test_outcome is not TestOutcome.SURVIVED,
        "\n".join(f"    {text}" for text in changed),
        perf_counter() - start,
    )


def _tried(mutation: MutationSpec, tests: Sequence[str]) -> WorkResult:
    listed = Path("mutant-tests.txt")
    listed.write_text("".join(f"{test}\n" for test in tests))
    return mutate_and_test([mutation], shlex.join([*PYTEST, "-x", f"@{listed}"]), LONGEST)


def report(tried: Sequence[Tried]) -> float:
    """Prints the share that was noticed, of each folder and of all; returns the latter."""
    by_folder: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    for mutant in tried:
        by_folder[mutant.folder][mutant.noticed] += 1
    print()
    for folder, counts in by_folder.items():
        print(f"{folder:<14} {counts[True]:>4} of {counts.total():>4} noticed")
    share = sum(mutant.noticed for mutant in tried) / len(tried)
    seconds = sum(mutant.seconds for mutant in tried) / len(tried)
    print(f"{share:.1%} of {len(tried)} mutants noticed (target {TARGET:.0%}), {seconds:.0f} s each")
    return share


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="tests.mutations.score", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("--sample", type=int, default=300, help="how many mutants are tried")
    parser.add_argument("--seed", type=int, default=1, help="of the sample: the same seed draws the same mutants")
    parser.add_argument("--jobs", type=int, default=2, help="how many are tried at the same time")
    parser.add_argument("--folder", action="append", choices=FOLDERS, help="only of these folders of generator/")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with TemporaryDirectory(prefix="score-") as temporary:
        work = Path(temporary).resolve()
        context = get_context("spawn")
        copies: Queue[str] = context.Queue()
        roots = [
            shutil.copytree(ROOT, work / str(number), ignore=left_behind, symlinks=True) for number in range(asked.jobs)
        ]
        for root in roots:
            copies.put(str(root))
        with contextlib.redirect_stderr(io.StringIO()):
            every = mutants(asked.folder or FOLDERS, roots[0], work)
        drawn = Random(asked.seed).sample(every, min(asked.sample, len(every)))  # noqa: S311
        run_with_coverage(roots[0], work, asked.jobs)
        lines, seconds = executed(roots[0], work)
        print(f"{len(drawn)} of {len(every)} mutants, seed {asked.seed}", flush=True)
        with ProcessPoolExecutor(asked.jobs, context, settle, (copies,)) as pool:
            tried = []
            cases = ((folder, mutation, chosen(mutation, lines, seconds)) for folder, mutation in drawn)
            for mutant in pool.map(attempt, cases):
                tried.append(mutant)
                told = "." if mutant.noticed else f"\n{mutant.where}  {mutant.operator}\n{mutant.what}\n"
                print(told, end="", flush=True)
    return 0 if report(tried) >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
