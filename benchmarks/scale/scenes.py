"""What happened in an event: facts in several wordings, one wrong one, what documents say."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from typing import Any

import attrs
from wordlists import Words, with_article

HELD = {"verbatim": 12, "reworded": 66, "lacking": 10, "differing": 12}
"""How a document of the issuer holds a fact, with weights."""

FILLERS = 14
"""Sentences of a document that are of no fact."""

REMARKS = 8
_DONE = ("open", "be finished", "be inspected", "be tested", "be handed over", "be sold")


@attrs.frozen(kw_only=True)
class Fact:
    """One thing that happened."""

    kind: str
    told: tuple[str, ...]
    """Wordings that say the same."""
    wrong: str
    reworded: str
    """As the document of the issuer says it."""
    issuer: int
    """Which document of the event is about it."""
    speaker: str | None = None
    """Who is quoted; then ``told`` names him already."""
    named: str | None = None
    """Words of every wording, or of what is added to it, that lead to the source already."""
    added: str = ""
    values: tuple[int, ...] = ()
    """A figure that develops: what it stood at, day by day."""

    def wordings(self, later: int) -> tuple[str, ...]:
        """How it is told ``later`` days after the event."""
        if not self.values:
            return self.told
        now = self.values[min(later, len(self.values) - 1)]
        return tuple(text.replace(f" {self.values[0]} ", f" {now} ") for text in self.told)

    def cited(self, choose: random.Random, issuer: str, later: int) -> tuple[str, str]:
        """The fact with its source named, and the words that carry the link."""
        text = choose.choice(self.wordings(later)).removesuffix(".")
        if self.named:
            return f"{text}{self.added}.", self.named
        if self.speaker and text.startswith("“"):
            return f"{text} in a notice of {issuer}.", f"a notice of {issuer}"
        if self.speaker:
            told = text.replace(" said: “", f" said in a notice of {issuer}: “", 1)
            return f"{told}.", f"a notice of {issuer}"
        if choose.random() < 1 / 2:
            return f"{text}, according to {issuer}.", f"according to {issuer}"
        lead = f"According to {issuer}"
        return f"{lead}, {_lowered(text)}.", lead


@attrs.frozen(kw_only=True)
class Source:
    """A document of a body that an event is about."""

    url: str
    publisher: str
    issuer: str
    """The same with its article, as a sentence names it."""
    day: dt.date
    title: str
    sentences: tuple[str, ...]
    holds: Mapping[int, str]
    """How it holds each fact: ``verbatim``, ``reworded``, ``lacking``, ``differing``."""
    remarks: tuple[str, ...]
    """Wordings of some of its sentences, for articles."""


@attrs.frozen(kw_only=True)
class Scene:
    """All that the articles of an event may tell."""

    domain: str
    day: dt.date
    happening: str
    headlines: tuple[str, ...]
    facts: tuple[Fact, ...]
    sources: tuple[Source, ...]

    def title(self, choose: random.Random) -> str:
        """A headline."""
        return choose.choice(self.headlines)


@attrs.frozen(kw_only=True)
class _Stage:
    """What the wordings of one event are filled with."""

    choose: random.Random
    words: Words
    domain: Mapping[str, Any]
    day: dt.date
    happening: str
    towns: Sequence[str]
    bodies: Sequence[str]
    speakers: Sequence[tuple[str, str]]

    def one(self, key: str) -> Any:
        return self.choose.choice(self.domain[key])

    def where(self) -> str:
        return self.words.place(self.choose)

    def number(self) -> int:
        """Two unlike digits at its end, so that swapping them makes another number."""
        tens, ones = self.choose.sample(range(1, 10), 2)
        return self.choose.choice((0, 0, 100, 200, 400, 700)) + 10 * tens + ones


def make_scene(number: int, choose: random.Random, words: Words, day: dt.date) -> Scene:
    """What happened in event ``number`` on ``day``."""
    domain = choose.choice(words.domains)
    name, river = words.name(choose), words.name(choose)
    towns = [words.town(choose) for _ in range(3)]
    kinds = choose.sample(domain["bodies"], 2)
    stage = _Stage(
        choose=choose,
        words=words,
        domain=domain,
        day=day,
        happening=domain["event"][0].format(name=name, river=river),
        towns=towns,
        bodies=[f"{town} {kind}" for town, kind in zip(towns, kinds, strict=False)],
        speakers=[(role, words.person(choose)) for role in choose.sample(domain["roles"], 2)],
    )
    facts = _facts(stage)
    return Scene(
        domain=domain["name"][0],
        day=day,
        happening=stage.happening,
        headlines=_headlines(stage, name),
        facts=facts,
        sources=tuple(_source(number, at, stage, facts) for at in range(2)),
    )


def _headlines(stage: _Stage, name: str) -> tuple[str, ...]:
    town, other = stage.towns[:2]
    thing = stage.one("things").removeprefix("the ")
    return (
        f"{_raised(stage.happening.removeprefix('the '))} keeps {town} busy",
        f"{town} takes stock: {thing} and what comes next",
        f"What {name} means for {town} and {other}",
        f"{stage.bodies[0]} answers questions in {other}",
    )


def _facts(stage: _Stage) -> tuple[Fact, ...]:
    choose = stage.choose
    tolls = choose.sample(stage.domain["toll"], 5)
    things = choose.sample(stage.domain["things"], 5)
    found = [_toll(stage, one) for one in tolls[:4]]
    found.append(_growing(stage, tolls[4]))
    found += [_deed(stage, one) for one in choose.sample(stage.domain["deeds"], 3)]
    done = choose.sample(_DONE, 3)
    found += [_opening(stage, *pair) for pair in zip(things[:3], done, strict=True)]
    found += [_sum(stage, thing) for thing in things[3:]]
    found += [_state(stage, what) for what in choose.sample(stage.domain["stated"], 2)]
    quoted = choose.sample(stage.domain["things"], 3)
    keys = (("opening", 0), ("opening", 1), ("hope", 0))
    found += [_quote(stage, *one, thing) for one, thing in zip(keys, quoted, strict=True)]
    return tuple(found)


def _toll(stage: _Stage, frame: tuple[str, str, str]) -> Fact:
    past, participle, what = frame
    n, where, town = stage.number(), stage.where(), stage.choose.choice(stage.towns)
    happening = stage.happening
    return Fact(
        kind="number",
        told=(
            f"{_raised(happening)} {past} {n} {what} {where} in {town}.",
            f"In {town} {happening} {past} {n} {what} {where}.",
            f"{_raised(where)} in {town}, {n} {what} were {participle} in {happening}.",
            f"{_raised(where)} {happening} {past} {n} {what} of {town}.",
            f"In {town} {n} {what} were {participle} {where} in {happening}.",
            f"{_raised(happening)} {past}, {where} in {town}, {n} {what}.",
        ),
        wrong=f"{_raised(happening)} {past} {_swapped(n)} {what} {where} in {town}.",
        reworded=f"Our staff went to see the {what} {where}: {n} of them were {participle}, "
        f"as we learned afterwards in {town}, and {happening} was the cause.",
        issuer=stage.choose.randrange(2),
    )


def _growing(stage: _Stage, frame: tuple[str, str, str]) -> Fact:
    _, participle, what = frame
    first, where, town = stage.number(), stage.where(), stage.choose.choice(stage.towns)
    values = tuple(first + step for step in (0, 14, 37, 52))
    happening = stage.happening
    return Fact(
        kind="development",
        told=(
            f"{_raised(happening)} has already {participle} {first} {what} {where} in {town}.",
            f"In {town} {happening} has already {participle} {first} {what} {where}.",
        ),
        wrong=f"{_raised(happening)} has already {participle} {_swapped(first)} {what} {where} "
        f"in {town}.",
        reworded=f"By our first tally {first} {what} {where} in {town} have been {participle}; "
        f"more will be {participle} before the end, we fear.",
        issuer=stage.choose.randrange(2),
        values=values,
    )


def _deed(stage: _Stage, frame: tuple[str, str, str]) -> Fact:
    past, participle, what = frame
    n, where, town = stage.number(), stage.where(), stage.choose.choice(stage.towns)
    issuer = stage.choose.randrange(2)
    body = stage.bodies[issuer]
    return Fact(
        kind="number",
        told=(
            f"The {body} {past} {n} {what} {where} in {town}.",
            f"{_raised(where)} in {town} the {body} {past} {n} {what}.",
            f"In {town} {n} {what} were {participle} {where} by the {body}.",
            f"{_raised(where)} {n} {what} of {town} were {participle} by the {body}.",
            f"In {town} the {body} {past} {n} {what} {where}.",
        ),
        wrong=f"The {body} {past} {_swapped(n)} {what} {where} in {town}.",
        reworded=f"We can report that our people in {town} have {participle} {what} {where}, {n} "
        "of them up to this hour.",
        issuer=issuer,
        named="a notice",
        added=", it said in a notice",
    )


def _opening(stage: _Stage, thing: str, done: str) -> Fact:
    town = stage.choose.choice(stage.towns)
    day = stage.day + dt.timedelta(days=stage.choose.randint(20, 200))
    other = day + dt.timedelta(days=stage.choose.choice((2, 3, 9, 10)))
    return Fact(
        kind="date",
        told=(
            f"{_raised(thing)} in {town} will {done} on {_day(day)}.",
            f"On {_day(day)} {thing} in {town} will {done}.",
            f"In {town} {thing} will {done} on {_day(day)}.",
        ),
        wrong=f"{_raised(thing)} in {town} will {done} on {_day(other)}.",
        reworded=f"As for {thing} in {town}, the board has fixed {_day(day)} as the day on which "
        f"it is to {done}.",
        issuer=stage.choose.randrange(2),
    )


def _sum(stage: _Stage, thing: str) -> Fact:
    town, issuer = stage.choose.choice(stage.towns), stage.choose.randrange(2)
    body = stage.bodies[issuer]
    tens, ones, tenth = stage.choose.sample(range(1, 10), 3)
    whole, wrong = 10 * tens + ones, 10 * ones + tens
    return Fact(
        kind="number",
        told=(
            f"The {body} will pay {whole}.{tenth} million euros for {thing} in {town}.",
            f"For {thing} in {town} the {body} will pay {whole}.{tenth} million euros.",
            f"In {town} the {body} will pay {whole}.{tenth} million euros for {thing}.",
        ),
        wrong=f"The {body} will pay {wrong}.{tenth} million euros for {thing} in {town}.",
        reworded=f"Our budget now sets aside {whole}.{tenth} million euros, all of it for {thing} "
        f"in {town}.",
        issuer=issuer,
        named="a notice",
        added=", it said in a notice",
    )


def _state(stage: _Stage, what: str) -> Fact:
    town, issuer = stage.choose.choice(stage.towns), stage.choose.randrange(2)
    body = stage.bodies[issuer]
    state = stage.one("states")
    return Fact(
        kind="polarity",
        told=(
            f"{_raised(what)} in {town} is {state}, the {body} said.",
            f"The {body} said {what} in {town} is {state}.",
            f"In {town} {what} is {state}, the {body} said.",
        ),
        named=f"{body} said",
        wrong=f"{_raised(what)} in {town} is not {state}, the {body} said.",
        reworded=f"Many have asked about {what} in {town}: we can tell them that it is {state}.",
        issuer=issuer,
    )


def _quote(stage: _Stage, key: str, issuer: int, thing: str) -> Fact:
    words, choose = stage.words, stage.choose
    fill = {"town": choose.choice(stage.towns), "street": words.street(choose)}
    at = choose.randrange(len(words.of("quote", key)))
    right, turned = words.of("quote", key)[at], words.of("quote", f"{key}_turned")[at]
    close = words.pick(choose, "quote", "close").format(**fill)
    subject = words.pick(choose, "quote", "subject").format(**fill)
    verb = words.pick(choose, "quote", "verb")
    rest = f"that {subject} {verb} {thing}" if key == "opening" else f"{thing} {close}"
    role, name = stage.speakers[issuer]
    body = stage.bodies[issuer]
    return Fact(
        kind="quote-wording",
        told=(
            f"“{right} {rest},” {role} {name} said.",
            f"{_raised(role)} {name} said: “{right} {rest}”.",
            f"“{right} {rest},” said {name}, who is {role} of the {body}.",
        ),
        wrong=f"“{turned} {rest},” {role} {name} said.",
        reworded=f"“{right} {rest},” said {name}, {role} of the {body}.",
        issuer=issuer,
        speaker=name,
    )


# --- documents -----------------------------------------------------------------------------------


def _source(number: int, at: int, stage: _Stage, facts: Sequence[Fact]) -> Source:
    body, choose = stage.bodies[at], stage.choose
    holds: dict[int, str] = {}
    sentences: list[str] = []
    for place, fact in enumerate(facts):
        if fact.issuer != at:
            continue
        holds[place] = choose.choices(list(HELD), list(HELD.values()))[0]
        sentences += _held(fact, holds[place])
    remarks = [_remark(stage) for _ in range(REMARKS)]
    sentences += [said for _, said in remarks]
    sentences += [f"{stage.words.own_clause(choose)}." for _ in range(FILLERS)]
    choose.shuffle(sentences)
    slug = body.lower().replace(" ", "-")
    return Source(
        url=f"https://www.{slug}.example/notices/{number:07d}",
        publisher=body,
        issuer=f"the {body}",
        day=stage.day,
        title=f"Notice of the {body} on {stage.happening}",
        sentences=tuple(sentences),
        holds=holds,
        remarks=tuple(told for told, _ in remarks),
    )


def _held(fact: Fact, how: str) -> list[str]:
    if how == "lacking":
        return []
    if how == "differing":
        return [fact.wrong]
    return [fact.told[0] if how == "verbatim" or fact.speaker else fact.reworded]


def _remark(stage: _Stage) -> tuple[str, str]:
    """A sentence for articles, and the document's own words for it."""
    choose, words = stage.choose, stage.words
    person, town, trade = (
        words.person(choose),
        words.town(choose),
        words.pick(choose, "own", "trade"),
    )
    adjective, what = (words.pick(choose, "own", key) for key in ("adjective", "object"))
    where, n = f"{stage.where()} in {choose.choice(stage.towns)}", choose.randint(13, 98)
    told = f"{person}, {with_article(trade)} from {town}, lost {n} {adjective} {what} {where}"
    said = (
        f"A claim by {person} has reached us: the {trade}, whose home is {town}, says that {n} "
        f"{what}, all of them {adjective}, are gone {where}."
    )
    return told, said


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _swapped(n: int) -> int:
    return n // 100 * 100 + n % 10 * 10 + n // 10 % 10


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lowered(text: str) -> str:
    """The text as it goes on behind a lead; a name keeps its capital."""
    first = text.split(" ", maxsplit=1)[0]
    is_plain = first in {"The", "On", "For", "So", "In"} or first.islower()
    return text[:1].lower() + text[1:] if is_plain else text
