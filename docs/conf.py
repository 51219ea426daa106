"""The documentation as a site: Sphinx, MyST and furo; builds and reads without the network.

python -m sphinx -W -b html docs build/site
"""

import re

from sphinx.application import Sphinx

from provenance import __version__

project = "provenance"
author = "the authors of provenance"
version = release = __version__
language = "en"

extensions = ["myst_parser"]
exclude_patterns = ["images/README.md", "_build"]
source_suffix = {".md": "markdown"}
root_doc = "index"

myst_heading_anchors = 4
nitpicky = True

html_theme = "furo"
html_title = "provenance"
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {"footer_icons": []}


def _away(_app: Sphinx, _page: str, source: list[str]) -> None:
    """Links to files of the repository that are no pages of the site become words."""
    source[0] = re.sub(r"\[([^\]]+)\]\((?:\.\./){2}([\w./-]+)\)", r"\1 (`\2`)", source[0])


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.connect("source-read", _away)
    return {"parallel_read_safe": True}
