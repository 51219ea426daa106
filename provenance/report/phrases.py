"""What the closed words mean, in sentences for people: one for every member of every list."""

from collections.abc import Mapping

import attrs

from provenance.report.rule_phrases import RULES as RULES  # noqa: PLC0414 - had from here, too
from provenance.terms import (
    Basis,
    BlockKind,
    CapturedBy,
    ClaimType,
    Completeness,
    DisagreementKind,
    DocumentKind,
    DocumentStatus,
    EditEffect,
    Level,
    PublishedBasis,
    QuoteStatus,
    Rank,
    Reason,
    Relation,
    Sourcing,
    Stage,
    Target,
    Verdict,
    Via,
)


@attrs.frozen(kw_only=True)
class VerdictPhrase:
    """How a verdict is shown: never by colour alone."""

    symbol: str
    label: str
    sentence: str
    short: str = ""
    """What it means in half a line, under a figure."""


VERDICTS: Mapping[Verdict, VerdictPhrase] = {
    Verdict.CONTRADICTED: VerdictPhrase(
        symbol="✗",
        label="Contradicted",
        sentence="The cited document says otherwise.",
        short="the cited document says otherwise",
    ),
    Verdict.DISPUTED: VerdictPhrase(
        symbol="≠",
        label="Disputed",
        sentence="Another account says otherwise; no primary source that could be read decides.",
        short="accounts differ, no document settles it",
    ),
    Verdict.UNSUPPORTED: VerdictPhrase(
        symbol="∅",
        label="Not in the source",
        sentence="The cited document was read whole and does not say this.",
        short="read whole, it does not say this",
    ),
    Verdict.PARTLY_SUPPORTED: VerdictPhrase(
        symbol="◐",
        label="Partly supported",
        sentence="The source says part of this; the rest is marked.",
        short="the source says part of it",
    ),
    Verdict.SUPPORTED: VerdictPhrase(
        symbol="✓",
        label="Supported",
        sentence="The source says so. Whether it is true is not judged.",
        short="the source says so; whether it is true is not judged",
    ),
    Verdict.UNCHECKED: VerdictPhrase(
        symbol="?",
        label="Unchecked",
        sentence="A source is named or cited; it could not be read, or not well enough to judge.",
        short="not read, or not well enough",
    ),
    Verdict.UNSOURCED: VerdictPhrase(
        symbol="○",
        label="Unsourced",
        sentence="Nothing in the article leads to a source.",
        short="nothing leads to a source",
    ),
    Verdict.NOT_A_CLAIM: VerdictPhrase(
        symbol="–",
        label="Not a claim",
        sentence="A question, an opinion or a lead-in: nothing to check.",
        short="nothing to check",
    ),
}
"""In the order of attention, worst first."""

NOT_YET = VerdictPhrase(symbol="·", label="Not checked yet", sentence="No check has run.")

