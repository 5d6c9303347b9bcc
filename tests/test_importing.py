"""The import: a gazette's text becomes a draft, or a clear message."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import City

ISSUE = """桂城市人民政府公报

2022 年第 1 期

目 录

桂城市人民政府关于印发桂城市“十四五”种树规划的通知\t7

桂城市人民政府 关于印发桂城市“十四五”种树规划的通知

桂政〔2022〕9号

各县（区）人民政府：

现将《桂城市“十四五”种树规划》印发给你们。

桂城市人民政府

2022年3月1日

桂城市“十四五”种树规划

一、目标

到2025年，种树达到7万棵以上，成活率不低于98%。

种树主要指标

指标\t2020年\t2025年
种树（万棵）\t3\t7
成活率（%）\t95\t98以上

历年指标

指标\t单位\t2020年目标值\t2020年实现值
育苗\t棵\t100\t120
护林\t人\t5\t6
修枝\t次\t2\t3
补苗\t棵\t9\t8
\t\t浇水（次）\t4

二、任务

（一）多种树。各县（区）分头种。（责任单位：市园林局、市林业局）

专栏1 种树工程

1.河边种树。沿河种两排。
2.路边种树。沿路种一排。
"""


@pytest.fixture
def gazette(tmp_path: Path) -> Path:
    file = tmp_path / "issue.txt"
    file.write_text(ISSUE, "utf-8")
    return file


def test_issue_becomes_a_draft(city: City, gazette: Path) -> None:
    assert city.run("import", str(gazette)).code == 0
    draft = city.root / "draft"
    (plan,) = (draft / "content/plans").glob("*.md")
    text = plan.read_text("utf-8")
    assert "doc_number: 桂政〔2022〕9号" in text
    assert "issued: 2022-03-01" in text
    assert "first_page: 7" in text
    assert "## 一、目标 {#c1 line=23}" in text
    assert "### （一）多种树 {#c2-1 line=44}" in text
    package = draft / "datasets" / plan.stem
    assert "市园林局、市林业局" in (package / "tasks.csv").read_text("utf-8")
    assert "1,种树工程,,1,河边种树,沿河种两排。" in (package / "projects.csv").read_text("utf-8")
    assert "成活率（%）,95,98以上" in (package / "table1.csv").read_text("utf-8")
    shifted = (package / "table2.csv").read_text("utf-8").splitlines()[-1]
    assert "｜｜浇水（次）｜4" in shifted, "a shifted row is kept as printed"
    asked = (draft / "candidates" / f"{plan.stem}.csv").read_text("utf-8")
    assert "种树,7万棵以上,棵,以上,,2025" in asked
    assert "市林业局" in (draft / "review.txt").read_text("utf-8")


def test_year_the_plan_looks_ahead_to_is_its_outlook(city: City, tmp_path: Path) -> None:
    (tmp_path / "issue.txt").write_text(ISSUE + "\n三、远景\n\n展望二〇三五年，全市都是树。\n", "utf-8")
    city.run("import", str(tmp_path / "issue.txt"))
    facts = (city.root / f"draft/content/plans/{only_plan(city.root / 'draft')}.md").read_text("utf-8")
    assert "period_end: 2025\noutlook: 2035\n" in facts


def test_edited_draft_is_kept_and_the_difference_shown(city: City, gazette: Path) -> None:
    city.run("import", str(gazette))
    (plan,) = (city.root / "draft/content/plans").glob("*.md")
    plan.write_text(plan.read_text("utf-8").replace("多种树", "种好树"), "utf-8")
    ran = city.run("import", str(gazette))
    assert "种好树" in plan.read_text("utf-8")
    assert "-### （一）种好树" in ran.out
    assert "+### （一）多种树" in ran.out


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "error[not-importable] the file holds no text"),
        ("a.txt", b"\x00\x01", "error[not-importable] this is no text file"),
        (
            "a.txt",
            "公报".encode() + b"\n" + "公报公报".encode() + b"\n" + "许昌市".encode("gb18030"),
            "neither UTF-8 nor GB18030",
        ),
        ("a.txt", "字".encode() * 200_000, "error[not-importable] the line has 200000 characters"),
        ("a.txt", "（".encode() * 50_000, "error[no-document] no document was found"),
        ("a.doc", b"x", "files called *.doc cannot be imported"),
        ("a.docx", b"x", "error[not-importable] this is no Word document"),
        ("a.pdf", b"x", "error[not-importable] this is no PDF file"),
    ],
)
def test_what_cannot_be_imported_is_refused_and_leaves_nothing(
    city: City, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    ran = city.run("import", str(tmp_path / name), "--lang", "en")
    assert ran.code == 1
    assert message in ran.out
    assert not (city.root / "draft").exists()


def test_folder_that_is_no_draft_is_not_touched(city: City, gazette: Path) -> None:
    (city.root / "notes").mkdir()
    (city.root / "notes/mine.txt").write_text("mine")
    ran = city.run("import", str(gazette), "--out", str(city.root / "notes"), "--lang", "en")
    assert ran.code == 2
    assert "error[not-a-draft]" in ran.out
    assert [path.name for path in (city.root / "notes").iterdir()] == ["mine.txt"]


@pytest.fixture
def draft(city: City, gazette: Path) -> Path:
    city.run("import", str(gazette))
    return city.root / "draft"


def only_plan(draft: Path) -> str:
    (plan,) = (draft / "content/plans").glob("*.md")
    return plan.stem


def test_promoted_draft_checks_clean_and_builds(city: City, draft: Path) -> None:
    ran = city.run("promote", only_plan(draft), "--lang", "en")
    assert ran.code == 0, ran.out
    assert f"content/plans/{only_plan(draft)}.md" in ran.out
    assert city.run("build", "--lang", "en").code == 0
    page = (city.root / f"site/plans/{only_plan(draft)}.html").read_text("utf-8")
    assert "市林业局" in page
    assert "河边种树" in page
    assert "98以上" in page


def test_promotion_takes_the_registry_rows_that_the_plan_needs_and_only_these(city: City, draft: Path) -> None:
    units = draft / "datasets/registry/units.csv"
    units.write_text(units.read_text("utf-8") + "elsewhere,市某处,,other,,\n", "utf-8")
    before = (city.root / "datasets/registry/units.csv").read_bytes()
    city.run("promote")
    after = (city.root / "datasets/registry/units.csv").read_bytes()
    assert after.startswith(before)
    assert "市林业局" in after.decode("utf-8")
    assert "市某处" not in after.decode("utf-8")


def test_promoting_again_changes_nothing(city: City, draft: Path) -> None:
    city.run("promote")
    before = {path: path.read_bytes() for path in city.root.rglob("datasets/**/*.csv")}
    assert city.run("promote", "--lang", "en").code == 0
    assert {path: path.read_bytes() for path in city.root.rglob("datasets/**/*.csv")} == before


def test_promotion_never_overwrites_what_the_project_has(city: City, draft: Path) -> None:
    city.run("promote")
    plan = city.root / f"content/plans/{only_plan(draft)}.md"
    plan.write_text(plan.read_text("utf-8").replace("多种树", "种好树"), "utf-8")
    units = (city.root / "datasets/registry/units.csv").read_bytes()
    ran = city.run("promote", "--lang", "en")
    assert ran.code == 1
    assert "error[already-there]" in ran.out
    assert "-### （一）种好树" in ran.out
    assert "种好树" in plan.read_text("utf-8")
    assert (city.root / "datasets/registry/units.csv").read_bytes() == units


@pytest.mark.parametrize(
    ("place", "content", "line", "code"),
    [
        ("draft/datasets/registry/units.csv", "unit_id,name\nx,市林业局\n".encode("gbk"), ":2:3", "not-utf8"),
        ("draft/datasets/registry/units.csv", "unit_id,name\nx,市林业局\n".encode("utf-16"), ":1:1", "not-utf8"),
        ("draft/datasets/registry/units.csv", b"unit_id,name\nx,y,z\n", ":2", "wrong-width"),
        ("datasets/registry/units.csv", "unit_id,name\nx,市林业局\n".encode("gbk"), ":2:3", "not-utf8"),
        ("datasets/registry/units.csv", b"", ":1", "empty-table"),
    ],
)
def test_table_that_somebody_saved_otherwise_stops_the_promotion_with_its_place(
    city: City, draft: Path, place: str, content: bytes, line: str, code: str
) -> None:
    (city.root / place).write_bytes(content)
    before = {path: path.read_bytes() for path in city.root.rglob("*.csv")}
    ran = city.run("promote", "--lang", "en")
    assert (ran.code, f"{place}{line}: error[{code}]" in ran.out) == (1, True), ran.out
    assert {path: path.read_bytes() for path in city.root.rglob("*.csv")} == before
    assert not list((city.root / "content/plans").glob(f"{only_plan(draft)}.md"))


def test_promotion_names_what_it_cannot_find(city: City, draft: Path) -> None:
    for arguments, code in ((["nowhere"], "not-in-draft"), (["--from", str(city.root / "content")], "not-a-draft")):
        ran = city.run("promote", *arguments, "--lang", "en")
        assert (ran.code, f"error[{code}]" in ran.out) == (2, True)


def candidates_of(city: City, folder: Path, more: str) -> str:
    """The table of candidates after importing the issue with ``more`` at its end."""
    (folder / "issue.txt").write_text(ISSUE + more, "utf-8")
    city.run("import", str(folder / "issue.txt"))
    return (city.root / f"draft/candidates/{only_plan(city.root / 'draft')}.csv").read_text("utf-8")


def test_period_at_the_head_of_a_section_holds_for_its_figures(city: City, tmp_path: Path) -> None:
    more = "\n三、现状\n\n“十三五”时期，全市绿化进步大。\n\n护林员达到20人。办成3个以上全省领先的苗圃。\n\n四、分工\n\n每村种5棵树。\n"
    asked = candidates_of(city, tmp_path, more)
    assert "护林员,20人,人,,,2016/2020" in asked
    assert "办成,3个以上,个,以上,,2016/2020" in asked
    assert "5棵" not in asked, "neither a year nor a threshold"


def test_year_of_a_comparison_holds_for_its_own_number_only(city: City, tmp_path: Path) -> None:
    more = (
        "\n三、现状\n\n2020年，树龄达到77.5岁，较2015年的76.36岁提高了1.14岁，死苗率为4.2‰。"
        "5岁以下幼树、60岁及以上老树都有牌。护林员由2015年的每村2人增加到每村3人。\n\n到2025年，耗水比2020年下降15%。\n"
    )
    asked = candidates_of(city, tmp_path, more)
    for candidate in (
        "77.5岁,岁,,,2020",
        "76.36岁,岁,,,2015",
        "提高了1.14岁,岁,,,2020",
        "下降15%,%,,,2025",
        "4.2‰,‰,,,2020",
        "2人,人,,,2015",
        "3人,人,,,2020",
    ):
        assert candidate in asked, asked
    assert "5岁以下" not in asked, "an age group is no figure"
    assert "60岁" not in asked


def test_past_year_holds_for_its_sentence_and_a_promised_year_for_what_follows(city: City, tmp_path: Path) -> None:
    more = (
        "\n三、发展基础\n\n全市绿化进步大。2018年种树7棵。护林员有21人。2017年以来，苗圃办成4个。"
        "\n\n到2025年，种树8万棵。护林员有22人。\n"
    )
    asked = candidates_of(city, tmp_path, more)
    for candidate in ("7棵,棵,,,2018", "21人,人,,,2016/2020", "4个,个,,,2016/2020", "22人,人,,,2025"):
        assert candidate in asked, asked


def test_ranks_spans_and_thresholds_at_a_distance_are_candidates(city: City, tmp_path: Path) -> None:
    more = (
        "\n三、要求\n\n每村至少有2名护林员，人数不低于全村人口的3%。养护20年以上的老树，公示不少于30日，至少一处苗圃。"
        "2020年绿化居全省第4位，树木突破100万。种树一批，3年内种完，今年5日开会。\n"
    )
    asked = candidates_of(city, tmp_path, more)
    for candidate in (
        "2名,名,至少,", "3%,%,不低于,", "20年以上,年,以上,", "不少于30日,日,不少于,", "至少一处,处,至少,",
        "第4位,,,,2020", "突破100万,,突破,,2020",
    ):  # fmt: skip
        assert candidate in asked, asked
    for other in ("一批", "3年内", "5日"):
        assert other not in asked


def test_unknown_issuer_is_proposed_as_a_unit(city: City, tmp_path: Path) -> None:
    signed = ISSUE.replace("桂城市人民政府\n\n2022年", "桂城市绿化委员会\n\n2022年")
    (tmp_path / "issue.txt").write_text(signed, "utf-8")
    city.run("import", str(tmp_path / "issue.txt"))
    assert "桂城市绿化委员会" in (city.root / "draft/datasets/registry/units.csv").read_text("utf-8")
    ran = city.run("promote", "--lang", "en")
    assert ran.code == 0, ran.out
