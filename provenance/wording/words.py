"""The words of a text, ready to be compared: folded, with the marks of an editor understood."""

import re
from collections.abc import Iterator, Sequence

import attrs

from provenance.wording.lexicon import Guard, Lexicon, fold_word, lexicon

_LETTER = r"[^\W\d_]"
_INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_RUN = rf"[^\W_](?:[^\W_]++|[{_INSIDE}]++)*+"
_APOSTROPHE = "['’ʼ`´′]"
_DIGIT_SPACES = " \u00a0\u2009\u202f"
_NUMBER = (
    rf"\d{{1,3}}(?:[{_DIGIT_SPACES}'’.,]\d{{3}}){{1,6}}(?:[.,]\d+)?(?![^\W_])"
    r"|\d+(?:[.,:]\d+){0,6}(?:k|mn?|bn|tn)?(?![^\W_]|[.,:]\d)"
)
_MINUS = r"(?<![^\s(\[])[-−–](?=\d)"
_INITIALS = rf"{_LETTER}(?:\.{_LETTER})+(?!{_LETTER})\.?"
_BRACKETED = rf"\[{_LETTER}{{1,8}}\]"
_SIGN = "[%‰€$£₽₴°&№¥]"


def _pattern(after_apostrophe: str) -> re.Pattern[str]:
    """One alternative after another; possessive, so that no text can make it run back."""
    word = rf"(?:{_BRACKETED}(?={_LETTER}))?{_RUN}(?:{_BRACKETED}(?:{_RUN})?)?{after_apostrophe}"
    return re.compile(f"(?:{_NUMBER})|{_MINUS}|{_INITIALS}|{word}|{_SIGN}")


_WORD = _pattern(rf"(?:{_APOSTROPHE}{_RUN})*+")
_WORD_ELIDED = _pattern("")
_ELLIPSIS = re.compile(
    r"[\[(]\s{0,3}(?:…|\.{2,9}|\. ?\. ?\.)\s{0,3}[\])]|…|\.{2,9}|(?<!\.)\. \. \.(?!\.)"
)
_BRACKETS = re.compile(r"\[([^\[\]]{1,200})\]")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»“)\]]*(?:\s|$)|\n\s*\n|[.!?…][\"'”’»“]")
_ASIDE = re.compile(
    r"[,.!?…][\"”’»]?\s{0,3}[—–-]\s([^—–]{2,120}?)(?=\s[—–-]\s|$)|,\s([^,—–]{2,60})(?=,\s|$)"
)
_SAYS_WITHIN = 5
"""Words of an aside among which its verb of saying stands: "a-t-il ajouté"."""
_GROUPED_DIGITS = re.compile(rf"(?<=\d)[{_DIGIT_SPACES}'’](?=\d{{3}})")
_LONGEST_STOP = 40
"""How far behind a word the end of its sentence is looked for: hostile gaps are long."""


@attrs.frozen
class Word:
    """One word of a text."""

    start: int
    end: int
    norm: str
    """The form in which words are compared."""
    raw: str
    initial: bool = False
    """Whether it is the first of its sentence, so that its capital says nothing."""
    editorial: bool = False
    """Whether an editor's square brackets hold it or part of it."""
    name: bool = False
    """Whether it is (part of) a name, as far as capitals tell."""


@attrs.frozen(kw_only=True)
class QuotedWords:
    """The words of a quotation, with the places where an ellipsis says that words are left out."""

    words: tuple[Word, ...]
    gaps: frozenset[int]
    """Index of each word right after a marked ellipsis."""
    breaks: frozenset[int]
    """Index of each word that begins a sentence (the first excepted)."""


