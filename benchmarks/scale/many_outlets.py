"""Hundreds of articles on one event: does the comparison find what was planted, and how fast?

    python benchmarks/scale/many_outlets.py [-v] [--sizes 50,100,200,500] [--seed 6]

All texts are made here. Every article tells some of the facts of a flood in one of several wordings
and some things of its own; of each hundred four tell one fact wrongly (a number, a day, the sense,
a quotation) and twelve reproduce an earlier one, cut or with a new lead. So what disagrees, agrees
and is copied is known. Printed for each size: seconds of CPU and of the clock for reading (which is
linear: sentences, attributions, claims) and for the comparison, peak memory, pairs asked of a model
by the comparison, planted conflicts found, false ones, copies, agreements that join two facts; at
the end the growth of the comparison, fitted as a power of the number of articles.
"""

import argparse
import math
import random
import resource
import time
from collections import Counter
from collections.abc import Sequence

import attrs

import provenance
from provenance.comparison import compare_claims
from provenance.ingest import read_text
from provenance.model import Analysis, Claim, Comparison
from provenance.verdicts import Desk, Shelf, decide
from provenance.verification import Finding, Question

SIZES = (50, 100, 200, 500)
FACTS_TOLD, OWN_TOLD = 3, 7
ERR_EVERY, COPY_EVERY = 25, 8


@attrs.frozen(kw_only=True)
class Fact:
    """One thing that happened, in several wordings, and one in which it is told wrongly."""

    kind: str
    told: tuple[str, ...]
    wrong: str


FACTS = (
    Fact(
        kind="number",
        told=(
            "The flood on the river Lanner destroyed 134 houses in the valley of Torrin.",
            "In the valley of Torrin the flood on the river Lanner destroyed 134 houses.",
            "A total of 134 houses in the valley of Torrin were destroyed by the Lanner flood.",
        ),
        wrong="The flood on the river Lanner destroyed 143 houses in the valley of Torrin.",
    ),
    Fact(
        kind="date",
        told=(
            "The dam at Torrin broke in the night of 3 March 2026, the county office said.",
            "According to the county office the dam at Torrin broke in the night of 3 March 2026.",
        ),
        wrong="The dam at Torrin broke in the night of 5 March 2026, the county office said.",
    ),
    Fact(
        kind="quote-wording",
        told=(
            "“We have always warned that the old dam would break,” engineer Ada Brook said.",
            "Engineer Ada Brook said: “We have always warned that the old dam would break.”",
        ),
        wrong="“We have never warned that the old dam would break,” engineer Ada Brook said.",
    ),
    Fact(
        kind="polarity",
        told=(
            "The bridge at Corrin mill was closed to lorries after the flood.",
            "After the flood the bridge at Corrin mill was closed to lorries.",
        ),
        wrong="The bridge at Corrin mill was not closed to lorries after the flood.",
    ),
    Fact(
        kind="number",
        told=(
            "The county of Lanner will pay 2.4 million euros for the new dyke at Torrin.",
            "For the new dyke at Torrin the county of Lanner will pay 2.4 million euros.",
            "The new dyke at Torrin costs the county of Lanner 2,400,000 euros.",
        ),
        wrong="The county of Lanner will pay 4.2 million euros for the new dyke at Torrin.",
    ),
    Fact(
        kind="number",
        told=(
            "The water of the Lanner stood 612 centimetres high at the gauge of Torrin.",
            "At the gauge of Torrin the water of the Lanner stood 6.12 metres high.",
        ),
        wrong="The water of the Lanner stood 621 centimetres high at the gauge of Torrin.",
    ),
    Fact(
        kind="number",
        told=(
            "The school on Torrin hill took in 287 people that night.",
            "The school on Torrin hill took in two hundred and eighty-seven people that night.",
        ),
        wrong="The school on Torrin hill took in 278 people that night.",
    ),
    Fact(
        kind="polarity",
        told=(
            "The county office said the drinking water in Torrin is safe.",
            "The drinking water in Torrin is safe, the county office said.",
        ),
        wrong="The drinking water in Torrin is not safe, the county office said.",
    ),
    Fact(
        kind="quote-wording",
        told=(
            "“Nobody will have to pay for a room in our town this week,” mayor Jon Falk said.",
            "Mayor Jon Falk said: “Nobody will have to pay for a room in our town this week.”",
        ),
        wrong="“Everybody will have to pay for a room in our town this week,” mayor Jon Falk said.",
    ),
    Fact(
        kind="date",
        told=(
            "Trains between Torrin and Velm will run again from 14 March 2026.",
            "From 14 March 2026 trains between Torrin and Velm will run again.",
        ),
        wrong="Trains between Torrin and Velm will run again from 24 March 2026.",
    ),
)
OWN = (
    "In {place} the water stood {n} centimetres high at the baker's door.",
    "A lorry took {n} blankets to {place} before dusk.",
    "The teacher of {place} counted {n} broken boats on the meadow.",
    "{person} of {place} lost a barn and {n} hens.",
    "“I heard the bells of {place} before I heard the water at all,” said {person}.",
    "The chapel of {place} opens again on {n} April.",
    "{person} rowed to {place} twice and brought {n} loaves.",
    "Nobody in {place} had insured a cellar, said {person}.",
    "The choir of {place} will sing for the helpers, {person} said.",
    "{n} volunteers from {place} filled sandbags until dawn.",
)
_SYLLABLES = ("bal", "cor", "den", "fil", "gar", "hol", "lim", "mar", "nor", "pel", "ros", "tun")


