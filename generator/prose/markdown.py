"""CommonMark for Chinese text, which has no spaces between words.

CommonMark decides by spaces where emphasis ends, so that ``**辅导备案。**准备`` keeps its asterisks, and turns the end
of a line into a space, which Chinese has none of. The rule for emphasis is that of the draft “CJK-friendly
emphasis” for CommonMark (github.com/tats-u/markdown-cjk-friendly); its plugin for Python does not yet work with
markdown-it-py 4.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token

from generator.figures.script import HAN, IS_HAN

CHINESE = re.compile(f"[\u2014\u2018-\u201d\u2026\u3000-\u303f{HAN}\uff01-\uff0f\uff1a-\uff1f]")


@cache
def chinese_markdown() -> MarkdownIt:
    """A parser for CommonMark with tables and without raw HTML; it keeps nothing from one text to the next."""
    return _Chinese("commonmark", {"html": False}).enable("table")


class _Chinese(MarkdownIt):
    def __init__(self, config: str, options: dict[str, Any]) -> None:
        super().__init__(config, options)
        self.inline = _Inline()
        self.configure(config, options_update=options)
        self.core.ruler.push("chinese_lines", _join_lines)


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _State(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        """A run of ``*`` next to a Han character may open or close emphasis whatever stands on its other side."""
        scanned = super().scanDelims(start, canSplitWord)
        if not canSplitWord:
            return scanned
        before, after = self.src[start - 1 : start], self.src[start + scanned.length : start + scanned.length + 1]
        return Scanned(
            can_open=scanned.can_open or (_is_han(before) and bool(after.strip())),
            can_close=scanned.can_close or (_is_han(after) and bool(before.strip())),
            length=scanned.length,
        )


def _is_han(character: str) -> bool:
    return IS_HAN.fullmatch(character) is not None


def _join_lines(state: StateCore) -> None:
    """The end of a line between two Chinese characters is no space."""
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = _joined(block.children)


def _joined(tokens: list[Token]) -> list[Token]:
    """The inline tokens without soft breaks between Chinese characters, adjacent text tokens merged."""
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.type == "softbreak" and kept and following and _meet(kept[-1], following):
            continue
        if (
            token.type == "text"
            and index
            and tokens[index - 1].type == "softbreak"
            and kept
            and kept[-1].type == "text"
        ):
            kept[-1].content += token.content
            continue
        kept.append(token)
    return kept


def _meet(before: Token, after: Token) -> bool:
    """Whether Chinese characters stand on both sides of the break."""
    texts = before.type == after.type == "text" and before.content and after.content
    return bool(texts and CHINESE.match(before.content[-1]) and CHINESE.match(after.content[0]))
