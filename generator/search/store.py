"""Stored fields and facets beside the inverted index: the texts that results show, their kinds, the filters' values.

Every file is named by its content, so that an edit writes few of them, and a browser never mixes two builds: what ``index``
names is there with this content, or it is not there.
"""

from __future__ import annotations

import codecs
import hashlib
import json
from base64 import urlsafe_b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import chain, islice, pairwise
from typing import Any
from zlib import crc32

import numpy as np

from generator.model import Corpus
from generator.search.dividing import divided
from generator.search.packing import Prefixed, deflated
from generator.search.postings import rarity
from generator.search.records import SearchRecord

RESULT_KINDS = {
    "plan": "p", "indicator": "i", "region": "r", "unit": "u", "task": "t", "project": "j", "clause": "c", "page": "o",
    "dataset": "d",
}  # fmt: skip
"""Kind of a result → its letter in the string ``kinds`` of ``index.bin``, in ranking order."""
TEXT_SIZE = 3_900
"""Target size of a file of stored text in bytes, before it is compressed."""
PREFIX_SIZE = 31_000
"""Size of what the files of stored text have in common: the sentences that occur most often."""
OFTEN_REPEATED = 3
"""Sentences that occur more often than this may be part of it."""
CHECK = 4
"""Characters of a check, six bits in each."""
FacetNames = Mapping[str, Mapping[str, str]]
"""Facet → value → display name."""
IN_PLAN = {"plan", "clause", "task", "project"}
"""Kinds of results whose texts together are the plan's."""
LONGEST_RANKED_TITLE = 70
"""Longer titles rank as if they were of this length."""


def texts(records: Sequence[SearchRecord], size: int) -> tuple[dict[str, Any], NamedFiles]:
    """The texts that results show, in files of about ``size`` bytes, with what ``index`` tells of them. A record's number is its
    index in ``records``.
    """
    prefix, files = _prefix(records), NamedFiles()
    prefixed = Prefixed(prefix)
    firsts = []
    for number, part, items in _text_files(records, size):
        firsts.append((number, part))
        files.add("texts", f"{number}.{part}", prefixed.rest(_text(items)))
    files.add("", "prefix", prefixed.beginning)
    numbers, parts = zip(*firsts, strict=True)
    return {"texts": [_delta_coded(numbers), parts], "prefix": len(prefix)}, files


def index_of(
    names_of_facets: FacetNames, records: Sequence[SearchRecord], facts: Mapping[str, Any], files: NamedFiles
) -> tuple[str, bytes]:
    """(file name, bytes) of what every query needs: what there is in the index, with the checks of all ``files``. ``facts`` are
    told as they are.
    """
    files.add("", "facets", deflated(_json(_facets(names_of_facets, records))))
    lengths = np.array([record.length for record in records])
    told = {
        **facts,
        "kinds": "".join(RESULT_KINDS[record.entity.kind] for record in records),
        "lengths": "".join(chr(ord("0") + length) for length in rarity(lengths).tolist()),
        "titles": "".join(chr(ord("0") + min(LONGEST_RANKED_TITLE, len(record.entity.title))) for record in records),
        "plans": _in_plans(records),
        "checks": files.checks,
        "shards": files.firsts,
    }
    content = deflated(_json(told))
    return f"index-{hashlib.sha256(content).hexdigest()[:12]}.bin", content


class NamedFiles:
    """Files named by their content, so that another content is another file, and the same content the same one.

    A name has a key, which says what the file is for, and a check of its content; the key alone leads to the check.
    """

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}
        """Name → bytes."""
        self.checks: dict[str, str] = {}
        """Folder → the checks of its files in their order, each of ``CHECK`` characters."""
        self.firsts: dict[str, list[str]] = {}
        """Folder of shards → their names."""

    def add(self, folder: str, key: str, content: bytes) -> None:
        check = urlsafe_b64encode(hashlib.sha256(content).digest())[:CHECK].decode()
        name = f"{folder}/{key}" if folder else key
        self.checks[folder or key] = self.checks.get(folder or key, "") + check
        self.contents[f"{name}-{check}.bin"] = content

    def add_shards(self, folder: str, shards: Iterable[tuple[str, bytes]]) -> None:
        """Adds the shards of a series, given as (name, bytes)."""
        for name, content in shards:
            self.firsts.setdefault(folder, []).append(name)
            self.add(folder, "".join(f"{ord(unit):04x}" for unit in name), content)

    def add_all(self, others: NamedFiles) -> None:
        """Adds files of other folders."""
        self.contents |= others.contents
        self.checks |= others.checks
        self.firsts |= others.firsts


