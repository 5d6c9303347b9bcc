"""The smallest project in which a rule can be tried: one plan, one page, a registry with a few rows."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.diagnostics import Diagnostic, Report
from generator.linking import link
from generator.model import Corpus
from generator.reading import read_project
from generator.reading.project import REGISTRY, ProjectSources
from generator.rules import Rule
from generator.schemas import AUTHORED, table_schema

PLAN = "content/plans/brook.md"
PAGE = "content/pages/about.md"
SETTINGS = """\
name: 溪村规划
name_en: Brook Plans
tagline: 一个小村。
description: 一份虚构的文件。
description_en: An invented document.
region: brook
publisher: 溪村测试组
publication: 溪村公报第1期
data_version: 0.1.0
data_date: 2026-01-02
licence_name: CC-BY-4.0
licence_title: CC BY 4.0
licence_address: https://creativecommons.org/licenses/by/4.0/
"""
FACTS = """\
title: 溪村修渠规划
short_title: 修渠规划
doc_number: 溪政〔2022〕1号
kind: plan
issuer: office
issued: 2022-01-10
period_start: 2021
period_end: 2025
publication: 溪村公报第1期
source_lines: 10-60
topic: water
summary: 溪村要修渠。
"""
"""The front matter of the plan."""
VOCABULARY = {
    "regions": "region_id,name,name_en,type,parent_region_id,gb_code\nbrook,溪村,,city,,\nupper,上村,,county,brook,\n",
    "topics": "topic_id,name,name_en\nwater,水,\n",
    "measures": "measure_id,symbol,name_en,dimension,factor_to_base,base_measure_id\nkm,公里,,length,1,km\n",
    "units": "unit_id,name,name_en,type,region_id,parent_unit_id\noffice,溪村人民政府,,government,brook,\n"
    "water,溪村水务局,,municipal-department,brook,\n",
    "unit_names": "name,unit_id,kind,plan_id\n溪村人民政府,office,full,\n市水务局,water,short,\n",
    "indicators": "indicator_id,name,name_en,definition,measure_id,direction,topic,reason,everyday_names\n"
    "canals,水渠长度,,修好的水渠有多长。,km,up,water,,\n",
}
"""The tables of the registry."""
QUANTITIES = "id,indicator,printed_name,region,component,role,period,printed,measure,kind,hedge,clause,source_line\n"


def plan_text(body: str, facts: str = FACTS) -> str:
    return f"---\n{facts}---\n\n{body}\n"


def own_schema(**types: str) -> dict[str, Any]:
    """The schema of a table of the plan's own: column → type."""
    return {"fields": [{"name": name, "title": name, "type": kind} for name, kind in types.items()]}


def columns_of_figures(*names: str) -> list[dict[str, Any]]:
    """Fields whose cells are figures: targets for 2025 in km; what tells the figures of a row apart is the column's name."""
    constants = {"indicator": "canals", "role": "target", "period": "2025", "measure": "km", "clause": "c1"}
    return [{"name": name, "type": "string", "figure": {**constants, "key": name}} for name in names]


@dataclass
class Hamlet:
    """A project in a folder of its own; a table is known to its package as soon as it is written.

    Standard tables have their schema in the descriptor only where they are ``explained``: it is long, and most rules
    look it up elsewhere.
    """

    root: Path
    explained: bool = False
    resources: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.write("content/site.yml", SETTINGS)
        self.write(PLAN, plan_text("## 一、修渠 {#c1 line=12}\n\n由市水务局修渠。"))
        self.write(PAGE, "---\ntitle: 关于\ndescription: 这是一个虚构的村。\n---\n\n见[规划](plan:brook#c1)。\n")
        self.describe("brook")
        for name, text in VOCABULARY.items():
            self.table(name, text, package=REGISTRY)

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="")

    def table(self, name: str, text: str, package: str = "brook", **described: Any) -> None:
        """Writes a table and its resource, in place of one of the same name."""
        self.write(f"datasets/{package}/{name}.csv", text)
        schema = table_schema(AUTHORED, name) if self.explained else None
        resource = {"name": name, "path": f"{name}.csv", **({"schema": schema} if schema else {}), **described}
        self.resources[package] = [other for other in self.resources[package] if other["name"] != name] + [resource]
        self.describe(package)

    def describe(self, package: str, **facts: Any) -> None:
        """Writes the descriptor of a package; ``facts`` take the place of what it would say."""
        described = {
            "name": package,
            "title": "数据",
            "licenses": [{"name": "CC-BY-4.0"}],
            "sources": [{"title": "溪村公报第1期"}],
            "resources": self.resources[package],
            **facts,
        }
        self.write(f"datasets/{package}/datapackage.json", json.dumps(described, ensure_ascii=False, indent=1))

    @property
    def project(self) -> ProjectSources:
        return read_project(self.root)[0]

    @property
    def corpus(self) -> Corpus:
        return link(self.project)[0]

    def told(self, rule: Rule) -> list[Diagnostic]:
        """What the rule finds, in file order."""
        project = self.project
        return list(Report.of(rule.check(project, link(project)[0])).diagnostics)

    def brief(self, rule: Rule) -> list[tuple[str, str, str]]:
        """Place, code, and what was found, of each finding of the rule."""
        return [(str(finding.where), finding.code, finding.found) for finding in self.told(rule)]
