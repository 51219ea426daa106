"""Invented news: small reports whose true and false claims are known because we wrote both.

An event has several ways to be told (verbs, voices) and a stance (done, planned, denied, possible,
on a condition, alleged, failed). A claim tells the same event in other words; what it claims about
the stance, the parts, the day, the place or the figure decides its label. Nearly all words of a
false claim stand in the source, and few of a true one need to.
"""

import functools
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from verifier.examples import Example
from verifier.figures import figure_report
from verifier.rows import CONTRADICTED, NEITHER, NOT_SUPPORTED, SUPPORTED

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
REASONS = (
    "a court allows it",
    "the members agree",
    "the price of steel falls",
    "the state pays half of the cost",
    "no other bidder comes forward",
    "the weather holds",
)


@functools.cache
def material() -> dict[str, Any]:
    """The lists beside this module."""
    with (Path(__file__).parent / "invented.toml").open("rb") as file:
        return tomllib.load(file)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to tell an event."""

    base: str
    past: str
    gerund: str
    participle: str
    tail: str


@dataclass(frozen=True, slots=True)
class Event:
    """An event with its parts filled in."""

    a: str
    b: str
    c: str
    forms: tuple[Form, ...]
    opposite: tuple[Form, ...]
    swappable: bool


def invented_report(rng: Random) -> list[Example]:
    """A report of two to four sentences, and claims about one of them."""
    if rng.random() < 0.3:
        others = [_plain_sentence(draw_event(rng), rng) for _ in range(rng.randint(0, 2))]
        return figure_report(rng, others)
    event, other, third = draw_event(rng), draw_event(rng), draw_event(rng)
    stance = rng.choice(list(_SOURCE))
    day, town = rng.choice(DAYS), rng.choice(material()["towns"])
    when = rng.choice((f" on {day}", f" on {day}", ""))
    where = rng.choice((f" in {town}", "", ""))
    told = _SOURCE[stance](event, rng.choice(event.forms), rng) + where + when + "."
    others = [_plain_sentence(e, rng) for e in (other, third)[: rng.randint(0, 2)]]
    lines = [*others, _capital(told)]
    rng.shuffle(lines)
    source = " ".join(lines)
    claims = [
        _true_claim(event, stance, when, rng),
        rng.choice((_other_stance, _changed_part, _changed_day, _opposite, _changed_part))(
            event, stance, (other, when), rng
        ),
        _other_stance(event, stance, (other, when), rng),
    ]
    return [
        Example(
            source,
            _capital(claim.text) + ".",
            claim.label,
            claim.spans,
            f"invented:{stance}:{claim.kind}",
        )
        for claim in claims
        if claim is not None
    ]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim about an event, with what it is worth."""

    text: str
    label: int
    kind: str
    spans: tuple[tuple[int, int], ...] | None = None


def draw_event(rng: Random) -> Event:
    """An event with new names."""
    raw = rng.choice(material()["event"])
    kind_a, kind_b = raw["kinds"]
    a = _party(kind_a, raw, rng)
    b = _party(kind_b, raw, rng)
    while b == a:
        b = _party(kind_b, raw, rng)
    return Event(
        a=a,
        b=b,
        c=rng.choice(raw["matters"]),
        forms=tuple(map(_form, raw["forms"])),
        opposite=tuple(map(_form, raw["opposite"])),
        swappable=kind_b != "thing",
    )


def past(event: Event, form: Form, rng: Random) -> str:
    """The event as done, active or passive."""
    if form.participle != "-" and form.tail.startswith("{b}") and rng.random() < 0.5:
        rest = form.tail.removeprefix("{b}").replace("{c}", event.c)
        if rng.random() < 0.5:
            return f"{event.b} was {form.participle} by {event.a}{rest}"
        return f"{event.b} was {form.participle}{rest} by {event.a}"
    return f"{event.a} {form.past} {_tail(event, form)}"


def _base(event: Event, form: Form) -> str:
    return f"{form.base} {_tail(event, form)}"


