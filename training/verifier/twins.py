"""Edits that leave a claim as true as it was, so that "edited" does not come to mean "false"."""

import re
from collections.abc import Callable
from random import Random

from verifier.edits import any_of, lexicon, pair_table, replace, swap_word
from verifier.quantities import (
    DAY_MONTH,
    MONTH_DAY,
    WORDS,
    Number,
    numbers_in,
    round_down,
    round_up,
    spell,
    write,
)

Twin = Callable[[str, Random], str | None]

_PAST = {past: base for base, past, _ in lexicon()["verbs"]}
_PARTICIPLES = {past: part for _, past, part in lexicon()["verbs"]}
_SAY = any_of(["said", "told reporters", "stated", "added", "announced"])
_NP = (
    r"(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er) )?"
    r"(?:[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+)*|(?:[a-z-]+ ){0,2}[a-z-]+)"
)
_THING = r"(?:the |a |an |his |her )?(?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*|[a-z-]+(?: [a-z-]+)?)"
_WHO = r"[A-Z][\w .’'-]{2,40}"
_FRONT = re.compile(
    r"^(?P<when>(?:On \w+day|In \d{4}|In [A-Z]\w+ \d{4}|Last \w+|Earlier this \w+)),? "
    r"(?P<what>.{20,})$"
)
_ITEM = r"[A-Z]\w+(?: [A-Z]\w+)*"
_ITEMS = re.compile(rf"(?P<a>{_ITEM}), (?P<b>{_ITEM}),? and (?P<c>{_ITEM})")
_ACTIVE = re.compile(
    rf"^(?P<subject>{_NP}) (?P<verb>{'|'.join(lexicon()['transitive'])}) "
    rf"(?P<object>{_THING})"
    r"(?P<rest>(?: (?:in|on|at|for|after|before|from|during|with) .*)?[.]?)$"
)
_BY = re.compile(
    rf"^(?P<object>{_NP}) (?:was|were) (?P<verb>\w+(?:ed|en|ught|ilt|de|ot|ld|un)) by "
    rf"(?P<subject>{_THING})"
    r"(?P<rest>(?: (?:in|on|at|for|after|before|from|during|with) .*)?[.]?)$"
)
_FROM_PARTICIPLE = {part: past for _, past, part in lexicon()["verbs"]}


def amounts_in(claim: str) -> list[Number]:
    """Numbers that count or measure, not those that number something ("Route 9", "#86")."""
    naming = re.compile(r"(?:#|No\.? ?|\w-|\d ?|(?<=.)\b[A-Z]\w* )$")
    return [n for n in numbers_in(claim) if not naming.search(claim[: n.start])]


def digits_or_words(claim: str, rng: Random) -> str | None:
    """A number in words instead of digits, or the other way."""
    found = [n for n in amounts_in(claim) if n.spelled or 1 < n.value < 100]
    found = [n for n in found if n.value == int(n.value) and claim[n.end : n.end + 1] != "%"]
    if not found:
        return None
    n = rng.choice(found)
    new = str(int(n.value)) if n.spelled else spell(int(n.value))
    return replace(claim, n.start, n.end, new)[0]


def big_number(claim: str, rng: Random) -> str | None:
    """1,200,000 as 1.2 million, and back."""
    million = re.search(r"(?<![\w.,])(\d{1,3})(?:\.(\d))? (million|billion)(?!\w)", claim)
    if million:
        whole, tenth, scale = million.groups()
        zeros = {"million": 100_000, "billion": 100_000_000}[scale]
        value = (int(whole) * 10 + int(tenth or 0)) * zeros
        return claim[: million.start()] + f"{value:,}" + claim[million.end() :]
    found = [n for n in numbers_in(claim) if n.value >= 1_000_000 and n.value % 100_000 == 0]
    if not found:
        thousands = [n for n in numbers_in(claim) if 1000 <= n.value < 1_000_000 and not n.spelled]
        plain = [n for n in thousands if "." not in claim[n.start : n.end]]
        if not plain:
            return None
        n = rng.choice(plain)
        old = claim[n.start : n.end]
        new = old.replace(",", "") if "," in old else f"{int(n.value):,}"
        return claim[: n.start] + new + claim[n.end :]
    n = rng.choice(found)
    return claim[: n.start] + f"{n.value / 1e6:g} million" + claim[n.end :]


