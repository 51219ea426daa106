"""Yields attributions by a verb of saying: which verb is the cue, and on which side its speaker is.

The verb nearest the quoted words counts most. Behind quoted words any verb before a speaker is a
cue (``„…“, brummte der Wirt``), listed or not.
"""

import itertools
import re
from collections.abc import Iterable

from provenance.attribution.asides import PREPOSITION
from provenance.attribution.cues import Cues
from provenance.attribution.found import QUOTE_MARKS, Found, unnamed
from provenance.attribution.hiding import HIDDEN
from provenance.attribution.inverted import right_of
from provenance.attribution.nounphrases import can_speak, is_weak, left_of, phrase_end
from provenance.attribution.source_phrases import PhraseKind, SourcePhrase
from provenance.attribution.verb_groups import particle_of
from provenance.attribution.word_lists import Wording, fold_letters
from provenance.spans import Span

Side = tuple[Span, SourcePhrase] | None
_MAX_CUES = 12
"""Verbs of saying tried in one sentence."""
_SHORT_TAIL = 12
_BEFORE_CUE = frozenset('\x00“”„«»"‘’,—–‒―-…!?')
_BEHIND_QUOTE = re.compile(r"[“”„«»\"‘’,.!?…\s—–-]*")
_INCISE = re.compile(
    r"(?:(?:s[’']|se |y |n[’'])?[\w’']+-(?:t-)?(ils?|elles?|on)\b)"
    r"(?:\s+(?!que\b)(?:\w+\s+)?\w+(?:é|ée|és|ées|i|ie|it|is|u|ue)(?=[\s.,:!?]|$))?"
)
_PASSIVE = re.compile(r"\b(?:be|been|being|is|are|was|were|to)\s+(?:also\s+|reportedly\s+)?$", re.I)
_NOT_SAID = re.compile(
    r"(?:did|does|do|would|could)\s+not\s+$|(?:didn|doesn|don|wouldn)[’']t\s+$", re.I
)
_COUNTED = re.compile(r"\s+(?:about |some |nearly |a further )?[\d$£€]")
_ADJECTIVE = re.compile(
    r"(?:\bfrom|\bof|\ban?|\bthe|\bfor|\bwith|\bits|\bhis|\bher|\btheir)\s+$", re.I
)
_BEFORE_NO_SPEECH = (
    *("be", "been", "being", "is", "are", "was", "were", "to", "also", "reportedly", "not"),
    *("n’t", "n't", "from", "of", "a", "an", "the", "for", "with", "its", "his", "her", "their"),
)
"""What ``_PASSIVE``, ``_NOT_SAID`` and ``_ADJECTIVE`` end with."""
_DETERMINED = re.compile(
    r"\b(?:the|an?|its|their|this|that|same|full|latest|new|annual|earlier|’s|der|die|ein|eine|un|une"
    r"|cette|una|ese|esta)\s+$",
    re.IGNORECASE,
)
_COMPOUND = re.compile(
    r"\b(?!and|by|of|in|while|without|is|are|was|were|been|after|before|for|when|not|also)[a-z]{3,}\s+$"
)
"""``a tsunami warning``: a noun before it makes it one."""
_RESUMES = re.compile(r"continu(?:ed|es)\s(?:to|his|her|its|their|in|until)\b")
_PLURAL_NOUNS = frozenset(
    [
        "reports",
        "states",
        "claims",
        "notes",
        "calls",
        "contests",
        "promises",
        "estimates",
        "plans",
        "pledges",
        "demands",
        "comments",
        "remarks",
        "answers",
        "hints",
        "quotes",
        "objects",
        "protests",
        "orders",
        "records",
        "names",
        "rates",
        "values",
        "lists",
        "projects",
        "forecasts",
        "hopes",
        "fears",
        "doubts",
        "alerts",
        "posts",
    ]
)
_OBJECT = re.compile(r"\s+(?:and|or|of|from|for|with|on|by|in)\b")
_VERBAL = re.compile(
    r"\x00[“”„«»\"‘’,.!?…]*\s*(?:[,—–-]+\s*)*(?P<verb>(?:s[’']|se |się |nous |me |nos )?"
    r"(?:[^\W\d_A-ZÀ-ÞА-ЯЁЄІЇҐ][\w’']+)(?:\s(?:się|sich))?)(?=\s)"
)
_SURE = frozenset({PhraseKind.PERSON, PhraseKind.PRONOUN_PERSON, PhraseKind.DOCUMENT})
_TELLING = frozenset({"told", "tells", "informed", "assured", "assures", "called", "calls"})
"""Verbs whose object follows: what stands after them is told or named, and does not speak."""
_FREE_ORDER = frozenset({"de", "es", "fr", "pl", "ru", "uk"})
_DROPS_PRONOUN = frozenset({"es", "pl", "ru", "uk"})
_NEAR = 9
_TAG_WORDS = 4