def _gerund(event: Event, form: Form) -> str:
    return f"{form.gerund} {_tail(event, form)}"


def _told(event: Event, form: Form, rng: Random, patterns: Sequence[str]) -> str:
    return rng.choice(patterns).format(
        a=event.a,
        base=_base(event, form),
        gerund=_gerund(event, form),
        past=f"{event.a} {form.past} {_tail(event, form)}",
        reason=REASONS[len(event.a + event.c) % len(REASONS)],
    )


_PLANS = (
    "{a} plans to {base}",
    "{a} intends to {base}",
    "{a} is set to {base}",
    "{a} is planning to {base}",
    "{a} has announced plans to {base}",
    "{a} is about to {base}",
    "{a} is preparing to {base}",
)
_NO_PLANS = (
    "{a} has no plans to {base}",
    "{a} has ruled out {gerund}",
    "{a} will not {base}",
    "{a} has dropped its plan to {base}",
)
_DENIALS = (
    "{a} denied {gerund}",
    "{a} denied having decided to {base}",
    "{a} rejected reports of {gerund}",
    "it is not true that {past}, according to {a}",
    "{a} said reports of {gerund} were wrong",
)
_NOT_DONE = (
    "{a} did not {base}",
    "{a} refused to {base}",
    "{a} declined to {base}",
    "{a} decided against {gerund}",
)
_MAY = (
    "{a} may {base}",
    "{a} might {base}",
    "{a} could {base}",
    "it is possible that {a} will {base}",
    "{a} is considering {gerund}",
    "{a} has not ruled out {gerund}",
)
_WILL = (
    "{a} will {base}",
    "{a} is certain to {base}",
    "{a} has decided to {base}",
    "{a} is going to {base}",
)
_IF = (
    "{a} will {base} if {reason}",
    "{a} will {base}, provided that {reason}",
    "if {reason}, {a} will {base}",
    "{a} will {base} only if {reason}",
)
_ALLEGED = (
    "{a} is accused of {gerund}",
    "{a} allegedly decided to {base}",
    "critics accuse {a} of {gerund}",
    "prosecutors say they suspect {a} of {gerund}",
)
_FAILED = (
    "{a} tried to {base} but failed",
    "{a} failed to {base}",
    "{a} tried in vain to {base}",
    "{a} did not manage to {base}",
)

_PATTERNS = {
    "plan": _PLANS,
    "no-plan": _NO_PLANS,
    "denied": _DENIALS,
    "not-done": _NOT_DONE,
    "may": _MAY,
    "will": _WILL,
    "if": _IF,
    "alleged": _ALLEGED,
    "failed": _FAILED,
}


def _tell(stance: str, event: Event, form: Form, rng: Random) -> str:
    if stance == "done":
        return past(event, form, rng)
    return _told(event, form, rng, _PATTERNS[stance])


_SOURCE = {
    stance: functools.partial(_tell, stance)
    for stance in ("done", "plan", "denied", "not-done", "may", "if", "alleged", "failed")
}

# What a claim in one stance is worth beside a source in another. Missing pairs are not made.
_WORTH: dict[tuple[str, str], int] = {
    ("done", "not-done"): CONTRADICTED,
    ("done", "failed"): CONTRADICTED,
    ("done", "denied"): NEITHER,
    ("done", "alleged"): NEITHER,
    ("done", "if"): NOT_SUPPORTED,
    ("done", "no-plan"): NOT_SUPPORTED,
    ("plan", "done"): NOT_SUPPORTED,
    ("plan", "no-plan"): CONTRADICTED,
    ("plan", "if"): NEITHER,
    ("plan", "failed"): NOT_SUPPORTED,
    ("plan", "denied"): NEITHER,
    ("denied", "done"): NOT_SUPPORTED,
    ("denied", "plan"): NOT_SUPPORTED,
    ("denied", "alleged"): NOT_SUPPORTED,
    ("not-done", "done"): CONTRADICTED,
    ("not-done", "plan"): NOT_SUPPORTED,
    ("not-done", "will"): NOT_SUPPORTED,
    ("may", "done"): NOT_SUPPORTED,
    ("may", "will"): NEITHER,
    ("may", "no-plan"): CONTRADICTED,
    ("may", "if"): NEITHER,
    ("if", "done"): NOT_SUPPORTED,
    ("if", "will"): NOT_SUPPORTED,
    ("if", "no-plan"): CONTRADICTED,
    ("alleged", "done"): NEITHER,
    ("alleged", "denied"): NEITHER,
    ("alleged", "not-done"): NOT_SUPPORTED,
    ("failed", "done"): CONTRADICTED,
    ("failed", "plan"): NOT_SUPPORTED,
    ("failed", "will"): NOT_SUPPORTED,
}


