"""What a wheel must hold: run by the interpreter of an environment with nothing but the wheel, in an empty folder.

``python installed.py REPOSITORY`` builds the miniature city there and looks at its pages; nox's session ``wheel`` does so.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path


def main(repository: Path) -> None:
    import generator
    from generator.composing.bundles import bundles

    program = Path(generator.__file__).resolve()
    assert not program.is_relative_to(repository) or ".nox" in program.parts, f"{program} is no installed copy"
    city = Path("桂 city")
    shutil.copytree(repository / "tests/miniature", city)
    guihua("check", "--project", str(city))
    guihua("build", "--project", str(city))
    site = city / "site"
    plan = (site / "plans/green-city.html").read_text("utf-8")
    assert "<h1" in plan
    assert "每季碰头一次" in plan
    assert 'class="md-' in plan, "the theme is missing"
    templates = repository / "site_templates"
    for address, content in bundles((templates,)).items():
        assert len(content) > 100, f"{address} is packed from nothing"
        assert (site / address).read_bytes() == content, f"{address} is not what the repository's files make"
    for path in (templates / "overrides/assets").rglob("*.*"):
        assert (site / path.relative_to(templates / "overrides")).read_bytes() == path.read_bytes()
    pictures = list(site.rglob("*.png"))
    assert any(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures), "no preview picture was drawn"
    assert (site / "search/entry.json").is_file()
    (city / "site_templates/styles").mkdir(parents=True)
    (city / "site_templates/styles/99-city.css").write_text(".this-city { color: red }")
    (city / "mkdocs.yml").write_text("extra_css: [assets/guihua.css, assets/city.css]\n")
    guihua("build", "--project", str(city))
    assert ".this-city{color:red}" in (site / "assets/guihua.css").read_text("utf-8")
    assert "assets/city.css" in (site / "index.html").read_text("utf-8")
    print(f"{len(pictures)} pictures, {sum(1 for _ in site.rglob('*.html'))} pages: as from the repository")


def guihua(*arguments: str) -> None:
    program = Path(sys.executable).with_name("guihua.exe" if sys.platform == "win32" else "guihua")
    subprocess.run([program, *arguments], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
