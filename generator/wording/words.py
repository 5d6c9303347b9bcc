"""The site's Chinese words for the values of the data contract, and how numbers, sizes and dates are written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from generator.model import Case, Figure, Measure

PLAN_KINDS = {"plan": "规划", "scheme": "方案", "regulation": "办法", "opinions": "意见"}
ROLES = {"baseline": "基期", "target": "目标", "actual": "已有", "growth": "增速", "standard": "标准"}
FIGURE_KINDS = {
    "level": "水平", "cumulative": "累计", "annual_average_growth": "年均增速", "relative_change": "相对变化",
    "absolute_change": "变化量", "rank": "位次", "share": "占比", "qualitative": "定性",
}  # fmt: skip
BINDINGS = {"binding": "约束性", "expected": "预期性"}
DUTY_ROLES = {"lead": "牵头", "responsible": "责任", "support": "配合"}
DIRECTIONS = {"up": "越高越好", "down": "越低越好", "hold": "保持", "none": "不分好坏"}
NOTE_KINDS = {
    "misprint": "误印", "truncated": "残缺", "internal-conflict": "前后不一", "arithmetic": "算不拢",
    "unclear": "不清", "duplicate": "重复",
}  # fmt: skip
UNIT_TYPES = {
    "government": "市政府", "municipal-department": "市直部门", "county-government": "县（市、区）政府",
    "development-zone": "功能区管委会", "party-body": "党委机构", "provincial": "省级机构", "national": "国家机构",
    "enterprise": "企业", "institution": "事业单位", "other": "其他",
}  # fmt: skip
NAME_KINDS = {"full": "全称", "short": "简称", "former": "旧称", "collective": "集体称谓"}
REGION_TYPES = {
    "nation": "全国", "province": "省", "city": "市", "county": "县", "district": "区", "county-level-city": "县级市",
    "zone": "功能区",
}  # fmt: skip
DIMENSIONS = {
    "share": "比率", "percentage-point": "百分点", "coefficient": "系数", "households": "户数", "area": "面积",
    "volume": "体积", "length": "长度", "duration": "时间", "money": "金额", "count": "计数", "items": "件数",
    "mass": "重量", "people": "人数", "events": "次数", "density": "密度",
    "age": "年龄", "annual-mass": "年产量", "batch-density": "抽检密度", "batches": "批次", "daily-flow": "日流量",
    "days": "天数", "flow": "流量", "land-area": "用地面积", "network-density": "路网密度", "per-head-yuan": "人均金额",
    "points": "百分点", "power": "功率", "storeys": "层数", "times": "次数", "time": "时长", "usd": "美元金额",
    "visits": "人次", "working-days": "工作日", "years": "年数", "yuan-per-area": "单位面积金额",
}  # fmt: skip
LEFT_OUT = {
    "name": "名称或编号里的数", "list": "只是列举了几项", "time": "日期、期限或频次", "rule": "别的文件的规定",
    "vague": "没有说清是什么或是多少", "damaged": "印坏了，读不出", "other": "其他",
}  # fmt: skip
COVERAGE = {
    "table_figures": "表格数", "text_figures": "正文数", "tasks": "任务", "projects": "项目",
    "citations": "引用", "notes": "存疑", "left_out": "未收",
}  # fmt: skip
DIFFERENCES = {
    "value": "", "baseline": "起点不同", "undated": "其中一个没有写年份，按规划期末比较",
    "definition": "两个相近的指标，口径不同", "unit": "计量单位不同，不能直接比",
    "deadline": "要求相同，期限不同", "rounding": "只差在四舍五入",
}  # fmt: skip
STATUSES = {"final": "", "preliminary": "初步数"}
SCOPES = {"within-plan": "同一文件内", "across-plans": "不同文件间"}

UNRELEASED = "数据尚未定版：编号、列名、网址都还可能变，目前不作任何承诺。"
"""Said where data is offered, as long as there is no release."""


def number(amount: Decimal) -> str:
    """A number for reading: commas between thousands, no exponent, the decimals it has."""
    return f"{amount:,f}"


def with_measure(printed: str, measure: Measure | None) -> str:
    """A printed value with its unit, unless the print holds the unit already or is no number."""
    symbol = measure.symbol if measure else ""
    if not symbol or symbol in printed or not any(character.isdigit() for character in printed):
        return printed
    return f"{printed}{symbol}" if symbol == "%" else f"{printed} {symbol}"


def gap(case: Case) -> str:
    """The difference of two exact values, of percentages in points; empty where it cannot be computed."""
    if case.gap is None:
        return ""
    measure = case.first.a.measure
    symbol = "个百分点" if measure and measure.symbol == "%" else measure.symbol if measure else ""
    return f"{number(case.gap)} {symbol}".rstrip()


def shown(figures: Iterable[Figure]) -> str:
    """The figures as they are printed, each wording once: 低于9%、9%以下."""
    return "、".join(wording for wording, _ in by_wording(figures))


def by_wording(figures: Iterable[Figure]) -> tuple[tuple[str, tuple[Figure, ...]], ...]:
    """Figures that are printed in the same words, spaces aside."""
    groups: dict[str, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(with_measure(figure.printed, figure.measure).replace(" ", ""), []).append(figure)
    return tuple((with_measure(own[0].printed, own[0].measure), tuple(own)) for own in groups.values())


def period(text: str) -> str:
    """2025 → 2025年, 2021/2025 → 2021—2025年; an empty one → 未写年份."""
    return f"{text.replace('/', '—')}年" if text else "未写年份"


def due(text: str) -> str:
    """2025-06-30 → 2025年6月30日, --06-30 → 每年6月30日, ---30 → 每月30日."""
    if text.startswith("---"):
        return f"每月{int(text[3:])}日"
    if text.startswith("--"):
        return f"每年{due('0' + text[1:]).removeprefix('0年')}"
    parts = text.split("-")
    return "".join(f"{int(part)}{mark}" for part, mark in zip(parts, "年月日", strict=False))


def day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def lines(*texts: str) -> int:
    """An estimate of the texts' lines on a phone, for the intrinsic size of lazily rendered parts."""
    return sum(len(text) // 20 + 1 for text in texts)


def size(count: int) -> str:
    """A size in bytes for reading, in decimal units (1 KB is 1000 B)."""
    if count < 1000:
        return f"{count} B"
    if count < 1_000_000:
        return f"{count / 1000:.0f} KB"
    return f"{count / 1_000_000:.1f} MB"
