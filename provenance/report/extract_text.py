"""What an article says, as text for a terminal: every sentence with who says it and what it cites.

Lines are wrapped to a width; what the article hides from the eye is made visible before any colour
is added, so that no control character of an article reaches the terminal.
"""

import textwrap
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from itertools import groupby
from typing import TypeAlias

import attrs

from provenance.checks.grounds import without_targets
from provenance.model import (
    Analysis,
    Attribution,
    Block,
    ChainStep,
    Citation,
    Claim,
    Quotation,
    Sentence,
)
from provenance.report.nesting import parents_of, sentences_of
from provenance.report.phrases import reason_text, step_text
from provenance.report.sayings import (
    ATTRIBUTED_BY,
    SOURCING_IN_SHORT,
    attributed_by,
    occasion_words,
    speaker_words,
    teller_words,
)
from provenance.report.text import counted, place
from provenance.report.visible import one_line
from provenance.spans import Span
from provenance.terms import BlockKind, Verdict

WIDTH = 80
"""Columns where nobody says how many there are."""
_NARROWEST = 40
_LABEL = 12
_STEP = 2
_SHORT = 160
"""Characters of words that stand in full above already."""
_WHOLE = 90
"""Percent of a claim from which a quotation is all of it, but for marks."""


class Role(Enum):
    """What a part of a line is, for whoever colours it."""

    PLACE = "place"
    WORDS = "words"
    LABEL = "label"
    QUIET = "quiet"


Paint: TypeAlias = Callable[[str, Role], str]
"""Colours words by their role; must add nothing that takes a column."""


def plain(words: str, _role: Role) -> str:
    """``words`` without any colour."""
    return words


def render_extract(
    analyses: Sequence[Analysis], *, width: int = WIDTH, paint: Paint = plain
) -> str:
    """``analyses`` as text of at most ``width`` columns (never less than forty)."""
    page = _Page(width=max(width, _NARROWEST), paint=paint)
    lines = [line for one in analyses for line in _AnalysisText.of(one, page).lines()]
    return "\n".join(lines).rstrip("\n") + "\n"


@attrs.frozen(kw_only=True)
class _Page:
    """Lines of one width in one colouring."""

    width: int
    paint: Paint

    def words(self, words: str, indent: int, role: Role = Role.WORDS) -> Iterator[str]:
        """``words`` in lines, each indented."""
        for line in self._wrapped(words, indent, indent):
            yield " " * indent + self.paint(line, role)

    def field(self, label: str, words: str, indent: int) -> Iterator[str]:
        """``words`` behind their label; nothing where there are none."""
        if not words:
            return
        head = f"{label:<{_LABEL - 1}} "
        hanging = indent + len(head)
        for number, line in enumerate(self._wrapped(words, hanging, hanging)):
            start = " " * indent + self.paint(head, Role.LABEL) if number == 0 else " " * hanging
            yield start + line

    def _wrapped(self, words: str, first: int, rest: int) -> list[str]:
        shown = one_line(without_targets(words))
        return textwrap.wrap(
            shown, self.width - max(first, rest), break_on_hyphens=False, drop_whitespace=True
        )


