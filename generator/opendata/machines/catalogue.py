"""``data/catalog.jsonld``: the datasets as a DCAT-AP 3 catalogue in JSON-LD, for data portals to harvest.

IRIs are relative to the file while the site has no address; a harvester resolves them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.linking.addresses import address_of
from generator.model import Corpus, Plan
from generator.model.plan import years_covered
from generator.opendata.editions import edition_of
from generator.opendata.files import Download, Exports
from generator.opendata.machines import Json, Publication, Rank, as_json, relative_reference

CATALOGUE = "data/catalog.jsonld"
CATALOGUE_LANGUAGE = "http://publications.europa.eu/resource/authority/language/ZHO"
THEME = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
KNOWN_TYPES = {"csv": "CSV", "xlsx": "XLSX", "json": "JSON", "jsonl": "JSON", "parquet": "PARQUET", "zip": "ZIP"}
PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
IRREGULAR = "http://publications.europa.eu/resource/authority/frequency/IRREG"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "adms": "http://www.w3.org/ns/adms#",
}
CLASSES = {
    "dct:license": "dct:LicenseDocument", "dct:language": "dct:LinguisticSystem", "foaf:homepage": "foaf:Document",
    "dcat:themeTaxonomy": "skos:ConceptScheme", "dcat:theme": "skos:Concept", "dcat:mediaType": "dct:MediaType",
    "dct:format": "dct:MediaTypeOrExtent", "dct:accessRights": "dct:RightsStatement",
    "dct:accrualPeriodicity": "dct:Frequency", "adms:status": "skos:Concept",
}  # fmt: skip
"""Property → the class of its objects, for objects that are not described in the catalogue itself."""


def _files(corpus: Corpus, exports: Exports) -> Mapping[str, bytes]:
    site = corpus.site
    base = f"{site.address}{CATALOGUE}" if site.address else ""
    publisher = {"@id": "#publisher", "@type": "foaf:Agent", "foaf:name": _zh(site.publisher)}
    datasets = [_whole(corpus, exports), *(_plan(corpus, exports, plan) for plan in corpus.plans)]
    catalogue = {
        "@id": "#catalog",
        "@type": "dcat:Catalog",
        "dct:title": [_zh(site.name), {"@value": site.name_en, "@language": "en"}],
        "dct:description": [_zh(site.description), {"@value": site.description_en, "@language": "en"}],
        "dct:publisher": publisher,
        "dct:language": {"@id": CATALOGUE_LANGUAGE},
        "dct:license": {"@id": site.licence_address},
        "dct:modified": _day(site.day.isoformat()),
        "dct:spatial": {
            "@id": "#region",
            "@type": "dct:Location",
            "skos:prefLabel": [_zh(site.region.name), {"@value": site.region.name_en, "@language": "en"}],
        },
        "foaf:homepage": {"@id": relative_reference("index.html", CATALOGUE)},
        "dcat:themeTaxonomy": {"@id": "http://publications.europa.eu/resource/authority/data-theme"},
        "dcat:dataset": datasets,
        "dcat:service": {
            "@id": "#api",
            "@type": "dcat:DataService",
            "dct:title": _zh(f"{site.name} API"),
            "dct:description": _zh("规划、指标和单位的 JSON 文件，只读，不用登记"),
            "dct:publisher": {"@id": "#publisher"},
            "dct:license": {"@id": site.licence_address},
            "dct:accessRights": {"@id": PUBLIC},
            "dcat:endpointURL": {"@id": relative_reference("api/v1/index.json", CATALOGUE)},
            "dcat:endpointDescription": {"@id": relative_reference("api/v1/openapi.json", CATALOGUE)},
            "dcat:servesDataset": {"@id": "#whole"},
        },
    }
    context = {**CONTEXT, **({"@base": base} if base else {})}
    return {CATALOGUE: as_json({"@context": context, "@graph": [catalogue, *_types(catalogue)]})}


def _types(value: Json) -> list[Json]:
    """A node with the class of every resource that ``value`` refers to, sorted by IRI: DCAT-AP requires the classes."""
    types: dict[str, str] = {}
    stack = [value]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            types.update((node[name]["@id"], kind) for name, kind in CLASSES.items() if name in node)
            stack += node.values()
        elif isinstance(node, list):
            stack += node
    return [{"@id": iri, "@type": kind} for iri, kind in sorted(types.items())]


def _whole(corpus: Corpus, exports: Exports) -> Json:
    site = corpus.site
    files = [exports.whole, *exports.databases, *(download for table in exports.tables for download in table.downloads)]
    return {
        **_dataset(corpus, corpus.plans, "#whole", site.name, site.description, "data.html"),
        "dct:description": [_zh(site.description), {"@value": site.description_en, "@language": "en"}],
        "dct:bibliographicCitation": edition_of(corpus).reference,
        "dcat:distribution": [_distribution(corpus, exports, file) for file in _distinct(files)],
    }


def _plan(corpus: Corpus, exports: Exports, plan: Plan) -> Json:
    files = [exports.by_plan[plan.id]]
    files += [download for table in exports.tables_by_plan[plan.id] for download in table.downloads]
    return {
        **_dataset(corpus, (plan,), f"#{plan.id}", plan.title, plan.summary or plan.title, address_of(plan)),
        "dct:isPartOf": {"@id": "#whole"},
        "dct:identifier": plan.id,
        "dct:provenance": {
            "@type": "dct:ProvenanceStatement",
            "rdfs:label": _zh(
                f"抄自{plan.publication}，{plan.doc_number}，{plan.issuer.name}{plan.day.isoformat()}印发"
            ),
        },
        "dcat:distribution": [_distribution(corpus, exports, file) for file in files],
    }


def _dataset(corpus: Corpus, plans: Sequence[Plan], address: str, title: str, description: str, page: str) -> Json:
    site = corpus.site
    return {
        "@id": address,
        "@type": "dcat:Dataset",
        "dct:title": _zh(title),
        "dct:description": _zh(description),
        "dct:publisher": {"@id": "#publisher"},
        "dct:language": {"@id": CATALOGUE_LANGUAGE},
        "dct:modified": _day(site.day.isoformat()),
        **({"dct:issued": _day(releases[0].day.isoformat())} if (releases := corpus.promises.releases) else {}),
        "dct:accrualPeriodicity": {"@id": IRREGULAR},
        "dct:spatial": {"@id": "#region"},
        "dct:accessRights": {"@id": PUBLIC},
        "dcat:theme": {"@id": THEME},
        "dcat:keyword": [_zh(topic) for topic in sorted({plan.topic.name for plan in plans})],
        "dcat:version": site.version,
        "dcat:landingPage": {"@id": relative_reference(page, CATALOGUE), "@type": "foaf:Document"},
        **({"dct:temporal": _temporal(*years)} if any(years := years_covered(plans)) else {}),
    }


def _temporal(start: int | None, end: int | None) -> Json:
    """A year that is not printed is left out."""
    years = {"dcat:startDate": start, "dcat:endDate": end}
    return {
        "@type": "dct:PeriodOfTime",
        **{name: {"@value": str(year), "@type": "xsd:gYear"} for name, year in years.items() if year},
    }


def _distinct(files: Iterable[Download]) -> Iterator[Download]:
    """The files without repeated addresses."""
    yield from {file.address: file for file in files}.values()


def _distribution(corpus: Corpus, exports: Exports, download: Download) -> Json:
    place = relative_reference(download.address, CATALOGUE)
    kind = KNOWN_TYPES.get(download.suffix.rpartition(".")[2])
    return {
        "@id": f"#file-{download.address.removeprefix('data/').replace('/', '-')}",
        "@type": "dcat:Distribution",
        "dct:title": _zh(f"{download.address.rpartition('/')[2]}（{download.label}）"),
        "dct:description": _zh(download.about),
        "dcat:accessURL": {"@id": place},
        "dcat:downloadURL": {"@id": place},
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}{download.media_type}"},
        **({"dct:format": {"@id": f"{FILE_TYPES}{kind}"}} if kind else {}),
        "dct:license": {"@id": corpus.site.licence_address},
        "dcat:byteSize": {"@value": str(download.bytes), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {
                "@value": exports.files.sum(download.address).sha256,
                "@type": "xsd:hexBinary",
            },
        },
        "adms:status": {"@id": "http://publications.europa.eu/resource/authority/distribution-status/COMPLETED"},
    }


def _zh(text: str) -> Json:
    return {"@value": text, "@language": "zh"}


def _day(text: str) -> Json:
    return {"@value": text, "@type": "xsd:date"}


PUBLICATION = Publication(rank=Rank.OF_API, files=_files)
