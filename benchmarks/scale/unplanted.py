"""How often ``compare`` cries wolf on generated events in which no article errs.

    python benchmarks/scale/unplanted.py [--articles 300] [--seed 9] [--undated] [-v]

All articles in one comparison, by rules alone; conflicts are per 100 articles, and every one is
false. Wordings of one quotation that keep its sense dispute nothing and are left out. Rules were
mended on seed 8.
"""

import argparse
from collections.abc import Iterator
from itertools import islice

from generate import Plan, make_events
from generated import Story
from writers import plain_text

import provenance
from provenance.comparison import compare_claims
from provenance.comparison.comparing import TURNS_THE_SENSE
from provenance.model import Disagreement
from provenance.tagging import NO_TAGGER
from provenance.terms import DisagreementKind
from provenance.verdicts import Shelf


def main() -> None:
    """Print the rate; with ``-v`` both sentences of each conflict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--undated", action="store_true")
    parser.add_argument("-v", action="store_true")
    options = parser.parse_args()
    stories = list(islice(_faithful(options.articles, options.seed), options.articles))
    articles = [
        provenance.read_text(
            plain_text(story),
            outlet=story.outlet.name,
            published=None if options.undated else story.day.isoformat(),
            url=story.address,
        )
        for story in stories
    ]
    analyses = [provenance.extract(article, tagger=NO_TAGGER) for article in articles]
    found = compare_claims(analyses, Shelf())
    clashing = [one for one in found.disagreements if _disputes(one)]
    rate = 100 * len(clashing) / len(articles)
    print(f"{len(articles)} articles, {len(clashing)} conflicts, all false: {rate:.2f} per 100")
    if options.v:
        claims = {c.id: c for one in analyses for c in one.claims}
        claims |= {c.id: c for c in found.headlines}
        for one in clashing:
            sides = (claims[side].sentence.exact for side in (one.left, one.right))
            print(f"  {one.kind.value} {one.what}", *sides, sep="\n    ")


def _faithful(articles: int, seed: int) -> Iterator[Story]:
    """The articles of events in which no fact is told wrongly."""
    for event in make_events(Plan(articles=2 * articles, seed=seed)):
        if event.contradicted is None:
            yield from event.stories


def _disputes(one: Disagreement) -> bool:
    is_wording = one.kind is DisagreementKind.QUOTE_WORDING
    return not is_wording or one.what.endswith(TURNS_THE_SENSE)


if __name__ == "__main__":
    main()
