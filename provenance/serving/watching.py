"""What has changed on disk: asked every half second, by times and sizes, without a library."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from provenance.config import REVIEWS_NAME
from provenance.globs import matches_any
from provenance.ingest.discovery import SUFFIXES

_DEEPEST = 40
_ALSO = frozenset({"sources.toml", REVIEWS_NAME})

State = tuple[tuple[str, int, int], ...]
"""Path, time of the last change in nanoseconds, and size of each file, sorted."""


@attrs.frozen(kw_only=True)
class Watch:
    """The files that a report rests on."""

    inputs: tuple[Path, ...]
    """Articles, or folders of them."""
    reviews: tuple[Path, ...] = ()
    """Where decisions are kept, besides those beside the articles."""
    others: tuple[Path, ...] = ()
    """Documents at hand, settings, a baseline."""
    exclude: tuple[str, ...] = ()
    """Globs of what is left out."""

    def articles(self) -> State:
        """The state of everything but the decisions."""
        found = [one for one in self._files() if Path(one[0]).name != REVIEWS_NAME]
        kept = {os.fspath(one) for one in self.reviews}
        return tuple(sorted({one for one in found if one[0] not in kept}))

    def decisions(self) -> State:
        """The state of the files of decisions."""
        beside = [(one if one.is_dir() else one.parent) / REVIEWS_NAME for one in self.inputs]
        return tuple(sorted({one for place in (*self.reviews, *beside) for one in _seen(place)}))

    def _files(self) -> Iterator[tuple[str, int, int]]:
        for place in (*self.inputs, *self.others):
            if place.is_dir():
                yield from self._walk(place, place.resolve().parent, 0)
            else:
                yield from _seen(place)

    def _walk(self, folder: Path, parent: Path, depth: int) -> Iterator[tuple[str, int, int]]:
        try:
            entries = list(os.scandir(folder))
        except OSError:
            return
        for entry in entries:
            path = Path(entry.path)
            if entry.name.startswith(".") or matches_any(_shown(path, parent), self.exclude):
                continue
            if entry.is_dir(follow_symlinks=False):
                if depth < _DEEPEST:
                    yield from self._walk(path, parent, depth + 1)
            elif path.suffix.lower() in SUFFIXES or entry.name in _ALSO:
                yield from _seen(path)


def _shown(path: Path, parent: Path) -> str:
    return os.path.relpath(path, parent).replace(os.sep, "/")


def _seen(path: Path) -> Sequence[tuple[str, int, int]]:
    """The state of one file; nothing where there is none or it may not be looked at."""
    try:
        state = path.stat()
    except OSError:
        return ()
    return ((os.fspath(path), state.st_mtime_ns, state.st_size),)
