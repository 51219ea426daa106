"""Edits that make a supported claim false, or say more than the source does.

Each maker takes a claim that the source supports and returns one that it does not, with the words
that are wrong. ``contradicted`` is given only where the source then says otherwise; where it may
merely be silent the label is ``NOT_SUPPORTED`` (neither or contradicted).
"""

import re
from dataclasses import replace as with_changes
from random import Random

from verifier.edits import (
    Context,
    Edit,
    Maker,
    any_of,
    group_table,
    lexicon,
    names_in,
    pair_table,
    replace,
    swap_word,
)
from verifier.quantities import (
    DAY_MONTH,
    MONTH,
    MONTH_DAY,
    MONTHS,
    SPELLED,
    WEEKDAY,
    YEAR,
    numbers_in,
    spell,
    write,
    wrong_value,
)
from verifier.rows import CONTRADICTED, NEITHER, NOT_SUPPORTED

_AUXILIARY = re.compile(
    r"(?<!\w)(?:is|are|was|were|will|would|has|have|had|can|could|should|must|does|did)(?!\w|n't)"
)
_NEGATIONS = re.compile(r"(?<!\w)(?:(?:did|does|do) not |not |never |no longer |n't (?=\w))")
_CONTRACTED = re.compile(r"(?<=\w)n[’']t(?!\w)")
_PAST = {past: base for base, past, _ in lexicon()["verbs"]}
_PARTICIPLE = {base: part for base, _, part in lexicon()["verbs"]}
_PAST_PATTERN = any_of(list(_PAST))
_PLAN = re.compile(
    r"(?<!\w)(?:(?:plans?|intends?|agreed|promised|vowed|hopes?|wants?|decided|offered|aims?|"
    r"is due|are due|is expected|are expected|is set|are set|has agreed|have agreed) to|will)"
    r" (\w+)(?!\w)"
)
_AMOUNT = re.compile(
    r"(?<!\w)[$£€]\d[\d.,]*(?: (?:million|billion))?|"
    r"\d[\d.,]* (?:euros|dollars|pounds|people|tonnes|tons|jobs)"
)
_LIST = re.compile(r"(?<=\w)(,? and )(?=[A-Z]\w+)")


def negation(claim: str, context: Context, rng: Random) -> Edit | None:  # noqa: ARG001  (one signature)
    """A negation put in."""
    found = [
        m for m in _AUXILIARY.finditer(claim) if not claim[m.end() :].startswith((" not", " never"))
    ]
    if found and rng.random() < 0.75:
        match = rng.choice(found[:2])
        new = f"{match.group()} {rng.choice(('not', 'not', 'not', 'never'))}"
        text, span = replace(claim, *match.span(), new)
        return Edit(text, "negation", CONTRADICTED, (span,))
    verbs = [m for m in _PAST_PATTERN.finditer(claim) if not _follows_auxiliary(claim, m.start())]
    if not verbs:
        return None
    match = rng.choice(verbs[:2])
    base = _PAST[match.group().lower()]
    new = rng.choice(
        (
            f"did not {base}",
            f"did not {base}",
            f"never {match.group()}",
            f"failed to {base}",
            f"refused to {base}",
        )
    )
    text, span = replace(claim, *match.span(), new)
    return Edit(text, "negation", CONTRADICTED, (span,))


def negation_dropped(claim: str, context: Context, rng: Random) -> Edit | None:  # noqa: ARG001
    """A negation taken away."""
    found = [*_NEGATIONS.finditer(claim), *_CONTRACTED.finditer(claim)]
    if not found:
        return None
    match = rng.choice(found)
    tail = claim[match.end() :]
    text = claim[: match.start()] + tail
    if text.endswith("ca"):
        return None
    text = re.sub(r"\bwo(?= )", "will", re.sub(r"\bca(?= )", "can", text))
    start = min(match.start(), len(text) - 1)
    stop = text.find(" ", start + 1)
    return Edit(text, "negation-dropped", CONTRADICTED, ((start, stop if stop > 0 else len(text)),))


