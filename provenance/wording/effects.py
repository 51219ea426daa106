"""What a change of words does: nothing, a change of form, or a change of what was said."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum

from rapidfuzz.distance import OSA

from provenance.model import Edit
from provenance.terms import EditEffect
from provenance.wording.lexicon import KIN_LETTERS, Guard, Lexicon, lexicon
from provenance.wording.words import Word, mark_names, norm_of, word_spans

_MIN_STEM = 3
_MIN_STEM_SHARE = 0.55
"""Share of the longer word that two forms of one word must begin with alike. Lower lets "protest"
pass for "protect"; higher loses short Slavic stems. Set by hand on lists of forms."""
_MIN_SLIP_LENGTH = 5
_MIN_SUBSTITUTION_LENGTH = 8
"""One letter for another makes a new word ("prevent", "present") too easily in shorter words."""
_MIN_PREFIXED = 4
_MAY_MONTH = "may_month"
_DIGITS = re.compile(r"(\d+(?:\.\d+)?)")
_SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_COUNTED = (Guard.MODALITY, Guard.QUANTIFIER, Guard.DATE, Guard.UNIT)
SOFT_GUARDS = frozenset({Guard.NAME, Guard.NUMBER, Guard.DATE, Guard.UNIT})
"""Guards that turn a quotation only when one is put for another."""
_TWENTIES = re.compile(r"(ein|zwei|drei|vier|fuenf|sechs|sieben|acht|neun)und(\w+zig|dreissig)")
_TRANSLITERATION = (("yy", "y"), ("iy", "y"), ("ii", "y"), ("ij", "y"), ("kh", "h"), ("ia", "ya"))
_TRANSLITERATION_2 = (("iu", "yu"), ("w", "v"), ("j", "y"), ("i", "y"), ("oo", "u"), ("'", ""))


class Change(Enum):
    """What kind of change an edit is, mildest first."""

    SPELLING = "spelling"
    """The same words written otherwise: "it's" for "it is", "30" for "thirty"."""
    SLIP = "slip"
    INFLECTION = "inflection"
    CLOSED = "closed"
    """Only articles, pronouns, prepositions, conjunctions, auxiliaries."""
    INTENSIFIER = "intensifier"
    CONTENT = "content"
    GUARD = "guard"
    """A guard word turns what was said."""

    @property
    def keeps_meaning(self) -> bool:
        """Whether such a change leaves the meaning alone."""
        return self not in (Change.CONTENT, Change.GUARD)

    @property
    def is_near_verbatim(self) -> bool:
        """Whether one such change in twelve words still makes a near-verbatim quotation."""
        return self in _NEAR_VERBATIM


_NEAR_VERBATIM = frozenset((Change.SPELLING, Change.SLIP, Change.INFLECTION, Change.CLOSED))


def is_guard_edit(edit: Edit, language: str) -> bool:
    """Whether ``edit`` touches a guard word: it turns the quotation, not only rewords it."""
    if edit.effect is EditEffect.MEANING_KEPT:
        return False
    source = _words_of(edit.source, language)
    article = _words_of(edit.article, language)
    return _turns(source, article, lexicon(language))


def classify(source: Sequence[Word], article: Sequence[Word], lexical: Lexicon) -> Change:
    """The kind of change that replaces the words ``source`` by the words ``article``."""
    if _is_same_spelled_otherwise(source, article, lexical):
        return Change.SPELLING
    if touched_guards(source, article, lexical):
        return Change.GUARD if _turns(source, article, lexical) else Change.CONTENT
    if len(source) == 1 == len(article):
        single = classify_pair(source[0].norm, article[0].norm, lexical)
        if single is not None:
            return single
    norms = _long_forms([*source, *article], lexical)
    if all(map(lexical.is_closed, norms)):
        return Change.CLOSED
    if all(lexical.is_closed(n) or n in lexical.intensifiers for n in norms):
        return Change.INTENSIFIER
    return Change.CONTENT


def classify_pair(source: str, article: str, lexical: Lexicon) -> Change | None:
    """How two single folded words are one word in two forms; ``None`` when they are two words."""
    if is_same_name(source, article, lexical):
        return Change.SPELLING
    if lexical.bent.get(source, source) == lexical.bent.get(article, article):
        return Change.INFLECTION
    if lexical.is_closed(source) and lexical.is_closed(article):
        return Change.CLOSED
    if is_inflected(source, article, lexical):
        return Change.INFLECTION
    if _share_a_group(source, article, lexical):
        return Change.INFLECTION
    return Change.SLIP if _is_slip(source, article) else None


def _share_a_group(one: str, other: str, lexical: Lexicon) -> bool:
    """Whether two guard words count as the same ("kann" and "können")."""
    groups = set(lexical.guards.get(one, ())) & set(lexical.guards.get(other, ()))
    return any(kind in _COUNTED for kind, _ in groups)


def is_same_wording(source: Sequence[str], article: Sequence[str], lexical: Lexicon) -> bool:
    """Whether folded words differ in spacing, hyphens or signs only ("build-up", "30 %")."""
    if "".join(source) == "".join(article):
        return True
    left, right = "".join(source).replace("'", ""), "".join(article).replace("'", "")
    return (
        left == right
        or right in lexical.symbols.get(left, ())
        or left in lexical.symbols.get(right, ())
    )


def touched_guards(
    source: Sequence[Word], article: Sequence[Word], lexical: Lexicon
) -> frozenset[Guard]:
    """The guard classes in which the two sides differ."""
    left, right = _long_forms(source, lexical), _long_forms(article, lexical)
    touched = {
        guard
        for guard in _COUNTED
        if _groups(left, guard, lexical) != _groups(right, guard, lexical)
    }
    for guard in (Guard.NEGATION, Guard.CONDITION):
        if _has(left, guard, lexical) != _has(right, guard, lexical):
            touched.add(guard)
    if _numbers_differ(left, right, lexical):
        touched.add(Guard.NUMBER)
    if _turns_round(left, right, lexical):
        touched.add(Guard.OPPOSITE)
    if _names_differ(source, article, lexical):
        touched.add(Guard.NAME)
    return frozenset(touched)


def _turns(source: Sequence[Word], article: Sequence[Word], lexical: Lexicon) -> bool:
    """Whether a guard word turns the sense: a name, number, date or unit only where another stands.

    A name that is merely lost or added makes the words say less or more, not otherwise.
    """
    touched = touched_guards(source, article, lexical)
    return bool(touched - SOFT_GUARDS) or any(
        _carries(source, guard, lexical) and _carries(article, guard, lexical)
        for guard in touched & SOFT_GUARDS
    )


def _carries(words: Sequence[Word], guard: Guard, lexical: Lexicon) -> bool:
    if guard is Guard.NAME:
        return any(word.name for word in words)
    norms = _long_forms(words, lexical)
    if guard is Guard.NUMBER:
        return any(_is_numeric(norm, lexical) for norm in norms)
    return _has(norms, guard, lexical)


def is_inflected(one: str, other: str, lexical: Lexicon) -> bool:
    """Whether two folded words look like two forms of one: a common stem and known endings."""
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    if shared < max(_MIN_STEM, _MIN_STEM_SHARE * max(len(one), len(other))):
        return False
    stem, tails = one[:shared], (one[shared:], other[shared:])
    if lexical.language == "en" and not _is_english_bending(stem, tails):
        return False
    return all(_is_ending(stem, tail, lexical) for tail in tails)


def _is_english_bending(stem: str, tails: tuple[str, str]) -> bool:
    """Guards against "plan" and "plane", "ban" and "band", which only look like two forms."""
    if set(tails) in ({"", "e"}, {"", "y"}):
        return False
    return "d" not in tails or stem.endswith("e")


def _is_ending(stem: str, tail: str, lexical: Lexicon) -> bool:
    return tail in lexical.endings or (tail[:1] == stem[-1:] and tail[1:] in lexical.endings)


def is_same_name(one: str, other: str, lexical: Lexicon) -> bool:
    """Whether two folded names are one name in two spellings ("zelensky", "zelenskyy")."""
    known = lexical.names
    left, right = one.removesuffix("'s"), other.removesuffix("'s")
    if known.get(left, left) == known.get(right, right):
        return left != right or one == other
    return len(left) > _MIN_STEM and left[0] == right[:1] and _sound(left) == _sound(right)


def _sound(name: str) -> str:
    for written, heard in (*_TRANSLITERATION, *_TRANSLITERATION_2):
        name = name.replace(written, heard)
    return name


def _is_slip(one: str, other: str) -> bool:
    """One missed, doubled or swapped letter; never the first, never in a number."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _MIN_SLIP_LENGTH or one[0] != other[0] or not shorter.isalpha():
        return False
    if OSA.distance(one, other, score_cutoff=1) > 1:
        return False
    if len(shorter) < len(longer):
        return True
    is_swapped = Counter(one) == Counter(other)
    return is_swapped or len(one) >= _MIN_SUBSTITUTION_LENGTH


