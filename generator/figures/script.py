"""Normalisation of printed text: full-width digits and signs, spaces and dashes → one spelling, with an offset map."""

from __future__ import annotations

import re
from dataclasses import dataclass

SAME = str.maketrans(
    {
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        **dict.fromkeys("％﹪", "%"), **dict.fromkeys("：∶", ":"), **dict.fromkeys("–―", "—"),
        **dict.fromkeys("－−", "-"), **dict.fromkeys("～〜", "~"),
        "＋": "+", "．": ".", "／": "/", "＞": ">", "＜": "<", "［": "[", "］": "]", "(": "（", ")": "）",
    }
)  # fmt: skip
OF_A_NUMBER = frozenset("0123456789.,，")
SPACE_IN_NUMBER = " "
ABSENT = frozenset(("—", "——", "-", "--", "/"))
HAN = "\u3400-\u4dbf\u4e00-\u9fff"
"""Chinese characters, as a range for a class of a regular expression."""
IS_HAN = re.compile(f"[{HAN}]")
PHRASE = re.compile(f"[\u3007{HAN}、，。；：“”‘’《》（）…·—/:;-]*")


@dataclass(frozen=True, slots=True)
class Script:
    """``text`` is one spelling of ``printed``, without its spaces; ``offsets`` says where each character stood.

    A space inside a number (``5 5``) stays as one ``SPACE_IN_NUMBER``, which no rule accepts; its offset is that of
    the character after it.
    """

    text: str
    offsets: tuple[int, ...]
    length: int

    def offset(self, position: int) -> int:
        """Where ``text[position]`` stands in the print; its length for the end."""
        return self.offsets[position] if position < len(self.offsets) else self.length


def script_of(printed: str) -> Script:
    """``printed`` in one spelling."""
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(printed.translate(SAME)):
        if character.isspace():
            continue
        after_space = bool(offsets) and offsets[-1] < offset - 1
        if after_space and character in OF_A_NUMBER and characters[-1] in OF_A_NUMBER:
            characters.append(SPACE_IN_NUMBER)
            offsets.append(offset)
        characters.append(character)
        offsets.append(offset)
    return Script("".join(characters), tuple(offsets), len(printed))


def is_phrase(text: str) -> bool:
    """Whether ``text`` is a dash that stands for no value, or consists of Chinese words only."""
    return text in ABSENT or (PHRASE.fullmatch(text) is not None and IS_HAN.search(text) is not None)
