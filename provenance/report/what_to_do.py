"""What to do about one finding: which document to open, or whom to ask, in a line."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

import attrs

from provenance.checks.grounds import is_witness
from provenance.checks.index import ReportIndex
from provenance.model import Claim, Disagreement, Document, SaidAt
from provenance.report.exhibits import Exhibit
from provenance.report.visible import one_line
from provenance.terms import Basis, Reason, Relation, RuleId, Target

_NAME = 60
"""Characters of a title or an address that stands for a document."""

_OPENING: Mapping[RuleId, tuple[str, str]] = {
    RuleId.QUOTE_MEANING_CHANGED: (
        "Open ",
        " and set the quotation right: the changed words say something else.",
    ),
    RuleId.QUOTE_ALTERED: ("Compare with ", "; quote word for word, or mark what is left out."),
    RuleId.QUOTE_ABSENT: (
        "Search ",
        " for the words; where they are not, say where they were said, or take them out.",
    ),
    RuleId.QUOTE_WRONG_SPEAKER: ("Open ", " and see who says it there, and when."),
    RuleId.QUOTE_NEAR_MATCH: ("Compare with ", "; link it if it is the source."),
    RuleId.QUOTE_DIFFERS_FROM_WITNESS: (
        "Get the original of ",
        " and compare the quotation: only a copy in another article was read.",
    ),
    RuleId.NUMBER_DIFFERS: ("Take the number from ", ", or name where this one comes from."),
    RuleId.DATE_DIFFERS: ("Take the date from ", ", or name where this one comes from."),
    RuleId.CONTRADICTED_BY_SOURCE: (
        "Read the passage in ",
        "; mend the sentence, or name the source that says so.",
    ),
    RuleId.UNSUPPORTED_BY_SOURCE: (
        "Look for it in ",
        "; where it is not, name the source that says so.",
    ),
    RuleId.PARTLY_SUPPORTED: ("Open ", " and name the source of the rest."),
}
"""What stands before and behind the document, by rule; other rules have their advice."""

_UNTIL_THEN = " Until then say that accounts differ."


@attrs.frozen(kw_only=True)
class Place:
    """A document or an address to open."""

    name: str
    """Its title, or its address cut short."""
    address: str | None


@attrs.frozen(kw_only=True)
class ToDo:
    """One line: words, and places to open among them."""

    parts: tuple[str | Place, ...]

    def told(self, *, beside: str | None = None) -> str:
        """The line as text, addresses written out but for the one that stands ``beside`` it."""
        return "".join(
            one if isinstance(one, str) else _written(one, beside=beside) for one in self.parts
        )


def what_to_do(shown: Exhibit, index: ReportIndex) -> ToDo:
    """What a person does next about a finding; its rule's advice where nothing is to be opened.

    Args:
        shown: the finding with what it rests on.
        index: the report.
    """
    rule = shown.finding.rule
    if rule is RuleId.DISPUTED and shown.claim is not None:
        return _about_accounts(shown.claim, index)
    if rule in _OPENING and (shown.document or shown.address):
        before, behind = _OPENING[rule]
        return ToDo(parts=(before, _place(shown.address, shown.document), behind))
    return ToDo(parts=(shown.finding.advice,))


def what_settles(one: Disagreement | None, claim: Claim, other: Claim, index: ReportIndex) -> ToDo:
    """What a person does next about two accounts, ``claim`` standing first.

    Args:
        one: in what they disagree, where that is known.
        claim: the one.
        other: the other.
        index: the report.
    """
    settling = index.documents.get(one.settled_by or "") if one else None
    if settling is not None:
        behind = ", which settles it, and mend the account that says otherwise."
        if is_witness(settling):
            has = _borne_out(settling, claim, other)
            said = f", which has the {has} account" if has else ""
            behind = (
                f" (so far only a copy of it was read{said}) and mend the account that says "
                "otherwise."
            )
        return ToDo(parts=("Open ", _place(settling.url, settling), behind))
    parts = _by_addresses(claim, other, index)
    return ToDo(parts=parts if claim.article == other.article else (*parts, _UNTIL_THEN))


def _borne_out(document: Document, claim: Claim, other: Claim) -> str | None:
    """Which of two accounts stands in the document; ``None`` where both do, or neither."""
    has = [
        (Reason.IS_WITNESS in one.reasons and one.article == document.witness_of)
        or any(e.document == document.id and e.relation is Relation.SUPPORTS for e in one.evidence)
        for one in (claim, other)
    ]
    return None if has[0] == has[1] else "first" if has[0] else "second"


def _about_accounts(claim: Claim, index: ReportIndex) -> ToDo:
    known = {
        one.right if one.left == claim.id else one.left: one
        for one in reversed(index.disagreements_of.get(claim.id, ()))
    }
    ids = [one for one in (*claim.disputed_by, *known) if one in index.claims]
    if not ids:
        return ToDo(parts=_between_sources(claim, index))
    return what_settles(known.get(ids[0]), claim, index.claims[ids[0]], index)


def _by_addresses(claim: Claim, other: Claim, index: ReportIndex) -> tuple[str | Place, ...]:
    ours, theirs = _addresses(claim), _addresses(other)
    both = [url for url in ours if url in theirs]
    if both:
        place = _named(both[0], index)
        return "Open ", place, ", to which both lead, and see which account it bears out."
    if ours and theirs:
        first, second = _named(ours[0], index), _named(theirs[0], index)
        return "Open ", first, " (first account) and ", second, " (second) and compare."
    if not ours and not theirs:
        return (_whom_to_ask(claim, other),)
    place = _named((ours or theirs)[0], index)
    has, lacks = ("first", "second") if ours else ("second", "first")
    if claim.article == other.article:
        return "Open ", place, f", to which the {has} account leads, and compare."
    return (
        *("Open ", place, f", to which the {has} account leads, and compare; "),
        f"ask for the source of the {lacks}.",
    )


def _whom_to_ask(claim: Claim, other: Claim) -> str:
    """Where neither account has an address."""
    if claim.article == other.article:
        return "No address is given: ask the author which of the two sentences is right."
    spoken = [(_who(one), one.said_at) for one in (claim, other)]
    named = dict.fromkeys(f"{who} said{_on(said)}" for who, said in spoken if who)
    look = f"look for a record of what {' and what '.join(named)}, or " if named else ""
    return f"No address is given: {look}ask both authors for their source."


def _between_sources(claim: Claim, index: ReportIndex) -> tuple[str | Place, ...]:
    """Where the sources of one sentence differ, or the other account is not known."""
    places = [_named(url, index) for url in _addresses(claim)]
    if len(places) > 1:
        return "Open ", places[0], " and ", places[1], f" and compare.{_UNTIL_THEN}"
    if places:
        return "Open ", places[0], f" and compare.{_UNTIL_THEN}"
    return (f"Ask the author for the source.{_UNTIL_THEN}",)


def _addresses(claim: Claim) -> Sequence[str]:
    """Its own addresses, single documents first."""
    own = [one for one in claim.citations if one.basis not in (Basis.BORROWED, Basis.FOUND)]
    ranked = sorted(own, key=lambda one: one.target is not Target.DOCUMENT)
    return list(dict.fromkeys(one.url for one in ranked))


def _who(claim: Claim) -> str | None:
    speaker = claim.speaker
    if speaker is None or claim.speaker_guess:
        return None
    return one_line(speaker.name or speaker.organisation or "") or None


def _on(said: SaidAt | None) -> str:
    return f" on {one_line(said.date[:10])}" if said and said.date else ""


def _named(url: str, index: ReportIndex) -> Place:
    known = [one for one in index.documents.values() if one.url == url and one.title]
    return _place(url, known[0] if known else None)


def _place(url: str | None, document: Document | None) -> Place:
    url = (document.url if document else None) or url
    title = document.title if document else None
    if title:
        return Place(name=f"“{_cut(title)}”", address=url)
    if url:
        return Place(name=_cut(_bare(url)), address=url)
    name = (document.publisher or document.id) if document else "the source"
    return Place(name=_cut(name), address=None)


def _bare(url: str) -> str:
    """An address as people say it: host and path; as it is where it cannot be parsed."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{parts.netloc.removeprefix('www.')}{parts.path}".rstrip("/") or url


def _cut(words: str) -> str:
    flat = one_line(words)
    return flat if len(flat) <= _NAME else f"{flat[: _NAME - 1].rstrip()}…"


def _written(place: Place, *, beside: str | None) -> str:
    if not place.address or place.address == beside:
        return place.name
    is_bare = not place.name.startswith("“")
    return place.address if is_bare else f"{place.name} <{place.address}>"
