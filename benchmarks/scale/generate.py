"""Generated news with known truth: events told by several outlets, copies, contradictions, sources.

    python benchmarks/scale/generate.py FOLDER [--articles 1000] [--seed 8] [--reach 0.2]
        [--days 365] [--formats text,html,warc,parquet,jsonl]

Writes into FOLDER: ``text/`` and ``html/`` (a file an article), ``articles.warc.gz``,
``articles.parquet``, ``articles.jsonl``, ``sources/`` with its ``sources.toml``, ``truth.jsonl``,
an event a line (:func:`truth_of`). Equal arguments give equal bytes; the first events are the same
whatever the number of articles. ``--reach`` is the share of sentences that cite a document which
stands in ``sources/``. All words are from ``vocabulary.toml``.
"""

import argparse
import datetime as dt
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs
from generated import Event, Line, Outlet, Story, truth_of
from scenes import Scene, make_scene
from wordlists import Words, load_words
from writers import WRITERS, write_sources

OUTLETS = 48
TELLERS = (30, 22, 15, 10, 8, 6, 5, 4)
"""Weights of one to eight outlets an event: three on average."""

SENTENCES, SPREAD = 25, 6
FACTS_TOLD = (4, 7)
COPIES, CREDITED, CONTRADICTED = 0.14, 0.4, 0.25
"""Shares: articles that copy another, copies that say so, events with one fact told wrongly."""

STYLES = {"link": 40, "listed": 25, "named": 15, "none": 20}
"""How an article leads to its sources, with weights; "none" says nothing of them."""

DEAD = 2
"""Sentences an article that cite what is not at hand."""

COPY_MODES = {"whole": 30, "cut": 25, "part": 25, "edited": 20}
FIRST_DAY = dt.date(2025, 1, 6)
EDITS = {
    "near": "close to",
    "shortly": "soon",
    "large": "big",
    "people": "residents",
    "said": "stated",
    "will": "is to",
    "carried": "took",
    "behind": "at the back of",
    "opened": "set up",
    "before": "ahead of",
    "beside": "by",
    "counted": "tallied",
    "found": "came upon",
    "always": "at all times",
}


@attrs.frozen(kw_only=True)
class Plan:
    """What to generate."""

    articles: int
    seed: int = 8
    reach: float = 0.2
    days: int = 365
    sentences: int = SENTENCES
    """An article on average; short ones for runs that only ask how time grows with their number."""


def make_events(plan: Plan) -> Iterator[Event]:
    """Events until there are ``plan.articles`` articles; the last one may be short of tellers."""
    words = load_words()
    outlets = _outlets(words, plan.seed)
    left = plan.articles
    number = 0
    while left > 0:
        choose = random.Random(f"{plan.seed} event {number}")  # noqa: S311 - no secret, repeatable
        event = _event(number, choose, words, outlets, plan)
        if len(event.stories) > left:
            event = _shortened(event, left)
        left -= len(event.stories)
        number += 1
        yield event


def _shortened(event: Event, left: int) -> Event:
    kept = event.stories[:left]
    is_told = any(line.is_wrong for story in kept for line in story.lines)
    return attrs.evolve(event, stories=kept, contradicted=event.contradicted if is_told else None)


def _outlets(words: Words, seed: int) -> tuple[Outlet, ...]:
    choose = random.Random(f"{seed} outlets")  # noqa: S311 - no secret, the same every time
    names: dict[str, Outlet] = {}
    while len(names) < OUTLETS:
        name = f"{words.town(choose)} {choose.choice(words.of('names', 'paper'))}"
        site = f"www.{name.lower().replace(' ', '-')}.example"
        names[name] = Outlet(name=name, site=site)
    return tuple(names.values())


