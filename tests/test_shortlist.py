"""The first look at many documents loses none that a closer look would keep."""

import random

import pytest

from provenance.alignment import Passages, Sought
from provenance.quoting.shortlist import Shortlist, Vocabulary
from provenance.spans import Span
from provenance.wording import read_quoted

VOCABULARY = (
    "the harbour council will not open ferry line before winter because repairs at northern pier "
    "cost more than planned and a crane of Greyford broke down on Tuesday while boats waited for "
    "permission from inspectors who asked for papers engineers could find in no archive"
)
WORDS = VOCABULARY.split()


def _text(random_words: random.Random, length: int) -> str:
    return " ".join(random_words.choice(WORDS) for _ in range(length))


def _passages(text: str) -> Passages:
    return Passages.of(text, (Span(0, len(text)),), "en")


@pytest.mark.parametrize("seed", range(10))
def test_no_document_that_shares_enough_words_is_passed_over(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not a secret
    texts = [_text(chance, chance.choice((3, 15, 16, 17, 40, 120, 300))) for _ in range(12)]
    documents = [_passages(text) for text in texts]
    vocabulary = Vocabulary()
    shortlist = Shortlist.of(vocabulary, documents, [vocabulary.entries(d) for d in documents])
    kept = passed = 0
    for _ in range(25):
        quote = _text(chance, chance.choice((4, 6, 9, 30, 70)))
        if chance.random() < 0.5:
            whole = chance.choice(texts).split()
            start = chance.randrange(len(whole))
            quote = " ".join(whole[start : start + chance.choice((4, 8, 25))])
        sought = Sought.of(read_quoted(quote, "en").words, "en")
        listed = set(shortlist.may_share(sought, 0.75))
        close = {n for n, one in enumerate(documents) if one.shares(sought, 0.75)}
        assert close <= listed, quote
        kept += len(close)
        passed += len(documents) - len(listed)
    assert kept
    assert passed
