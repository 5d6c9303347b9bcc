"""What a maintainer and CI run. Each session installs what it needs: ``nox -s site`` on a fresh machine is enough."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import nox

nox.needs_version = ">=2026.2.9"
nox.options.sessions = ["lint", "types", "tests"]
nox.options.reuse_venv = "yes"

LOCK = "requirements.lock"
DEVELOPMENT_LOCK = "requirements-dev.lock"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
OFFICE = ("soffice", "libreoffice")
FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


def install(session: nox.Session, *, development: bool = True) -> None:
    """The pinned packages, then this project as it stands here."""
    session.install("--require-hashes", "-r", DEVELOPMENT_LOCK if development else LOCK)
    session.install("--no-deps", "-e", ".")


@nox.session
def lint(session: nox.Session) -> None:
    """Style, formatting and import order; needs nothing but ruff, at its pinned version."""
    pinned = re.search(r"(?m)^ruff==.*(?:\n    .*)*", Path(DEVELOPMENT_LOCK).read_text("utf-8"))
    wanted = Path(session.create_tmp(), "ruff.txt")
    wanted.write_text(pinned[0] if pinned else "ruff", "utf-8")
    session.install("--require-hashes", "-r", str(wanted))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Strict types."""
    install(session)
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """All tests but those that drive a browser."""
    install(session)
    session.run(
        "pytest", *(f"--ignore=tests/{folder}" for folder in ("browser", "office", "benchmarks")), *session.posargs
    )


@nox.session(default=False)
def kills(session: nox.Session) -> None:
    """Kills every command that writes just before each of its changes to the disk: hundreds of kills."""
    install(session)
    session.run(
        "pytest",
        "tests/writing/test_killed.py",
        "tests/test_build.py",
        "tests/serving",
        "--moments=0",
        *session.posargs,
    )


