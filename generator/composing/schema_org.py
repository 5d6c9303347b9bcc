"""What a page is about, in the terms of schema.org, for search engines: it stands in the page as JSON-LD.

Addresses are relative to the page while the site has none of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from generator.composing.page import relative
from generator.exporting import Download
from generator.linking.addresses import address_of
from generator.model import Site, Unit

Facts = Mapping[str, Any]


def catalogue(site: Site, here: str, datasets: Iterable[Facts]) -> Facts:
    return {
        "@type": "DataCatalog",
        **_common(site, here, site.name, site.description),
        "alternateName": site.name_en,
        "dataset": list(datasets),
    }


def dataset(
    site: Site, address: str, name: str, description: str, downloads: Iterable[Download], here: str = ""
) -> Facts:
    """The data that the page ``address`` offers, told on the page ``here`` (by default the same)."""
    here = here or address
    return {
        "@type": "Dataset",
        **_common(site, here, name, description or name, address),
        "version": site.data_version,
        "dateModified": site.data_date.isoformat(),
        "spatialCoverage": site.region.name,
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": each.media_type,
                "contentUrl": _at(site, each.address, here),
                "contentSize": f"{each.bytes} B",
            }
            for each in downloads
        ],
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


def script(facts: Facts) -> Markup:
    """The element that carries ``facts``; nothing in them can end it."""
    text = json.dumps({"@context": "https://schema.org", **facts}, ensure_ascii=False, separators=(",", ":"))
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text.replace("<", "\\u003c")))  # noqa: S704


def _common(site: Site, here: str, name: str, description: str, address: str = "") -> Facts:
    return {
        "name": name,
        "description": description,
        "url": _at(site, address or here, here),
        "inLanguage": "zh-CN",
        "license": site.licence_address,
        "creator": {"@type": "Organization", "name": site.publisher},
    }


def _at(site: Site, address: str, here: str) -> str:
    return f"{site.address}{address}" if site.address else relative(address, here)
