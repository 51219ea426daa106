"""Families of claims about one invented source, written for this project (``written/``).

    S: the source on one line
    + a claim it supports
    ~ a claim with [[words it lacks]]
    - a claim it [[contradicts]]
    0 a claim it is silent on

The true claims of the ``first`` round are far from the words of their sources and the false ones
close to them, so that whoever counts shared words backwards is nearly always right. In the
``second`` and the ``third`` each fact has a true and a false claim of both sorts; they are drawn
more often, and nothing is measured on the first. The sources of ``pages`` are long:

    S: the first paragraph
    P: the next one
    + a claim @1,2

with the paragraphs, counted from 1, that one has to read for the claim. A blank line ends a family.
One family in eight is never trained on: the combiner, its calibration and the comparison of runs
have these (``is_held_out``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from random import Random

from verifier.corruption import corrupt
from verifier.edits import context_of
from verifier.examples import Example
from verifier.rows import CONTRADICTED, NEITHER, SUPPORTED
from verifier.sentences import split_sentences, word_count
from verifier.twins import faithful

FOLDER = Path(__file__).parent / "written"
HELD_OUT = 8
"""One family in so many is held out."""
LABELS = {"+": SUPPORTED, "-": CONTRADICTED, "~": NEITHER, "0": NEITHER}
WEIGHTS = {"first": 0.25, "second": 1.0, "third": 1.2, "pages": 1.0}
"""How often a claim of a round is drawn, beside those of the others."""
PARAGRAPH_REMOVED = 0.15
"""How often a true claim of a page comes once more without what makes it true."""
KEPT = 0.75
"""How often a claim as written is taken, beside the edited ones that balance them."""
HIDDEN = 0.35
"""How often a source stands among others."""

_LINE = re.compile(r"([SP]:|[-+~0−–])\s*(.+)")
_PLACES = re.compile(r"\s*@\s*(\d+(?:\s*,\s*@?\d+)*)\s*$")
_MARKED = re.compile(r"\[\[(.*?)\]\]")


@dataclass(frozen=True, slots=True)
class WrittenClaim:
    """A claim, its sign and the words that the source lacks; ``None`` where they are not known."""

    text: str
    sign: str
    spans: tuple[tuple[int, int], ...] | None
    paragraphs: tuple[int, ...] = ()
    """Numbers, from 0, of the paragraphs of a page that settle it."""

    @property
    def label(self) -> int:
        """The class the model should give."""
        return LABELS[self.sign]


@dataclass(frozen=True, slots=True)
class Family:
    """A source and what is claimed of it."""

    paragraphs: tuple[str, ...]
    claims: tuple[WrittenClaim, ...]
    round: str = "second"

    @property
    def source(self) -> str:
        """The whole source on one line."""
        return " ".join(self.paragraphs)

    @property
    def is_held_out(self) -> bool:
        """Whether the family is kept from training."""
        return int(sha256(self.source.encode()).hexdigest(), 16) % HELD_OUT == 0


@cache
def read_families(folder: Path = FOLDER) -> tuple[Family, ...]:
    """All families, in the order of files and lines.

    Raises:
        ValueError: a line is neither source nor claim; names file and line.
    """
    return tuple(f for path in sorted(folder.rglob("*.txt")) for f in _families_of(path))


def _families_of(path: Path) -> Iterator[Family]:
    paragraphs: list[str] = []
    claims: list[WrittenClaim] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), "S: end"], 1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise ValueError(f"{path.name}:{number}: neither a source nor a claim: {line[:60]!r}")
        sign, text = match.groups()
        if sign == "P:":
            paragraphs.append(" ".join(text.split()))
        elif sign != "S:":
            claims.append(parse_claim(sign, text))
            if any(not 0 <= n < len(paragraphs) for n in claims[-1].paragraphs):
                raise ValueError(f"{path.name}:{number}: no such paragraph: {text[-30:]!r}")
        else:
            if paragraphs and claims:
                yield Family(tuple(paragraphs), tuple(claims), round=path.parent.name)
            paragraphs, claims = [" ".join(text.split())], []


def parse_claim(sign: str, marked: str) -> WrittenClaim:
    """A claim without its brackets and places, where the brackets stood, and the places."""
    places = _PLACES.search(marked)
    numbers = tuple(int(n) - 1 for n in re.findall(r"\d+", places[1])) if places else ()
    marked = marked[: places.start()] if places else marked
    text, spans, end = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[end : match.start()]
        spans.append((len(text), len(text) + len(match.group(1))))
        text += match.group(1)
        end = match.end()
    text += marked[end:]
    sign = sign if sign in LABELS else "-"
    known = () if sign == "+" else tuple(spans) or None
    return WrittenClaim(text=text.strip(), sign=sign, spans=known, paragraphs=numbers)


class WrittenPairs:
    """Draws whole families, so that true and false claims of one source are learnt together."""

    def __init__(self, families: Sequence[Family], *, most_words: int) -> None:
        """Sort out the families held out; sources stay within ``most_words``."""
        self._families = [family for family in families if not family.is_held_out]
        weights = (WEIGHTS[family.round] * len(family.claims) for family in self._families)
        self._sums = list(accumulate(weights))
        self._most_words = most_words

    def draw(self, rng: Random) -> list[Example]:
        """The examples of one family, its source alone or among sources of others.

        So that closeness does not mean falsehood in those of the first round, sentences of the
        source itself come along as true, and true claims with an edit that makes them false.
        """
        if not self._families:
            return []
        family = rng.choices(self._families, cum_weights=self._sums)[0]
        if word_count(family.source) > self._most_words:
            return self._of_page(family, rng)
        premise = self._hidden(family, rng) if rng.random() < HIDDEN else family.source
        examples = [
            Example(premise, claim.text, claim.label, claim.spans, f"written:{claim.sign}")
            for claim in family.claims
            if family.round != "first" or rng.random() < KEPT
        ]
        if family.round != "first" and rng.random() < 0.5:
            return examples
        examples += _close_truths(premise, family, rng) + _far_falsehoods(premise, family, rng)
        return examples + self._strange(family, rng)

    def _of_page(self, family: Family, rng: Random) -> list[Example]:
        """Claims of a page, each with the paragraphs that settle it and some of the others."""
        examples = []
        for claim in family.claims:
            premise = self._part(family.paragraphs, claim.paragraphs, (), rng)
            if not claim.paragraphs or word_count(premise) > self._most_words:
                continue
            origin = f"page:{claim.sign}"
            examples.append(Example(premise, claim.text, claim.label, claim.spans, origin))
            if claim.sign == "+" and rng.random() < PARAGRAPH_REMOVED:
                missing = rng.choice(claim.paragraphs)
                kept = [n for n in claim.paragraphs if n != missing]
                premise = self._part(family.paragraphs, kept, (missing,), rng)
                examples.append(Example(premise, claim.text, NEITHER, None, "page:removed"))
        return examples

    def _part(
        self,
        paragraphs: Sequence[str],
        needed: Sequence[int],
        left_out: Sequence[int],
        rng: Random,
    ) -> str:
        """The needed paragraphs and others, in their order, within a budget drawn anew."""
        room = rng.choice((0.5, 0.8, 1.0)) * self._most_words
        chosen = set(needed)
        room -= sum(word_count(paragraphs[n]) for n in chosen)
        others = [n for n in range(len(paragraphs)) if n not in chosen and n not in left_out]
        for number in rng.sample(others, len(others)):
            if word_count(paragraphs[number]) <= room:
                chosen.add(number)
                room -= word_count(paragraphs[number])
        return " ".join(paragraphs[n] for n in sorted(chosen))

    def _strange(self, family: Family, rng: Random) -> list[Example]:
        """A true claim of another family: what sounds like a paraphrase is not true for that."""
        other = rng.choice(self._families)
        true = [claim.text for claim in other.claims if claim.sign == "+"]
        if other is family or not true or rng.random() < 0.5:
            return []
        return [Example(family.source, rng.choice(true), NEITHER, None, "written:strange")]

    def _hidden(self, family: Family, rng: Random) -> str:
        room = rng.choice((0.25, 0.4, 0.6, 1.0)) * self._most_words - len(family.source.split())
        others: list[str] = []
        for _ in range(12):
            stranger = rng.choice(self._families).source
            if stranger != family.source and len(stranger.split()) <= room:
                others.append(stranger)
                room -= len(stranger.split())
        others.insert(rng.randint(0, len(others)), family.source)
        return " ".join(others)


def _close_truths(premise: str, family: Family, rng: Random) -> list[Example]:
    fit = [s for s in split_sentences(family.source) if 5 <= word_count(s) <= 45]
    chosen = rng.sample(fit, min(len(fit), rng.choice((1, 2, 2, 3))))
    return [
        Example(premise, faithful(_shortened(s, rng), rng)[0], SUPPORTED, (), "written:close")
        for s in chosen
    ]


def _shortened(sentence: str, rng: Random) -> str:
    """The sentence, now and then without an aside between two commas or what stands before it."""
    if rng.random() < 0.5:
        return sentence
    said = _SAID_LAST.sub(".", sentence)
    if said != sentence:
        return said
    return _ASIDE.sub(" ", sentence, count=1)


_ASIDE = re.compile(r",\s(?:who|which|where|whose)\s[^,.;:\"“”]{5,70},\s")
_SAID_LAST = re.compile(
    r",\s(?:[\w.’'-]+\s){1,6}(?:said|says|told reporters)(?:\son\s[A-Z]\w+day)?\.$"
)


def _far_falsehoods(premise: str, family: Family, rng: Random) -> list[Example]:
    true = [claim.text for claim in family.claims if claim.sign == "+"]
    sentences = split_sentences(family.source)
    found = []
    for claim in rng.sample(true, min(len(true), rng.choice((1, 2, 2, 3)))):
        edit = corrupt(claim, context_of(premise, claim, sentences), rng)
        if edit is not None:
            found.append(
                Example(premise, edit.text, edit.label, edit.spans, f"written:{edit.kind}")
            )
    return found
