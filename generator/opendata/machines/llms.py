"""``llms.txt`` (llmstxt.org): an overview of the site's content and data in Markdown, for language models."""

from __future__ import annotations

from collections.abc import Mapping

from generator.linking.addresses import address_of
from generator.model import Corpus
from generator.opendata.files import Exports
from generator.opendata.machines import Publication, Rank


def _files(corpus: Corpus, exports: Exports) -> Mapping[str, bytes]:
    site = corpus.site

    def at(address: str) -> str:
        return f"{site.address}{address}"

    lines = [
        f"# {site.name}（{site.name_en}）",
        "",
        f"> {site.description}",
        "",
        site.description_en,
        "",
        f"数据版本 {site.edition}，{site.day.isoformat()}，{site.publisher}编。许可 {site.licence_title}"
        f"（{site.licence_address}），使用时请注明出处和版本。数字照录原文，条文是改写的；以公报原文为准。空格是原文没有印，不是零。",
        "",
        "## 数据",
        "",
        f"- [全部数据（datapackage.json）]({at('data/datapackage.json')})：每张表、每一列的说明",
        f"- [API（OpenAPI）]({at('api/v1/openapi.json')})：规划、指标、单位的 JSON",
        f"- [目录（DCAT-AP）]({at('data/catalog.jsonld')})",
        *(
            f"- [{table.table.schema['title']}]({at(table.downloads[0].address)})：{table.rows} 行。"
            f"{table.table.schema['description']}"
            for table in exports.tables
            if table.table.name in ("figures", "targets", "tasks", "differences")
        ),
        "",
        "## 文件",
        "",
        *(f"- [{plan.title}]({at(address_of(plan))})：{plan.doc_number}。{plan.summary_en}" for plan in corpus.plans),
        "",
        "## 说明",
        "",
        *(f"- [{page.title}]({at(address_of(page))})：{page.description}" for page in corpus.pages),
    ]
    return {"llms.txt": ("\n".join(lines) + "\n").encode("utf-8")}


PUBLICATION = Publication(rank=Rank.OF_API, files=_files)