def by_verb(wording: Wording, cues: Cues) -> Found | None:
    """The surest cue of the sentence with its speaker."""
    words = wording.text
    best: tuple[int, Found] | None = None
    if cues.language == "fr":
        for incise in _INCISE.finditer(words):
            if _stands_apart(words[: incise.start()]):
                return _of_incise(incise)
    for match in _verbs(wording, cues):
        if is_no_speech(words, match, cues):
            continue
        found = _around_verb(words, match, cues)
        if found is None:
            continue
        score = _score(words, match, found, cues)
        if best is None or score > best[0]:
            best = (score, found)
    if best is not None and best[0] >= _NEAR:
        return best[1]
    return _by_position(words, cues) or (best[1] if best is not None else None)


def _verbs(wording: Wording, cues: Cues) -> Iterable[re.Match[str]]:
    """The verbs that are tried: of saying, then those in two pieces, then those of thought."""
    words, speech = wording.text, wording.find("speech")[:_MAX_CUES]
    parted, held = wording.find("parted"), wording.find("held")
    if not parted and not held:
        return speech
    return itertools.chain(
        speech,
        itertools.islice((m for m in parted if particle_of(words, m.span())), _MAX_CUES),
        itertools.islice((m for m in held if _brings_content(words, m, cues)), _MAX_CUES),
    )


def is_no_speech(words: str, match: re.Match[str], cues: Cues) -> bool:
    """``the report``, ``can be read``, ``added 15,000 jobs``: a cue's look, not its sense."""
    before, after = words[max(0, match.start() - 40) : match.start()], words[match.end() :]
    word = match.group().casefold()
    if cues.language == "en" and _is_no_english_speech(before, word, after):
        return True
    capital = match.group()[0].isupper() and before.strip(QUOTE_MARKS + HIDDEN + " ,—–-.")
    if capital and match.start() > 0:
        return True  # ``United States``, ``Fragen``
    noun = cues.documents.pattern.fullmatch(match.group())
    return bool((noun or cues.language in {"fr", "es"}) and _DETERMINED.search(before))


def _is_no_english_speech(before: str, word: str, after: str) -> bool:
    if fold_letters(before).rstrip().endswith(_BEFORE_NO_SPEECH):
        passive = _PASSIVE.search(before) and not word.startswith(("quoted as", "cited as"))
        if passive or _NOT_SAID.search(before):
            return True
        if _ADJECTIVE.search(before) and not word.endswith("ing"):
            return True
    counted = _COUNTED.match(after) and word in {"added", "adds", "adding", "put"}
    followed = word in _NEVER_BEFORE and after.startswith(_NEVER_BEFORE[word])
    if counted or followed or _RESUMES.match(word + after[:8]):
        return True
    if word.endswith("ing") and _COMPOUND.search(before):
        return True
    return word in _PLURAL_NOUNS and bool(_OBJECT.match(after))


_NEVER_BEFORE = {"accused": " of", "wrote": " to ", "writes": " to "}
"""What behind a verb makes it none of saying: ``the man accused of``."""


