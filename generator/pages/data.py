"""Data and downloads: every table, every format, every column explained."""

from __future__ import annotations

from generator.linking.addresses import address_of
from generator.model import Corpus
from generator.opendata import Exports, TableDownloads
from generator.opendata.formats import Scope, all_formats, formats_of
from generator.pages import Page, PageType, single
from generator.pages import _schema_org as schema_org

FEEDS = (("feeds/changes.atom", "数据的变动"), ("feeds/deadlines.atom", "期限"))
LISTED_FIRST = ("targets", "figures", "tasks", "task_units", "projects")
"""The tables most in demand come first; then the others, then the vocabularies."""


def _place(downloads: TableDownloads) -> tuple[int, bool]:
    name = downloads.table.name
    return (LISTED_FIRST.index(name) if name in LISTED_FIRST else len(LISTED_FIRST), downloads.table.vocabulary)


def _page(corpus: Corpus, exports: Exports) -> Page:
    return Page(
        address="data.html",
        kind="data",
        title="数据下载",
        description=f"{len(exports.tables)} 张表，每张有 CSV、Excel 等 {len(formats_of(Scope.TABLE))} 种格式，每一列都有说明。",
        facts={
            "feeds": FEEDS,
            "whole": exports.whole,
            "tables": tuple(sorted(exports.tables, key=_place)),
            "formats": all_formats(),
            "databases": exports.databases,
            "topics": tuple(
                (topic, exports.by_topic[topic.id])
                for topic in corpus.registry.topics.values()
                if topic.id in exports.by_topic
            ),
            "zips": tuple((plan, exports.by_plan[plan.id]) for plan in corpus.plans),
        },
        about=schema_org.catalogue(
            corpus.site,
            "data.html",
            [
                schema_org.dataset(
                    corpus.site,
                    "data.html",
                    corpus.site.name,
                    corpus.site.description,
                    (exports.whole, *exports.databases),
                    "data.html",
                    schema_org.of_plans(corpus.plans),
                ),
                *(
                    schema_org.dataset(
                        corpus.site,
                        address_of(plan),
                        plan.title,
                        plan.summary,
                        (exports.by_plan[plan.id],),
                        "data.html",
                        schema_org.of_plans((plan,)),
                    )
                    for plan in corpus.plans
                ),
            ],
        ),
    )


PAGES = PageType(template="data.html.j2", rank=11, pages=single("data.html", _page, ("下载", "数据下载")))
