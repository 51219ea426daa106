"""How old a sentence says somebody is: the figure newspapers get wrong most often."""

import re

import attrs

from provenance.spans import Span

_REACH = 40
"""Characters between a name and the age that belongs to it."""

_DIGIT = re.compile(r"\d")
_AGE = re.compile(
    r"\b(?P<told>\d{1,3})(?:[-‑ ]years?[-‑ ]old\b|[-‑]?jährig|\s(?:ans|años)\b|[-‑]letni"
    r"|[-‑]річн|[-‑]летн)"
    r"|\b(?:aged|im Alter von|âgée? de|wieku)\s(?P<aged>\d{1,3})\b"
    r"|(?P<name>[^\W\d_]+), (?P<set>\d{1,3})(?=,|\)|\.$)"
    r"|(?P<named>[^\W\d_]+) \((?P<bracketed>\d{1,3})\)"
)


@attrs.frozen(kw_only=True)
class Age:
    """An age and where it stands."""

    years: int
    span: Span


def parse_ages(text: str) -> tuple[Age, ...]:
    """Every age in ``text``: "76-year-old", "aged 67", and "Olga Venter, 67," after a name."""
    if _DIGIT.search(text) is None:
        return ()
    found = []
    for match in _AGE.finditer(text):
        name = match["name"] or match["named"]
        if name is not None and not name[0].isupper():
            continue
        group = next(g for g in ("told", "aged", "set", "bracketed") if match[g] is not None)
        found.append(Age(years=int(match[group]), span=Span(*match.span(group))))
    return tuple(found)


def is_age_of(age: Age, name: Span) -> bool:
    """Whether ``age`` stands close enough to ``name`` to be the age of who bears it."""
    if name.end <= age.span.start:
        return age.span.start - name.end <= _REACH
    return name.start - age.span.end <= _REACH
