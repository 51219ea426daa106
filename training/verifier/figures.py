"""Invented reports about figures: changes, parts of a whole, votes, order in time, rates."""

from random import Random

from verifier.examples import Example
from verifier.quantities import round_down, round_up, spell
from verifier.rows import CONTRADICTED, NEITHER, NOT_SUPPORTED, SUPPORTED

Told = tuple[str, list[tuple[str, int]]]
"""A source sentence, and claims with their labels."""

_UP = ("rose", "increased", "climbed", "grew", "went up")
_DOWN = ("fell", "dropped", "declined", "decreased", "went down")
_MEASURES = (
    ("sales at the brewer Halden & Sons", " million euros", 20, 900),
    ("unemployment in Tarnov", "%", 3, 14),
    ("the number of visitors to the glass museum", "", 2000, 90_000),
    ("rainfall in Oskara", " millimetres", 20, 180),
    ("exports of timber", " million euros", 40, 700),
    ("the number of complaints to the regulator", "", 40, 4000),
    ("the average rent in Velden", " euros", 400, 1900),
    ("the share of trains running late", "%", 4, 40),
    ("debt at the water utility", " million euros", 15, 600),
    ("the number of pupils in Sarn", "", 900, 20_000),
    ("production of cheese", " tonnes", 200, 9000),
    ("support for the mayor", "%", 20, 70),
)
_PERIODS = (
    ("in March", "in February"),
    ("last year", "the year before"),
    ("in the second quarter", "in the first"),
    ("this summer", "last summer"),
    ("in 2023", "in 2022"),
    ("in the year to June", "a year earlier"),
)
_GROUPS = (
    ("households in the valley", "lost their power supply"),
    ("nurses who were asked", "had thought of leaving"),
    ("ships in the harbour", "failed the inspection"),
    ("schools in the district", "closed early"),
    ("farmers in the survey", "had sold land"),
    ("bridges that were examined", "need repairs"),
    ("passengers on board", "were hurt"),
    ("buses ordered last year", "have been delivered"),
)
_MOTIONS = (
    "the motion",
    "the bill",
    "the amendment",
    "the proposal to move the market",
    "the budget",
)
_MOMENTS = (
    ("the director left the country", "police searched the offices"),
    ("the bridge gave way", "engineers sent a report"),
    ("the strike ended", "the union met the minister"),
    ("the storm reached the coast", "the ferry was called back"),
    ("the company filed for bankruptcy", "its founder sold his shares"),
    ("the film opened", "the author died"),
)
_CAUSES = (
    "because of the weather",
    "thanks to a new law",
    "because of the strike",
    "owing to higher fuel prices",
)


def figure_report(rng: Random, others: list[str]) -> list[Example]:
    """A source with a figure among other sentences, and up to four claims about it."""
    told = rng.choice((_change, *TELLERS))
    sentence, claims = told(rng)
    lines = [*others, _capital(sentence) + "."]
    rng.shuffle(lines)
    true = [claim for claim in claims if claim[1] == SUPPORTED]
    false = [claim for claim in claims if claim[1] != SUPPORTED]
    chosen = rng.sample(true, min(2, len(true))) + rng.sample(false, min(2, len(false)))
    kind = told.__name__.strip("_")
    return [
        Example(
            " ".join(lines),
            _capital(text) + ".",
            label,
            () if label == SUPPORTED else None,
            f"invented:{kind}",
        )
        for text, label in chosen
    ]


