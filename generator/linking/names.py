"""Dictionary-based entity linking: names in running text → the objects they name, by greedy longest match."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from generator.figures.script import HAN
from generator.model import Plan, RegionType, Registry, Unit, UnitName
from generator.model.mention import Mention, Named

MUNICIPAL = re.compile(
    rf"(?<![{HAN}])(?:由|经|请|报|与|和|及|向)?"
    rf"(?P<name>(?P<city>[{HAN}]{{2,3}}市|市)(?:(?![和与及]市)[{HAN}]){{1,12}}?(?:委员会|管委会|局|办公室))(?![{HAN}]*(?:格局|布局))"
)
NOT_A_BODY = re.compile(r"(?:[格布全大结开棋破当]局)$|[被由]")
BODY_ENDING = re.compile(
    r"(局|委|委员会|办|办公室|政府|部门|厅|部|署|院|会|中心|支队|大队|站|所|校|学|公司|集团|银行|机构)$"
)
"""A unit's name links in running text only with such a suffix: 水利 is a bureau in a list of duties only."""

COMMON_NOUN = re.compile(r"^(?:示范|开发|高新|经开|试验|新|园)区$")
"""Such a word names a zone only in an enumeration of places: in 魏都区、示范区 it does, in 旅游示范区 it does not."""
GENERAL_NAMES = "general_names"
BETWEEN = ("、", "和", "与", "及", "以及")


@dataclass(frozen=True, slots=True)
class NameIndex:
    """A dictionary for longest-match look-up. ``own`` names are those of one plan: they go before the ``general`` ones, and
    one without a target hides the general one.

    ``lengths`` maps the first character of names to their lengths, longest first. ``cities`` are the names of the regions
    that are cities.
    """

    general: Mapping[str, Named] = field(default_factory=dict)
    own: Mapping[str, Named | None] = field(default_factory=dict)
    lengths: Mapping[str, Sequence[int]] = field(default_factory=dict)
    cities: frozenset[str] = frozenset()

    def find(self, text: str) -> Iterator[Mention]:
        """Mentions from left to right; they do not overlap."""
        mentions = list(self._spelled(text))
        for at, mention in enumerate(mentions):
            near = [text[a.end : b.start] for a, b in pairwise(mentions[max(at - 1, 0) : at + 2])]
            if not COMMON_NOUN.match(text[mention.start : mention.end]) or any(gap in BETWEEN for gap in near):
                yield mention

    def _spelled(self, text: str) -> Iterator[Mention]:
        """Every match of a name, from left to right, before common nouns are sorted out."""
        position = 0
        while position < len(text):
            for length in self.lengths.get(text[position], ()):
                name = text[position : position + length]
                target = self.own[name] if name in self.own else self.general.get(name)
                if target is not None:
                    yield Mention(position, position + length, target)
                    position += length
                    break
            else:
                position += 1


def unknown_bodies(index: NameIndex, text: str) -> Iterator[tuple[int, str]]:
    """(offset, name) of what looks like a municipal body in ``text`` and is part of no unit's name."""
    for match in MUNICIPAL.finditer(text):
        start = match.start("name")
        if match["city"] not in {"市", *index.cities}:
            continue
        known = (mention for mention in index.find(text) if isinstance(mention.target, Unit))
        if not NOT_A_BODY.search(match["name"]) and not any(mention.start <= start < mention.end for mention in known):
            yield start, match["name"]


def name_index(registry: Registry, plans: tuple[Plan, ...], plan_id: str) -> NameIndex:
    """The names that hold in one plan's text: its own forms go before the general ones.

    A collective form names many units and links to none. A region links when it is below the province, and
    the city the site is about does not: it would be in every sentence.
    """
    general = _general(registry)
    own: dict[str, Named | None] = {}
    for form in registry.unit_names_of_plan.get(plan_id, ()) if plan_id else ():
        if form.name in registry.indicator_names:
            continue
        if _links(form):
            own[form.name] = form.units[0]
        elif isinstance(general.general.get(form.name), Unit) or form.name in own:
            own[form.name] = None
    own.update((f"《{title}》", plan) for plan in plans for title in (plan.title, plan.short_title))
    return NameIndex(general.general, own, {**general.lengths, **_lengths(own, general.lengths)}, general.cities)


class NamesOfPlans(Mapping[str, NameIndex]):
    """By plan id, the names that hold in its text; put together when they are asked for."""

    def __init__(self, registry: Registry, plans: tuple[Plan, ...]) -> None:
        self._registry, self._plans = registry, {plan.id: plan for plan in plans}
        self._made: dict[str, NameIndex] = {}

    def __getitem__(self, plan_id: str) -> NameIndex:
        if plan_id not in self._made:
            self._made[self._plans[plan_id].id] = name_index(self._registry, (*self._plans.values(),), plan_id)
        return self._made[plan_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._plans)

    def __len__(self) -> int:
        return len(self._plans)


def _general(registry: Registry) -> NameIndex:
    """The names that hold everywhere, without the plans'; looked up once for a registry, on which it is kept."""
    kept: dict[str, Any] = vars(registry)
    if GENERAL_NAMES not in kept:
        names: dict[str, Named] = {}
        for region in registry.regions.values():
            if region.type not in (RegionType.NATION, RegionType.PROVINCE, RegionType.CITY):
                names[region.name] = region
        for form in registry.unit_names_of_plan.get("", ()):
            if _links(form):
                names[form.name] = form.units[0]
            elif isinstance(names.get(form.name), Unit):
                del names[form.name]
        names.update(registry.indicator_names)
        cities = frozenset(region.name for region in registry.regions.values() if region.type is RegionType.CITY)
        kept[GENERAL_NAMES] = NameIndex(names, {}, _lengths(names, {}), cities)
    index: NameIndex = kept[GENERAL_NAMES]
    return index


def _links(form: UnitName) -> bool:
    return not form.collective and BODY_ENDING.search(form.name) is not None


def _lengths(names: Iterable[str], known: Mapping[str, Sequence[int]]) -> dict[str, Sequence[int]]:
    """First character → the lengths of the ``names`` that begin with it, and those ``known`` already, longest first."""
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for name in names:
        if name:
            lengths[name[0]].add(len(name))
    return {first: sorted(own.union(known.get(first, ())), reverse=True) for first, own in lengths.items()}
