"""The index in small pieces: no word and no place is lost, and Pagefind finds each where the table says."""

from __future__ import annotations

import random
from bisect import bisect_right
from typing import Any

import pytest

from generator.search.entities import Entity
from generator.search.packing import CHUNK_SIZE, CHUNKS, META, UNCOMPRESSED_SIZE, decompressed, packed
from generator.search.postings import POSITIONS, positional_index, posting_lists, shared_characters
from generator.search.records import SearchRecord

VERSION = "1.5.2"


@pytest.fixture(scope="module")
def records() -> list[SearchRecord]:
    drawn = random.Random(3)  # noqa: S311  # no secret
    texts = ["".join(drawn.choices("许昌市地下水利规划节约用电教育2025年", k=400)) for _ in range(300)]
    entities = [Entity(address=f"{number}.html", kind="page", title=text[:9]) for number, text in enumerate(texts)]
    return [SearchRecord(entity=entity, headings=(), text=text) for entity, text in zip(entities, texts, strict=True)]


@pytest.fixture(scope="module")
def files(records: list[SearchRecord]) -> dict[str, bytes]:
    return packed(
        posting_lists(positional_index(records), [record.length for record in records]), len(records), VERSION
    )


def table(files: dict[str, bytes]) -> list[Any]:
    _, _, chunks, *_ = decompressed(files[f"pagefind.xx{META}"])
    return list(chunks)


def chunk(files: dict[str, bytes], name: str) -> list[Any]:
    (words,) = decompressed(files[CHUNKS.format(name)])
    return list(words)


def places(word: list[Any]) -> list[int]:
    """Where a word says that it stands: record and place as one number."""
    positions = []
    record = 0
    for step, (_, *steps), _ in word[1]:
        record += step
        positions += [record * POSITIONS + sum(steps[: end + 1]) for end in range(len(steps))]
    return positions


def test_every_word_of_three_characters_is_kept_with_all_its_places(
    records: list[SearchRecord], files: dict[str, bytes]
) -> None:
    kept = {word[0]: places(word) for _, _, name in table(files) for word in chunk(files, name)}
    made = {
        word: list(postings)
        for word, postings in positional_index(records).items()
        if len(word.rstrip("qrstuvw")) == 12
    }
    assert made.items() <= kept.items()
    assert len(made) > 1000


def test_table_tells_where_each_word_is(files: dict[str, bytes]) -> None:
    held = [(first, last, [word[0] for word in chunk(files, name)]) for first, last, name in table(files)]
    assert all((words[0], words[-1]) == (first, last) for first, last, words in held)
    everything = [word for _, _, words in held for word in words]
    assert everything == sorted(set(everything))


def test_words_that_are_asked_for_together_lie_together(files: dict[str, bytes]) -> None:
    firsts = [first for first, _, _ in table(files)]
    pieces: dict[str, set[int]] = {}
    for _, _, name in table(files):
        for word, *_ in chunk(files, name):
            if shared_characters(word):
                pieces.setdefault(shared_characters(word), set()).add(bisect_right(firsts, word))
    assert {len(numbers) for numbers in pieces.values()} == {1}


def test_pieces_are_small_but_not_too_small(files: dict[str, bytes]) -> None:
    sizes = sorted(len(content) for name, content in files.items() if name.startswith("index/"))
    assert CHUNK_SIZE / 4 < sizes[len(sizes) // 2] < CHUNK_SIZE * 1.5
    assert sizes[-1] < UNCOMPRESSED_SIZE * 2


def test_pages_are_numbered_as_the_records_are(records: list[SearchRecord], files: dict[str, bytes]) -> None:
    _, pages, *_ = decompressed(files[f"pagefind.xx{META}"])
    assert [int(name, 36) for name, _ in pages] == list(range(len(records)))


def test_two_runs_give_the_same_bytes(records: list[SearchRecord], files: dict[str, bytes]) -> None:
    assert (
        packed(posting_lists(positional_index(records), [record.length for record in records]), len(records), VERSION)
        == files
    )


def test_file_of_another_kind_is_no_piece() -> None:
    with pytest.raises(ValueError, match="x"):
        decompressed(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xab\x00\x00\x83\x16\xdc\x8c\x01\x00\x00\x00")
