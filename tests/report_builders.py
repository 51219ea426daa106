"""Small reports built by hand: say only what matters to the case. The stories are invented."""

import hashlib
from typing import Any

import attrs

from provenance import model
from provenance.checks import check_report
from provenance.model import (
    Agreement,
    Article,
    Attribution,
    Block,
    ChainStep,
    Citation,
    Claim,
    CopyRelation,
    Disagreement,
    Document,
    Edit,
    Evidence,
    FailureRecord,
    InputRecord,
    Link,
    Location,
    Metadata,
    NearMatch,
    Published,
    Quote,
    Report,
    SaidAt,
    SourceMap,
    Speaker,
    ToolRecord,
)
from provenance.spans import Excerpt, Span
from provenance.terms import (
    AttributionKind,
    Basis,
    BlockKind,
    CapturedBy,
    ClaimType,
    Completeness,
    CopyDirection,
    DisagreementKind,
    DocumentKind,
    DocumentStatus,
    EditEffect,
    EditOp,
    Fit,
    InputStatus,
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

PORT_URL = "https://port.example/news/2026/03/ferry-statement"
SITE_URL = "https://ministry.example/"
PAGE_URL = "https://stats.example/quays"
TOOL = ToolRecord(name="provenance", version="0.0.0")


def article(text: str, **given: Any) -> Article:
    """An article of paragraphs parted by blank lines; the first is its heading."""
    blocks = given.pop("blocks", None) or paragraphs(text)
    links = given.pop("links", ())
    path = given.pop("path", "harbour/a.txt")
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return Article(
        id=given.pop("id", digest[:12]),
        path=path,
        digest=f"sha256:{digest}",
        text=text,
        prose=text,
        blocks=blocks,
        links=links,
        metadata=Metadata(**given),
        source_map=SourceMap(path=path or "", anchors=()),
    )


def paragraphs(text: str) -> tuple[Block, ...]:
    """A heading and then paragraphs, parted by blank lines."""
    blocks: list[Block] = []
    start = 0
    for part in text.split("\n\n"):
        kind = BlockKind.PARAGRAPH if blocks else BlockKind.HEADING
        blocks.append(Block(kind=kind, span=Span(start, start + len(part))))
        start += len(part) + 2
    return tuple(blocks)


def claim(of: Article, words: str, verdict: Verdict | None = None, **given: Any) -> Claim:
    """The claim that the sentence ``words`` of ``of`` makes."""
    start = of.text.index(words)
    sentence = Excerpt.of(of.text, Span(start, start + len(words)))
    given.setdefault("id", f"{of.id}:{sentence.start}-{sentence.end}")
    given.setdefault("type", ClaimType.STATEMENT)
    given.setdefault("location", location(of, sentence.span))
    return Claim(article=of.id, sentence=sentence, span=sentence, verdict=verdict, **given)


def location(of: Article, span: Span) -> Location:
    """Line and column of ``span``, as for a plain text."""
    line, column = _line_and_column(of.text, span.start)
    end_line, end_column = _line_and_column(of.text, span.end)
    return Location(
        path=of.path or "", line=line, column=column, end_line=end_line, end_column=end_column
    )


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def words_of(of: Article, words: str) -> Excerpt:
    """``words`` as they stand in the text of ``of``."""
    start = of.text.index(words)
    return Excerpt.of(of.text, Span(start, start + len(words)))


def step(of: Article, why: str, words: str) -> ChainStep:
    """One step of a chain on ``words``."""
    found = words_of(of, words)
    return ChainStep(why=why, start=found.start, end=found.end, exact=found.exact)


def citation(url: str = PORT_URL, **given: Any) -> Citation:
    """A primary document at ``url``, named and listed."""
    given.setdefault("basis", Basis.LISTED_URL)
    given.setdefault("rank", Rank.PRIMARY)
    given.setdefault("target", Target.DOCUMENT)
    given.setdefault("confidence", 0.95)
    return Citation(url=url, **given)


def quote(of: Article, words: str, status: QuoteStatus, **given: Any) -> Quote:
    """The quoted ``words`` of ``of``."""
    found = words_of(of, words)
    return Quote(start=found.start, end=found.end, exact=found.exact, status=status, **given)


def edit(op: EditOp, source: str, written: str, *, kept: bool = True) -> Edit:
    """One edit; ``kept`` tells whether the meaning is."""
    effect = EditEffect.MEANING_KEPT if kept else EditEffect.MEANING_CHANGED
    return Edit(op=op, source=source, article=written, effect=effect)


def evidence(exact: str, relation: Relation, **given: Any) -> Evidence:
    """A passage of the port's statement."""
    given.setdefault("document", "doc-port")
    given.setdefault("url", PORT_URL)
    given.setdefault("start", 100)
    given.setdefault("prefix", "")
    given.setdefault("suffix", "")
    given.setdefault("score", 0.9)
    given.setdefault("via", Via.ORIGINAL)
    return Evidence(exact=exact, end=given["start"] + len(exact), relation=relation, **given)


def document(**given: Any) -> Document:
    """The port's statement, read whole."""
    given.setdefault("id", "doc-port")
    given.setdefault("url", PORT_URL)
    given.setdefault("captured_at", "2026-03-05T08:30:00Z")
    given.setdefault("captured_by", CapturedBy.FETCH)
    given.setdefault("digest", "sha256:" + "ab" * 32)
    given.setdefault("status", DocumentStatus.READ)
    given.setdefault("complete", Completeness.TRUE)
    given.setdefault("media_type", "text/html")
    given.setdefault("title", "Statement on the ferry terminal")
    given.setdefault("publisher", "Port of Ostrand")
    given.setdefault("language", "en")
    return Document(**given)


def report(*, articles: tuple[Article, ...] = (), **given: Any) -> Report:
    """A report of ``articles``, each of them an input that was read."""
    inputs = tuple(InputRecord(path=a.path or "", status=InputStatus.READ) for a in articles)
    given.setdefault("inputs", inputs)
    given.setdefault("tool", TOOL)
    return Report(articles=articles, **given)


# --- the harbour: one report that shows everything at least once ---------------------------------

COURIER = """Ferry terminal will stay open, port says

OSTRAND, 4 March 2026. By Ada Lind

The Port of Ostrand published a statement on the ferry terminal on Tuesday, 3 March 2026.

“The terminal will close for any reason this year,” the statement said. “Repairs begin in May.”

According to the port, 1,400 people work at the terminal, most of them on night shifts.

The mayor, Ines Holt, called the plan “a gift to the harbour quarter”.

Will the night ferry return?

Two officials who asked not to be named expect a decision by summer. The quay is 310 metres long.

Photo: Harbour archive

Subscribe to our newsletter."""

HERALD = """Port keeps the terminal

The ferry terminal employs 1,600 people, the port said on its website.

The statement was published on Monday, 3 March 2026.
"The terminal will not be closed for any reason this year."

Holt spoke of "a present for the harbour quarter". Repairs cost 4 million."""

WIRE = """The port's words in full

The Port of Ostrand issued this statement on 3 March 2026:

The terminal will not close for any reason this year. Repairs begin in May."""

_LINE = "“The terminal will close for any reason this year,” the statement said."


def harbour() -> Report:
    """Three outlets on one statement: every verdict, every kind of finding's ground."""
    courier = _courier()
    herald = article(
        HERALD,
        path="harbour/herald.md",
        title="Port keeps the terminal",
        outlet="The Herald",
        published=Published(value="2026-03-04", basis=PublishedBasis.GUESS),
        language="en",
    )
    wire = article(WIRE, path="harbour/wire.txt", outlet="Coast Wire", language="en")
    claims = (*_courier_claims(courier), *_herald_claims(herald), *_wire_claims(wire))
    return report(
        articles=(courier, herald, wire),
        claims=claims,
        documents=_documents(wire),
        inputs=(
            *(InputRecord(path=a.path or "", status=InputStatus.READ) for a in (courier, herald)),
            InputRecord(path="harbour/wire.txt", status=InputStatus.READ),
            InputRecord(
                path="harbour/broken.txt",
                status=InputStatus.FAILED,
                reason=Reason.BINARY,
                detail="a zero byte at offset 12",
            ),
            InputRecord(
                path="harbour/logo.png", status=InputStatus.SKIPPED, reason=Reason.UNSUPPORTED_TYPE
            ),
        ),
        failures=(
            FailureRecord(
                input=SITE_URL, stage=Stage.FETCH, reason=Reason.HTTP_403, detail="answered 403"
            ),
        ),
        **_across(claims, (courier, herald, wire)),
    )


def _courier() -> Article:
    starts = [COURIER.index(part) for part in COURIER.split("\n\n")]
    kinds = [
        BlockKind.HEADING,
        BlockKind.DATELINE,
        *[BlockKind.PARAGRAPH] * 6,
        BlockKind.CREDIT,
        BlockKind.BOILERPLATE,
    ]
    blocks = tuple(
        Block(kind=kind, span=Span(start, start + len(part)))
        for kind, start, part in zip(kinds, starts, COURIER.split("\n\n"), strict=True)
    )
    anchor = COURIER.index("a statement")
    return article(
        COURIER,
        blocks=blocks,
        links=(Link(url=PORT_URL, span=Span(anchor, anchor + len("a statement"))),),
        path="harbour/courier.txt",
        title="Ferry terminal will stay open, port says",
        outlet="Ostrand Courier",
        authors=("Ada Lind",),
        published=Published(value="2026-03-04", basis=PublishedBasis.TEXT),
        language="en",
    )


def _courier_claims(courier: Article) -> tuple[Claim, ...]:
    anchor = citation(
        basis=Basis.INLINE_LINK,
        confidence=1.0,
        chain=(step(courier, "anchor", "a statement"),),
    )
    carried = citation(
        basis=Basis.INHERITED,
        chain=(
            step(courier, "carried-over", "the statement"),
            step(courier, "anchor", "a statement"),
        ),
    )
    reversed_quote = quote(
        courier,
        "The terminal will close for any reason this year,",
        QuoteStatus.ALTERED,
        document="doc-port",
        source_start=412,
        source_end=465,
        source_exact="The terminal will not close for any reason this year.",
        edits=(edit(EditOp.DELETE, "not", "", kept=False),),
        speaker_fits=Fit.YES,
        context_fits=Fit.YES,
    )
    published = (
        "The Port of Ostrand published a statement on the ferry terminal on Tuesday, 3 March"
    )
    return (
        claim(
            courier,
            published + " 2026.",
            Verdict.SUPPORTED,
            type=ClaimType.EVENT,
            sourcing=Sourcing.EXPLICIT,
            citations=(anchor,),
            confidence=0.97,
            reasons=(Reason.WORDS_COVERED,),
            evidence=(
                evidence("Published on Tuesday, 3 March 2026", Relation.SUPPORTS, prefix="Port. "),
            ),
            checkworthiness=0.6543,
        ),
        claim(
            courier,
            _LINE,
            Verdict.CONTRADICTED,
            type=ClaimType.QUOTE,
            speaker=Speaker(name="Port of Ostrand", role="issuer", organisation="Port of Ostrand"),
            said_at=SaidAt(date="2026-03-03", place="Ostrand"),
            attribution=_attribution(courier),
            sourcing=Sourcing.INHERITED,
            citations=(carried,),
            confidence=0.96,
            reasons=(Reason.QUOTE_MEANING_CHANGED,),
            quotes=(reversed_quote,),
            evidence=(
                evidence(
                    "The terminal will not close for any reason this year.",
                    Relation.CONTRADICTS,
                    prefix="the board has decided: ",
                    suffix=" Repairs begin in May.",
                    start=412,
                ),
            ),
        ),
        *_more_courier_claims(courier, carried),
    )


def _more_courier_claims(courier: Article, carried: Citation) -> tuple[Claim, ...]:
    workers = (
        "According to the port, 1,400 people work at the terminal, most of them on night shifts."
    )
    return (
        claim(
            courier,
            "“Repairs begin in May.”",
            Verdict.SUPPORTED,
            type=ClaimType.QUOTE,
            sourcing=Sourcing.INHERITED,
            citations=(carried,),
            confidence=0.98,
            reasons=(Reason.QUOTE_VERBATIM, Reason.PARTY_ASSERTION),
            quotes=(
                quote(
                    courier,
                    "Repairs begin in May.",
                    QuoteStatus.VERBATIM,
                    document="doc-port",
                    source_start=466,
                    source_end=487,
                    source_exact="Repairs begin in May.",
                    speaker_fits=Fit.YES,
                    context_fits=Fit.YES,
                ),
            ),
        ),
        claim(
            courier,
            workers,
            Verdict.PARTLY_SUPPORTED,
            type=ClaimType.QUANTITY,
            speaker=Speaker(name="Port of Ostrand"),
            speaker_guess=True,
            sourcing=Sourcing.EXPLICIT,
            citations=(carried,),
            confidence=0.71,
            reasons=(Reason.WORDS_PARTLY_COVERED,),
            unsupported_spans=(words_of(courier, "most of them on night shifts"),),
            evidence=(evidence("1,400 people work at the terminal", Relation.SUPPORTS),),
        ),
        claim(
            courier,
            "The mayor, Ines Holt, called the plan “a gift to the harbour quarter”.",
            Verdict.UNCHECKED,
            type=ClaimType.QUOTE,
            speaker=Speaker(name="Ines Holt", role="mayor", organisation="Ostrand"),
            sourcing=Sourcing.NAMED,
            reasons=(Reason.NO_ADDRESS,),
            quotes=(_gift(courier),),
        ),
        claim(
            courier,
            "Will the night ferry return?",
            Verdict.NOT_A_CLAIM,
            reasons=(Reason.QUESTION,),
        ),
        claim(
            courier,
            "Two officials who asked not to be named expect a decision by summer.",
            Verdict.UNSOURCED,
            type=ClaimType.INDIRECT_SPEECH,
            sourcing=Sourcing.ANONYMOUS,
        ),
        claim(
            courier,
            "The quay is 310 metres long.",
            Verdict.UNSUPPORTED,
            type=ClaimType.QUANTITY,
            sourcing=Sourcing.EXPLICIT,
            citations=(citation(PAGE_URL, basis=Basis.INLINE_LINK),),
            confidence=0.82,
            reasons=(Reason.NUMBER_DIFFERS,),
        ),
    )


def _gift(courier: Article) -> Quote:
    near = NearMatch(
        document="doc-wire",
        start=10,
        end=42,
        exact="a present to the harbour quarter",
        edits=(edit(EditOp.REPLACE, "present", "gift"),),
    )
    return quote(courier, "a gift to the harbour quarter", QuoteStatus.UNCHECKED, near_match=near)


def _attribution(courier: Article) -> Attribution:
    return Attribution(
        source=(words_of(courier, "the statement").span,),
        cue=(words_of(courier, "said").span,),
        content=(words_of(courier, "The terminal will close for any reason this year").span,),
        kind=AttributionKind.DIRECT,
        speaker=Speaker(name="Port of Ostrand"),
    )


def _herald_claims(herald: Article) -> tuple[Claim, ...]:
    page = citation(PAGE_URL, basis=Basis.NAMED_SOURCE, target=Target.PAGE, confidence=0.8)
    return (
        claim(
            herald,
            "The ferry terminal employs 1,600 people, the port said on its website.",
            Verdict.DISPUTED,
            type=ClaimType.QUANTITY,
            sourcing=Sourcing.EXPLICIT,
            citations=(page,),
            confidence=0.88,
            reasons=(Reason.OUTLET_DISAGREES, Reason.NUMBER_DIFFERS),
        ),
        claim(
            herald,
            "The statement was published on Monday, 3 March 2026.",
            Verdict.UNCHECKED,
            type=ClaimType.EVENT,
            sourcing=Sourcing.LINK_LOST,
            reasons=(Reason.WEEKDAY_MISMATCH, Reason.LINK_LOST),
        ),
        claim(
            herald,
            '"The terminal will not be closed for any reason this year."',
            Verdict.PARTLY_SUPPORTED,
            type=ClaimType.QUOTE,
            sourcing=Sourcing.NAMED,
            citations=(citation(basis=Basis.BORROWED),),
            confidence=0.9,
            reasons=(Reason.QUOTE_ALTERED, Reason.WITNESS_ONLY),
            quotes=(
                quote(
                    herald,
                    "The terminal will not be closed for any reason this year.",
                    QuoteStatus.ALTERED,
                    document="doc-wire",
                    source_start=85,
                    source_end=138,
                    source_exact="The terminal will not close for any reason this year.",
                    edits=(edit(EditOp.REPLACE, "close", "be closed"),),
                ),
            ),
        ),
        claim(
            herald,
            'Holt spoke of "a present for the harbour quarter".',
            Verdict.UNCHECKED,
            type=ClaimType.QUOTE,
            speaker=Speaker(name="Ines Holt"),
            sourcing=Sourcing.NAMED,
            reasons=(Reason.NO_ADDRESS,),
            quotes=(quote(herald, "a present for the harbour quarter", QuoteStatus.UNCHECKED),),
        ),
        claim(herald, "Repairs cost 4 million.", Verdict.UNSOURCED, type=ClaimType.QUANTITY),
    )


def _wire_claims(wire: Article) -> tuple[Claim, ...]:
    return (
        claim(
            wire,
            "The terminal will not close for any reason this year.",
            Verdict.UNCHECKED,
            type=ClaimType.QUOTE,
            sourcing=Sourcing.INHERITED,
            reasons=(Reason.IS_WITNESS,),
        ),
    )


def _documents(wire: Article) -> tuple[Document, ...]:
    return (
        document(published="2026-03-03"),
        document(
            id="doc-wire",
            kind=DocumentKind.WITNESS,
            captured_by=CapturedBy.WITNESS,
            captured_at=None,
            digest=None,
            complete=Completeness.UNKNOWN,
            witness_of=wire.id,
            title=None,
        ),
        document(id="doc-page", url=PAGE_URL, complete=Completeness.FALSE, publisher=None),
        Document(id="doc-site", url=SITE_URL, status=DocumentStatus.FAILED, reason=Reason.HTTP_403),
        Document(id="doc-none", url="https://late.example/x", reason=Reason.OFFLINE),
    )


def _across(claims: tuple[Claim, ...], articles: tuple[Article, ...]) -> dict[str, Any]:
    by_words = {one.sentence.exact: one.id for one in claims}
    courier, herald, wire = articles
    workers = next(one for words, one in by_words.items() if "1,400" in words)
    staff = next(one for words, one in by_words.items() if "1,600" in words)
    gift = next(one for words, one in by_words.items() if "a gift" in words)
    present = next(one for words, one in by_words.items() if "a present" in words)
    return {
        "disagreements": (
            Disagreement(
                kind=DisagreementKind.NUMBER,
                left=workers,
                right=staff,
                what="1,400 people ≠ 1,600 people",
                score=0.914,
                settled_by="doc-port",
            ),
            Disagreement(
                kind=DisagreementKind.QUOTE_WORDING,
                left=gift,
                right=present,
                what="gift ≠ present",
                score=0.8,
            ),
        ),
        "agreements": (Agreement(claims=(by_words[_LINE], by_words[_QUOTE_IN_WIRE]), origins=1),),
        "copies": (
            CopyRelation(
                from_article=wire.id,
                to_article=herald.id,
                direction=CopyDirection.UNKNOWN,
                basis="the same sentence of 11 words",
            ),
            CopyRelation(
                from_article=wire.id,
                to_article=courier.id,
                direction=CopyDirection.KNOWN,
                basis="names it as its source",
            ),
        ),
    }


_QUOTE_IN_WIRE = "The terminal will not close for any reason this year."


def disputing(given: Report) -> Report:
    """``given`` with both sides of each disagreement pointing at each other."""
    sides = [(one.left, one.right) for one in given.disagreements]
    against: dict[str, tuple[str, ...]] = {}
    for left, right in (*sides, *((right, left) for left, right in sides)):
        against[left] = (*against.get(left, ()), right)
    claims = tuple(attrs.evolve(one, disputed_by=against.get(one.id, ())) for one in given.claims)
    return attrs.evolve(given, claims=claims)


def judged_harbour() -> Report:
    """The harbour with what the checks find in it."""
    given = disputing(harbour())
    return attrs.evolve(given, findings=check_report(given))


def analysis(of: Article, claims: tuple[Claim, ...]) -> model.Analysis:
    """An analysis of ``of`` with a sentence for each claim."""
    sentences = tuple(
        model.Sentence(span=one.sentence.span, block=_block_of(of, one)) for one in claims
    )
    attributions = tuple(one.attribution for one in claims if one.attribution)
    return model.Analysis(
        article=of, sentences=sentences, quotations=(), attributions=attributions, claims=claims
    )


def _block_of(of: Article, one: Claim) -> int:
    return next(
        number for number, block in enumerate(of.blocks) if block.span.contains(one.sentence.span)
    )
