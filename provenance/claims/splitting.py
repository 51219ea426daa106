"""Yields the clauses of one sentence that each report something by themselves.

``“A,” he said, adding that B and that C`` is three: each stands under a verb of saying or a "that"
of its own. A wrong split would give claims that the article never made, so that a sentence stays
whole wherever another clause, a list, a comparison or a second voice may hold its pieces together.
"""

import re
from collections.abc import Iterator

import attrs

from provenance.attribution.cues import Cues, load_cues
from provenance.attribution.finding import find_source
from provenance.attribution.found import Found
from provenance.attribution.hiding import HIDDEN
from provenance.attribution.source_phrases import PhraseKind
from provenance.claims.clause_words import WORD, ClauseWords
from provenance.claims.cue_lists import MASKED, ClaimCues, load_claim_cues, signs_in
from provenance.claims.sentence_parts import Part, PartKind
from provenance.spans import Span

_LONGEST = 1500
"""Characters; a longer sentence is a list or lacks its full stops."""

_MOST_PARTS = 6
_MOST_CUTS = 24
"""Places tried in one sentence; one with more is a list."""

_LEAST_WORDS = 3
"""Words another speaker's clause has at least."""

_LEAST_CLAUSE = 2
"""Words of a reported clause behind its "that"."""

_OPENS_WITH_SOURCE = 30
"""Characters of another speaker's clause within which it names him."""

_CUE_REACH = 24
"""Characters between source and verb: "he later"."""

_IN_MARKS = re.compile(r"[“„«\"][^“”„«»\"\x00]{1,300}[”“»\"]|\([^()]{1,300}\)|\[[^\[\]]{1,300}\]")
_MARK = re.compile(r"[“”„‟«»\"]")
_EDGES = " \t\r\n\u00a0,;–—-"


def split_sentence(words: str, *, language: str) -> tuple[Part, ...]:
    """The clauses of a sentence in reading order; none where nothing is to be parted.

    Args:
        words: the sentence with its quoted words hidden; see
            :func:`provenance.attribution.hiding.hidden_quotes`.
        language: ISO 639-1.
    """
    plain = _plain(words)
    if plain is None:
        return ()
    lists = load_claim_cues(language)
    clauses = ClauseWords(plain=plain, lists=lists)
    parts = _Splitter(words, plain, load_cues(language), lists, clauses).run()
    return parts if len(parts) > 1 else ()


def _plain(words: str) -> str | None:
    """``words`` with all that stands in brackets and marks masked; ``None``: not to be parted."""
    if len(words) > _LONGEST or words.rstrip(" \n\t”»\"'’)").endswith("?"):
        return None
    plain = _IN_MARKS.sub(lambda match: MASKED * len(match.group()), words)
    return None if _MARK.search(plain) else plain


@attrs.frozen(kw_only=True)
class _Cut:
    """A place where a sentence may be parted."""

    kind: PartKind
    end: int
    """Of the part before it."""
    start: int
    content: int
    comma: bool
    cue: Span | None = None
    between: str = ""
    """Words between verb and "that"."""


