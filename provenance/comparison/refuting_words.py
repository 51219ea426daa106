"""Words by which an article refutes a story, by language."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import attrs

from provenance.comparison.cues import word_set
from provenance.words import WordSet

_NAME_REACH, _ACCOUNT_REACH, _LINK_REACH, _RETRACT_REACH, _OPENING_REACH = 5, 8, 4, 4, 4
"""Words from "the" to an account, from there to the link, on to what it is called, from a verb of
taking back to the account, and before a "that" that opens a sentence."""
_WORD = r"[\w'-]+"
_NEVER = r"(?!)"


@attrs.frozen(kw_only=True)
class RefutingWords:
    """What ``data/comparison_refutations.toml`` says of one language."""

    anywhere: re.Pattern[str]
    """Any word of those below: without one, a sentence refutes nothing."""
    of_account: tuple[re.Pattern[str], ...]
    """"The story is a hoax", "no truth to the report", "retracted its story"; the group
    ``matter``, if there is one, names the account."""
    of_this: tuple[re.Pattern[str], ...]
    """"That is not true": what stands right before it is refuted."""
    of_matter: tuple[re.Pattern[str], ...]
    """"… was a hoax", "never happened", "did not actually": what it is stands in the sentence."""
    of_heading: tuple[re.Pattern[str], ...]
    """The same in a headline, which may leave out the verb."""
    denying: frozenset[re.Pattern[str]]
    """Those of all these that refute by a "no" or "not" of their own."""
    contrary: frozenset[re.Pattern[str]]
    """"Contrary to reports": they refute whether the sentence denies or not."""
    hedges: re.Pattern[str]
    doubts: re.Pattern[str]
    """Those of the hedges that deny nothing."""
    identified: re.Pattern[str]
    """Words of saying by which nobody refutes: "the woman who claimed", "what you have heard"."""
    voices: re.Pattern[str]
    own: frozenset[str]
    """All of these words: they are no matter."""
    doubt: WordSet
    strong_doubt: WordSet


@cache
def load_refuting_words(language: str) -> RefutingWords | None:
    """The words of ``language``; ``None`` where there are none."""
    table = _tables().get(language)
    if table is None:
        return None
    account, false, link = (_any_of(table[name]) for name in ("accounts", "false", "links"))
    strong = _any_of(table["strong"])
    verdict = rf"(?P<verdict>{false}|{_any_of(table['taken'])})"
    account_named = rf"(?:{_any_of(table['determiners'])}{_gap(_NAME_REACH)}\s+)?{account}"
    outright, naysaying = _any_of(table["outright"]), _any_of(table["naysaying"])
    of_account = (
        rf"(?P<matter>{account_named}{_gap(_ACCOUNT_REACH)})\s+{link}{_gap(_LINK_REACH)}\s+{verdict}",
        rf"{_any_of(table['emptily'])}{_gap(_RETRACT_REACH)}\s+{account}",
        rf"{_any_of(table['retracting'])}{_gap(_RETRACT_REACH)}\s+{account}",
        rf"{account_named}{_gap(_LINK_REACH)}\s+{outright}",
        rf"{_any_of(table['contrary'])}{_gap(_RETRACT_REACH)}\s+{account}",
        _any_of(table["despite"]),
    )
    this = rf"\A(?:{_WORD},?\s+){{0,{_OPENING_REACH}}}?{_any_of(table['pronouns'])}"
    of_this = (
        rf"{this}(?:\s+{link}|'s)(?:\s+{_any_of(table['quite'])})*\s+(?P<verdict>{false})\W*\Z",
        rf"{this}{_gap(2)}\s+{outright}\W*\Z",
        rf"(?:\A|,\s+){_any_of(table['fragments'])}\W*\Z",
    )
    exposed = rf"{_any_of(table['exposing'])}{_gap(_LINK_REACH)}\s+{false}"
    of_matter = (rf"{link}{_gap(2)}\s+{strong}", exposed, outright, naysaying)
    of_heading = (
        rf"(?:\A|{_WORD}\s+)(?:an?\s+)?{strong}\W*\Z",
        rf"{account}{_gap(2)}\s+{false}\W*\Z",
        rf"\A{_any_of(table['openings'])},",
    )
    denying = {*of_account[1:2], *of_account[3:4], *of_this[1:], *of_matter[2:], *of_heading[2:]}
    own = _words(table, "accounts", "false", "taken", "links", "exposing", "outright", "emptily")
    own |= _words(table, "retracting", "naysaying", "openings", "hedges", "voices", "fillers")
    own |= _words(table, "contrary", "despite", "fragments", "quite")
    return RefutingWords(
        anywhere=_compiled(
            "|".join((verdict, _any_of(table["emptily"]), outright, naysaying))
            + f"|{_any_of(table['retracting'])}|{_any_of(table['openings'])}"
            + f"|{_any_of(table['contrary'])}|{_any_of(table['despite'])}"
            + f"|{_any_of(table['fragments'])}"
        ),
        of_account=tuple(map(_compiled, of_account)),
        of_this=tuple(map(_compiled, of_this)),
        of_matter=tuple(map(_compiled, of_matter)),
        of_heading=tuple(map(_compiled, of_heading)),
        denying=frozenset(map(_compiled, denying)),
        contrary=frozenset(map(_compiled, of_account[4:])),
        hedges=_compiled(rf"{_any_of(table['hedges'])}|\w+n't(?!\w)"),
        doubts=_compiled(_any_of(table["doubting"])),
        identified=_compiled(
            rf"{_any_of(table['relatives'])}\s+{_any_of(table['voices'])}|{_any_of(table['despite'])}"
        ),
        voices=_compiled(_any_of(table["voices"])),
        own=own,
        doubt=word_set(table["doubt"]),
        strong_doubt=word_set(table["strong_doubt"]),
    )


@cache
def _tables() -> dict[str, Any]:
    path = files("provenance") / "data" / "comparison_refutations.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _gap(most: int) -> str:
    """Up to so many words, with no mark between them."""
    return rf"(?:\s+{_WORD}){{0,{most}}}?"


def _any_of(words: str) -> str:
    listed = sorted(words.split(), key=lambda word: (-len(word), word))
    if not listed:
        return _NEVER
    choices = "|".join(re.escape(word).replace("_", r"\s+") for word in listed)
    return rf"(?<![\w'-])(?:{choices})(?![\w-])"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _words(table: dict[str, Any], *names: str) -> frozenset[str]:
    return frozenset(
        part for name in names for word in table[name].split() for part in word.split("_")
    )