@nox.session(default=False)
def golden(session: nox.Session) -> None:
    """Regenerates the golden files of tests/golden/: what readers find on pages and programs in files. Read the diff."""
    install(session)
    session.run("pytest", "tests/test_golden.py", "tests/test_golden_data.py", "--regenerate", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """The site in headless Chromium, its data in LibreOffice; installs both from Debian's packages where missing."""
    install(session)
    missing = [] if any(shutil.which(name) for name in CHROMIUM) else ["chromium"]
    missing += [] if any(shutil.which(name) for name in OFFICE) else ["libreoffice-calc"]
    missing += ["fonts-noto-cjk"] if Path("/etc/debian_version").exists() and not FONT.exists() else []
    if missing:
        if not shutil.which("apt-get"):
            session.error(f"these tests need {' and '.join(missing)}: install them, then run this session again")
        root = [] if getattr(os, "geteuid", int)() == 0 else ["sudo"]
        session.run(*root, "apt-get", "update", "-qq", external=True)
        session.run(*root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing, external=True)
    session.run("pytest", "tests/browser", "tests/office", *session.posargs)


@nox.session(default=False)
def preview_times(session: nox.Session) -> None:
    """Records how long ``serve`` takes after each of 36 edits: until the page in view is new, and until all is."""
    install(session)
    session.run("pytest", "tests/benchmarks/test_preview_cost.py", "-s", "--timeout=0", "--edits=36", *session.posargs)


@nox.session(default=False)
def mutations(session: nox.Session) -> None:
    """Tries faults made by hand, one by one in a copy of the tree; the tests named for each must notice it."""
    install(session)
    session.run("python", "-m", "tests.mutations", *session.posargs)


@nox.session(default=False)
def mutation_score(session: nox.Session) -> None:
    """Prints what share of a sample of small faults the quick tests notice; takes an hour or two."""
    install(session)
    session.install("cosmic-ray>=8.7,<9", "pytest-cov>=7")
    session.run("python", "-m", "tests.mutations.score", *session.posargs)


@nox.session(default=False)
def check(session: nox.Session) -> None:
    """Checks all plans and data; changes nothing."""
    install(session, development=False)
    session.run("guihua", "check", *session.posargs)


@nox.session(default=False)
def promise(session: nox.Session) -> None:
    """Writes down the addresses that are published; the publishing job runs it."""
    install(session, development=False)
    session.run("guihua", "promise")


@nox.session
def site(session: nox.Session) -> None:
    """Builds the site into site/."""
    install(session, development=False)
    session.run("guihua", "build", *session.posargs)


@nox.session
def serve(session: nox.Session) -> None:
    """Shows the site on this machine and builds again after every edit."""
    install(session, development=False)
    session.run("guihua", "serve", *session.posargs)


@nox.session
def wheel(session: nox.Session) -> None:
    """Builds the wheel, installs it into an empty environment, and builds the miniature city with it in an empty folder."""
    with TemporaryDirectory() as folder:
        session.install("build")
        session.run("python", "-m", "build", "--wheel", "--outdir", folder, silent=True)
        session.run("python", "-m", "venv", f"{folder}/venv")
        scripts = Path(folder, "venv", "Scripts" if sys.platform == "win32" else "bin")
        pip = (str(scripts / "python"), "-m", "pip", "install", "--quiet")
        session.run(*pip, "--require-hashes", "-r", LOCK, external=True)
        session.run(*pip, "--no-deps", *map(str, Path(folder).glob("*.whl")), external=True)
        repository = Path.cwd()
        Path(folder, "empty").mkdir()
        check = repository / "tests/wheel/installed.py"
        with session.chdir(Path(folder, "empty")):
            session.run(str(scripts / "python"), str(check), str(repository), external=True, env={"PYTHONPATH": ""})


@nox.session(default=False, venv_backend="none")
def same_bytes(session: nox.Session) -> None:
    """Builds the miniature city with every Python from 3.11 on that is found, and compares the sites byte by byte."""
    sites = {}
    with TemporaryDirectory() as folder:
        for name, python in interpreters().items():
            own = Path(folder, name)
            session.run(python, "-m", "venv", str(own / "venv"))
            run = str(own / "venv" / ("Scripts/python" if sys.platform == "win32" else "bin/python"))
            session.run(run, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", LOCK)
            shutil.copytree("tests/miniature", own / "city")
            place = {"PYTHONPATH": str(Path.cwd()), "GUIHUA_ADDRESS": "https://plans.example/city/"}
            session.run(run, "-m", "generator", "build", "--project", str(own / "city"), env=place)
            site = own / "city/site"
            sites[name] = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    if len(sites) < 2:
        session.error(f"found {' and '.join(sites) or 'no Python'}; two are needed to compare")
    names = sorted(set().union(*sites.values()))
    different = [str(name) for name in names if len({site.get(name) for site in sites.values()}) > 1]
    if different:
        session.error(f"{len(different)} of {len(names)} files differ:\n" + "\n".join(different))
    session.log(f"{len(names)} files are the same with {', '.join(sites)}")


def interpreters() -> dict[str, str]:
    """The Pythons from 3.11 on that run on this machine, by version: on the path, and where pyenv keeps its own."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions").glob("3.*/bin/python")
    on_path = filter(None, map(shutil.which, (f"python3.{minor}" for minor in range(11, 30))))
    question = "import sys; print('.'.join(map(str, sys.version_info[:3])) if sys.version_info >= (3, 11) else '')"
    pythons: dict[str, str] = {}
    for python in (sys.executable, *on_path, *map(str, kept)):
        asked = subprocess.run([python, "-c", question], capture_output=True, text=True, check=False)  # noqa: S603
        if asked.returncode == 0 and (version := asked.stdout.strip()):
            pythons.setdefault(version, python)
    return dict(sorted(pythons.items()))


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Prints what a build costs, as ratios to a reference measured in the same run."""
    install(session)
    measured = ("tests/benchmarks", "tests/browser/test_budgets.py")
    session.run("python", "-m", "pytest", *measured, "-s", "--timeout=0", *session.posargs)


@nox.session(default=False)
def lighthouse(session: nox.Session) -> None:
    """Lighthouse's scores for the site that stands in site/; needs Node 18 or newer and Chromium."""
    install(session)
    recipe, work = Path("tests/benchmarks/lighthouse"), Path(session.create_tmp())
    shutil.copytree(recipe, work, dirs_exist_ok=True)
    session.run("npm", "ci", "--silent", "--prefix", str(work), external=True)
    session.run("python", "-m", "tests.benchmarks.lighthouse.measure", str(work / "node_modules/.bin/lighthouse"))


@nox.session(default=False, venv_backend="none")
def vendor(session: nox.Session) -> None:
    """Packs the libraries that pages run, from their npm packages; run after changing site_templates/vendor/."""
    recipe, out, work = (
        Path("site_templates/vendor"),
        Path("site_templates/overrides/assets/vendor"),
        Path(session.create_tmp()),
    )
    shutil.copytree(recipe, work, dirs_exist_ok=True)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    versions = json.loads((recipe / "package.json").read_text("utf-8"))["dependencies"]
    session.run("npm", "ci", "--silent", "--prefix", str(work), external=True)
    for entry in sorted(work.glob("*.mjs")):
        package = next(name for name in versions if f'"{name}' in entry.read_text("utf-8"))
        session.run(
            str(work / "node_modules/.bin/esbuild"), str(entry), "--bundle", "--minify", "--target=es2020", "--format=iife",
            f"--global-name=guihua_{entry.stem}", f"--banner:js=/* {package} {versions[package]}, see LICENSES.txt */",
            f"--outfile={out / entry.stem}.js", external=True,
        )  # fmt: skip
    licences = [path for name in ("@tanstack/table-core", "@tanstack/store", "write-excel-file", "fflate")
                for path in (work / "node_modules" / name).glob("LICENSE*")]  # fmt: skip
    text = "\n\n".join(
        f"{path.parent.relative_to(work / 'node_modules')}\n\n{path.read_text('utf-8').strip()}" for path in licences
    )
    (out / "LICENSES.txt").write_text(text + "\n", "utf-8")


@nox.session(default=False)
def font(session: nox.Session) -> None:
    """Cuts the font of the preview pictures from Debian's Noto: GB 2312 and every character of content and data."""
    characters = {chr(code) for code in range(32, 127)}
    for high in range(0xA1, 0xF8):
        characters.update(bytes(pair).decode("gb2312", "ignore") for pair in product([high], range(0xA1, 0xFF)))
    for path in (*Path("content").rglob("*.[my]*"), *Path("datasets").rglob("*.csv")):
        characters.update(character for character in path.read_text("utf-8") if character.isprintable())
    wanted = Path(session.create_tmp(), "characters.txt")
    wanted.write_text("".join(sorted(characters)), "utf-8")
    session.install("fonttools")
    session.run(
        "fonttools", "subset", str(FONT.with_name("NotoSansCJK-Bold.ttc")), "--font-number=2", f"--text-file={wanted}",
        "--layout-features=", "--no-hinting", "--name-IDs=0,1,2,13,14", "--notdef-outline",
        "--output-file=generator/charts/fonts/NotoSansSC-Bold.otf",
    )  # fmt: skip


@nox.session(default=False)
def traditional(session: nox.Session) -> None:
    """Writes down which simplified character each traditional one is, from OpenCC (Apache-2.0); run to bring it up to date."""
    session.install("opencc>=1.4")
    program = (
        "import opencc, pathlib\n"
        "converters = [opencc.OpenCC(name) for name in ('t2s', 'tw2s', 'hk2s')]\n"
        "blocks = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00)]\n"
        "pairs = {character: converted for character in map(chr, blocks) for converter in converters\n"
        "         if (converted := converter.convert(character)) != character and len(converted) == 1}\n"
        "lines = [''.join(pairs), ''.join(pairs.values()), '']\n"
        "pathlib.Path('generator/search/traditional.txt').write_text('\\n'.join(lines), 'utf-8')\n"
    )
    session.run("python", "-c", program)


@nox.session(default=False)
def lock(session: nox.Session) -> None:
    """Pins every dependency again; run after changing pyproject.toml."""
    session.install("uv")
    common = ("uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url",
              "--no-header", "--no-annotate", "--quiet", "--extra", "import", "pyproject.toml")  # fmt: skip
    session.run(*common, "-o", LOCK, *session.posargs)
    session.run(
        *common,
        "--group",
        "test",
        "--group",
        "browser",
        "--group",
        "bench",
        "--group",
        "quality",
        "-c",
        LOCK,
        "-o",
        DEVELOPMENT_LOCK,
    )
