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
    names = tuple(each for each in corpus.registry.unit_names if each.plan_id in ("", plan.id))
    return replace(
        corpus,
        registry=replace(corpus.registry, unit_names=names),
        plans=(plan,),
        figures=tuple(each for each in corpus.figures if each.plan is plan),
        figure_tables=tuple(each for each in corpus.figure_tables if each.plan is plan),
        data_tables=tuple(each for each in corpus.data_tables if each.plan is plan),
        tasks=tuple(each for each in corpus.tasks if each.plan is plan),
        projects=tuple(each for each in corpus.projects if each.plan is plan),
        citations=tuple(
            replace(each, cited_plan=each.cited_plan if each.cited_plan is plan else None)
            for each in corpus.citations
            if each.plan is plan
        ),
        notes=tuple(each for each in corpus.notes if each.plan is plan),
        left_out=tuple(each for each in corpus.left_out if each.plan is plan),
        differences=tuple(each for each in corpus.differences if each.a.plan is plan and each.b.plan is plan),
    )


def only_topic(corpus: Corpus, topic: Topic) -> Corpus:
    """``corpus`` with the indicators of ``topic``, and the figures, notes and differences that are about them.

    What belongs to a document and not to an indicator – tasks, projects, citations, its own tables – is left out.
    """
    indicators = {key: each for key, each in corpus.registry.indicators.items() if each.topic is topic}
    figures = tuple(each for each in corpus.figures if each.indicator.id in indicators)
    here = {each.id for each in figures}
    return replace(
        corpus,
        registry=replace(
            corpus.registry,
            observations=tuple(each for each in corpus.registry.observations if each.indicator.id in indicators),
            near_indicators=tuple(
                each for each in corpus.registry.near_indicators if {each.one.id, each.other.id} <= indicators.keys()
            ),
        ),
        figures=figures,
        figure_tables=(),
        data_tables=(),
        tasks=(),
        projects=(),
        citations=(),
        notes=tuple(each for each in corpus.notes if each.figures and {one.id for one in each.figures} <= here),
        left_out=(),
        differences=tuple(each for each in corpus.differences if {each.a.id, each.b.id} <= here),
    )
