"""What a site weighs, by folder, and what each further figure adds. Prints; decides nothing.

The figure that a further figure adds is measured: the real project is built once more with its plans and indicators
twice, and the difference of the two sites is divided by the difference of their figures.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from generator.linking import link
from generator.reading import read_project
from tests.benchmarks.corpora import files_below, times
from tests.conftest import REPOSITORY, City

SEARCH = "pagefind/"
MB = 1_000_000


def test_files_and_bytes_of_the_site_and_of_one_twice_the_size(site: Path, tmp_path: Path) -> None:
    root = tmp_path / "twice"
    times(REPOSITORY, root, 2)
    ran = City(root).run("build")
    assert ran.code == 0, ran.out
    sizes = []
    for name, project, built in (("real", REPOSITORY, site), ("twice", root, root / "site")):
        files, size = measured(built)
        figures = len(link(read_project(project)[0])[0].figures)
        sizes.append((figures, sum(size.values()), sum(files.values())))
        print(f"\n{name}: {figures:,} figures")
        for folder in sorted(files, key=lambda each: -size[each]):
            print(f"  {folder:14} {files[folder]:7,} files {size[folder] / MB:8.2f} MB")
        own = sum(count for folder, count in files.items() if folder != SEARCH.rstrip("/"))
        print(
            f"  {'all':14} {sum(files.values()):7,} files {sum(size.values()) / MB:8.2f} MB, {own:,} files without search"
        )
    (few, small, less), (many, large, more) = sizes
    print(
        f"each further figure: {(large - small) / (many - few) / 1000:.1f} KB, {(more - less) / (many - few):.2f} files"
    )
    hundredfold = small + 99 * (large - small)
    print(f"a hundred times: {hundredfold / MB / 1000:.1f} GB, {less + 99 * (more - less):,} files")


def measured(site: Path) -> tuple[Counter[str], Counter[str]]:
    """(files, bytes) by the first folder of the address."""
    files: Counter[str] = Counter()
    size: Counter[str] = Counter()
    for address, length in files_below(site):
        folder = address.partition("/")[0] if "/" in address else "."
        files[folder] += 1
        size[folder] += length
    return files, size