def number(claim: str, context: Context, rng: Random) -> Edit | None:
    """A number changed, at times into another number of the same source."""
    found = numbers_in(claim)
    if not found:
        return None
    chosen = rng.choice(found)
    old = claim[chosen.start : chosen.end]
    rivals = [n.value for n in numbers_in(context.premise) if n.value not in (chosen.value, 1.0)]
    value = rng.choice(rivals) if rivals and rng.random() < 0.4 else wrong_value(chosen.value, rng)
    if value == chosen.value:
        return None
    as_word = chosen.spelled and value < 100 and value == int(value)
    new = spell(int(value)) if as_word else write(value, old)
    text, span = replace(claim, chosen.start, chosen.end, new)
    return Edit(text, "number", CONTRADICTED, (span,))


def unit(claim: str, context: Context, rng: Random) -> Edit | None:  # noqa: ARG001
    """A unit, scale or currency exchanged, next to a number."""
    pattern, table = group_table("units")
    found = [m for m in pattern.finditer(claim) if _after_number(claim, m.start())]
    if not found:
        return None
    match = rng.choice(found)
    text, span = replace(claim, *match.span(), rng.choice(table[match.group().lower()]))
    return Edit(text, "unit", CONTRADICTED, (span,))


def rate(claim: str, context: Context, rng: Random) -> Edit | None:  # noqa: ARG001
    """A total made a yearly, monthly or per-head figure."""
    found = list(_AMOUNT.finditer(claim))
    if not found:
        return None
    match = rng.choice(found)
    per = rng.choice(("a year", "a month", "a day", "each", "per person"))
    new = f"{match.group().rstrip(',.')} {per}"
    text, span = replace(claim, match.start(), match.start() + len(match.group().rstrip(",.")), new)
    return Edit(text, "rate", NOT_SUPPORTED, (span,))


def date(claim: str, context: Context, rng: Random) -> Edit | None:  # noqa: ARG001
    """A day, month or year changed."""
    found = [
        *DAY_MONTH.finditer(claim),
        *MONTH_DAY.finditer(claim),
        *YEAR.finditer(claim),
        *MONTH.finditer(claim),
    ]
    if not found:
        return None
    match = rng.choice(found)
    old = match.group()
    if old in MONTHS:
        new = rng.choice([month for month in MONTHS if month not in (old, "May")])
    elif old.isdigit():
        new = str(int(old) + rng.choice((-10, -2, -1, 1, 2, 10)))
    elif rng.random() < 0.5:
        month = next(m for m in MONTHS if m in old)
        new = old.replace(month, rng.choice([m for m in MONTHS if m != month]))
    else:
        day = re.search(r"\d+", old)
        new = (
            old.replace(day.group(), str((int(day.group()) + rng.randint(1, 20)) % 28 + 1))
            if day
            else old
        )
    if new == old:
        return None
    text, span = replace(claim, *match.span(), new)
    return Edit(text, "date", CONTRADICTED, (span,))


def weekday(claim: str, context: Context, rng: Random) -> Edit | None:  # noqa: ARG001
    """Another day of the week."""
    found = list(WEEKDAY.finditer(claim))
    if not found:
        return None
    match = rng.choice(found)
    new = rng.choice([day for day in lexicon()["weekdays"] if day != match.group()])
    text, span = replace(claim, *match.span(), new)
    return Edit(text, "weekday", CONTRADICTED, (span,))


def name(claim: str, context: Context, rng: Random) -> Edit | None:
    """Another name, from the same source where there is one."""
    found = names_in(claim)
    if not found:
        return None
    start, end = rng.choice(found)
    old = claim[start:end]
    rivals = [n for n in context.names if not _shares_word(n, old)]
    strangers = [n for n in lexicon()["people"] if not _shares_word(n, old)]
    pool = rivals if rivals and rng.random() < 0.75 else strangers
    text, span = replace(claim, start, end, rng.choice(pool))
    return Edit(text, "name", NOT_SUPPORTED, (span,))


