"""Search results that are more than a page: plans, clauses, indicators, units, regions, tasks, projects and datasets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.linking.addresses import address_of, regions_with_pages
from generator.model import Corpus, Figure, Indicator, Plan, Task, Unit
from generator.opendata import Exports
from generator.search.spelling import place_readings, spellings
from generator.search.tokens import YEAR
from generator.wording import words

Readings = Mapping[str, tuple[str, ...]]
FIVE_YEAR_NAME = re.compile(r"[^“《]*“(十.?五)”")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A result: ``title`` is its heading, ``names`` are aliases, ``spelled`` their (initials, all syllables) in Pinyin,
    ``where`` is the document or number shown beside the title. ``address`` counts from the site's root.

    ``plans``, ``units``, ``topics`` (ids) and ``years`` are its facet values.
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


def entities(corpus: Corpus, exports: Exports) -> Iterator[Entity]:
    """All entities of the site; a page that is the address of none is indexed as a plain page."""
    places = place_readings(corpus.registry.regions.values())
    for plan in corpus.plans:
        yield from _of_plan(corpus, plan)
    names = _names_of_indicators(corpus)
    for indicator in corpus.registry.indicators.values():
        yield _indicator(corpus, indicator, names.get(indicator.id, []), places)
    printed = _printed_names_of_units(corpus)
    for unit in corpus.registry.units.values():
        yield _unit(corpus, unit, printed.get(unit.id, []), places)
    for region in regions_with_pages(corpus):
        spelled = _spelled([region.name], places)
        yield Entity(address=address_of(region), kind="region", title=region.name, spelled=spelled)
    for table in exports.tables:
        yield Entity(
            address=f"data.html#{table.table.name}", kind="dataset", title=table.table.schema["title"],
            where="数据下载", names=(table.table.name,),
        )  # fmt: skip


def _of_plan(corpus: Corpus, plan: Plan) -> Iterator[Entity]:
    plans, topics = (plan.id,), (plan.topic.id,)
    tasks = corpus.tasks_of_plan.get(plan.id, ())
    years = [str(year) for year in (plan.period_start, plan.period_end, plan.outlook) if year]
    yield Entity(
        address=address_of(plan), kind="plan", title=plan.title, where=plan.doc_number,
        names=(plan.short_title, plan.doc_number, *_everyday_titles(plan)), units=_ids(_responsible(tasks)), years=tuple(years), plans=plans, topics=topics,
    )  # fmt: skip
    for clause in plan.clauses:
        at_clause = corpus.tasks_of_clause.get(clause.id, ())
        yield Entity(
            address=address_of(clause), kind="clause", title=clause.title or clause.label, where=plan.short_title,
            units=_ids(_responsible(at_clause)), years=_years(corpus.figures_of_clause.get(clause.id, ())), plans=plans, topics=topics,
        )  # fmt: skip
    for task in tasks:
        yield Entity(
            address=f"{address_of(plan)}#{task.id}", kind="task", title=task.title, where=plan.short_title,
            units=_ids(_responsible((task,))), years=_in(deadline.due for deadline in task.deadlines), plans=plans, topics=topics,
        )  # fmt: skip
    for project in corpus.projects_of_plan.get(plan.id, ()):
        yield Entity(
            address=address_of(project), kind="project", title=project.name, where=plan.short_title,
            units=_ids(project.units), plans=plans, topics=topics,
        )  # fmt: skip


def _everyday_titles(plan: Plan) -> tuple[str, ...]:
    """Aliases of a plan: topic and kind, period and kind, the title without the city."""
    kind = words.PLAN_KINDS[plan.kind] if plan.kind else ""
    aliases = [f"{plan.topic.name}{kind}"]
    if period := FIVE_YEAR_NAME.match(plan.title):
        aliases += [plan.title[period.end() :], f"{period[1]}{kind}", f"{period[1]}{plan.topic.name}{kind}"]
    return tuple(aliases)


def _names_of_indicators(corpus: Corpus) -> Mapping[str, list[str]]:
    """Id of an indicator → its names in the registry."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for name, indicator in corpus.registry.indicator_names.items():
        names[indicator.id].append(name)
    return names


def _printed_names_of_units(corpus: Corpus) -> Mapping[str, list[str]]:
    """Id of a unit → the names in print that stand for it, alone or with others."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for name in corpus.registry.unit_names:
        for unit_id in _ids(name.units):
            names[unit_id].append(name.name)
    return names


def _indicator(corpus: Corpus, indicator: Indicator, other: Sequence[str], places: Readings) -> Entity:
    figures = corpus.figures_of_indicator.get(indicator.id, ())
    names = dict.fromkeys([*other, *indicator.everyday_names, *(figure.printed_name for figure in figures)])
    return Entity(
        address=address_of(indicator), kind="indicator", title=indicator.name,
        names=tuple(name for name in names if name and name != indicator.name), spelled=_spelled([indicator.name, *names], places),
        plans=tuple(dict.fromkeys(figure.plan.id for figure in figures)), topics=(indicator.topic.id,), years=_years(figures),
    )  # fmt: skip


def _unit(corpus: Corpus, unit: Unit, printed: Sequence[str], places: Readings) -> Entity:
    tasks = tuple(task for task, _ in corpus.duties_of_unit.get(unit.id, ()))
    called = list(dict.fromkeys([unit.name, *printed, _without_city(corpus, unit.name)]))
    return Entity(
        address=address_of(unit), kind="unit", title=unit.name,
        names=tuple(called[1:]), spelled=_spelled(called, places),
        plans=tuple(dict.fromkeys(task.plan.id for task in tasks)), units=(unit.id,),
        years=_in(deadline.due for task in tasks for deadline in task.deadlines),
    )  # fmt: skip


def _without_city(corpus: Corpus, name: str) -> str:
    """许昌市水利局 → 水利局, as people of the city say."""
    return name.removeprefix(corpus.site.region.name) or name


def _spelled(names: Iterable[str], places: Readings) -> tuple[tuple[str, str], ...]:
    """The Pinyin of the names, without duplicates; a place has its common but wrong reading as well, 长葛 zhangge."""
    spelled: dict[tuple[str, str], None] = {}
    for name in filter(None, names):
        known = {place: syllables for place, syllables in places.items() if place in name}
        spelled |= dict.fromkeys(spellings(name, readings) for readings in ((known, {}) if known else ({},)))
    return tuple(spelled)


def _responsible(tasks: Iterable[Task]) -> Iterator[Unit]:
    return (duty.unit for task in tasks for duty in task.duties)


def _ids(units: Iterable[Unit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit.id for unit in units))


def _years(figures: Iterable[Figure]) -> tuple[str, ...]:
    return _in(figure.period for figure in figures)


def _in(dates: Iterable[str]) -> tuple[str, ...]:
    """The years in ``dates`` (ISO 8601, or spans ``2021/2025``), sorted; of a span its ends."""
    return tuple(sorted({year for date_ in dates for year in YEAR.findall(date_)}))
