"""Scores kept on disk between runs, by what was asked and by whom it was answered.

One table in a SQLite file, shared by any number of processes. The key is a digest of the judge's
digest, the passage and the claim, so a new model never finds an old model's scores. A cache is
never needed: whatever is wrong with its file, the scores are computed.
"""

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import attrs

from provenance.nli.judging import Judge, Pair, PairScores, WordScore
from provenance.spans import Span

MOST_PAIRS = 200_000
"""Pairs kept: about 150 MB. Beyond it the oldest tenth goes."""
_FORM = 1
"""Of a stored row; changes when the columns or their meaning do."""
_OURS = int.from_bytes(b"PRVC")
"""The application number in the file's head."""
_LOOKED_UP_AT_ONCE = 500
_TABLE = """CREATE TABLE IF NOT EXISTS scores (
    number INTEGER PRIMARY KEY AUTOINCREMENT, key BLOB NOT NULL UNIQUE, scores TEXT NOT NULL
)"""

_COUNT = "SELECT (SELECT max(number) FROM scores) - (SELECT min(number) FROM scores) + 1"
"""By the first and last number, since only the oldest ever go; counting would read every row."""


@attrs.frozen(kw_only=True)
class CacheWarning:
    """Why a cache was not used, or not as it was: for the report, not an error."""

    path: Path
    message: str


@attrs.define(kw_only=True, eq=False)
class CachedJudge:
    """``judge``, asked only for what the file at ``path`` does not know; the same bits either way.

    Each call opens the file anew, so that it may be shared by threads and survives a fork.
    """

    judge: Judge = attrs.field(on_setattr=attrs.setters.frozen)
    path: Path = attrs.field(on_setattr=attrs.setters.frozen)
    most_pairs: int = attrs.field(default=MOST_PAIRS, on_setattr=attrs.setters.frozen)
    wait_seconds: float = attrs.field(default=5.0, on_setattr=attrs.setters.frozen)
    """How long to wait while another process writes."""
    warnings: tuple[CacheWarning, ...] = attrs.field(default=(), init=False)
    """What went wrong with the file so far, each kind once."""

    @property
    def name(self) -> str:
        """The judge's name."""
        return self.judge.name

    @property
    def digest(self) -> str:
        """The judge's digest: a cache changes no score."""
        return self.judge.digest

    @property
    def most_tokens(self) -> int:
        """The judge's bound."""
        return self.judge.most_tokens

    def score(self, pairs: Sequence[Pair]) -> tuple[PairScores, ...]:
        """The scores of each pair, in order, from the file where it has them."""
        keys = {pair: self._key(pair) for pair in pairs}
        known = self._look_up(set(keys.values()))
        missing = [pair for pair, key in keys.items() if key not in known]
        fresh = dict(zip(missing, self.judge.score(missing), strict=True)) if missing else {}
        self._keep({keys[pair]: scores for pair, scores in fresh.items()})
        return tuple(fresh[pair] if pair in fresh else known[keys[pair]] for pair in pairs)

    def _key(self, pair: Pair) -> bytes:
        parts = (self.judge.digest, pair.passage, pair.claim)
        # Lone surrogates are half a character of UTF-16: no UTF-8, but still a text to tell apart.
        each = (hashlib.sha256(part.encode("utf-8", "surrogatepass")).digest() for part in parts)
        return hashlib.sha256(b"".join(each)).digest()

    def _look_up(self, keys: set[bytes]) -> dict[bytes, PairScores]:
        listed = sorted(keys)
        found: dict[bytes, PairScores] = {}
        with self._guarded(), closing(self._open()) as file:
            for start in range(0, len(listed), _LOOKED_UP_AT_ONCE):
                some = listed[start : start + _LOOKED_UP_AT_ONCE]
                marks = ",".join("?" * len(some))
                question = f"SELECT key, scores FROM scores WHERE key IN ({marks})"  # noqa: S608  (only question marks)
                rows = file.execute(question, some).fetchall()
                found |= {bytes(key): _from_text(text) for key, text in rows}
        return found

    def _keep(self, fresh: dict[bytes, PairScores]) -> None:
        if not fresh:
            return
        rows = [(key, _to_text(scores)) for key, scores in fresh.items()]
        with self._guarded(), closing(self._open()) as file, _writing(file):
            file.executemany("INSERT OR IGNORE INTO scores (key, scores) VALUES (?, ?)", rows)
            (count,) = file.execute(_COUNT).fetchone()
            if count > self.most_pairs:
                surplus = count - self.most_pairs + self.most_pairs // 10
                file.execute(
                    "DELETE FROM scores WHERE number IN "
                    "(SELECT number FROM scores ORDER BY number LIMIT ?)",
                    (surplus,),
                )

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = sqlite3.connect(self.path, timeout=self.wait_seconds, isolation_level=None)
        try:
            _prepare(file)
        except BaseException:
            file.close()
            raise
        return file

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """Turn what may go wrong with a file into a warning; put a damaged one aside."""
        try:
            yield
        except (_DamagedError, ValueError, KeyError, TypeError) as error:
            self._set_aside(str(error))
        except sqlite3.OperationalError as error:
            # Locked for long, a full disk, a folder: nothing is wrong with what is stored.
            self._warn(f"the cache '{self.path}' was not used: {error}")
        except _ForeignError:
            self._warn(f"'{self.path}' is a database of something else: name another file")
        except sqlite3.DatabaseError as error:
            self._set_aside(str(error))
        except OSError as error:
            self._warn(f"the cache '{self.path}' was not used: {error.strerror or error}")

    def _set_aside(self, why: str) -> None:
        aside = self.path.with_name(self.path.name + ".damaged")
        # Left behind, the journal of the old file would be played back into the new one.
        journal = self.path.with_name(self.path.name + "-journal")
        try:
            self.path.replace(aside)
            journal.unlink(missing_ok=True)
        except OSError as error:
            self._warn(f"the cache '{self.path}' is damaged ({why}) and in the way: {error}")
            return
        self._warn(f"the cache '{self.path}' was damaged ({why}); it is now '{aside.name}'")

    def _warn(self, message: str) -> None:
        warning = CacheWarning(path=self.path, message=message)
        if warning not in self.warnings:
            self.warnings = (*self.warnings, warning)


