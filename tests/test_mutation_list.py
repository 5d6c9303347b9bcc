"""The list of mutations fits the tree as it is now, and trying one leaves nothing behind. ``nox -s mutations`` tries all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.mutations.__main__ import Mutation, chosen, mutated, read_list


def test_every_mutation_fits_the_tree() -> None:
    mutations = read_list()
    assert len({mutation.says for mutation in mutations}) == len(mutations)
    misfits = []
    for mutation in mutations:
        try:
            mutation.place(REPOSITORY)
        except LookupError as reason:
            misfits.append(f"{mutation.says}: {reason}")
    assert misfits == []
    assert len([mutation for mutation in mutations if mutation.file.endswith(".j2")]) >= 24
    assert len([mutation for mutation in mutations if mutation.file.endswith(".py")]) >= 24


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("generator/pages/unit.py", "generator/model/unit.py"):
        file = tmp_path / name
        file.parent.mkdir(parents=True)
        file.write_text("a = 1\nb = 1\n", "utf-8")
    return tmp_path


def mutation(**facts: str) -> Mutation:
    return Mutation(**{"says": "", "file": "pages/unit.py", "old": "a = 1", "new": "a = 2", **facts}, tests=())


def test_mutation_is_taken_back_also_when_it_is_interrupted(tree: Path) -> None:
    file = tree / "generator/pages/unit.py"
    states = []

    def interrupted() -> None:
        with mutated(mutation(), tree):
            states.append(file.read_text("utf-8"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert states == ["a = 2\nb = 1\n"]
    assert file.read_text("utf-8") == "a = 1\nb = 1\n"


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"file": "unit.py"}, "2 files end with unit.py"),
        ({"file": "pages/plan.py"}, "0 files end with pages/plan.py"),
        ({"old": "= 1"}, "'= 1' stands 2 times in pages/unit.py"),
        ({"old": "c = 1"}, "'c = 1' stands 0 times in pages/unit.py"),
    ],
)
def test_mutation_that_does_not_fit_says_why(tree: Path, facts: dict[str, str], reason: str) -> None:
    with pytest.raises(LookupError) as said, mutated(mutation(**facts), tree):
        pass
    assert said.value.args == (reason,)


def test_mutations_are_chosen_by_words_and_files() -> None:
    both = [mutation(says="a unit's page"), mutation(says="a plan's page", file="pages/plan.py")]
    assert chosen(both, ["plan"]) == both[1:]
    assert chosen(both, ["page", "pages/unit.py"]) == both[:1]
    assert chosen(both, []) == both
