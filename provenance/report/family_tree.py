"""Who has the text from whom, as a tree in plain characters."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from provenance.model import CopyRelation
from provenance.report.visible import one_line
from provenance.terms import CopyDirection, CopyKind

COPY_KINDS: Mapping[CopyKind, str] = {
    CopyKind.SAME: "the same article",
    CopyKind.WIRE: "wire copy",
    CopyKind.RELEASE: "pasted release",
    CopyKind.CUT: "cut",
    CopyKind.PART: "passages",
}
_MOST_LINES = 120
_DEEPEST = 12


def family_trees(copies: Sequence[CopyRelation], names: Mapping[str, str]) -> Iterator[str]:
    """A line for every text that others have, and one below it for each that has it.

    An arrow says that the direction is known, a wavy line that it is not. A text that has its words
    from two stands below both; its own copies are told once.

    Args:
        copies: the relations.
        names: article and document ids to what they are called.
    """
    children: dict[str, list[CopyRelation]] = defaultdict(list)
    for copy in copies:
        children[copy.from_article].append(copy)
    below = {copy.to_article for copy in copies}
    told: set[str] = set()
    lines: list[str] = []
    for root in [one for one in children if one not in below] or sorted(children)[:1]:
        lines.append(_called(root, names))
        told.add(root)
        lines += _branches(root, children, names, told)
    yield from lines[:_MOST_LINES]
    if len(lines) > _MOST_LINES:
        yield f"… and {len(lines) - _MOST_LINES} more"


def _branches(
    root: str,
    children: Mapping[str, list[CopyRelation]],
    names: Mapping[str, str],
    told: set[str],
) -> Iterator[str]:
    """Depth first, without recursion: a chain of copies may be long."""
    stack = [("", number, copy) for number, copy in _numbered(children.get(root, []))]
    stack.reverse()
    while stack:
        indent, left, copy = stack.pop()
        yield f"{indent}{'└' if left == 0 else '├'}{_told(copy, names)}"
        if copy.to_article not in told and len(indent) < 3 * _DEEPEST:
            told.add(copy.to_article)
            deeper = indent + ("   " if left == 0 else "│  ")
            more = [(deeper, n, one) for n, one in _numbered(children.get(copy.to_article, []))]
            stack += reversed(more)


def _numbered(copies: Sequence[CopyRelation]) -> list[tuple[int, CopyRelation]]:
    """Each copy with the number of those behind it."""
    return [(len(copies) - 1 - at, copy) for at, copy in enumerate(copies)]


def _told(copy: CopyRelation, names: Mapping[str, str]) -> str:
    is_known = copy.direction is CopyDirection.KNOWN
    parts = [COPY_KINDS[copy.kind], one_line(copy.basis)]
    if copy.credited is False and is_known:
        parts.append("no credit")
    if not is_known:
        parts.append("direction not known")
    return f"{'─> ' if is_known else '~~ '}{_called(copy.to_article, names)}  ({'; '.join(parts)})"


def _called(name: str, names: Mapping[str, str]) -> str:
    return one_line(names.get(name, name))
