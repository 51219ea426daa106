"""Yields the persons of one article: each with the name, role and gender known up to a place.

What is known of a person is kept with the offset at which the article told it, so that a later
paragraph never changes what an earlier one says.
"""

from collections.abc import Sequence
from functools import lru_cache

import attrs

from provenance.attribution.cues import load_names
from provenance.cast.aliases import Aliases, Gender
from provenance.cast.offices import Office, is_same_office, read_office
from provenance.cast.person_mentions import Mention
from provenance.model import Speaker
from provenance.names import name_key, same_name

_MOST_NAMESAKES = 12
"""Persons with like-sounding surnames that are compared; more of them are a list of names."""
_MOST_OFFICES = 6
_CASE_ENDINGS = {
    "pl": ("owi", "iem", "em", "ego", "emu", "im", "ym", "iej", "ej", "ą", "a", "y", "i", "u", "ę"),
    "de": ("s", "’"),
}
"""Endings that a surname takes in Latin script; names in Cyrillic are handled by their sound."""


@attrs.frozen(kw_only=True)
class Facts:
    """What is known of a person from offset ``at`` on."""

    at: int
    name: str | None
    role: str | None = None
    organisation: str | None = None
    gender: Gender | None = None
    offices: tuple[Office, ...] = ()


class Person:
    """One person; somebody without a name is known by a role."""

    def __init__(self, facts: Facts) -> None:
        self.first = facts.at
        self._facts = [facts]

    def known(self, at: int) -> Facts:
        """What the article has told of the person up to offset ``at``."""
        for facts in reversed(self._facts):
            if facts.at <= at:
                return facts
        return self._facts[0]

    @property
    def is_unnamed(self) -> bool:
        """Whether the article has only an office for the person."""
        return self._facts[-1].name is None

    def is_bare(self, at: int) -> bool:
        """Whether nothing but one word is known: it may be the name of a body."""
        facts = self.known(at)
        more = facts.role or facts.gender or facts.offices
        return not more and " " not in (facts.name or " ")

    def learn(self, facts: Facts) -> None:
        """Keep ``facts``, which hold from their offset on; offsets must not fall."""
        if facts != attrs.evolve(self._facts[-1], at=facts.at):
            self._facts.append(facts)

    def speaker(self, at: int) -> Speaker:
        """The person as a speaker at offset ``at``."""
        facts = self.known(at)
        return Speaker(name=facts.name, role=facts.role, organisation=facts.organisation)

    def can_be(self, gender: Gender | None, at: int) -> bool:
        """Whether nothing said up to ``at`` speaks against ``gender``."""
        known = self.known(at).gender
        return known is None or gender is None or known is gender

    def holds(self, office: Office, at: int) -> bool:
        """Whether the person was introduced with this office, or one equivalent to it."""
        facts = self.known(at)
        if not self.can_be(office.gender, at):
            return False
        return any(is_same_office(office, held) for held in facts.offices)


class People:
    """The persons met so far, found by name."""

    def __init__(self, aliases: Aliases) -> None:
        self._aliases = aliases
        self._by_key: dict[str, list[Person]] = {}

    def meet(self, mention: Mention, at: int) -> Person | None:
        """The person a full name or a titled one mentions, known or new, with what it tells.

        ``None`` for a surname that several persons carry and nothing decides between them.
        """
        if mention.name is None:
            return None
        known = self._decided(self.called(mention.name, at), mention, at)
        if len(known) > 1:
            return None
        if mention.shares_surname and not known:
            surname = mention.name.rsplit(maxsplit=1)[-1]
            self.add(Facts(at=at, name=f"{mention.shares_surname} {surname}"))
        if not known:
            return self.add(self._facts_of(mention, at))
        self._tell(known[0], mention, at)
        return known[0]

    def add(self, facts: Facts) -> Person:
        """A person not met before."""
        person = Person(facts)
        for key in _keys(facts.name or ""):
            self._by_key.setdefault(key, []).append(person)
        return person

    def called(self, name: str, at: int) -> list[Person]:
        """Everybody met up to ``at`` whom ``name`` can mean; a surname or a first name alone too.

        Where somebody has the name as surname, nobody is found by first name.
        """
        found = self._alike(name, at)
        if not found:
            return found
        surnamed = [p for p in found if _fits(name, p.known(at).name or "", self._aliases.language)]
        if surnamed or " " in name:
            return surnamed
        return [p for p in found if _is_first_name(name, p.known(at).name or "")]

    def _alike(self, name: str, at: int) -> list[Person]:
        if not self._by_key:
            return []
        found: dict[int, Person] = {}
        for key in _keys(name):
            for person in self._by_key.get(key, _NOBODY)[-_MOST_NAMESAKES:]:
                if person.first <= at:
                    found[id(person)] = person
        return list(found.values())

    def _decided(self, known: list[Person], mention: Mention, at: int) -> list[Person]:
        """Those of ``known`` that honorific and office of the mention allow."""
        if not known:
            return known
        kept = [p for p in known if p.can_be(mention.gender, at)]
        if len(kept) > 1 and mention.gender is not None:
            shown = [p for p in kept if p.known(at).gender is mention.gender]
            kept = shown or kept
        if len(kept) > 1 and mention.office is not None:
            holding = [p for p in kept if p.holds(mention.office, at)]
            kept = holding or kept
        elif (
            len(kept) == 1
            and mention.office is not None
            and mention.name
            and " " not in mention.name
        ):
            kept = [p for p in kept if _may_hold(p, mention.office, at)]
        return kept

    def _facts_of(self, mention: Mention, at: int) -> Facts:
        offices = (mention.office,) if mention.office else ()
        return Facts(
            at=at,
            name=mention.name,
            role=mention.role,
            organisation=organisation_of(mention.role, self._aliases),
            gender=mention.gender,
            offices=offices,
        )

    def _tell(self, person: Person, mention: Mention, at: int) -> None:
        facts = person.known(at)
        name = _fuller(facts.name, mention.name)
        new = mention.office is not None and mention.office not in facts.offices
        offices = (*facts.offices, mention.office) if new and mention.office else facts.offices
        role = facts.role if _is_role(facts.role) or not mention.role else mention.role
        for key in _keys(name or ""):
            listed = self._by_key.setdefault(key, [])
            if person not in listed[-_MOST_NAMESAKES:]:
                listed.append(person)
        person.learn(
            attrs.evolve(
                facts,
                at=at,
                name=name,
                role=role,
                organisation=facts.organisation or organisation_of(mention.role, self._aliases),
                gender=facts.gender or mention.gender,
                offices=offices[-_MOST_OFFICES:],
            )
        )


