"""What is done after extraction, one story at a time: verdicts, then comparison.

A story is a group of articles that are looked at together (:mod:`provenance.blocking`). A run of
few articles is one story; a larger one, and a corpus, goes story by story through the same steps.
No step looks at two stories: reports of stories put together are the report of all, wherever the
articles of two stories have nothing to say to each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import attrs

from provenance.blocking import (
    MOST_ARTICLES,
    StoryKeys,
    gather_stories,
    link_stories,
    story_keys,
)
from provenance.blocking.near_documents import documents_near
from provenance.comparison import compare_claims, with_disputes
from provenance.model import Analysis, Claim, Comparison
from provenance.pacing import Pace
from provenance.urls import url_key
from provenance.verdicts import Desk, Shelf, decide_in_time, with_drift
from provenance.verdicts.deciding import Answer
from provenance.verdicts.grounds import is_readable


@attrs.frozen(kw_only=True)
class Division:
    """The stories of a run."""

    stories: tuple[tuple[str, ...], ...]
    """Ids of articles, each in one story, in the order in which they were read."""
    keys: Mapping[str, StoryKeys] = attrs.field(repr=False)
    """By id of an article; none where there is one story only."""

    def of(self, analyses: Iterable[Analysis]) -> tuple[tuple[Analysis, ...], ...]:
        """``analyses`` story by story: those that were divided, or later states of them."""
        known = {one.article.id: one for one in analyses}
        return tuple(tuple(known[article] for article in story) for story in self.stories)

    def shelves(self, shelf: Shelf, analyses: Iterable[Analysis]) -> tuple[Shelf, ...]:
        """For each story the part of ``shelf`` that it may look at.

        These are the documents that its articles cite, those that share words with one of them, and
        the witness copies that its own articles carry. One story alone has the whole shelf.
        """
        if len(self.stories) == 1:
            return (shelf,)
        stories = self.of(analyses)
        readable = [one for one in shelf.documents.values() if is_readable(one)]
        keys = [[self.keys[article] for article in story] for story in self.stories]
        near = documents_near(keys, readable)
        parts = _Parts.of(shelf)
        return tuple(parts.part(*both) for both in zip(stories, near, strict=True))


def divide_stories(analyses: Sequence[Analysis], *, most: int = MOST_ARTICLES) -> Division:
    """The stories that ``analyses`` tell; all are one story where there are at most ``most``."""
    articles = tuple(one.article.id for one in analyses)
    if len(articles) <= most:
        return Division(stories=(articles,), keys={})
    keys = {one.article.id: story_keys(one) for one in analyses}
    stories = gather_stories(articles, link_stories(keys.values()), most=most)
    return Division(stories=stories, keys=keys)


def verify_story(
    analyses: Sequence[Analysis],
    shelf: Shelf,
    answer: Answer,
    *,
    pace: Pace | None = None,
    before: int = 0,
    total: int | None = None,
    desk: Desk | None = None,
) -> tuple[Analysis, ...]:
    """The articles of one story with a verdict on every claim, final but for what others dispute.

    Args:
        analyses: the articles, as extracted.
        shelf: the documents that they may be judged by.
        answer: asked for what rules leave open, such as ``Verifier(judge=…).assess``.
        pace: a budget of time, and a listener.
        before: articles of the run that were judged in earlier stories.
        total: articles of the run; those of this story if ``None``.
        desk: where documents are made ready, of stories before; ``None``: a new one.
    """
    desk = desk or Desk()
    judged = decide_in_time(
        analyses, shelf, desk, answer, pace or Pace(), before=before, total=total
    )
    used = {document.id: document for document in shelf.documents.values()}
    return tuple(
        attrs.evolve(one, claims=with_drift(one.claims, used, shelf.later, desk)) for one in judged
    )


@attrs.frozen(kw_only=True)
class Told:
    """Articles with their last verdicts, and what they say of each other."""

    analyses: tuple[Analysis, ...]
    comparison: Comparison = attrs.field(factory=Comparison)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of all articles, then the headlines that take part in a disagreement."""
        told = (claim for one in self.analyses for claim in one.claims)
        return (*told, *self.comparison.headlines)


