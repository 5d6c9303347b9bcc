"""What the search shows and counts, beside the index: texts, kinds, what to filter by, names.

Everything lies in a folder of its own for each state of the index, so that no reader mixes two of them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import pairwise
from typing import Any

from generator.model import Corpus
from generator.search.postings import BLOCK, RARITIES, rarity
from generator.search.records import PART, SearchRecord

KINDS = {
    "plan": "p", "indicator": "i", "region": "r", "unit": "u", "task": "t", "project": "j", "clause": "c", "page": "o",
    "dataset": "d",
}  # fmt: skip
"""Kinds of results, by the letter that the list of kinds has for them."""
TOGETHER = 2
"""How many records have the beginnings of their texts in one file; what comes after has files of its own."""


def stored(corpus: Corpus, records: Sequence[SearchRecord], years: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """The files beside the index, by name; a record's number is its place in ``records``."""
    kinds = "".join(KINDS[each.thing.kind] for each in records)
    lengths = "".join(chr(ord("0") + rarity(each.length)) for each in records)
    sizes = {"part": PART, "together": TOGETHER, "block": BLOCK, "rarities": RARITIES}
    yield "kinds.json", _json({**sizes, **years, "kinds": kinds, "lengths": lengths})
    yield "facets.json", _json(_facets(corpus, records))
    yield "traditional.json", _json(_traditional("".join(each.text for each in records)))
    for first in range(0, len(records), TOGETHER):
        shown = []
        for number, record in enumerate(records[first : first + TOGETHER], start=first):
            thing, (head, *more) = record.thing, record.parts()
            shown.append([thing.address, thing.title, thing.where, head])
            for part, text in enumerate(more, start=1):
                yield f"texts/{number}-{part}.json", _json(text)
        yield f"texts/{first // TOGETHER}.json", _json(shown)


def _facets(corpus: Corpus, records: Sequence[SearchRecord]) -> Mapping[str, Any]:
    """Facet → [[value, its name, the records that have it]], each record less the one before."""
    registry = corpus.registry
    names = {
        "plan": {plan.id: plan.short_title for plan in corpus.plans},
        "unit": {unit.id: unit.name for unit in registry.units.values()},
        "topic": {topic.id: topic.name for topic in registry.topics.values()},
        "year": {},
    }
    having: dict[str, defaultdict[str, list[int]]] = {facet: defaultdict(list) for facet in names}
    for number, record in enumerate(records):
        thing = record.thing
        for facet, values in (
            ("plan", thing.plans),
            ("unit", thing.units),
            ("topic", thing.topics),
            ("year", thing.years),
        ):
            for value in values:
                having[facet][value].append(number)
    found = {}
    for facet, known in names.items():
        order = list(known) or sorted(having[facet])
        found[facet] = [
            [value, known.get(value, value), _steps(having[facet][value])] for value in order if having[facet][value]
        ]
    return found


def _steps(numbers: list[int]) -> list[int]:
    return [numbers[0], *(after - before for before, after in pairwise(numbers))]


def _traditional(text: str) -> list[str]:
    """The traditional characters of those in ``text``, and in the same order the simplified ones."""
    traditional, simplified, _ = (files(__package__) / "traditional.txt").read_text("utf-8").split("\n")
    used = set(text)
    pairs = [(old, new) for old, new in zip(traditional, simplified, strict=True) if new in used]
    return ["".join(old for old, _ in pairs), "".join(new for _, new in pairs)]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
