"""The part of a corpus that belongs to one plan or one topic, for a package that stands alone."""

from __future__ import annotations

from dataclasses import replace

from generator.model.corpus import Corpus
from generator.model.plan import Plan
from generator.model.registry import Topic


def only(corpus: Corpus, plan: Plan) -> Corpus:
    """``corpus`` with the records of ``plan`` alone; vocabularies stay whole, so that every id resolves.

    Differences with other plans are left out: their other half is not in the package. So are citations'
    links to plans that are not in it.
    """
    names = tuple(name for name in corpus.registry.unit_names if name.plan_id in ("", plan.id))
    return replace(
        corpus,
        registry=replace(corpus.registry, unit_names=names),
        plans=(plan,),
        figures=corpus.figures_of_plan.get(plan.id, ()),
        figure_tables=corpus.figure_tables_of_plan.get(plan.id, ()),
        data_tables=corpus.data_tables_of_plan.get(plan.id, ()),
        tasks=corpus.tasks_of_plan.get(plan.id, ()),
        projects=corpus.projects_of_plan.get(plan.id, ()),
        citations=tuple(
            replace(citation, cited_plan=citation.cited_plan if citation.cited_plan is plan else None)
            for citation in corpus.citations_of_plan.get(plan.id, ())
        ),
        notes=corpus.notes_of_plan.get(plan.id, ()),
        left_out=corpus.left_out_of_plan.get(plan.id, ()),
        differences=corpus.differences_within_plan.get(plan.id, ()),
    )


def only_topic(corpus: Corpus, topic: Topic) -> Corpus:
    """``corpus`` with the indicators of ``topic``, and the figures, notes and differences that are about them.

    What belongs to a document and not to an indicator – tasks, projects, citations, its own tables – is left out.
    """
    indicators = {key: indicator for key, indicator in corpus.registry.indicators.items() if indicator.topic is topic}
    figures = tuple(figure for figure in corpus.figures if figure.indicator.id in indicators)
    here = {figure.id for figure in figures}
    return replace(
        corpus,
        registry=replace(
            corpus.registry,
            observations=tuple(
                observation for observation in corpus.registry.observations if observation.indicator.id in indicators
            ),
            near_indicators=tuple(
                pair for pair in corpus.registry.near_indicators if {pair.one.id, pair.other.id} <= indicators.keys()
            ),
        ),
        figures=figures,
        figure_tables=(),
        data_tables=(),
        tasks=(),
        projects=(),
        citations=(),
        notes=tuple(note for note in corpus.notes if note.figures and {one.id for one in note.figures} <= here),
        left_out=(),
        differences=tuple(
            difference for difference in corpus.differences if {difference.a.id, difference.b.id} <= here
        ),
    )