class _DamagedError(Exception):
    """A cache of ours that cannot be read."""


class _ForeignError(Exception):
    """A database that is somebody else's."""


def _prepare(file: sqlite3.Connection) -> None:
    """Make the table in an empty file; leave a finished one as it is."""
    if _marks(file) == (_OURS, _FORM):
        return
    with _writing(file):
        owner, form = _marks(file)
        if owner == _OURS and form != _FORM:
            raise _DamagedError(f"it is of form {form}, not {_FORM}")
        if owner != _OURS and file.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise _ForeignError
        file.execute(_TABLE)
        file.execute(f"PRAGMA application_id = {_OURS}")
        file.execute(f"PRAGMA user_version = {_FORM}")


def _marks(file: sqlite3.Connection) -> tuple[int, int]:
    (owner,) = file.execute("PRAGMA application_id").fetchone()
    (form,) = file.execute("PRAGMA user_version").fetchone()
    return owner, form


@contextlib.contextmanager
def _writing(file: sqlite3.Connection) -> Iterator[None]:
    """One transaction, with the right to write from its start: no two wait for each other."""
    file.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        file.execute("ROLLBACK")
        raise
    file.execute("COMMIT")


def _to_text(scores: PairScores) -> str:
    """JSON: Python writes a float so that reading gives the same bits."""
    words = [[word.span.start, word.span.end, word.score] for word in scores.lacking]
    return json.dumps([scores.supported, scores.contradicted, scores.neither, words])


def _from_text(text: str) -> PairScores:
    supported, contradicted, neither, words = json.loads(text)
    return PairScores(
        supported=float(supported),
        contradicted=float(contradicted),
        neither=float(neither),
        lacking=tuple(
            WordScore(span=Span(start, end), score=float(score)) for start, end, score in words
        ),
    )
