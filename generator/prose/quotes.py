"""Figures quoted in our text: which of a plan's figures a printed amount in a sentence is.

A clause quotes its own figures first. Where several are printed alike — 100% is — the words around the amount decide,
and where they do not, nothing links: no link is better than one to the wrong figure. A figure of another clause, as the
lead quotes them, links only when the words name it plainly.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model import Figure, Kind, Origin

SENTENCE_END = re.compile(r"[。；！？\n]")
PHRASE_END = re.compile(r"[，：、（）。；！？\n]")
YEAR = re.compile(r"(?:19|20)\d\d(?=年|[—-](?:19|20)\d\d年)")
DIGITS_ON = re.compile(r"\d.*")
PLAIN_WORDS = 4
"""Pairs of characters that an amount's words must share with a figure's names before one of another clause links."""


@dataclass(frozen=True, slots=True)
class Quote:
    """``text[start:end]`` is ``figure`` as printed."""

    start: int
    end: int
    figure: Figure


class Quotable:
    """The figures of one plan by their printed forms."""

    def __init__(self, figures: Iterable[Figure] = ()) -> None:
        self._of_plan = _forms(figures)

    def find(self, text: str, clause: Sequence[Figure] = ()) -> Iterator[Quote]:
        """Quotes from left to right; ``clause`` are the figures of the clause the text belongs to."""
        own = _forms(figure for figure in clause if figure.origin is Origin.TEXT)
        forms = sorted({*own, *self._of_plan}, key=lambda form: (-len(form), form))
        taken: set[str] = set()
        for start, end in _occurrences(forms, text):
            form, words = text[start:end], _Words.around(text, start, end)
            figure = _own(own.get(form, ()), words, taken) or _of_another_clause(self._of_plan.get(form, ()), words)
            if figure:
                taken.add(figure.id)
                yield Quote(start, end, figure)


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands around an amount, as pairs of characters: in its own phrase, and in its whole sentence."""

    phrase: frozenset[str]
    sentence: frozenset[str]
    years: frozenset[str]

    @classmethod
    def around(cls, text: str, start: int, end: int) -> _Words:
        before = SENTENCE_END.split(text[:start])[-1]
        after = PHRASE_END.split(text[end:], maxsplit=1)[0]
        phrase = PHRASE_END.split(before)[-1]
        return cls(_pairs(phrase) | _pairs(after), _pairs(before), frozenset(YEAR.findall(before)))

    def score(self, figure: Figure) -> int:
        names = (figure.printed_name, figure.indicator.name, figure.component, figure.region.name)
        pairs = frozenset().union(*map(_pairs, names))
        return 2 * len(pairs & self.phrase) + len(pairs & self.sentence)


def _own(figures: Sequence[Figure], words: _Words, taken: set[str]) -> Figure | None:
    free = [figure for figure in figures if figure.id not in taken]
    return _best(free, words, 0 if len(figures) == 1 else 1)


def _of_another_clause(figures: Sequence[Figure], words: _Words) -> Figure | None:
    fitting = [figure for figure in figures if not words.years or str(figure.last_year or "") in ("", *words.years)]
    return _best(fitting, words, PLAIN_WORDS)


def _best(figures: Sequence[Figure], words: _Words, least: int) -> Figure | None:
    """The one the words fit best; of several that fit alike the first, if all are of one indicator."""
    scores = [words.score(figure) for figure in figures]
    best = max(scores, default=-1)
    if best < least:
        return None
    winners = [figure for figure, score in zip(figures, scores, strict=True) if score == best]
    return winners[0] if len({winner.indicator.id for winner in winners}) == 1 else None


def _forms(figures: Iterable[Figure]) -> Mapping[str, Sequence[Figure]]:
    forms: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        for form in _forms_of(figure) if figure.amount is not None else ():
            forms[form].append(figure)
    return forms


def _forms_of(figure: Figure) -> set[str]:
    """How a sentence can quote a figure: as printed, without the verb (稳定在20万亩), with the unit a table prints apart.

    A rank is quoted whole: 第4位 is not 4位.
    """
    printed = figure.printed
    unit = figure.measure.symbol if figure.measure and printed[-1].isdigit() else ""
    amount = DIGITS_ON.search(printed) if figure.kind is not Kind.RANK else None
    forms = {printed, printed.replace(" ", ""), amount[0] if amount else ""}
    return {form + unit for form in forms if len(form + unit) > 1}


def _occurrences(forms: Sequence[str], text: str) -> Iterator[tuple[int, int]]:
    """Where a form stands, the longest first, and never inside a longer number."""
    if forms:
        pattern = rf"(?<![\d.])(?:{'|'.join(map(re.escape, forms))})(?!\.?\d)"
        yield from (match.span() for match in re.finditer(pattern, text))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
