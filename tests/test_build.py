"""What a build promises: the same bytes every time, and never half a site."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from filelock import FileLock

from generator.writing import publishing
from generator.writing.staging import write_tree
from tests.conftest import REPOSITORY, City


def digest(folder: Path) -> dict[str, str]:
    """Every file below a folder, by its path, with the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_builds_in_two_directories_are_identical(new_city: Callable[[str], City]) -> None:
    one, other = new_city("one"), new_city("the-other")
    assert one.run("build").code == 0
    assert other.run("build").code == 0
    built = digest(one.root / "site")
    assert len(built) > 50
    assert built == digest(other.root / "site")


def test_second_build_changes_nothing_and_drops_what_is_no_longer_made(city: City) -> None:
    city.run("build")
    before = digest(city.root / "site")
    city.run("build")
    assert digest(city.root / "site") == before
    (city.root / "content/pages/about.md").unlink()
    assert city.run("build").code == 0
    assert "about.html" in before
    assert not (city.root / "site/about.html").exists()
    assert not (city.root / "build/docs/about.md").exists()


def test_errors_leave_the_former_site_as_it_stands(city: City) -> None:
    city.run("build")
    before = digest(city.root / "site")
    city.edit("content/plans/green-city.md", "kind: plan", "kind: plans")
    ran = city.run("build", "--lang", "en")
    assert ran.code == 1
    assert "[bad-value]" in ran.out
    assert digest(city.root / "site") == before


def test_edit_appears_in_the_next_build(city: City) -> None:
    city.run("build")
    city.edit("content/plans/green-city.md", "每季碰头一次。", "每月碰头一次。")
    city.run("build")
    assert "每月碰头一次" in (city.root / "site/plans/green-city.html").read_text("utf-8")


@pytest.mark.parametrize("moment", [0.3, 0.8, 1.2, 1.6, 2.0, 2.4, 3.0])
def test_site_stands_whole_when_a_build_is_killed(city: City, moment: float) -> None:
    """Whenever the kill comes, the site is the former one or the new one, and the next build succeeds."""
    city.run("build")
    former = digest(city.root / "site")
    city.edit("content/plans/green-city.md", "每季碰头一次。", "每月碰头一次。")
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "build", "--project", str(city.root)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(moment)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    left = digest(city.root / "site")
    assert city.run("build").code == 0
    assert left in (former, digest(city.root / "site"))


@pytest.mark.parametrize("exchange", [True, False], ids=["one-call", "set-aside"])
def test_publishing_replaces_the_whole_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool) -> None:
    if not exchange:
        monkeypatch.setattr(publishing, "CALLS", {})
    finished, site, aside = tmp_path / "finished", tmp_path / "site", tmp_path / "aside"
    for folder, name in ((finished, "new.html"), (site, "old.html")):
        folder.mkdir()
        (folder / name).write_text(name)
    publishing.publish(finished, site, aside)
    assert [path.name for path in site.iterdir()] == ["new.html"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_site_set_aside_by_an_interrupted_run_is_put_back(tmp_path: Path) -> None:
    site, aside = tmp_path / "site", tmp_path / "aside"
    aside.mkdir()
    (aside / "index.html").write_text("former")
    publishing.recover(site, aside)
    assert (site / "index.html").read_text() == "former"
    assert not aside.exists()


def test_two_builds_at_once_do_not_mix(city: City) -> None:
    (city.root / "build").mkdir()
    with FileLock(city.root / "build/lock"):
        ran = city.run("build")
    assert ran.code == 1
    assert "another build of this project is running" in ran.err


def test_unchanged_files_are_not_written_again(tmp_path: Path) -> None:
    files = {"a.md": b"one", "sub/b.md": b"two"}
    assert write_tree(tmp_path, files) == 2
    assert write_tree(tmp_path, files) == 0
    assert write_tree(tmp_path, {"a.md": b"changed"}) == 1
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["a.md"]


def test_nothing_is_written_outside_the_staging_tree(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="outside"):
        write_tree(tmp_path / "staging", {"../escaped.md": b""})
    assert not (tmp_path / "escaped.md").exists()


def test_site_can_be_built_elsewhere(city: City, tmp_path: Path) -> None:
    assert city.run("build", "--out", str(tmp_path / "public")).code == 0
    assert (tmp_path / "public/index.html").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["city", "public"]


@pytest.fixture
def own(city: City) -> City:
    """The miniature city with templates of its own, and a site that stands."""
    for name in ("site_templates", "mkdocs.yml"):
        (city.root / name).unlink()
    shutil.copytree(REPOSITORY / "site_templates", city.root / "site_templates")
    shutil.copy(REPOSITORY / "mkdocs.yml", city.root)
    (city.root / "site").mkdir()
    (city.root / "site/index.html").write_text("former")
    return city


def stands(city: City) -> bool:
    """Whether the former site is still there, whole, and nothing was left beside it."""
    left = [path.name for path in city.root.iterdir() if path.name.startswith(".site")]
    return not left and (city.root / "site/index.html").read_text() == "former"


TITLE = "{{ plan.title }}"


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        ("pages/plan.html.j2", TITLE, "{{ plan.title }", "pages/plan.html.j2:2: error[template] this is not valid Jinja\n"),
        ("pages/plan.html.j2", TITLE, "{{ plan.titel }}", "pages/plan.html.j2:2: error[template] the template cannot be filled in\n"),
        ("pages/plan.html.j2", TITLE, '{{ 1 + "a" }}', "pages/plan.html.j2:2: error[template] the template cannot be filled in\n"),
        ("pages/plan.html.j2", TITLE, '<a href="../no.html">', "pages/plan.html.j2: error[template] the page plans/green-city.html links to a page that does not exist\n"),
        ("sections/parts.j2", "{% import", "{% imports", "sections/parts.j2:2: error[template] this is not valid Jinja\n"),
        ("overrides/main.html", "{% set meta", "{% sets meta", "overrides/main.html:3: error[template] this is not valid Jinja\n"),
        ("scripts/60-filter.js", "const input =", "const =", "scripts/60-filter.js:5:9: error[template] this script or style cannot be read\n"),
    ],
)  # fmt: skip
def test_broken_template_is_named_with_its_line(own: City, path: str, old: str, new: str, message: str) -> None:
    file = own.root / "site_templates" / path
    text = file.read_text("utf-8")
    file.write_text(text.replace(old, new, 1) if old in text else new + " %}" + text, "utf-8")
    ran = own.run("build", "--lang", "en")
    assert ran.code == 1
    assert ran.out.startswith(f"site_templates/{message}")
    assert stands(own)


