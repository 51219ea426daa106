"""Yields the noun phrase before a verb of saying: its subject, with titles and appositions.

What the phrase takes in is what PolNeAR's annotators take in: article, office, name and the
appositions behind it; not the relative clauses and adverbials between it and the verb.
"""

import re
from collections.abc import Iterator

from provenance.abbreviations import load_abbreviations
from provenance.attribution.asides import (
    RELATIVE,
    is_apposition,
    is_aside,
    is_nominal,
    is_relative_pronoun,
    segments_of,
    without_lead,
)
from provenance.attribution.cues import Cues
from provenance.attribution.source_phrases import PhraseKind, SourcePhrase
from provenance.attribution.speakers import read_source
from provenance.spans import Span

BREAK = re.compile(r"[.;:!?](?=\s|$)|[\x00“”„«»()\[\]]|\s[—–‒―-]\s")
_SIGN = re.compile(r"[.;:!?\x00“”„«»()\[\]—–‒―-]")
"""What every match of ``BREAK`` has as its first character, a dash as its second."""
_DASHES = frozenset("—–‒―-")
_BETWEEN_WORDS = (
    *("also", "has", "have", "had", "later", "earlier", "then", "again", "itself", "himself"),
    *("herself", "themselves", "now", "just", "only", "once", "further", "repeatedly", "not"),
    *("never", "was", "were", "is", "are", "been", "being", "will", "would", "could", "did"),
    *("does", "do", "to", "in turn", "hat", "haben", "hatte", "hatten", "auch", "zudem", "weiter"),
    *("wird", "sich", "a", "ont", "avait", "avaient", "est", "sont", "aussi", "également", "ne"),
    *("se", "le", "la", "les", "lui", "leur", "nous", "y", "también", "ha", "han", "había", "lo"),
    *("nos", "no", "ya", "też", "także", "również", "się", "nie", "już", "zaś", "natomiast"),
    *("jednak", "również", "также", "тоже", "ещё", "еще", "это", "уже", "же", "не", "при этом"),
    *("також", "теж", "ще", "це", "вже", "ж", "сам", "сама", "при цьому", "однак"),
)
_BETWEEN = re.compile(
    rf"(?:(?:^|\s)(?:{'|'.join(_BETWEEN_WORDS)}|[a-z]{{3,}}ly|n[’']a)|\s[lsnm][’'])+$"
)
"""Words between a subject and its verb; capitals are no such words."""
_IN_BETWEEN = frozenset(word for phrase in _BETWEEN_WORDS for word in phrase.split())
_COORDINATED = re.compile(r"\s(?:and|und|et|y|e|i|oraz|и|та|й|і)$", re.IGNORECASE)
_LISTENERS = frozenset({"nous", "us", "me", "uns", "mir", "нам", "мне", "nam", "mi", "nos", "se"})
"""Whom something is told; never who tells it."""
_PHRASE_WORDS = 16
_WEAK_WORDS = 8
"""Words of a subject; what is longer is a clause with verbs of its own."""

