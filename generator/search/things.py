"""What can be found, beyond pages as such: plans, clauses, indicators, units, tasks, projects and datasets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.linking.addresses import address_of, regions_with_pages
from generator.model import Corpus, Figure, Indicator, Plan, Task, Unit
from generator.opendata import Exports
from generator.search.spelling import place_readings, spellings
from generator.wording import words

Readings = Mapping[str, tuple[str, ...]]
PERIOD = re.compile(r"[^“《]*“(十.?五)”")
YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """``title`` is how it is shown, ``names`` what else it is called, ``spelled`` the initials and the whole of these in
    Pinyin; ``where`` is what it stands in.

    The rest are ids and years to filter by.
    """

    address: str
    kind: str
    title: str
    where: str = ""
    names: tuple[str, ...] = ()
    spelled: tuple[tuple[str, str], ...] = ()
    plans: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    years: tuple[str, ...] = ()


def things(corpus: Corpus, exports: Exports) -> Iterator[Thing]:
    """Everything that is a result of its own; a page that shows none of them is only a page."""
    places = place_readings(corpus.registry.regions.values())
    for plan in corpus.plans:
        yield from _of_plan(corpus, plan)
    for indicator in corpus.registry.indicators.values():
        yield _indicator(corpus, indicator, places)
    for unit in corpus.registry.units.values():
        yield _unit(corpus, unit, places)
    for region in regions_with_pages(corpus):
        spelled = _spelled([region.name], places)
        yield Thing(address=address_of(region), kind="region", title=region.name, spelled=spelled)
    for table in exports.tables:
        yield Thing(
            address=f"data.html#{table.table.name}", kind="dataset", title=table.table.schema["title"],
            where="数据下载", names=(table.table.name,),
        )  # fmt: skip


def _of_plan(corpus: Corpus, plan: Plan) -> Iterator[Thing]:
    plans, topics = (plan.id,), (plan.topic.id,)
    tasks = corpus.tasks_of_plan.get(plan.id, ())
    years = [str(year) for year in (plan.period_start, plan.period_end, plan.outlook) if year]
    yield Thing(
        address=address_of(plan), kind="plan", title=plan.title, where=plan.doc_number,
        names=(plan.short_title, plan.doc_number, *_everyday_titles(plan)), units=_ids(_owing(tasks)), years=tuple(years), plans=plans, topics=topics,
    )  # fmt: skip
    for clause in plan.clauses:
        at_clause = corpus.tasks_of_clause.get(clause.id, ())
        yield Thing(
            address=address_of(clause), kind="clause", title=clause.title or clause.label, where=plan.short_title,
            units=_ids(_owing(at_clause)), years=_years(corpus.figures_of_clause.get(clause.id, ())), plans=plans, topics=topics,
        )  # fmt: skip
    for task in tasks:
        yield Thing(
            address=f"{address_of(plan)}#{task.id}", kind="task", title=task.title, where=plan.short_title,
            units=_ids(_owing((task,))), years=_in(deadline.due for deadline in task.deadlines), plans=plans, topics=topics,
        )  # fmt: skip
    for project in corpus.projects_of_plan.get(plan.id, ()):
        yield Thing(
            address=address_of(project), kind="project", title=project.name, where=plan.short_title,
            units=_ids(project.units), plans=plans, topics=topics,
        )  # fmt: skip


def _everyday_titles(plan: Plan) -> tuple[str, ...]:
    """As people call a plan: what it is about and its kind, the period and its kind, its title without the city."""
    kind = words.PLAN_KINDS[plan.kind] if plan.kind else ""
    called = [f"{plan.topic.name}{kind}"]
    if period := PERIOD.match(plan.title):
        called += [plan.title[period.end() :], f"{period[1]}{kind}", f"{period[1]}{plan.topic.name}{kind}"]
    return tuple(called)


def _indicator(corpus: Corpus, indicator: Indicator, places: Readings) -> Thing:
    figures = corpus.figures_of_indicator.get(indicator.id, ())
    other = [name for name, each in corpus.registry.indicator_names.items() if each is indicator]
    names = dict.fromkeys([*other, *indicator.everyday_names, *(figure.printed_name for figure in figures)])
    return Thing(
        address=address_of(indicator), kind="indicator", title=indicator.name,
        names=tuple(each for each in names if each and each != indicator.name), spelled=_spelled([indicator.name, *names], places),
        plans=tuple(dict.fromkeys(figure.plan.id for figure in figures)), topics=(indicator.topic.id,), years=_years(figures),
    )  # fmt: skip


def _unit(corpus: Corpus, unit: Unit, places: Readings) -> Thing:
    tasks = tuple(task for task, _ in corpus.duties_of_unit.get(unit.id, ()))
    printed = [name.name for name in corpus.registry.unit_names if unit in name.units]
    called = list(dict.fromkeys([unit.name, *printed, _without_city(corpus, unit.name)]))
    return Thing(
        address=address_of(unit), kind="unit", title=unit.name,
        names=tuple(called[1:]), spelled=_spelled(called, places),
        plans=tuple(dict.fromkeys(task.plan.id for task in tasks)), units=(unit.id,),
        years=_in(deadline.due for task in tasks for deadline in task.deadlines),
    )  # fmt: skip


def _without_city(corpus: Corpus, name: str) -> str:
    """许昌市水利局 → 水利局, as people of the city say."""
    return name.removeprefix(corpus.site.region.name) or name


def _spelled(names: Iterable[str], places: Readings) -> tuple[tuple[str, str], ...]:
    """How the names are typed in Pinyin; with the usual reading of a place's characters as well, 长葛 zhangge."""
    return tuple(dict.fromkeys(spellings(name, known) for name in names if name for known in (places, {})))


def _owing(tasks: Iterable[Task]) -> Iterator[Unit]:
    return (duty.unit for task in tasks for duty in task.duties)


def _ids(units: Iterable[Unit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit.id for unit in units))


def _years(figures: Iterable[Figure]) -> tuple[str, ...]:
    return _in(figure.period for figure in figures)


def _in(dates: Iterable[str]) -> tuple[str, ...]:
    """The years that are named in ``dates``, sorted; a span names its ends."""
    found: defaultdict[str, None] = defaultdict()
    for date_ in dates:
        found.update(dict.fromkeys(YEAR.findall(date_)))
    return tuple(sorted(found))
