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
    grow beyond ``most`` falls apart at its weakest ones. The order of ``links`` is of no matter.

    Args:
        articles: all ids, each once.
        links: between them; one that names another article is passed over.
        most: articles of one story at most.

    Raises:
        ValueError: ``most`` is less than one.
    """
    if most < 1:
        raise ValueError(f"a story holds one article at least, not {most}")
    place = {article: number for number, article in enumerate(articles)}
    root, size = list(range(len(articles))), [1] * len(articles)
    for link in sorted(links, key=lambda one: (-one.strength, one.left, one.right)):
        if link.left not in place or link.right not in place:
            continue
        one, other = sorted((_find(root, place[link.left]), _find(root, place[link.right])))
        if one != other and size[one] + size[other] <= most:
            root[other] = one
            size[one] += size[other]
    members: dict[int, list[str]] = {}
    for number, article in enumerate(articles):
        members.setdefault(_find(root, number), []).append(article)
    return tuple(tuple(found) for found in members.values())


def _find(root: list[int], number: int) -> int:
    while root[number] != number:
        root[number] = root[root[number]]
        number = root[number]
    return number
