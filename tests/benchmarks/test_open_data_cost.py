"""What the open data costs: seconds and bytes by kind, beside the canonical CSV alone. Prints; decides nothing.

The reference is a site that publishes nothing but the canonical tables, whole: measured in the same run.
"""

from __future__ import annotations

from collections import Counter
from time import perf_counter

from generator.opendata import export, tables_of
from generator.opendata.editions import edition_of
from generator.opendata.formats.canonical_csv import FORMAT as CANONICAL
from generator.opendata.machines import all_publications, with_publications
from generator.site_files import HeldFiles
from tests.conftest import REPOSITORY, linked


def test_cost_of_the_open_data() -> None:
    corpus = linked(REPOSITORY)
    edition = edition_of(corpus)
    start = perf_counter()
    reference = sum(len(CANONICAL.render((table,), edition)) for table in tables_of(corpus))
    alone = perf_counter() - start
    start = perf_counter()
    exports = export(corpus, HeldFiles())
    exported = perf_counter() - start
    start = perf_counter()
    whole = with_publications(corpus, exports)
    published = perf_counter() - start
    sizes: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for address, content in whole.files.items():
        kind = address.split("/")[0] + " " + ("".join(address.rpartition("/")[2].partition(".")[1:]) or "-")
        sizes[kind] += len(content)
        counts[kind] += 1
    total = sum(sizes.values())
    print(f"\ncanonical tables alone: {alone:.2f} s, {reference / 1e6:.2f} MB")
    print(f"packages in all formats: {exported:.2f} s; {len(all_publications())} publications: {published:.2f} s")
    print(f"together {exported + published:.2f} s ({(exported + published) / alone:.1f} times the tables alone), "
          f"{total / 1e6:.1f} MB in {len(whole.files)} files ({total / reference:.1f} times)")  # fmt: skip
    for kind, size in sizes.most_common(14):
        print(f"  {kind:28} {counts[kind]:5} files {size / 1e6:6.2f} MB")
