"""Yields training examples: windows with the labels of their tokens.

A cue is labelled by B and I; for every cue each token is its source, its content or neither; for
sentences of CheckThat! each token carries whether its sentence is worth checking.
"""

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs
from tokenizers import Tokenizer

from provenance.spans import Span
from provenance.tagging.windows import OWN, Window, windows_of
from tagger.polnear import GoldArticle, Spans

OUTSIDE, BEGIN, INSIDE = 0, 1, 2
NEITHER, SOURCE, CONTENT = 0, 1, 2
IGNORED = -100
_LINE = re.compile(r"[^\n]+")


@attrs.frozen(kw_only=True)
class CueExample:
    """A cue of a window: its tokens, and the role of every token of the window for it."""

    tokens: tuple[int, ...]
    roles: tuple[int, ...]


@attrs.frozen(kw_only=True)
class Example:
    """A window with labels; those a data set does not have are ``IGNORED`` or empty."""

    window: Window
    cue_labels: tuple[int, ...]
    cues: tuple[CueExample, ...]
    worth: tuple[tuple[int, int, int], ...] = ()
    """First token, end, and 1 for worth checking: one entry a sentence."""


def examples_of(
    article: GoldArticle, tokenizer: Tokenizer, *, most_tokens: int
) -> Iterator[Example]:
    """Every window of an article; each line of its text is a paragraph."""
    lines = [Span(*match.span()) for match in _LINE.finditer(article.text)]
    for window in windows_of(article.text, lines, tokenizer, most_tokens=most_tokens):
        yield _labelled(window, article)


def _labelled(window: Window, article: GoldArticle) -> Example:
    labels = [IGNORED if start < 0 else OUTSIDE for start, _ in window.offsets]
    cues = []
    for attribution in article.attributions:
        tokens = _tokens_in(window, attribution.cue)
        if not tokens:
            continue
        for token in tokens:
            labels[token] = INSIDE
        labels[tokens[0]] = BEGIN
        roles = [IGNORED if start < 0 else NEITHER for start, _ in window.offsets]
        for role, spans in ((CONTENT, attribution.content), (SOURCE, attribution.source)):
            for token in _tokens_in(window, spans):
                roles[token] = role
        cues.append(CueExample(tokens=tokens, roles=tuple(roles)))
    return Example(window=window, cue_labels=tuple(labels), cues=tuple(cues))


def _tokens_in(window: Window, spans: Spans) -> tuple[int, ...]:
    first = next((o for o in window.offsets if o[0] >= 0), (0, 0))[0]
    last = max((end for _, end in window.offsets), default=0)
    spans = tuple((a, b) for a, b in spans if a < last and b > first)
    if not spans:
        return ()
    return tuple(
        index
        for index, (start, end) in enumerate(window.offsets)
        if start >= 0 and any(start < b and end > a for a, b in spans)
    )


def read_checkthat(path: Path) -> tuple[tuple[str, int], ...]:
    """Sentences of CheckThat! 2024 task 1 (English) with 1 for those worth checking."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return tuple((row["text"], int(row["label"] == "Yes")) for row in rows)


def worth_examples(
    rows: Sequence[tuple[str, int]],
    tokenizer: Tokenizer,
    *,
    most_tokens: int,
    order: random.Random,
) -> Iterator[Example]:
    """Sentences in random order, one to four of them to a window."""
    shuffled = list(rows)
    order.shuffle(shuffled)
    opening, closing = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    encodings = tokenizer.encode_batch([text for text, _ in shuffled], add_special_tokens=False)
    ids: list[int] = [opening]
    worth: list[tuple[int, int, int]] = []
    wanted = order.randint(1, 4)
    for encoding, (_, label) in zip(encodings, shuffled, strict=True):
        piece = encoding.ids[: most_tokens - 2]
        if worth and (len(worth) == wanted or len(ids) + len(piece) + 1 > most_tokens):
            yield _worth_window([*ids, closing], worth)
            ids, worth, wanted = [opening], [], order.randint(1, 4)
        worth.append((len(ids), len(ids) + len(piece), label))
        ids += piece
    yield _worth_window([*ids, closing], worth)


def _worth_window(ids: list[int], worth: list[tuple[int, int, int]]) -> Example:
    window = Window(ids=tuple(ids), offsets=(OWN,) * len(ids), words=(-1,) * len(ids))
    return Example(window=window, cue_labels=(IGNORED,) * len(ids), cues=(), worth=tuple(worth))


def batches_of(
    examples: Sequence[Example], *, most_tokens: int, order: random.Random
) -> Iterator[list[Example]]:
    """Batches of windows of about one length, at most ``most_tokens`` tokens with their padding."""
    by_length = sorted(examples, key=lambda e: (len(e.window.ids) // 8, order.random()))
    batch: list[Example] = []
    for example in by_length:
        longest = max([len(example.window.ids), *(len(e.window.ids) for e in batch)])
        if batch and longest * (len(batch) + 1) > most_tokens:
            yield batch
            batch = []
        batch.append(example)
    if batch:
        yield batch
