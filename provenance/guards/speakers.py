"""Words given to another speaker than the one who says them in the source."""

from collections.abc import Iterator

from provenance.guards.names import name_runs
from provenance.guards.pairing import Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.sides import Side
from provenance.guards.tables import Mark
from provenance.spans import covering

_BESIDE = 3
"""Words between a name and the verb of saying that goes with it."""
_FEWEST, _SHARE = 2, 0.6
"""Words of what is said that must stand in the one sentence, and their share."""


def find_other_speakers(pair: Pair) -> Iterator[Veto]:
    """A veto where the sentence that says what the claim says gives it to somebody else."""
    ours = speakers(pair.claim)
    if not ours:
        return
    run = ours[0]
    told = [at for at, token in enumerate(pair.claim.tokens) if token.content and at not in run]
    linked = [pair.links[at].source for at in told if at in pair.links]
    if len(linked) < max(_FEWEST, _SHARE * len(told)):
        return
    sentences = [pair.source.tokens[at].sentence for at in linked]
    main = max(set(sentences), key=sentences.count)
    if sentences.count(main) < _SHARE * len(linked):
        return
    own = {pair.claim.tokens[at].stem for at in run}
    where = pair.source.sentence_of(linked[sentences.index(main)])
    if own & {pair.source.tokens[at].stem for at in where}:
        return
    for other in speakers(pair.source):
        if other[0] in where and any(pair.claim.tokens[at].name for at in run):
            yield Veto(
                rule=GuardRule.SPEAKER,
                claim=covering(pair.claim.tokens[at].span for at in run),
                source=covering(pair.source.tokens[at].span for at in other),
                words="the source gives the words to somebody else",
            )
            return


def speakers(side: Side) -> list[list[int]]:
    """The names that stand beside a verb of saying."""
    said = side.marked(Mark.SPEECH)
    return [
        run
        for run in name_runs(side)
        if any(
            side.tokens[at].sentence == side.tokens[run[0]].sentence
            and (0 < at - run[-1] <= _BESIDE or 0 < run[0] - at <= _BESIDE)
            for at in said
        )
    ]
