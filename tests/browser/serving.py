"""The built site on this machine as a host serves it: under a sub-path, compressed, with its own page for wrong addresses."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

SUB_PATH = "xuchang"
COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".csv", ".txt", ".xml"}


class Host(SimpleHTTPRequestHandler):
    """Quiet; compresses text as hosts do."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if path.is_file():
            self.answer(200, path)
        else:
            self.answer(404, Path(str(self.directory)) / SUB_PATH / "404.html")

    def answer(self, status: int, path: Path) -> None:
        content = path.read_bytes()
        kind = self.guess_type(str(path))
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        if path.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def served(site: Path, beside: Mapping[str, Path] = MappingProxyType({})) -> Iterator[str]:
    """The address at which ``site`` is served: ``http://127.0.0.1:<port>/xuchang``; ``beside`` are others, by path."""
    with TemporaryDirectory() as folder:
        for path, root in {SUB_PATH: site, **beside}.items():
            (Path(folder) / path).symlink_to(root.resolve())
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/{SUB_PATH}"
        finally:
            server.shutdown()
