"""The words around a number, and what each does to it. Longer words stand for themselves before shorter ones."""

from __future__ import annotations

from generator.model.kinds import Comparator

SIGNS = {
    "≥": Comparator.AT_LEAST, "≧": Comparator.AT_LEAST, "⩾": Comparator.AT_LEAST, ">=": Comparator.AT_LEAST,
    "≤": Comparator.AT_MOST, "≦": Comparator.AT_MOST, "⩽": Comparator.AT_MOST, "<=": Comparator.AT_MOST,
    ">": Comparator.MORE, "<": Comparator.LESS, "≈": Comparator.ABOUT, "=": Comparator.EQUAL,
}  # fmt: skip
"""Mathematical signs; they are no hedge."""

BEFORE = {
    **dict.fromkeys(
        ("不低于", "不少于", "不小于", "不得低于", "不得少于", "至少", "最少", "最低"), Comparator.AT_LEAST
    ),
    **dict.fromkeys(
        ("不高于", "不超过", "不大于", "不多于", "不得超过", "不得高于", "至多", "最多", "最高"), Comparator.AT_MOST
    ),
    **dict.fromkeys(("超过", "突破", "高于", "大于", "多于", "超", "逾"), Comparator.MORE),
    **dict.fromkeys(("低于", "少于", "小于", "不足", "不到", "不满"), Comparator.LESS),
    **dict.fromkeys(("约为", "大约", "约", "将近", "接近", "近", "大概"), Comparator.ABOUT),
}
"""Comparators printed before the number."""

AFTER = {
    **dict.fromkeys(("及以上", "以上", "或以上"), Comparator.AT_LEAST),
    **dict.fromkeys(("及以下", "以下", "以内", "之内", "或以下"), Comparator.AT_MOST),
    **dict.fromkeys(("左右", "上下"), Comparator.ABOUT),
}
"""Comparators printed after the number or its unit."""

ODD = {"余": Comparator.MORE, "多": Comparator.MORE}
"""Directly after the digits or the multiplier: 2200余家, 10万余批次."""

HEDGES = ("力争", "争取", "确保", "预计", "计划", "原则上", "基本")

REACHING = (
    "达到", "达", "到", "至", "增至", "增加到", "增加至", "增长到", "增长至", "提高到", "提高至", "提升到", "提升至", "上升到", "上升至",
    "扩大到", "扩大至", "下降到", "下降至", "降低到", "降低至", "降到", "降至", "减少到", "减少至", "减至", "缩短到", "缩短至", "压缩到",
    "压缩至", "压减到", "压减至", "控制到", "控制在", "保持在", "稳定在", "维持在", "保持", "稳定", "维持", "新增", "新建", "新改建", "共计",
    "共", "为", "实现", "完成", "建成", "每年", "总计", "总量",
)  # fmt: skip
"""Verbs that lead up to a number and leave it as it is."""

CUMULATIVE = ("累计", "累积")
ANNUAL = ("年均增长", "年均增速", "年平均增长", "年均下降", "年均降低", "年均提高", "年均增加", "年均减少", "年均")
RISING = ("增长", "提高", "增加", "提升", "上升", "扩大", "增幅", "增速", "上涨")
FALLING = ("下降", "降低", "减少", "压减", "缩减", "缩短", "下调", "降幅", "减幅", "压缩", "降")
VAGUE = (
    "数十",
    "数百",
    "数千",
    "数万",
    "数亿",
    "几",
    "若干",
    "一批",
    "一系列",
    "翻一番",
    "翻两番",
    "翻番",
    "倍增",
    "成倍",
)

MULTIPLIERS = {
    "万亿": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "万": 10**4,
    "千": 10**3,
    "百": 10**2,
}
RANGE_SIGNS = ("——", "—", "–", "－", "-", "~", "～", "至", "到")
BRACKETS = {"〔": "〕", "【": "】", "[": "]", "［": "］"}
ABSENT = ("—", "——", "-", "－", "/", "／", "–")


def longest(text: str, position: int, words: tuple[str, ...]) -> str:
    """The longest of ``words`` that stands at ``position``; empty when none does."""
    return max((word for word in words if text.startswith(word, position)), key=len, default="")