def compare_story(judged: Sequence[Analysis], shelf: Shelf) -> Told:
    """What the articles of one story say of each other, and what that does to their verdicts.

    Args:
        judged: from :func:`verify_story`.
        shelf: the same documents.
    """
    comparison = compare_claims(judged, shelf)
    told = Told(analyses=tuple(judged), comparison=comparison).claims
    final = {claim.id: claim for claim in with_disputes(told, comparison)}
    return Told(
        analyses=tuple(
            attrs.evolve(one, claims=tuple(final[claim.id] for claim in one.claims))
            for one in judged
        ),
        comparison=attrs.evolve(
            comparison, headlines=tuple(final[claim.id] for claim in comparison.headlines)
        ),
    )


def judge_stories(
    stories: Sequence[Sequence[Analysis]], shelves: Sequence[Shelf], answer: Answer, pace: Pace
) -> tuple[tuple[Told, ...], frozenset[str]]:
    """Every story verified, then every story compared, as far as there is time.

    Returns:
        What each story tells, and the ids of the articles that were not compared.
    """
    total = sum(map(len, stories))
    judged: list[tuple[Analysis, ...]] = []
    for story, shelf in zip(stories, shelves, strict=True):
        before = sum(map(len, judged))
        judged.append(verify_story(story, shelf, answer, pace=pace, before=before, total=total))
    told: list[Told] = []
    uncompared: set[str] = set()
    for verified, shelf in zip(judged, shelves, strict=True):
        if pace.is_over():
            uncompared.update(one.article.id for one in verified)
            told.append(Told(analyses=verified))
        else:
            told.append(compare_story(verified, shelf))
    return tuple(told), frozenset(uncompared)


def merge_stories(told: Sequence[Told], order: Sequence[str]) -> Told:
    """What all stories tell, as if they were one.

    Args:
        told: by stories that share no article.
        order: the ids of all their articles, as they were read.
    """
    if len(told) == 1:
        return told[0]
    analyses = {one.article.id: one for each in told for one in each.analyses}
    found = [each.comparison for each in told]
    return Told(
        analyses=tuple(analyses[article] for article in order),
        comparison=Comparison(
            agreements=tuple(
                sorted((one for each in found for one in each.agreements), key=lambda a: a.claims)
            ),
            disagreements=tuple(
                sorted(
                    (one for each in found for one in each.disagreements),
                    key=lambda d: (*sorted((d.left, d.right)), d.kind.value),
                )
            ),
            copies=tuple(
                sorted(
                    (one for each in found for one in each.copies),
                    key=lambda c: (c.from_article, c.to_article),
                )
            ),
            developments=tuple(
                sorted(
                    (one for each in found for one in each.developments),
                    key=lambda d: (d.claims, d.what),
                )
            ),
            headlines=tuple(
                sorted((one for each in found for one in each.headlines), key=lambda c: c.id)
            ),
        ),
    )


@attrs.frozen
class _Parts:
    """A shelf whose documents are found by address and by id, to be handed out in parts."""

    shelf: Shelf
    places: Mapping[str, int]
    """Where an address stands on the shelf."""
    addresses: Mapping[str, Sequence[str]]
    """By id of a document."""
    versions: Mapping[str, Sequence[tuple[str, str]]]
    """Keys of the versions of a document, by its id."""

    @classmethod
    def of(cls, shelf: Shelf) -> "_Parts":
        addresses: dict[str, list[str]] = defaultdict(list)
        for address, document in shelf.documents.items():
            addresses[document.id].append(address)
        versions: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key in shelf.versions:
            versions[key[0]].append(key)
        places = {address: number for number, address in enumerate(shelf.documents)}
        return cls(shelf, places, addresses, versions)

    def part(self, story: Sequence[Analysis], near: frozenset[str]) -> Shelf:
        """The documents that ``story`` cites, and those ``near`` it by their ids."""
        documents, places = self.shelf.documents, self.places
        cited = {url_key(citation.url) for one in story for citation in one.citations}
        cited &= documents.keys()
        keys = sorted({key for a in cited for key in self.versions.get(documents[a].id, ())})
        more = near | {self.shelf.versions[key].id for key in keys}
        cited |= {address for one in more for address in self.addresses.get(one, ())}
        chosen = {address: documents[address] for address in sorted(cited, key=places.__getitem__)}
        ids = {document.id for document in chosen.values()}
        claims = [claim.id for one in story for claim in one.claims]
        copies, later = self.shelf.witnesses, self.shelf.later
        return Shelf(
            documents=chosen,
            witnesses={one: copies[one] for one in claims if one in copies},
            versions={key: self.shelf.versions[key] for key in keys},
            later={one: later[one] for one in sorted(ids) if one in later},
        )