def _change(rng: Random) -> Told:
    what, unit, low, high = rng.choice(_MEASURES)
    now_, then_ = rng.choice(_PERIODS)
    old = rng.randint(low, high)
    new = max(1, round(old * rng.choice((0.55, 0.7, 0.85, 0.93, 1.06, 1.15, 1.3, 1.7))))
    new += old == new
    up = new > old
    same, other = (_UP, _DOWN) if up else (_DOWN, _UP)
    n, m = f"{new:,}{unit}", f"{old:,}{unit}"
    gap = abs(new - old)
    points = " percentage points" if unit == "%" else unit
    source = rng.choice(
        (
            f"{what} {rng.choice(same)} to {n} {now_} from {m} {then_}",
            f"{what} {rng.choice(same)} from {m} {then_} to {n} {now_}",
            f"{now_}, {what} stood at {n}, {'up' if up else 'down'} from {m} {then_}",
        )
    )
    above = round(new * 1.25) + 3
    near = "nearly" if round_up(new) > new else "about"
    claims = [
        (f"{what} {rng.choice(same)} {now_}", SUPPORTED),
        (f"{what} stood at {n} {now_}", SUPPORTED),
        (f"{then_}, {what} had stood at {m}", SUPPORTED),
        (f"{what} was {'higher' if up else 'lower'} {now_} than {then_}", SUPPORTED),
        (f"{what} was {'lower' if up else 'higher'} {then_} than {now_}", SUPPORTED),
        (f"{what} came to more than {round_down(new):,.0f}{unit} {now_}", SUPPORTED),
        (
            f"{what} came to {near} {round_up(new):,.0f}{unit} {now_}",
            SUPPORTED,
        ),
        (f"{what} {rng.choice(same)} by {gap:,}{points} {now_}", SUPPORTED),
        (f"{what} {rng.choice(other)} {now_}", CONTRADICTED),
        (f"{what} {rng.choice(other)} to {n} {now_}", CONTRADICTED),
        (f"{what} stood at {m} {now_}", CONTRADICTED),
        (f"{what} {rng.choice(same)} from {n} to {m} {now_}", CONTRADICTED),
        (f"{what} was {'lower' if up else 'higher'} {now_} than {then_}", CONTRADICTED),
        (f"{what} came to more than {above:,}{unit} {now_}", CONTRADICTED),
        (f"{what} {rng.choice(same)} by {n} {now_}", NOT_SUPPORTED),
        (f"{what} {rng.choice(same)} to {n} {now_} {rng.choice(_CAUSES)}", NEITHER),
        (
            f"{what} stood at {n} {now_}, the {'highest' if up else 'lowest'} in a decade",
            NEITHER,
        ),
        (f"{what} was unchanged {now_}", CONTRADICTED),
    ]
    if unit == "%":
        claims.append((f"{what} {rng.choice(same)} by {gap}% {now_}", NOT_SUPPORTED))
    return source, claims


def _part(rng: Random) -> Told:
    group, did = rng.choice(_GROUPS)
    whole = rng.randint(8, 90)
    part = rng.randint(2, whole - 2)
    words = rng.random() < 0.4
    k, n = (spell(part), spell(whole)) if words else (str(part), str(whole))
    rest = whole - part
    claims = [
        (f"{part} of {whole} {group} {did}", SUPPORTED),
        (f"{spell(part)} {group} {did}", SUPPORTED),
        (f"not all of the {group} {did}", SUPPORTED),
        (
            f"{'more' if part * 2 > whole else 'fewer'} than half of the {group} {did}",
            SUPPORTED if part * 2 != whole else NOT_SUPPORTED,
        ),
        (f"there were {whole} {group}", SUPPORTED),
        (f"all {whole} {group} {did}", CONTRADICTED),
        (f"{whole} {group} {did}", CONTRADICTED),
        (f"none of the {group} {did}", CONTRADICTED),
        (f"{whole} of {part + whole} {group} {did}", CONTRADICTED),
        (
            f"{'fewer' if part * 2 > whole else 'more'} than half of the {group} {did}",
            CONTRADICTED if part * 2 != whole else NOT_SUPPORTED,
        ),
        (f"{k} of the {n} {group} {did} last year as well", NEITHER),
    ]
    if rest != part:
        claims.append((f"{rest} of the {whole} {group} {did}", CONTRADICTED))
    return f"{k} of the {n} {group} {did}", claims


