"""Are generated events apart, and is what was planted found? One comparison of all articles.

    python benchmarks/scale/apart.py [--articles 100] [--seed 8]

Events of three days are compared as one story, by rules alone. Copies, conflicts and agreements
across events would come from the generator's words: there must be none.
"""

import argparse
import json

from generate import Plan, make_events
from generated import Event, Story
from writers import plain_text

import provenance
from provenance.comparison import compare_claims
from provenance.tagging import NO_TAGGER
from provenance.verdicts import Desk, Shelf, decide

DAYS = 3


def main() -> None:
    """Print counts as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--seed", type=int, default=8)
    options = parser.parse_args()
    events = list(make_events(Plan(articles=options.articles, seed=options.seed, days=DAYS)))
    print(json.dumps(measure_apart(events), indent=1))


def measure_apart(events: list[Event]) -> dict[str, int]:
    """What joins two events, and how much of what was planted is found."""
    stories = [story for event in events for story in event.stories]
    articles = [
        provenance.read_text(
            plain_text(s), outlet=s.outlet.name, published=s.day.isoformat(), url=s.address
        )
        for s in stories
    ]
    story_of = {a.id: s for a, s in zip(articles, stories, strict=True)}
    analyses = [provenance.extract(article, tagger=NO_TAGGER) for article in articles]
    judged = decide(analyses, Shelf(), Desk(), lambda _: ())
    found = compare_claims(judged, Shelf())
    claims = {c.id: c for one in judged for c in one.claims} | {c.id: c for c in found.headlines}

    def told(claim: str) -> Story:
        return story_of[claims[claim].article]

    def is_wrong(claim: str) -> bool:
        said = claims[claim].sentence.exact
        return any(line.is_wrong and line.text == said for line in told(claim).lines)

    wanted = {(s.copy_of, s.key) for s in stories if s.copy_of}
    copies = {(story_of[c.from_article].key, story_of[c.to_article].key) for c in found.copies}
    either = copies | {(b, a) for a, b in copies}
    hit = {told(d.left).event for d in found.disagreements if is_wrong(d.left) or is_wrong(d.right)}
    planted = {
        event.number
        for event in events
        if event.contradicted is not None
        and any(
            line.fact == event.contradicted and not line.is_wrong
            for story in event.stories
            for line in story.lines
        )
    }
    return {
        "articles": len(stories),
        "copies_across": sum(a.partition("-")[0] != b.partition("-")[0] for a, b in copies),
        "conflicts_across": sum(
            told(d.left).event != told(d.right).event for d in found.disagreements
        ),
        "agreements_across": sum(
            len({told(claim).event for claim in one.claims}) > 1 for one in found.agreements
        ),
        "copies_planted": len(wanted),
        "copies_found": len(wanted & either),
        "copies_right_direction": len(wanted & copies),
        "copies_others": len({frozenset(pair) for pair in copies} - {frozenset(p) for p in wanted}),
        "contradictions_planted": len(planted),
        "contradictions_found": len(planted & hit),
        "conflicts_others": sum(
            not is_wrong(d.left) and not is_wrong(d.right) for d in found.disagreements
        ),
        "developments": len(found.developments),
    }


if __name__ == "__main__":
    main()
