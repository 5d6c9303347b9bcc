"""What a site weighs, by folder; what each further figure adds; what many times the data would weigh. Decides nothing.

Both are measured: the real project is built once more with further figures in its texts, and once more with all of its
plans and indicators twice.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.benchmarks.corpora import files_below, times, with_further_figures
from tests.conftest import REPOSITORY, City

SEARCH = "search"
MB = 1_000_000
EVERY = 4
"""A further figure beside every so many of the running text's."""


def test_files_and_bytes_of_the_site_of_further_figures_and_of_twice_the_plans(site: Path, tmp_path: Path) -> None:
    small, less = weighed("the site", site)
    added = with_further_figures(REPOSITORY, tmp_path / "further", EVERY)
    large, more = weighed(f"with {added} further figures", built(tmp_path / "further"))
    print(f"each further figure: {(large - small) / added / 1000:.1f} KB, {(more - less) / added:.2f} files")
    times(REPOSITORY, tmp_path / "twice", 2)
    twice, files = weighed("with all plans and indicators twice", built(tmp_path / "twice"))
    hundredfold = small + 99 * (twice - small)
    print(f"a hundred times: {hundredfold / MB / 1000:.1f} GB in {less + 99 * (files - less):,} files")


def built(root: Path) -> Path:
    ran = City(root).run("build")
    assert ran.code == 0, ran.out
    return root / "site"


def weighed(name: str, site: Path) -> tuple[int, int]:
    """Prints and returns bytes and files."""
    files: Counter[str] = Counter()
    size: Counter[str] = Counter()
    for address, length in files_below(site):
        folder = address.partition("/")[0] if "/" in address else "(top)"
        files[folder] += 1
        size[folder] += length
    print(f"\n{name}")
    for folder in sorted(files, key=lambda folder: -size[folder]):
        print(f"  {folder:12} {files[folder]:7,} files {size[folder] / MB:8.2f} MB")
    print(
        f"  {'all':12} {files.total():7,} files {size.total() / MB:8.2f} MB, {files.total() - files[SEARCH]:,} files without "
        "the search index"
    )
    return size.total(), files.total()
