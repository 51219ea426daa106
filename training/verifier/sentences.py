"""Sentences, overlap and windows: how a long premise is cut to what the model can read."""

import re
from collections.abc import Sequence
from random import Random

_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|vs|No|Inc|Ltd|Co|Prof|Gen|Sen|Rep|Gov|e\.g|i\.e|a\.m|p\.m)|\b[A-Z])\.$"
)
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "with",
        "by",
        "from",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "shall",
        "should",
        "must",
        "that",
        "this",
        "these",
        "those",
        "it",
        "its",
        "he",
        "she",
        "they",
        "them",
        "his",
        "her",
        "their",
        "i",
        "we",
        "you",
        "our",
        "your",
        "not",
        "no",
        "who",
        "which",
        "what",
        "when",
        "where",
        "than",
        "then",
        "so",
        "if",
        "into",
        "about",
        "after",
        "before",
        "over",
        "also",
        "said",
        "says",
        "there",
        "out",
        "up",
        "one",
    ]
)


def split_sentences(text: str) -> list[str]:
    """Sentences of running text; coarse, and the same every time."""
    parts: list[str] = []
    for part in _END.split(text):
        if parts and _ABBREVIATED.search(parts[-1]):
            parts[-1] += " " + part
        elif part:
            parts.append(part)
    return parts


def content_words(text: str) -> set[str]:
    """Folded words that carry the matter, crudely stemmed."""
    words = (word.lower() for word in _WORD.findall(text))
    return {word if word.isdigit() else word[:6] for word in words if word not in _STOP}


def word_count(text: str) -> int:
    """Words between blanks."""
    return text.count(" ") + 1


def windows(sentences: Sequence[str], most_words: int, *, overlap: int = 1) -> list[list[int]]:
    """Runs of neighbouring sentences within the budget, each starting in the last run's tail."""
    runs: list[list[int]] = []
    start = 0
    while start < len(sentences):
        run, used = [start], word_count(sentences[start])
        while run[-1] + 1 < len(sentences):
            more = word_count(sentences[run[-1] + 1])
            if used + more > most_words:
                break
            used += more
            run.append(run[-1] + 1)
        runs.append(run)
        if run[-1] + 1 >= len(sentences):
            break
        start = max(start + 1, run[-1] + 1 - overlap)
    return runs


def scores_by_overlap(sentences: Sequence[str], claim: str) -> list[float]:
    """How much of the claim each sentence covers, rarer words counting more."""
    wanted = content_words(claim)
    bags = [content_words(sentence) for sentence in sentences]
    frequency = {word: sum(word in bag for bag in bags) for word in wanted}
    return [sum(1 / (1 + frequency[word]) ** 0.5 for word in wanted & bag) for bag in bags]


def digest(sentences: Sequence[str], claim: str, most_words: int) -> list[int]:
    """The sentences that cover the claim best, with neighbours, in their order."""
    scores = scores_by_overlap(sentences, claim)
    order = sorted(range(len(sentences)), key=lambda i: (-scores[i], i))
    chosen: set[int] = set()
    used = 0
    for i in [near for best in order for near in (best, best - 1, best + 1)]:
        if i in chosen or not 0 <= i < len(sentences):
            continue
        more = word_count(sentences[i])
        if used + more > most_words and chosen:
            break
        chosen.add(i)
        used += more
    return sorted(chosen)


def best_window(sentences: Sequence[str], claim: str, most_words: int) -> list[int]:
    """The window that covers the claim best."""
    scores = scores_by_overlap(sentences, claim)
    runs = windows(sentences, most_words, overlap=2)
    return max(
        runs, key=lambda run: (sum(sorted((scores[i] for i in run), reverse=True)[:4]), -run[0])
    )


def window_around(sentences: Sequence[str], index: int, most_words: int, rng: Random) -> list[int]:
    """Neighbouring sentences round one of them, which may stand anywhere in the window."""
    first = last = index
    used = word_count(sentences[index])
    while True:
        sides = [i for i in (first - 1, last + 1) if 0 <= i < len(sentences)]
        sides = [i for i in sides if used + word_count(sentences[i]) <= most_words]
        if not sides:
            return list(range(first, last + 1))
        side = rng.choice(sides)
        used += word_count(sentences[side])
        first, last = min(first, side), max(last, side)
