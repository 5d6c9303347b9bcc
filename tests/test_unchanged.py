"""A site that stands as it would be built is left; whatever a build reads, or somebody did to the site, makes a new one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.writing import unchanged
from tests.conftest import City
from tests.writing.places import tree

UNCHANGED = "nothing has changed: "
DAMAGED = "build/built.json is damaged: everything is built anew, and it is written again\nbuilt "


def built(city: City, *arguments: str) -> bool:
    """Whether a build has built anything."""
    ran = city.run("build", "--lang", "en", *arguments)
    assert ran.code == 0, ran
    assert ran.err.startswith((UNCHANGED, "built ", DAMAGED))
    return not ran.err.startswith(UNCHANGED)


def touched(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_second_build_touches_nothing(city: City) -> None:
    assert built(city)
    before = touched(city.root / "site")
    assert not built(city)
    assert touched(city.root / "site") == before
    ran = city.run("build", "--lang", "zh")
    assert ran.err.startswith("没有改动：")


def written(path: str, text: str) -> Callable[[City], object]:
    def write(city: City) -> None:
        file = city.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    return write


EDITS: dict[str, Callable[[City], object]] = {
    "a sentence": lambda city: city.edit("content/plans/green-city.md", "每季碰头一次。", "每月碰头一次。"),
    "a cell": lambda city: city.edit("datasets/green-city/quantities.csv", "85%", "86%"),
    "the settings": lambda city: city.edit("content/site.yml", "tagline: ", "tagline: 新"),
    "a new page": written("content/pages/new.md", "---\ntitle: 新\ndescription: 新。\n---\n\n正文。\n"),
    "a page less": lambda city: (city.root / "content/pages/about.md").unlink(),
    "a style": written("site_templates/styles/99-own.css", "body { color: red }"),
    "a template": written("site_templates/overrides/.nojekyll", ""),
    "settings of the engine": written("mkdocs.yml", "extra_css: [own.css]\n"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_edit_is_built(city: City, edit: Callable[[City], object]) -> None:
    assert built(city)
    edit(city)
    assert built(city)
    assert not built(city)


def test_address_in_the_environment_is_an_input(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    assert built(city)
    monkeypatch.setenv("GUIHUA_ADDRESS", "https://example.org/plans/")
    assert built(city)
    assert "https://example.org/plans/index.html" in (city.root / "site/sitemap.xml").read_text("utf-8")


def test_another_version_of_a_library_builds_anew(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    assert built(city)
    monkeypatch.setattr("importlib.metadata.version", lambda _: "0.0.1")
    assert built(city)


def test_another_program_builds_anew(city: City, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert built(city)
    (tmp_path / "generator").mkdir()
    (tmp_path / "generator/pipeline.py").write_text("# another one")
    monkeypatch.setattr(unchanged, "PROGRAM", tmp_path / "generator")
    assert built(city)


def test_file_that_is_missing_from_the_site_is_built_again(city: City) -> None:
    assert built(city)
    before = tree(city.root / "site")
    (city.root / "site/index.html").unlink()
    assert built(city)
    assert tree(city.root / "site") == before


@pytest.mark.parametrize("name", ["index.html", "CNAME", "plans/own.html"])
def test_file_of_somebody_s_own_in_the_site_is_still_named(city: City, name: str) -> None:
    assert built(city)
    (city.root / "site" / name).write_text("mine", "utf-8")
    ran = city.run("build", "--lang", "en")
    assert (ran.code, name in ran.out) == (2, True)
    assert (city.root / "site" / name).read_text("utf-8") == "mine"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"guihua-built": []}', '{"guihua-built": {"x": 1}}', "\0"])
def test_damaged_record_costs_a_build_and_nothing_else(city: City, content: str) -> None:
    assert built(city)
    before = tree(city.root / "site")
    (city.root / unchanged.BUILT).write_text(content)
    assert city.run("build", "--lang", "zh").err.startswith(
        "build/built.json 已损坏：全部重新生成，并重写这个文件\n已生成 "
    )
    assert tree(city.root / "site") == before
    (city.root / unchanged.BUILT).write_text(content)
    assert built(city)
    assert tree(city.root / "site") == before
    assert not built(city)


def test_each_target_is_remembered_by_itself(city: City, tmp_path: Path) -> None:
    assert built(city)
    assert built(city, "--out", str(tmp_path / "other"))
    assert not built(city)
    assert not built(city, "--out", str(tmp_path / "other"))
    assert len(json.loads((city.root / unchanged.BUILT).read_text())["guihua-built"]) == 2


def test_project_that_is_edited_while_it_is_built_is_built_again(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    original = unchanged.fingerprint
    edits = [None, lambda: city.edit("content/site.yml", "tagline: ", "tagline: 新")]

    def late(root: Path) -> str:
        if edits and (edit := edits.pop(0)):
            edit()
        return original(root)

    monkeypatch.setattr(unchanged, "fingerprint", late)
    monkeypatch.setattr("generator.commands._building.fingerprint", late)
    assert built(city)
    assert built(city)
    assert not built(city)


def test_folder_that_is_linked_into_the_project_is_never_taken_as_unchanged(city: City, tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (city.root / "site_templates").mkdir()
    (city.root / "site_templates/styles").symlink_to(tmp_path / "styles")
    assert built(city)
    assert built(city)


def test_project_with_errors_is_told_each_time(city: City) -> None:
    assert built(city)
    city.edit("content/plans/green-city.md", "kind: plan\n", "kind: plam\n")
    for _ in range(2):
        ran = city.run("build", "--lang", "en")
        assert (ran.code, "[bad-value]" in ran.out) == (1, True)
