"""Which sentences of a document the model reads for a claim: all of a short one, else the best.

The cut is the one the model was trained on (``training/verifier/sentences.py``): a document that
fits is read whole; of a longer one a digest of the sentences that cover the claim best, with their
neighbours, and the runs of neighbouring sentences that cover it best. Linear in the document.
"""

from collections.abc import Sequence

from provenance.retrieval import IndexedDocument, content_words
from provenance.spans import Span
from provenance.verification.questions import Window

MOST_WINDOWS = 5
"""The digest and four runs: how many there are tells how little of a document can be read."""
MOST_READ = 2
"""The digest and the best run. Reading all five took 2.3 times as long and found no more: on half 0
of WiCE the area under the curve is .818 with two and .817 with five."""
_WORDS_PER_TOKEN = 0.7
_TOKENS_ROUND_THE_PAIR = 16
_FEWEST_WORDS = 40
"""Read even of a document held against an enormous claim."""
_LETTERS_PER_WORD = 8
"""What has longer words (addresses, scripts without spaces) costs more tokens than its spaces
show."""
_BEST_OF_RUN = 4


def choose_windows(
    claim_text: str,
    document: IndexedDocument,
    *,
    most_tokens: int,
    settled: Sequence[Span] = (),
) -> tuple[Window, ...]:
    """The windows of ``document`` to be read with the claim, the most telling first.

    Args:
        claim_text: the claim.
        document: the indexed source; one without any word gives no window.
        most_tokens: what the model reads of claim and window together.
        settled: spans of the claim that need not be covered.
    """
    budget = _word_budget(claim_text, most_tokens)
    pieces = [
        (piece, number)
        for number, passage in enumerate(document.passages)
        for piece in _pieces(passage.span, document.text, budget)
    ]
    sizes = [_size(piece.of(document.text)) for piece, _ in pieces]
    if not pieces:
        return ()
    if sum(sizes) <= budget:
        return (_window(document, [piece for piece, _ in pieces]),)
    passage_scores = _overlap(claim_text, document, settled)
    scores = [passage_scores[number] for _, number in pieces]
    runs = _runs(sizes, budget)
    runs.sort(
        key=lambda run: (
            -sum(sorted((scores[i] for i in run), reverse=True)[:_BEST_OF_RUN]),
            run[0],
        )
    )
    chosen = [_digest(scores, sizes, budget), *runs[: MOST_WINDOWS - 1]]
    distinct = dict.fromkeys(tuple(run) for run in chosen)
    return tuple(_window(document, [pieces[i][0] for i in run]) for run in distinct)


def _word_budget(claim_text: str, most_tokens: int) -> int:
    words = int((most_tokens - _TOKENS_ROUND_THE_PAIR) * _WORDS_PER_TOKEN)
    return max(_FEWEST_WORDS, words - _size(claim_text))


def _size(text: str) -> int:
    """Words between blanks, or what so many letters come to."""
    return max(text.count(" ") + 1, len(text) // _LETTERS_PER_WORD)


def _pieces(span: Span, text: str, budget: int) -> list[Span]:
    """``span`` itself, cut at blanks where it alone is over the budget."""
    if _size(span.of(text)) <= budget:
        return [span]
    found: list[Span] = []
    start = span.start
    longest = budget * _LETTERS_PER_WORD
    while start < span.end:
        end = _piece_end(text, Span(start, span.end), budget, longest)
        piece = Span(start, end).stripped(text)
        if len(piece):
            found.append(piece)
        start = end
    return found


def _piece_end(text: str, rest: Span, budget: int, longest: int) -> int:
    if _size(rest.of(text)) <= budget:
        return rest.end
    at = rest.start
    for _ in range(budget):
        blank = text.find(" ", at + 1, min(rest.end, rest.start + longest))
        if blank == -1:
            break
        at = blank
    return at if at > rest.start else min(rest.end, rest.start + longest)


def _overlap(claim_text: str, document: IndexedDocument, settled: Sequence[Span]) -> list[float]:
    """How much of the claim each passage covers, rarer words counting more."""
    words = content_words(claim_text, language=document.language, ignore=settled) or content_words(
        claim_text, language=document.language
    )
    wanted = frozenset(word.stem for word in words)
    shared = [stems & wanted for stems in document.stems]
    counts = dict.fromkeys(wanted, 0)
    for common in shared:
        for stem in common:
            counts[stem] += 1
    weights = {stem: (1 + count) ** -0.5 for stem, count in counts.items()}
    # Summed in a fixed order: a set's own order changes from run to run, and so would rounding.
    return [sum(weights[stem] for stem in sorted(common)) for common in shared]


def _runs(sizes: Sequence[int], budget: int) -> list[list[int]]:
    """Runs of neighbours within the budget, each beginning with the last one's last sentence."""
    runs: list[list[int]] = []
    start = 0
    while start < len(sizes):
        run, used = [start], sizes[start]
        while run[-1] + 1 < len(sizes) and used + sizes[run[-1] + 1] <= budget:
            used += sizes[run[-1] + 1]
            run.append(run[-1] + 1)
        runs.append(run)
        if run[-1] + 1 >= len(sizes):
            break
        start = max(start + 1, run[-1])
    return runs


def _digest(scores: Sequence[float], sizes: Sequence[int], budget: int) -> list[int]:
    """The sentences that cover the claim best, with neighbours, in their order."""
    order = sorted(range(len(scores)), key=lambda i: (-scores[i], i))
    chosen: set[int] = set()
    used = 0
    for at in (near for best in order for near in (best, best - 1, best + 1)):
        if at in chosen or not 0 <= at < len(sizes):
            continue
        if used + sizes[at] > budget and chosen:
            break
        chosen.add(at)
        used += sizes[at]
    return sorted(chosen)


def _window(document: IndexedDocument, spans: Sequence[Span]) -> Window:
    return Window(text=" ".join(span.of(document.text) for span in spans), spans=tuple(spans))
