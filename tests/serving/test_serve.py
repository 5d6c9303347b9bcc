"""Edit a file, see it: the preview follows edits, and keeps its pages when an edit is wrong."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from socket import socket
from threading import Timer
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from generator.writing.unchanged import looks_of
from tests.conftest import REPOSITORY, City

PATIENCE = 90


def free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def preview(
    city: City, port: int, ended_by: int = signal.SIGTERM, code: int = 128 + signal.SIGTERM
) -> Iterator[subprocess.Popen[str]]:
    command = [
        sys.executable,
        "-m",
        "generator",
        "serve",
        "--project",
        str(city.root),
        "--port",
        str(port),
        "--lang",
        "en",
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    try:
        yield process
        process.send_signal(ended_by)
        assert process.wait(timeout=PATIENCE) == code
    finally:
        process.kill()


def shows(port: int, text: str) -> bool:
    """Whether the plan's page comes to show ``text``, within a time that no machine needs."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(f"http://127.0.0.1:{port}/plans/green-city.html") as answer:
                if text in answer.read().decode("utf-8"):
                    return True
        except (URLError, ConnectionError):
            pass
        time.sleep(0.2)
    return False


def says(process: subprocess.Popen[str], text: str) -> bool:
    """Whether the preview comes to print ``text``, within the same time."""
    assert process.stdout is not None
    end = Timer(PATIENCE, process.kill)
    end.start()
    try:
        return any(text in line for line in process.stdout)
    finally:
        end.cancel()


def test_preview_follows_an_edit_and_survives_a_wrong_one(city: City) -> None:
    port = free_port()
    with preview(city, port) as process:
        assert shows(port, "每季碰头一次")
        assert says(process, "the site is as the project says; edits are followed")
        city.edit("content/plans/green-city.md", "每季碰头一次。", "每周碰头一次。")
        assert shows(port, "每周碰头一次")
        assert says(process, "files are new, ")
        city.edit("content/plans/green-city.md", "kind: plan\n", "kind: plam\n")
        assert says(process, "[bad-value]")
        assert shows(port, "每周碰头一次")


def test_preview_follows_the_looks_of_the_city_and_those_that_came_with_the_program(city: City) -> None:
    assert looks_of(city.root) == (REPOSITORY / "site_templates", REPOSITORY / "mkdocs.yml")
    (city.root / "mkdocs.yml").write_text("theme:\n  custom_dir: looks\n", "utf-8")
    assert looks_of(city.root)[2:] == (city.root / "looks",)


def test_server_ends_with_a_builder_that_was_killed(city: City) -> None:
    port = free_port()
    with preview(city, port, ended_by=signal.SIGKILL, code=-signal.SIGKILL):
        assert shows(port, "每季碰头一次")
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and answers(port):
        time.sleep(0.1)
    assert not answers(port)


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/"):
            return True
    except (URLError, ConnectionError):
        return False


def test_port_in_use_is_told_plainly(city: City) -> None:
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = city.run("serve", "--lang", "zh", "--port", str(taken.getsockname()[1]))
    assert ran.code == 2
    assert "不能用：别的程序正在使用；请用 --port 换一个" in ran.err
    assert "http://" not in ran.err  # no address is told that leads to another program


def test_port_that_the_system_chose_is_told_and_ctrl_c_is_the_end(city: City) -> None:
    with preview(city, 0, ended_by=signal.SIGINT, code=0) as process:
        assert process.stdout is not None
        told = next(line for line in process.stdout if "http://" in line)
        address = re.search(r"open http://127\.0\.0\.1:(\d+)/ ", told)
        assert address, told
        assert shows(int(address[1]), "每季碰头一次")


@pytest.mark.parametrize("port", ["99999", "-1", "65536", "1e3", "八千", ""])
def test_port_that_is_none_is_told_before_anything_is_built(city: City, port: str) -> None:
    ran = city.run("serve", f"--port={port}")
    assert ran.code == 2
    assert "is no port; give a number from 0 to 65535. 不是端口，请写 0 到 65535 的整数。" in ran.err
    assert not (city.root / "build").exists()


@pytest.mark.parametrize("fault", ["kind: plam\n"])
def test_project_with_errors_and_no_former_pages_does_not_serve(city: City, fault: str) -> None:
    city.edit("content/plans/green-city.md", "kind: plan\n", fault)
    ran = city.run("serve", "--lang", "en")
    assert ran.code == 1
    assert "[bad-value]" in ran.out
