"""What a page tells machines: schema.org facts, the picture of its shared link, and the columns of its workbook."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from generator.model import Figure, Role, UnitType
from generator.pages import (
    PageType,
    data,
    indicators,
    units,
)
from generator.pages import (
    indicator as indicator_pages,
)
from generator.pages import (
    plan as plan_pages,
)
from generator.pages import (
    unit as unit_pages,
)
from generator.pages._preview import of_row
from generator.pages._views import indicator_row
from tests.pages.records import figure, indicator, pages_of, small, unit

ADDRESS = "https://plans.example/city/"
TOLD = "（桂城规划：桂城公报第1期里的数值、任务和出处，照原文抄录，每个都注明条款和行号。）"
ALWAYS = {
    "inLanguage": "zh-CN",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "creator": {"@type": "Organization", "name": "桂城测试组"},
}
"""What is said of all data of the site."""
DATASET = {
    **ALWAYS,
    "@type": "Dataset",
    "version": "0.1.0-dev",
    "dateModified": "2026-01-02",
    "spatialCoverage": {"@type": "AdministrativeArea", "name": "桂城市"},
    "isAccessibleForFree": True,
}
GREEN_CITY = {
    "isBasedOn": [
        {
            "@type": "Legislation",
            "name": "桂城市“十四五”绿化规划",
            "identifier": "桂政〔2022〕1号",
            "datePublished": "2022-01-10",
            "isPartOf": "桂城公报第1期",
        }
    ],
    "keywords": ["绿化"],
    "temporalCoverage": "2021/2025",
}


def about(kind: PageType, page: str, site: str = "") -> Any:
    """The schema.org facts of a page, where the site has this address."""
    return pages_of(kind, small(site=replace(small().site, address=site)))[page].about


def zipped(address: str) -> dict[str, str]:
    return {"@type": "DataDownload", "encodingFormat": "application/zip", "contentUrl": address}


@pytest.mark.parametrize(("site", "here", "up"), [("", "", "../"), (ADDRESS, f"{ADDRESS}plans/", ADDRESS)])
def test_plan_is_a_dataset_of_its_document(site: str, here: str, up: str) -> None:
    assert about(plan_pages.PAGES, "plans/green-city.html", site) == {
        **DATASET,
        **GREEN_CITY,
        "name": "桂城市“十四五”绿化规划",
        "description": f"桂城要种更多的树。{TOLD}",
        "url": f"{here}green-city.html",
        "identifier": "plans/green-city",
        "includedInDataCatalog": {"@type": "DataCatalog", "name": "桂城规划", "url": f"{up}data.html"},
        "distribution": [zipped(f"{up}data/plans/green-city.zip")],
    }


def test_page_of_the_data_is_a_catalogue_of_everything_and_of_each_plan() -> None:
    facts = about(data.PAGES, "data.html")
    whole, green, bikes, rivers = facts["dataset"]
    assert {key: value for key, value in facts.items() if key != "dataset"} == {
        **ALWAYS,
        "@type": "DataCatalog",
        "name": "桂城规划",
        "alternateName": "Guicheng Plans",
        "description": "几份虚构的文件。",
        "url": "data.html",
    }
    own = {"@type": "DataCatalog", "name": "桂城规划", "url": "data.html"}
    assert green == {
        **DATASET,
        **GREEN_CITY,
        "name": "桂城市“十四五”绿化规划",
        "description": f"桂城要种更多的树。{TOLD}",
        "url": "plans/green-city.html",
        "identifier": "plans/green-city",
        "includedInDataCatalog": own,
        "distribution": [zipped("data/plans/green-city.zip")],
    }
    assert (whole["name"], whole["url"], whole["identifier"]) == ("桂城规划", "data.html", "data")
    assert whole["description"] == f"几份虚构的文件。{TOLD}"
    assert whole["keywords"] == ["绿化", "道路", "水"]
    assert [one["contentUrl"] for one in whole["distribution"]] == [
        "data/guicheng-plans.zip",
        "data/guicheng-plans.sqlite",
    ]
    assert "temporalCoverage" not in bikes  # prints no period
    assert (rivers["url"], rivers["temporalCoverage"]) == ("plans/clean-rivers.html", "../2025")  # prints no first year


def test_indicator_is_a_dataset_of_what_it_measures() -> None:
    facts = about(indicator_pages.PAGES, "indicators/park-area.html")
    assert facts["variableMeasured"] == {
        "@type": "PropertyValue", "name": "人均公园绿地面积", "alternateName": "Park area per person", "unitText": "平方米",
    }  # fmt: skip
    assert facts["description"] == f"每个居民有多少公园绿地。{TOLD}"
    assert [one["identifier"] for one in facts["isBasedOn"]] == ["桂政〔2022〕1号", "桂政办〔2022〕5号"]
    assert facts["keywords"] == ["绿化", "水"]
    assert [one["contentUrl"] for one in facts["distribution"]] == ["../data/indicators/park-area.csv"]


def test_indicator_without_measure_figures_and_definition_says_its_name() -> None:
    model = small().registry
    birds = replace(model.indicators["river-birds"], definition="")
    corpus = small(registry=replace(model, indicators={"river-birds": birds}))
    facts = pages_of(indicator_pages.PAGES, corpus)["indicators/river-birds.html"].about
    assert facts["description"] == f"河边鸟类种数{TOLD}"
    assert "unitText" not in facts["variableMeasured"]
    assert (facts["isBasedOn"], facts["keywords"], "temporalCoverage" in facts) == ([], [], False)


def test_unit_is_a_body_of_government_below_its_parent_in_its_region() -> None:
    assert about(unit_pages.PAGES, "units/east-government.html") == {
        "@type": "GovernmentOrganization",
        "name": "东县人民政府",
        "alternateName": ["各县（区）人民政府", "East County Government"],
        "identifier": "east-government",
        "url": "east-government.html",
        "parentOrganization": {"@type": "GovernmentOrganization", "name": "桂城市人民政府"},
        "areaServed": "东县",
    }


@pytest.mark.parametrize(
    ("kind", "is_told"),
    [
        (UnitType.MUNICIPAL_DEPARTMENT, True),
        (UnitType.INSTITUTION, True),
        (UnitType.ENTERPRISE, False),
        (UnitType.OTHER, False),
    ],
)
def test_unit_of_nowhere_below_nobody_says_so_little_and_what_is_no_body_of_government_nothing(
    kind: UnitType, is_told: bool
) -> None:
    body = unit("body", name="桂城市林业站", name_en="Forestry Station", type=kind, region=None, parent=None)
    corpus = small(registry=replace(small().registry, units={"body": body}))
    told = {
        "@type": "GovernmentOrganization",
        "name": "桂城市林业站",
        "alternateName": ["Forestry Station"],
        "identifier": "body",
        "url": "body.html",
    }
    assert pages_of(unit_pages.PAGES, corpus)["units/body.html"].about == (told if is_told else None)


ACTUAL = {"role": Role.ACTUAL, "period": "2020", "printed": "10"}
PERCENT = small().registry.measures["percent"]


@pytest.mark.parametrize(
    ("figures", "value", "about_it"),
    [
        ([figure(), figure(**ACTUAL)], "12 平方米", "约，2025年目标，2020年 10 平方米"),
        ([figure()], "12 平方米", "约，2025年目标"),
        ([figure(**ACTUAL)], "10 平方米", "约，2020年已有"),
        ([figure(role=Role.BASELINE, period="2021")], "12 平方米", "约，2021年已有"),
        ([figure(role=Role.GROWTH, period="2021/2025", printed="5", measure=PERCENT)], "5%", "约，2021—2025年目标"),
        ([figure(role=Role.STANDARD, period="", printed="9")], "9 平方米", "约，标准"),
        ([figure(printed="应绿尽绿")], "应绿尽绿", "约，2025年目标"),
        ([figure(component="甲"), figure(component="乙")], "", "约，原文印了 2 个分项"),
        ([], "", "约，本期文件没有印出数值"),
    ],
)
def test_picture_shows_the_target_with_its_baseline_or_what_there_is(
    figures: list[Figure], value: str, about_it: str
) -> None:
    row = indicator_row(indicator("a"), tuple(figures), "guicheng")
    preview = of_row(small(), "上面", "标题", row, "约，")
    assert (preview.over, preview.title, preview.source) == ("上面", "标题", "桂城公报第1期")
    assert (preview.value, preview.about) == (value, about_it)


@pytest.mark.parametrize(
    ("kind", "address", "script", "column", "told"),
    [
        (indicators.PAGES, "indicators/index.html", "assets/columns-indicators.js", "period", "时期"),
        (units.PAGES, "units/index.html", "assets/columns-units.js", "task_id", "任务"),
    ],
)
def test_workbook_is_told_of_its_columns_in_plain_characters(
    kind: PageType, address: str, script: str, column: str, told: str
) -> None:
    files = pages_of(kind, small())[address].files
    assert list(files) == [script]
    file = files[script]
    assert isinstance(file, bytes)
    text = file.decode("utf-8")
    assert text.startswith("window.guihua_columns={")
    assert text.endswith("};\n")
    facts = json.loads(text[text.index("{") : -2])
    assert facts["about"][0] == ["来源", "桂城公报第1期"]
    title, kind_of_cells, _ = facts["columns"][column]
    assert (title, kind_of_cells) == (told, "string")
    assert "桂城公报第1期" in text
