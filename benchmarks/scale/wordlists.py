"""The words of ``vocabulary.toml``, and what is put together from them without an event."""

import random
import tomllib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import attrs

_FILE = Path(__file__).with_name("vocabulary.toml")
_OWN = 5


@attrs.frozen(kw_only=True)
class Words:
    """Lists by group and name, and the domains an event may be of."""

    lists: Mapping[str, Mapping[str, tuple[str, ...]]]
    domains: tuple[Mapping[str, Any], ...]

    def of(self, group: str, name: str) -> tuple[str, ...]:
        """The choices of one list."""
        return self.lists[group][name]

    def pick(self, choose: random.Random, group: str, name: str) -> str:
        """One of them."""
        return choose.choice(self.lists[group][name])

    def stem(self, choose: random.Random) -> str:
        """A syllable that may begin a name."""
        parts = ("onset", "nucleus", "coda")
        return "".join(self.pick(choose, "names", part) for part in parts)

    def town(self, choose: random.Random) -> str:
        """One of a hundred thousand places."""
        return (self.stem(choose) + self.pick(choose, "names", "town")).capitalize()

    def name(self, choose: random.Random) -> str:
        """A proper name of two syllables."""
        return (self.stem(choose) + self.stem(choose)).capitalize()

    def person(self, choose: random.Random) -> str:
        """Given name and surname."""
        return f"{self.pick(choose, 'names', 'given')} {self.name(choose)}"

    def street(self, choose: random.Random) -> str:
        """A street by name."""
        return f"{self.name(choose)} {choose.choice(('Street', 'Lane', 'Row', 'Hill', 'Square'))}"

    def place(self, choose: random.Random) -> str:
        """Where something stands: one of a hundred thousand places."""
        time = partial(self.pick, choose, "time")
        return f"{time('where')} the {time('kind')} {time('landmark')}"

    def own_clause(self, choose: random.Random) -> str:
        """What somebody of no importance did, without a full stop."""
        own = partial(self.pick, choose, "own")
        who = f"{self.person(choose)}, {with_article(own('trade'))} from {self.town(choose)},"
        thing = f"{choose.randint(13, 98)} {own('adjective')} {own('object')}"
        where = self.place(choose)
        when = f"{self.pick(choose, 'time', 'when')} the {self.pick(choose, 'time', 'occasion')}"
        how = self.pick(choose, "time", "manner")
        shape = choose.randrange(4)
        if shape == 0:
            return f"{who} {own('did')} {thing} {where} {how}"
        if shape == 1:
            return f"{when.capitalize()} {who} {own('did')} {thing} {where}"
        if shape == 2:
            return f"{where.capitalize()} {who} {own('did')} {thing} {how}"
        return f"{who} {own('did')} {thing} {when} and {own('did')} {self._more(choose)}"

    def _more(self, choose: random.Random) -> str:
        adjective, thing = (self.pick(choose, "own", name) for name in ("adjective", "object"))
        return f"the {adjective} {thing} of {self.person(choose)} {self.place(choose)}"

    def own_sentence(self, choose: random.Random) -> str:
        """A sentence that belongs to one article alone: local colour, or a neighbour's words."""
        shape = choose.randrange(_OWN)
        if shape == 0:
            return (
                f"“{self._remark(choose)},” said {self.person(choose)} from {self.street(choose)}."
            )
        if shape == 1:
            return f"{self.person(choose)} of {self.town(choose)} {self._custom(choose)}."
        return f"{self.own_clause(choose)}."

    def _remark(self, choose: random.Random) -> str:
        own = partial(self.pick, choose, "own")
        thing, where = f"{own('adjective')} {own('object')}", self.place(choose)
        tail, remark = (
            f"{own(key)} the {own('thing')} {own('state')}" for key in ("tail", "remark")
        )
        shape = choose.randrange(3)
        if shape == 0:
            return f"I {own('did')} the {thing} of {self.person(choose)} {where}, {tail}"
        if shape == 1:
            return f"{remark}, and old {self.name(choose)} {own('did')} our {thing} {where}"
        return f"{self.name(choose)} {own('did')} {choose.randint(13, 98)} {thing}, {tail}"

    def _custom(self, choose: random.Random) -> str:
        return self.pick(choose, "own", "custom").format(
            n=choose.randint(13, 98),
            adjective=self.pick(choose, "own", "adjective"),
            adjective2=self.pick(choose, "own", "adjective"),
            object=self.pick(choose, "own", "object"),
            object2=self.pick(choose, "own", "object"),
            place=self.place(choose),
            town=self.town(choose),
        )


def with_article(noun: str) -> str:
    """The noun behind "a" or "an"."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def load_words() -> Words:
    """What ``vocabulary.toml`` holds."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    domains = tuple({k: _split(v) for k, v in one.items()} for one in table.pop("domain"))
    lists = {
        group: {name: tuple(value.split("|")) for name, value in found.items()}
        for group, found in table.items()
    }
    return Words(lists=lists, domains=domains)


def _split(value: str) -> tuple[Any, ...]:
    parts = value.split("|")
    return tuple(tuple(part.split("=")) if "=" in part else part for part in parts)
