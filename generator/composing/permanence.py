"""Permanent addresses: every address ever published still resolves, to its page or file or to its redirect target.

The redirect of a page is an HTML page that any static host can serve; the old address of a data file serves the new
file's bytes. An anchor, ``plans/x.html#c3``, is an address too: where one has moved, its page links to the target there.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment

from generator.diagnostics import StageError
from generator.model.release import Promises
from generator.opendata.versions.redirecting import (
    address_in_the_way,
    is_data,
    lost_addresses,
    no_page,
    nowhere,
    other_kind,
)

INTERNAL = ("assets/", "previews/", "search/")
"""Address prefixes of what pages load: not promised to stay."""


@dataclass(frozen=True, slots=True)
class Present:
    """What the site serves: the addresses of its ``files``, and for each page its anchors (the ids on it)."""

    files: Collection[str]
    places: Mapping[str, Collection[str]]

    def __contains__(self, address: str) -> bool:
        path, _, place = address.partition("#")
        return place in self.places.get(path, ()) if place else path in self.files or path in self.places


def promised(addresses: Iterable[str]) -> tuple[str, ...]:
    """The permanent ones of ``addresses``, sorted."""
    return tuple(sorted(address for address in addresses if not address.startswith(INTERNAL)))


def check_promises(promises: Promises, present: Present) -> None:
    """Checks that every published address resolves, and that the redirects are valid.

    Raises:
        StageError: a published address is gone; a redirect has no target, a target of another file type, or begins at an
            address that is in use or at an anchor of a page that is gone.
    """
    moved = {redirect.old: redirect.new for redirect in promises.redirects}
    for redirect in promises.redirects:
        page, _, place = redirect.old.partition("#")
        if redirect.new not in present:
            raise StageError(nowhere(redirect))
        if redirect.old in present and not is_data(redirect.old):
            raise StageError(address_in_the_way(redirect))
        if place and page not in present:
            raise StageError(no_page(redirect, page))
        if not place and posixpath.splitext(redirect.old)[1] != posixpath.splitext(redirect.new.partition("#")[0])[1]:
            raise StageError(other_kind(redirect))
    lost = [
        address for address in promises.addresses if address not in present and not _follows(address, moved, present)
    ]
    if lost:
        raise StageError(lost_addresses(lost))


def _follows(address: str, moved: Mapping[str, str], present: Present) -> bool:
    """Whether ``address`` is redirected, by itself or with its page, whose target has the same anchor."""
    page, _, place = address.partition("#")
    return address in moved or (bool(place) and f"{moved.get(page, '')}#{place}" in present)


def redirects(
    promises: Promises, files: Collection[str], content: Callable[[str], bytes], environment: Environment
) -> Iterator[tuple[str, bytes]]:
    """(old address, bytes) of what is served there: for a page its redirect page, for a file the target's bytes, which
    ``content`` gives.

    ``files`` are the site's addresses; data files are among them already (``opendata/machines/moved.py``).
    """
    for redirect in promises.redirects:
        if redirect.old.endswith(".html"):
            target = posixpath.relpath(redirect.new, posixpath.dirname(redirect.old) or ".")
            yield redirect.old, environment.get_template("redirect.html.j2").render(target=target).encode("utf-8")
        elif "#" not in redirect.old and redirect.old not in files:
            yield redirect.old, content(redirect.new)


def moved_places(promises: Promises) -> Mapping[str, list[tuple[str, str]]]:
    """Page → [(anchor, redirect target), …] for the anchors that have moved away from it."""
    moved = defaultdict(list)
    for redirect in promises.redirects:
        page, _, place = redirect.old.partition("#")
        if place:
            moved[page].append((place, redirect.new))
    return moved
