"""Yields what the tagger reads at once: one paragraph, or a part of a very long one.

A paragraph is read alone, so that nothing before or behind it changes what is found in it; PolNeAR
has less than one attribution in a hundred that crosses paragraphs. Training cuts its texts with
the same functions (``training/tagger``).
"""

import re
from collections.abc import Iterator, Sequence

import attrs
from tokenizers import Encoding, Tokenizer

from provenance.errors import ModelError
from provenance.spans import Span

OWN = (-1, -1)
"""The offsets of a mark of our own."""
_PIECE = 4_000
"""Characters of a paragraph tokenized at once; news has about six to a token."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”»’)\]]*\s+(?=\S)")


@attrs.frozen(kw_only=True)
class Window:
    """Tokens, and where each stands in the text."""

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    """First character and end of each token; ``OWN`` for marks of our own."""
    words: tuple[int, ...]
    """The number of the word each token is a piece of, from 0; -1 for marks of our own."""


def read_tokenizer(tokenizer_json: str) -> Tokenizer:
    """A tokenizer that neither cuts nor pads, and reads ``[SEP]`` in a text as plain characters."""
    tokenizer = Tokenizer.from_str(tokenizer_json)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.encode_special_tokens = True
    return tokenizer


def windows_of(
    text: str, paragraphs: Sequence[Span], tokenizer: Tokenizer, *, most_tokens: int
) -> Iterator[Window]:
    """Windows of at most ``most_tokens`` tokens, in reading order; linear in the text.

    A paragraph that does not fit is cut after a sentence in its second half, if there is one.
    """
    for paragraph in paragraphs:
        start = paragraph.start
        while start < paragraph.end:
            end = min(start + _PIECE, paragraph.end)
            # Half a character of UTF-16 is no text; one mark for one keeps the offsets.
            piece = _LONE_SURROGATE.sub("\ufffd", text[start:end])
            encoding = tokenizer.encode(piece, add_special_tokens=False)
            count = min(len(encoding.ids), most_tokens - 2)
            if count < len(encoding.ids) or end < paragraph.end:
                count = _cut(piece, encoding, count)
                end = start + (encoding.offsets[count - 1][1] if count else len(piece))
            if count:
                yield _window(encoding, start, count, tokenizer)
            start = max(end, start + 1)


def _number(tokenizer: Tokenizer, mark: str) -> int:
    number = tokenizer.token_to_id(mark)
    if number is None:
        raise ModelError(f"the tagger's tokenizer has no {mark}: it is none of a BERT encoder")
    return int(number)


def _cut(piece: str, encoding: Encoding, count: int) -> int:
    """How many tokens to take, so that a sentence ends with them."""
    if not count:
        return 0
    limit = encoding.offsets[count - 1][1]
    ends = [match.end() for match in _SENTENCE_END.finditer(piece, limit // 2, limit)]
    if not ends:
        return count
    return next(n for n in range(count, 0, -1) if encoding.offsets[n - 1][0] < ends[-1])


def _window(encoding: Encoding, start: int, count: int, tokenizer: Tokenizer) -> Window:
    words: list[int] = []
    last: int | None = None
    for word in encoding.word_ids[:count]:
        new = not words or word is None or word != last
        words.append((words[-1] + 1 if words else 0) if new else words[-1])
        last = word
    return Window(
        ids=(
            _number(tokenizer, "[CLS]"),
            *encoding.ids[:count],
            _number(tokenizer, "[SEP]"),
        ),
        offsets=(OWN, *((start + a, start + b) for a, b in encoding.offsets[:count]), OWN),
        words=(-1, *words, -1),
    )
