"""Every plan has its data package, every data package its plan; ids make good addresses, and no two pages share one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Location, Text, did_you_mean
from generator.linking.addresses import all_addresses
from generator.model import Corpus
from generator.reading.project import DATASETS, PAGES, PLANS, REGISTRY, ProjectSources
from generator.rules import Rule

ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
"""Names that Windows keeps for devices: a folder with such a file cannot be checked out there."""


def _check(project: ProjectSources, corpus: Corpus) -> Iterator[Diagnostic]:
    plans, packages = set(project.documents), set(project.packages) - {REGISTRY}
    if not project.may_have(DATASETS, REGISTRY):
        yield _finding(
            Location(f"{DATASETS}/{REGISTRY}"), "no-package", "the registry is missing",
            "缺少登记表", "", f"{DATASETS}/{REGISTRY}/datapackage.json", f"{DATASETS}/{REGISTRY}/datapackage.json",
            "restore the folder", "请恢复这个文件夹",
        )  # fmt: skip
    for plan_id in sorted(plans - packages):
        if project.may_have(DATASETS, plan_id):
            continue  # it could not be read, and says so itself
        yield _finding(
            Location(f"{PLANS}/{plan_id}.md"), "no-package", "the plan has no data package",
            "这份规划没有数据包", "", f"{DATASETS}/{plan_id}/datapackage.json", f"{DATASETS}/{plan_id}/datapackage.json",
            "add the folder, if only with the descriptor", "请补上文件夹，至少要有描述文件",
            did_you_mean(plan_id, packages - plans),
        )  # fmt: skip
    for plan_id in sorted(packages - plans):
        if project.may_have(PLANS, f"{plan_id}.md"):
            continue
        yield _finding(
            Location(f"{DATASETS}/{plan_id}"), "no-plan", "the data package has no plan",
            "这个数据包没有规划正文", "", f"{PLANS}/{plan_id}.md", f"{PLANS}/{plan_id}.md",
            "add the text, or delete the folder", "请补上正文，或删去文件夹", did_you_mean(plan_id, plans - packages),
        )  # fmt: skip
    for folder, names in ((PLANS, plans), (PAGES, set(project.pages))):
        for name in sorted(names):
            if not ID.match(name) or name in RESERVED:
                yield _finding(
                    Location(f"{folder}/{name}.md"), "bad-name", "the file name is the page's address and must be plain",
                    "文件名就是网址，只能用简单字符", name, "small letters, digits and hyphens", "小写字母、数字和连字符",
                    "rename the file (of a plan also its folder in datasets/)",
                    "请给文件改名（规划还要改 datasets/ 里的文件夹）",
                )  # fmt: skip
    yield from _addresses(corpus)


def _addresses(corpus: Corpus) -> Iterator[Diagnostic]:
    taken: dict[str, Location] = {}
    for address, where in all_addresses(corpus):
        key = address.lower()
        if key in taken:
            yield _finding(
                where, "same-address", "two pages or tables would have one address", "两个页面或表用了同一个网址", address,
                f"an address of its own; this one belongs to {taken[key]}", f"不重复的网址；这个已属于 {taken[key]}",
                "rename the file or change the id", "请给文件改名，或换一个编号",
            )  # fmt: skip
        taken.setdefault(key, where)


def _finding(
    where: Location, code: str, en: str, zh: str, written: str, expected_en: str, expected_zh: str,
    fix_en: str, fix_zh: str, near: Text | None = None,
) -> Diagnostic:  # fmt: skip
    expected = Text(expected_en, expected_zh)
    return Diagnostic(
        where=where,
        code=code,
        what=Text(en, zh),
        found=written,
        expected=expected + near if near else expected,
        fix=Text(fix_en, fix_zh),
    )


RULE = Rule(
    codes=("no-package", "no-plan", "bad-name", "same-address"),
    why=Text(
        "Text and data of a plan belong together, and an address that two pages claim loses one of them.",
        "规划的正文和数据要成对；两个页面争一个网址，总有一个会丢。",
    ),
    check=_check,
)
