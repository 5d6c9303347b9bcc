"""What may be replaced: nothing that somebody could miss."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from generator.writing import guard, publishing
from generator.writing.guard import SITE, SNAPSHOT, OwnFolder, beside, claim, publish, recover, replacing
from generator.writing.refusals import RefusedError
from generator.writing.staging import write_tree
from tests.writing.places import foreign_folder, occupy, tree


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project's folder, as far as a target has to keep clear of it."""
    for name in (
        "content/plans",
        "datasets/green",
        "site_templates/pages",
        "generator",
        "tests",
        ".git",
        "build/scratch",
    ):
        (tmp_path / "city" / name).mkdir(parents=True)
        (tmp_path / "city" / name / "kept.txt").write_text(name)
    return tmp_path / "city"


def make(target: Path, root: Path, kind: str = SITE, **files: str) -> None:
    with replacing(target, kind, root) as fresh:
        write_tree(fresh, {name.replace("_", "."): content.encode() for name, content in files.items()})
        publish(fresh, target)


def refuse(target: Path, root: Path, code: str, kind: str = SITE) -> str:
    """What is said where ``target`` is refused; nothing beside it or in it is touched."""
    before = tree(root.parent)
    with pytest.raises(RefusedError) as refusal:
        make(target, root, kind, index_html="new")
    finding = refusal.value.finding
    assert finding.code == code
    assert all(text.en and text.zh for text in (finding.what, finding.fix))
    assert tree(root.parent) == before
    return f"{finding.where} {finding.found}"


@pytest.mark.parametrize(
    "name",
    [
        "", "..", "../..", "content", "content/plans", "content/new", "datasets", "datasets/green/new", "site_templates",
        "generator", "generator/new", "tests", "tests/new", ".git", ".git/new", "build", "build/scratch", "build/scratch/new",
        "build/lock", "mkdocs.yml", ".github/pages", ".guihua-journal.json",
    ],
)  # fmt: skip
def test_what_a_project_is_made_from_is_never_a_target(root: Path, name: str) -> None:
    refuse((root / name).resolve(), root, "source-folder")


def test_program_itself_is_never_a_target(root: Path) -> None:
    refuse(Path(publishing.__file__).parents[1], root, "source-folder")
    refuse(Path(publishing.__file__).parent / "site", root, "source-folder")


@pytest.mark.parametrize(
    "name", ["content", "content/new", "datasets/new", "site_templates/new", ".git/new", "build", "build/scratch/new"]
)
def test_sources_of_another_project_are_never_a_target(root: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "other/content").mkdir(parents=True)
    (tmp_path / "other/content/site.yml").write_text("name: 别的城市")
    refuse(tmp_path / "other" / name, root, "source-folder")
    make(tmp_path / "other/site", root, index_html="one")


@pytest.mark.parametrize("name", ["site_templates", "tests/new", "content/new", "generator/new"])
def test_sources_of_the_program_s_repository_are_never_a_target(root: Path, name: str) -> None:
    refuse(Path(publishing.__file__).parents[2] / name, root, "source-folder")


def test_project_inside_another_may_have_its_site(root: Path, tmp_path: Path) -> None:
    for project in (root, root / "tests/small"):
        (project / "content").mkdir(parents=True, exist_ok=True)
        (project / "content/site.yml").write_text("name: 桂城")
    make(root / "tests/small/site", root / "tests/small", index_html="one")


@pytest.mark.parametrize("folder", ["looks", "theme/ours", "../shared"])
def test_folder_of_the_theme_is_never_a_target(root: Path, folder: str) -> None:
    (root / folder).mkdir(parents=True)
    (root / "mkdocs.yml").write_text(f"extra: !!python/name:os.system\ntheme:\n  custom_dir: {folder}\n")
    refuse((root / folder).resolve(), root, "source-folder")
    refuse((root / folder / "new").resolve(), root, "source-folder")


@pytest.mark.parametrize(
    "settings", ["theme: material", "theme:\n  custom_dir: [", "theme:\n  custom_dir: .", "[" * 9000]
)
def test_settings_without_a_folder_for_the_theme_are_no_hindrance(root: Path, settings: str) -> None:
    (root / "mkdocs.yml").write_text(settings)
    make(root / "site", root, index_html="one")


def test_sources_behind_a_link_are_never_a_target(root: Path, tmp_path: Path) -> None:
    shutil.move(root / "site_templates", tmp_path / "shared")
    (root / "site_templates").symlink_to(tmp_path / "shared")
    refuse(tmp_path / "shared", root, "source-folder")
    refuse(tmp_path / "shared/new", root, "source-folder")