def _is_same_spelled_otherwise(
    source: Sequence[Word], article: Sequence[Word], lexical: Lexicon
) -> bool:
    left, right = _alternatives(source, lexical), _alternatives(article, lexical)
    if source and len(left) == len(right) and all(a & b for a, b in zip(left, right, strict=True)):
        return True
    values = _values([w.norm for w in source], lexical), _values([w.norm for w in article], lexical)
    are_numbers = all(_is_numeric(word.norm, lexical) for word in (*source, *article))
    return bool(source and article) and are_numbers and values[0] == values[1]


def _alternatives(words: Iterable[Word], lexical: Lexicon) -> list[frozenset[str]]:
    """The long form of each word; the tail of "it's" may stand for several words."""
    found: list[frozenset[str]] = []
    for word in words:
        if word.norm in lexical.contractions:
            found.extend(frozenset((part,)) for part in lexical.contractions[word.norm])
            continue
        tail = next((t for t in lexical.contraction_tails if word.norm.endswith(t)), None)
        if lexical.language != "en" or tail is None or word.norm == tail:
            found.append(frozenset((word.norm,)))
            continue
        found.append(frozenset((word.norm.removesuffix(tail),)))
        found.append(lexical.contraction_tails[tail])
    return found


def _long_forms(words: Iterable[Word], lexical: Lexicon) -> list[str]:
    found: list[str] = []
    for word in words:
        norm = _MAY_MONTH if word.raw == "May" and not word.initial else word.norm
        found.extend(lexical.contractions.get(norm, (norm,)))
    return found


