"""What harvesters, search engines and feed readers find: catalogue, metadata, feeds, facts on pages, check sums."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse
from xml.etree import ElementTree

import pytest
from pyshacl import validate
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, RDF, Namespace

from tests.conftest import REPOSITORY, City

SPDX = Namespace("http://spdx.org/rdf/terms#")
ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://plans.example/xuchang/"
SHAPES = REPOSITORY / "tests/shapes/dcat-ap-3.ttl"


@pytest.fixture(scope="module")
def catalogue(site: Path) -> Graph:
    return Graph().parse(site / "data/catalog.jsonld", format="json-ld", publicID=f"{BASE}data/catalog.jsonld")


def local(site: Path, address: Any) -> Path:
    return site / unquote(urlparse(str(address)).path.removeprefix("/xuchang/"))


def test_catalogue_keeps_the_rules_of_dcat_ap(catalogue: Graph) -> None:
    conforms, _, told = validate(catalogue, shacl_graph=Graph().parse(SHAPES, format="turtle"), inference="none")
    assert conforms, told


def test_rules_of_the_catalogue_can_be_broken(catalogue: Graph) -> None:
    """A shape that nothing violates would prove nothing."""
    broken = Graph() + catalogue
    distribution = next(iter(broken.subjects(RDF.type, DCAT.Distribution)))
    broken.remove((distribution, DCAT.accessURL, None))
    broken.add((distribution, DCAT.byteSize, Literal("many")))
    conforms, report, _ = validate(broken, shacl_graph=Graph().parse(SHAPES, format="turtle"), inference="none")
    assert not conforms
    assert len(list(report.subjects(RDF.type, URIRef("http://www.w3.org/ns/shacl#ValidationResult")))) >= 2


def test_catalogue_names_every_plan_and_files_that_are_there(site: Path, catalogue: Graph) -> None:
    assert len(set(catalogue.subjects(RDF.type, DCAT.Dataset))) == 19
    files = list(catalogue.subject_objects(DCAT.downloadURL))
    assert len(files) > 300
    for distribution, address in files:
        content = local(site, address).read_bytes()
        assert int(str(next(catalogue.objects(distribution, DCAT.byteSize)))) == len(content)
        checksum = next(catalogue.objects(distribution, SPDX.checksum))
        value = next(catalogue.objects(checksum, SPDX.checksumValue))
        assert isinstance(value, Literal)
        assert value.toPython().hex() == hashlib.sha256(content).hexdigest()
    for page in catalogue.objects(None, DCAT.landingPage):
        assert local(site, page).is_file()


READ: dict[str, Callable[[str], object]] = {
    "integer": int,
    "decimal": Decimal,
    "gYear": int,
    "date": date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
    "string": str,
}


def test_tables_are_as_their_csv_on_the_web_metadata_says(site: Path) -> None:
    """The Python library for CSVW cannot be installed beside frictionless; this reads as the standard asks."""
    group = json.loads((site / "data/csv-metadata.json").read_text("utf-8"))
    assert group["@context"][0] == "http://www.w3.org/ns/csvw"
    tables = {}
    for table in group["tables"]:
        with (site / "data" / table["url"]).open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        columns = table["tableSchema"]["columns"]
        assert header == [column["titles"] for column in columns], table["url"]
        for row in rows:
            for column, cell in zip(columns, row, strict=True):
                assert cell or not column["required"], (table["url"], column["name"])
                if cell != column["null"]:
                    for value in cell.split(column["separator"]) if "separator" in column else [cell]:
                        assert value
                        READ[column["datatype"]](value)
        tables[table["url"]] = [dict(zip(header, row, strict=True)) for row in rows]
    for table in group["tables"]:
        records = tables[table["url"]]
        key = table["tableSchema"].get("primaryKey", ())
        assert not key or len({tuple(row[name] for name in key) for row in records}) == len(records)
        for foreign_key in table["tableSchema"].get("foreignKeys", ()):
            target = foreign_key["reference"]
            known = {tuple(row[name] for name in target["columnReference"]) for row in tables[target["resource"]]}
            used = {tuple(row[name] for name in foreign_key["columnReference"]) for row in records}
            assert {values for values in used if any(values)} <= known, (table["url"], foreign_key["columnReference"])
    figures = next(table for table in group["tables"] if table["url"] == "figures.csv")
    assert figures["tableSchema"]["primaryKey"] == ["figure_id"]


def test_feed_tells_of_every_dated_deadline(site: Path) -> None:
    root = ElementTree.parse(site / "feeds/deadlines.atom").getroot()  # noqa: S314  # our own file
    entries = root.findall(f"{ATOM}entry")
    rows = csv.DictReader((site / "data/task_deadlines.csv").open(encoding="utf-8", newline=""))
    assert len(entries) == sum(not row["due"].startswith("--") for row in rows)
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    for entry in entries:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", entry.findtext(f"{ATOM}updated") or "")
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert (site / "feeds" / link.attrib["href"].partition("#")[0]).resolve().is_file()


def facts(page: Path) -> Iterator[dict[str, Any]]:
    for script in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.read_text("utf-8"), re.DOTALL):
        yield json.loads(script)


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("data.html", "DataCatalog"),
        ("plans/groundwater.html", "Dataset"),
        ("indicators/pipe-leakage.html", "Dataset"),
        ("units/xuchang-water.html", "GovernmentOrganization"),
    ],
)
def test_page_says_what_it_is_about(site: Path, page: str, kind: str) -> None:
    (told,) = facts(site / page)
    assert told["@type"] == kind
    assert told["name"] in unescape((site / page).read_text("utf-8"))
    for node in (told, *told.get("dataset", ())):
        for file in node.get("distribution", ()):
            assert ((site / page).parent / file["contentUrl"]).resolve().is_file()
        if node["@type"] == "Dataset":  # what search engines ask of one
            assert 50 <= len(node["description"]) <= 5000
            assert node["isBasedOn"]
            assert node["license"].startswith("https://creativecommons.org/")


@pytest.mark.parametrize(
    ("page", "record"),
    [
        ("plans/groundwater.html", "plans/groundwater"),
        ("indicators/pipe-leakage.html", "indicators/pipe-leakage"),
        ("units/firms.html", "units/firms"),
    ],
)
def test_page_leads_to_its_record_in_the_api(site: Path, page: str, record: str) -> None:
    (href,) = re.findall(r'type="application/json" href="([^"]+)"', (site / page).read_text("utf-8"))
    assert ((site / page).parent / href).resolve() == site / f"api/v1/{record}.json"


def test_classes_of_bodies_are_no_organizations(site: Path) -> None:
    assert list(facts(site / "units/firms.html")) == []


def test_check_sums_cover_everything_published(site: Path) -> None:
    listed = {}
    for line in (site / "data/SHA256SUMS").read_text("utf-8").splitlines():
        told, address = line.split("  ", 1)
        listed[address] = told
    published = {
        path.relative_to(site).as_posix()
        for folder in ("data", "api", "feeds")
        for path in (site / folder).rglob("*")
        if path.is_file()
    }
    assert published - {"data/SHA256SUMS"} == listed.keys()
    for address, told in listed.items():
        assert hashlib.sha256((site / address).read_bytes()).hexdigest() == told


def test_programs_are_welcome(site: Path) -> None:
    assert (site / "robots.txt").read_text("utf-8") == "User-agent: *\nAllow: /\n"
    told = (site / "llms.txt").read_text("utf-8")
    assert told.startswith("# 许昌规划")
    links = re.findall(r"\]\(([^)]+)\)", told)
    assert len(links) > 25
    assert all((site / link).is_file() for link in links)
    assert not (site / "sitemap.xml").exists()  # full addresses are needed, and this site has none yet


def test_address_of_a_site_is_used_wherever_machines_look(city: City) -> None:
    settings = city.root / "content/site.yml"
    text = re.sub(r"(?m)^address:.*\n", "", settings.read_text("utf-8"))
    settings.write_text(f"{text}\naddress: https://plans.example/guicheng/\n", "utf-8")
    assert city.run("build").code == 0
    site = city.root / "site"
    assert "https://plans.example/guicheng/plans/green-city.html" in (site / "sitemap.xml").read_text("utf-8")
    assert "Sitemap: https://plans.example/guicheng/sitemap.xml" in (site / "robots.txt").read_text("utf-8")
    graph = Graph().parse(site / "data/catalog.jsonld", format="json-ld")
    assert all(
        str(url).startswith("https://plans.example/guicheng/data/") for url in graph.objects(None, DCAT.downloadURL)
    )
    assert validate(graph, shacl_graph=Graph().parse(SHAPES, format="turtle"))[0]
    (told,) = facts(site / "plans/green-city.html")
    assert told["url"] == "https://plans.example/guicheng/plans/green-city.html"
    assert json.loads((site / "api/v1/openapi.json").read_text("utf-8"))["servers"] == [
        {"url": "https://plans.example/guicheng/api/v1/"}
    ]