def _brings_content(words: str, match: re.Match[str], cues: Cues) -> bool:
    """Whether a verb of thought stands before a clause or beside quoted words."""
    after = words[match.end() : match.end() + 80]
    if cues["that"].match(after.lstrip(" ,")) or HIDDEN in after[:20]:
        return True
    comma = after.find(", ")
    if comma >= 0 and cues.language != "en" and cues["that"].match(after[comma + 2 :]):
        return True
    return _is_after_quote(words[max(0, match.start() - 12) : match.start()])


def _score(words: str, match: re.Match[str], found: Found, cues: Cues) -> int:
    """How sure it is that this verb is the sentence's cue: nearest the quoted words first."""
    before, after = words[max(0, match.start() - 6) : match.start()], words[match.end() :]
    near = _is_after_quote(before) or _is_after_quote(words[: found.source.start])
    near = near or HIDDEN in after[:30] or HIDDEN in after[found.source.end - match.end() :][:6]
    closing = len(after.split()) <= 3 and "," in words[: match.start()]
    that = cues["that"].match(after.lstrip(" ,")) is not None
    phrase = found.phrase
    certain = phrase.kind is not PhraseKind.ROLE or phrase.is_role
    participle = match.group().endswith("ing")
    gap = words[found.source.end : match.start()]
    relative = found.source.end < match.start() and _RELATIVE_GAP.match(gap) is not None
    return 9 * near + 2 * closing + 2 * that + certain - 2 * participle - 4 * relative


_RELATIVE_GAP = re.compile(
    r",?\s+(?:which|who|that|qui|que|quien|kt[óo]r\w+|котор\w+|як\w{1,2}|der|die|das)\b"
)


def _around_verb(words: str, match: re.Match[str], cues: Cues) -> Found | None:
    cue = Span(*match.span())
    if cues.language == "fr":
        incise = _incise(words, match)
        if incise is not None:
            return incise
    before = words[: match.start()]
    quoted = _is_after_quote(before) or not before.strip(QUOTE_MARKS + HIDDEN + " ,—–-")
    chosen = _chosen_side(words, match, cues, quoted=quoted)
    if cues["impersonal"].fullmatch(match.group()) and not _is_quotable(chosen):
        return unnamed(cue, words, thing=True)
    if chosen is None:
        return _dropped(words, match, cues, quoted=quoted)
    return Found(source=chosen[0], cue=cue, phrase=chosen[1])


def _incise(words: str, match: re.Match[str]) -> Found | None:
    """``a-t-il déclaré``, ``ajoute-t-elle``: the pronoun is grown on to the verb."""
    low = max(0, match.start() - 20)
    for incise in _INCISE.finditer(words, low, min(len(words), match.end() + 40)):
        if incise.start() <= match.start() <= incise.end():
            return _of_incise(incise)
    return None


def _of_incise(incise: re.Match[str]) -> Found:
    phrase = SourcePhrase(kind=PhraseKind.PRONOUN_PERSON, text=incise.group(1), definite=True)
    return Found(source=Span(*incise.span(1)), cue=Span(*incise.span()), phrase=phrase)


def _dropped(words: str, match: re.Match[str], cues: Cues, *, quoted: bool) -> Found | None:
    """``„…” – zapewniła.``, ``Y agregó que …``: the verb alone says he or she."""
    if cues.language not in _DROPS_PRONOUN or match.group().endswith(("сь", "но", "to")):
        return None
    opens = not cues["leading"].sub("", words[: match.start()]).strip(QUOTE_MARKS + " ,—–-")
    follows = cues["that"].match(words[match.end() :].lstrip(" ,")) is not None
    follows = follows or words[match.end() :].lstrip()[:1] == ":"
    closes = (
        quoted and len(words[match.end() : phrase_end(words, match.end())].split()) <= _TAG_WORDS
    )
    if not (closes or (opens and follows)):
        return None
    return unnamed(Span(*match.span()), words)


