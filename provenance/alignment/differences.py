"""What differs between quoted words and the document's words they were paired with."""

import re
from collections.abc import Iterator, Sequence

import attrs

from provenance.alignment.pairing import Pair, Pairer, weight
from provenance.alignment.passages import Passages
from provenance.alignment.placing import Place, PlacedPiece
from provenance.model import Edit
from provenance.terms import EditEffect, EditOp
from provenance.wording import (
    SOFT_GUARDS,
    Change,
    Guard,
    QuotedWords,
    Word,
    classify,
    classify_pair,
    is_same_wording,
    touched_guards,
)

_LONGEST_INTERLUDE = 30
_LONGEST_SWALLOWED = 400
_LONGEST_SHOWN = 300
_CLOSING = re.compile("[\"”“»’‘'›]")
_OPENING = re.compile("[\"“„«‘‚‹»”']")
_INTERLUDE_BORDER = re.compile(r"[,.!?…]\s*[—–-]\s|^\s*[—–]\s|,\s*$")
_CLAUSE_BORDER = re.compile(r"[.,;:!?…—–()]")
_PARENTHETICAL = re.compile(r"[,;()—–]")
_SINGLE = (Change.SPELLING, Change.INFLECTION, Change.SLIP)
_WHEN = frozenset({Guard.NUMBER, Guard.DATE, Guard.UNIT})
_HEADS = frozenset({Guard.NEGATION, Guard.QUANTIFIER, Guard.CONDITION})
_HARMLESS_TO_SWALLOW = frozenset({Guard.DATE, Guard.UNIT})
_CLAUSE_WORDS = 4
_MILD_IN_A_CLAUSE = SOFT_GUARDS | {Guard.MODALITY, Guard.QUANTIFIER}
"""What an ellipsis may swallow with the whole clause it belongs to ("…, and they will win, …")."""
_LOOK_BACK = 3
_LONGER_WHEN_SPLIT = 2
"""Words that one word may be split into beyond itself: "percent", "per cent"; "it's", "it is"."""


@attrs.frozen(kw_only=True)
class Difference:
    """One difference and what it does."""

    edit: Edit
    change: Change
    words: int
    """On the longer side; counts against the one in twelve."""
    lost: float = 0.0
    """Weight of the quoted words that the document does not have."""

    @property
    def is_near_verbatim(self) -> bool:
        """Whether a quotation with this difference may still be near-verbatim."""
        return self.change.is_near_verbatim

    @property
    def turns(self) -> bool:
        """Whether a guard word is touched and the meaning with it."""
        return self.change is Change.GUARD and self.edit.effect is EditEffect.MEANING_CHANGED


def find_differences(
    text: str, quoted: QuotedWords, passages: Passages, placed: Sequence[PlacedPiece]
) -> tuple[Difference, ...]:
    """Every difference between a quotation and the passages its pieces stand in.

    Typography, an editor's fair brackets, fair ellipses and "he said" between two halves of a
    quotation in the document are no difference.
    """
    reader = _Reader(text=text, quoted=quoted, passages=passages, pairer=passages.pairer)
    found: list[Difference] = list(reader.lost_head(placed[0]))
    before: PlacedPiece | None = None
    for index, one in enumerate(placed):
        if one.place is None:
            found.extend(reader.unplaced(one))
            continue
        if before is not None:
            found.extend(reader.joint(before, one))
        following = next((p.place for p in placed[index + 1 :] if p.place), None)
        start = before.place.end if before and before.place else 0
        room = (start, following.start if following else len(passages))
        found.extend(reader.inside(one.place, room))
        before = one
    return tuple(found)