_PHRASE_LIMIT = 160
"""Characters; a longer stretch between break and cue is a clause, not a noun phrase."""
_SUBJECT_LIMIT = 320
"""Characters a subject may have with its appositions and relative clauses."""
_SHORT_FORM = 12
"""Characters before a full stop in which a short form is looked for."""
_OPENING = 30
"""Characters: a preposition of source nearer the start opens its sentence."""
_PRONOUN_HEAD = re.compile(r"(?:he|she|they|we|i)\s", re.IGNORECASE)
_CAPITALS_END = frozenset({"de", "en", "pl"})
"""Languages in which a name's words all have capitals, so that it ends with the last of them."""
_JOINING = re.compile(
    r"of|for|the|and|at|in|on|de|du|des|der|die|das|von|vom|für|und|im|am|zu|zur|i|s"
)
_APPOSITION = re.compile(r"\s*(?:an?|the|of|from|head|director|de|du|von|vom|del|z|из|з)\s", re.I)
_NEW_SUBJECT = re.compile(
    r"(?<!of)(?<!for)(?<!in)(?<!and)(?<!at)(?<!by)(?<!from)(?<!to)(?<!on)\s(?:the|there|it|they)\s"
    r"|\s(?:von|had|would)\s",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"\s(?:in|on|at|after|during|this|last|am|im|bei|nach|mardi|lundi|mercredi|jeudi|vendredi|samedi"
    r"|dimanche|hier|este|ayer|durante|w|we|na|podczas|po|в|во|на|после|у|під|після|за)\s.*$"
    r"|\s(?:yesterday|today|tonight|gestern|heute|wczoraj|dziś|вчера|сегодня|вчора|сьогодні)\b.*$",
    re.DOTALL,
)
_COMPLEMENT = re.compile(
    r"\s*\([^()]{1,40}\)|\s(?:of|from|at|for|vom|von|des|de|du|del|d[’']|z|ze|из|з|із|при|aus|bei|beim)\s"
    r"(?:(?:the|der|den|dem|la|le|les|los|las|el)\s)?[^\W\d_][^,;:()]{1,80}$"
)
"""What may follow a name and belong to it: ``of the Harbour Centre``, ``vom Hafeninstitut``."""


def can_speak(phrase: SourcePhrase) -> bool:
    """Whether the phrase can be a speaker at all."""
    if phrase.kind is PhraseKind.UNKNOWN or phrase.text.casefold() in _LISTENERS:
        return False
    return phrase.kind is not PhraseKind.BODY or bool(phrase.name or phrase.noun)


def is_weak(phrase: SourcePhrase) -> bool:
    """Whether only its place makes the phrase a speaker: no name, body, document or office."""
    return phrase.kind is PhraseKind.ROLE and not phrase.is_role


def left_of(words: str, at: int, cues: Cues) -> tuple[Span, SourcePhrase] | None:
    """The noun phrase that ends before ``at``: a subject, apposition included."""
    start = _break_before(words, at)
    text = _without_between(words[start:at].rstrip()).rstrip()
    closed = text.endswith(",")
    segments = segments_of(text)
    if not segments:
        return None
    first, last = _subject(segments, cues, closed=closed)
    if first is None:
        return None
    offset, head = segments[first]
    offset, head = without_lead(offset, head, cues)
    if not head:
        place = segments[first]
        return speaking_place(words, Span(start + place[0], start + place[0] + len(place[1])), cues)
    if first == last or is_relative_pronoun(segments[last][1]):
        head = _cut_head(head, cues)
        end = offset + len(head)
    else:
        end = segments[last][0] + len(segments[last][1])
    rest = [
        piece
        for _, piece in segments[first + 1 : last + 1]
        if is_apposition(piece, cues) or _is_name_after_role(segments[first][1], piece, cues)
    ]
    phrase = read_source(", ".join([head, *rest]), cues)
    if not head.strip() or not can_speak(phrase):
        return None
    if len(head.split()) > (_WEAK_WORDS if is_weak(phrase) else _PHRASE_WORDS):
        return None
    return Span(start + offset, start + end), phrase


def _subject(
    segments: list[tuple[int, str]], cues: Cues, *, closed: bool
) -> tuple[int | None, int]:
    """Which comma-parted segments are the subject: the first and the last of them."""
    last = len(segments) - 1
    if not closed and RELATIVE.match(segments[last][1] + " "):
        # ``the union, which said``: the antecedent speaks.
        fits = is_relative_pronoun(segments[last][1]) and last > 0
        return (last - 1 if fits and is_nominal(segments[last - 1][1], cues) else None), last - 1
    if not closed:
        person = read_source(segments[last][1], cues).kind is PhraseKind.PERSON
        joined = last > 0 and person and _follows_role(segments, last, cues)
        return (last - 1 if joined else last), last
    head = last - 1
    while head > 0 and not is_nominal(segments[head][1], cues):
        head -= 1
    if head < 0 or not is_nominal(segments[head][1], cues):
        return (None if RELATIVE.match(segments[last][1]) else last), last
    named = head > 0 and read_source(segments[head - 1][1], cues).kind is PhraseKind.PERSON
    if named and is_aside(segments[head][1], cues) and is_nominal(segments[head - 1][1], cues):
        head -= 1
    end = last
    while end > head and not (
        is_apposition(segments[end][1], cues)
        or _is_name_after_role(segments[head][1], segments[end][1], cues)
    ):
        end -= 1
    return head, end


