"""Words as they are compared: spelling variants, guard words, and what a change of words does."""

from provenance.wording.effects import (
    SOFT_GUARDS,
    Change,
    are_opposites,
    classify,
    classify_pair,
    is_guard_edit,
    is_inflected,
    is_same_name,
    is_same_wording,
    touched_guards,
)
from provenance.wording.lexicon import Guard, Lexicon, fold_word, lexicon
from provenance.wording.negated import CONCORD, DENY_NEXT, NegationWords, negation_words
from provenance.wording.words import (
    QuotedWords,
    Word,
    ends_sentence,
    mark_names,
    norm_of,
    read_quoted,
    without_asides,
    word_spans,
)

__all__ = [
    "CONCORD",
    "DENY_NEXT",
    "SOFT_GUARDS",
    "Change",
    "Guard",
    "Lexicon",
    "NegationWords",
    "QuotedWords",
    "Word",
    "are_opposites",
    "classify",
    "classify_pair",
    "ends_sentence",
    "fold_word",
    "is_guard_edit",
    "is_inflected",
    "is_same_name",
    "is_same_wording",
    "lexicon",
    "mark_names",
    "negation_words",
    "norm_of",
    "read_quoted",
    "touched_guards",
    "without_asides",
    "word_spans",
]
