"""What the pictures of shared links say: the key figure of a plan, an indicator, a unit or the site."""

from __future__ import annotations

from generator.charts.preview import Preview
from generator.model import Corpus, Figure, Role
from generator.pages._views import IndicatorRow
from generator.wording.words import period, with_measure


def of_row(corpus: Corpus, over: str, title: str, row: IndicatorRow, about: str = "") -> Preview:
    """The preview of an indicator: its target with the baseline; the baseline alone where there is no target."""
    figure = row.target or row.baseline
    told = [_when(figure)] if figure else [f"原文印了 {row.parts} 个分项" if row.parts else "本期文件没有印出数值"]
    if row.target and row.baseline:
        told.append(f"{period(row.baseline.period)} {with_measure(row.baseline.printed, row.baseline.measure)}")
    value = with_measure(figure.printed, figure.measure) if figure else ""
    return of_count(corpus, over, title, value, f"{about}{'，'.join(told)}")


def of_count(corpus: Corpus, over: str, title: str, value: str, about: str) -> Preview:
    """A preview with one number, ready to print; ``over`` stands above the title, ``about`` below the number."""
    return Preview(over=over, title=title, value=value, about=about, source=corpus.site.publication)


def _when(figure: Figure) -> str:
    if figure.role is Role.STANDARD:
        return "标准"
    return f"{period(figure.period)}{'目标' if figure.role in (Role.TARGET, Role.GROWTH) else '已有'}"
