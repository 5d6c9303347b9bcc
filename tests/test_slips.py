"""Whatever a slip of the hand does to a project, the answer is a finding, never a crash; what is clean also composes."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from generator.composing.stage import Composition
from generator.composing.survey import surveyed
from generator.opendata import export
from generator.opendata.machines import with_publications
from generator.pipeline import examine
from generator.site_files import HeldFiles
from tests.conftest import City

SLIPS = (
    '"',
    ",",
    "\n",
    "{",
    "}",
    "[",
    "#",
    "\0",
    "—",
    "〔",
    "9",
    "{#",
    "---",
    "|",
    ": ",
    "\t",
    "\\",
    "％",
    "../",
    "-1",
    '""',
)
VALUES: tuple[Any, ...] = (None, 3, "x", [], {}, [1], {"a": 1}, True, -1.5, [{}])


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) pair of a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    pairs = [(value, key) for key, _ in items]
    for _, child in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(child, dict | list):
            pairs += places(child)
    return pairs


def slip(file: Path, random: Random) -> None:
    """Changes one file as a hand, an editor or a merge might."""
    text = file.read_text("utf-8")
    at = random.randrange(len(text) + 1)
    kind = random.choice(("insert", "delete", "line", "value", "file"))
    if kind == "file" and random.random() < 0.5:
        file.unlink()
        return
    if kind == "value" and file.suffix == ".json":
        content = json.loads(text)
        container, key = random.choice(places(content))
        container[key] = random.choice(VALUES)
        text = json.dumps(content, ensure_ascii=False)
    elif kind == "line":
        lines = text.split("\n")
        lines.pop(random.randrange(len(lines)))
        text = "\n".join(lines)
    elif kind == "delete":
        text = text[:at] + text[at + random.randint(1, 30) :]
    else:
        text = text[:at] + random.choice(SLIPS) + text[at:]
    file.write_text(text, "utf-8", newline="")


@pytest.mark.parametrize("seed", range(60))
def test_slip_of_the_hand_gives_a_finding_or_a_site(city: City, seed: int) -> None:
    random = Random(seed)  # noqa: S311
    files = sorted(
        path for folder in ("content", "datasets") for path in (city.root / folder).rglob("*") if path.is_file()
    )
    slip(random.choice(files), random)
    corpus, report = examine(city.root, lambda _: None)
    if not report:
        exports = with_publications(corpus, export(corpus, HeldFiles()))
        assert "index.html" in surveyed(Composition(corpus, exports, city.root), exports).promised()
