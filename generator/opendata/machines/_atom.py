"""Atom feeds (RFC 4287). Ids are UUIDs of an entry's key, never of its title or the date of the build."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.model import Site
from generator.opendata.machines import relative_reference

ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """``key`` is the entry's stable identity; ``updated`` is a date (ISO 8601); ``address`` its page."""

    key: str
    title: str
    text: str
    updated: str
    address: str


def feed(site: Site, here: str, title: str, entries: Iterable[Entry]) -> bytes:
    """The feed (XML in UTF-8) at the address ``here``; links are relative, to ``xml:base`` where the site has an address."""
    root = Element(
        "feed", {"xmlns": ATOM, "xml:lang": "zh", **({"xml:base": f"{site.address}{here}"} if site.address else {})}
    )
    SubElement(root, "id").text = _id(site, here)
    SubElement(root, "title").text = f"{site.name}：{title}"
    SubElement(root, "updated").text = _timestamp(site.day.isoformat())
    SubElement(SubElement(root, "author"), "name").text = site.publisher
    SubElement(root, "rights").text = f"{site.licence_title} {site.licence_address}"
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": here.rpartition("/")[2]})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": relative_reference("index.html", here)})
    for entry in entries:
        element = SubElement(root, "entry")
        SubElement(element, "id").text = _id(site, entry.key)
        SubElement(element, "title").text = entry.title
        SubElement(element, "updated").text = _timestamp(entry.updated)
        SubElement(
            element, "link", {"rel": "alternate", "type": "text/html", "href": relative_reference(entry.address, here)}
        )
        SubElement(element, "content", {"type": "text"}).text = entry.text
    indent(root)
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _id(site: Site, key: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'guihua:{site.region.id}:{key}')}"


def _timestamp(day: str) -> str:
    return f"{day}T00:00:00Z"