@attrs.frozen(kw_only=True)
class Planted:
    """An article with the truth about it."""

    text: str
    outlet: str
    day: str
    wrong: str | None
    """The sentence that is told wrongly."""
    kind: str | None
    origin: int | None
    """Of which other it is a copy."""


def make_event(number: int, *, seed: int) -> tuple[Planted, ...]:
    """``number`` articles; the first ones are the same whatever the number."""
    found: list[Planted] = []
    for at in range(number):
        choose = random.Random(f"{seed} {at}")  # noqa: S311 - no secret, the same every time
        if at % COPY_EVERY == COPY_EVERY - 1:
            origin = choose.choice([p for p in range(at) if found[p].origin is None])
            found.append(_copied(found[origin], at, origin, choose))
        else:
            found.append(_told(at, choose))
    return tuple(found)


def _told(at: int, choose: random.Random) -> Planted:
    facts = choose.sample(FACTS, FACTS_TOLD)
    told = [choose.choice(fact.told) for fact in facts]
    wrong = None
    if at % ERR_EVERY == 3:
        facts[0] = FACTS[at // ERR_EVERY % len(FACTS)]
        told = [told[i] if i else facts[0].wrong for i in range(len(told))]
        told = [t for i, t in enumerate(told) if i == 0 or facts[i] is not facts[0]]
        wrong = facts[0].wrong
    own = [_own(choose) for _ in range(OWN_TOLD)]
    lines = [line for pair in zip(told, [*own, *own], strict=False) for line in pair][
        : len(told) * 2
    ]
    lines = list(dict.fromkeys(lines))
    paragraphs = [" ".join(lines[i : i + 3]) for i in range(0, len(lines), 3)]
    return Planted(
        text="\n\n".join([f"Flood on the Lanner, seen from {_name(choose)}", *paragraphs]),
        outlet=f"{_name(choose)} {choose.choice(('Post', 'Echo', 'Courier', 'Radio'))} {at}",
        day="2026-03-06",
        wrong=wrong,
        kind=facts[0].kind if wrong else None,
        origin=None,
    )


def _copied(origin: Planted, at: int, number: int, choose: random.Random) -> Planted:
    paragraphs = origin.text.split("\n\n")[1:]
    kept = paragraphs if choose.random() < 1 / 2 else paragraphs[:3]
    lead = " ".join(_own(choose) for _ in range(2))
    return Planted(
        text="\n\n".join([f"News of the water, print {at}", *kept, lead]),
        outlet=f"{_name(choose)} Reprint {at}",
        day="2026-03-07",
        wrong=origin.wrong if origin.wrong and origin.wrong in " ".join(kept) else None,
        kind=origin.kind,
        origin=number,
    )


def _own(choose: random.Random) -> str:
    return choose.choice(OWN).format(
        place=_name(choose), person=f"{_name(choose)} {_name(choose)}", n=choose.randint(3, 28)
    )


def _name(choose: random.Random) -> str:
    """One of three million names: no two articles speak of one place of their own by chance."""
    return "".join(choose.choices(_SYLLABLES, k=6)).title()


# --- measuring -----------------------------------------------------------------------------------


@attrs.define
class Asked:
    """A model that is never asked, and counts how often it would have been."""

    pairs: int = 0

    def answer(self, questions: Sequence[Question]) -> tuple[Finding, ...]:
        """No findings: without documents nothing is asked."""
        self.pairs += len(questions)
        if questions:
            raise SystemExit("the comparison asked a model: let this benchmark load it")
        return ()


def main() -> None:
    """Measure every size, then fit the growth."""
    options = _options()
    sizes = [int(size) for size in options.sizes.split(",")]
    planted = make_event(max(sizes), seed=options.seed)
    start, clock = time.process_time(), time.perf_counter()
    analyses: list[Analysis] = []
    times = []
    for size in sizes:
        for one in planted[len(analyses) : size]:
            article = read_text(one.text, outlet=one.outlet, published=one.day)
            analyses.append(provenance.extract(article))
        read = time.process_time() - start, time.perf_counter() - clock
        asked = Asked()
        judged = decide(analyses, Shelf(), Desk(), asked.answer)
        before, wall = time.process_time(), time.perf_counter()
        found = compare_claims(judged, Shelf())
        spent = time.process_time() - before
        times.append(spent)
        print(
            f"{size} articles: reading {read[0]:.1f} s CPU ({read[1]:.1f} s), comparison "
            f"{spent:.1f} s CPU ({time.perf_counter() - wall:.1f} s), peak "
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB, model pairs "
            f"{asked.pairs}"
        )
        score(found, judged, planted[:size], is_loud=options.verbose)
    if len(sizes) > 1:
        print(f"growth of the comparison: articles ** {_exponent(sizes, times):.2f}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("-v", "--verbose", action="store_true")
    return parser.parse_args()


def score(
    found: Comparison, analyses: Sequence[Analysis], planted: Sequence[Planted], *, is_loud: bool
) -> None:
    """Conflicts, copies and agreements against what was planted."""
    claims = {claim.id: claim for analysis in analyses for claim in analysis.claims}
    number = {analysis.article.id: at for at, analysis in enumerate(analyses)}
    wrong = {at for at, one in enumerate(planted) if one.wrong}
    hit, false = set(), []
    for one in found.disagreements:
        sides = [claims[one.left], claims[one.right]]
        erring = {
            at for side in sides for at in [number[side.article]] if _is_wrong(side, planted[at])
        }
        hit |= erring
        if not erring:
            false.append(one)
        if is_loud and not erring:
            print(f"    false {one.kind.value}: {sides[0].text} | {sides[1].text}")
    firsts = {at for at in wrong if planted[at].origin is None}
    kinds = Counter(planted[at].kind for at in firsts)
    found_kinds = Counter(planted[at].kind for at in firsts & hit)
    told = {(number[c.from_article], number[c.to_article]) for c in found.copies}
    wanted = {(one.origin, at) for at, one in enumerate(planted) if one.origin is not None}
    by_chance = sum(len(_shared(planted[a], planted[b])) > 1 for a, b in told - wanted)
    print(
        f"    conflicts found {len(firsts & hit)} of {len(firsts)} "
        f"({', '.join(f'{k} {found_kinds[k]}/{n}' for k, n in sorted(kinds.items()))}), "
        f"false {len(false)} of {len(found.disagreements)}; copies right {len(told & wanted)} of "
        f"{len(wanted)}, others that tell two facts in one wording {by_chance}, false "
        f"{len(told - wanted) - by_chance}"
    )
    alike = {_fact(claims[one.claims[0]]) or 0 for one in found.agreements}
    mixed = sum(len({_fact(claims[c]) for c in one.claims}) > 1 for one in found.agreements)
    print(
        f"    agreements {len(found.agreements)}, joining two facts {mixed}; facts told alike "
        f"{sum(fact > 0 for fact in alike)} of {len(FACTS)}"
    )


def _shared(one: Planted, other: Planted) -> set[int]:
    """Facts that two articles tell, in whatever words: they share runs of them."""
    return {
        at
        for at, fact in enumerate(FACTS)
        if all(
            any(told in text for told in (*fact.told, fact.wrong))
            for text in (one.text, other.text)
        )
    }


def _is_wrong(claim: Claim, planted: Planted) -> bool:
    return planted.wrong is not None and planted.wrong in claim.sentence.exact


def _fact(claim: Claim) -> int | None:
    """Which fact a claim tells rightly; minus that for the wrong telling; ``None`` for its own."""
    for at, fact in enumerate(FACTS, 1):
        if any(claim.sentence.exact == told for told in fact.told):
            return at
        if claim.sentence.exact == fact.wrong:
            return -at
    return None


def _exponent(sizes: Sequence[int], times: Sequence[float]) -> float:
    """The slope of the times against the sizes, both in logarithms (least squares)."""
    points = [(math.log(n), math.log(max(t, 1e-3))) for n, t in zip(sizes, times, strict=True)]
    mean = [sum(values) / len(points) for values in zip(*points, strict=True)]
    above = sum((x - mean[0]) * (y - mean[1]) for x, y in points)
    slope: float = above / sum((x - mean[0]) ** 2 for x, _ in points)
    return slope


if __name__ == "__main__":
    main()
