"""The explorers: all figures on one page and all tasks on another, to filter, sort, share and take away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Generic, TypeVar, cast

from generator.linking.addresses import relative
from generator.model import Clause, Corpus, Figure, Kind, Role, Task, Unit
from generator.opendata import Download, Exports
from generator.opendata.tables import TableData, all_tables, table_data
from generator.pages import Page, PageSpec, PageType
from generator.pages._explorer import SEVERAL, Explorer, ExplorerColumn, Facet, ShownColumn, composed, published
from generator.wording import words
from generator.wording.downloads import about_a_workbook

T = TypeVar("T")
UNSAID = "没有注明"
EXPLORERS = {"figures": "全部数值", "tasks": "全部任务"}
"""Name → title, in the order of the navigation."""


def _pages(corpus: Corpus, exports: Exports) -> Iterator[PageSpec]:
    for name, title in EXPLORERS.items():
        yield PageSpec(f"explore/{name}.html", partial(_page, corpus, exports, name), ("筛选", title))


def _page(corpus: Corpus, exports: Exports, name: str) -> Page:
    explorer = explorer_of(corpus, exports, name)
    return Page(
        address=explorer.address,
        kind="explorer",
        title=explorer.title,
        description=explorer.description,
        hide=("navigation", "toc"),
        facts={"explorer": explorer},
        files={explorer.script_address: explorer.script()},
    )


class _Part:
    """The corpus with a part of its figures or tasks."""

    def __init__(self, corpus: Corpus, name: str, first: int, end: int) -> None:
        self._corpus = corpus
        setattr(self, name, getattr(corpus, name)[first:end])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._corpus, name)


def explorer_of(corpus: Corpus, exports: Exports, name: str, rows: tuple[int, int] | None = None) -> Explorer:
    """One of ``EXPLORERS``, over the published table of this name, or over the ``rows`` of it from one to before another."""
    if rows:
        corpus = cast("Corpus", _Part(corpus, name, *rows))
    table = next(table_data(one, corpus) for one in all_tables() if one.name == name)
    downloads = next(published.downloads for published in exports.tables if published.table.name == name)
    return (figures_explorer if name == "figures" else tasks_explorer)(corpus, table, downloads)


def figures_explorer(corpus: Corpus, table: TableData, downloads: Sequence[Download]) -> Explorer:
    """A row for each printed figure; its units are those that answer for its clause or one around it."""
    figures = corpus.figures
    column = _ColumnOf(figures)
    here = "explore/figures.html"
    units = {clause_id: _units_of(corpus, clause) for clause_id, clause in corpus.clause_by_id.items()}

    return Explorer(
        name="figures",
        title=EXPLORERS["figures"],
        description=f"{len(figures)} 个印出来的数值，按文件、单位、主题、地区、年份筛选，筛出多少下载多少。",
        item="个数值",
        columns=_with_patterns(
            *published(table),
            column("plan", "文件", lambda figure: figure.plan.short_title),
            column("doc_number", "文号", lambda figure: figure.plan.doc_number),
            column("indicator", "指标", lambda figure: figure.indicator.name),
            column("topic", "主题", lambda figure: figure.indicator.topic.name),
            column("region", "地区", lambda figure: figure.region.name),
            column("measure", "计量单位", lambda figure: figure.measure.symbol if figure.measure else ""),
            column("units", "责任单位", lambda figure: "、".join(unit.name for unit in units[figure.clause.id])),
            column("clause", "条款", lambda figure: figure.clause.label),
            column("value", "数值", lambda figure: words.with_measure(figure.printed, figure.measure), download=False),
            column("when", "时期", _when, download=False),
            column("of", "分项", _of, download=False),
            column("clause_url", "条款网页", lambda figure: relative(figure.clause, here), download=False),
            column("bound", "属性", lambda figure: words.BINDINGS.get(figure.binding or "", ""), download=False),
            column("topic_id", "主题", lambda figure: figure.indicator.topic.id, download=False),
            column(
                "unit_ids",
                "单位",
                lambda figure: SEVERAL.join(unit.id for unit in units[figure.clause.id]),
                download=False,
            ),
            column("years", "年份", lambda figure: str(figure.last_year or ""), download=False),
            url=relative("indicators/{indicator_id}.html#{figure_id}", here),
        ),
        facets=(
            _plans(corpus, (figure.plan.id for figure in figures)),
            Facet(name="topic", title="主题", column="topic_id", labels=_topics(corpus)),
            _unit_facet(unit for group in units.values() for unit in group),
            Facet(name="region", title="地区", column="region_id", labels=_regions(corpus)),
            Facet(name="year", title="年份", column="years", kind="years", labels={}),
            Facet(name="role", title="目标或已有", column="role", labels=words.ROLES),
            Facet(name="binding", title="约束性", column="binding", labels={**words.BINDINGS, "": UNSAID}),
            Facet(name="kind", title="种类", column="kind", labels=words.FIGURE_KINDS),
        ),
        shown=(
            ShownColumn(title="指标", text="indicator", href="url", small=("of",), sort="indicator", css="gh-x-name"),
            ShownColumn(title="数值", text="value", sort="amount", css="gh-n"),
            ShownColumn(title="时期", text="when", sort="years", css="gh-nowrap"),
            ShownColumn(title="地区", text="region", sort="region", css="gh-nowrap"),
            ShownColumn(title="属性", text="bound", sort="binding"),
            ShownColumn(title="出处", text="place", href="clause_url", small=("line",), sort="source_line"),
        ),
        searched=("indicator", "printed_name", "of", "value", "region", "place", "units", "doc_number"),
        downloads=tuple(download.address for download in downloads),
        file=f"{corpus.site.region.id}-figures",
        site_address=corpus.site.address,
        about=about_a_workbook(corpus.site),
    )


def tasks_explorer(corpus: Corpus, table: TableData, downloads: Sequence[Download]) -> Explorer:
    """A row for each task; its years are those of its dated deadlines."""
    tasks = corpus.tasks
    column = _ColumnOf(tasks)
    here = "explore/tasks.html"

    def units(task: Task) -> tuple[Unit, ...]:
        return tuple({duty.unit.id: duty.unit for duty in task.duties}.values())

    return Explorer(
        name="tasks",
        title=EXPLORERS["tasks"],
        description=f"{len(tasks)} 项点了名的任务，按单位、文件、主题、地区、期限筛选，筛出多少下载多少。",
        item="项任务",
        columns=_with_patterns(
            *published(table),
            column("plan", "文件", lambda task: task.plan.short_title),
            column("doc_number", "文号", lambda task: task.plan.doc_number),
            column("topic", "主题", lambda task: task.plan.topic.name),
            column("units", "责任单位", lambda task: "、".join(unit.name for unit in units(task))),
            column("deadlines", "各项期限", _deadlines),
            column("clause", "条款", lambda task: task.clause.label),
            column("printed_units", "单位", _printed_units, download=False),
            column("clause_url", "条款网页", lambda task: relative(task.clause, here), download=False),
            column("topic_id", "主题", lambda task: task.plan.topic.id, download=False),
            column("unit_ids", "单位", lambda task: SEVERAL.join(unit.id for unit in units(task)), download=False),
            column("region_ids", "地区", lambda task: SEVERAL.join(_regions_of(units(task))), download=False),
            column("years", "年份", lambda task: SEVERAL.join(_years(task)), download=False),
            column("dated", "期限", _dated, download=False),
            url="{clause_url}",
        ),
        facets=(
            _unit_facet(unit for task in tasks for unit in units(task)),
            _plans(corpus, (task.plan.id for task in tasks)),
            Facet(name="topic", title="主题", column="topic_id", labels=_topics(corpus)),
            Facet(name="region", title="单位所在地区", column="region_ids", labels=_regions(corpus)),
            Facet(name="due", title="完成期限", column="years", kind="years", labels={}),
            Facet(name="dated", title="有没有期限", column="dated", labels=DATED),
        ),
        shown=(
            ShownColumn(title="任务", text="title", href="url", small=("summary",), sort="title", css="gh-x-name"),
            ShownColumn(title="单位", text="printed_units", sort="units"),
            ShownColumn(title="期限", text="deadlines", sort="due"),
            ShownColumn(title="出处", text="place", href="url", small=("line",), sort="source_line"),
        ),
        searched=("title", "summary", "units", "printed_units", "deadlines", "place", "doc_number"),
        downloads=tuple(download.address for download in downloads),
        file=f"{corpus.site.region.id}-tasks",
        site_address=corpus.site.address,
        about=about_a_workbook(corpus.site),
    )


class _ColumnOf(Generic[T]):
    """Makes columns of ``things``: the value of each row is computed from the thing at its index."""

    def __init__(self, things: tuple[T, ...]) -> None:
        self.things = things

    def __call__(self, name: str, title: str, value: Callable[[T], str], *, download: bool = True) -> ExplorerColumn:
        return ExplorerColumn(name=name, title=title, values=tuple(map(value, self.things)), download=download)


def _with_patterns(*columns: ExplorerColumn, url: str) -> tuple[ExplorerColumn, ...]:
    """The columns, and those computed from them: the page, the place and the line of a row."""
    return (
        *columns,
        composed(columns, "url", "网页", url),
        composed(columns, "place", "出处", "{plan} {clause}", download=False),
        composed(columns, "line", "行", "原文第 {source_line} 行", download=False),
    )


DATED = {"date": "写明日期", "regular": "每年或每月", "": "没有写期限"}


def _units_of(corpus: Corpus, clause: Clause) -> tuple[Unit, ...]:
    """The units responsible for a clause: those of its tasks, or of its nearest ancestor that has tasks."""
    at: Clause | None = clause
    while at:
        units = {duty.unit.id: duty.unit for task in corpus.tasks_of_clause.get(at.id, ()) for duty in task.duties}
        if units:
            return tuple(units.values())
        at = at.parent
    return ()


def _when(figure: Figure) -> str:
    role = words.ROLES[figure.role]
    return role if figure.role is Role.STANDARD else f"{words.period(figure.period)}{role}"


def _of(figure: Figure) -> str:
    """What tells the figure from others of its indicator: its component, and its kind unless that is a level."""
    kind = "" if figure.kind in (Kind.LEVEL, Kind.QUALITATIVE) else words.FIGURE_KINDS[figure.kind]
    return " · ".join(filter(None, (figure.component, kind)))


def _deadlines(task: Task) -> str:
    return "；".join(dict.fromkeys(words.due(deadline.due) for deadline in task.deadlines))


def _printed_units(task: Task) -> str:
    """As printed: a collective form stands for the units that it was expanded to."""
    return "、".join(dict.fromkeys(duty.printed_name for duty in task.duties))


def _years(task: Task) -> Iterator[str]:
    yield from sorted({deadline.due[:4] for deadline in task.deadlines if not deadline.due.startswith("--")})


def _dated(task: Task) -> str:
    kinds = {"regular" if deadline.due.startswith("--") else "date" for deadline in task.deadlines}
    return SEVERAL.join(sorted(kinds))


def _regions_of(units: Iterable[Unit]) -> list[str]:
    return list(dict.fromkeys(unit.region.id for unit in units if unit.region))


def _plans(corpus: Corpus, used: Iterable[str]) -> Facet:
    ids = set(used)
    labels = {plan.id: plan.short_title for plan in corpus.plans if plan.id in ids}
    return Facet(name="plan", title="文件", column="plan_id", labels=labels)


def _unit_facet(units: Iterable[Unit]) -> Facet:
    return Facet(
        name="unit", title="单位", column="unit_ids", labels={unit.id: unit.name for unit in units} | {"": UNSAID}
    )


def _topics(corpus: Corpus) -> dict[str, str]:
    return {topic.id: topic.name for topic in corpus.registry.topics.values()}


def _regions(corpus: Corpus) -> dict[str, str]:
    return {region.id: region.name for region in corpus.registry.regions.values()} | {"": UNSAID}


PAGES = PageType(template="explorer.html.j2", rank=10, pages=_pages)
