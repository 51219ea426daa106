"""A name that the source lacks, or that it ties to something else."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from provenance.guards.negation import is_denied
from provenance.guards.pairing import Pair, are_kin
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.sides import Side
from provenance.guards.tables import Mark
from provenance.names import same_name
from provenance.spans import Span

_FEWEST, _SHARE = 2, 0.6
"""Words beside the name that must stand in one sentence of the source, and their share."""
_HEADLINE, _CAPITALS = 5, 0.75
"""Words, and share of them with a capital, from which capitals tell no names."""
_OF = frozenset({"of", "von", "de", "du", "z"})
_OPENS = 3
"""First words of a sentence in which a pronoun may stand for the claim's name."""
_OPENING, _ENDING = 4, 4
"""First letters, and last ones left out, by which a name and its adjective are one: "Scottish" for
"Scotland"."""


def find_foreign_names(pair: Pair) -> Iterator[Veto]:
    """A veto for each name of the claim that stands nowhere in the document."""
    full = [token.capital for token in pair.claim.tokens if token.full]
    ends = pair.claim.text.rstrip().endswith((".", "!", "?", "…"))
    if not ends and len(full) >= _HEADLINE and sum(full) > _CAPITALS * len(full):
        return  # a headline: every word has a capital
    for run in name_runs(pair.claim, pair.dated):
        if not any(at < run[0] for at in pair.links) or _is_surname(pair.claim, run[0]):
            continue
        if is_denied(pair.claim, run[0]) or any(
            at in pair.links or _is_known(pair, at) for at in run
        ):
            continue
        first, last = pair.claim.tokens[run[0]], pair.claim.tokens[run[-1]]
        yield Veto(
            rule=GuardRule.NAME,
            claim=Span(first.span.start, last.span.end),
            source=None,
            words=f"the source has no “{pair.claim.text[first.span.start : last.span.end]}”",
        )


def _is_surname(side: Side, at: int) -> bool:
    """Whether the name belongs to the one before it: "Henry II of France", "F-35 Lightning"."""
    before = side.tokens[max(0, at - 2) : at]
    if before and before[-1].text[0].isdigit():
        return side.tokens[at].clause == before[-1].clause
    return len(before) == 2 and before[1].text in _OF and before[0].capital


def find_swapped_names(pair: Pair) -> Iterator[Veto]:
    """A veto where the sentence that tells what the claim tells names another, not the claim's."""
    runs = name_runs(pair.claim, pair.dated)
    told = [at for at, t in enumerate(pair.claim.tokens) if t.full and not t.name]
    linked = [pair.links[at].source for at in told if at in pair.links]
    if not runs or len(linked) < _FEWEST or len(linked) < _SHARE * len(told):
        return
    sentences = Counter(pair.source.tokens[at].sentence for at in linked)
    sentence, most = sentences.most_common(1)[0]
    place = next(at for at in linked if pair.source.tokens[at].sentence == sentence)
    where = pair.source.sentence_of(place)
    starts = min(at for at in linked if at in where)
    stems = {pair.source.tokens[at].stem for at in where}
    run = runs[0]
    names = {token.stem for token in pair.claim.tokens if token.name}
    before = pair.source.sentence_of(where.start - 1) if where.start else range(0)
    stems |= {pair.source.tokens[at].stem for at in before}
    others = [
        at
        for at in range(where.start, starts)
        if pair.source.tokens[at].name
        and pair.source.tokens[at].stem not in names
        and not pair.tables.exclusive.get(pair.source.tokens[at].stem)
    ]
    opens = any(Mark.PRONOUN in pair.source.tokens[at].marks for at in where[:_OPENS])
    known = any(pair.claim.tokens[at].stem in stems for at in run)
    if most < _SHARE * len(linked) or known or opens or not others or not _leads(pair, run):
        return
    first, last = pair.claim.tokens[run[0]], pair.claim.tokens[run[-1]]
    yield Veto(
        rule=GuardRule.NAME,
        claim=Span(first.span.start, last.span.end),
        source=pair.source.tokens[others[0]].span,
        words=f"the source says it of “{_text(pair.source, others[0])}”",
    )


def find_other_places(pair: Pair) -> Iterator[Veto]:
    """A veto for "near A" where the source has A elsewhere and says "near B" in that place."""
    for at in pair.claim.marked(Mark.WHERE):
        name = _named_after(pair.claim, at)
        place = pair.linked(name)
        if name is None or place is None or not pair.is_main(place):
            continue
        word = pair.claim.tokens[at].text
        others = [
            near
            for mark in pair.source.marked(Mark.WHERE)
            if pair.source.tokens[mark].text == word
            and (near := _named_after(pair.source, mark)) is not None
            and pair.source.tokens[near].sentence == pair.source.tokens[place].sentence
        ]
        stem = pair.source.tokens[place].stem
        if others and not any(pair.source.tokens[near].stem == stem for near in others):
            ours, theirs = pair.claim.tokens[name], pair.source.tokens[others[0]]
            yield Veto(
                rule=GuardRule.PLACE,
                claim=ours.span,
                source=theirs.span,
                words=f"“{word} {_text(pair.claim, name)}” for “{word} "
                f"{_text(pair.source, others[0])}”",
            )


def _named_after(side: Side, at: int) -> int | None:
    following = range(at + 1, min(len(side.tokens), at + 3))
    return next((near for near in following if side.tokens[near].name), None)


def _leads(pair: Pair, run: Sequence[int]) -> bool:
    """Whether the name is the claim's subject, and known to the passages."""
    before = any(token.full for token in pair.claim.tokens[: run[0]])
    return not before and any(at in pair.links for at in run)


def _text(side: Side, at: int) -> str:
    return side.tokens[at].span.of(side.text)


def name_runs(side: Side, dated: frozenset[int] = frozenset()) -> list[list[int]]:
    """Runs of words that read as names."""
    runs: list[list[int]] = []
    for at, token in enumerate(side.tokens):
        if not token.name or at in dated:
            continue
        if runs and runs[-1][-1] == at - 1 and side.tokens[at - 1].clause == token.clause:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _is_known(pair: Pair, at: int) -> bool:
    token = pair.claim.tokens[at]
    if any(
        token.stem == other.stem or are_kin(token.stem, other.stem) for other in pair.source.tokens
    ):
        return True
    word = pair.claim.text[token.span.start : token.span.end].removesuffix("'s").removesuffix("’s")
    opening = word[: max(_OPENING, len(word) - _ENDING)] if len(word) > _OPENING + 1 else word
    if re.search(rf"\b{re.escape(opening)}", pair.source.text):
        return True
    return _is_spelt_otherwise(word, pair)


def _is_spelt_otherwise(word: str, pair: Pair) -> bool:
    """Whether a name of the passages is another spelling: "Cezanne" for "Cézanne"."""
    text = pair.source.text
    return any(
        token.capital and same_name(word, text[token.span.start : token.span.end])
        for token in pair.source.tokens
    )