def place(claim: str, context: Context, rng: Random) -> Edit | None:  # noqa: ARG001
    """Another town, country or nationality."""
    edit = swap_word(claim, rng, *group_table("places"))
    return edit and with_changes(edit, kind="place", label=NOT_SUPPORTED)


def role(claim: str, context: Context, rng: Random) -> Edit | None:  # noqa: ARG001
    """Another office or part in the matter; now and then a deputy or a former one."""
    pattern, table = group_table("roles")
    found = list(pattern.finditer(claim))
    if not found:
        return None
    match = rng.choice(found)
    old = match.group()
    prefix = rng.choice(("deputy", "former", "acting"))
    new = f"{prefix} {old}" if rng.random() < 0.3 else rng.choice(table[old.lower()])
    text, span = replace(claim, *match.span(), new)
    return Edit(text, "role", NOT_SUPPORTED, (span,))


def antonym(claim: str, context: Context, rng: Random) -> Edit | None:  # noqa: ARG001
    """A word turned into its opposite."""
    edit = swap_word(claim, rng, *pair_table("antonyms", both_ways=True))
    return edit and with_changes(edit, kind="antonym", label=CONTRADICTED)


def stronger(claim: str, context: Context, rng: Random) -> Edit | None:  # noqa: ARG001
    """Modality, certainty, quantity or stage raised: "may" to "will", "some" to "all"."""
    edit = swap_word(claim, rng, *pair_table("stronger", both_ways=False))
    return edit and with_changes(edit, kind="stronger", label=NOT_SUPPORTED)


def plan_done(claim: str, context: Context, rng: Random) -> Edit | None:  # noqa: ARG001
    """A plan told as a deed."""
    found = [m for m in _PLAN.finditer(claim) if m.group(1).lower() in _PARTICIPLE]
    if not found:
        return None
    match = rng.choice(found)
    participle = _PARTICIPLE[match.group(1).lower()]
    plural = re.search(r"(?:s|and \w+|they|people)$", claim[: match.start()].rstrip())
    text, span = replace(claim, *match.span(), f"{'have' if plural else 'has'} {participle}")
    return Edit(text, "plan-done", NOT_SUPPORTED, (span,))


def certainty_added(claim: str, context: Context, rng: Random) -> Edit | None:  # noqa: ARG001
    """A deed told as a plan, a report as a denial."""
    found = [m for m in _PAST_PATTERN.finditer(claim) if not _follows_auxiliary(claim, m.start())]
    if not found:
        return None
    match = found[0]
    base = _PAST[match.group().lower()]
    new = rng.choice(
        (
            f"plans to {base}",
            f"tried to {base}",
            f"is about to {base}",
            f"was forced to {base}",
            f"agreed to {base}",
            f"threatened to {base}",
            f"offered to {base}",
        )
    )
    text, span = replace(claim, *match.span(), new)
    return Edit(text, "stage", NOT_SUPPORTED, (span,))


def swap_names(claim: str, context: Context, rng: Random) -> Edit | None:  # noqa: ARG001
    """Two names exchanged: who did it and to whom."""
    found = names_in(claim)
    pairs = [
        (a, b)
        for i, a in enumerate(found)
        for b in found[i + 1 :]
        if not _shares_word(claim[slice(*a)], claim[slice(*b)])
        and not _is_listed(claim[a[1] : b[0]])
    ]
    if not pairs:
        return None
    (s1, e1), (s2, e2) = rng.choice(pairs)
    one, two = claim[s1:e1], claim[s2:e2]
    text = claim[:s1] + two + claim[e1:s2] + one + claim[e2:]
    shift = len(two) - len(one)
    spans = ((s1, s1 + len(two)), (s2 + shift, s2 + shift + len(one)))
    return Edit(text, "swap", NOT_SUPPORTED, spans)