@attrs.define
class _Splitter:
    """Walks over the places where a sentence may be parted, the clause at hand in mind."""

    words: str
    plain: str
    cues: Cues
    lists: ClaimCues
    clauses: ClauseWords

    def run(self) -> tuple[Part, ...]:
        if self._opens_open():
            return ()
        parts: list[Part] = []
        for cut in self._cuts():
            current = parts[-1] if parts else None
            if current is None:
                opened = self._opened(cut)
                if opened is None:
                    continue
                current = opened
            following = self._follows(current, cut)
            if following is not None:
                parts[-1:] = [attrs.evolve(current, span=self._span(current.span.start, cut.end))]
                parts.append(following)
            if len(parts) == _MOST_PARTS:
                break
        return tuple(parts) if parts and self._ends_well(parts[-1]) else ()

    def _opens_open(self) -> bool:
        """``If he said that …``: the reported clause is a piece of another."""
        word = WORD.search(self.plain)
        return word is None or self.lists.has("opening", word.group())

    def _opened(self, cut: _Cut) -> Part | None:
        """The first part, if what stands before the cut has a verb of saying that is asserted."""
        found = find_source(self.words[: cut.end], self.cues)
        if found is None or not self.clauses.is_asserted(found.cue, 0):
            return None
        verb = self.clauses.verb_of(found.cue)
        known = self.lists.has("telling", verb) or self.lists.has("objecting", verb)
        if self.cues["act"].fullmatch(verb) and not known:
            return None  # ``ordered repairs and agreed that``: done, not said
        return Part(
            kind=PartKind.FIRST,
            span=Span(0, len(self.words)),
            cue=found.cue,
            content=0,
            source=found.source,
            phrase=found.phrase,
        )

    def _cuts(self) -> Iterator[_Cut]:
        shapes = (
            (PartKind.ADDED, "adding", self.lists.adding),
            (PartKind.ADDED, "telling", self.lists.telling),
            (PartKind.ADDED, "unlinked", self.lists.unlinked),
            (PartKind.AGAIN, "again", self.lists.again),
            (PartKind.AGAIN, "listed", self.lists.listed),
            (PartKind.ANOTHER, "another", self.lists.another),
        )
        said, signs = signs_in(self.plain), self.lists.signs
        found = [
            (match.end("edge"), index, _cut(kind, match))
            for index, (kind, name, pattern) in enumerate(shapes)
            if pattern is not None and (name not in signs or not signs[name].isdisjoint(said))
            for match in pattern.finditer(self.plain)
        ]
        ordered = sorted(found, key=lambda one: one[:2])
        return (cut for _at, _index, cut in ordered[:_MOST_CUTS])

    def _follows(self, current: Part, cut: _Cut) -> Part | None:
        """The part that begins at ``cut``; ``None`` where the clause at hand goes on."""
        if not self.clauses.says_something(current.content, cut.end):
            return None
        match cut.kind:
            case PartKind.ADDED:
                return self._added(current, cut)
            case PartKind.AGAIN:
                return self._again(current, cut)
        return self._another(current, cut)

    # --- the same speaker, a verb of saying of its own ------------------------------------------

    def _added(self, current: Part, cut: _Cut) -> Part | None:
        assert cut.cue is not None  # noqa: S101 - the shape has the group
        cue = cut.cue.of(self.plain)
        participle = self.lists.has("adding", cue)
        further = self.lists.has("further", cue) or participle
        if participle and not cut.comma:
            return None
        if not self.clauses.is_object(cue, cut.between) or not self.clauses.is_clause(
            cut.content, cue
        ):
            return None
        if self._has_other_voice(current, cut.end):
            return None
        if not further and self._reports(current, cut.end) and not self._is_parted(current, cut):
            return None
        return self._part(PartKind.ADDED, cut, cue=cut.cue)

    def _is_parted(self, current: Part, cut: _Cut) -> bool:
        """``judged that A, and warned that``: the comma ends the reported clause, no list does.

        German puts the verb of a subordinate clause last, so that a verb right behind "und" shows
        a main clause by itself.
        """
        start = current.cue.end if current.cue is not None else 0
        inside = self.plain[max(start, current.content) : cut.end]
        opened = self.lists.that.search(inside)
        rest = inside[opened.end() :] if opened else inside
        return cut.comma and ("," not in rest or self.lists.language in _COMMAS)

    def _reports(self, current: Part, end: int) -> bool:
        """Whether the clause at hand ends in reported words that the next verb might go on."""
        if current.kind is not PartKind.FIRST and current.kind is not PartKind.ANOTHER:
            return True
        cue = current.cue
        if cue is None:
            return False
        behind = self.plain[max(cue.end, current.source.end if current.source else 0) : end]
        if not behind.strip(_EDGES) or HIDDEN in behind:
            return self.clauses.has_subordinate(behind.rpartition(HIDDEN)[2])
        closing = self.plain[: cue.start].rstrip().endswith((",", HIDDEN))
        if closing and not self.clauses.has_subordinate(behind):
            return False
        return self.clauses.has_subordinate(behind) or self.lists.has(
            "plain", self.clauses.verb_of(cue)
        )

    def _has_other_voice(self, current: Part, end: int) -> bool:
        """Whether a second verb of saying stands in the clause: who goes on is not clear."""
        voices = self.clauses.voices(min(current.span.start, current.content), end)
        return any(current.cue is None or not verb.overlaps(current.cue) for verb in voices)

    # --- the same verb, a further "that" --------------------------------------------------------

    def _again(self, current: Part, cut: _Cut) -> Part | None:
        start = self._clause_start(current) if self._governs(current.cue) else None
        if current.cue is None or start is None or start >= cut.end:
            return None
        inside = self.plain[start : cut.end]
        if HIDDEN not in inside and len(WORD.findall(inside)) < _LEAST_CLAUSE:
            return None
        if self.clauses.has_subordinate(inside) or self._has_other_voice(current, cut.end):
            return None
        opens = self.clauses.opens_clause(cut.content)
        return self._part(PartKind.AGAIN, cut, cue=current.cue) if opens else None

    def _governs(self, cue: Span | None) -> bool:
        """Whether the verb can have two clauses; ``denied``, each alone says what is denied."""
        verb = self.clauses.verb_of(cue) if cue is not None else ""
        known = self.lists.has("telling", verb) or self.lists.has("adding", verb)
        return known and not self.lists.has("denying", verb)

    def _clause_start(self, current: Part) -> int | None:
        """Where the reported clause begins behind its verb; ``None`` where none follows it."""
        if current.kind not in {PartKind.FIRST, PartKind.ANOTHER}:
            return current.content
        cue = current.cue
        if cue is None:
            return None
        verb, end = self.clauses.verb_of(cue), current.span.end
        found = self.lists.that.search(self.plain, cue.end, min(end, cue.end + _OBJECT))
        if found is not None:
            between = self.plain[cue.end : found.start()].strip(", ")
            if self.clauses.is_object(verb, between):
                return found.end()
        behind = self.plain[cue.end :].lstrip()
        opens = self.lists.lists["clausal"].match(behind) or self.lists.has("plain", verb)
        aside = behind[:1] in ",.;:" or self.lists.lists["asides"].match(behind)
        return cue.end if opens and not aside else None

    # --- another speaker ------------------------------------------------------------------------

    def _another(self, current: Part, cut: _Cut) -> Part | None:
        right = self.words[cut.start :]
        found = find_source(right, self.cues)
        if found is None:
            return None
        cue, source = found.cue.shifted(cut.start), found.source.shifted(cut.start)
        verb = self.clauses.verb_of(cue)
        is_report = self._is_sentence_of(found, right, verb) and self._says_enough(found, right)
        if not is_report or self._is_too_short(current, cut):
            return None
        if self._reports(current, cut.end) and not self._is_told_apart(cut, found, verb):
            return None
        if not self.clauses.is_verb(cue) or not self.clauses.is_asserted(cue, cut.start):
            return None
        part = self._part(PartKind.ANOTHER, cut, cue=cue, least=1)
        return part and attrs.evolve(part, source=source, phrase=found.phrase)

    def _is_too_short(self, current: Part, cut: _Cut) -> bool:
        start = current.span.start
        return len(WORD.findall(self.plain[start : cut.end])) < _LEAST_WORDS

    def _is_told_apart(self, cut: _Cut, found: Found, verb: str) -> bool:
        """Behind reported words only a plain second report is not a piece of the first."""
        if found.phrase.kind in _PRONOUNS:
            return self.lists.has("further", verb)
        contrasting = self.plain[cut.end : cut.start].strip(" ,–—-").casefold()
        if contrasting.startswith(";"):
            return True
        reported = self.lists.that.search(
            self.plain, cut.start + found.cue.end, cut.start + found.cue.end + _OBJECT
        )
        return reported is not None or contrasting in _CONTRASTS

    def _is_sentence_of(self, found: Found, right: str, verb: str) -> bool:
        """Whether the clause begins with its speaker, or with quoted words and their frame."""
        phrase = found.phrase
        holds = phrase.inside or phrase.outside or phrase.definite
        if phrase.kind not in _SPEAKING or not len(found.source):
            return False
        if phrase.kind is PhraseKind.ROLE and not holds:
            return False
        if not (self.lists.has("telling", verb) or self.lists.has("objecting", verb)):
            return False
        if right[:1] == HIDDEN:
            return not right[: min(found.cue.start, found.source.start)].strip(HIDDEN + " ,–—-")
        behind = found.cue.start - found.source.end
        return found.source.start <= _OPENS_WITH_SOURCE and 0 <= behind <= _CUE_REACH

    def _says_enough(self, found: Found, right: str) -> bool:
        """Whether something is said: quoted words, or some behind source and verb."""
        behind = right[max(found.cue.end, found.source.end) :]
        return HIDDEN in right or len(WORD.findall(behind)) >= _LEAST_WORDS

    # --- words ----------------------------------------------------------------------------------

    def _part(
        self, kind: PartKind, cut: _Cut, *, cue: Span, least: int = _LEAST_CLAUSE
    ) -> Part | None:
        content = cut.content if kind is not PartKind.ANOTHER else cut.start
        rest = self.plain[content:]
        is_quoted = rest[:1] in {HIDDEN, MASKED}
        if not is_quoted and len(WORD.findall(rest)) < least:
            return None
        return Part(kind=kind, span=Span(cut.start, len(self.words)), cue=cue, content=content)

    def _span(self, start: int, end: int) -> Span:
        kept = self.words[start:end].rstrip(_EDGES)
        return Span(start, start + len(kept))

    def _ends_well(self, last: Part) -> bool:
        """Whether no frame of the whole sentence follows: "…, Reuters reported."."""
        if (
            last.kind is PartKind.ANOTHER
            and self.words[last.span.start : last.span.start + 1] == HIDDEN
        ):
            return True
        rest = self.plain[last.content :]
        if self.lists.closing.search(rest):
            return False
        return self.cues["according"].search(rest) is None


