"""Who has the words from whom: copies as a family tree."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from provenance.checks.index import ReportIndex
from provenance.model import CopyRelation
from provenance.report.exhibits import document_name
from provenance.terms import CopyDirection, CopyKind

COPY_KINDS: Mapping[CopyKind, str] = {
    CopyKind.SAME: "the same article",
    CopyKind.WIRE: "an agency's dispatch",
    CopyKind.RELEASE: "a statement or release",
    CopyKind.CUT: "a shortened copy",
    CopyKind.PART: "passages of it",
}


@attrs.frozen(kw_only=True)
class Kin:
    """One text in a family tree, how deep it stands, and how it came from the one above."""

    name: str
    depth: int
    copy: CopyRelation | None
    """``None`` for the text at the head of a tree."""

    @property
    def told(self) -> str:
        """How it has the words, in half a line; empty for the head."""
        if self.copy is None:
            return ""
        share = f"{self.copy.share:.0%} of the words" if self.copy.share is not None else ""
        known = self.copy.direction is CopyDirection.KNOWN
        parts = [
            COPY_KINDS[self.copy.kind] if self.copy.kind is not CopyKind.PART else "",
            share,
            self.copy.basis,
            {True: "says where from", False: "does not say where from", None: ""}[
                self.copy.credited
            ],
            "" if known else "who copied is not known",
        ]
        return "; ".join(part for part in parts if part)


def family_trees(index: ReportIndex) -> tuple[tuple[Kin, ...], ...]:
    """Every tree from its head down, depth first; each text stands in one tree, once.

    A text with several origins stands under the first of them; a circle is cut where it closes.
    """
    children: dict[str, list[CopyRelation]] = {}
    for one in index.report.copies:
        children.setdefault(one.from_article, []).append(one)
    copied = {one.to_article for one in index.report.copies}
    heads = [one for one in children if one not in copied]
    seen: set[str] = set()
    trees = [tuple(_walk(head, children, seen, index)) for head in [*heads, *children]]
    return tuple(tree for tree in trees if len(tree) > 1)


def _walk(
    head: str, children: Mapping[str, Sequence[CopyRelation]], seen: set[str], index: ReportIndex
) -> Iterator[Kin]:
    waiting: list[tuple[str, int, CopyRelation | None]] = [(head, 0, None)]
    while waiting:
        one, depth, copy = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        yield Kin(name=_name(one, index), depth=depth, copy=copy)
        below = children.get(one, ())
        waiting += [(copy.to_article, depth + 1, copy) for copy in reversed(below)]


def _name(text: str, index: ReportIndex) -> str:
    if text in index.names:
        return index.names[text]
    document = index.documents.get(text)
    return document_name(document, index) if document else text
