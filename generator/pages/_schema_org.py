"""What a page is about, in the terms of schema.org, for search engines: it stands in the page as JSON-LD.

Addresses are relative to the page while the site has none of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from generator.linking.addresses import address_of, relative
from generator.model import Indicator, Plan, Site, Unit
from generator.model.plan import years_covered
from generator.opendata import Download

Facts = Mapping[str, Any]


def catalogue(site: Site, here: str, datasets: Iterable[Facts]) -> Facts:
    """The DataCatalog of the site, described on the page ``here``."""
    return {
        "@type": "DataCatalog",
        **_common(site, here, site.name, site.description, here),
        "alternateName": site.name_en,
        "dataset": list(datasets),
    }


def dataset(
    site: Site,
    address: str,
    name: str,
    description: str,
    downloads: Iterable[Download],
    here: str,
    more: Facts,
) -> Facts:
    """The Dataset that the page ``address`` offers, described on the page ``here``.

    ``more`` are facts of the one dataset, like ``of_plans`` and ``of_measure``. Search engines want a description of
    fifty characters, so each ends with whose figures these are.
    """
    told = f"{description or name}（{site.name}：{site.publication}里的数值、任务和出处，照原文抄录，每个都注明条款和行号。）"
    return {
        "@type": "Dataset",
        **_common(site, here, name, told, address),
        "identifier": address.removesuffix(".html"),
        "version": site.version,
        "dateModified": site.day.isoformat(),
        "spatialCoverage": {"@type": "AdministrativeArea", "name": site.region.name},
        "isAccessibleForFree": True,
        "includedInDataCatalog": {"@type": "DataCatalog", "name": site.name, "url": _at(site, "data.html", here)},
        **more,
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": download.media_type,
                "contentUrl": _at(site, download.address, here),
            }
            for download in downloads
        ],
    }


def of_plans(plans: Iterable[Plan]) -> Facts:
    """The documents that a dataset is taken from, and the years they speak for."""
    said = list(plans)
    start, end = years_covered(said)
    return {
        "isBasedOn": [
            {
                "@type": "Legislation",
                "name": plan.title,
                "identifier": plan.doc_number,
                "datePublished": plan.day.isoformat(),
                "isPartOf": plan.publication,
            }
            for plan in said
        ],
        "keywords": list(dict.fromkeys(plan.topic.name for plan in said)),
        **({"temporalCoverage": f"{start or '..'}/{end or '..'}"} if start or end else {}),  # ISO 8601-2
    }


def of_measure(indicator: Indicator) -> Facts:
    """What an indicator measures, and in what."""
    return {
        "variableMeasured": {
            "@type": "PropertyValue",
            "name": indicator.name,
            "alternateName": indicator.name_en,
            **({"unitText": indicator.measure.symbol} if indicator.measure else {}),
        }
    }


def organization(site: Site, unit: Unit, names: Iterable[str]) -> Facts:
    """A body of government; classes of bodies have no entry."""
    here = address_of(unit)
    return {
        "@type": "GovernmentOrganization",
        "name": unit.name,
        "alternateName": [*names, unit.name_en],
        "identifier": unit.id,
        "url": _at(site, here, here),
        **(
            {"parentOrganization": {"@type": "GovernmentOrganization", "name": unit.parent.name}} if unit.parent else {}
        ),
        **({"areaServed": unit.region.name} if unit.region else {}),
    }


def _common(site: Site, here: str, name: str, description: str, address: str) -> Facts:
    return {
        "name": name,
        "description": description,
        "url": _at(site, address, here),
        "inLanguage": "zh-CN",
        "license": site.licence_address,
        "creator": {"@type": "Organization", "name": site.publisher},
    }


def _at(site: Site, address: str, here: str) -> str:
    """The full address; relative to ``here`` while the site has none of its own."""
    return f"{site.address}{address}" if site.address else relative(address, here)