def _groups(norms: Iterable[str], guard: Guard, lexical: Lexicon) -> Counter[str]:
    return Counter(group for norm in norms for group in lexical.groups(norm, guard))


def _has(norms: Iterable[str], guard: Guard, lexical: Lexicon) -> bool:
    return any(lexical.groups(norm, guard) for norm in norms)


def _is_numeric(norm: str, lexical: Lexicon) -> bool:
    return norm[0].isdigit() or norm in lexical.numbers or _compound(norm, lexical) is not None


def _compound(norm: str, lexical: Lexicon) -> int | None:
    """The value of a German compound ("zweiundzwanzig")."""
    found = _TWENTIES.fullmatch(norm) if lexical.language == "de" else None
    if found is None or found[2] not in lexical.numbers:
        return None
    return lexical.numbers.get(found[1], 1) + lexical.numbers[found[2]]


def _numbers_differ(left: Sequence[str], right: Sequence[str], lexical: Lexicon) -> bool:
    values = _values(left, lexical), _values(right, lexical)
    if values[0] and values[1]:
        in_metres = [_values(side, lexical, is_m_million=False) for side in (left, right)]
        return values[0] != values[1] and in_metres[0] != in_metres[1]
    # A single "one" is as often a pronoun as a number.
    return bool(+(values[0] + values[1] - Counter({1.0: 2})))


