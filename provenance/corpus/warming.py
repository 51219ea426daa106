"""A first story, made up, so that tables and patterns are read before there are workers."""

from provenance.corpus.workbench import mute
from provenance.extraction import analyse
from provenance.ingest import read_bytes
from provenance.registry import load_registry
from provenance.story_steps import compare_story, verify_story
from provenance.tagging import NO_TAGGER
from provenance.verdicts import Desk, Shelf

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Harbour board opens the new pier</title></head><body><article>
<h1>Harbour board opens the new pier</h1>
<p>“We are ready to open the new pier,” said Ada Brook, an engineer of the harbour board, on 3
March 2026. According to the ministry it cost {} million euros.</p>
<p>The council has not agreed, its speaker told reporters on Tuesday, and nobody was hurt.</p>
</article></body></html>
"""


def warm_up() -> None:
    """Take two short pages through every stage, without models and documents."""
    registry = load_registry()
    pages = [_PAGE.format(cost).encode() for cost in ("4.5", "5")]
    articles = [read_bytes(page, name=f"{n}.html") for n, page in enumerate(pages)]
    analyses = [analyse(article, registry, tagger=NO_TAGGER) for article in articles]
    judged = verify_story(analyses, Shelf(), mute, desk=Desk())
    compare_story(judged, Shelf())
