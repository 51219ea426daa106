"""Yields PolNeAR's articles with their attributions: source – cue – content spans of brat files.

PolNeAR (Newell, Margolin and Ruths, LREC 2018): news of 2015 and 2016 from seven outlets. Where a
text has several annotators, the first by name is taken.
"""

import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import attrs

Spans = tuple[tuple[int, int], ...]
ROLES = ("Source", "Cue", "Content")


@attrs.frozen(kw_only=True)
class GoldAttribution:
    """One attribution; offsets are code points of the text, end exclusive, in reading order."""

    source: Spans
    cue: Spans
    content: Spans


@attrs.frozen(kw_only=True)
class GoldArticle:
    """A text and who says what in it."""

    name: str
    text: str
    attributions: tuple[GoldAttribution, ...]


def read_polnear(archive: Path, split: str) -> tuple[GoldArticle, ...]:
    """Every article of ``split`` (``train`` or ``dev``) in PolNeAR's archive, by name."""
    texts: dict[str, str] = {}
    annotations: dict[str, tuple[str, str]] = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            path = PurePosixPath(member.name)
            file = tar.extractfile(member) if member.isfile() else None
            if file is None or split not in path.parts:
                continue
            words = file.read().decode("utf-8")
            if path.suffix == ".txt":
                texts[path.stem] = words
            elif path.suffix == ".ann":
                name, annotator = path.stem.rsplit("_", 1)
                if name not in annotations or annotator < annotations[name][0]:
                    annotations[name] = annotator, words
    return tuple(
        GoldArticle(
            name=name, text=text, attributions=tuple(_read_annotations(annotations[name][1]))
        )
        for name, text in sorted(texts.items())
        if name in annotations
    )


def _read_annotations(words: str) -> Iterator[GoldAttribution]:
    spans: dict[str, tuple[str, Spans]] = {}
    events: list[str] = []
    for line in words.splitlines():
        fields = line.split("\t")
        if len(fields) < 2 or not fields[0]:
            continue
        if fields[0][0] == "T":
            kind, _, offsets = fields[1].partition(" ")
            spans[fields[0]] = kind, _read_spans(offsets)
        elif fields[0][0] == "E":
            events.append(fields[1])
    for event in events:
        found: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
        for argument in event.split():
            role, _, target = argument.partition(":")
            role = role.rstrip("0123456789")
            if role in found and target in spans:
                found[role].extend(spans[target][1])
        if found["Cue"] and found["Content"]:
            yield GoldAttribution(
                source=tuple(sorted(found["Source"])),
                cue=tuple(sorted(found["Cue"])),
                content=tuple(sorted(found["Content"])),
            )


def _read_spans(offsets: str) -> Spans:
    pairs = (part.split() for part in offsets.split(";"))
    return tuple((int(start), int(end)) for start, end in pairs)