def rounding(claim: str, rng: Random) -> str | None:
    """27 as "more than 20", 48.7 as "nearly 50" where that is near enough."""
    found = [
        n for n in amounts_in(claim) if n.value >= 12 and claim[max(0, n.start - 1)] not in "-–"
    ]
    hedged = (
        "than ",
        "least ",
        "most ",
        "about ",
        "nearly ",
        "almost ",
        "around ",
        "to ",
        "over ",
        "some ",
        "up ",
        "only ",
        "aged ",
        "the ",
        "of ",
        "under ",
    )
    found = [
        n
        for n in found
        if not claim[: n.start].lower().endswith(hedged) and claim[n.start - 1] == " "
    ]
    found = [
        n
        for n in found
        if not re.match(r"-|[ ]?(?:year|BST|GMT|am|pm|th|minute|st|nd|rd)|\.\d", claim[n.end :])
    ]
    if not found:
        return None
    n = rng.choice(found)
    old = claim[n.start : n.end]
    above = round_up(n.value)
    if above > n.value and rng.random() < 0.4:
        value, hedge = above, rng.choice(("nearly", "almost", "close to"))
    elif rng.random() < 0.3:
        value, hedge = n.value, rng.choice(("at least", "about"))
    else:
        value, hedge = round_down(n.value), rng.choice(("more than", "over", "upwards of"))
    word = (
        spell(int(value))
        if n.spelled and value in WORDS.values()
        else write(value, old.replace(".", "") if value == int(value) else old)
    )
    return replace(claim, n.start, n.end, f"{hedge} {word}")[0]


def date_form(claim: str, rng: Random) -> str | None:
    """A date in another usual form."""
    match = DAY_MONTH.search(claim) or MONTH_DAY.search(claim)
    if not match:
        return None
    one, two = match.groups()
    day, month = (one, two) if one.isdigit() else (two, one)
    ending = "th" if 10 < int(day) < 20 else {"1": "st", "2": "nd", "3": "rd"}.get(day[-1], "th")
    short = month if len(month) < 5 else f"{month[:3]}."
    forms = [
        f"{day} {month}",
        f"{month} {day}",
        f"{short} {day}",
        f"{month} {day}{ending}",
        f"{day}{ending} {month}",
    ]
    new = rng.choice([form for form in forms if form != match.group()])
    return claim[: match.start()] + new + claim[match.end() :]


def synonym(claim: str, rng: Random) -> str | None:
    """A word that means the same here."""
    edit = swap_word(claim, rng, *pair_table("synonyms", both_ways=False))
    return edit and edit.text


def spelling(claim: str, rng: Random) -> str | None:
    """British for American spelling, and back."""
    edit = swap_word(claim, rng, *pair_table("spellings", both_ways=True))
    return edit and edit.text


def contraction(claim: str, rng: Random) -> str | None:
    """A contraction made, or written out."""
    edit = swap_word(claim.replace("n’t", "n't"), rng, *pair_table("contractions", both_ways=True))
    return edit and edit.text


def attribution_moved(claim: str, rng: Random) -> str | None:
    """The speaker moved from the end to the front, or named with "according to"."""
    back = re.match(
        rf"^(?P<what>[A-Z].{{15,}}), (?P<who>{_WHO}|the \w+(?: \w+)?) (?:{_SAY.pattern})\.?$",
        claim,
    )
    front = re.match(
        rf"^(?P<who>{_WHO}) (?:{_SAY.pattern})(?: that)? (?P<what>[a-z].{{15,}})$",
        claim,
    )
    match = back or front
    if not match:
        return None
    who, what = match["who"].strip(), match["what"].rstrip(".")
    lower = (
        what
        if re.match(r"(?:I |I'|[A-Z]\w+ [A-Z])", what) or names_like(what)
        else what[0].lower() + what[1:]
    )
    upper = what[0].upper() + what[1:]
    the = who[0].lower() + who[1:] if who.startswith("The ") else who
    forms = [
        f"{who[0].upper()}{who[1:]} said that {lower}.",
        f"According to {the}, {lower}.",
        f"{upper}, according to {the}.",
    ]
    return rng.choice([form for form in forms if form != claim])


def names_like(text: str) -> bool:
    """Whether the first word looks like a name, whose capital must stay."""
    return text.split(" ", 1)[0] not in lexicon()["not_names"]


def time_moved(claim: str, rng: Random) -> str | None:  # noqa: ARG001  (one signature)
    """A day or year moved from the front of the sentence to its end, or back."""
    front = _FRONT.match(claim)
    if front and front["when"].split()[1] != "the":
        what, when = front["what"].rstrip("."), front["when"]
        return f"{what[0].upper()}{what[1:]} {when[0].lower()}{when[1:]}."
    back = re.match(
        r"^(?P<what>[^,]{20,}) (?P<when>(?:on \w+day|in (?:19|20)\d\d|last \w+))\.?$", claim
    )
    if back:
        what, when = back["what"], back["when"]
        first = what if names_like(what) else what[0].lower() + what[1:]
        return f"{when[0].upper()}{when[1:]}, {first}."
    return None


