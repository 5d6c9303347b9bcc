"""The words around a number, and what each says about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from generator.model.kinds import Comparator


class Sense(Enum):
    """The effect of a word that is no comparator."""

    HEDGE = auto()
    """It softens: 力争."""
    LEAD = auto()
    """It leads up to a number and leaves it as it is: 达到, 提高到."""
    CUMULATIVE = auto()
    ANNUAL = auto()
    RISE = auto()
    """The number is a change: 提高."""
    FALL = auto()
    """The number is the size of a decrease: 下降."""
    RATE = auto()
    """A rise that is a percentage even where no unit is printed: 增速."""
    FALL_RATE = auto()


Effect = Comparator | Sense
SIGNS = frozenset(("≥", "≧", "⩾", ">=", "≤", "≦", "⩽", "<=", ">", "<", "≈"))
ODD = "余多"
"""Directly after a number or its multiplier: 2200余家, 10万余批次."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """First character → (word, effect), longest first: look-up takes constant time whatever the text's length."""

    by_first: Mapping[str, tuple[tuple[str, Effect], ...]]

    def at(self, text: str, position: int) -> tuple[str, Effect] | None:
        """The longest word at ``position``. 提高至少5% is 提高 and 至少, not 提高至."""
        for word, effect in self.by_first.get(text[position : position + 1], ()):
            if text.startswith(word, position) and not (
                word.endswith("至") and text[position + len(word) : position + len(word) + 1] in ("少", "多")
            ):
                return word, effect
        return None


def _lexicon(*groups: tuple[Effect, Iterable[str]]) -> Lexicon:
    by_first: dict[str, list[tuple[str, Effect]]] = {}
    for effect, words in groups:
        for word in words:
            by_first.setdefault(word[0], []).append((word, effect))
    return Lexicon({first: tuple(sorted(words, key=lambda pair: -len(pair[0]))) for first, words in by_first.items()})


RISES = ("提高", "提升", "增加", "上升", "扩大", "上涨", "上调", "增")
RATES = ("增长", "增速", "增幅", "增长率", "增长速度")
FALLS = (
    "下降",
    "降低",
    "减少",
    "压减",
    "缩减",
    "缩短",
    "缩小",
    "压缩",
    "压降",
    "下调",
    "回落",
    "削减",
    "降",
    "减",
)
FALL_RATES = ("降幅", "减幅")
REACHES = tuple(f"{verb}{end}" for verb in (*RISES, *RATES[:1], *FALLS, "发展", "控制") for end in "到至为")

BEFORE = _lexicon(
    (
        Comparator.AT_LEAST,
        ("≥", "≧", "⩾", ">=", "不低于", "不少于", "不小于", "不得低于", "不得少于", "至少", "最少", "最低"),
    ),
    (
        Comparator.AT_MOST,
        ("≤", "≦", "⩽", "<=", "不高于", "不超过", "不大于", "不多于", "不得超过", "不得高于"),
    ),
    (Comparator.AT_MOST, ("至多", "最多", "最高")),
    (Comparator.MORE, (">", "超过", "突破", "高于", "大于", "多于", "超", "逾")),
    (Comparator.LESS, ("<", "低于", "少于", "小于", "不足", "不到", "不满")),
    (Comparator.ABOUT, ("≈", "约", "约为", "大约", "大概", "近", "将近", "接近")),
    (Sense.HEDGE, ("力争", "争取", "确保", "预计", "计划", "预期", "努力", "原则上", "基本")),
    (
        Sense.LEAD,
        ("达到", "达", "到", "至", "为", "控制在", "保持在", "稳定在", "维持在", "保持", "稳定", "维持"),
    ),
    (
        Sense.LEAD,
        (
            "新增",
            "净增",
            "新建",
            "新改建",
            "共",
            "共计",
            "总计",
            "合计",
            "完成",
            "实现",
            "建成",
            "每年",
            "均",
            "同比",
            "环比",
        ),
    ),
    (Sense.LEAD, REACHES),
    (Sense.CUMULATIVE, ("累计", "累积")),
    (Sense.ANNUAL, ("年均", "年平均")),
    (Sense.RISE, (*RISES, *(f"{verb}了" for verb in RISES))),
    (Sense.FALL, (*FALLS, *(f"{verb}了" for verb in FALLS))),
    (Sense.RATE, (*RATES, "增长了")),
    (Sense.FALL_RATE, FALL_RATES),
)
"""Before the number, in any order."""

AFTER = _lexicon(
    (Comparator.AT_LEAST, ("以上", "及以上", "或以上")),
    (Comparator.AT_MOST, ("以下", "及以下", "或以下", "以内", "之内", "内")),
    (Comparator.ABOUT, ("左右", "上下", "级")),
    (Comparator.MORE, ("余", "多")),
    (Sense.HEDGE, ("动态保持", "之间")),
    (Sense.CUMULATIVE, ("累计", "累积")),
)
"""After the number and its unit."""