_OBJECT = 80
"""Characters between a verb of saying and its "that"."""

_COMMAS = frozenset({"de"})
"""Languages in which a verb right behind "and" cannot go on a subordinate clause."""

_PRONOUNS = frozenset({PhraseKind.PRONOUN_PERSON, PhraseKind.PRONOUN_THING})
_SPEAKING = frozenset(PhraseKind) - {PhraseKind.UNKNOWN}
_CONTRASTS = frozenset(
    {
        *("while", "whereas", "während", "wohingegen", "tandis que", "alors que"),
        *("mientras que", "mientras", "podczas gdy", "тогда как", "в то время как", "тоді як"),
        "у той час як",
    }
)
"""Links that set two speakers against each other."""


def _cut(kind: PartKind, match: re.Match[str]) -> _Cut:
    groups = match.groupdict()
    edge = match.group("edge")
    end = match.start("edge") + (1 if edge[0] == HIDDEN else 0)
    start = match.end("edge")
    if kind is PartKind.ANOTHER:
        return _Cut(kind=kind, end=end, start=start, content=start, comma=True)
    return _Cut(
        kind=kind,
        end=end,
        start=start,
        content=match.end("body"),
        comma=bool(edge.strip()),
        cue=Span(*match.span("cue")) if groups.get("cue") else None,
        between=(groups.get("object") or "").strip(" ,"),
    )
