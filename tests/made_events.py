"""Four invented events, each told by three outlets: with a clash, a quotation, a copy, a document.

Nothing but the weather page's frame words is common to two events.
"""

from pathlib import Path

from provenance.ingest import read_text
from provenance.model import Article

_LEADS = {
    "flood": (
        "The river Lanner destroyed 134 houses in the valley of Torrin, the county said.",
        "In the valley of Torrin the river Lanner destroyed 143 houses, the county said.",
    ),
    "vote": (
        "Islanders on Skerrow elected teacher Ines Holt as mayor with 812 votes, the clerk wrote.",
        "Islanders on Skerrow elected teacher Ines Holt as mayor with 821 votes, the clerk wrote.",
    ),
    "tram": (
        "Drivers of the Grauweg tram line walked out for 36 hours over night pay, the union told.",
        "Drivers of the Grauweg tram line walked out for 63 hours over night pay, the union told.",
    ),
    "coins": (
        "A ploughman near Moselrath found 2,407 silver coins in a clay jar, the museum announced.",
        "Near Moselrath a ploughman found 2,470 silver coins in a clay jar, the museum announced.",
    ),
}
_QUOTES = {
    "flood": "“We have always warned that the old dam would break,” engineer Ada Brook said.",
    "vote": "“Our harbour school must never close its doors again,” Ines Holt said.",
    "tram": "“Nobody can feed a family on those early shifts,” union leader Karl Senn said.",
    "coins": "“Such a hoard was buried in great haste,” curator Lotte Wehr said.",
}
_TURNED = {
    "flood": "“We have never warned that the old dam would break,” engineer Ada Brook said.",
    "vote": "“Our harbour school must now close its doors again,” Ines Holt said.",
    "tram": "“Nobody could feed a family on these early shifts,” union leader Karl Senn said.",
    "coins": "“Such a hoard was not buried in great haste,” curator Lotte Wehr said.",
}
_DETAILS = {
    "flood": (
        "Rescuers brought sandbags, pumps and blankets to the flooded valley of Torrin, and the "
        "Lanner bridge near the broken dam stayed shut to lorries until engineers had looked at "
        "every one of its cracked pillars, which divers photographed in the brown water at dawn "
        "while shepherds drove four hundred sheep up to the chapel meadow and a helicopter lowered "
        "hay, bread and dry boots onto the roof of the old mill."
    ),
    "vote": (
        "The ballots on Skerrow were counted by lamplight in the harbour school, since the storm "
        "had cut the island's only cable, and the clerk sealed them in herring barrels before the "
        "ferry could take them to Noss; two fishermen guarded the barrels overnight with a lantern "
        "and a flask of tea, and in the morning the whole village stood singing on the pier when "
        "the grey boat at last came round the northern skerries."
    ),
    "tram": (
        "At the Grauweg depot the drivers kept braziers burning between the parked trams, while "
        "commuters walked along the silent tracks towards Linden square and the union handed out "
        "lentil soup from a converted ticket booth; retired conductors played brass beside "
        "the turntable until midnight, and somebody had hung knitted scarves on every signal lamp "
        "between the depot gate and the shuttered flower market."
    ),
    "coins": (
        "The clay jar from Moselrath weighs eleven kilograms with its silver, and the museum's "
        "restorers soak the coins for weeks, since the ploughman's blade cracked the lid and damp "
        "loam has glued whole layers together; each coin is then weighed, drawn in pencil and laid "
        "into a drawer of grey felt, and a retired chemist comes on Thursdays to read the worn "
        "letters through his grandfather's brass microscope."
    ),
}
_RELEASES = {
    "flood": "134 houses in the valley of Torrin were destroyed by the river Lanner.",
    "vote": "Ines Holt was elected mayor of Skerrow with 812 votes.",
    "tram": "Drivers of the Grauweg tram line walked out for 36 hours over night pay.",
    "coins": "2,407 silver coins were found in a clay jar near Moselrath.",
}
EVENTS = tuple(_LEADS)
OUTLETS = ("Courier", "Herald", "Post")


def made_articles(day: str | None = "2026-03-04") -> tuple[Article, ...]:
    """Twelve articles: the first outlet on each event, then the second, then the third."""
    return tuple(
        read_text(_text(event, number), outlet=f"The {outlet}", published=day)
        for number, outlet in enumerate(OUTLETS)
        for event in EVENTS
    )


def write_releases(folder: Path) -> Path:
    """A folder of sources: what was issued on each event, which the first outlets cite."""
    rows = []
    for event in EVENTS:
        (folder / f"{event}.txt").write_text(
            f"Statement on the {event}\n\n{_RELEASES[event]}\n\n{_DETAILS[event]}\n",
            encoding="utf-8",
        )
        rows.append(f'[[source]]\nfile = "{event}.txt"\nurl = "{_address(event)}"\n')
    (folder / "sources.toml").write_text("\n".join(rows), encoding="utf-8")
    return folder


def _address(event: str) -> str:
    return f"https://www.{event}-office.example/news/2026/03/statement-4"


def _text(event: str, number: int) -> str:
    lead = _LEADS[event][number == 1]
    if number == 0:
        lead = f"{lead[:-1]} in a statement at {_address(event)}."
    quote = _TURNED[event] if number == 2 else _QUOTES[event]
    parts = [f"News of the {event}, {OUTLETS[number]}", lead, quote]
    if number != 1:
        parts.append(_DETAILS[event])
    return "\n\n".join(parts) + "\n"