def _text_files(records: Sequence[SearchRecord], size: int) -> Iterator[tuple[int, int, list[Any]]]:
    """(record and part of its first text, items) of each file: a record's [address, title, where, first part of the text], and
    after it the further parts. A file that begins with a further part has [address, title, where] before it, so that a result
    is shown from one file.
    """
    places, sizes, marks = list[tuple[int, int]](), list[int](), list[int]()
    for number, record in enumerate(records):
        for part, item in enumerate(_items(record)):
            places.append((number, part))
            sizes.append(len(_text(item)))
            marks.append(crc32(f"{record.entity.address} {part}".encode()))
    every = chain.from_iterable(map(_items, records))
    for first, end in divided(sizes, marks, size):
        number, part = places[first]
        items = list(islice(every, end - first))
        yield number, part, [_head(records[number]), *items] if part else items


def _head(record: SearchRecord) -> list[str]:
    return [record.entity.address, record.entity.title, record.entity.where]


def _items(record: SearchRecord) -> list[Any]:
    first, *more = record.parts()
    return [[*_head(record), first], *more]


def _in_plans(records: Sequence[SearchRecord]) -> list[list[int]]:
    """Of each plan the numbers of the records that are its text, delta-coded as [first, count, step, count, …]."""
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number, record in enumerate(records):
        if record.entity.kind in IN_PLAN:
            for plan in record.entity.plans:
                numbers[plan].append(number)
    spans = []
    for own in numbers.values():
        firsts = [place for place in range(len(own)) if not place or own[place] != own[place - 1] + 1]
        steps, end = list[int](), 0
        for first, after in pairwise([*firsts, len(own)]):
            steps += [own[first] - end, after - first]
            end = own[after - 1] + 1
        spans.append(steps)
    return spans


def _prefix(records: Sequence[SearchRecord]) -> bytes:
    """The sentences whose repetition costs most, as many as there is room for; the dearest last, where it is nearest. What one
    costs is told in powers of two: few edits make another prefix, which would be another file of every text.

    The many that occur once are told by their hashes, so that they are not in memory together.
    """
    hashes, counts = np.unique(np.fromiter(map(hash, _sentences(records)), np.int64), return_counts=True)
    several = set(hashes[counts > 1].tolist())
    occurrences = Counter(sentence for sentence in _sentences(records) if hash(sentence) in several)
    repeated = sorted(
        (sentence for sentence, count in occurrences.items() if count > OFTEN_REPEATED),
        key=lambda sentence: (-((occurrences[sentence] - 1) * len(sentence)).bit_length(), sentence),
    )
    kept, size = [], 0
    for sentence in repeated:
        content = _text(sentence)[1:-1]
        if size + len(content) <= PREFIX_SIZE:
            kept.append(content)
            size += len(content)
    return b"".join(reversed(kept))


def _sentences(records: Iterable[SearchRecord]) -> Iterator[str]:
    return (sentence.strip() for record in records for sentence in record.sentences)


def facet_names(corpus: Corpus) -> FacetNames:
    """The display names of the facets' values, in the order of the registry; none where that is the value itself."""
    registry = corpus.registry
    return {
        "plan": {plan.id: plan.short_title for plan in corpus.plans},
        "unit": {unit.id: unit.name for unit in registry.units.values()},
        "topic": {topic.id: topic.name for topic in registry.topics.values()},
        "year": {},
    }


def _facets(names: FacetNames, records: Sequence[SearchRecord]) -> Mapping[str, Any]:
    """Facet → [[value, display name, delta-coded record numbers], …], in the order of the names."""
    numbers: dict[str, defaultdict[str, list[int]]] = {facet: defaultdict(list) for facet in names}
    for number, record in enumerate(records):
        entity = record.entity
        for facet, values in (
            ("plan", entity.plans),
            ("unit", entity.units),
            ("topic", entity.topics),
            ("year", entity.years),
        ):
            for value in values:
                numbers[facet][value].append(number)
    facets = {}
    for facet, known in names.items():
        order = list(known) or sorted(numbers[facet])
        facets[facet] = [
            [value, known.get(value, value), _delta_coded(numbers[facet][value])]
            for value in order
            if numbers[facet][value]
        ]
    return facets


def _delta_coded(numbers: Sequence[int]) -> list[int]:
    return [numbers[0], *(after - before for before, after in pairwise(numbers))]


def traditional(used: str) -> bytes:
    """[traditional characters, the simplified ones in the same order] for the simplified characters that are ``used``."""
    traditional, simplified, _ = (files(__package__) / "traditional.txt").read_text("utf-8").split("\n")
    pairs = [(old, new) for old, new in zip(traditional, simplified, strict=True) if new in used]
    return deflated(_json(["".join(old for old, _ in pairs), "".join(new for _, new in pairs)]))


def _text(value: Any) -> bytes:
    """``value`` as JSON in GBK, in which a Chinese character is two bytes: texts are smaller than in UTF-8 also when they are
    compressed. What GBK has not is written as an escape.
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("gbk", "json")


def _escaped(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


codecs.register_error("json", _escaped)


def _json(value: Any) -> bytes:
    """``value`` as JSON in UTF-8; half of a surrogate pair, as a gram may end with one, is written as its escape."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