REASONS: Mapping[Reason, str] = {
    Reason.NEEDS_VERIFIER: "It is told in other words; rules alone cannot decide.",
    Reason.OFFLINE: "This ran without the network.",
    Reason.NOT_FETCHED: "The address was not opened.",
    Reason.FETCH_FAILED: "The address was tried and gave no document.",
    Reason.NO_ADDRESS: "The source is named, but the article gives no address for it.",
    Reason.LINK_LOST: "A link stood here and its address is lost.",
    Reason.IS_WITNESS: "The article reproduces the document itself; it is no evidence for itself.",
    Reason.TARGET_NOT_DOCUMENT: "The address is a page that changes or a whole site.",
    Reason.DOCUMENT_INCOMPLETE: "The document could not be read whole, so silence proves nothing.",
    Reason.CAPTURED_LATER: "The document was captured after the article appeared.",
    Reason.LANGUAGE_NOT_MEASURED: "The method was never measured on this pair of languages.",
    Reason.LINK_NOT_CERTAIN: "It is not certain that this address is the source meant.",
    Reason.BELOW_CONFIDENCE: "The check came too close to the line to say more.",
    Reason.WITNESS_ONLY: "Only a copy of the document in another article could be read.",
    Reason.TOO_SHORT: "There are too few words to compare.",
    Reason.DATE_NOT_CERTAIN: "The date of the article is a guess, so relative dates stay open.",
    Reason.LANGUAGE_VERSION: "It was held against a version in another language than cited.",
    Reason.OUT_OF_TIME: "The time of the run was used up before it came to this.",
    Reason.QUOTE_VERBATIM: "The quoted words stand in the source word for word.",
    Reason.QUOTE_NEAR_VERBATIM: "The quoted words stand in the source but for a slip.",
    Reason.QUOTE_ALTERED: "The quoted words differ from the source's.",
    Reason.QUOTE_MEANING_CHANGED: "The quoted words differ so that something else is said.",
    Reason.QUOTE_ABSENT: "The quoted words do not stand in the source.",
    Reason.QUOTE_TRANSLATED: "The source is in another language than the quotation.",
    Reason.WRONG_SPEAKER: "The words stand in the source, but somebody else says them.",
    Reason.WRONG_OCCASION: "The words stand in the source, but on another occasion.",
    Reason.NUMBER_DIFFERS: "A number is not the same.",
    Reason.UNIT_DIFFERS: "A unit or currency is not the same.",
    Reason.DATE_DIFFERS: "A date is not the same.",
    Reason.WEEKDAY_MISMATCH: "The day of the week does not fall on this date.",
    Reason.NAME_DIFFERS: "A name is not the same.",
    Reason.WORDS_COVERED: "A passage of the source has the words that carry the sentence.",
    Reason.WORDS_PARTLY_COVERED: "A passage of the source has some of the words, not all.",
    Reason.VERIFIER_SUPPORTS: "The model that compares texts finds the source to say this.",
    Reason.VERIFIER_SUPPORTS_PART: "The model that compares texts finds the rest in the source.",
    Reason.VERIFIER_CONTRADICTS: "The model that compares texts finds that it says otherwise.",
    Reason.VERIFIER_FINDS_NOTHING: "The model that compares texts does not find it in the source.",
    Reason.GUARD_NEGATION: "One of the two denies what the other says.",
    Reason.GUARD_MODALITY: "What may, must or will be on one side is otherwise on the other.",
    Reason.GUARD_STAGE: "A plan, a step or a charge on one side is further on, on the other.",
    Reason.GUARD_CERTAINTY: "The source is less certain than the sentence.",
    Reason.GUARD_QUANTIFIER: "The sentence says it of more, or of fewer, than the source does.",
    Reason.GUARD_SUPERLATIVE: "The sentence claims a record or a first that the source does not.",
    Reason.GUARD_CONDITION: "A condition stands on one side only.",
    Reason.GUARD_CAUSE: "The sentence gives a cause or purpose that the source does not.",
    Reason.GUARD_ORDER: "What comes before and what after is not the same.",
    Reason.GUARD_OPPOSITE: "The source has the opposite word.",
    Reason.GUARD_EXCLUSIVE: 'The sentence says "only" and the source does not, or the reverse.',
    Reason.GUARD_COMPARISON: "The comparison does not run the same way.",
    Reason.GUARD_NUMBER: "A number of the sentence is not in the source, or not of this.",
    Reason.GUARD_UNIT: "A unit of the sentence is not in the source, or is of something else.",
    Reason.GUARD_DATE: "A date of the sentence is not in the source, or said of something else.",
    Reason.GUARD_WEEKDAY: "A day of the week is not in the source, or said of something else.",
    Reason.GUARD_NAME: "A name of the sentence is not in the source, or said of something else.",
    Reason.GUARD_PLACE: "A place of the sentence is not in the source, or said of something else.",
    Reason.GUARD_ROLE: "Who does it and to whom is not the same.",
    Reason.GUARD_TITLE: "A title or office is not the same.",
    Reason.GUARD_SPEAKER: "Somebody else says it in the source.",
    Reason.GUARD_QUOTATION: "Quoted words of the sentence are not the source's.",
    Reason.GUARD_ADDITION: "The sentence adds something that the source does not have.",
    Reason.SOURCES_DISAGREE: "The cited sources disagree with each other.",
    Reason.OUTLET_DISAGREES: "Another outlet tells it differently.",
    Reason.SECONDARY_ONLY: "Only a secondary document says so, not the source itself.",
    Reason.PARTY_ASSERTION: "The source is a party to the matter: it asserts this.",
    Reason.QUESTION: "It is a question.",
    Reason.OPINION: "It is an opinion.",
    Reason.LEAD_IN: "It leads to what follows.",
    Reason.INSTRUCTION: "It tells the reader what to do.",
    Reason.LINK_STUB: "It points at a link.",
    Reason.FRAGMENT: "It is no whole sentence.",
    Reason.DNS: "The name of the site could not be resolved.",
    Reason.TIMEOUT: "The site did not answer in time.",
    Reason.CONNECTION: "No connection to the site.",
    Reason.TLS: "The site's certificate could not be trusted.",
    Reason.HTTP_401: "The site asks for a login (401).",
    Reason.HTTP_403: "The site refused (403).",
    Reason.HTTP_404: "The page is not there (404).",
    Reason.HTTP_410: "The page is gone (410).",
    Reason.HTTP_429: "The site asked to come back later (429).",
    Reason.HTTP_4XX: "The site refused the request.",
    Reason.HTTP_5XX: "The site had an error.",
    Reason.TOO_MANY_REDIRECTS: "The address leads in circles.",
    Reason.TOO_LARGE: "It is too large to read.",
    Reason.NOT_HTML: "It is not a kind of document that can be read.",
    Reason.EMPTY: "It is empty.",
    Reason.BAD_ENCODING: "Its characters could not be decoded.",
    Reason.BLOCKED_BY_ROBOTS: "The site asks programs not to open it.",
    Reason.LOGIN_WALL: "It stands behind a login.",
    Reason.CONSENT_WALL: "It stands behind a consent form.",
    Reason.PAYWALL: "It stands behind a paywall.",
    Reason.SOFT_404: "The page says that it does not exist.",
    Reason.MOVED_TO_FRONT_PAGE: "The address leads to a front page or a section, not to it.",
    Reason.ROBOT_CHECK: "The site asks whether a person is reading.",
    Reason.NEEDS_PDF_READER: "It is a PDF; install provenance[pdf] to read it.",
    Reason.ENCRYPTED: "It is encrypted and asks for a password.",
    Reason.IMAGE_ONLY: "It holds pictures of its text, and no text.",
    Reason.PRIVATE_ADDRESS: "It is an address inside a private network.",
    Reason.BAD_URL: "It is not an address.",
    Reason.NOT_FOUND: "There is no such file.",
    Reason.BINARY: "It is not text.",
    Reason.UNREADABLE: "It could not be read.",
    Reason.NOT_AN_ARTICLE: "It holds no article.",
    Reason.OWN_OUTPUT: "It is a report this program wrote.",
    Reason.EXCLUDED: "The settings exclude it.",
    Reason.TOO_DEEP: "It is nested too deeply.",
    Reason.UNSUPPORTED_TYPE: "It is not a kind of file that is read here.",
    Reason.UNCHANGED: "It has not changed since the state that was named.",
    Reason.CRASHED: "The program broke off on it: a fault of ours, the run went on without it.",
}

