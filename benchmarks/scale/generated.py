"""A generated corpus: outlets, articles with their sentences, events, and the truth about them."""

import datetime as dt
from typing import Any

import attrs
from scenes import Scene


@attrs.frozen(kw_only=True)
class Outlet:
    """Who publishes."""

    name: str
    site: str


@attrs.frozen(kw_only=True)
class Line:
    """A sentence of an article."""

    text: str
    fact: int | None = None
    """Which fact of the event it tells."""
    is_wrong: bool = False
    cites: str | None = None
    """The address it is from, whether or not the article shows it."""
    anchor: str | None = None
    """The words that carry the link."""


@attrs.frozen(kw_only=True)
class Story:
    """An article."""

    key: str
    event: int
    outlet: Outlet
    day: dt.date
    title: str
    paragraphs: tuple[tuple[Line, ...], ...]
    style: str
    copy_of: str | None = None
    copy_mode: str | None = None
    credit: str | None = None

    @property
    def address(self) -> str:
        """Where it was published."""
        return f"https://{self.outlet.site}/{self.day:%Y/%m/%d}/{self.key}"

    @property
    def lines(self) -> tuple[Line, ...]:
        """All sentences in order."""
        return tuple(line for paragraph in self.paragraphs for line in paragraph)

    @property
    def listed(self) -> tuple[str, ...]:
        """The addresses at its foot, where it has such a list."""
        cited = [line.cites for line in self.lines if line.cites]
        return tuple(dict.fromkeys(cited)) if self.style in ("listed", "link") else ()


@attrs.frozen(kw_only=True)
class Event:
    """What happened, and all that was written of it."""

    number: int
    day: dt.date
    scene: Scene
    stories: tuple[Story, ...]
    contradicted: int | None
    """The fact that one article tells wrongly."""


def truth_of(event: Event) -> dict[str, Any]:
    """What is known of an event, for JSON: its articles, copies, contradiction, sources."""
    scene = event.scene
    return {
        "event": event.number,
        "day": event.day.isoformat(),
        "domain": scene.domain,
        "articles": [_article_truth(story) for story in event.stories],
        "copies": [
            {"from": s.copy_of, "to": s.key, "mode": s.copy_mode, "credited": s.credit is not None}
            for s in event.stories
            if s.copy_of
        ],
        "contradictions": [_contradiction(event)] if event.contradicted is not None else [],
        "developments": [
            {"fact": at, "values": list(fact.values), "articles": _tellers(event, at)}
            for at, fact in enumerate(scene.facts)
            if fact.values
        ],
        "sources": [
            {"url": source.url, "publisher": source.publisher, "facts": source.holds}
            for source in scene.sources
        ],
    }


def _article_truth(story: Story) -> dict[str, Any]:
    return {
        "key": story.key,
        "address": story.address,
        "outlet": story.outlet.name,
        "published": story.day.isoformat(),
        "title": story.title,
        "sentences": len(story.lines),
        "sourcing": story.style,
        "told": [
            {"fact": line.fact, "text": line.text, "wrong": line.is_wrong, "cites": line.cites}
            for line in story.lines
            if line.fact is not None or line.cites
        ],
    }


def _tellers(event: Event, fact: int) -> list[str]:
    return [s.key for s in event.stories if any(line.fact == fact for line in s.lines)]


def _contradiction(event: Event) -> dict[str, Any]:
    assert event.contradicted is not None
    fact = event.scene.facts[event.contradicted]
    told = [
        (story.key, line)
        for story in event.stories
        for line in story.lines
        if line.fact == event.contradicted
    ]
    return {
        "fact": event.contradicted,
        "kind": fact.kind,
        "wrong": [key for key, line in told if line.is_wrong],
        "right": [key for key, line in told if not line.is_wrong],
        "told_wrongly": fact.wrong,
        "told_rightly": list(fact.told),
    }