def _event(
    number: int, choose: random.Random, words: Words, outlets: Sequence[Outlet], plan: Plan
) -> Event:
    day = FIRST_DAY + dt.timedelta(days=choose.randrange(plan.days))
    scene = make_scene(number, choose, words, day)
    tellers = choose.sample(outlets, choose.choices(range(1, len(TELLERS) + 1), TELLERS)[0])
    fixed = [at for at, fact in enumerate(scene.facts) if not fact.values]
    wrong = choose.choice(fixed) if choose.random() < CONTRADICTED else None
    stories: list[Story] = []
    for at, outlet in enumerate(tellers):
        own = [story for story in stories if story.copy_of is None]
        later = day + dt.timedelta(days=min(at // 2, 3))
        key = f"{number:07d}-{at}"
        blank = Story(
            key=key, event=number, outlet=outlet, day=later, title="", paragraphs=(), style="none"
        )
        if own and choose.random() < COPIES:
            stories.append(_copied(blank, choose.choice(own), choose, words))
        else:
            forced = wrong if len(own) < 2 else None
            is_wrong = wrong is not None and len(own) == 1
            stories.append(
                _told(blank, scene, choose, words, plan, forced=forced, is_wrong=is_wrong)
            )
    erring = any(line.is_wrong for story in stories for line in story.lines)
    return Event(
        number=number,
        day=day,
        scene=scene,
        stories=tuple(stories),
        contradicted=wrong if erring else None,
    )


# --- articles ------------------------------------------------------------------------------------


def _told(
    blank: Story,
    scene: Scene,
    choose: random.Random,
    words: Words,
    plan: Plan,
    *,
    forced: int | None,
    is_wrong: bool,
) -> Story:
    later = (blank.day - scene.day).days
    style = choose.choices(list(STYLES), list(STYLES.values()))[0]
    spread = SPREAD * plan.sentences / SENTENCES
    length = max(min(12, plan.sentences), min(45, round(choose.gauss(plan.sentences, spread))))
    chosen = choose.sample(range(len(scene.facts)), choose.randint(*FACTS_TOLD))
    if forced is not None and forced not in chosen:
        chosen[-1] = forced
    chosen = chosen[: max(4, length - 4)]
    sourced = 1 - STYLES["none"] / sum(STYLES.values())
    cited = 0 if style == "none" else round(length * plan.reach / sourced)
    dead = 0 if style == "none" else DEAD
    facts: list[Line] = []
    for at, number in enumerate(chosen):
        fact = scene.facts[number]
        if is_wrong and number == forced:
            facts.append(Line(text=fact.wrong, fact=number, is_wrong=True))
        elif at < cited:
            text, anchor = fact.cited(choose, scene.sources[fact.issuer].issuer, later)
            url = scene.sources[fact.issuer].url
            facts.append(Line(text=text, fact=number, cites=url, anchor=anchor))
        else:
            facts.append(Line(text=choose.choice(fact.wordings(later)), fact=number))
    extra = max(0, cited - len(facts))
    own = [words.own_sentence(choose) for _ in range(length - len(facts) - extra - dead)]
    lines = [*facts, *(Line(text=text) for text in own)]
    lines += [_dead(choose, words) for _ in range(dead)]
    lines += [_extra(scene, choose) for _ in range(extra)]
    lead, rest = lines[0], lines[1:]
    choose.shuffle(rest)
    return attrs.evolve(
        blank,
        title=scene.title(choose),
        paragraphs=_paragraphs([lead, *rest], choose),
        style=style,
    )


def _extra(scene: Scene, choose: random.Random) -> Line:
    """One more sentence that cites a document at hand, told of no fact of the event."""
    source = choose.choice(scene.sources)
    text = choose.choice(source.remarks)
    return Line(
        text=f"{text}, according to {source.issuer}.",
        cites=source.url,
        anchor=f"according to {source.issuer}",
    )


def _dead(choose: random.Random, words: Words) -> Line:
    town = words.town(choose)
    slug = f"{town.lower()}-office"
    text = f"{words.own_clause(choose)}, the Regional Office of {town} reported."
    return Line(
        text=text,
        cites=f"https://www.{slug}.example/archive/{choose.randrange(10**6)}",
        anchor=f"the Regional Office of {town} reported",
    )


def _copied(blank: Story, origin: Story, choose: random.Random, words: Words) -> Story:
    mode = choose.choices(list(COPY_MODES), list(COPY_MODES.values()))[0]
    paragraphs = list(origin.paragraphs)
    if mode == "cut":
        paragraphs = paragraphs[: max(2, len(paragraphs) // 2)]
    elif mode == "part":
        at = choose.randrange(max(1, len(paragraphs) - 2))
        own = [Line(text=words.own_sentence(choose)) for _ in range(12)]
        paragraphs = [
            *_paragraphs(own[:6], choose),
            *paragraphs[at : at + 3],
            *_paragraphs(own[6:], choose),
        ]
    elif mode == "edited":
        paragraphs = [tuple(map(_edited, paragraph)) for paragraph in paragraphs]
    is_credited = choose.random() < CREDITED
    return attrs.evolve(
        blank,
        title=origin.title if mode == "whole" else f"{origin.title}: a report",
        paragraphs=tuple(paragraphs),
        style=origin.style,
        copy_of=origin.key,
        copy_mode=mode,
        credit=f"Source: {origin.outlet.name}" if is_credited else None,
    )


def _edited(line: Line) -> Line:
    if line.anchor or "“" in line.text:
        return line
    text = " ".join(EDITS.get(word, word) for word in line.text.split(" "))
    return attrs.evolve(line, text=text)


def _paragraphs(lines: Sequence[Line], choose: random.Random) -> tuple[tuple[Line, ...], ...]:
    found, at = [], 0
    while at < len(lines):
        size = choose.randint(1, 4)
        found.append(tuple(lines[at : at + size]))
        at += size
    return tuple(found)


def write_corpus(folder: Path, plan: Plan, formats: Iterable[str]) -> int:
    """Write the articles in every format, the sources and the truth; the number of articles."""
    folder.mkdir(parents=True, exist_ok=True)
    writers = [WRITERS[name](folder) for name in formats]
    number = 0
    with (
        (folder / "truth.jsonl").open("w", encoding="utf-8") as truth,
        write_sources(folder / "sources") as put_source,
    ):
        for event in make_events(plan):
            truth.write(json.dumps(truth_of(event), ensure_ascii=False) + "\n")
            for source in event.scene.sources:
                put_source(source)
            for story in event.stories:
                number += 1
                for writer in writers:
                    writer.put(story)
    for writer in writers:
        writer.close()
    return number


def main() -> None:
    """Write the corpus that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--reach", type=float, default=0.2)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--formats", default="text,html,warc,parquet,jsonl")
    options = parser.parse_args()
    plan = Plan(
        articles=options.articles, seed=options.seed, reach=options.reach, days=options.days
    )
    number = write_corpus(options.folder, plan, options.formats.split(","))
    print(f"{number} articles in {options.folder}")


if __name__ == "__main__":
    main()
