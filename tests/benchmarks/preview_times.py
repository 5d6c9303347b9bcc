"""How long after an edit the page in view is another one, and how long until all that it reaches is: ``guihua serve`` as a
browser sees it.
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path
from queue import Queue
from time import monotonic, sleep
from urllib.parse import quote
from urllib.request import urlopen

from tests.conftest import REPOSITORY

PATIENCE = 600
REST = 1
"""Seconds from the end of one edit to the next."""
OPEN = re.compile(r"http://127\.0\.0\.1:(\d+)/")


class Running:
    """A preview of the project at ``root``, and a browser that shows one page and loads it again when it is told to."""

    def __init__(self, root: Path, page: str) -> None:
        command = [sys.executable, "-m", "generator", "serve", "--project", str(root), "--port", "0", "--lang", "en"]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", cwd=REPOSITORY
        )
        self.page = page
        self.lines: Queue[tuple[float, str]] = Queue()
        self.reloads: Queue[tuple[float, str]] = Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.port = int(OPEN.findall(self.after(0.0, self.lines, "http://")[1])[0])
        threading.Thread(target=self._browse, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put((monotonic(), line))

    def _browse(self) -> None:
        while self.process.poll() is None:
            with suppress(OSError):  # the preview has ended
                self._wait_for_news()

    def _wait_for_news(self) -> None:
        with urlopen(f"http://127.0.0.1:{self.port}/{self.page}") as answer:
            state = re.search(r'data-state="([^"]+)"', answer.read().decode("utf-8"))
        assert state
        address = f"http://127.0.0.1:{self.port}/-preview/news?page=/{quote(self.page)}&state={state[1]}"
        with urlopen(address) as news:
            if any(line == b"event: reload\n" for line in news):
                self.reloads.put((monotonic(), ""))

    @staticmethod
    def after(moment: float, queue: Queue[tuple[float, str]], text: str) -> tuple[float, str]:
        """The first that came after ``moment`` and contains ``text``."""
        while True:
            came, line = queue.get(timeout=PATIENCE)
            if came > moment and text in line:
                return came, line


@contextmanager
def running(root: Path, page: str) -> Iterator[Running]:
    """A preview that has made everything once."""
    preview = Running(root, page)
    try:
        preview.after(0.0, preview.lines, "edits are followed")
        yield preview
    finally:
        preview.process.terminate()
        preview.process.wait()


def a_cell(root: Path, plan: str, number: int) -> None:
    """The summary of the plan's first task."""
    file = root / f"datasets/{plan}/tasks.csv"
    header, *rows = csv.reader(StringIO(file.read_text("utf-8"), newline=""))
    column = header.index("summary")
    rows[0][column] = rows[0][column].rstrip("。") + "。" * (number % 2 + 1)
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    file.write_text(out.getvalue(), "utf-8", newline="")


def a_sentence(root: Path, plan: str, number: int) -> None:
    """The end of the plan's last sentence."""
    file = root / f"content/plans/{plan}.md"
    begin, _, end = file.read_text("utf-8").rpartition("。" if number % 2 else "；")
    file.write_text(f"{begin}{'；' if number % 2 else '。'}{end}", "utf-8", newline="")


def a_name(root: Path, plan: str, number: int) -> None:
    """The name of the unit that issued the plan."""
    issuer = re.search(r"(?m)^issuer: *(\S+)", (root / f"content/plans/{plan}.md").read_text("utf-8"))
    assert issuer
    file = root / "datasets/registry/units.csv"
    header, *rows = csv.reader(StringIO(file.read_text("utf-8"), newline=""))
    row = next(row for row in rows if row[0] == issuer[1])
    row[header.index("name")] = row[header.index("name")].rstrip("新") + "新" * (number % 2)
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    file.write_text(out.getvalue(), "utf-8", newline="")


def a_template(root: Path, _: str, number: int) -> None:
    """That of plans."""
    _marked(root, "pages/plan.html.j2", '<h1 id="title"', number)


def a_shared_template(root: Path, _: str, number: int) -> None:
    """The one that nearly all pages import."""
    _marked(root, "sections/parts.j2", '<details class="gh-origin', number)


def the_frame(root: Path, _: str, number: int) -> None:
    """The foot of all pages."""
    _marked(root, "overrides/partials/footer.html", "<footer", number)


def _marked(root: Path, name: str, tag: str, number: int) -> None:
    """Lays a template of the city's own over the shipped one, in which a tag has an attribute more."""
    own, text = root / "site_templates" / name, (REPOSITORY / "site_templates" / name).read_text("utf-8")
    assert tag in text
    own.parent.mkdir(parents=True, exist_ok=True)
    element, _, rest = tag.partition(" ")
    own.write_text(text.replace(tag, f'{element} data-edit="{number}" {rest}'.rstrip(), 1), "utf-8")


EDITS: dict[str, Callable[[Path, str, int], None]] = {
    "a cell": a_cell,
    "a sentence": a_sentence,
    "a name": a_name,
    "a template": a_template,
    "a shared template": a_shared_template,
    "the frame": the_frame,
}


def times_of_edits(root: Path, plan: str, edits: int) -> dict[str, list[tuple[float, float]]]:
    """Kind of edit → (seconds until the page in view is loaded again, seconds until all is made) of each."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in EDITS}
    with running(root, f"plans/{plan}.html") as preview:
        for number in range(edits):
            name = [*EDITS][number % len(EDITS)]
            start = monotonic()
            EDITS[name](root, plan, number // len(EDITS) + 1)
            shown = preview.after(start, preview.reloads, "")[0] - start
            everything = preview.after(start, preview.lines, "files are new")[0] - start
            taken[name].append((shown, everything))
            print(f"edit {number + 1}, {name}: page {shown:.2f} s, all {everything:.2f} s", flush=True)
            sleep(REST)
    return taken
