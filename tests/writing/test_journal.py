"""Several files, all or none."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path

import pytest

from generator.writing.journal import Journal
from generator.writing.refusals import RefusedError
from tests.writing.places import foreign_folder, tree


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    (tmp_path / "city/content").mkdir(parents=True)
    (tmp_path / "city/content/kept.md").write_text("kept")
    (tmp_path / "city/content/gone.md").write_text("gone")
    return Journal(tmp_path / "city", tmp_path / "city/build/journal.json", ("content", "datasets"))


def left(journal: Journal, **changes: str | None) -> None:
    """The journal of a run that was killed as soon as it was written."""
    new = {
        path.replace("_", "/"): None if text is None else b64encode(text.encode()).decode()
        for path, text in changes.items()
    }
    journal.file.parent.mkdir()
    files = {path: journal.root / path for path in new}
    former = {path: b64encode(file.read_bytes()).decode() for path, file in files.items() if file.is_file()}
    journal.file.write_text(json.dumps({"guihua": "00aa11bb", "new": new, "former": dict.fromkeys(new) | former}))


def test_files_are_written_and_deleted_and_the_journal_goes(journal: Journal) -> None:
    journal.apply({"content/new/plan.md": "新".encode(), "content/gone.md": None, "content/kept.md": b"kept"})
    assert tree(journal.root) == {
        "build": "folder", "content": "folder", "content/kept.md": b"kept",
        "content/new": "folder", "content/new/plan.md": "新".encode(),
    }  # fmt: skip


def test_new_folder_appears_whole(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    rename = Path.rename

    def watched(self: Path, target: Path) -> Path:
        seen.append((self.name, Path(target).exists(), sorted(tree(self))))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", watched)
    files = {"datasets/new/a.csv": b"1", "datasets/new/below/b.csv": b"2", "content/kept.md": b"3"}
    journal.apply(files)
    ((name, was_there, held),) = seen
    assert name.startswith(".new.")
    assert (was_there, held) == (False, ["a.csv", "below", "below/b.csv"])
    assert {path: (journal.root / path).read_bytes() for path in files} == files


def test_new_folder_that_cannot_be_written_leaves_nothing(journal: Journal) -> None:
    before = tree(journal.root / "content")
    (journal.root / "datasets").mkdir()
    with pytest.raises(OSError, match="too long"):
        journal.apply({"content/kept.md": b"changed", "datasets/new/a.csv": b"", f"datasets/new/{'x' * 300}": b""})
    assert tree(journal.root / "content") == before
    assert tree(journal.root / "datasets") == {}


@pytest.mark.parametrize("leftover", ["", "{", '{"guihua": "00aa11bb", "ne'])
def test_journal_that_a_killed_run_was_writing_goes(journal: Journal, leftover: str) -> None:
    journal.file.parent.mkdir()
    journal.spare.write_text(leftover)
    assert journal.is_interrupted
    assert journal.complete() == ()
    assert not journal.spare.exists()
    journal.spare.write_text(leftover)
    journal.apply({"content/kept.md": b"changed"})
    assert not journal.spare.exists()
    assert not journal.is_interrupted


def test_foreign_file_in_the_place_of_a_journal_that_is_written_is_kept(journal: Journal) -> None:
    journal.file.parent.mkdir()
    journal.spare.write_text("mine")
    with pytest.raises(RefusedError):
        journal.apply({"content/kept.md": b"changed"})
    assert journal.spare.read_text() == "mine"
    assert (journal.root / "content/kept.md").read_text() == "kept"


def test_nothing_to_change_writes_no_journal(journal: Journal) -> None:
    journal.apply({"content/kept.md": b"kept", "content/none.md": None})
    assert not journal.file.parent.exists()


def test_file_that_cannot_be_written_takes_the_others_back(journal: Journal) -> None:
    before = tree(journal.root / "content")
    with pytest.raises(OSError, match="Not a directory"):
        journal.apply({"content/kept.md": b"changed", "content/new/a.md": b"", "content/gone.md/below": b""})
    assert tree(journal.root / "content") == before
    assert not journal.file.exists()


@pytest.mark.parametrize("path", ["../outside.md", "mkdocs.yml", ".git/hooks/pre-commit", "build/docs/a.md", "content"])
def test_nothing_is_written_beside_content_and_data(journal: Journal, path: str) -> None:
    with pytest.raises(RefusedError):
        journal.apply({path: b"x"})
    left(journal, **{path: "x"})
    before = tree(journal.root.parent)
    with pytest.raises(RefusedError):
        journal.complete()
    assert tree(journal.root.parent) == before


def test_link_that_leads_out_is_not_followed(journal: Journal, tmp_path: Path) -> None:
    (journal.root / "datasets").symlink_to(foreign_folder(tmp_path / "mine"))
    (journal.root / "content/plan.md").symlink_to(tmp_path / "mine/thesis.txt")
    before = tree(tmp_path / "mine")
    for path in ("datasets/thesis.txt", "content/plan.md"):
        with pytest.raises(RefusedError):
            journal.apply({path: b"x"})
    assert tree(tmp_path / "mine") == before


def test_interrupted_run_is_completed(journal: Journal) -> None:
    left(journal, content_kept="changed", content_new_a="new", **{"content/gone.md": None})
    assert set(journal.complete()) == {"content/kept", "content/new/a", "content/gone.md"}
    assert (journal.root / "content/new/a").read_text() == "new"
    assert not (journal.root / "content/gone.md").exists()
    assert not journal.file.exists()
    assert journal.complete() == ()


@pytest.mark.parametrize("new", ["changed", None])
def test_file_that_was_edited_after_the_kill_is_kept(journal: Journal, new: str | None) -> None:
    left(journal, content_new="new", **{"content/kept.md": new})
    (journal.root / "content/kept.md").write_text("edited meanwhile")
    before = tree(journal.root)
    with pytest.raises(RefusedError) as refusal:
        journal.complete()
    assert refusal.value.finding.found == "content/kept.md"
    assert tree(journal.root) == before


@pytest.mark.parametrize("text", ["", "mine", "{}", "[" * 200_000, '{"guihua": "../x", "new": {}, "former": {}}'])
def test_file_that_is_no_journal_is_kept(journal: Journal, text: str) -> None:
    journal.file.parent.mkdir()
    journal.file.write_text(text)
    with pytest.raises(RefusedError):
        journal.complete()
    assert journal.file.read_text() == text
