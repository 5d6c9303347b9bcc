"""Provenance: what every published file says of its publisher, version, licence, source documents and citation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from generator.model import Corpus, Plan, Topic
from generator.wording.bibtex import entry, tex
from generator.wording.downloads import description_of_topic


class CitedDocument(NamedTuple):
    """A source document in a bibliographic reference."""

    title: str
    issuer: str
    issued: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The provenance of a package: publisher, version, licence and source documents; ``name`` is the package's.

    ``sources`` describe those documents in a line each, with gazette and document number. ``released`` is whether
    ``version`` is a release and not a state between two.
    """

    name: str
    title: str
    description: str
    site_name: str
    publisher: str
    address: str
    version: str
    released: bool
    day: date
    licence_name: str
    licence_title: str
    licence_address: str
    sources: tuple[str, ...]
    documents: tuple[CitedDocument, ...]

    @property
    def reference(self) -> str:
        """The citation in the form of GB/T 7714-2015 for a dataset; the reader adds the date of access."""
        medium = "DS/OL" if self.address else "DS"
        place = f" {self.address}data.html" if self.address else ""
        return (
            f"{self.publisher}. {self.title}[{medium}]. {self.site_name}, "
            f"数据版本 {self.version}{'' if self.released else '（未定版）'} ({self.day.isoformat()})[引用日期].{place}"
        )

    @property
    def uncited(self) -> Edition:
        """The edition as the files of tables tell of it: without the ``documents``, which only a citation lists."""
        return replace(self, documents=())

    @property
    def bibtex(self) -> str:
        """The citation as a BibTeX entry ``@misc``."""
        fields = {
            "author": f"{{{tex(self.publisher)}}}",
            "title": tex(self.title),
            "howpublished": tex(self.site_name),
            "year": str(self.day.year),
            "note": tex(f"数据版本 {self.version}{'' if self.released else '（未定版）'}"),
            "url": self.address,
        }
        return entry(f"{self.name}-{self.version}", fields)


def edition_of(corpus: Corpus) -> Edition:
    """The edition of the whole data."""
    site = corpus.site
    return Edition(
        name=f"{site.region.id}-plans",
        title=site.name,
        description=site.description,
        site_name=site.name,
        publisher=site.publisher,
        address=site.own_address,
        version=site.version,
        released=site.released,
        day=site.day,
        licence_name=site.licence_name,
        licence_title=site.licence_title,
        licence_address=site.licence_address,
        **taken_from(corpus.plans),
    )


def edition_of_plan(edition: Edition, plan: Plan) -> Edition:
    """The edition of the package of one plan."""
    return replace(
        edition,
        name=plan.id,
        title=f"{plan.title}（数据）",
        description=plan.summary or plan.title,
        **taken_from((plan,)),
    )


def edition_of_topic(edition: Edition, topic: Topic, part: Corpus) -> Edition:
    """The edition of the package of one topic; ``part`` is the corpus restricted to it."""
    printed_in = {figure.plan.id for figure in part.figures}
    return replace(
        edition,
        name=f"{edition.name}-{topic.id}",
        title=f"{edition.title}：{topic.name}",
        description=description_of_topic(topic),
        **taken_from([plan for plan in part.plans if plan.id in printed_in]),
    )


def taken_from(plans: Sequence[Plan]) -> dict[str, Any]:
    """The fields ``sources`` and ``documents`` of an edition whose data is from ``plans``."""
    return {
        "sources": tuple(f"{plan.publication}，{plan.doc_number}《{plan.title}》" for plan in plans),
        "documents": tuple(
            CitedDocument(f"{plan.title}（{plan.doc_number}）", plan.issuer.name, plan.day) for plan in plans
        ),
    }
