"""The part of a corpus that belongs to one plan, for a package that stands alone."""

from __future__ import annotations

from dataclasses import replace

from generator.model.corpus import Corpus
from generator.model.plan import Plan


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