def _follows_role(segments: list[tuple[int, str]], at: int, cues: Cues) -> bool:
    return _is_name_after_role(segments[at - 1][1], segments[at][1], cues)


def _is_name_after_role(before: str, segment: str, cues: Cues) -> bool:
    """``Rex Delamere`` after ``Calderon’s chief executive``."""
    phrase = read_source(segment, cues)
    if phrase.kind is PhraseKind.BODY and phrase.name is not None:
        # ``The firm, Northway Dredging``
        known = read_source(before, cues)
        return known.kind is PhraseKind.BODY and known.name is None and segment[0].isupper()
    if phrase.kind is not PhraseKind.PERSON or len(segment.split()) > 4:
        return False
    return bool(cues["role"].search(before)) or bool(
        re.match(r"(?:the|its|his|her|their|son|sa|su|le|la|el|sein|ihr)\w*\s", before, re.I)
    )


def _cut_head(head: str, cues: Cues) -> str:
    """The head of a subject without a verb, an adverbial or a listener behind it."""
    if cues.language == "en" and _PRONOUN_HEAD.match(head):
        return head.split(maxsplit=1)[0]
    verbs = (cues[name].search(head, 1) for name in ("finite", "event"))
    verb = min((v for v in verbs if v is not None), key=lambda v: v.start(), default=None)
    if _COORDINATED.search(head):
        verb = cues["act"].search(head, 1) or cues["speech"].search(head, 1) or verb
    if verb and verb.start() > 2:
        head = _without_between(head[: verb.start()].rstrip())
    return up_to_name_end(head, cues)


def _without_between(text: str) -> str:
    """``text``, no white space at its end, without the words that part it from its verb."""
    at = len(text)
    while at > 0:
        space = text.rfind(" ", 0, at)
        word = text[space + 1 : at]
        if word.isalpha() and word not in _IN_BETWEEN and not word.endswith("ly"):
            break
        at = max(0, space)
    found = _BETWEEN.search(text, at) if at < len(text) else None
    return text[: found.start()] if found is not None else text


def up_to_name_end(text: str, cues: Cues) -> str:
    """``Мария Ланская на пресс-конференции`` → ``Мария Ланская``; complements stay."""
    phrase = read_source(text, cues)
    if phrase.kind is PhraseKind.PERSON and phrase.name is not None:
        last = phrase.name.split(" ")[-1]
        end = text.rfind(last) + len(last)
        return text if _COMPLEMENT.match(text, end) else text[:end]
    if phrase.kind is PhraseKind.BODY and phrase.name is not None:
        cut = _ADVERBIAL.sub("", text)
        if cut and can_speak(read_source(cut, cues)):
            return cut
    return text


def _break_before(words: str, at: int) -> int:
    low = max(0, at - _SUBJECT_LIMIT)
    for match in breaks_backwards(words, low, at):
        if match.group() != "." or not is_abbreviated(words, match.start()):
            return match.end()
    return low


