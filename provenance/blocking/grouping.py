"""Stories from links: the articles that links join, in groups that one worker can hold."""

from collections.abc import Iterable, Sequence

from provenance.blocking.links import Link

MOST_ARTICLES = 500
"""Articles of one story. As many on one event are compared in minutes on two cores; beyond it a
story is cut where its links are weakest."""


def gather_stories(
    articles: Sequence[str], links: Iterable[Link], *, most: int = MOST_ARTICLES
) -> tuple[tuple[str, ...], ...]:
    """Every article in one story; stories, and articles in a story, in the order of ``articles``.

    The firmest links join first (Kruskal 1956, with a limit of size), so that a story that would
    grow beyond ``most`` falls apart at its weakest ones. Two groups of articles are joined by a
    link of copied text or a whole quotation, or by as many links as the smaller of them has
    articles: one by chance would chain two events, and on a day with many events of one topic all
    of them (single linkage; this is between it and average linkage, Sokal and Michener 1958). The
    order of ``links`` is of no matter.

    Args:
        articles: all ids, each once.
        links: between them; one that names another article is passed over.
        most: articles of one story at most.

    Raises:
        ValueError: ``most`` is less than one.
    """
    if most < 1:
        raise ValueError(f"a story holds one article at least, not {most}")
    groups = _Groups(articles)
    for link in sorted(links, key=lambda one: (-one.strength, one.left, one.right)):
        groups.take(link, most)
    members: dict[int, list[str]] = {}
    for number, article in enumerate(articles):
        members.setdefault(groups.group_of(number), []).append(article)
    return tuple(tuple(found) for found in members.values())


class _Groups:
    """Groups of articles, each under the number of one of them, and the links between groups."""

    def __init__(self, articles: Sequence[str]) -> None:
        self._place = {article: number for number, article in enumerate(articles)}
        self._root = list(range(len(articles)))
        self._size = [1] * len(articles)
        self._links: dict[int, dict[int, int]] = {}

    def take(self, link: Link, most: int) -> None:
        """Note ``link``, and join the two groups that it is between if that is enough."""
        if link.left not in self._place or link.right not in self._place:
            return
        one, other = self.group_of(self._place[link.left]), self.group_of(self._place[link.right])
        if one == other or self._size[one] + self._size[other] > most:
            return
        number = self._links.get(one, {}).get(other, 0) + 1
        if link.is_firm or number >= min(self._size[one], self._size[other]):
            self._join(one, other)
        else:
            self._links.setdefault(one, {})[other] = number
            self._links.setdefault(other, {})[one] = number

    def _join(self, one: int, other: int) -> None:
        ours, theirs = self._links.pop(one, {}), self._links.pop(other, {})
        if len(ours) < len(theirs):
            one, other, ours, theirs = other, one, theirs, ours
        self._root[other] = one
        self._size[one] += self._size[other]
        ours.pop(other, None)
        theirs.pop(one, None)
        for third, number in theirs.items():
            ours[third] = self._links[third][one] = ours.get(third, 0) + number
            del self._links[third][other]
        if ours:
            self._links[one] = ours

    def group_of(self, number: int) -> int:
        """The number under which the group of an article stands now."""
        root = self._root
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number
