"""Every address that was ever published still leads somewhere: to its page, or by a redirect to what took its place.

A redirect is a page that any static host can serve; the old address of a data file gets the new file's bytes.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from jinja2 import Environment

from generator.diagnostics import Diagnostic, Location, StageError, Text
from generator.model.release import Promises, Redirect
from generator.reading.promises import ADDRESSES, REDIRECTS

INTERNAL = ("assets/", "previews/", "pagefind/")
"""Parts of pages, not addresses that anybody was given."""


def promised(addresses: Iterable[str]) -> tuple[str, ...]:
    """Those of ``addresses`` that are promised to stay, sorted."""
    return tuple(sorted(each for each in addresses if not each.startswith(INTERNAL)))


def redirected(
    promises: Promises, present: Mapping[str, bytes | None], environment: Environment
) -> Iterator[tuple[str, bytes]]:
    """Files for the addresses that moved; ``present`` has the content of files, ``None`` for pages.

    Raises:
        StageError: a published address is gone, or a redirect leads nowhere or from a page that exists.
    """
    moved = {each.old: each for each in promises.redirects}
    for each in promises.redirects:
        if each.new not in present:
            raise StageError(_nowhere(each))
        if each.old in present:
            raise StageError(_in_the_way(each))
        content = present[each.new]
        if each.old.endswith(".html") or content is None:
            target = posixpath.relpath(each.new, posixpath.dirname(each.old) or ".")
            content = environment.get_template("redirect.html.j2").render(target=target).encode("utf-8")
        yield each.old, content
    lost = [address for address in promises.addresses if address not in present and address not in moved]
    if lost:
        raise StageError(_lost(lost))


def _lost(lost: list[str]) -> Diagnostic:
    some = ", ".join(lost[:5]) + ("…" if len(lost) > 5 else "")
    return Diagnostic(
        where=Location(ADDRESSES),
        code="lost-address",
        what=Text(
            f"{len(lost)} addresses that were published are gone: links to them would break",
            f"已发布的网址少了 {len(lost)} 个，别人的链接会失效",
        ),
        found=some,
        expected=Text(f"the page, or a line old,new in {REDIRECTS}", f"原来的页面，或 {REDIRECTS} 里的一行 old,new"),
        fix=Text(
            f"undo what removed them (often a changed id), or add to {REDIRECTS}: {lost[0]},<where it is now>",
            f"请撤销造成的改动（多半是改了编号），或在 {REDIRECTS} 里加一行：{lost[0]},现在的网址",
        ),
    )


def _nowhere(each: Redirect) -> Diagnostic:
    return Diagnostic(
        where=Location(REDIRECTS, each.line),
        code="bad-redirect",
        what=Text("this redirect leads to an address that does not exist", "这条转向的目的网址不存在"),
        found=each.new,
        expected=Text("the address of a page or file, as it stands in site/", "site/ 里有的页面或文件"),
        fix=Text("correct the column “new”", "请改正 new 一列"),
    )


def _in_the_way(each: Redirect) -> Diagnostic:
    return Diagnostic(
        where=Location(REDIRECTS, each.line),
        code="bad-redirect",
        what=Text("this address exists, so it cannot be redirected", "这个网址有页面，不能转向"),
        found=each.old,
        expected=Text("an address that is no longer there", "已经没有的网址"),
        fix=Text("delete the line", "请删去这一行"),
    )
