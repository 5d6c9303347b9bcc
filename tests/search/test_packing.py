"""The indexer's output in small pieces: no word and no place is lost, and what cannot be read is said."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import cbor2
import pytest

from generator.search.index import run_indexer
from generator.search.packing import MARK, SIZE, UnknownFormError, packed
from generator.search.records import Record
from generator.search.things import Thing
from generator.search.tokens import words


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the indexer makes of 300 documents."""
    drawn = random.Random(3)  # noqa: S311  # no secret
    root = tmp_path_factory.mktemp("made")
    (root / "documents").mkdir()
    for number in range(300):
        text = " ".join(words("".join(drawn.choices("许昌市地下水利规划节约用电教育", k=400))))
        page = f'<html lang="xx"><body><main data-pagefind-body><p>{text}</p></main></body></html>'
        (root / f"documents/{number:06}.html").write_text(page, "utf-8")
    command = [sys.executable, "-m", "pagefind", "--site", str(root / "documents"), "--output-path", str(root / "out")]
    subprocess.run(command, check=True, capture_output=True)  # our own arguments
    return root / "out"


def read(content: bytes) -> Any:
    return cbor2.loads(gzip.decompress(content).removeprefix(MARK))


def test_every_word_and_place_is_kept_in_smaller_pieces(made: Path) -> None:
    files = packed(made)
    before = [word for path in (made / "index").iterdir() for word in read(path.read_bytes())[0]]
    pieces = {name: content for name, content in files.items() if name.startswith("index/")}
    after = [word for content in pieces.values() for word in read(content)[0]]
    assert sorted(before, key=lambda word: word[0]) == sorted(after, key=lambda word: word[0])
    single = max(len(gzip.compress(cbor2.dumps(word))) for word in before)
    assert max(map(len, pieces.values())) < SIZE * 1.5 + single


def test_table_of_pieces_tells_where_each_word_is(made: Path) -> None:
    files = packed(made)
    _, pages, table, *_ = read(files["pagefind.xx.pf_meta"])
    assert len(pages) == len({name for name, _ in pages}) == 300
    for first, last, name in table:
        held = [word[0] for word in read(files[f"index/{name}.pf_index"])[0]]
        assert (held[0], held[-1]) == (first, last)
        assert held == sorted(held)
    assert [first for first, _, _ in table] == json.loads(files["firsts.json"])


def test_two_runs_give_the_same_bytes(made: Path) -> None:
    assert packed(made) == packed(made)


def test_another_form_of_the_indexer_is_told_and_not_guessed(made: Path, tmp_path: Path) -> None:
    entry = json.loads((made / "pagefind-entry.json").read_text("utf-8"))
    (tmp_path / "pagefind-entry.json").write_text(json.dumps({**entry, "version": "2.0.0"}), "utf-8")
    with pytest.raises(UnknownFormError, match=r"2\.0\.0"):
        packed(tmp_path)


def test_index_is_made_of_records_and_leaves_nothing_behind(tmp_path: Path) -> None:
    thing = Thing(address="a.html", kind="page", title="节水")
    files = run_indexer([Record(thing=thing, headings=(), text="节约用水。")], tmp_path)
    assert {"pagefind.js", "pagefind-entry.json", "pagefind.xx.pf_meta", "firsts.json"} <= files.keys()
    assert list(tmp_path.iterdir()) == []