def breaks_backwards(words: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The matches of ``BREAK`` from ``start`` to ``end``, the last one first."""
    for sign in reversed([match.start() for match in _SIGN.finditer(words, start, end)]):
        match = _break_at(sign, words, start, end)
        if match is None:
            continue
        if words[sign] in _DASHES and words[sign - 2] in _DASHES:
            # Of two dashes in a row the first one takes the white space between them.
            listed = reversed(list(BREAK.finditer(words, start, end)))
            yield from (earlier for earlier in listed if earlier.start() <= sign)
            return
        yield match


def _break_at(sign: int, words: str, start: int, end: int) -> re.Match[str] | None:
    """The break whose sign stands at ``sign``; white space before a dash belongs to it."""
    at = sign - 1 if words[sign] in _DASHES else sign
    match = BREAK.match(words, at, end) if at >= start else None
    return match if match is not None and match.end() > sign else None


def _first_break(words: str, start: int, end: int) -> re.Match[str] | None:
    for sign in _SIGN.finditer(words, start, end):
        match = _break_at(sign.start(), words, start, end)
        if match is not None:
            return match
    return None


def speaking_place(words: str, span: Span, cues: Cues) -> tuple[Span, SourcePhrase] | None:
    """``уточнили в мэрии``, ``hieß es im Rathaus``: the place stands for the body."""
    text = span.of(words)
    lead = re.match(r"\s*\w{1,5}\s+", text)
    if lead is None:
        return None
    place = Span(span.start + lead.end(), span.end).stripped(words)
    phrase = read_source(place.of(words), cues)
    speaks = phrase.kind is PhraseKind.BODY and (phrase.noun or (phrase.name or "").isupper())
    return (place, phrase) if speaks else None


def phrase_end(words: str, at: int) -> int:
    """Where the clause that starts at ``at`` ends."""
    limit = min(len(words), at + _PHRASE_LIMIT)
    while True:
        match = _first_break(words, at, limit)
        if match is None:
            return limit
        if match.group() == "." and is_abbreviated(words, match.start()):
            at = match.end()
            continue
        return match.start()


def is_abbreviated(words: str, dot: int) -> bool:
    """``Dr.``, ``U.S.``, ``J.``, ``prof.``: the full stop of a name or a title."""
    start = dot
    while start > max(0, dot - _SHORT_FORM) and (
        words[start - 1] in "._" or words[start - 1].isalnum()
    ):
        start -= 1
    text = words[start:dot]
    if not text:
        return False
    if len(text) <= 3 and text[0].isupper():
        return True
    table = load_abbreviations("")
    return text in table.before_name or text in table.mid


def first_noun_phrase(words: str, span: Span, cues: Cues) -> Span:
    """The noun phrase at the start of ``span``: up to a comma, a finite verb or a new subject."""
    text = span.of(words)
    cut = text.split(",")[0]
    rest = text[len(cut) :].split(",")
    if len(rest) > 1 and rest[1].strip():
        named = read_source(rest[1].strip(), cues).kind is PhraseKind.PERSON
        after_name = read_source(cut, cues).kind is PhraseKind.PERSON
        if named or (after_name and _APPOSITION.match(rest[1])):
            return Span(span.start, span.start + len(cut) + 1 + len(rest[1]))
    closed = cues.language == "en" and (len(cut) < len(text) or _ends(words, span))
    if cues.language in _CAPITALS_END and not closed:
        cut = _up_to_capitals(cut)
    stops = (cues["finite"], cues["speech"], *(() if closed else (_NEW_SUBJECT,)))
    for pattern in stops:
        for match in pattern.finditer(cut, 3):
            if not cues.documents.pattern.fullmatch(match.group()):
                cut = cut[: match.start()]
                break
    return Span(span.start, span.start + len(cut))


def _ends(words: str, span: Span) -> bool:
    """Whether the phrase closes its sentence: ``…, according to people who know the plan``."""
    return span.start > _OPENING and not words[span.end :].strip(" .!?\n")


def _up_to_capitals(text: str) -> str:
    """``der Bundesnetzagentur wechselten zwei``: up to the last capital of the first run."""
    seen = False
    for match in re.finditer(r"[^\W\d_][\w’'.-]*", text):
        word = match.group()
        if word[0].isupper():
            seen = True
        elif seen and not _JOINING.fullmatch(word):
            return text[: match.start()]
    return text