def swap_numbers(claim: str, context: Context, rng: Random) -> Edit | None:  # noqa: ARG001
    """Two numbers exchanged."""
    found = sorted(numbers_in(claim), key=lambda n: n.start)
    found = [n for n in found if not n.spelled]
    if len(found) < 2 or found[0].value == found[1].value:
        return None
    i = rng.randrange(len(found) - 1)
    a, b = found[i], found[i + 1]
    one, two = claim[a.start : a.end], claim[b.start : b.end]
    if one == two:
        return None
    text = claim[: a.start] + two + claim[a.end : b.start] + one + claim[b.end :]
    shift = len(two) - len(one)
    return Edit(
        text,
        "swap-numbers",
        NOT_SUPPORTED,
        ((a.start, a.start + len(two)), (b.start + shift, b.start + shift + len(one))),
    )


def addition(claim: str, context: Context, rng: Random) -> Edit | None:
    """A detail that the source does not have, added at the end or before a noun."""
    words = lexicon()
    detail = rng.choice(words["additions"]).format(
        place=rng.choice(rng.choice(words["places"][:2])),
        weekday=rng.choice(words["weekdays"]),
        month=rng.choice(words["months"]),
        year=rng.randint(1985, 2024),
        number=rng.choice((2, 3, 5, 8, 12, 20, 45)),
        person=rng.choice(list(context.names) or words["people"]),
    )
    if detail.lower() in context.premise.lower():
        return None
    body = claim.rstrip(".!? ")
    if rng.random() < 0.3 and ", " in body:
        at = body.index(", ")
        return Edit(
            f"{body[:at]} {detail}{body[at:]}.",
            "addition",
            NEITHER,
            ((at + 1, at + 1 + len(detail)),),
        )
    comma = "," if rng.random() < 0.3 else ""
    start = len(body) + len(comma) + 1
    return Edit(f"{body}{comma} {detail}.", "addition", NEITHER, ((start, start + len(detail)),))


def adjective(claim: str, context: Context, rng: Random) -> Edit | None:
    """A quality that the source does not give."""
    found = list(
        re.finditer(r"(?<!\w)(?:[Tt]he|[Aa]|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts) (?=[a-z]{4})", claim)
    )
    new = rng.choice(lexicon()["adjectives"])
    if not found or new in context.premise:
        return None
    match = rng.choice(found)
    article = match.group().strip()
    if article in {"a", "A"}:
        article += "n" if new[0] in "aeiou" else ""
    text, span = replace(claim, match.start(), match.end() - 1, f"{article} {new}")
    return Edit(text, "adjective", NEITHER, (span,))


def list_item(claim: str, context: Context, rng: Random) -> Edit | None:
    """One more name in a list."""
    found = list(_LIST.finditer(claim))
    pool = [*lexicon()["people"], *context.names]
    if not found:
        names = names_in(claim)
        if not names:
            return None
        _start, end = rng.choice(names)
        if claim[end : end + 2] in {"’s", "'s"}:
            return None
        extra = rng.choice([n for n in pool if n not in claim] or pool)
        return Edit(
            f"{claim[:end]} and {extra}{claim[end:]}",
            "list-item",
            NEITHER,
            ((end + 1, end + 5 + len(extra)),),
        )
    match = rng.choice(found)
    extra = rng.choice([n for n in pool if n not in claim] or pool)
    new = f", {extra}"
    text = claim[: match.start()] + new + claim[match.start() :]
    return Edit(text, "list-item", NEITHER, ((match.start() + 2, match.start() + len(new)),))