SOURCING: Mapping[Sourcing, str] = {
    Sourcing.EXPLICIT: "The article links the source, or names it and lists its address.",
    Sourcing.INHERITED: "The source is carried over from a sentence before.",
    Sourcing.INFERRED: "The source is only guessed from the address or a neighbouring sentence.",
    Sourcing.NAMED: "A source is named, but this article has no address for it.",
    Sourcing.LINK_LOST: "There are traces of a link, but no address.",
    Sourcing.ANONYMOUS: "The source is not named.",
    Sourcing.OWN_REPORTING: "The outlet heard or saw it itself.",
    Sourcing.NONE: "Nothing leads to a source.",
}

BASIS: Mapping[Basis, str] = {
    Basis.INLINE_LINK: "linked in the sentence",
    Basis.LISTED_URL: "listed at the foot, matched by the source it names",
    Basis.NAMED_SOURCE: "the address of the source that is named",
    Basis.INHERITED: "carried over from a sentence before",
    Basis.INFERRED: "guessed from the address or a neighbour",
    Basis.BORROWED: "stands in another article",
    Basis.FOUND: "found on the site of the source",
}

RANK: Mapping[Rank, str] = {
    Rank.PRIMARY: "primary source",
    Rank.SECONDARY: "secondary source",
    Rank.UNKNOWN: "unknown whether primary",
}

