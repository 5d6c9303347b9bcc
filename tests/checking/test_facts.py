"""Keys and values of front matter, settings and descriptors, and how what the schema says of them is put into words."""

from __future__ import annotations

import pytest

from generator.diagnostics import Text
from generator.rules.facts import RULE
from tests.checking.hamlet import FACTS, PAGE, PLAN, SETTINGS, Hamlet, plan_text

ABOUT_THE_DATE = Text(" (发文日期，如 2022-07-01)", "（发文日期，如 2022-07-01）")


def with_fact(old: str, new: str) -> str:
    """The plan with one line of its front matter changed."""
    assert FACTS.count(old) == 1
    return plan_text("## 一、修渠 {#c1 line=12}", FACTS.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "written", "expected"),
    [
        (
            "kind: plan",
            "kind: law",
            "law",
            Text(
                "one of: plan, scheme, regulation, opinions (plan 规划｜scheme 方案｜regulation 办法｜opinions 意见)",
                "其中之一：plan、scheme、regulation、opinions（plan 规划｜scheme 方案｜regulation 办法｜opinions 意见）",
            ),
        ),
        (
            "issued: 2022-01-10",
            "issued: 2022-02-30",
            "2022-02-30",
            Text("a date that exists, as YYYY-MM-DD", "真实存在的日期，写作 YYYY-MM-DD") + ABOUT_THE_DATE,
        ),
        (
            "issued: 2022-01-10",
            "issued: 1822-01-10",
            "1822-01-10",
            Text("a year from 1900 to 2099", "1900 至 2099 之间的年份") + ABOUT_THE_DATE,
        ),
        (
            "doc_number: 溪政〔2022〕1号",
            "doc_number: ''",
            "",
            Text("a value (文号，照原文，如 许政〔2022〕15号)", "不能为空（文号，照原文，如 许政〔2022〕15号）"),
        ),
        (
            "doc_number: 溪政〔2022〕1号",
            "doc_number: [1]",
            "['1']",
            Text("a text (文号，照原文，如 许政〔2022〕15号)", "一段文字（文号，照原文，如 许政〔2022〕15号）"),
        ),
    ],
    ids=["enum", "date", "year", "empty", "list"],
)
def test_value_of_a_fact_is_told_with_what_is_possible(
    hamlet: Hamlet, old: str, new: str, written: str, expected: Text
) -> None:
    hamlet.write(PLAN, with_fact(old, new))
    (finding,) = hamlet.told(RULE)
    key = old.partition(":")[0]
    assert finding.code == "bad-value"
    assert finding.what == Text(f"the value of “{key}” is not possible", f"“{key}”的值不对")
    assert (finding.found, finding.expected) == (written, expected)


def test_value_without_a_description_is_told_without_one(hamlet: Hamlet) -> None:
    hamlet.describe("brook", title="", licenses=[], sources={})
    assert [(finding.found, finding.expected) for finding in hamlet.told(RULE)] == [
        ("", Text("a value", "不能为空")),
        ("[]", Text("at least one entry", "至少一项")),
        ("{}", Text("a list", "列表")),
    ]


@pytest.mark.parametrize("length", [119, 120, 121, 122])
def test_long_value_is_shown_by_its_beginning(hamlet: Hamlet, length: int) -> None:
    hamlet.write("content/site.yml", SETTINGS.replace("https://creativecommons.org/licenses/by/4.0/", "x" * length))
    (finding,) = hamlet.told(RULE)
    assert finding.found == "x" * min(length, 120)


@pytest.mark.parametrize("length", [110, 122, 123, 124, 160])
def test_what_has_no_words_of_ours_is_told_in_those_of_the_schema_library(hamlet: Hamlet, length: int) -> None:
    """At most 160 characters of them; in Chinese it is the handbook that says how it is written."""
    hamlet.table("weirs", "id\n", schema={}, sums=["x" * length])
    (finding,) = hamlet.told(RULE)
    told = f"'{'x' * length}' is not valid under any of the given schemas"[:160]
    about = "total_row 和 columns，或 total_column 和 of"
    assert finding.expected == Text(f"{told} ({about})", f"datasets/README.md 里说明的写法（{about}）")


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("titel", Text(" – did you mean “title”?", "。是不是“title”？")),
        ("aaa", Text("", "")),
        ("zzz", Text("", "")),
    ],
)
def test_unknown_key_is_told_with_those_that_are_known(hamlet: Hamlet, key: str, expected: Text) -> None:
    hamlet.write(PAGE, f"---\ntitle: 关于\ndescription: 说明。\n{key}: 一\n---\n\n正文。\n")
    (finding,) = hamlet.told(RULE)
    assert (str(finding.where), finding.code, finding.found) == (f"{PAGE}:4:1", "unknown-key", key)
    assert finding.expected == Text("one of: title, description", "其中之一：title, description") + expected


def test_every_unknown_key_is_told(hamlet: Hamlet) -> None:
    hamlet.write("content/site.yml", SETTINGS + "b: 1\na: 2\n")
    assert hamlet.brief(RULE) == [
        ("content/site.yml:14:1", "unknown-key", "b"),
        ("content/site.yml:15:1", "unknown-key", "a"),
    ]


def test_missing_key_is_told_with_what_belongs_there(hamlet: Hamlet) -> None:
    hamlet.write("content/site.yml", SETTINGS.replace("name: 溪村规划\n", "").replace("region: brook\n", ""))
    findings = hamlet.told(RULE)
    assert [(finding.code, finding.what, finding.expected) for finding in findings] == [
        ("missing-key", Text("the key “name” is missing", "缺少“name”"), Text("name: … (网站名)", "name: …（网站名）")),
        (
            "missing-key",
            Text("the key “region” is missing", "缺少“region”"),
            Text("region: … (本站所说的城市，regions.csv 的编号)", "region: …（本站所说的城市，regions.csv 的编号）"),
        ),
    ]


def test_missing_key_without_a_description_is_told_without_one(hamlet: Hamlet) -> None:
    text = (hamlet.root / "datasets/brook/datapackage.json").read_text("utf-8").replace(' "title": "数据",\n', "")
    hamlet.write("datasets/brook/datapackage.json", text)
    (finding,) = hamlet.told(RULE)
    assert (finding.code, finding.expected) == ("missing-key", Text("title: …", "title: …"))


def test_settings_that_cannot_be_read_are_not_judged(hamlet: Hamlet) -> None:
    (hamlet.root / "content/site.yml").unlink()
    assert hamlet.told(RULE) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/site.yml", SETTINGS + "x: 1\n"),
        (PLAN, plan_text("正文。", FACTS + "x: 1\n")),
        (PAGE, "---\ntitle: 一\ndescription: 二\nx: 1\n---\n\n三\n"),
    ],
    ids=["settings", "plan", "page"],
)
def test_all_kinds_of_files_are_judged(hamlet: Hamlet, path: str, text: str) -> None:
    hamlet.write(path, text)
    assert [(finding.where.path, finding.found) for finding in hamlet.told(RULE)] == [(path, "x")]
