"""The documentation as a site: it builds without a warning and reads without the network."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOADED = re.compile(r"<(?:link|script|img|iframe|source)\b[^>]*?(?:src|href)=\"([^\"]*)\"")
STYLED = re.compile(r"url\(\s*['\"]?((?:https?:)?//[^)'\"]*)|(@import[^;]*)")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built with warnings as errors."""
    for module in ("sphinx", "furo", "myst_parser"):
        pytest.importorskip(module, reason="the site needs pip install '.[docs]'")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html"]
    subprocess.run(  # noqa: S603 - our own documents
        [*command, "-d", str(folder / "trees"), "docs", str(folder / "html")],
        cwd=ROOT,
        check=True,
        timeout=120,
    )
    return folder / "html"


def test_every_page_is_there_under_its_kind(site: Path) -> None:
    pages = [page for page in (ROOT / "docs").rglob("*.md") if page.parent.name != "images"]
    written = [site / page.relative_to(ROOT / "docs").with_suffix(".html") for page in pages]
    kinds = re.findall(r'caption-text">([\w-]+)<', (site / "index.html").read_text("utf-8"))

    assert [] == [page.name for page in written if not page.is_file()]
    assert ["Tutorial", "How-to", "Reference", "Explanation", "Decisions"] == kinds[:5]


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    pages = [page.read_text("utf-8") for page in site.rglob("*.html")]
    styles = [page.read_text("utf-8") for page in site.rglob("*.css")]
    loaded = {found for page in pages for found in LOADED.findall(page)}

    assert len(loaded) > 5
    assert [] == [one for one in sorted(loaded) if re.match(r"(?:https?:)?//", one)]
    assert [] == [found for style in styles for found in STYLED.findall(style)]


def test_the_site_holds_no_path_of_this_machine(site: Path) -> None:
    files = [one for one in site.rglob("*") if one.suffix in {".html", ".js", ".txt"}]

    assert [] == [one.name for one in files if str(ROOT) in one.read_text("utf-8")]