def _by_position(words: str, cues: Cues) -> Found | None:
    """``„…“, schimpfte Trainer Keil``: whatever verb stands between quoted words and a speaker."""
    if HIDDEN not in words:
        return None
    for match in _VERBAL.finditer(words):
        cue = Span(*match.span("verb"))
        first = cue.of(words).split(" ")[0]
        if not _may_be_verb(first, words[match.end() :], cues):
            continue
        right = right_of(words, cue.end, cues)
        if right is None or not can_speak(right[1]) or words[cue.end : right[0].start].strip():
            continue
        tail = words[cue.end : phrase_end(words, cue.end)].split()
        strong = right[1].kind in _SURE or right[1].is_role
        if strong or (len(tail) <= _TAG_WORDS and cues.language in _FREE_ORDER):
            return Found(source=right[0], cue=cue, phrase=right[1])
    return None


def _may_be_verb(word: str, after: str, cues: Cues) -> bool:
    """Whether an unlisted word behind quoted words can be their verb: no noun or article."""
    if len(word) <= 2 or cues["leading"].fullmatch(word) or cues["that"].match(word):
        return False
    if cues["definite"].fullmatch(word) or cues["indefinite"].fullmatch(word):
        return False
    if any(cues[name].fullmatch(word) for name in ("role", "finite", "auxiliary")):
        return False
    if cues.bodies.pattern.fullmatch(word) or PREPOSITION.match(word + " "):
        return False
    clause = after[: phrase_end(after, 0)]
    return cues.language in _FREE_ORDER or cues["speech"].search(clause) is None


def _is_quotable(side: Side) -> bool:
    """Whether ``heißt es`` can quote it: a document, or a place for a body; nobody in person."""
    if side is None:
        return False
    phrase = side[1]
    return phrase.kind is PhraseKind.DOCUMENT or (
        phrase.kind is PhraseKind.BODY and (phrase.noun is not None or " " in (phrase.name or ""))
    )


def _chosen_side(words: str, match: re.Match[str], cues: Cues, *, quoted: bool) -> Side:
    """Where the speaker stands: right after quoted words, else left, unless only right is sure.

    A side is read only where it can be the one.
    """
    tells = match.group().casefold() in _TELLING
    if quoted and not tells:
        right = right_of(words, match.end(), cues)
        if right is not None and can_speak(right[1]):
            return right
    left = left_of(words, match.start(), cues)
    if quoted or tells:
        return left
    short = _is_closing(words, match)
    if not short and (left is not None or cues.language not in _FREE_ORDER):
        return left
    return _surer(left, right_of(words, match.end(), cues), cues, short=short)


def _surer(left: Side, right: Side, cues: Cues, *, short: bool) -> Side:
    if short and left is not None and left[0].start == 0 and _is_described(left[1]):
        return left
    sure = right is not None and can_speak(right[1]) and not is_weak(right[1])
    if short and right is not None and right[1].definite and (left is None or is_weak(left[1])):
        return right if sure or cues.language in _FREE_ORDER else left
    if short and sure and cues.language in _FREE_ORDER:
        # ``…, informó el club``: what stands before the comma is what was said.
        return right
    if left is not None and left[1].kind in _SURE:
        return left
    wanted = short or (left is None and cues.language in _FREE_ORDER)
    return right if wanted and sure else left


def _is_described(phrase: SourcePhrase) -> bool:
    """``The mayor, Ada Brook,``: the comma before the verb closes what says who she is."""
    return phrase.kind is PhraseKind.PERSON and "," in phrase.text


def _is_closing(words: str, match: re.Match[str]) -> bool:
    """Whether ``…, said X`` ends the sentence: a comma before, a short rest after."""
    if not _stands_apart(words[: match.start()]):
        return False
    tail = words[match.end() : phrase_end(words, match.end())].split()
    return len(tail) <= _SHORT_TAIL


def _stands_apart(before: str) -> bool:
    """Whether a mark or quoted words close what stands before a verb."""
    return before.rstrip()[-1:] in _BEFORE_CUE


def _is_after_quote(before: str) -> bool:
    """Whether ``before`` ends with quoted words and no more than the marks behind them."""
    at = before.rfind(HIDDEN)
    return at >= 0 and _BEHIND_QUOTE.fullmatch(before, at + 1) is not None
