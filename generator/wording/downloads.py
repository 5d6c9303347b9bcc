"""What downloads say of themselves to people: labels, titles, and the sheet that explains a workbook."""

from __future__ import annotations

from generator.model import Site, Topic, Unit

ARCHIVE = ("ZIP", "全部表格、说明和许可")
RECORD = ("JSON", "给程序用：全部事实，编号旁有名称")
"""(label, description) of an archive, and of the API's file of one indicator or unit."""


def title_of_duties(unit: Unit) -> str:
    return f"{unit.name}的任务"


def description_of_topic(topic: Topic) -> str:
    return f"主题为“{topic.name}”的全部指标，各文件印出来的每个数值"


def about_a_workbook(site: Site) -> tuple[tuple[str, str], ...]:
    """(what, text) for the sheet that explains a workbook."""
    return (
        ("来源", site.publication),
        ("整理", f"{site.publisher}，{site.name}，数据版本 {site.edition}（{site.day.isoformat()}）"),
        ("许可", f"{site.licence_title} {site.licence_address}"),
        ("空格", "原文没有印，或者不适用；从不表示零。"),
    )
