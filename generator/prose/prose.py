"""Our Markdown → HTML in which every name links to its page.

Raw HTML in the source is shown as text, never passed through: what a pull request brings cannot script the site.
A name links once in each paragraph, list item or cell; never inside a link, never in a heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.linking.addresses import EMBEDDED, INDEX_NAMES, LinkScheme, relative
from generator.model import Corpus, Figure, Indicator, Plan, Region, Unit
from generator.model.corpus import Dictionary
from generator.model.mention import Named
from generator.prose.markdown import chinese_markdown
from generator.prose.quotes import Quotable

NAME_CLASSES: Mapping[type, str] = {
    Unit: "unit",
    Indicator: "indicator",
    Region: "region",
    Plan: "plan",
    Figure: "figure",
}


@dataclass(frozen=True, slots=True)
class HtmlFragment:
    """A piece of rendered HTML."""

    html: str


@dataclass(frozen=True, slots=True)
class Embed:
    """A placeholder for a table or a box of projects in the text: ``scheme`` says which."""

    scheme: LinkScheme
    name: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Renders the text of one page.

    ``here`` is the page's address; ``plan_id`` the plan whose clauses ``#c3`` means, empty on other pages; ``quotable``
    the plan's figures, which link where the text quotes them.
    """

    corpus: Corpus
    index: Dictionary
    here: str
    plan_id: str = ""
    quotable: Quotable = field(default_factory=Quotable)
    parser: MarkdownIt = field(default_factory=chinese_markdown)

    def html(self, text: str) -> str:
        """The text as HTML; placeholders for tables and boxes are left out."""
        return "".join(part.html for part in self.parts(text) if isinstance(part, HtmlFragment))

    def plain(self, text: str) -> str:
        """The text of a data cell as HTML: names are linked, Markdown is not parsed."""
        tokens = list(self._linked([Token("text", "", 0, content=text)], (), in_heading=False))
        html: str = self.parser.renderer.render(tokens, self.parser.options, {})
        return html

    def parts(self, text: str, figures: Sequence[Figure] = ()) -> Iterator[HtmlFragment | Embed]:
        """The text in order, split at tables and boxes; ``figures`` are those of its clause."""
        pending: list[Token] = []
        tokens = self.parser.parse(text)
        position = 0
        while position < len(tokens):
            embed = _embed(tokens[position : position + 3])
            if embed:
                yield from self._rendered(pending)
                yield embed
                pending, position = [], position + 3
                continue
            token = tokens[position]
            if token.type == "inline":
                in_heading = tokens[position - 1].type == "heading_open"
                token.children = list(self._linked(token.children or [], figures, in_heading))
            pending.append(token)
            position += 1
        yield from self._rendered(pending)

    def _rendered(self, tokens: list[Token]) -> Iterator[HtmlFragment]:
        """The tokens as HTML; tables scroll inside a region that the keyboard reaches."""
        if tokens:
            html: str = self.parser.renderer.render(tokens, self.parser.options, {})
            yield HtmlFragment(
                html.replace("<table>", '<div class="gh-scroll" tabindex="0"><table class="gh-plain">').replace(
                    "</table>", "</table></div>"
                )
            )

    def _linked(self, children: list[Token], figures: Sequence[Figure], in_heading: bool) -> Iterator[Token]:
        """The inline tokens with resolved link targets, and with links around names outside of links and headings."""
        depth = 0
        seen: set[str] = set()
        for token in children:
            if token.type == "link_open":
                depth += 1
                token.attrSet("href", self._href(str(token.attrGet("href") or "")))
                if str(token.attrGet("href")).startswith(("http:", "https:")):
                    token.attrSet("rel", "external")
            elif token.type == "link_close":
                depth -= 1
            if token.type == "text" and depth == 0 and not in_heading:
                yield from self._named(token.content, figures, seen)
            else:
                yield token

    def _named(self, text: str, figures: Sequence[Figure], seen: set[str]) -> Iterator[Token]:
        """A text as tokens with links; ``seen`` holds the addresses that are linked already and is updated."""
        position = 0
        for start, end, target in self._mentions(text, figures):
            address = relative(target, self.here)
            if address.partition("#")[0] in ("", self.here.rpartition("/")[2]) or address in seen:
                continue
            seen.add(address)
            yield from _text(text[position:start])
            yield from _link(text[start:end], address, NAME_CLASSES[type(target)])
            position = end
        yield from _text(text[position:])

    def _mentions(self, text: str, figures: Sequence[Figure]) -> list[tuple[int, int, Named | Figure]]:
        """(start, end, target) from left to right: a quoted figure only where no name of the dictionary stands."""
        places: list[tuple[int, int, Named | Figure]] = [
            (mention.start, mention.end, mention.target) for mention in self.index.find(text)
        ]
        for quote in self.quotable.find(text, figures):
            if all(quote.end <= start or end <= quote.start for start, end, _ in places):
                places.append((quote.start, quote.end, quote.figure))
        return sorted(places, key=lambda place: place[0])

    def _href(self, target: str) -> str:
        """The address of a link written by hand (#anchor, plan:, unit:, indicator:, page:); any other is unchanged."""
        scheme, rest = LinkScheme.of(target)
        if target.startswith("#"):
            clause = self.corpus.clause_by_id.get(f"{self.plan_id}-{target[1:]}")
            return relative(clause, self.here) if clause else target
        if not rest:
            return target
        if scheme is LinkScheme.PLAN:
            plan_id, _, anchor = rest.partition("#")
            clause = self.corpus.clause_by_id.get(f"{plan_id}-{anchor}")
            return relative(clause or f"plans/{plan_id}.html", self.here)
        if scheme in (LinkScheme.UNIT, LinkScheme.INDICATOR):
            return relative(f"{scheme}s/{rest}.html", self.here)
        if scheme is LinkScheme.PAGE:
            name, hash_mark, anchor = rest.partition("#")
            return relative(INDEX_NAMES.get(name, f"{name}.html"), self.here) + hash_mark + anchor
        return target


def _text(content: str) -> Iterator[Token]:
    if content:
        yield Token("text", "", 0, content=content)


def _link(content: str, address: str, kind: str) -> Iterator[Token]:
    yield Token("link_open", "a", 1, attrs={"href": address, "class": f"gh-name gh-name--{kind}"})
    yield Token("text", "", 0, content=content)
    yield Token("link_close", "a", -1)


def _embed(tokens: Sequence[Token]) -> Embed | None:
    """A paragraph that is nothing but a link ``table:…`` or ``box:…``."""
    if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
        return None
    children = tokens[1].children or []
    if not children or children[0].type != "link_open" or children[-1].type != "link_close":
        return None
    if sum(child.type == "link_open" for child in children) != 1:
        return None
    scheme, name = LinkScheme.of(str(children[0].attrGet("href")))
    return Embed(scheme, name) if scheme and scheme in EMBEDDED else None