@attrs.frozen(kw_only=True)
class _Reader:
    text: str
    quoted: QuotedWords
    passages: Passages
    pairer: Pairer
    _read: dict[tuple[int, int], list[Word]] = attrs.field(factory=dict, init=False)

    def unplaced(self, one: PlacedPiece) -> Iterator[Difference]:
        words = range(one.piece.first, one.piece.last)
        if any(not self.quoted.words[i].editorial for i in words):
            yield self._difference((), list(words))

    def lost_head(self, first: PlacedPiece) -> Iterator[Difference]:
        """A guard word cut off before words that the article presents as a whole sentence.

        Fragments may begin anywhere; but "Nie jesteśmy gotowi" is not "Jesteśmy gotowi", and
        "Only members may vote" not "Members may vote".
        """
        if first.place is None or not 0 < first.place.start < len(self.passages):
            return
        at = first.place.start
        if first.place.pairs[0] != (first.piece.first, at):
            return
        lead = self.quoted.words[first.piece.first].raw
        stands = self._source_words((at,))[0].raw
        if not lead[0].isupper() or stands[0].isupper() or self.passages.begins_sentence(at):
            return
        head = self._source_words((at - 1,))
        if touched_guards(head, (), self.passages.lexical) & _HEADS:
            yield self._difference((at - 1,), ())

    def inside(self, place: Place, room: tuple[int, int]) -> Iterator[Difference]:
        """The differences inside one piece, in reading order."""
        for run in self._runs(place.pairs):
            yield from self._judge_run(self._extended(run, place, room))

    def _runs(self, pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
        """Runs of pairs that are not the same word; a bent or misspelt word is a run of its own."""
        run: list[Pair] = []
        for pair in pairs:
            kind = self._single_change(pair)
            if kind is None and not self._is_same(pair):
                run.append(pair)
                continue
            if run:
                yield run
                run = []
            if kind is not None:
                yield [pair]
        if run:
            yield run

    def _is_same(self, pair: Pair) -> bool:
        quote, source = pair
        if quote is None or source is None:
            return False
        norm = self.quoted.words[quote].norm
        return self.passages.codes.get(norm) == self.passages.code[source]

    def _single_change(self, pair: Pair) -> Change | None:
        quote, source = pair
        if quote is None or source is None or self._is_same(pair):
            return None
        norms = self._source_words((source,))[0].norm, self.quoted.words[quote].norm
        change = classify_pair(*norms, self.passages.lexical)
        return change if change in _SINGLE else None

    def _extended(self, run: list[Pair], place: Place, room: tuple[int, int]) -> list[Pair]:
        """``run``; words added at an end of a piece take the document's words there as replaced."""
        added = [quote for quote, _ in run if quote is not None]
        is_addition = len(added) == len(run) and all(source is None for _, source in run)
        if not is_addition or any(self.quoted.words[i].editorial for i in added):
            return run
        if run[0] == place.pairs[0]:
            step, at = -1, place.start - 1
        elif run[-1] == place.pairs[-1]:
            step, at = 1, place.end
        else:
            return run
        taken = self._clause(at, step, len(added) + _LONGER_WHEN_SPLIT, room)
        for length in range(len(taken), 0, -1):
            if self._is_respelled(sorted(taken[:length]), added):
                return [*((None, source) for source in sorted(taken[:length])), *run]
        return [*((None, source) for source in sorted(taken[: len(added)])), *run]

    def _is_respelled(self, source: Sequence[int], article: Sequence[int]) -> bool:
        left, right = self._source_words(source), [self.quoted.words[i] for i in article]
        norms = [word.norm for word in left], [word.norm for word in right]
        lexical = self.passages.lexical
        if is_same_wording(*norms, lexical):
            return True
        return classify(left, right, lexical) is Change.SPELLING

    def _clause(self, at: int, step: int, limit: int, room: tuple[int, int]) -> list[int]:
        taken: list[int] = []
        while len(taken) < limit and room[0] <= at < room[1]:
            border = self.passages.between(at if step == 1 else at + 1)
            if _CLAUSE_BORDER.search(border):
                break
            taken.append(at)
            at += step
        return taken

    def _judge_run(self, run: Sequence[Pair]) -> Iterator[Difference]:
        source = [s for _, s in run if s is not None]
        article = [q for q, _ in run if q is not None]
        brackets = [q for q in article if self.quoted.words[q].editorial]
        if not article and self._is_interlude(source):
            return
        if brackets and len(brackets) == len(article):
            if not self._is_fair_bracket(source, brackets):
                yield self._difference(source, article)
            return
        if is_same_wording(
            [word.norm for word in self._source_words(source)],
            [self.quoted.words[q].norm for q in article],
            self.passages.lexical,
        ):
            return
        yield self._difference(source, article)

    def joint(self, forerunner: PlacedPiece, one: PlacedPiece) -> Iterator[Difference]:
        """The difference between two neighbouring pieces: words left out, or another order."""
        before, place = forerunner.place, one.place
        if before is None or place is None or place.start == before.end:
            return
        if place.start < before.end:
            yield self._disorder(forerunner, before, one, place)
            return
        skipped = list(range(before.end, min(place.start, before.end + _LONGEST_SWALLOWED)))
        if self._is_interlude(skipped):
            return
        is_whole = self.passages.begins_sentence(before.end) and self.passages.begins_sentence(
            place.start
        )
        if one.piece.is_marked:
            yield from self._swallowed(skipped, is_whole=is_whole)
        elif is_whole:
            yield self._made(skipped, (), Change.INTENSIFIER, EditEffect.MEANING_KEPT)
        else:
            yield self._difference(skipped, ())

    def _disorder(
        self, forerunner: PlacedPiece, before: Place, one: PlacedPiece, place: Place
    ) -> Difference:
        """Whole sentences may change places; parts of sentences may not be joined anew."""
        is_fair = not one.piece.is_marked and all(
            self._is_border(at) for at in (before.start, before.end, place.start, place.end)
        )
        low, high = min(before.start, place.start), max(before.end, place.end)
        effect = EditEffect.MEANING_KEPT if is_fair else EditEffect.MEANING_CHANGED
        words = range(forerunner.piece.first, one.piece.last)
        change = Change.INTENSIFIER if is_fair else Change.CONTENT
        return self._made((low, high - 1), list(words), change, effect)

    def _is_border(self, at: int) -> bool:
        """Whether a sentence, or quoted words, end before word ``at``."""
        return self.passages.begins_sentence(at) or bool(
            _CLOSING.search(self.passages.between(at).strip())
        )

    def _swallowed(self, skipped: list[int], *, is_whole: bool) -> Iterator[Difference]:
        """What a marked ellipsis may not swallow inside a sentence (DESIGN 2.2)."""
        if is_whole:
            return
        touched = touched_guards(self._source_words(skipped), (), self.passages.lexical)
        touched -= _HARMLESS_TO_SWALLOW
        if not touched:
            return
        is_soft = touched <= SOFT_GUARDS
        is_clause = len(skipped) >= _CLAUSE_WORDS and touched <= _MILD_IN_A_CLAUSE
        if self._is_aside(skipped) and (is_soft or is_clause):
            yield self._made(skipped, (), Change.CONTENT, EditEffect.MEANING_KEPT)
            return
        change = Change.CONTENT if is_soft else Change.GUARD
        yield self._made(skipped, (), change, EditEffect.MEANING_CHANGED)

    def _is_aside(self, skipped: Sequence[int]) -> bool:
        """Whether the words stand between two commas, dashes or brackets."""
        before, after = self.passages.between(skipped[0]), self.passages.between(skipped[-1] + 1)
        is_end = self.passages.begins_sentence(skipped[-1] + 1)
        return bool(_PARENTHETICAL.search(before) and (is_end or _PARENTHETICAL.search(after)))

    def _is_interlude(self, source: Sequence[int]) -> bool:
        """Whether the document's words only say who speaks, between two halves of a quotation."""
        if not source or len(source) > _LONGEST_INTERLUDE:
            return False
        before, after = self.passages.between(source[0]), self.passages.between(source[-1] + 1)
        if _CLOSING.search(before) and _OPENING.search(after):
            return True
        words = [word.norm for word in self._source_words(source)]
        says = any(map(self.passages.lexical.is_speech, words[:_LOOK_BACK]))
        borders = _INTERLUDE_BORDER.search(before), _INTERLUDE_BORDER.search(after)
        return says and borders[0] is not None and (borders[1] is not None or ", " in after)

    def _is_fair_bracket(self, source: Sequence[int], brackets: Sequence[int]) -> bool:
        """Whether an editor's bracket only explains: it may not swallow or bring a guard word.

        A name may stand for a pronoun, or beside a name, a pronoun or a noun with its article; a
        date, number or unit beside another.
        """
        swallowed = self._source_words(source)
        brought = [self.quoted.words[i] for i in brackets]
        touched = touched_guards(swallowed, brought, self.passages.lexical)
        if not touched:
            return True
        if swallowed:
            return False
        first, last = brackets[0], brackets[-1]
        beside = self.quoted.words[max(0, first - _LOOK_BACK) : first]
        after = self.quoted.words[last + 1 : last + 2]
        if touched == {Guard.NAME}:
            return self._explains_a_noun(beside, after)
        kinds = {kind for w in (*beside, *after) for kind in self._kinds(w)}
        return touched <= _WHEN and bool(kinds & _WHEN)

    def _explains_a_noun(self, before: Sequence[Word], after: Sequence[Word]) -> bool:
        """Whether a bracketed name stands beside a name, a pronoun, or a noun with its article."""
        if any(word.name for word in (*before[-1:], *after)):
            return True
        lexical = self.passages.lexical
        if any(lexical.is_closed(word.norm) for word in before[-1:]):
            return True
        return any(word.norm in lexical.determiners for word in before[:-1])

    def _kinds(self, word: Word) -> set[Guard]:
        kinds = {kind for kind, _ in self.passages.lexical.guards.get(word.norm, ())}
        return kinds | ({Guard.NUMBER} if word.norm[0].isdigit() else set())

    def _source_words(self, source: Sequence[int]) -> list[Word]:
        if not source:
            return []
        ends = source[0], source[-1] + 1
        if ends not in self._read:
            self._read[ends] = self.passages.words(*ends)
        return self._read[ends]

    def _difference(self, source: Sequence[int], article: Sequence[int]) -> Difference:
        change = classify(
            self._source_words(source),
            [self.quoted.words[i] for i in article],
            self.passages.lexical,
        )
        kept = change.keeps_meaning
        effect = EditEffect.MEANING_KEPT if kept else EditEffect.MEANING_CHANGED
        lost = 0.0 if change is Change.SPELLING else self._lost(source, article)
        return attrs.evolve(self._made(source, article, change, effect), lost=lost)

    def _made(
        self, source: Sequence[int], article: Sequence[int], change: Change, effect: EditEffect
    ) -> Difference:
        words = self.quoted.words
        left = self.passages.span(source[0], source[-1]).of(self.passages.text) if source else ""
        right = self.text[words[article[0]].start : words[article[-1]].end] if article else ""
        op = EditOp.REPLACE if left and right else EditOp.DELETE if left else EditOp.INSERT
        edit = Edit(op=op, source=_shown(left), article=_shown(right), effect=effect)
        size = 1 if change is Change.SPELLING else max(len(source), len(article))
        return Difference(edit=edit, change=change, words=size)

    def _lost(self, source: Sequence[int], article: Sequence[int]) -> float:
        """Weight of the article's words less what their likes among the document's make good."""
        words, others = [self.quoted.words[i] for i in article], self._source_words(source)
        lexical = self.passages.lexical
        total = sum(weight(word, lexical) for word in words)
        return total - self.pairer.pair(words, others).matched if others else total


def _shown(words: str) -> str:
    if len(words) <= _LONGEST_SHOWN:
        return words
    half = _LONGEST_SHOWN // 2
    return f"{words[:half].rstrip()} … {words[-half:].lstrip()}"
