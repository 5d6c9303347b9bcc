"""Findings for lost addresses and invalid redirects, and which addresses are those of data files."""

from __future__ import annotations

from collections.abc import Sequence

from generator.diagnostics import Diagnostic, Location, Text
from generator.model.release import Redirect
from generator.reading.promises import ADDRESSES, REDIRECTS

DATA_FOLDERS = ("data/", "api/", "feeds/")
"""The folders of data files, which are documented and have checksums."""


def is_data(address: str) -> bool:
    return address.startswith(DATA_FOLDERS)


def nowhere(redirect: Redirect) -> Diagnostic:
    return Diagnostic(
        where=Location(REDIRECTS, redirect.line),
        code="bad-redirect",
        what=Text("this redirect leads to an address that does not exist", "这条转向的目的网址不存在"),
        found=redirect.new,
        expected=Text("the address of a page or file, as it stands in site/", "site/ 里有的页面或文件"),
        fix=Text("correct the column “new”", "请改正 new 一列"),
    )


def address_in_the_way(redirect: Redirect) -> Diagnostic:
    return Diagnostic(
        where=Location(REDIRECTS, redirect.line),
        code="bad-redirect",
        what=Text("this address exists, so it cannot be redirected", "这个网址有页面，不能转向"),
        found=redirect.old,
        expected=Text("an address that is no longer there", "已经没有的网址"),
        fix=Text("delete the line", "请删去这一行"),
    )


def no_page(redirect: Redirect, page: str) -> Diagnostic:
    return Diagnostic(
        where=Location(REDIRECTS, redirect.line),
        code="bad-redirect",
        what=Text(
            f"the page {page} is gone, so nothing on it can be redirected",
            f"页面 {page} 已经没有，页面里的位置无从转向",
        ),
        found=redirect.old,
        expected=Text("a redirect of the whole page: places on it follow", "整个页面的转向，页面里的位置会跟着走"),
        fix=Text(f"write {page},<where it is now>", f"请写 {page},现在的网址"),
    )


def other_kind(redirect: Redirect) -> Diagnostic:
    return Diagnostic(
        where=Location(REDIRECTS, redirect.line),
        code="bad-redirect",
        what=Text("this file would be served as one of another kind", "这个文件会变成另一种格式"),
        found=f"{redirect.old} → {redirect.new}",
        expected=Text("a file with the same ending", "后缀相同的文件"),
        fix=Text("correct the column “new”", "请改正 new 一列"),
    )


def lost_addresses(lost: Sequence[str]) -> Diagnostic:
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
