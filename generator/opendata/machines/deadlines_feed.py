"""``feeds/deadlines.atom``: the deadlines that have a date, in the order of their dates.

An entry's ``updated`` is the date of the document that sets the deadline: a new version of the data does not change it.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.linking.addresses import address_of
from generator.model import Corpus
from generator.opendata.files import Exports
from generator.opendata.machines import Publication, Rank
from generator.opendata.machines._atom import Entry, feed

DEADLINES = "feeds/deadlines.atom"


def _files(corpus: Corpus, exports: Exports) -> Mapping[str, bytes]:
    dated = sorted(
        (
            (deadline, task, order)
            for task in corpus.tasks
            for order, deadline in enumerate(task.deadlines, start=1)
            if not deadline.due.startswith("--")
        ),
        key=lambda row: (row[0].order, row[1].id),
    )
    entries = [
        Entry(
            key=f"deadline:{task.id}:{order}",
            title=f"{deadline.due}：{deadline.what}",
            text=f"{task.plan.doc_number}《{task.plan.title}》{task.title}。原文“{deadline.due_printed}”，第 {deadline.source_line} 行。"
            f"责任单位：{'、'.join(dict.fromkeys(duty.printed_name for duty in task.duties))}。",
            updated=task.plan.day.isoformat(),
            address=address_of(task.clause),
        )
        for deadline, task, order in dated
    ]
    return {DEADLINES: feed(corpus.site, DEADLINES, "期限", entries)}


PUBLICATION = Publication(rank=Rank.OF_API, files=_files)