def organisation_of(role: str | None, aliases: Aliases) -> str | None:
    """The body or country a role belongs to: ``NATO`` in ``NATO Secretary General``."""
    if not role:
        return None
    match = aliases.office.search(role)
    if match is None:
        return None
    before = role[: match.start()].strip()
    words = before.split()
    while words and (not words[0][0].isupper() or words[0] in {"The", "Der", "Die", "La", "Le"}):
        words.pop(0)
    if words and (words[-1].endswith(("’s", "'s"))):
        return " ".join(words)[:-2]
    if words and words[0].isupper() and len(words[0]) > 1 and len(words) == 1:
        return words[0]
    last = words[-1] if words else ""
    if len(words) > 1 and last in load_names().bodies and aliases.language != "de":
        return " ".join(words)
    rest = role[match.end() :].strip()
    lead = aliases.of.match(rest)
    named = rest[lead.end() :].strip(" ,") if lead else ""
    return named if named and named[0].isupper() and aliases.language != "de" else None


def read_role(role: str | None, aliases: Aliases) -> tuple[Office, ...]:
    """The office a role names, as a tuple of one or none."""
    office = read_office(role, aliases) if role else None
    return (office,) if office is not None else ()


def _may_hold(person: Person, office: Office, at: int) -> bool:
    """Whether ``President Karim`` can be the Karim known: not one introduced as somebody else."""
    held = person.known(at).offices
    if not held or person.holds(office, at):
        return True
    clash = all(
        h.countries and office.countries and not h.countries & office.countries for h in held
    )
    return not clash


_NOBODY: Sequence[Person] = ()
_KEY = 3
"""Letters of a :func:`name_key` by which persons are looked up."""


@lru_cache(maxsize=1 << 12)
def _keys(name: str) -> tuple[str, ...]:
    words = name.split()
    if not words:
        return ()
    first, last = name_key(words[0])[:_KEY], name_key(words[-1])[:_KEY]
    return (first,) if first == last else (min(first, last), max(first, last))


def _fits(name: str, known: str, language: str) -> bool:
    if same_name(name, known):
        return True
    endings = _CASE_ENDINGS.get(language)
    if endings is None:
        return False
    last, surname = name.rsplit(maxsplit=1)[-1], known.rsplit(maxsplit=1)[-1] if known else ""
    bare = next(
        (last[: -len(e)] for e in endings if last.endswith(e) and len(last) - len(e) > 2), ""
    )
    if not bare or not surname:
        return False
    cut = surname.rstrip("aieyo") if language == "pl" else surname
    if bare not in {surname, cut} or (surname[-1] == "a") != (last[-1] in "aeyęąjiu"):
        return bare == surname
    return " " not in name or name[:3] == known[:3]


def _is_first_name(name: str, known: str) -> bool:
    first, _, rest = known.partition(" ")
    return bool(rest) and first.casefold() == name.casefold()


def _fuller(known: str | None, name: str | None) -> str | None:
    """The longer form; where a case ending may have lengthened it, the one met first."""
    if not known or not name:
        return known or name
    more = len(name.split()) > len(known.split())
    initials = len(name.split()) == len(known.split()) and "." in known and "." not in name
    return name if more or (initials and len(name) > len(known)) else known


def _is_role(role: str | None) -> bool:
    """Whether there is more than an honorific."""
    return bool(role) and str(role).strip(".") not in load_names().honorifics