def _values(norms: Sequence[str], lexical: Lexicon, *, is_m_million: bool = True) -> Counter[float]:
    """The numbers a run of words tells: "two hundred" and "twenty two" are one number each."""
    found: Counter[float] = Counter()
    running: float | None = None
    for norm in (*norms, ""):
        value = _value(norm if is_m_million else norm.removesuffix("m"), lexical)
        if value is None:
            if running is not None and norm not in ("and", "et", "y", "und"):
                found[round(running, 6)] += 1
                running = None
        elif running is None:
            running = value
        elif value >= 100 and value > running:
            running *= value
        elif running >= 20 and value < running:
            running += value
        else:
            found[round(running, 6)] += 1
            running = value
    return found


def _value(norm: str, lexical: Lexicon) -> float | None:
    if norm in lexical.numbers:
        return float(lexical.numbers[norm])
    digits = _DIGITS.match(norm[:20])
    if digits:
        return float(digits[1]) * _SUFFIXES.get(norm[digits.end() :], 1.0)
    compound = _compound(norm, lexical)
    return None if compound is None else float(compound)


def are_opposites(one: str, other: str, lexical: Lexicon) -> bool:
    """Whether two folded words say the opposite: "rise" and "fall", "likely" and "unlikely"."""
    sides = sides_of(other, lexical)
    if any((number, 1 - side) in sides for number, side in sides_of(one, lexical)):
        return True
    return is_denied_form(one, other, lexical)


def sides_of(norm: str, lexical: Lexicon) -> tuple[tuple[int, int], ...]:
    """The pairs of opposites a word, or another form of it, belongs to."""
    if norm in lexical.opposites:
        return lexical.opposites[norm]
    for kin in lexical.opposites_kin.get(norm[:KIN_LETTERS], ()):
        if is_inflected(norm, kin, lexical):
            return lexical.opposites[kin]
    return ()


def _turns_round(left: Sequence[str], right: Sequence[str], lexical: Lexicon) -> bool:
    """Whether a word is exchanged for its opposite, and neither side has both."""
    only_left, only_right = set(left) - set(right), set(right) - set(left)
    sides = {s for norm in left for s in sides_of(norm, lexical)}
    others = {s for norm in right for s in sides_of(norm, lexical)}
    return any(
        are_opposites(one, other, lexical)
        and (is_denied_form(one, other, lexical) or not sides & others)
        for one in only_left
        for other in only_right
    )


def is_denied_form(one: str, other: str, lexical: Lexicon) -> bool:
    """Whether one word is the other with a prefix that denies it ("likely", "unlikely")."""
    shorter, longer = (one, other) if len(one) < len(other) else (other, one)
    if len(shorter) < _MIN_PREFIXED or not longer.endswith(shorter):
        return False
    return any(longer == prefix + shorter for prefix in lexical.negative_prefixes)


def _names_differ(source: Sequence[Word], article: Sequence[Word], lexical: Lexicon) -> bool:
    """Whether a name is lost, brought or exchanged; a pronoun for a name is not counted."""
    lost = _unmatched(source, article, lexical)
    brought = _unmatched(article, source, lexical)
    if lost and brought:
        return True
    if brought:
        return not any(lexical.is_closed(word.norm) for word in source)
    if lost:
        return not any(lexical.is_closed(word.norm) for word in article)
    return False


def _unmatched(words: Sequence[Word], others: Sequence[Word], lexical: Lexicon) -> list[Word]:
    return [
        word
        for word in words
        if word.name
        and not any(
            word.norm == other.norm
            or is_same_name(word.norm, other.norm, lexical)
            or is_inflected(word.norm, other.norm, lexical)
            for other in others
        )
    ]


def _words_of(text: str, language: str) -> list[Word]:
    words = [
        Word(start, end, norm_of(raw, language), raw)
        for start, end, raw in word_spans(text, language, 0, len(text))
    ]
    return mark_names(words, lexicon(language))