def _true_claim(event: Event, stance: str, when: str, rng: Random) -> Claim:
    form = rng.choice(event.forms)
    text = _tell(stance, event, form, rng)
    return Claim(text + (when if rng.random() < 0.6 else ""), SUPPORTED, "same", ())


def _other_stance(
    event: Event, stance: str, beside: tuple[Event, str], rng: Random
) -> Claim | None:
    choices = [claimed for source, claimed in _WORTH if source == stance]
    claimed = rng.choice(choices)
    text = _tell(claimed, event, rng.choice(event.forms), rng)
    return Claim(text + (beside[1] if rng.random() < 0.5 else ""), _WORTH[stance, claimed], claimed)


def _opposite(event: Event, stance: str, beside: tuple[Event, str], rng: Random) -> Claim | None:
    if not event.opposite:
        return _other_stance(event, stance, beside, rng)
    text = _tell(stance, event, rng.choice(event.opposite), rng)
    label = CONTRADICTED if stance in {"done", "plan"} else NOT_SUPPORTED
    return Claim(text + (beside[1] if rng.random() < 0.5 else ""), label, "opposite")


def _changed_part(
    event: Event, stance: str, beside: tuple[Event, str], rng: Random
) -> Claim | None:
    other, when = beside
    if event.swappable and rng.random() < 0.5:
        changed = Event(event.b, event.a, event.c, event.forms, event.opposite, event.swappable)
        kind = "swapped"
    elif rng.random() < 0.7:
        part = other.a if rng.random() < 0.7 or not other.swappable else other.b
        changed = Event(part, event.b, event.c, event.forms, event.opposite, event.swappable)
        kind = "other-party"
        if part == event.b:
            return None
    else:
        changed = Event(event.a, event.b, other.c, event.forms, event.opposite, event.swappable)
        kind = "other-matter"
        if other.c == event.c:
            return None
    text = _tell(stance, changed, rng.choice(changed.forms), rng)
    return Claim(text + (when if rng.random() < 0.5 else ""), NOT_SUPPORTED, kind)


def _changed_day(event: Event, stance: str, beside: tuple[Event, str], rng: Random) -> Claim | None:
    when = beside[1]
    text = _tell(stance, event, rng.choice(event.forms), rng)
    day = rng.choice([d for d in DAYS if d not in when])
    start = len(text) + 4
    label = CONTRADICTED if when else NEITHER
    return Claim(f"{text} on {day}", label, "day", ((start, start + len(day)),))


def _plain_sentence(event: Event, rng: Random) -> str:
    return _capital(past(event, rng.choice(event.forms), rng)) + "."


def _party(kind: str, raw: dict[str, Any], rng: Random) -> str:
    words = material()
    if kind == "thing":
        return str(rng.choice(raw["things"]))
    if kind == "body" or (kind == "any" and rng.random() < 0.5):
        return str(rng.choice(words["bodies"]))
    return f"{rng.choice(words['first'])} {rng.choice(words['last'])}"


def _form(text: str) -> Form:
    verbs, tail = text.split(" | ")
    base, did, gerund, participle = verbs.split(" ")
    return Form(base, did, gerund, participle, tail)


def _tail(event: Event, form: Form) -> str:
    return form.tail.replace("{b}", event.b).replace("{c}", event.c)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
