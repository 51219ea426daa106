"""Yields what a source phrase names: a person with role and organisation, a body, a document.

``the agency's director, Kwame Asiedu`` is a person, ``the bank`` a body named by a common noun,
``the same release`` a document. Nothing here knows the article; who ``she`` is, is resolved by
the callers (:mod:`provenance.attribution`, :mod:`provenance.voices`).
"""

import re
from functools import lru_cache

from provenance.attribution.cues import (
    Cues,
    is_body_word,
    is_noun_for_body,
    load_names,
    without_possessive,
)
from provenance.attribution.name_runs import ELISION, POSSESSIVE, Run, runs_of, stands_alone
from provenance.attribution.source_phrases import PhraseKind, SourcePhrase

_ARTICLE = re.compile(
    r"^(?:the|an?|one|two|three|several|der|die|das|den|dem|ein\w*|zwei|mehrere|le|la|les|l[’']|une?|deux|des"
    r"|plusieurs|el|los|las|un[oa]?s?|dos|varios|varias|jeden z|jedna z|nasz\w*|один из|одна из|два"
    r"|двое|один із|одна з"
    r"|наш\w*|aus|von|de|из)\s+",
    re.IGNORECASE,
)
_HEAD_SPLIT = re.compile(
    r"\s(?:of|for|at|in|from|with|des?|du|d’|der|von|für|bei|im|del|para|en|dans|w|z|dla|в|во|у|из|з|із"
    r"|с|по|на|за|who|which|whose|that)\s",
    re.IGNORECASE,
)
_LED_TO = re.compile(r"\b(?:bei|beim|von|vom|der|des|für)\s$")
"""What stands before an organisation in a German role; other nouns have capitals as well."""
_IN_A_PLACE = re.compile(
    r"\w\s(?:in|inside|outside|around|near|across|along|off|aus|um|bei|nahe|autour de|près de"
    r"|cerca de|en|w|koło|wokół|около|вокруг|біля|навколо)\s(?:the\s)?$"
)
"""``Farmers in Lake Orrin``: the name is that of the place."""
_GENITIVE_LANGUAGES = frozenset({"pl", "ru", "uk"})
"""Languages that put a genitive behind a noun without a preposition."""
_SHORT = 3  # Letters of a preposition: a word behind a name that is no part of it.
_REMEMBERED = 200
"""Characters of a phrase that is remembered once it is read."""
_ROLE_LENGTH = 90
"""A longer apposition is no office but a clause; cut it off rather than show it as a role."""


def read_source(text: str, cues: Cues) -> SourcePhrase:
    """Read one source phrase (``text``), an apposition after or before the name included."""
    return (_remembered if len(text) <= _REMEMBERED else _read)(text, cues)


def read_body(text: str, cues: Cues) -> SourcePhrase | None:
    """:func:`read_source` for those who ask for a body only; ``None`` for all else."""
    phrase = _plain(text)
    if _is_nobody(phrase, cues) or _pronoun_kind(phrase, cues) is not None:
        return None
    if _name_in(phrase, cues) is not None or _document(phrase, cues) is not None:
        return None
    return _body(phrase, cues)


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:–—-")


def _is_nobody(phrase: str, cues: Cues) -> bool:
    nobody = cues["nobody"].match(phrase) or cues["nobody"].match(_ARTICLE.sub("", phrase))
    return nobody is not None and cues["one_of_them"].fullmatch(phrase) is None


def _read(text: str, cues: Cues) -> SourcePhrase:
    phrase = _plain(text)
    if _is_nobody(phrase, cues):
        person = _person(phrase, cues)
        return person or SourcePhrase(kind=PhraseKind.ROLE, text=phrase, role=phrase[:_ROLE_LENGTH])
    pronoun = _pronoun_kind(phrase, cues)
    if pronoun is not None:
        return SourcePhrase(kind=pronoun, text=phrase, definite=True)
    person = _person(phrase, cues)
    if person is not None:
        return person
    return _document(phrase, cues) or _body(phrase, cues) or _role_only(phrase, cues)


_remembered = lru_cache(maxsize=1 << 11)(_read)
"""The phrases of a sentence are asked for by many, one after the other."""


def person_names(text: str, cues: Cues) -> tuple[str, ...]:
    """Every name in ``text`` that looks like a person's: two or three capitalised words."""
    found = (_name_of_run(run, cues) for run in runs_of(text))
    return tuple(name for name in found if name is not None)


