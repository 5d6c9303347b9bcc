"""How a reader reads what the CSVs say in codes. Written down again here, so that no table of the generator's vouches for itself."""

from __future__ import annotations

import re

from tests.page_facts.published import Published, Record

ROLES = {"baseline": "基期", "target": "目标", "actual": "已有", "growth": "增速", "standard": "标准"}
KINDS = {
    "level": "", "qualitative": "", "cumulative": "累计", "annual_average_growth": "年均增速", "rank": "位次",
    "relative_change": "相对变化", "absolute_change": "变化量", "share": "占比",
}  # fmt: skip
BINDINGS = {"": "", "binding": "约束性", "expected": "预期性"}
DUTIES = {"lead": "牵头", "responsible": "责任", "support": "配合"}
DIRECTIONS = {"up": "越高越好", "down": "越低越好", "hold": "保持", "none": "不分好坏"}
NOTES = {
    "misprint": "误印", "truncated": "残缺", "internal-conflict": "前后不一", "arithmetic": "算不拢", "unclear": "不清",
    "duplicate": "重复",
}  # fmt: skip
LEFT_OUT = {
    "name": "名称或编号里的数", "list": "只是列举了几项", "time": "日期、期限或频次", "rule": "别的文件的规定",
    "vague": "没有说清是什么或是多少", "damaged": "印坏了，读不出", "other": "其他",
}  # fmt: skip
DIFFERENCES = {
    "baseline": "起点不同", "undated": "其中一个没有写年份，按规划期末比较", "definition": "两个相近的指标，口径不同",
    "unit": "计量单位不同，不能直接比", "deadline": "要求相同，期限不同", "rounding": "只差在四舍五入", "value": "",
}  # fmt: skip
SCOPES = {"within-plan": "同一文件内", "across-plans": "不同文件间"}
PLAN_KINDS = {"plan": "规划", "scheme": "方案", "regulation": "办法", "opinions": "意见"}
REGION_TYPES = {
    "nation": "全国", "province": "省", "city": "市", "county": "县", "district": "区", "county-level-city": "县级市",
    "zone": "功能区",
}  # fmt: skip
UNIT_TYPES = {
    "government": "市政府", "municipal-department": "市直部门", "county-government": "县（市、区）政府",
    "development-zone": "功能区管委会", "party-body": "党委机构", "provincial": "省级机构", "national": "国家机构",
    "enterprise": "企业", "institution": "事业单位", "other": "其他",
}  # fmt: skip
STATUSES = {"final": "", "preliminary": "初步数"}


def flat(written: str) -> str:
    """As a browser shows it: any run of spaces and lines is one space."""
    return " ".join(written.split())


def years(period: str) -> str:
    """2025年, 2021—2025年; an unprinted year is said to be so."""
    return f"{period.replace('/', '—')}年" if period else "未写年份"


def when(figure: Record) -> str:
    """目标 2025年; a standard holds at any time."""
    return ROLES[figure["role"]] + ("" if figure["role"] == "standard" else f" {years(figure['period'])}")


def day(iso: str) -> str:
    """2025-06-30 → 2025年6月30日, as far as it goes."""
    return "".join(f"{int(part)}{mark}" for part, mark in zip(iso.split("-"), "年月日", strict=False))


def due(written: str) -> str:
    """A deadline: a date as far as it is printed, --06-30 every year, ---30 every month."""
    if written.startswith("---"):
        return f"每月{int(written[3:])}日"
    if written.startswith("--"):
        return "每年" + "".join(
            f"{int(part)}{mark}" for part, mark in zip(written[2:].split("-"), "月日", strict=False)
        )
    return day(written)


def with_unit(printed: str, symbol: str) -> str:
    """A printed number with its unit of measurement; words, and numbers that are printed with it, stay as they are."""
    if not symbol or symbol in printed or not re.search(r"\d", printed):
        return flat(printed)
    return flat(printed + (symbol if symbol == "%" else f" {symbol}"))


def symbol(data: Published, measure_id: str) -> str:
    return data.get("measures", measure_id, "symbol") if measure_id else ""


def value(data: Published, record: Record) -> str:
    """What a figure, or an observation, amounts to."""
    return with_unit(record["printed"], symbol(data, record["measure_id"]))


def flagged(data: Published, figure: Record) -> str:
    """A figure's value with the flag that warns of a note on it."""
    return value(data, figure) + ("存疑" if figure["note_ids"] else "")


def label(data: Published, clause_id: str) -> str:
    """How a clause is cited: the numbers of those around it and its own without their stops, then its heading."""
    clause = data.by_id("clauses")[clause_id]
    path, at = "", clause_id
    while at:
        around = data.by_id("clauses")[at]
        path = ("" if around["number"] == "——" else re.sub(r"[、.．：:]+$", "", around["number"])) + path
        at = around["parent_clause_id"]
    return flat(f"{path} {clause['heading']}")


def short_label(data: Published, clause_id: str) -> str:
    whole = label(data, clause_id)
    return whole if len(whole) <= 20 else f"{whole[:19]}…"


def line(record: Record) -> str:
    return f"原文第 {record['source_line']} 行"


def cited(data: Published, record: Record) -> str:
    """Document, clause and line of anything that has them."""
    number = data.get("plans", record["plan_id"], "doc_number")
    return f"{number} {short_label(data, record['clause_id'])}{line(record)}"


def clause_url(data: Published, record: Record) -> str:
    return data.get("clauses", record["clause_id"], "url")


def says(figure: Record) -> bool:
    """Whether more is printed than the dash of an empty cell."""
    return bool(figure["printed"].strip("-—–－ "))
