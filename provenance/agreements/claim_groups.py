"""Things joined two by two into groups, but for those that must stay apart."""

from collections import defaultdict
from collections.abc import Mapping, Set


class Groups:
    """Groups of names, grown by joining two (union–find)."""

    def __init__(self, apart: Mapping[str, Set[str]] | None = None) -> None:
        """No groups yet; ``apart`` gives for a name those that may never come into its group."""
        self._apart = apart or {}
        self._root: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}

    def join(self, one: str, other: str) -> None:
        """Make one group of the groups of two names, unless that joins what must stay apart."""
        left, right = self._find(one), self._find(other)
        if left == right:
            return
        if len(self._members[left]) < len(self._members[right]):
            left, right = right, left
        mine = set(self._members[left])
        if any(mine & self._apart.get(name, frozenset()) for name in self._members[right]):
            return
        self._root[right] = left
        self._members[left] += self._members.pop(right)

    def members(self) -> tuple[tuple[str, ...], ...]:
        """The groups of two and more, each sorted, sorted."""
        return tuple(sorted(tuple(sorted(names)) for names in self._members.values() if names[1:]))

    def by_root(self) -> Mapping[str, tuple[str, ...]]:
        """Every group under the name that stands for it."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._root:
            found[self._find(name)].append(name)
        return {root: tuple(sorted(names)) for root, names in found.items()}

    def _find(self, name: str) -> str:
        if name not in self._root:
            self._root[name] = name
            self._members[name] = [name]
        while self._root[name] != name:
            self._root[name] = self._root[self._root[name]]
            name = self._root[name]
        return name