def word_spans(text: str, language: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Start, end and wording of each word in ``text[start:end]``; what surrounds it is seen."""
    for found in word_matches(text, language, start, end):
        yield found.start(), found.end(), found.group()


def word_matches(text: str, language: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """As :func:`word_spans`, for those who read many."""
    pattern = _WORD_ELIDED if language == "fr" else _WORD
    return pattern.finditer(text, start, end)


def norm_of(raw: str, language: str) -> str:
    """The form in which the word ``raw`` is compared with others of its language."""
    first = raw[0]
    if first.isdigit():
        return _norm_of_number(raw, language)
    if first in "−–-":
        return "-"
    if "." in raw:
        letters = raw.replace(".", "").casefold()
        return "u.s" if letters == "us" else fold_word(letters, language)
    if raw == "US":
        return "u.s"
    if "[" in raw:
        raw = raw.replace("[", "").replace("]", "")
    return fold_word(raw, language)


def _norm_of_number(raw: str, language: str) -> str:
    if not raw[-1].isdigit():
        return fold_word(raw, language)
    digits = _GROUPED_DIGITS.sub("", raw)
    group, point = (",", ".") if language in ("en", "und") else (".", ",")
    if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+(?:{re.escape(point)}\d+)?", digits):
        digits = digits.replace(group, "")
    return digits.replace(",", ".")


def read_quoted(quoted: str, language: str) -> QuotedWords:
    """The words of a quotation; ellipses become gaps, words in [brackets] are an editor's."""
    gap_ends = [found.end() for found in _ELLIPSIS.finditer(quoted)]
    brackets = [
        found.span()
        for found in _BRACKETS.finditer(quoted)
        if not _ELLIPSIS.fullmatch(found.group())
    ]
    words: list[Word] = []
    gaps, breaks = set(), set()
    for start, end, raw in word_spans(quoted, language, 0, len(quoted)):
        before = words[-1].end if words else 0
        while gap_ends and gap_ends[0] <= start:
            if words:
                gaps.add(len(words))
            gap_ends.pop(0)
        initial = not words or ends_sentence(quoted, before, start)
        if initial and words:
            breaks.add(len(words))
        editorial = "[" in raw or any(s <= start and end <= e for s, e in brackets)
        norm = norm_of(raw, language)
        words.append(Word(start, end, norm, raw, initial=initial, editorial=editorial, name=False))
    named = mark_names(words, lexicon(language))
    return QuotedWords(words=tuple(named), gaps=frozenset(gaps), breaks=frozenset(breaks))


def without_asides(quoted: str, read: QuotedWords, language: str) -> QuotedWords | None:
    """``read`` without "— he said —" inside the marks; ``None`` when there is no such aside.

    Houses that use one pair of guillemets round speech and reporting clause alike leave it to the
    reader to tell them apart.
    """
    lexical = lexicon(language)
    asides = []
    for found in _ASIDE.finditer(quoted):
        start, end = found.span(1) if found.group(1) else found.span(2)
        inside = [w.norm for w in read.words if start <= w.start and w.end <= end]
        if any(map(lexical.is_speech, inside[:_SAYS_WITHIN])):
            asides.append((start, end))
    kept = [
        index
        for index, word in enumerate(read.words)
        if not any(start <= word.start and word.end <= end for start, end in asides)
    ]
    if not kept or len(kept) == len(read.words):
        return None
    place = {old: new for new, old in enumerate(kept)}
    return QuotedWords(
        words=tuple(read.words[index] for index in kept),
        gaps=frozenset(place[index] for index in read.gaps if index in place),
        breaks=frozenset(place[index] for index in read.breaks if place.get(index)),
    )


def ends_sentence(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends between two words, given the end of one and the start of the next."""
    return end > start + 1 and bool(
        _SENTENCE_END.search(text, start, min(end, start + _LONGEST_STOP))
    )


def mark_names(words: Sequence[Word], lexical: Lexicon) -> list[Word]:
    """``words`` with names marked: capitals that neither a sentence's start nor the language asks.

    In German every noun has a capital: only initials and two capitals in a row count there.
    """
    shouted = sum(w.raw.isupper() and len(w.raw) > 1 for w in words)
    if shouted * 2 > len(words) > 1:
        return list(words)
    return [
        attrs.evolve(word, name=True) if _is_name(words, index, lexical) else word
        for index, word in enumerate(words)
    ]


def _is_name(words: Sequence[Word], index: int, lexical: Lexicon) -> bool:
    word = words[index]
    if not _could_be_name(word, lexical):
        return False
    if word.raw.replace(".", "")[1:2].isupper():
        return True
    beside = [words[i] for i in (index - 1, index + 1) if 0 <= i < len(words)]
    has_capital_beside = any(_could_be_name(w, lexical) and not w.initial for w in beside)
    if word.initial or lexical.language == "de":
        return has_capital_beside
    return True


def _could_be_name(word: Word, lexical: Lexicon) -> bool:
    raw = word.raw.lstrip("[")
    if not raw[:1].isupper() or word.norm in lexical.closed:
        return False
    kinds = {kind for kind, _ in lexical.guards.get(word.norm, ())}
    return not kinds & {Guard.DATE, Guard.NEGATION, Guard.QUANTIFIER, Guard.MODALITY, Guard.UNIT}
