"""The review report (text and HTML): what was recognised, with what confidence, and what is left for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from generator.importing.draft.accounting import LINE_KINDS, LineKind, account, counted
from generator.importing.draft.drafting import Draft
from generator.importing.draft.proposals import Proposals
from generator.importing.draft.review import Kept
from generator.importing.findings.duties import PrintedDuty
from generator.importing.structure.blocks import Heading, PrintedBox
from generator.importing.structure.issue import Issue


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What the report says of one document.

    ``lines`` counts its lines by kind; ``unclear`` are (line, text); ``spoken`` are duties named in a sentence (由…牵头);
    ``unknown_names`` are (line, printed name, nearest known name).
    """

    draft: Draft
    headings: tuple[Heading, ...]
    lines: dict[LineKind, int]
    unclear: tuple[tuple[int, str], ...]
    unsure_boxes: tuple[PrintedBox, ...]
    spoken: tuple[PrintedDuty, ...]
    unknown_names: tuple[tuple[int, str, str], ...]


def reports(issue: Issue, drafts: Sequence[Draft], proposals: Proposals, kept: Sequence[Kept]) -> dict[str, bytes]:
    """File name → bytes of the report, in both its forms. A character that has no UTF-8, as a name of ``kept`` may
    have, is written as its number.
    """
    return {
        name: _rendered(f"{name}.j2", issue, drafts, proposals, kept).encode("utf-8", "backslashreplace")
        for name in ("review.txt", "review.html")
    }


def _rendered(name: str, issue: Issue, drafts: Sequence[Draft], proposals: Proposals, kept: Sequence[Kept]) -> str:
    kinds = account(issue)
    sections = [_section(issue, draft, kinds) for draft in drafts]
    return (
        _environment()
        .get_template(name)
        .render(
            issue=issue,
            sections=sections,
            proposals=proposals,
            kept=kept,
            kinds=LINE_KINDS,
            counts=counted(kinds, kinds),
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("generator.importing", "templates"),
        autoescape=select_autoescape(enabled_extensions=("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _section(issue: Issue, draft: Draft, kinds: dict[int, LineKind]) -> DocumentReport:
    lines = range(draft.document.start, draft.document.end + 1)
    names = {
        (duty.line, name.printed, name.nearest)
        for duty in draft.duties
        for _, several in duty.lists
        for name in several
        if not name.units
    }
    return DocumentReport(
        draft=draft,
        headings=tuple(block for block in draft.document.body if isinstance(block, Heading)),
        lines=counted(kinds, lines),
        unclear=tuple(
            (line, issue.lines[line - 1].strip()[:60]) for line in lines if kinds.get(line) is LineKind.UNCLEAR
        ),
        unsure_boxes=tuple(box for box in draft.boxes if not box.sure),
        spoken=tuple(duty for duty in draft.duties if not duty.explicit),
        unknown_names=tuple(sorted(names)),
    )