def _vote(rng: Random) -> Told:
    motion = rng.choice(_MOTIONS)
    high = rng.randint(31, 98)
    low = rng.randint(5, high - 2)
    away = rng.randint(2, 20)
    won = rng.random() < 0.6
    verb = (
        rng.choice(("was carried", "passed", "was adopted"))
        if won
        else rng.choice(("was defeated", "failed", "was voted down"))
    )
    votes_for, votes_against = (high, low) if won else (low, high)
    tally = f"by {high} votes to {low}" if won else f"with {low} votes for and {high} against"
    claims = [
        (f"{votes_for} members voted for {motion}", SUPPORTED),
        (f"{votes_against} members voted against {motion}", SUPPORTED),
        (f"{motion} {'found' if won else 'did not find'} a majority", SUPPORTED),
        (f"{away} members abstained", SUPPORTED),
        (f"{motion} was {'approved' if won else 'rejected'}", SUPPORTED),
        (f"{motion} was {'rejected' if won else 'approved'}", CONTRADICTED),
        (f"{votes_against} members voted for {motion}", CONTRADICTED),
        (
            f"{away} members voted against {motion}",
            CONTRADICTED if away != votes_against else SUPPORTED,
        ),
        (f"{motion} {verb} unanimously", CONTRADICTED),
        (f"{motion} {verb} after a debate that lasted until midnight", NEITHER),
        (f"{votes_for} members of the ruling party voted for {motion}", NEITHER),
    ]
    return f"{motion} {verb} {tally}, with {away} abstentions", claims


def _order(rng: Random) -> Told:
    late, early = rng.choice(_MOMENTS)
    gap = rng.choice(("two days", "a week", "three months", "hours", "a year"))
    source = rng.choice((f"{early} {gap} before {late}", f"{late} {gap} after {early}"))
    other_gap = rng.choice(
        [g for g in ("two days", "a week", "three months", "a year") if g != gap]
    )
    claims = [
        (f"{early} before {late}", SUPPORTED),
        (f"{late} after {early}", SUPPORTED),
        (f"{late} {gap} after {early}", SUPPORTED),
        (f"when {late}, it was already the case that {early}", SUPPORTED),
        (f"{late} before {early}", CONTRADICTED),
        (f"{early} after {late}", CONTRADICTED),
        (f"{early} {gap} after {late}", CONTRADICTED),
        (f"{early} {other_gap} before {late}", CONTRADICTED),
        (f"{late} because {early}", NEITHER),
    ]
    return source, claims


def _rate(rng: Random) -> Told:
    years = rng.choice((2, 4, 5, 8, 10, 20))
    each = rng.randint(2, 90) * 10_000
    total = each * years
    who = rng.choice(("the quarry", "the city", "the club", "the airport", "the ministry"))
    verb, thing = rng.choice(
        (
            ("paid", "in fines"),
            ("spent", "on lawyers"),
            ("received", "in grants"),
            ("earned", "from parking"),
        )
    )

    def money(value: int) -> str:
        return f"{value / 1e6:g} million euros" if value >= 1_000_000 else f"{value:,} euros"

    claims = [
        (f"{who} {verb} {money(total)} {thing} in {spell(years)} years", SUPPORTED),
        (f"{who} {verb} an average of {money(each)} a year {thing}", SUPPORTED),
        (f"in all, {who} {verb} {money(total)} {thing}", SUPPORTED),
        (f"{who} {verb} {money(total)} a year {thing}", CONTRADICTED),
        (f"in all, {who} {verb} {money(each)} {thing} in {years} years", CONTRADICTED),
        (f"{who} {verb} an average of {money(each)} a month {thing}", CONTRADICTED),
        (f"{who} {verb} {money(total)} {thing} last year", CONTRADICTED),
        (f"{who} {verb} {money(total)} {thing}, more than any other", NEITHER),
    ]
    spread = f"an average of {money(each)} a year"
    return f"over {spell(years)} years {who} {verb} {money(total)} {thing}, {spread}", claims


TELLERS = (_change, _part, _vote, _order, _rate)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
