"""What a build promises: the same bytes every time, and never half a site."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from lxml import html as lxml_html

from generator.commands._building import engine
from generator.parallel import shared_out
from generator.pipeline import build, examine, exported, pages_at
from generator.site_files import HeldFiles, Sum
from generator.writing import publishing
from generator.writing.guard import SITE, SNAPSHOT, claim, publish, recover, replacing
from generator.writing.staging import FolderFiles, write_tree
from tests.benchmarks.corpora import times
from tests.conftest import MINIATURE, REPOSITORY, City


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


def test_build_goes_through_its_stages_in_order(city: City) -> None:
    """What a terminal shows of a build; ``generator/README.md`` explains each by this name."""
    stages: list[str] = []
    report = build(city.root, city.root / "site", engine(city.root), stages.append)
    assert not report
    assert stages == ["read", "link", "check", "export", "compose", "index", "publish"]
    named = re.findall(r"(?m)^\| (\w+) \|", (REPOSITORY / "generator/README.md").read_text("utf-8"))
    assert [stage for stage in named if stage in stages] == stages


def test_build_with_errors_ends_after_the_check(city: City) -> None:
    city.edit("content/plans/green-city.md", "kind: plan", "kind: plans")
    stages: list[str] = []
    report = build(city.root, city.root / "site", engine(city.root), stages.append)
    assert [finding.code for finding in report.diagnostics] == ["bad-value"]
    assert stages == ["read", "link", "check"]
    assert not (city.root / "site").exists()
    assert not (city.root / ".site-next").exists()


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
    root, site = tmp_path / "city", tmp_path / "out/site"
    for name in ("old.html", "new.html"):
        with replacing(site, SITE, root) as fresh:
            write_tree(fresh, {name: name.encode()})
            publish(fresh, site)
        assert sorted(path.name for path in site.iterdir()) == [".guihua", name]
        assert [path.name for path in tmp_path.rglob("*") if path.name != name and path.name != ".guihua"] == [
            "out",
            "site",
        ]


def test_site_set_aside_by_an_interrupted_run_is_put_back(tmp_path: Path) -> None:
    site, aside = tmp_path / "site", tmp_path / ".site-former"
    folder = claim(aside, SITE)
    write_tree(folder, {"index.html": b"former"})
    recover(site, SITE)
    assert (site / "index.html").read_text() == "former"
    assert not aside.exists()


def test_two_builds_at_once_do_not_mix(city: City) -> None:
    (city.root / "build").mkdir()
    with FileLock(city.root / "build/lock"):
        english, chinese = (city.run("build", "--lang", lang) for lang in ("en", "zh"))
        annotated = city.run("build", "--format", "github")
        (finding,) = json.loads(city.run("build", "--format", "json").out)
        others = [city.run(*command) for command in (("refresh",), ("release",), ("import", __file__))]
    assert (english.code, f"{city.root}: error[busy] another run is working in this project" in english.out) == (
        2,
        True,
    )
    assert "wait until it has ended, then run the command again; there is nothing to delete" in english.out
    assert (chinese.code, "请等它结束再运行一次；什么都不用删" in chinese.out) == (2, True)
    assert (annotated.code, "::error" in annotated.out) == (2, True)
    assert (finding["code"], finding["path"]) == ("busy", str(city.root))
    assert all(ran.code == 2 for ran in others)
    assert city.run("build").code == 0


def test_unchanged_files_are_not_written_again(tmp_path: Path) -> None:
    files = {"a.md": b"one", "sub/b.md": b"two"}
    folder = claim(tmp_path / "staging", SNAPSHOT)
    assert write_tree(folder, files) == 2
    assert write_tree(folder, files) == 0
    assert write_tree(folder, {"a.md": b"changed"}) == 1
    assert sorted(path.relative_to(folder.path).as_posix() for path in folder.path.rglob("*")) == [".guihua", "a.md"]


def test_nothing_is_written_outside_the_staging_tree(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="outside"):
        write_tree(claim(tmp_path / "staging", SNAPSHOT), {"../escaped.md": b""})
    assert not (tmp_path / "escaped.md").exists()


def test_site_can_be_built_elsewhere(city: City, tmp_path: Path) -> None:
    assert city.run("build", "--out", str(tmp_path / "public")).code == 0
    assert (tmp_path / "public/index.html").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["city", "public"]


def test_files_of_a_folder_are_added_whole_or_in_chunks_and_by_any_process(tmp_path: Path) -> None:
    files = FolderFiles(claim(tmp_path / "site", SITE))
    files.add_all({".nojekyll": b"", "plans/a.html": iter([b"a", b"b"])})
    for parcel in shared_out(lambda address: files.parcel({address: address.encode()}), ["b.html", "c.html"]):
        files.add_parcel(parcel)
    contents = {".nojekyll": b"", "plans/a.html": b"ab", "b.html": b"b.html", "c.html": b"c.html"}
    assert dict(files) == contents
    with pytest.raises(ValueError, match="two sources for"):
        files.add("plans/a.html", b"b")
    files.finish()
    assert {path: (tmp_path / "site" / path).read_bytes() for path in contents} == contents
    assert files.sum("plans/a.html") == Sum.of(b"ab")
    assert (files.sum("plans/a.html").sha256, files.sum("plans/a.html").size) == (hashlib.sha256(b"ab").hexdigest(), 2)


@pytest.fixture
def own(city: City) -> City:
    """The miniature city with templates of its own, and a site that stands."""
    shutil.copytree(REPOSITORY / "site_templates", city.root / "site_templates")
    shutil.copy(REPOSITORY / "mkdocs.yml", city.root)
    former = claim(city.root / "site", SITE)
    write_tree(former, {"index.html": b"former"})
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
    file.write_text('{% include "sections/none.j2" %}', "utf-8")
    ran = own.run("build")
    assert ran.out.startswith("site_templates/pages/unit.html.j2:1: error[template] the template is missing")
    assert "sections/none.j2" in ran.out
    assert stands(own)


def test_what_a_project_has_of_its_own_is_laid_over_file_by_file(city: City) -> None:
    own = {
        "site_templates/pages/unit.html.j2": "<h1>{{ unit.name }}</h1>\n<p>本地的单位页</p>\n",
        "site_templates/styles/50-tasks.css": ".tasks-of-this-city { top: 1px; }",
        "site_templates/styles/99-city.css": ".this-city { top: 2px; }",
        "site_templates/overrides/partials/footer.html": "<footer><p>本地的页脚</p></footer>",
        "site_templates/overrides/CNAME": "plans.example",
        "site_templates/overrides/.nojekyll": "",
        "site_templates/overrides/.well-known/security.txt": "Contact: mailto:a@example.org",
        "mkdocs.yml": "theme:\n  features: []\nextra_css:\n  - assets/guihua.css\n  - assets/city.css\n",
    }
    for path, text in own.items():
        (city.root / path).parent.mkdir(parents=True, exist_ok=True)
        (city.root / path).write_text(text, "utf-8")
    ran = city.run("build")
    assert ran.code == 0, ran.out
    site = city.root / "site"
    unit = next(site.glob("units/[!i]*.html")).read_text("utf-8")
    assert "本地的单位页" in unit
    plan = (site / "plans/green-city.html").read_text("utf-8")
    assert "本地的单位页" not in plan
    assert "本地的页脚" in plan
    assert "assets/city.css" in plan
    assert "桂城要种更多的树" in plan
    assert "标签" not in landmarks(plan)
    styles = (site / "assets/guihua.css").read_text("utf-8")
    assert styles.index(".tasks-of-this-city{top:1px}") < styles.index(".this-city{top:2px}")
    assert ".gh-task{" not in styles
    assert ".gh-nav" in styles
    assert (site / "CNAME").read_text() == "plans.example"
    assert (site / ".nojekyll").read_bytes() == b""
    assert (site / ".well-known/security.txt").read_text() == "Contact: mailto:a@example.org"
    assert (site / "assets/vendor/table.js").is_file()


def landmarks(page: str) -> list[str | None]:
    """The names of the navigations of a page."""
    return [element.get("aria-label") for element in lxml_html.fromstring(page).iter("nav")]


def test_plans_stand_in_the_navigation_as_long_as_they_are_few(tmp_path: Path) -> None:
    wanted = ("plans/index.html", "plans/green-city-2.html")
    for factor, in_nav in ((2, 6), (14, 0)):
        root = tmp_path / str(factor)
        root.mkdir()
        times(MINIATURE, root, factor)
        corpus, report = examine(root, lambda _: None)
        assert not report, report.diagnostics[0]
        made = pages_at(wanted, root, corpus, exported(corpus, HeldFiles(), lambda _: None), engine(root))
        index, plan = (lxml_html.fromstring(made[address].decode("utf-8")) for address in wanted)
        assert len(index.xpath("//table//th[@scope='row']")) == 3 * factor
        (nav,) = plan.xpath("//nav[@aria-label='导航栏']")
        assert len({link for link in nav.xpath(".//a/@href") if "/" not in link} - {"index.html"}) == in_nav
        assert plan.xpath("//nav[@aria-label='标签']//a[@aria-current]/text()") == ["规划"]


def test_file_in_the_place_of_the_templates_is_named(city: City) -> None:
    (city.root / "site_templates").write_text("x")
    ran = city.run("build", "--lang", "en")
    assert (ran.code, "site_templates: error[template] this is no folder of templates" in ran.out) == (1, True), ran.out


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("", "mkdocs.yml:1: error[engine] there are no settings in this file"),
        ("- a list\n", "mkdocs.yml:1: error[engine] there are no settings in this file"),
        ("a: b: c\n", "mkdocs.yml:1:5: error[invalid-yaml] this is not valid YAML"),
        ("plugins: [search]\n", "    found:    plugins\n    expected: it comes from the program\n"),
        ("theme: nonesuch\n", "found:    Config value 'theme': Unrecognised theme name: 'nonesuch'"),
        (
            "extra_css: []\nsite_name: 自己的名字\n",
            "mkdocs.yml:2:1: error[engine] this key is not read from here\n    found:    site_name\n"
            "    expected: it comes from content/site.yml\n",
        ),
        ("docs_dir: other\n", "    found:    docs_dir\n    expected: it comes from the program\n"),
        ("theme: {custom_dir: nowhere}\n", "nowhere: error[template] this is no folder of templates"),
        ("theme: mkdocs\n", "mkdocs.yml: error[search-index] no page of the site can be searched"),
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
    text = (city.root / "site/about.html").read_text("utf-8")
    document = lxml_html.fromstring(text)
    elements = [element for element in document.iter() if isinstance(element.tag, str)]
    assert [name for element in elements for name in element.attrib if name.startswith("on")] == []
    assert document.xpath("//img[@src='x']") == []
    assert document.xpath("//script[contains(., 'alert')][not(@type='application/ld+json')]") == []
    assert document.findtext(".//title") == "关于 <script>alert(1)</script> - 桂城规划"
    assert document.xpath("//meta[@name='description']/@content") == ["<img src=x onerror=alert(2)>"]
    assert "onclick=alert(5)" in text


def test_settings_that_cannot_be_read_are_named(own: City) -> None:
    (own.root / "mkdocs.yml").unlink()
    (own.root / "mkdocs.yml").mkdir()
    assert own.run("build").out.startswith("mkdocs.yml: error[unreadable] it cannot be read: it is a folder")
    assert stands(own)