def test_missing_or_misencoded_template_is_named(own: City) -> None:
    file = own.root / "site_templates/pages/unit.html.j2"
    file.write_text(file.read_text("utf-8"), "gb18030")
    assert own.run("build").out.startswith(
        "site_templates/pages/unit.html.j2: error[template] the template is not UTF-8"
    )
    file.unlink()
    assert own.run("build").out.startswith("site_templates/pages/unit.html.j2: error[template] the template is missing")
    shutil.rmtree(own.root / "site_templates")
    assert own.run("build").out.startswith("site_templates/pages/home.html.j2: error[template] the template is missing")
    assert stands(own)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("", "mkdocs.yml:1: error[engine] there are no settings in this file"),
        ("- a list\n", "mkdocs.yml:1: error[engine] there are no settings in this file"),
        ("a: b: c\n", "mkdocs.yml:1:5: error[invalid-yaml] this is not valid YAML"),
        ("plugins: [nonesuch]\n", "found:    Config value 'plugins': The \"nonesuch\" plugin is not installed"),
        ("theme: nonesuch\n", "found:    Config value 'theme': Unrecognised theme name: 'nonesuch'"),
        ("theme: mkdocs\nplugins: []\n", "mkdocs.yml: error[search-index] no page of the site can be searched"),
    ],
)
def test_settings_that_the_engine_refuses_are_named(own: City, settings: str, message: str) -> None:
    (own.root / "mkdocs.yml").write_text(settings, "utf-8")
    ran = own.run("build", "--lang", "en")
    assert ran.code == 1
    assert message in ran.out
    assert stands(own)


def test_nothing_a_page_brings_can_run(city: City) -> None:
    (city.root / "content/pages/about.md").write_text(
        '---\ntitle: "关于 <script>alert(1)</script>"\ndescription: "<img src=x onerror=alert(2)>"\n---\n'
        "<script>alert(3)</script>\n\n## 标题 <img src=x onerror=alert(4)> {: onclick=alert(5) }\n\n"
        "正文{: onclick=alert(6) }\n{: onclick=alert(7) }\n",
        "utf-8",
    )
    assert city.run("build").code == 0
    handlers: list[str] = []

    class Attributes(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            handlers.extend(f"{tag} {name}" for name, _ in attrs if name.startswith("on"))

    text = (city.root / "site/about.html").read_text("utf-8")
    Attributes().feed(text)
    assert handlers == []
    assert not re.search(r"<script[^>]*>\s*alert|<img src=x", text)
    assert "<title>关于 &lt;script&gt;alert(1)&lt;/script&gt; - 桂城规划</title>" in text
    assert "onclick=alert(5)" in text


def test_missing_settings_are_named(own: City) -> None:
    (own.root / "mkdocs.yml").unlink()
    assert own.run("build").out.startswith("mkdocs.yml: error[missing-file] the file does not exist")
    (own.root / "mkdocs.yml").mkdir()
    assert own.run("build").out.startswith("mkdocs.yml: error[unreadable] it cannot be read: it is a folder")
    assert stands(own)