def shortened(claim: str, rng: Random) -> str | None:
    """An aside or a trailing clause left out: what remains still follows."""
    asides = [
        m
        for m in re.finditer(
            r", (?:who|which|whose|a|an|the|aged|now|then|also)\b[^,;:]{4,90},(?= \w)", claim
        )
        if m.start() > 8
    ]
    tails = [
        m
        for m in re.finditer(
            r", (?:which|who|where|with|while|after|and \w+ing|\w+ing)\b[^;:]{8,160}$", claim
        )
        if m.start() > 25
    ]
    found = asides + tails
    if not found or re.search(r"\b(?:not|n't|never|no|only|if|unless|deny|denied)\b", claim):
        return None
    match = rng.choice(found)
    end = "." if match.end() == len(claim) else ""
    return claim[: match.start()] + end + claim[match.end() :]


def item_dropped(claim: str, rng: Random) -> str | None:
    """One of three listed names left out; never beside a count or an "only"."""
    match = _ITEMS.search(claim)
    if not match or numbers_in(claim) or re.search(r"\b(?:only|not|no|all|both|between)\b", claim):
        return None
    keep = rng.choice((("a", "b"), ("a", "c"), ("b", "c")))
    new = f"{match[keep[0]]} and {match[keep[1]]}"
    return claim[: match.start()] + new + claim[match.end() :]


def voice(claim: str, rng: Random) -> str | None:  # noqa: ARG001  (one signature)
    """Active made passive, and back, for short plain sentences."""
    active = _ACTIVE.match(claim)
    if active:
        verb = _PARTICIPLES.get(active["verb"], active["verb"])
        what = active["object"]
        plural = what.endswith("s") and not what[:1].isupper()
        subject = active["subject"]
        subject = subject if names_like(subject) else subject[0].lower() + subject[1:]
        was = "were" if plural else "was"
        return f"{what[0].upper()}{what[1:]} {was} {verb} by {subject}{active['rest']}"
    passive = _BY.match(claim)
    if passive and passive["verb"] in _FROM_PARTICIPLE:
        subject, thing = passive["subject"], passive["object"]
        thing = thing if names_like(thing) else thing[0].lower() + thing[1:]
        verb = _FROM_PARTICIPLE[passive["verb"]]
        return f"{subject[0].upper()}{subject[1:]} {verb} {thing}{passive['rest']}"
    return None


def possessive(claim: str, rng: Random) -> str | None:  # noqa: ARG001  (one signature)
    """A possessive for an "of"."""
    match = re.search(r"\b([Tt])he (\w{4,}) of ([A-Z]\w+)(?![\w’']| [A-Z])", claim)
    if not match or match[2] in {
        "University",
        "House",
        "Bank",
        "Isle",
        "Duke",
        "Bishop",
        "city",
        "City",
    }:
        return None
    return claim[: match.start()] + f"{match[3]}'s {match[2]}" + claim[match.end() :]


def cleft(claim: str, rng: Random) -> str | None:
    """Said at one remove, which changes nothing."""
    if rng.random() > 0.12 or len(claim) > 160 or claim[-1] in "?\"'”’":
        return None
    body = claim.rstrip(".")
    first = body if names_like(body) else body[0].lower() + body[1:]
    return rng.choice(
        (f"It was reported that {first}.", f"{body}, it is said.", f"The text says that {first}.")
    )


TWINS: dict[Twin, float] = {
    digits_or_words: 3.0,
    big_number: 2.0,
    rounding: 1.2,
    date_form: 3.0,
    synonym: 3.0,
    spelling: 1.5,
    contraction: 2.0,
    attribution_moved: 3.0,
    time_moved: 2.0,
    shortened: 1.6,
    item_dropped: 2.0,
    voice: 4.0,
    possessive: 2.0,
    cleft: 0.1,
}
"""How often each kind is tried first."""


def faithful(claim: str, rng: Random, *, most: int = 3) -> tuple[str, tuple[str, ...]]:
    """The claim after up to ``most`` faithful edits, and their kinds."""
    wanted = rng.randint(1, most)
    kinds: list[str] = []
    for twin in sorted(TWINS, key=lambda twin: rng.random() ** (1 / TWINS[twin]), reverse=True):
        if len(kinds) == wanted:
            break
        edited = twin(claim, rng)
        if edited and edited != claim:
            claim = edited
            kinds.append(twin.__name__)
    return claim, tuple(kinds)
