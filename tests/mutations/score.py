"""What share of small faults the quick tests notice: a sample of mutants, drawn by Cosmic Ray, tried in copies of the tree.

    python -m tests.mutations.score [--sample N] [--seed N] [--jobs N] [--folder NAME …]

Exit code 0: at least ``TARGET`` were noticed; 1: fewer, or the tests do not pass without any mutant. The working tree
is only read. A mutant is a changed comparison, operator, number, condition or loop; texts are not changed.
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
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.queues import Queue
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from cosmic_ray.commands.init import init
from cosmic_ray.modules import find_modules
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.testing import run_tests
from cosmic_ray.work_db import WorkDB
from cosmic_ray.work_item import MutationSpec, TestOutcome

from tests.mutations.__main__ import LEFT_BEHIND, LONGEST, ROOT

TARGET = 0.85
OPEN_DATA = ("opendata",)
"""The folders of the open data."""
PAGES = ("tests/page_facts", "tests/test_golden.py")
"""What reads the built pages of the miniature city."""
TESTS = {
    "model": ("tests/test_targets.py", "tests/test_duties.py", "tests/test_differences.py", "tests/test_feeds.py", "tests/test_calendar.py", "tests/test_quotes.py", *PAGES),
    "linking": ("tests/figures", "tests/test_figure_tables.py", "tests/test_duties.py", "tests/test_differences.py", "tests/test_prose.py", *PAGES),
    "rules": ("tests/test_rules.py",),
    "pages": PAGES,
    **dict.fromkeys(OPEN_DATA, ("tests/test_targets.py", "tests/test_feeds.py", "tests/test_changes.py", "tests/test_exports.py", "tests/test_formats.py", "tests/test_api.py", "tests/test_releases.py", *PAGES)),
}  # fmt: skip
"""Folder of generator/ → its quick tests, those that notice most first. Files that are not there are left out."""
SLOW = "real_city"
"""The marker of tests that are not quick."""
LEFT_OUT = re.compile(
    "RemoveDecorator|ExceptionReplacer|NoOp|Comparison.*_Is|BinaryOperator_(?!Add_Sub|Sub_Add|Mul_Div|Div_Mul|FloorDiv_Div|BitAnd_BitOr)"
)
"""Operators left out. Of arithmetic one change each: most others cannot even be computed, and would flatter the score.
``|`` stands in annotations, which nothing evaluates; ``is`` for ``==`` is the same for enums and ``None``."""
CODES = re.compile(r"codes=\(([^)]*)\)")


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
    found = []
    with contextlib.chdir(root):
        for folder in folders:
            modules = (path for path in find_modules([Path("generator", folder)]) if path.name != "__init__.py")
            database = WorkDB(str(work / f"{folder}.sqlite"), WorkDB.Mode.create)
            init(sorted(modules), database, {})
            found += [(folder, item.mutations[0]) for item in database.work_items]
            database.close()
    kept = [each for each in found if not LEFT_OUT.search(each[1].operator_name)]
    return sorted(kept, key=lambda each: (str(each[1].module_path), each[1].operator_name, each[1].occurrence))


def command(folder: str, module: Path) -> str:
    """How the tests for a module are run: of a rule only the examples of its codes."""
    tests = [each for each in TESTS[folder] if Path(each).exists()]
    options = ["-q", "-x", "--no-header", "-p", "no:cacheprovider", "-m", f"not {SLOW}"]
    if folder == "rules" and (codes := CODES.search(module.read_text("utf-8"))):
        names = re.findall(r'"([a-z0-9-]+)"', codes[1])
        options += ["-k", " or ".join(f"{each}/" for each in names)]
    return shlex.join([sys.executable, "-B", "-m", "pytest", *options, *tests])


def settle(copies: Queue[str]) -> None:
    """A worker works in a copy of its own."""
    copy = copies.get()
    os.chdir(copy)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (copy, os.environ.get("PYTHONPATH", ""))))


def passes(case: tuple[str, Path]) -> bool:
    return run_tests(command(*case), 10 * LONGEST)[0] is TestOutcome.SURVIVED


def attempt(case: tuple[str, MutationSpec]) -> Tried:
    folder, mutation = case
    start, module = perf_counter(), Path(str(mutation.module_path))
    result = mutate_and_test([mutation], command(folder, module), LONGEST)
    changed = [line for line in (result.diff or "").splitlines() if re.match(r"[-+](?![-+])", line)]
    return Tried(
        folder,
        f"{module.as_posix()}:{mutation.start_pos[0]}",
        mutation.operator_name.removeprefix("core/"),
        result.test_outcome is not TestOutcome.SURVIVED,
        "\n".join(f"    {line}" for line in changed),
        perf_counter() - start,
    )


def report(tried: Sequence[Tried]) -> float:
    """Prints the survivors and the share that was noticed, of each folder and of all; returns the latter."""
    for each in (each for each in tried if not each.noticed):
        print(f"\n{each.where}  {each.operator}\n{each.what}")
    by_folder: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    for each in tried:
        by_folder[each.folder][each.noticed] += 1
    print()
    for folder, counts in by_folder.items():
        print(f"{folder:<14} {counts[True]:>4} of {counts.total():>4} noticed")
    share = sum(each.noticed for each in tried) / len(tried)
    seconds = sum(each.seconds for each in tried) / len(tried)
    print(f"{share:.1%} of {len(tried)} mutants noticed (target {TARGET:.0%}), {seconds:.0f} s each")
    return share


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="tests.mutations.score", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("--sample", type=int, default=300, help="how many mutants are tried")
    parser.add_argument("--seed", type=int, default=1, help="of the sample: the same seed draws the same mutants")
    parser.add_argument("--jobs", type=int, default=2, help="how many are tried at the same time")
    parser.add_argument("--folder", action="append", choices=list(TESTS), help="only of these folders of generator/")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    folders = [each for each in asked.folder or TESTS if (ROOT / "generator" / each).is_dir()]
    with TemporaryDirectory(prefix="score-") as work:
        context = get_context("spawn")
        copies: Queue[str] = context.Queue()
        roots = [
            shutil.copytree(ROOT, Path(work, str(number)), ignore=LEFT_BEHIND, symlinks=True)
            for number in range(asked.jobs)
        ]
        for root in roots:
            copies.put(str(root))
        with contextlib.redirect_stderr(io.StringIO()):
            every = mutants(folders, roots[0], Path(work))
        drawn = Random(asked.seed).sample(every, min(asked.sample, len(every)))  # noqa: S311
        print(f"{len(drawn)} of {len(every)} mutants, seed {asked.seed}", flush=True)
        with ProcessPoolExecutor(asked.jobs, context, settle, (copies,)) as pool:
            cases = list(
                {command_key(folder, each): (folder, Path(str(each.module_path))) for folder, each in drawn}.values()
            )
            if not all(pool.map(passes, cases)):
                print("the tests do not pass without any mutant")
                return 1
            tried = []
            for each in pool.map(attempt, drawn):
                tried.append(each)
                print("." if each.noticed else "S", end="", flush=True)
    print()
    return 0 if report(tried) >= TARGET else 1


def command_key(folder: str, mutation: MutationSpec) -> str:
    """What is the same for mutants that the same tests must notice."""
    return f"{folder} {mutation.module_path}" if folder == "rules" else folder


if __name__ == "__main__":
    sys.exit(main())