def proper_names(text: str) -> tuple[str, ...]:
    """Every run of capitalised words in ``text``, as it stands."""
    return tuple(text[run.start : run.end] for run in runs_of(text))


def _pronoun_kind(phrase: str, cues: Cues) -> PhraseKind | None:
    if phrase.count(" ") > 1:
        return None
    word = phrase.replace("-", " ").rpartition(" ")[2]
    if cues["pronouns_person"].fullmatch(word):
        return PhraseKind.PRONOUN_PERSON
    return PhraseKind.PRONOUN_THING if cues["pronouns_thing"].fullmatch(word) else None


def _person(phrase: str, cues: Cues) -> SourcePhrase | None:
    found = _name_in(phrase, cues)
    if found is None:
        return None
    name, at = found
    role = _role_around(phrase, at, at + len(name))
    return SourcePhrase(
        kind=PhraseKind.PERSON,
        text=phrase,
        name=name,
        role=role,
        organisation=_organisation(role, cues),
        definite=True,
        inside=bool(role and cues["inside"].search(role)),
        outside=bool(role and cues["outside"].search(role)),
        office=bool(role and cues["office"].search(role)),
    )


def _name_in(phrase: str, cues: Cues) -> tuple[str, int] | None:
    """The name of the person whom a phrase names, and where it begins."""
    for run in runs_of(phrase):
        name = _name_of_run(run, cues)
        if name is None or _possesses(phrase, run) or _inside_body(phrase, run, cues):
            continue
        if run.start and (
            _is_place_before_name(phrase, run, cues) or _IN_A_PLACE.search(phrase[: run.start])
        ):
            continue
        at = phrase.index(name.split(" ")[0], run.start)
        return None if _is_kind_of_body(phrase[:at].strip(" ,"), cues) else (name, at)
    return None


def _is_place_before_name(phrase: str, run: Run, cues: Cues) -> bool:
    """``la presidenta de la cofradía de Puerto Sal, Remedios Iriarte``: the name comes later."""
    if not _OF.search(phrase[: run.start]) or "," not in phrase[run.end :]:
        return False
    comma = phrase.index(",", run.end)
    return any(
        later.start > comma and _name_of_run(later, cues) is not None for later in runs_of(phrase)
    )


def _is_kind_of_body(role: str, cues: Cues) -> bool:
    """``A passenger group, Islands Afloat``: the words before the name say that it is a body."""
    if not role:
        return False
    head = _HEAD_SPLIT.split(role + " ", maxsplit=1)[0].rstrip()
    last = head if cues.language in _GENITIVE_LANGUAGES else head.split(" ")[-1]
    if cues["role"].search(last):
        return False
    return any(match.end() == len(head) for match in cues.bodies.pattern.finditer(head))


def _possesses(phrase: str, run: Run) -> bool:
    return run.end < len(phrase) - 1 and without_possessive(run.words[-1]) != run.words[-1]


def _inside_body(phrase: str, run: Run, cues: Cues) -> bool:
    """Whether the run is a piece of a longer name: ``Affairs`` in a ministry's."""
    names = load_names()
    if stands_alone(run, phrase):
        return False
    for longer in runs_of(phrase, connected=True):
        if (
            longer.start <= run.start
            and run.end <= longer.end
            and len(longer.words) > len(run.words)
        ):
            words = longer.words[: longer.words.index(run.words[0])]
            if words and POSSESSIVE.search(words[-1]):
                return False  # ``the Organization’s Ioana Fairweather`` is a person
            return any(w in names.bodies or is_noun_for_body(w, cues) for w in words)
    return False


def _name_of_run(run: Run, cues: Cues) -> str | None:
    if len(run.words) == 1:
        return None
    short = run.end - run.start <= _REMEMBERED
    return (_remembered_name if short else _name_of)(run.words, cues)


def _name_of(said: tuple[str, ...], cues: Cues) -> str | None:
    words = list(said)
    while len(words) > 1 and _is_title(words[0], cues):
        words.pop(0)
    stripped_title = len(words) < len(said)
    for word in words:
        if is_body_word(word) or is_noun_for_body(word, cues):
            return None
    capitals = [word for word in words if word[0].isupper()]
    if len(capitals) >= 2 and not all(word.isupper() for word in capitals):
        if cues.language == "de" and len(capitals) > 2 and len(words) == len(capitals):
            words = words[-2:]
        return " ".join(words) if len(capitals) <= 4 else None
    honorific = stripped_title and said[-2] in load_names().honorifics
    return words[0] if honorific and len(words) == 1 and not words[0].isupper() else None


