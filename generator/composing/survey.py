"""All pages and files of the site, made one after the other and held against each other when all are there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial

from generator.composing.bundles import BUNDLES
from generator.composing.former import FormerPieces, FramedBefore, Made, SitePiece, Standing
from generator.composing.permanence import Present, check_promises, promised, redirects
from generator.composing.reads import Noting
from generator.composing.stage import Composed, Composition
from generator.diagnostics import Diagnostic, Location, StageError, Text
from generator.linking.addresses import all_places
from generator.opendata import Exports
from generator.pages import PageSpec
from generator.parallel import shared_out
from generator.rendering.engine import Frame
from generator.shipped import TEMPLATES
from generator.site_files import Parcel, SiteFiles


class Survey:
    """What is on the site: collected page by page, and held against the links and the promises when all are there."""

    def __init__(self, composition: Composition, exports: Exports) -> None:
        self.composition = composition
        self.files = {*exports.files, *BUNDLES}
        self.anchors: dict[str, frozenset[str]] = {}
        self.links: dict[str, tuple[str, str]] = {}

    def add(self, composed: Composed) -> None:
        """
        Raises:
            ValueError: two sources make a file of one address.
        """
        if taken := self.files.intersection(composed.files):
            raise ValueError(f"two sources for {sorted(taken)}")
        self.files.update(composed.files)
        self.anchors[composed.body.address] = composed.anchors
        for target, link in composed.links.items():
            self.links.setdefault(target, (composed.body.address, link))

    def check(self) -> None:
        """
        Raises:
            StageError: a page has a dead link, or a published address is gone.
        """
        for target, (address, link) in self.links.items():
            page, _, anchor = target.partition("#")
            if page in self.files:
                continue
            if page not in self.anchors:
                raise StageError(self._dead(address, link, "a page that does not exist", "不存在的页面"))
            if anchor and anchor not in self.anchors[page]:
                raise StageError(self._dead(address, link, "a place that is not on that page", "那一页上没有的位置"))
        check_promises(self.composition.corpus.promises, Present(self.files, self.anchors))

    def redirects(self, content: Callable[[str], bytes]) -> Iterator[tuple[str, bytes]]:
        """What is served at addresses of earlier releases; ``content`` gives the bytes of a file of the site."""
        return redirects(self.composition.corpus.promises, self.files, content, self.composition.environment)

    def promised(self) -> tuple[str, ...]:
        """The permanent addresses, sorted."""
        moved = (redirect.old for redirect in self.composition.corpus.promises.redirects if "#" not in redirect.old)
        return promised((*self.anchors, *self.files, *moved, *all_places(self.composition.corpus)))

    def _dead(self, address: str, link: str, en: str, zh: str) -> Diagnostic:
        template = next(template.name for template, spec in self.composition.pages if spec.address == address)
        return Diagnostic(
            where=Location(f"{TEMPLATES}/{template}"),
            code="template",
            what=Text(f"the page {address} links to {en}", f"页面 {address} 链接到{zh}"),
            found=link,
            fix=Text("correct the link in the template", "请改正模板里的链接"),
        )


def surveyed(composition: Composition, exports: Exports) -> Survey:
    """What would be on the site, without the frame of its pages; the links and the promises are kept.

    Raises:
        StageError: see ``Composition`` and ``Survey``.
    """
    survey = Survey(composition, exports)
    for composed in shared_out(composition.page, range(len(composition.pages))):
        survey.add(composed)
    survey.check()
    return survey


def compose(composition: Composition, exports: Exports, frame: Frame) -> None:
    """Adds all pages to the exported files, with what is published beside them, as they are made. What stands from a former
    run, and would be made of the same again, is kept.

    Raises:
        StageError: see ``Composition``, ``Survey`` and ``Frame``.
    """
    survey = Survey(composition, exports)
    former = FormerPieces(composition, exports.files)
    looks = composition.looks
    framed_in = (looks.frame, composition.nav) if looks else ()
    pieces = [
        *(SitePiece(spec.address, partial(_framed, composition, frame, number), _given(spec), framed_in)
          for number, (_, spec) in enumerate(composition.pages)),
        _bundles(composition),
        SitePiece("the theme's files", lambda: Made(None, dict(frame.files(composition.addresses))), (framed_in,)),
    ]  # fmt: skip
    standing = {piece.name: stands for piece in pieces if (stands := former.standing(piece))}
    to_make = [piece for piece in pieces if piece.name not in standing or not standing[piece.name].framed]
    for stands in standing.values():
        exports.files.add_parcel(stands.parcel)
        if stands.composed:
            survey.add(stands.composed)
    jobs = [_job(piece, standing.get(piece.name), former, frame) for piece in to_make]
    for piece, (composed, parcel) in zip(to_make, shared_out(partial(_in_parcel, exports.files), jobs), strict=True):
        exports.files.add_parcel(parcel)
        if piece.name in standing:
            former.keep_framed(piece, parcel)
            continue
        if composed:
            survey.add(composed)
        former.keep(piece, composed, parcel)
    survey.check()
    exports.files.add_all(dict(survey.redirects(exports.files.__getitem__)))


def _given(spec: PageSpec) -> tuple[object, ...]:
    """What a page is made from beside the corpus and the exports."""
    return tuple(part for part in spec.make.args if not isinstance(part, Noting))


def _job(piece: SitePiece, stands: Standing | None, former: FormerPieces, frame: Frame) -> Callable[[], Made]:
    """What is to be made of a piece: all of it, or the frame of its page."""
    if stands and stands.composed:
        return partial(_framed_again, frame, stands.composed)
    before = former.framed_before(piece)
    return partial(piece.make, before) if before else piece.make


def _framed_again(frame: Frame, composed: Composed) -> Made:
    return Made(None, {composed.body.address: frame.page(composed.unpacked())})


def _in_parcel(files: SiteFiles, job: Callable[[], Made]) -> tuple[Composed | None, Parcel]:
    made = job()
    parcel = files.parcel(made.files)
    return made.composed, replace(parcel, sums={**parcel.sums, **made.standing}) if made.standing else parcel


def composed_at(addresses: Collection[str], composition: Composition, frame: Frame) -> dict[str, bytes]:
    """The pages at these addresses with their files, as far as there are any, and the bundles where one is asked for.

    Raises:
        StageError: see ``Composition`` and ``Frame``.
    """
    numbers = {address: number for number, address in enumerate(composition.addresses)}
    pieces = [
        SitePiece(address, partial(_framed, composition, frame, numbers[address]))
        for address in addresses
        if address in numbers
    ]
    if not BUNDLES.keys().isdisjoint(addresses):
        pieces.append(_bundles(composition))
    made = shared_out(lambda piece: piece.make().files, pieces)
    return {address: content for files in made for address, content in files.items()}


def _bundles(composition: Composition) -> SitePiece:
    given = (composition.looks.bundles,) if composition.looks else ()
    return SitePiece("the bundles", lambda: Made(None, composition.bundles()), given)


def _framed(composition: Composition, frame: Frame, number: int, before: FramedBefore | None = None) -> Made:
    """What the survey wants to know of the page, and all its files with the whole page among them."""
    composed = composition.page(number)
    known = replace(composed, body=replace(composed.body, html=""), files=dict.fromkeys(composed.files, b""))
    if before and before.fits(composed):
        return Made(known, composed.files, before.page)
    return Made(known, {composed.body.address: frame.page(composed.body), **composed.files})
