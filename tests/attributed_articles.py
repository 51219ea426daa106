"""Reads and scores the articles of ``cases/attribution``, marked up with who says what.

One sentence a line, a blank line between paragraphs, ``#`` before notes; a line of dialogue is a
paragraph of its own. In a sentence ``[source]``, ``<cue>`` and ``{content}``; behind it
`` | kind | speaker | sourcing``: kind is ``quote``, ``speech`` or ``none``; the speaker is a name,
or the noun of a body or document (``a/b``: either), ``-`` for nobody; sourcing is ``named``,
``anonymous``, ``own`` or ``-``.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs
from builders import build_article

from provenance.attribution.attributor import extract_attributions
from provenance.claims import extract_claims
from provenance.linking import link_claims
from provenance.model import Analysis, Article, Attribution, Speaker
from provenance.quotations import find_quotations
from provenance.registry import load_registry
from provenance.segmentation import segment_sentences
from provenance.spans import Span
from provenance.terms import Sourcing

CASES = Path(__file__).parent / "cases" / "attribution"
_OPENERS = {"[": "source", "<": "cue", "{": "content"}
_CLOSERS = {"]": "source", ">": "cue", "}": "content"}
_SOURCINGS = {
    Sourcing.ANONYMOUS: "anonymous",
    Sourcing.OWN_REPORTING: "own",
    Sourcing.NONE: "-",
}
_CONJUNCTION = re.compile(r"^(?:that|dass|que|qu[’']|że|что|що)\s*\b", re.IGNORECASE)
_TURNS = ("—", "–")
"""A line of dialogue is a paragraph of its own."""
_ENDING = 3
"""Letters of a word that may differ between cases of a name (``Гущина``, ``Гущиной``)."""


@attrs.frozen(kw_only=True)
class Line:
    """The gold of one sentence; spans point into the article."""

    span: Span
    kind: str
    speaker: str | None
    sourcing: str
    spans: dict[str, tuple[Span, ...]]


@attrs.frozen(kw_only=True)
class Marked:
    """An article with the gold of its sentences."""

    name: str
    language: str
    held_out: bool
    article: Article
    lines: tuple[Line, ...]


def read_marked_articles() -> tuple[Marked, ...]:
    """Every article of the folder, by name."""
    return tuple(_read(path) for path in sorted(CASES.glob("*-*.txt")))


def _read(path: Path) -> Marked:
    rows = path.read_text(encoding="utf-8").split("\n")
    notes = [row for row in rows if row.startswith("#")]
    text, lines, in_turn = "", [], False
    for row in rows[len(notes) :]:
        if not row.strip():
            text = text.rstrip(" ") + "\n\n" if text else text
            continue
        marked, kind, speaker, sourcing = (field.strip() for field in row.split(" | "))
        turn = marked.lstrip("{")[:1] in _TURNS
        if text and (turn or in_turn) and not text.endswith("\n\n"):
            text = text.rstrip(" ") + "\n\n"
        in_turn = turn
        plain, spans = _unmark(marked, len(text))
        span = Span(len(text), len(text) + len(plain))
        text += plain + " "
        named = None if speaker == "-" else speaker
        lines.append(Line(span=span, kind=kind, speaker=named, sourcing=sourcing, spans=spans))
    language = path.name[:2]
    return Marked(
        name=path.stem,
        language=language,
        held_out=any("Held out" in note for note in notes),
        article=build_article(text.rstrip(), language=language),
        lines=tuple(lines),
    )


def _unmark(marked: str, offset: int) -> tuple[str, dict[str, tuple[Span, ...]]]:
    plain, opened = "", {}
    spans: dict[str, tuple[Span, ...]] = {"source": (), "cue": (), "content": ()}
    for character in marked:
        if name := _OPENERS.get(character):
            opened[name] = len(plain)
        elif name := _CLOSERS.get(character):
            spans[name] += (Span(offset + opened.pop(name), offset + len(plain)),)
        else:
            plain += character
    assert not opened, marked
    return plain, spans


def score(marked: Marked) -> Iterator[tuple[str, bool, str]]:
    """Every judged point of an article: what is judged, whether it is right, and where."""
    article = marked.article
    sentences, quotations = segment_sentences(article), find_quotations(article)
    attributions = extract_attributions(article, sentences, quotations)
    for line in marked.lines:
        inside = [a for a in attributions if any(line.span.overlaps(s) for s in _spans_of(a))]
        yield from _score_line(line, inside, article)
    analysis = Analysis(
        article=article,
        sentences=sentences,
        quotations=quotations,
        attributions=attributions,
        claims=extract_claims(article, sentences, quotations, attributions),
    )
    linked = link_claims(analysis, load_registry())
    for line in marked.lines:
        where = line.span.of(article.text)
        within = [
            c
            for c in linked
            if line.span.overlaps(Span(c.sentence.span.start, c.sentence.span.end))
        ]
        got = {_SOURCINGS.get(claim.sourcing, "named") for claim in within}
        for wanted in ("anonymous", "own"):
            if line.sourcing == wanted:
                yield f"{wanted} found", wanted in got, f"{where} ({got})"
            elif wanted in got:
                yield f"{wanted} false", False, f"{where} ({got})"


def _score_line(
    line: Line, found: Sequence[Attribution], article: Article
) -> Iterator[tuple[str, bool, str]]:
    where = line.span.of(article.text)
    if line.kind == "none":
        yield "silent", not found, f"{where} {_shown(found, article)}"
        return
    for content in line.spans["content"] or (line.span,):
        over = [a for a in found if any(content.overlaps(c) for c in a.content)] or (
            list(found) if line.kind == "speech" else []
        )
        got = over[0].speaker if over else None
        wrong = f"{where} -> {got} {_shown(over, article)}, gold {line.speaker}"
        yield f"{line.kind} found", bool(over), where
        yield f"{line.kind} speaker", is_speaker(line.speaker, got), wrong
        named = got is not None and got.name is not None
        if named and not is_speaker(line.speaker, got):
            yield f"{line.kind} accused", False, wrong
    for name in ("source", "cue", "content"):
        gold = line.spans[name]
        mine = tuple(span for a in found for span in getattr(a, name))
        shown = f"{where} -> {[s.of(article.text) for s in mine]}"
        if gold:
            stripped = {_stripped(span, article.text) for span in mine}
            exact = {_stripped(span, article.text) for span in gold} <= stripped
            yield f"{name} exact", exact, shown
            yield f"{name} overlap", any(g.overlaps(m) for g in gold for m in mine), shown


def is_speaker(wanted: str | None, got: Speaker | None) -> bool:
    """Whether a speaker is the one meant, endings of cases aside."""
    if wanted is None:
        return got is None or got.name is None
    if got is None:
        return False
    said = " ".join(filter(None, (got.name, got.role, got.organisation)))
    words = re.findall(r"\w+", (got.name or "") if _is_person(wanted) else said)
    nouns = [re.findall(r"\w+", name)[-1] for name in wanted.split("/")]
    return any(_is_form(word.casefold(), noun.casefold()) for word in words for noun in nouns)


def _is_person(wanted: str) -> bool:
    return len(wanted.split(" ")) == 2 and all(word[0].isupper() for word in wanted.split(" "))


def _is_form(left: str, right: str) -> bool:
    shared = max(3, min(len(right), len(left)) - _ENDING)
    return left[:shared] == right[:shared] and abs(len(left) - len(right)) <= _ENDING + 1


def _spans_of(attribution: Attribution) -> tuple[Span, ...]:
    return attribution.cue or attribution.content


def _stripped(span: Span, text: str) -> str:
    plain = span.of(text).strip(" ,.:;–—-“”„«»\"'‘’\n\u00a0")
    return _CONJUNCTION.sub("", plain).strip("“”„«»\"'‘’\u00a0 ")


def _shown(found: Sequence[Attribution], article: Article) -> list[tuple[str, ...]]:
    return [tuple(s.of(article.text) for s in (*a.source, *a.cue)) for a in found]


def tally(articles: Sequence[Marked]) -> tuple[Counter[str], Counter[str]]:
    """How many points of each kind are right, and how many there are."""
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for marked in articles:
        for what, is_right, _where in score(marked):
            right[what] += is_right
            of[what] += 1
    return right, of