TARGET: Mapping[Target, str] = {
    Target.DOCUMENT: "one document",
    Target.PAGE: "a page that changes",
    Target.SITE: "a whole site",
}

CLAIM_TYPES: Mapping[ClaimType, str] = {
    ClaimType.QUOTE: "quotation",
    ClaimType.INDIRECT_SPEECH: "indirect speech",
    ClaimType.QUANTITY: "a number",
    ClaimType.EVENT: "an event",
    ClaimType.STATEMENT: "a statement",
}

QUOTE_STATUS: Mapping[QuoteStatus, str] = {
    QuoteStatus.VERBATIM: "word for word in the source",
    QuoteStatus.NEAR_VERBATIM: "in the source but for a slip",
    QuoteStatus.ALTERED: "differs from the source",
    QuoteStatus.TRANSLATED: "the source is in another language",
    QuoteStatus.ABSENT: "not in the source",
    QuoteStatus.UNCHECKED: "no readable source",
}

EFFECT: Mapping[EditEffect, str] = {
    EditEffect.MEANING_KEPT: "the meaning stays",
    EditEffect.MEANING_CHANGED: "the meaning changes",
}

RELATION: Mapping[Relation, str] = {
    Relation.SUPPORTS: "says so",
    Relation.CONTRADICTS: "says otherwise",
    Relation.MENTIONS: "speaks of it",
}

VIA: Mapping[Via, str] = {
    Via.ORIGINAL: "the document itself",
    Via.ARCHIVE: "an archived capture",
    Via.WITNESS: "a copy in another article",
}

DISAGREEMENT: Mapping[DisagreementKind, str] = {
    DisagreementKind.NUMBER: "Different numbers",
    DisagreementKind.DATE: "Different dates",
    DisagreementKind.POLARITY: "One affirms, one denies",
    DisagreementKind.QUOTE_WORDING: "One quotation, different words",
    DisagreementKind.ATTRIBUTION: "The same words, different speakers",
    DisagreementKind.MODALITY: "One is sure, one is not",
    DisagreementKind.SCOPE: "Different scope",
    DisagreementKind.ROLE_SWAP: "Who did what to whom is turned round",
    DisagreementKind.OMISSION: "What one leaves out changes the sense",
    DisagreementKind.HEADLINE: "Headline and text differ",
}

DOCUMENT_KINDS: Mapping[DocumentKind, str] = {
    DocumentKind.ORIGINAL: "original",
    DocumentKind.ARCHIVE: "archived capture",
    DocumentKind.WITNESS: "copy in another article",
}

DOCUMENT_STATUS: Mapping[DocumentStatus, str] = {
    DocumentStatus.READ: "read",
    DocumentStatus.FAILED: "could not be read",
    DocumentStatus.NOT_TRIED: "not opened",
}

