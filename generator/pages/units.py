"""The index of units, by type."""

from __future__ import annotations

from generator.model import Corpus, Unit
from generator.opendata import Exports
from generator.pages import Page, PageType, single
from generator.pages._workbook import columns_address, columns_script
from generator.wording.words import UNIT_TYPES


def _page(corpus: Corpus, exports: Exports) -> Page:
    units = tuple(corpus.registry.units.values())
    types = (
        (name, title, tuple(_row(corpus, unit) for unit in units if unit.type == name))
        for name, title in UNIT_TYPES.items()
    )
    return Page(
        address="units/index.html",
        kind="index",
        title="单位",
        description=f"{len(units)} 个单位各自要做什么、什么时候做完、在哪里被提到。",
        files={columns_address("units"): columns_script(corpus, exports.excerpt_fields["units"])},
        facts={
            "types": tuple((name, title, rows) for name, title, rows in types if rows),
        },
    )


def _row(corpus: Corpus, unit: Unit) -> dict[str, object]:
    duties = corpus.duties_of_unit.get(unit.id, ())
    return {
        "unit": unit,
        "own": sum(not duty.inherited for _, duty in duties),
        "inherited": sum(duty.inherited for _, duty in duties),
        "projects": len(corpus.projects_of_unit.get(unit.id, ())),
        "mentions": len(corpus.mentions.get(unit.id, ())),
    }


PAGES = PageType(template="units.html.j2", rank=5, pages=single("units/index.html", _page, ("单位",)))
