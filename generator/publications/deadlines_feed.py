"""``feeds/deadlines.atom``: what is due, the dated deadlines in the order of their dates."""

from __future__ import annotations

from collections.abc import Mapping

from generator.exporting import Exports
from generator.linking.addresses import address_of
from generator.model import Corpus
from generator.publications._atom import Entry, feed
from generator.publications._publication import Publication

HERE = "feeds/deadlines.atom"


def _files(corpus: Corpus, exports: Exports) -> Mapping[str, bytes]:
    dated = sorted(
        ((deadline, task) for task in corpus.tasks for deadline in task.deadlines if not deadline.due.startswith("--")),
        key=lambda pair: (pair[0].due, pair[1].id, pair[0].source_line),
    )
    entries = [
        Entry(
            key=f"deadline:{task.id}:{deadline.due}:{deadline.what}",
            title=f"{deadline.due}：{deadline.what}",
            text=f"{task.plan.doc_number}《{task.plan.title}》{task.title}。原文“{deadline.due_printed}”，第 {deadline.source_line} 行。"
            f"责任单位：{'、'.join(dict.fromkeys(duty.printed_name for duty in task.duties))}。",
            updated=corpus.site.data_date.isoformat(),
            address=address_of(task.clause),
        )
        for deadline, task in dated
    ]
    return {HERE: feed(corpus.site, HERE, "期限", entries)}


PUBLICATION = Publication(rank=2, files=_files)
