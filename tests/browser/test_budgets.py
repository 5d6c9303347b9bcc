"""What a page weighs on the wire. ``nox -s bench`` prints the figures; the budgets are those of a phone on a plain line."""

from __future__ import annotations

import gzip
from pathlib import Path

from playwright.sync_api import Browser, Response

from tests.browser.test_journeys import PAGES

INDICATOR_HTML = 60_000
FIRST_VIEW = 350_000


def test_indicator_pages_stay_light(site: Path) -> None:
    weights = {
        path.stem: len(gzip.compress(path.read_bytes(), mtime=0)) for path in (site / "indicators").glob("*.html")
    }
    ordered = sorted(weights.items(), key=lambda pair: -pair[1])
    print(f"\nindicator pages, HTML gzipped: {len(ordered)} pages, budget {INDICATOR_HTML:,} bytes")
    for name, weight in [*ordered[:3], ordered[len(ordered) // 2]]:
        print(f"{weight:>9,}  {name}")
    assert ordered[0][1] <= INDICATOR_HTML


def test_first_view_of_every_page_type_stays_light(browser: Browser, address: str) -> None:
    """All that a browser with an empty cache fetches until the page has come to rest."""
    weights = {}
    for path in PAGES:
        context = browser.new_context()
        page = context.new_page()
        answers: list[Response] = []
        page.on("response", lambda each, kept=answers: kept.append(each))
        page.goto(f"{address}/{path}", wait_until="networkidle")
        weights[path] = sum(each.request.sizes()["responseBodySize"] for each in answers)
        context.close()
    print(f"\nfirst view, transferred, budget {FIRST_VIEW:,} bytes")
    for path, weight in sorted(weights.items(), key=lambda pair: -pair[1]):
        print(f"{weight:>9,}  {path}")
    assert max(weights.values()) <= FIRST_VIEW
    assert min(weights.values()) > 1_000