def splice(claim: str, context: Context, rng: Random) -> Edit | None:
    """The end of the claim replaced by the end of another sentence of the same source."""
    joint = re.compile(
        r" (?:in|on|at|for|after|because|with|to|by|from|that|who|which|during|under) "
    )
    cuts = [m for m in joint.finditer(claim) if m.start() > 12]
    if not cuts or not context.other_sentences:
        return None
    cut = rng.choice(cuts)
    donors = [s for s in context.other_sentences if cut.group() in s]
    if not donors:
        return None
    donor = rng.choice(donors)
    tail = donor[donor.index(cut.group()) :]
    if not 8 < len(tail) < 160 or tail[:40] in claim:
        return None
    start = cut.end()
    return Edit(
        claim[: cut.start()] + tail, "splice", NOT_SUPPORTED, ((start, cut.start() + len(tail)),)
    )


def speaker(claim: str, context: Context, rng: Random) -> Edit | None:
    """The words put into another mouth."""
    pattern = any_of(lexicon()["say"])
    for start, end in names_in(claim):
        near = pattern.search(claim[end : end + 12]) or re.search(
            r"[Aa]ccording to $", claim[:start]
        )
        if not near:
            continue
        rivals = [n for n in context.names if not _shares_word(n, claim[start:end])] or lexicon()[
            "people"
        ]
        text, span = replace(claim, start, end, rng.choice(rivals))
        return Edit(text, "speaker", NOT_SUPPORTED, (span,))
    return None


def half(claim: str, context: Context, rng: Random) -> Edit | None:  # noqa: ARG001
    """A fraction or spelled number exchanged for another."""
    swaps = {
        "half": "a third",
        "a third": "two-thirds",
        "two-thirds": "a third",
        "a quarter": "half",
        "third": "second",
        "double": "triple",
        "doubled": "halved",
        "twice": "three times",
        "both": "neither of",
        "all": "none of the",
        "none": "all",
        "every": "no",
        "each": "only one",
    }
    found = list(any_of(list(swaps)).finditer(claim))
    if not found:
        return None
    match = rng.choice(found)
    text, span = replace(claim, *match.span(), swaps[match.group().lower()])
    return Edit(text, "fraction", NOT_SUPPORTED, (span,))


MAKERS: dict[Maker, float] = {
    negation: 1.6,
    negation_dropped: 3.0,
    number: 2.0,
    unit: 1.5,
    rate: 0.5,
    date: 2.0,
    weekday: 2.0,
    name: 1.0,
    place: 1.2,
    role: 1.5,
    antonym: 2.2,
    stronger: 2.5,
    plan_done: 2.5,
    certainty_added: 0.8,
    swap_names: 2.0,
    swap_numbers: 1.0,
    addition: 1.2,
    adjective: 0.6,
    list_item: 0.5,
    splice: 0.8,
    speaker: 2.0,
    half: 1.0,
}
"""How often each kind is tried first; rare ones are preferred where they fit."""


def corrupt(claim: str, context: Context, rng: Random) -> Edit | None:
    """One false edit of the claim, by a kind that fits it; ``None`` where none does."""
    makers = sorted(MAKERS, key=lambda maker: rng.random() ** (1 / MAKERS[maker]), reverse=True)
    for maker in makers:
        edit = maker(claim, context, rng)
        if edit is not None and edit.text.strip() != claim.strip():
            return edit
    return None


def _follows_auxiliary(text: str, start: int) -> bool:
    before = text[:start].rstrip().rsplit(" ", 1)[-1].lower()
    return before in {
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
        "having",
        "not",
        "the",
        "a",
        "an",
        "his",
        "her",
        "their",
        "its",
        "by",
        "to",
        "of",
        "and",
        "never",
        "newly",
    }


def _after_number(text: str, start: int) -> bool:
    before = text[:start].rstrip(" -")
    return bool(before) and (before[-1].isdigit() or bool(SPELLED.search(before[-14:])))


def _shares_word(one: str, two: str) -> bool:
    return bool(set(one.lower().split()) & set(two.lower().split()))


def _is_listed(between: str) -> bool:
    return bool(re.fullmatch(r"(?:, |,? and |,? or |’s |'s |.{0,2})", between))