@attrs.frozen(kw_only=True)
class _AnalysisText:
    """One article, ready to be told line by line."""

    analysis: Analysis
    page: _Page
    parts: tuple[tuple[Span, Quotation], ...]
    """Every part of every quotation, in reading order; of nested ones the inner later."""

    @classmethod
    def of(cls, analysis: Analysis, page: _Page) -> "_AnalysisText":
        parts = ((part, quotation) for quotation in analysis.quotations for part in quotation.parts)
        ordered = sorted(parts, key=lambda pair: (pair[0].start, -pair[0].end))
        return cls(analysis=analysis, page=page, parts=tuple(ordered))

    def lines(self) -> Iterator[str]:
        yield from self._head()
        claims = self._claims_by_sentence()
        further = self._further_attributions(claims)
        blocks = self._sentences_by_block()
        held = [(block, blocks.get(number, [])) for number, block in self._blocks()]
        told = ((block, [s for s in listed if s.span.start in claims]) for block, listed in held)
        for is_told, group in groupby(told, key=lambda pair: bool(pair[1])):
            if not is_told:
                yield from self._asides([block for block, _ in group])
                continue
            for _, sentences in group:
                for sentence in sentences:
                    start = sentence.span.start
                    yield ""
                    yield from self._sentence(claims[start], further.get(start, []))
        yield ""

    # --- the head --------------------------------------------------------------------------------

    def _head(self) -> Iterator[str]:
        article, page = self.analysis.article, self.page
        metadata = article.metadata
        name = article.path or metadata.url or article.id
        yield from page.words(name, 0, Role.PLACE)
        published = metadata.published
        dated = f"{published.value} ({published.basis.value})" if published.value else "unknown"
        yield from page.field("title", metadata.title or "none", _STEP)
        yield from page.field("outlet", metadata.outlet or "unknown", _STEP)
        yield from page.field("published", dated, _STEP)
        yield from page.field("language", metadata.language, _STEP)
        yield from page.field("found", self._figures(), _STEP)
        yield from page.words(ATTRIBUTED_BY[attributed_by(metadata.language)], _STEP, Role.QUIET)

    def _figures(self) -> str:
        analysis = self.analysis
        claims = sum(claim.verdict is not Verdict.NOT_A_CLAIM for claim in analysis.claims)
        figures = (
            counted(len(analysis.sentences), "sentence"),
            counted(claims, "claim"),
            counted(len(analysis.attributions), "attribution"),
            counted(len(analysis.quotations), "quotation"),
            counted(len(analysis.article.links), "link"),
        )
        return ", ".join(figures)

    # --- what stands where -----------------------------------------------------------------------

    def _blocks(self) -> list[tuple[int, Block]]:
        listed = list(enumerate(self.analysis.article.blocks))
        return sorted(listed, key=lambda pair: pair[1].span)

    def _sentences_by_block(self) -> dict[int, list[Sentence]]:
        found: dict[int, list[Sentence]] = {}
        for sentence in sorted(self.analysis.sentences, key=lambda one: one.span):
            found.setdefault(sentence.block, []).append(sentence)
        return found

    def _claims_by_sentence(self) -> dict[int, list[Claim]]:
        found: dict[int, list[Claim]] = {}
        for claim in sorted(self.analysis.claims, key=lambda one: one.span.start):
            found.setdefault(claim.sentence.start, []).append(claim)
        return found

    def _further_attributions(
        self, claims: dict[int, list[Claim]]
    ) -> dict[int, list[tuple[int, Attribution]]]:
        """By sentence, with their depth, the attributions that are no claim's own."""
        analysis = self.analysis
        own = {
            (*one.attribution.source, *one.attribution.cue)
            for listed in claims.values()
            for one in listed
            if one.attribution is not None
        }
        parents = parents_of(analysis.attributions)
        found: dict[int, list[tuple[int, Attribution]]] = {}
        places = sentences_of(analysis.attributions, analysis.sentences)
        for index, (attribution, at) in enumerate(zip(analysis.attributions, places, strict=True)):
            if at is None or not attribution.cue:
                continue
            if (*attribution.source, *attribution.cue) in own:
                continue
            depth = 0 if parents[index] is None else 1
            start = analysis.sentences[at].span.start
            found.setdefault(start, []).append((depth, attribution))
        return found

    # --- what is not told sentence by sentence ---------------------------------------------------

    def _asides(self, blocks: Sequence[Block]) -> Iterator[str]:
        """Headings and furniture, each in one line; what repeats is counted."""
        text = self.analysis.article.text
        yield ""
        for kind, group in groupby(blocks, key=lambda block: block.kind):
            listed = list(group)
            shown = listed if kind in _SINGLE else listed[:1]
            for block in shown:
                more = f" (and {len(listed) - 1} more)" if len(listed) > len(shown) else ""
                yield self._aside(kind, block.span.of(text) or "(words left out)", more)

    def _aside(self, kind: BlockKind, words: str, more: str) -> str:
        head = f"[{kind.value}] "
        room = self.page.width - len(head) - len(more)
        shown = one_line(words[: self.page.width * 2])
        cut = shown if len(shown) <= room else shown[: max(0, room - 1)].rstrip() + "…"
        return self.page.paint(head + cut + more, Role.QUIET)

    # --- a sentence ------------------------------------------------------------------------------

    def _sentence(
        self, claims: Sequence[Claim], further: Sequence[tuple[int, Attribution]]
    ) -> Iterator[str]:
        first = claims[0]
        yield from self.page.words(place(first.location), 0, Role.PLACE)
        yield from self.page.words(first.sentence.exact or "(words left out)", _STEP)
        for number, claim in enumerate(claims, 1):
            if len(claims) == 1 and claim.span == claim.sentence:
                yield from self._claim(claim, _STEP * 2)
                continue
            words = f"{number}. {claim.span.exact or '(words left out)'}"
            yield from self.page.words(words, _STEP * 2)
            yield from self._claim(claim, _STEP * 3)
        for depth, attribution in further:
            yield from self._attribution(attribution, _STEP * (2 + depth))

    def _claim(self, claim: Claim, indent: int) -> Iterator[str]:
        field = self.page.field
        if claim.verdict is Verdict.NOT_A_CLAIM:
            why = " ".join(f"{one.value}: {reason_text(one)}" for one in claim.reasons)
            yield from field("not-a-claim", why, indent)
        else:
            yield from field("type", claim.type.value, indent)
        yield from field("speaker", teller_words(claim), indent)
        yield from field("cue", self._cue(claim), indent)
        yield from field("said", occasion_words(claim.said_at), indent)
        if claim.standalone and claim.standalone != claim.span.exact:
            yield from field("standalone", claim.standalone, indent)
        for words in self._quotations(claim):
            yield from field("quotation", words, indent)
        if claim.verdict is not Verdict.NOT_A_CLAIM:
            told = f"{claim.sourcing.value} ({SOURCING_IN_SHORT[claim.sourcing]})"
            yield from field("sourcing", told, indent)
        for citation in claim.citations:
            yield from self._citation(claim, citation, indent)
        if claim.checkworthiness is not None:
            yield from field("check first", f"{claim.checkworthiness:.2f}", indent)

    def _cue(self, claim: Claim) -> str:
        cues = claim.attribution.cue if claim.attribution else ()
        words = " … ".join(cue.of(self.analysis.article.text) for cue in sorted(cues))
        modality = claim.cue_modality
        if not modality or modality == words:
            return words
        return f"{words} ({modality})" if words else modality

    def _quotations(self, claim: Claim) -> Iterator[str]:
        """The quoted words of a claim with how the text shows that they are quoted."""
        for quote in claim.quotes:
            place = bisect_right(self.parts, quote.start, key=lambda pair: pair[0].start) - 1
            quotation = self.parts[place][1] if place >= 0 else None
            kind = quotation.kind.value if quotation is not None else ""
            open_end = ", never closed" if quotation is not None and not quotation.closed else ""
            whole = (quote.end - quote.start) * 100 >= len(claim.span.span) * _WHOLE
            words = "all of it" if whole else f"“{_shortened(quote.exact)}”"
            yield f"{words} ({kind}{open_end})" if kind else words

    def _citation(self, claim: Claim, citation: Citation, indent: int) -> Iterator[str]:
        yield from self.page.field("leads to", citation.url, indent)
        kind = f"{citation.basis.value}, {citation.rank.value}, {citation.target.value}"
        yield from self.page.field("", f"{kind}, confidence {citation.confidence:.2f}", indent)
        for step in citation.chain:
            words = _step_words(step, claim, citation)
            yield from self.page.field("  because", f"{words} {step_text(step.why)}", indent)

    def _attribution(self, attribution: Attribution, indent: int) -> Iterator[str]:
        """An attribution that is no claim's own: source – cue – content."""
        text = self.analysis.article.text
        who = " ".join(span.of(text) for span in attribution.source)
        cue = " … ".join(span.of(text) for span in sorted(attribution.cue))
        content = " … ".join(_short(span, text) for span in attribution.content)
        parts = [part for part in (who, cue, content) if part]
        yield from self.page.field("also said", " – ".join(parts), indent)
        speaker = speaker_words(attribution.speaker)
        guess = " (guess)" if attribution.speaker_guess and speaker else ""
        if speaker and speaker != who:
            yield from self.page.field("  speaker", speaker + guess, indent)


_SINGLE = frozenset({BlockKind.HEADING, BlockKind.DATELINE, BlockKind.BYLINE})
"""Blocks that are shown each in a line of its own."""


def _step_words(step: ChainStep, claim: Claim, citation: Citation) -> str:
    if step.exact == claim.sentence.exact:
        return "this sentence"
    return "the address" if step.exact == citation.url else f"“{step.exact}”"


def _short(span: Span, text: str) -> str:
    return _shortened(span.of(text))


def _shortened(words: str) -> str:
    return words if len(words) <= _SHORT else words[:_SHORT].rpartition(" ")[0].rstrip() + " …"
