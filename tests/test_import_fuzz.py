"""Whatever a file holds, an import ends in a draft that accounts for every line, or in a clear message and nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.diagnostics import Language, Report, StageError
from generator.importing.draft.accounting import account
from generator.importing.stage import import_issue
from generator.model import Corpus
from generator.reporters import REPORTERS
from tests.conftest import MINIATURE, linked
from tests.test_importing import ISSUE

PIECES = [
    "第一章 总则", "第一节 目标", "一、目标", "（一）多种树。", "(二)少砍树", "1. 种树", "1.种树。沿河种两排。", "——其他", "专栏1 种树工程",
    "专 栏 2 浇水", "专栏", "附件", "附件1：名单", "附 件 2", "前言", "目 录", "注：以上为预期", "指标\t2020年\t2025年", "种树（万棵）\t3\t7",
    "\t\t", "合计\t\t9", "桂政〔2022〕9号", "桂政办〔2022〕10 号", "桂城市人民政府关于印发桂城市种树规划的通知", "2022年3月1日", "2022年13月41日",
    "到2025年，种树达到7万棵以上，成活率不低于98%。", "（责任单位：市园林局、市林业局）", "(责任单位：", "牵头单位：市林业局；配合单位：", "由市林业局牵头",
    "《桂城市种树规划》（桂政〔2022〕9号）", "《《《", "）））", "（" * 400, "〔" * 50 + "2022", "十" * 60, "第百十零章", "0.0.0.", "%", "9" * 300,
    "—" * 9, "到二〇二五年", "翻一番", "五分之三", "\u2028", "\x85", "\x0c", "\u200b", "",
]  # fmt: skip
LINES = st.lists(
    st.one_of(
        st.sampled_from(PIECES),
        st.sampled_from(ISSUE.splitlines()),
        st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=30),
    ),
    max_size=40,
)


@cache
def corpus() -> Corpus:
    return linked(MINIATURE)


def imported(content: bytes, suffix: str = ".txt") -> None:
    """Imports ``content`` and checks what must hold of every import."""
    with TemporaryDirectory() as folder:
        source, out = Path(folder) / f"issue{suffix}", Path(folder) / "draft"
        source.write_bytes(content)
        stages: list[str] = []
        try:
            result = import_issue(source, out, corpus(), stages.append)
        except StageError as fault:
            refused = fault.finding
        else:
            refused = None
        if refused:
            assert not out.exists()
            for language in Language:
                assert refused.what.in_(language) in REPORTERS["text"](Report.of([refused]), language)
            return
        accounted = account(result.issue)
        assert [number for number, line in enumerate(result.issue.lines, 1) if line.strip()] == sorted(accounted)
        assert (out / "review.txt").is_file()
        assert len(list((out / "content/plans").glob("*.md"))) == len(result.drafts)


@settings(max_examples=150)
@given(lines=LINES)
def test_any_order_of_lines(lines: list[str]) -> None:
    imported("\n".join([*ISSUE.splitlines()[:20], *lines]).encode("utf-8"))


@settings(max_examples=80)
@given(lines=LINES)
def test_any_lines_without_a_head(lines: list[str]) -> None:
    imported("\n".join(lines).encode("utf-8"))


@settings(max_examples=80)
@given(content=st.binary(max_size=400))
@example(content=b"\xff\xfe\x00a")
@example(content=ISSUE.encode("utf-16"))
@example(content=ISSUE.encode("utf-8") + ISSUE.encode("gb18030"))
@example(content=ISSUE.encode("gb18030"))
def test_any_bytes(content: bytes) -> None:
    for suffix in (".txt", ".docx", ".pdf"):
        imported(content, suffix)


@settings(max_examples=80)
@given(st.data())
def test_a_text_cut_and_spoilt_anywhere(data: st.DataObject) -> None:
    text = ISSUE.encode("utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    imported(text[:start] + data.draw(st.binary(max_size=9)) + text[end:])