_remembered_name = lru_cache(maxsize=1 << 12)(_name_of)


def _is_title(word: str, cues: Cues) -> bool:
    bare = without_possessive(word)
    if bare != word or (bare.isupper() and len(bare) > 1):
        return True
    return bare in load_names().titles or cues.words.is_in(bare, "role")


def _role_around(phrase: str, start: int, end: int) -> str | None:
    if start == 0 and end == len(phrase):
        return None
    before = _BEFORE_ROLE.sub("", phrase[:start].strip(" ,"))
    after = phrase[end:].strip()
    apposition = after[1:].strip() if after.startswith(",") else ""
    apposition = _BEHIND_ROLE.split(_BEFORE_APPOSITION.sub("", apposition))[0]
    words = (before or apposition)[:_ROLE_LENGTH].strip().split(" ")
    # ``the lead author, Dr``: the title behind the comma belongs to the name.
    while len(words) > 1 and words[-2].endswith(",") and _is_honorific(words[-1]):
        words.pop()
    return " ".join(words).strip(" ,") or None


_BEFORE_ROLE = re.compile(
    r"^(?:but|and|the|a|an|der|die|das|el|la|le|les|los|l’|de la|from)\s", re.IGNORECASE
)
_BEFORE_APPOSITION = re.compile(r"^(?:a|an|the|of|ein|eine|un|une|una)\s", re.IGNORECASE)
_BEHIND_ROLE = re.compile(r"[,;:]|\s(?:who|which|whose)\s")


def _is_honorific(word: str) -> bool:
    return word.strip(".") in load_names().honorifics


def _organisation(role: str | None, cues: Cues) -> str | None:
    if not role:
        return None
    for run in runs_of(role, connected=True):
        words = role[run.start : run.end]
        if _is_honorific(words) or cues["role"].search(words):
            continue
        led_to = _LED_TO.search(role[: run.start]) if cues.language == "de" else run.start > 3
        if led_to or POSSESSIVE.search(words) or (words.isupper() and len(words) > 1):
            return POSSESSIVE.sub("", words)
    return None


def _document(phrase: str, cues: Cues) -> SourcePhrase | None:
    found = list(cues.documents.pattern.finditer(phrase))
    if not found:
        return None
    head = _HEAD_SPLIT.split(phrase, maxsplit=1)[0]
    inside_head = [match for match in found if match.end() <= len(head)]
    match = inside_head[-1] if inside_head else found[0]
    # Where a genitive follows without a preposition, ``сообщении управления`` is a document.
    genitive = cues.language in _GENITIVE_LANGUAGES
    if inside_head and not genitive and _body_after(phrase[match.end() : len(head)], cues):
        return None
    if not inside_head and _body(head, cues) is not None:
        return None
    if match.group()[0].isupper() and cues.language != "de" and match.start() > 0:
        return None
    noun = match.group().casefold()
    return SourcePhrase(
        kind=PhraseKind.DOCUMENT,
        text=phrase,
        noun=noun,
        classes=cues.documents.classes_of(match.group()),
        name=_owner(phrase, cues),
        definite=is_definite(phrase[: match.start()], cues),
    )


_OF = re.compile(
    r"\b(?:of|by|from|the|des?|du|del|de la|der|von|vom)\s(?:the\s)?$|\b[dl]['’]$", re.IGNORECASE
)


def _owner(phrase: str, cues: Cues) -> str | None:
    """The proper name of a document's publisher: ``Inkwell`` in ``Inkwell’s own advisory``."""
    for run in runs_of(phrase, connected=True):
        words = " ".join(run.words)
        owns = POSSESSIVE.search(words) or _OF.search(phrase[: run.start])
        if owns and not _is_article(run) and not cues.documents.pattern.fullmatch(words):
            return POSSESSIVE.sub("", phrase[run.start : run.end])
    return None


def _body_after(rest: str, cues: Cues) -> bool:
    return bool(cues.bodies.pattern.search(rest))


