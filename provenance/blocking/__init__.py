"""Which articles are looked at together: the stories of a run, found without holding all with all.

*Blocking* is the word of record linkage (Fellegi and Sunter 1969; Christen 2012, "Data Matching"):
records are only ever compared within a block, and a block is made of those that share keys. Here a
block is called a **story**: articles that share a quotation, copied text, or enough of the names,
words and figures of one week. It is drawn wide: what it parts is never compared, what it joins
wrongly costs time only.

Two other rooms ask of *two articles that are being compared* whether they tell of one thing, each
more strictly and for a purpose of its own, and neither groups articles:
:mod:`provenance.comparison.stories` (may two sentences share less, since their articles tell one
story?) and :mod:`provenance.agreements.same_claim` (may two claims be one?).
"""

from provenance.blocking.article_keys import (
    StoryKeys,
    count_event_keys,
    story_keys,
    word_keys,
)
from provenance.blocking.grouping import MOST_ARTICLES, gather_stories
from provenance.blocking.links import (
    FIRM,
    LEAST_OF_EVENT,
    KeyKind,
    Link,
    Roster,
    is_link,
    kind_of_key,
    link_stories,
    pairs_of_key,
    strength_of,
    timeless_key,
)

__all__ = [
    "FIRM",
    "LEAST_OF_EVENT",
    "MOST_ARTICLES",
    "KeyKind",
    "Link",
    "Roster",
    "StoryKeys",
    "count_event_keys",
    "gather_stories",
    "is_link",
    "kind_of_key",
    "link_stories",
    "pairs_of_key",
    "story_keys",
    "strength_of",
    "timeless_key",
    "word_keys",
]
