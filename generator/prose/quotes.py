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
SAID_YEAR = re.compile(r"(?:19|20)\d\d(?=年|[—-](?:19|20)\d\d年)")
DIGITS_ON = re.compile(r"\d.*")
LEAST_SCORE = 4
"""The score (``_Words.score``) that a figure of another clause needs to be linked."""


@dataclass(frozen=True, slots=True)
class Quote:
    """``text[start:end]`` is ``figure`` as printed."""

    start: int
    end: int
    figure: Figure


class Quotable:
    """An index of one plan's figures by the forms in which a sentence can quote them."""

    def __init__(self, figures: Iterable[Figure] = ()) -> None:
        self._of_plan = _forms(figures)

    def find(self, text: str, clause: Sequence[Figure] = ()) -> Iterator[Quote]:
        """Quotes from left to right; ``clause`` are the figures of the clause the text belongs to."""
        own = _forms(figure for figure in clause if figure.origin is Origin.TEXT)
        forms = sorted({*own, *self._of_plan}, key=lambda form: (-len(form), form))
        taken: set[str] = set()
        for start, end in _occurrences(forms, text):
            form, words = text[start:end], _Words.around(text, start, end)
            figure = _of_this_clause(own.get(form, ()), words, taken) or _of_another_clause(
                self._of_plan.get(form, ()), words
            )
            if figure:
                taken.add(figure.id)
                yield Quote(start, end, figure)


@dataclass(frozen=True, slots=True)
class _Words:
    """The context of an amount as character bigrams: of its own phrase, and of the sentence before it."""

    phrase: frozenset[str]
    sentence: frozenset[str]
    years: frozenset[str]

    @classmethod
    def around(cls, text: str, start: int, end: int) -> _Words:
        before = SENTENCE_END.split(text[:start])[-1]
        after = PHRASE_END.split(text[end:], maxsplit=1)[0]
        phrase = PHRASE_END.split(before)[-1]
        return cls(_bigrams(phrase) | _bigrams(after), _bigrams(before), frozenset(SAID_YEAR.findall(before)))

    def score(self, figure: Figure) -> int:
        """Twice the bigrams that the figure's names share with the phrase, plus those they share with the sentence."""
        names = (figure.printed_name, figure.indicator.name, figure.component, figure.region.name)
        bigrams = frozenset().union(*map(_bigrams, names))
        return 2 * len(bigrams & self.phrase) + len(bigrams & self.sentence)


def _of_this_clause(figures: Sequence[Figure], words: _Words, taken: set[str]) -> Figure | None:
    """The best figure of the clause that is not quoted yet; a single candidate needs no words in common."""
    free = [figure for figure in figures if figure.id not in taken]
    return _best(free, words, 0 if len(figures) == 1 else 1)


def _of_another_clause(figures: Sequence[Figure], words: _Words) -> Figure | None:
    """The best figure of the plan, if its year is not contradicted by one in the sentence."""
    fitting = [figure for figure in figures if not words.years or str(figure.last_year or "") in ("", *words.years)]
    return _best(fitting, words, LEAST_SCORE)


def _best(figures: Sequence[Figure], words: _Words, least: int) -> Figure | None:
    """The figure with the highest score, ``least`` or more; of a tie the first, if all are of one indicator."""
    scores = [words.score(figure) for figure in figures]
    best = max(scores, default=-1)
    if best < least:
        return None
    winners = [figure for figure, score in zip(figures, scores, strict=True) if score == best]
    return winners[0] if len({winner.indicator.id for winner in winners}) == 1 else None


def _forms(figures: Iterable[Figure]) -> Mapping[str, Sequence[Figure]]:
    """Form → the figures that can be quoted so."""
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
    """The spans of forms, by longest match (``forms`` are longest first), never inside a longer number."""
    if forms:
        pattern = rf"(?<![\d.])(?:{'|'.join(map(re.escape, forms))})(?!\.?\d)"
        yield from (match.span() for match in re.finditer(pattern, text))


def _bigrams(text: str) -> frozenset[str]:
    """The character bigrams of ``text``."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
