"""A cause that the source does not name: two things side by side told as one from the other."""

from collections.abc import Iterator

from provenance.guards.pairing import Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.tables import Mark


def find_added_causes(pair: Pair) -> Iterator[Veto]:
    """A veto for each word of cause, where no sentence that the claim rests on has one."""
    tokens = pair.source.tokens
    sentences = {tokens[link.source].sentence for link in pair.links.values()}
    known = any(Mark.CAUSE_LIKE in token.marks for token in tokens if token.sentence in sentences)
    denied = pair.claim.has(Mark.NEGATION)
    for place in () if known or denied else pair.claim.marked(Mark.CAUSE):
        yield Veto(
            rule=GuardRule.CAUSE,
            claim=pair.claim.tokens[place].span,
            source=None,
            words=f"the source gives no cause (“{pair.claim.tokens[place].text}”)",
        )
