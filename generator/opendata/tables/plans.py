"""One row per document."""

from __future__ import annotations

from collections.abc import Iterator

from generator.linking.addresses import address_of
from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for plan in corpus.plans:
        yield {
            "plan_id": plan.id,
            "title": plan.title,
            "short_title": plan.short_title,
            "title_en": plan.title_en,
            "doc_number": plan.doc_number,
            "kind": plan.kind,
            "issuer_unit_id": plan.issuer.id,
            "issued": plan.issued,
            "period_start": plan.period_start,
            "period_end": plan.period_end,
            "publication": plan.publication,
            "first_page": plan.first_page,
            "source_line_start": plan.source_start,
            "source_line_end": plan.source_end,
            "topic": plan.topic.id,
            "summary": plan.summary,
            "summary_en": plan.summary_en,
            "url": address_of(plan),
        }


TABLE = PublishedTable(name="plans", rows=_rows)
