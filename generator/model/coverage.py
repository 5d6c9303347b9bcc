"""What each clause of the print yielded: the measure of how complete the data is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.corpus import Corpus
from generator.model.kinds import Origin
from generator.model.plan import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Yield:
    """How many records of each sort stand in ``clause``, those of its own sub-clauses not counted."""

    clause: Clause
    table_figures: int
    text_figures: int
    tasks: int
    projects: int
    citations: int
    notes: int
    left_out: int


def coverage(corpus: Corpus) -> Iterator[Yield]:
    """One row per clause, in document order."""
    table_figures = Counter(figure.clause.id for figure in corpus.figures if figure.origin is Origin.TABLE)
    text_figures = Counter(figure.clause.id for figure in corpus.figures if figure.origin is Origin.TEXT)
    tasks = Counter(task.clause.id for task in corpus.tasks)
    projects = Counter(project.clause.id for project in corpus.projects)
    citations = Counter(citation.clause.id for citation in corpus.citations)
    notes = Counter(note.clause.id for note in corpus.notes)
    left_out = Counter(number.clause.id for number in corpus.left_out)
    for clause in corpus.clause_by_id.values():
        yield Yield(
            clause=clause,
            table_figures=table_figures[clause.id],
            text_figures=text_figures[clause.id],
            tasks=tasks[clause.id],
            projects=projects[clause.id],
            citations=citations[clause.id],
            notes=notes[clause.id],
            left_out=left_out[clause.id],
        )