def _body(phrase: str, cues: Cues) -> SourcePhrase | None:
    head = _HEAD_SPLIT.split(phrase, maxsplit=1)[0]
    nouns = [match for match in cues.bodies.pattern.finditer(phrase) if match.end() <= len(head)]
    runs = [run for run in runs_of(phrase, connected=True) if not _is_article(run)]
    if not nouns and (not runs or runs[0].start > len(head)):
        return None
    office = cues["role"].search(head)
    if office and not any(match.start() >= office.end() for match in nouns):
        return None
    if not nouns and _only_opens(phrase, runs[0], cues):
        return None
    name = _body_name(phrase, nouns, runs, cues)
    noun = nouns[-1].group() if nouns else None
    return SourcePhrase(
        kind=PhraseKind.BODY,
        text=phrase,
        name=name,
        noun=noun.casefold() if noun else None,
        classes=cues.bodies.classes_of(noun) if noun else frozenset(),
        definite=name is not None or is_definite(phrase.split(" ", maxsplit=1)[0] + " ", cues),
    )


def _only_opens(phrase: str, run: Run, cues: Cues) -> bool:
    """``Городские власти``, ``Fuentes municipales``: a capital that only opens the sentence."""
    after = phrase[run.end :].split(" ")
    if cues.language == "de" or run.start or len(run.words) > 1 or run.words[0].isupper():
        return False
    return len(after) > 1 and after[0] == "" and after[1][:1].islower() and len(after[1]) > _SHORT


def _is_article(run: Run) -> bool:
    return load_names().articles.issuperset(run.words)


def _body_name(phrase: str, nouns: list[re.Match[str]], runs: list[Run], cues: Cues) -> str | None:
    """The proper name, from its first capital on; ``None`` for a common noun alone."""
    if not runs:
        return None
    start = runs[0].start
    single = runs[0].words[0] if len(runs) == 1 and len(runs[0].words) == 1 else ""
    by_chance = cues.language not in _GENITIVE_LANGUAGES and not single.isupper()
    if nouns and start == 0 and single and by_chance and nouns[0].start() > 0:
        return None  # ``Elsewhere the agency``: only the sentence's first word has a capital
    # ``Cour``, ``Gewerkschaft``: a listed noun with a capital is a name only with more words.
    if nouns and len(runs) == 1 and nouns[0].span() == (start, runs[0].end):
        rest = _complement(phrase[runs[0].end :])
        return phrase[start : runs[0].end] + rest if rest else None
    end = max([runs[0].end, *(match.end() for match in nouns)])
    return POSSESSIVE.sub("", phrase[start:end])


def _complement(rest: str) -> str:
    """`` des comptes`` after ``Cour``, `` Schiene und Bus`` after ``Gewerkschaft``."""
    match = _COMPLEMENT.match(rest)
    return match.group() if match is not None else ""


_COMPLEMENT = re.compile(
    r"(?:\s(?:of|for|and|und|für|de|des|du|del|de\s+la|de\s+los|pour|sur|y|et|w|we|ds\.|по|з|із)"
    r"\s[\w’'-]+|\sd[’'][\w’'-]+|\s(?-i:[A-ZÀ-ÞĀ-ŽА-ЯІЇЄҐ])[\w’'-]*){1,5}"
)


_BEFORE_NOUN = re.compile(r"^(?:the|a|an|one)\s", re.IGNORECASE)


def _role_only(phrase: str, cues: Cues) -> SourcePhrase:
    inside, outside = cues["inside"].search(phrase), cues["outside"].search(phrase)
    definite = is_definite(phrase.split(" ", maxsplit=1)[0] + " ", cues)
    definite = definite or cues["one_of_them"].fullmatch(phrase) is not None
    empty = load_names().articles.issuperset(phrase.split())
    kind = PhraseKind.UNKNOWN if empty else PhraseKind.ROLE
    role = _BEFORE_NOUN.sub("", phrase) if phrase else None
    return SourcePhrase(
        kind=kind,
        text=phrase,
        role=role[:_ROLE_LENGTH] if role else None,
        definite=definite,
        inside=bool(inside),
        outside=bool(outside),
        office=cues["office"].search(phrase) is not None,
    )


def is_definite(words: str, cues: Cues) -> bool:
    """Whether the words before a noun point back: ``the``, ``its``, ``the same``."""
    if cues["indefinite"].search(words):
        return False
    if cues["definite"].search(words) or POSSESSIVE.search(words.strip()):
        return True
    if ELISION.match(words):
        return True
    # Polish, Russian and Ukrainian have no article: a bare noun points back as a rule.
    # In German only one without any word before it does: ``laut Mitteilung``.
    return cues.language in _GENITIVE_LANGUAGES or (cues.language == "de" and not words.strip())