def test_foreign_folder_is_refused_by_name_and_kept(root: Path, tmp_path: Path) -> None:
    said = refuse(foreign_folder(tmp_path / "docs"), root, "foreign-folder")
    assert str(tmp_path / "docs") in said
    assert "CNAME" in said


@pytest.mark.parametrize("helper", [".site-next", ".site-former"])
def test_foreign_folder_in_the_place_of_a_helper_is_kept(root: Path, tmp_path: Path, helper: str) -> None:
    foreign_folder(tmp_path / helper)
    refuse(tmp_path / "site", root, "foreign-folder")


@pytest.mark.parametrize("helper", [".site-next", ".site-former"])
def test_link_in_the_place_of_a_helper_is_kept(root: Path, tmp_path: Path, helper: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / helper).symlink_to(tmp_path / "empty")
    refuse(tmp_path / "site", root, "no-place")


def test_file_in_the_place_of_a_folder_is_kept(root: Path, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    refuse(tmp_path / "site", root, "no-place")
    refuse(tmp_path / "site/below/it", root, "no-place")


def test_place_that_cannot_be_written_is_told(root: Path) -> None:
    refuse(Path("/proc/guihua/site"), root, "no-place")


def test_folder_that_the_user_stands_in_is_not_replaced(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here/below").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here/below")
    refuse(tmp_path / "here", root, "source-folder")


@pytest.mark.parametrize("name", ["site", "不在的/我的 网站", "city/site", "city/build/preview"])
def test_free_place_is_taken_and_replaced_again(root: Path, tmp_path: Path, name: str) -> None:
    before = tree(root)
    make(tmp_path / name, root, index_html="one", old_html="old")
    make(tmp_path / name, root, index_html="two")
    assert sorted(path.name for path in (tmp_path / name).iterdir()) == [".guihua", "index.html"]
    assert (tmp_path / name / "index.html").read_text() == "two"
    assert {path: kept for path, kept in tree(root).items() if path in before} == before
    assert not any(helper.exists() for helper in beside(tmp_path / name))


def test_empty_folder_and_what_a_file_manager_leaves_are_no_hindrance(root: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    make(tmp_path / "site", root, index_html="one")
    (tmp_path / "site/.DS_Store").write_bytes(b"\0")
    make(tmp_path / "site", root, index_html="two")
    assert (tmp_path / "site/index.html").read_text() == "two"


@pytest.mark.parametrize(
    "name", ["CNAME", ".nojekyll", ".git/HEAD", "plans/thesis.txt", ".guihua-next/mine", ".guihua-next"]
)
def test_own_files_in_a_site_are_named_and_kept(root: Path, tmp_path: Path, name: str) -> None:
    make(tmp_path / "site", root, index_html="one")
    (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "site" / name).write_text("mine")
    assert name in refuse(tmp_path / "site", root, "foreign-files")


def test_links_and_empty_folders_in_a_site_are_kept(root: Path, tmp_path: Path) -> None:
    make(tmp_path / "site", root, index_html="one")
    foreign_folder(tmp_path / "elsewhere")
    (tmp_path / "site/index.html").unlink()
    (tmp_path / "site/index.html").symlink_to(tmp_path / "elsewhere/index.html")
    (tmp_path / "site/linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "site/empty/folder").mkdir(parents=True)
    said = refuse(tmp_path / "site", root, "foreign-files")
    assert all(name in said for name in ("index.html", "linked", "empty/folder"))


def test_page_that_somebody_has_edited_is_named_and_kept(root: Path, tmp_path: Path) -> None:
    make(tmp_path / "site", root, index_html="one")
    (tmp_path / "site/index.html").write_text("two, by hand")
    assert "index.html" in refuse(tmp_path / "site", root, "foreign-files")


def test_mark_that_was_copied_beside_other_files_gives_them_to_nobody(root: Path, tmp_path: Path) -> None:
    make(tmp_path / "site", root, index_html="one")
    foreign_folder(tmp_path / "docs")
    shutil.copy(tmp_path / "site/.guihua", tmp_path / "docs")
    said = refuse(tmp_path / "docs", root, "foreign-files")
    assert "index.html" in said  # it has the name of one of ours, and other bytes


@pytest.mark.parametrize("mark", ["", "{}", "[]", "mine", '{"guihua": "site"}', '{"guihua": "site", "files": []}'])
def test_file_that_only_has_the_name_of_a_mark_is_foreign(root: Path, tmp_path: Path, mark: str) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/.guihua").write_text(mark)
    refuse(tmp_path / "site", root, "foreign-folder")


def test_mark_that_names_files_elsewhere_reaches_none_of_them(root: Path, tmp_path: Path) -> None:
    thesis = foreign_folder(tmp_path / "docs") / "thesis.txt"
    (tmp_path / "site").mkdir()
    (tmp_path / "site/.guihua").write_text(f'{{"guihua": "site", "files": {{"../docs/CNAME": "", "{thesis}": ""}}}}')
    before = tree(tmp_path / "docs")
    make(tmp_path / "site", root, index_html="one")
    assert tree(tmp_path / "docs") == before


def test_mark_without_digests_gives_nobody_the_files_of_a_target(root: Path, tmp_path: Path) -> None:
    """In a published folder no run is ever killed while it writes; only a folder to work in is."""
    foreign_folder(tmp_path / "site")
    names = [path for path, kept in tree(tmp_path / "site").items() if isinstance(kept, bytes)]
    (tmp_path / "site/to the thesis").unlink()
    (tmp_path / "site/.git/refs/tags").rmdir()
    (tmp_path / "site/.git/refs").rmdir()
    (tmp_path / "site/.guihua").write_text(json.dumps({"guihua": "site", "files": dict.fromkeys(names, "")}))
    assert "CNAME" in refuse(tmp_path / "site", root, "foreign-files")


@pytest.mark.parametrize("there", [True, False])
def test_mark_without_digests_gives_nobody_the_files_of_a_folder_set_aside(
    root: Path, tmp_path: Path, there: bool
) -> None:
    if there:
        make(tmp_path / "site", root, index_html="one")
    (tmp_path / ".site-former").mkdir()
    (tmp_path / ".site-former/thesis.txt").write_text("mine")
    (tmp_path / ".site-former/.guihua").write_text('{"guihua": "site", "files": {"thesis.txt": ""}}')
    assert "thesis.txt" in refuse(tmp_path / "site", root, "foreign-files")


def test_mark_in_a_folder_to_work_in_that_names_files_elsewhere_reaches_none_of_them(tmp_path: Path) -> None:
    foreign_folder(tmp_path / "docs")
    before = tree(tmp_path / "docs")
    (tmp_path / "staging").mkdir()
    listed = {"../docs/CNAME": "", str(tmp_path / "docs/thesis.txt"): ""}
    (tmp_path / "staging/.guihua").write_text(json.dumps({"guihua": SNAPSHOT, "files": listed}))
    write_tree(claim(tmp_path / "staging", SNAPSHOT), {"a": b"1"})
    assert tree(tmp_path / "docs") == before


@pytest.mark.parametrize("mark", ["[" * 200_000, '{"guihua": ' * 90_000])
def test_mark_that_is_nested_too_deep_is_foreign(root: Path, tmp_path: Path, mark: str) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/.guihua").write_text(mark)
    refuse(tmp_path / "site", root, "foreign-folder")


def test_pipe_that_has_the_name_of_a_mark_is_not_waited_for(root: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    os.mkfifo(tmp_path / "site/.guihua")
    with pytest.raises(RefusedError):
        make(tmp_path / "site", root, index_html="one")
    assert (tmp_path / "site/.guihua").is_fifo()


@pytest.mark.parametrize("leftover", ["", "{", '{\n"guihua": "site",\n"no'])
def test_mark_that_a_killed_run_was_writing_goes(root: Path, tmp_path: Path, leftover: str) -> None:
    (tmp_path / ".site-next").mkdir()
    (tmp_path / ".site-next/.guihua-next").write_text(leftover)
    make(tmp_path / "site", root, index_html="one")
    assert not (tmp_path / ".site-next").exists()


def test_foreign_file_in_the_place_of_a_mark_that_is_written_is_kept(root: Path, tmp_path: Path) -> None:
    (tmp_path / ".site-next").mkdir()
    (tmp_path / ".site-next/.guihua-next").write_text("mine")
    assert ".guihua-next" in refuse(tmp_path / "site", root, "foreign-folder")
    (tmp_path / ".site-next/.guihua-next").unlink()
    make(tmp_path / "site", root, index_html="one")
    (tmp_path / "site/.guihua-next").write_text("mine")
    assert ".guihua-next" in refuse(tmp_path / "site", root, "foreign-files")


def test_mount_point_is_told(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "volume").mkdir()
    monkeypatch.setattr(Path, "is_mount", lambda path: path == tmp_path / "volume")
    with pytest.raises(RefusedError) as refusal:
        make(tmp_path / "volume", root, index_html="one")
    assert "mounted" in refusal.value.finding.what.en
    assert f"{tmp_path}/volume/site" in refusal.value.finding.fix.zh
    assert not any((tmp_path / "volume").iterdir())


def test_name_that_is_too_long_for_its_helpers_is_told_as_the_user_gave_it(root: Path, tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refusal:
        make(tmp_path / ("x" * 250), root, index_html="one")
    finding = refusal.value.finding
    assert finding.where.path == str(tmp_path / ("x" * 250))
    assert "the name is too long" in finding.what.en
    assert "名称太长" in finding.what.zh
    assert finding.found == ""


def test_snapshot_is_not_replaced_by_a_site(root: Path, tmp_path: Path) -> None:
    make(tmp_path / "tables", root, SNAPSHOT, figures_csv="1")
    refuse(tmp_path / "tables", root, "foreign-folder")


def test_files_that_come_into_a_site_while_it_is_made_are_kept(root: Path, tmp_path: Path) -> None:
    make(tmp_path / "site", root, index_html="one")
    with replacing(tmp_path / "site", SITE, root) as fresh:
        write_tree(fresh, {"index.html": b"two"})
        (tmp_path / "site/CNAME").write_text("mine")
        with pytest.raises(RefusedError):
            publish(fresh, tmp_path / "site")
    assert (tmp_path / "site/CNAME").read_text() == "mine"
    assert (tmp_path / "site/index.html").read_text() == "one"
    assert not any(helper.exists() for helper in beside(tmp_path / "site"))


def test_run_that_comes_to_nothing_leaves_no_folder(root: Path, tmp_path: Path) -> None:
    with replacing(tmp_path / "a/b/site", SITE, root) as fresh:
        write_tree(fresh, {"index.html": b"one"})
    assert not (tmp_path / "a").exists()


def test_leftovers_of_a_killed_run_go_and_own_files_beside_them_stay(root: Path, tmp_path: Path) -> None:
    fresh = claim(tmp_path / ".site-next", SITE)
    fresh.will_hold(["plans/a.html"])
    (fresh.path / "plans").mkdir()
    (fresh.path / "plans/a.html").write_text("half of a pa")
    (fresh.path / "mine.txt").write_text("mine")
    assert "mine.txt" in refuse(tmp_path / "site", root, "foreign-files")
    (fresh.path / "mine.txt").unlink()
    make(tmp_path / "site", root, index_html="one")
    assert not fresh.path.exists()


def test_foreign_folder_that_has_the_name_of_one_set_aside_is_not_put_in_its_place(tmp_path: Path) -> None:
    foreign_folder(tmp_path / ".site-former")
    with pytest.raises(RefusedError):
        recover(tmp_path / "site", SITE)
    assert (tmp_path / ".site-former/thesis.txt").exists()
    assert not (tmp_path / "site").exists()


def test_writing_of_trees_takes_nothing_but_a_claimed_folder(tmp_path: Path) -> None:
    before = tree(foreign_folder(tmp_path / "docs"))
    with pytest.raises(TypeError):
        write_tree(tmp_path / "docs", {})  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        OwnFolder(tmp_path / "docs", SNAPSHOT, object())
    with pytest.raises(RefusedError):
        claim(tmp_path / "docs", SNAPSHOT)
    assert tree(tmp_path / "docs") == before


def test_files_that_a_killed_run_had_deleted_with_their_folder_are_no_hindrance(tmp_path: Path) -> None:
    folder = claim(tmp_path / "work", SNAPSHOT)
    write_tree(folder, {"a/b/old.txt": b"old", "a/kept.txt": b"kept"})
    shutil.rmtree(folder.path / "a/b")
    write_tree(folder, {"a/kept.txt": b"kept", "new.txt": b"new"})
    assert {path: kept for path, kept in tree(folder.path).items() if path != ".guihua"} == {
        "a": "folder", "a/kept.txt": b"kept", "new.txt": b"new",
    }  # fmt: skip


def test_folder_becomes_a_file_and_a_file_a_folder(tmp_path: Path) -> None:
    folder = claim(tmp_path / "staging", SNAPSHOT)
    for files in ({"a": b"1", "b/c": b"2"}, {"a/d": b"3", "b": b"4"}):
        write_tree(folder, files)
        made = {path.relative_to(folder.path).as_posix() for path in folder.path.rglob("*") if path.is_file()}
        assert made == {*files, ".guihua"}


@pytest.mark.parametrize("name", ["site/sub", "site/plans/new", "tables/new"])
def test_folder_that_a_run_made_holds_no_other_target(root: Path, tmp_path: Path, name: str) -> None:
    make(tmp_path / "site", root, index_html="one")
    make(tmp_path / "tables", root, SNAPSHOT, figures_csv="1")
    for kind in (SITE, SNAPSHOT):
        assert str(tmp_path / name.partition("/")[0]) in refuse(tmp_path / name, root, "made-folder", kind)


def test_project_in_a_folder_that_a_run_made_has_its_site(root: Path, tmp_path: Path) -> None:
    (tmp_path / ".guihua").write_text('{"guihua": "snapshot", "files": {}}')
    make(root / "site", root, index_html="one")
    refuse(root / "site/sub", root, "made-folder")
    refuse(tmp_path / "site", root, "made-folder")


@pytest.mark.parametrize("kind", [SITE, SNAPSHOT])
def test_remedy_for_foreign_files_fits_the_folder(root: Path, tmp_path: Path, kind: str) -> None:
    make(tmp_path / "made", root, kind, index_html="one")
    (tmp_path / "made/CNAME").write_text("mine")
    with pytest.raises(RefusedError) as refusal:
        make(tmp_path / "made", root, kind, index_html="two")
    fix = refusal.value.finding.fix
    for text in (fix.en, fix.zh):
        assert ("site_templates/overrides/" in text, "datasets/" in text) == (kind == SITE, kind == SNAPSHOT)


@pytest.mark.parametrize("kind", [SITE, SNAPSHOT])
def test_only_where_a_site_goes_an_old_site_may_stand(root: Path, tmp_path: Path, kind: str) -> None:
    foreign_folder(tmp_path / "docs")
    with pytest.raises(RefusedError) as refusal:
        make(tmp_path / "docs", root, kind, index_html="one")
    assert ("older version" in refusal.value.finding.fix.en) == (kind == SITE)


def test_second_run_at_a_target_is_refused_and_the_first_loses_nothing(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with replacing(tmp_path / "a/site", SITE, root) as fresh:
        write_tree(fresh, {"index.html": b"one"})
        before = tree(tmp_path)
        with pytest.raises(RefusedError) as refusal, replacing(tmp_path / "a/site", SITE, other):
            pytest.fail("two runs write to one target")
        assert tree(tmp_path) == before
        make(tmp_path / "a/another", other, index_html="beside")
        publish(fresh, tmp_path / "a/site")
    finding = refusal.value.finding
    assert (finding.code, finding.where.path) == ("busy", str(tmp_path / "a/site"))
    assert "wait" in finding.fix.en
    assert "请等" in finding.fix.zh
    assert (tmp_path / "a/site/index.html").read_text() == "one"
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["another", "site"]
    make(tmp_path / "a/site", other, index_html="two")


def test_lock_that_a_killed_run_left_is_no_hindrance_and_goes(root: Path, tmp_path: Path) -> None:
    (tmp_path / ".site-lock").touch()
    make(tmp_path / "site", root, index_html="one")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["city", "site"]


@pytest.mark.parametrize("thing", ["a link", "a link to nothing", "a folder", "a note", "a pipe"])
def test_what_stands_in_the_place_of_a_target_s_lock_is_kept(root: Path, tmp_path: Path, thing: str) -> None:
    lock = tmp_path / ".site-lock"
    (tmp_path / "empty").touch()
    occupy(lock, thing, tmp_path / ("empty" if thing == "a link" else "nothing"))
    with pytest.raises(RefusedError) as refusal:
        make(tmp_path / "site", root, index_html="one")
    assert refusal.value.finding.where.path == str(lock)
    assert "move it elsewhere, or delete it" in refusal.value.finding.fix.en
    assert os.path.lexists(lock)
    assert not (tmp_path / "nothing").exists()
    assert not (tmp_path / "site").exists()


def test_file_that_comes_into_the_former_site_at_the_last_moment_is_kept_and_named(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "site", root, index_html="one")

    def late(finished: Path, target: Path, aside: Path) -> Path | None:
        (target / "CNAME").write_text("mine")
        return publishing.exchange_or_set_aside(finished, target, aside)

    monkeypatch.setattr(guard, "exchange_or_set_aside", late)
    with pytest.raises(RefusedError) as refusal:
        make(tmp_path / "site", root, index_html="two")
    (former,) = (path for path in beside(tmp_path / "site") if path.exists())
    finding = refusal.value.finding
    assert (finding.code, finding.found, str(former) in finding.what.en) == ("left-over", "CNAME", True)
    assert (former / "CNAME").read_text() == "mine"
    assert (tmp_path / "site/index.html").read_text() == "two"
