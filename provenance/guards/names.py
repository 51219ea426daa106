"""A name that the source lacks, or that it ties to something else."""

from collections.abc import Iterator

from provenance.guards.pairing import Pair, are_kin
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.sides import Side
from provenance.guards.tables import Mark


def find_foreign_names(pair: Pair) -> Iterator[Veto]:
    """A veto for each name of the claim that stands nowhere in the passages."""
    for run in name_runs(pair.claim):
        if run[0] == 0 and pair.source.has(Mark.PRONOUN):
            continue
        if any(at in pair.links or _is_known(pair, at) for at in run):
            continue
        first, last = pair.claim.tokens[run[0]], pair.claim.tokens[run[-1]]
        yield Veto(
            rule=GuardRule.NAME,
            claim=type(first.span)(first.span.start, last.span.end),
            source=None,
            words=f"the source has no “{pair.claim.text[first.span.start : last.span.end]}”",
        )


def name_runs(side: Side) -> list[list[int]]:
    """Runs of words that read as names."""
    runs: list[list[int]] = []
    for at, token in enumerate(side.tokens):
        if not token.name:
            continue
        if runs and runs[-1][-1] == at - 1 and side.tokens[at - 1].clause == token.clause:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _is_known(pair: Pair, at: int) -> bool:
    stem = pair.claim.tokens[at].stem
    return any(stem == other.stem or are_kin(stem, other.stem) for other in pair.source.tokens)
