"""A printed amount in a sentence finds its figure; where the words do not decide, it finds none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.model import Corpus, Figure, Kind
from generator.prose.quotes import Quotable
from tests.conftest import MINIATURE, linked


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return linked(MINIATURE)


@pytest.fixture
def figure(corpus: Corpus) -> Callable[..., Figure]:
    """``figure("q", "95%以上")`` of the survival rate, ``name`` as the print calls it."""
    [rate] = [known for known in corpus.figures if known.id == "green-city-q02"]

    def make(identifier: str, printed: str, name: str = "成活率", indicator: str = "") -> Figure:
        other = replace(rate.indicator, id=indicator, name=name) if indicator else rate.indicator
        return replace(rate, id=identifier, printed=printed, printed_name=name, indicator=other)

    return make


def quoted(text: str, clause: list[Figure], plan: list[Figure] | None = None) -> list[tuple[str, str]]:
    return [(text[quote.start : quote.end], quote.figure.id) for quote in Quotable(plan or []).find(text, clause)]


def test_only_figure_of_the_clause_with_that_print_needs_no_words(figure: Callable[..., Figure]) -> None:
    assert quoted("要做到95%以上。", [figure("a", "95%以上")]) == [("95%以上", "a")]


def test_words_decide_between_figures_printed_alike(figure: Callable[..., Figure]) -> None:
    alike = [figure("a", "100%"), figure("b", "100%", "垃圾清运率", "waste")]
    assert quoted("垃圾清运率100%，苗木成活率100%。", alike) == [("100%", "b"), ("100%", "a")]
    assert quoted("两项都到100%。", alike) == []


def test_verb_of_the_print_can_be_left_out(figure: Callable[..., Figure]) -> None:
    assert quoted("面积20万亩。", [figure("a", "稳定在20万亩")]) == [("20万亩", "a")]


def test_rank_is_quoted_whole(figure: Callable[..., Figure]) -> None:
    rank = replace(figure("a", "第4位"), kind=Kind.RANK)
    assert quoted("来了4位专家，居全省第4位。", [rank]) == [("第4位", "a")]


def test_amount_inside_a_longer_number_is_none(figure: Callable[..., Figure]) -> None:
    assert quoted("是195%，不是5.95%，也不是95%.", [figure("a", "95%")]) == [("95%", "a")]
    assert quoted("195%和0.95%", [figure("a", "95%")]) == []


def test_longest_print_wins(figure: Callable[..., Figure]) -> None:
    both = [figure("a", "95%"), figure("b", "95%以上")]
    assert quoted("到95%以上", both) == [("95%以上", "b")]


def test_figure_of_another_clause_needs_plain_words_and_its_year(figure: Callable[..., Figure]) -> None:
    elsewhere = [figure("a", "95%以上")]
    assert elsewhere[0].last_year == 2025
    assert quoted("2025年：苗木成活率95%以上。", [], elsewhere) == [("95%以上", "a")]
    assert quoted("2030年：苗木成活率95%以上。", [], elsewhere) == []
    assert quoted("2025年：满意度95%以上。", [], elsewhere) == []


def test_table_prints_the_unit_apart(corpus: Corpus) -> None:
    cell = next(
        known for known in corpus.figures if known.origin == "table" and known.measure and known.printed.isdigit()
    )
    assert cell.measure
    text = f"{cell.period}年{cell.indicator.name}{cell.printed}{cell.measure.symbol}"
    assert [identifier for _, identifier in quoted(text, [], [cell])] == [cell.id]