COMPLETENESS: Mapping[Completeness, str] = {
    Completeness.TRUE: "whole",
    Completeness.FALSE: "in part",
    Completeness.UNKNOWN: "unknown whether whole",
}

CAPTURED_BY: Mapping[CapturedBy, str] = {
    CapturedBy.FETCH: "by this program",
    CapturedBy.PERSON: "by a person",
    CapturedBy.ARCHIVE: "by an archive",
    CapturedBy.WITNESS: "by the article that prints it",
}

PUBLISHED_BASIS: Mapping[PublishedBasis, str] = {
    PublishedBasis.GIVEN: "given",
    PublishedBasis.METADATA: "from the page's own data",
    PublishedBasis.TEXT: "from its dateline or byline",
    PublishedBasis.GUESS: "a guess",
    PublishedBasis.UNKNOWN: "unknown",
}

BLOCKS: Mapping[BlockKind, str] = {
    BlockKind.PARAGRAPH: "paragraph",
    BlockKind.BLOCK_QUOTE: "block quotation",
    BlockKind.LIST_ITEM: "list item",
    BlockKind.HEADING: "heading",
    BlockKind.DATELINE: "dateline",
    BlockKind.BYLINE: "byline",
    BlockKind.CAPTION: "caption",
    BlockKind.BOILERPLATE: "furniture of the page",
    BlockKind.LINK_LIST: "list of addresses",
    BlockKind.CREDIT: "credit",
    BlockKind.LINK_STUB: "pointer to a link",
    BlockKind.TABLE: "table",
    BlockKind.CODE: "code",
}

LEVELS: Mapping[Level, str] = {
    Level.ERROR: "Error",
    Level.WARNING: "Warning",
    Level.NOTE: "Note",
}

STAGES: Mapping[Stage, str] = {
    Stage.READ: "reading",
    Stage.EXTRACT: "finding claims",
    Stage.LINK: "linking",
    Stage.FETCH: "fetching",
    Stage.CHECK: "checking",
    Stage.COMPARE: "comparing outlets",
    Stage.RENDER: "writing the report",
}

_STEPS = {
    "account": "is an account of the source",
    "anchor": "carries the link",
    "between": "stands between two sentences that lead there",
    "carried-over": "carries the source over",
    "leads-up": "leads up to a sentence with this source",
    "listed": "is listed at the foot",
    "mentions": "mentions the source",
    "names": "names the source",
    "office": "names the office that speaks for the source",
    "runs-on": "runs on from the sentence before",
    "same-document": "points back at the document",
    "slug": "stands in the address",
}

_BESIDE_A_QUOTATION = {Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED, Verdict.CONTRADICTED}
"""Verdicts that quoted words give although the model finds nothing of what stands beside them."""

_OF_THE_REST = frozenset(
    {Reason.BELOW_CONFIDENCE, Reason.VERIFIER_FINDS_NOTHING, Reason.VERIFIER_CONTRADICTS}
)
"""Beside a quotation that stands in the source these speak of the words round it."""


def reason_text(reason: Reason, verdict: Verdict | None = None) -> str:
    """Why a verdict is what it is, in one sentence."""
    if reason in _OF_THE_REST and verdict is Verdict.SUPPORTED:
        return "The rest of the sentence is told in other words; the model cannot vouch for it."
    if reason is Reason.VERIFIER_FINDS_NOTHING and verdict in _BESIDE_A_QUOTATION:
        return "The model that compares texts does not find the rest of the sentence in the source."
    return REASONS[reason]


def verdict_phrase(verdict: Verdict | None) -> VerdictPhrase:
    """Symbol, word and sentence of a verdict; of ``None`` before any check."""
    return NOT_YET if verdict is None else VERDICTS[verdict]


def step_text(why: str) -> str:
    """Why a step of a chain leads on; an unknown word is shown as it is."""
    return _STEPS.get(why, why.replace("-", " "))
