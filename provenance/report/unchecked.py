"""Why claims are unchecked, in a few words, counted, and what would help."""

from collections import Counter
from collections.abc import Iterable, Mapping

import attrs

from provenance.model import Claim
from provenance.report.phrases import REASONS
from provenance.terms import Reason, Verdict

SHORT: Mapping[Reason, str] = {
    Reason.NEEDS_VERIFIER: "told in other words",
    Reason.VERIFIER_FINDS_NOTHING: "not found by the model",
    Reason.VERIFIER_CONTRADICTS: "the model doubts it",
    Reason.OFFLINE: "address not opened",
    Reason.NOT_FETCHED: "address not opened",
    Reason.FETCH_FAILED: "could not be fetched",
    Reason.NO_ADDRESS: "no address given",
    Reason.LINK_LOST: "link without its address",
    Reason.IS_WITNESS: "copy of the source",
    Reason.TARGET_NOT_DOCUMENT: "no single document",
    Reason.DOCUMENT_INCOMPLETE: "not read whole",
    Reason.CAPTURED_LATER: "captured later",
    Reason.LANGUAGE_NOT_MEASURED: "other language",
    Reason.LINK_NOT_CERTAIN: "link not certain",
    Reason.BELOW_CONFIDENCE: "too close to call",
    Reason.WITNESS_ONLY: "only a copy read",
    Reason.TOO_SHORT: "too few words",
    Reason.DATE_NOT_CERTAIN: "date not certain",
    Reason.LANGUAGE_VERSION: "not the version cited",
    Reason.OUT_OF_TIME: "out of time",
    Reason.QUOTE_TRANSLATED: "source in another language",
}
"""For a mark behind a sentence."""

_HELP: Mapping[Reason, str] = {
    Reason.NEEDS_VERIFIER: "Open the sentence and read the passage beside it.",
    Reason.VERIFIER_FINDS_NOTHING: "Read the passage beside the sentence, and the source round it.",
    Reason.VERIFIER_CONTRADICTS: "Read the passage beside the sentence, and the source round it.",
    Reason.OFFLINE: "Run again without --offline, or hand the documents over with --sources.",
    Reason.NOT_FETCHED: "Hand the documents over with --sources.",
    Reason.FETCH_FAILED: "Save the documents yourself and hand them over with --sources.",
    Reason.NO_ADDRESS: "Ask the author for the address, and link it.",
    Reason.LINK_LOST: "Put the link back.",
    Reason.IS_WITNESS: "Nothing to do: it serves as a copy of the document for other articles.",
    Reason.TARGET_NOT_DOCUMENT: "Link the document itself, or an archived capture of it.",
    Reason.LINK_NOT_CERTAIN: "Link the source in the sentence.",
    Reason.WITNESS_ONLY: "Read the original.",
    Reason.OUT_OF_TIME: "Run again with more time, or over fewer articles.",
}
_ADVICE: Mapping[Reason, tuple[str, str]] = {
    Reason.OFFLINE: (
        "Let the program open the addresses, or hand the documents over",
        "without --offline; --sources",
    ),
    Reason.NOT_FETCHED: ("Hand the documents over", "--sources"),
    Reason.FETCH_FAILED: ("Save the documents yourself and hand them over", "--sources"),
    Reason.LINK_LOST: ("Put the address back into the link", ""),
}
"""Where it is told otherwise to who has no command line, and what is written on it then."""

_READ_YOURSELF = "Read the source yourself."


@attrs.frozen(kw_only=True)
class Cause:
    """One reason, how many claims are unchecked for it first of all, and what would help."""

    reason: Reason | None
    count: int
    short: str
    sentence: str
    help: str
    """What would help, with the options of the command line."""
    advice: str
    """The same without them."""
    options: str = ""
    """The options alone."""


def causes(claims: Iterable[Claim]) -> tuple[Cause, ...]:
    """Why ``claims`` are unchecked, the commonest reason first; each claim counts once."""
    unchecked = [claim for claim in claims if claim.verdict is Verdict.UNCHECKED]
    counted = Counter(_first(claim) for claim in unchecked)
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0].value if item[0] else ""))
    return tuple(_cause(reason, count) for reason, count in ranked)


def short_cause(claim: Claim) -> str:
    """Why ``claim`` is unchecked, in three words; empty where it is checked or nobody knows."""
    reason = _first(claim) if claim.verdict is Verdict.UNCHECKED else None
    return SHORT.get(reason, "") if reason else ""


def _first(claim: Claim) -> Reason | None:
    return claim.reasons[0] if claim.reasons else None


def _cause(reason: Reason | None, count: int) -> Cause:
    if reason is None:
        sentence, short = "No reason is known.", "for no known reason"
    else:
        sentence = REASONS[reason]
        short = SHORT.get(reason, sentence.rstrip(".").lower())
    told = _HELP.get(reason, _READ_YOURSELF) if reason else _READ_YOURSELF
    advice, options = _ADVICE.get(reason, (told, "")) if reason else (told, "")
    return Cause(
        reason=reason,
        count=count,
        short=short,
        sentence=sentence,
        help=told,
        advice=advice,
        options=options,
    )
