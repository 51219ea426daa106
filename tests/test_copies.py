"""Who reproduces whom, and in which direction."""

import datetime as dt

import attrs
import report_builders as build

from provenance.checks import check_report
from provenance.copies import agency_of, find_copies
from provenance.ingest import read_text
from provenance.model import Analysis, Article, CopyRelation, Document
from provenance.quotations import find_quotations
from provenance.segmentation import segment_sentences
from provenance.spans import Span
from provenance.terms import CopyDirection, CopyKind, DocumentStatus, Level, RuleId

WIRE = (
    "The river Lanner rose by two metres in the night and flooded the lower streets of Torrin. "
    "Some ninety families were taken to the school on the hill before the morning. "
    "The county opened a kitchen in the gym and asked drivers to stay out of the valley. "
    "Nobody was hurt, a spokesman of the county told reporters at the town hall."
)
OTHER = (
    "Grain prices in the south fell for the third week while the harvest went on under dry skies. "
    "Farmers in the plain of Ardeva said that they would store what they could until spring. "
    "The mills have bought less than a year ago because their own stores are full."
)
OWN = "Our readers write that the bakery on the square gave its bread away for nothing."


def analysed(text: str, *, outlet: str, day: str | None = None) -> Analysis:
    article = read_text(text, outlet=outlet, published=day)
    return Analysis(
        article=article,
        sentences=segment_sentences(article),
        quotations=find_quotations(article),
        attributions=(),
        claims=(),
    )


def told(relations: tuple[CopyRelation, ...], *analyses: Analysis) -> list[tuple[str, str, bool]]:
    outlets = {a.article.id: a.article.metadata.outlet or "" for a in analyses}
    return [
        (outlets[r.from_article], outlets[r.to_article], r.direction is CopyDirection.KNOWN)
        for r in relations
    ]


def test_the_earlier_of_two_dated_articles_is_the_origin() -> None:
    late = analysed(f"{OWN}\n\n{WIRE}", outlet="Late", day="2026-03-05")
    early = analysed(WIRE, outlet="Early", day="2026-03-04")

    assert [("Early", "Late", True)] == told(find_copies([late, early]), late, early)


def test_an_agency_in_the_dateline_is_the_origin_of_the_same_day() -> None:
    agency = analysed(
        f"TORRIN (Lanner News Agency), 4 March\n\n{WIRE}", outlet="A", day="2026-03-04"
    )
    paper = analysed(f"{WIRE}\n\n{OWN}", outlet="B", day="2026-03-04")

    assert [("A", "B", True)] == told(find_copies([paper, agency]), paper, agency)


def test_who_names_the_other_outlet_has_it_from_there() -> None:
    origin = analysed(WIRE, outlet="Valley Herald", day="2026-03-05")
    copy = analysed(f"By the Valley Herald\n\n{WIRE}", outlet="B", day="2026-03-05")

    assert [("Valley Herald", "B", True)] == told(find_copies([copy, origin]), copy, origin)


def test_without_date_or_credit_the_direction_is_unknown() -> None:
    longer = analysed(f"{WIRE}\n\n{OTHER}", outlet="Longer")
    shorter = analysed(WIRE, outlet="Shorter")

    assert [("Longer", "Shorter", False)] == told(find_copies([shorter, longer]), shorter, longer)


def test_of_three_prints_two_are_copies_of_the_first() -> None:
    days = [dt.date(2026, 3, day).isoformat() for day in (4, 5, 6)]
    prints = [analysed(f"{WIRE}\n\n{OWN} {d}", outlet=d, day=d) for d in days]

    found = told(find_copies(prints), *prints)

    assert {(days[0], days[1], True), (days[0], days[2], True)} == set(found)


def test_two_articles_that_quote_one_statement_are_no_copies() -> None:
    statement = f"“{WIRE}”"
    one = analysed(f"{OTHER}\n\nThe county said in a statement:\n\n{statement}", outlet="A")
    other = analysed(f"{OWN}\n\nThe county said in a statement:\n\n{statement}", outlet="B")

    assert () == find_copies([one, other])


def test_two_articles_of_their_own_are_no_copies() -> None:
    assert () == find_copies([analysed(WIRE, outlet="A"), analysed(OTHER, outlet="B")])


def test_who_shares_a_known_third_text_need_not_have_it_from_there() -> None:
    witness = analysed(WIRE, outlet="A", day="2026-03-04")
    other = analysed(f"{WIRE}\n\n{OWN}", outlet="B", day="2026-03-05")

    found = find_copies([witness, other], reproducing=[witness.article.id])

    assert [("A", "B", False)] == told(found, witness, other)


def test_a_text_in_many_hands_makes_one_relation_for_each_copy() -> None:
    prints = [analysed(f"{WIRE}\n\nPrint number {at}.", outlet=str(at)) for at in range(60)]

    assert 59 == len(find_copies(prints))


RELEASE = f"Aid for Torrin\n\nLanner County, statement, 4 March 2026\n\n{WIRE}"


def test_the_issuers_own_text_is_the_origin_and_a_release() -> None:
    release = analysed(RELEASE, outlet="Lanner County", day="2026-03-04")
    paper = analysed(f"Water in Torrin\n\n{WIRE}\n\n{OWN}", outlet="B", day="2026-03-04")

    found = find_copies([paper, release])

    assert [("Lanner County", "B", True)] == told(found, paper, release)
    assert (CopyKind.RELEASE, False) == (found[0].kind, found[0].credited)


def test_passages_of_a_copy_are_the_words_of_both() -> None:
    release = analysed(RELEASE, outlet="Lanner County", day="2026-03-04")
    paper = analysed(f"{OWN}\n\n{WIRE}", outlet="B", day="2026-03-05")

    (one,) = find_copies([release, paper])[0].passages

    there = release.article.text[one.from_start : one.from_end]
    assert there == paper.article.text[one.start : one.end]
    assert there == WIRE.rstrip(".")


def test_a_release_pasted_without_marks_is_a_warning_at_its_first_sentence() -> None:
    article = build.article(f"{OWN}\n\n{WIRE}", outlet="B")
    copy = attrs.evolve(
        find_copies([analysed(RELEASE, outlet="Lanner County"), _as_analysis(article)])[0],
        from_article="doc-port",
    )
    first = build.claim(article, WIRE.split(". ", maxsplit=1)[0] + ".")
    given = build.report(
        articles=(article,), claims=(first,), documents=(build.document(),), copies=(copy,)
    )

    found = [one for one in check_report(given) if one.rule is RuleId.UNMARKED_COPY]

    assert [(Level.WARNING, first.id)] == [(one.level, one.claim) for one in found]


def test_who_names_the_source_has_no_finding() -> None:
    article = build.article(f"{OWN}\n\n{WIRE}", outlet="B")
    origin = analysed(f"{WIRE}", outlet="Valley Herald", day="2026-03-04")
    credited = analysed(f"{WIRE}\n\nSource: Valley Herald", outlet="B", day="2026-03-05")

    found = find_copies([origin, credited])

    assert [True] == [one.credited for one in found]
    report = build.report(articles=(article,), copies=found)
    assert [] == [one for one in check_report(report) if one.rule is RuleId.UNMARKED_COPY]


def test_a_document_at_hand_may_have_been_pasted() -> None:
    text = f"{WIRE} {OTHER}"
    document = Document(
        id="doc", url=None, status=DocumentStatus.READ, text=text, parts=(Span(0, len(text)),)
    )
    paper = analysed(f"{OWN}\n\n{text}", outlet="B")
    other = analysed(OWN * 6, outlet="C")

    found = find_copies([paper, other], [document])

    assert [("doc", paper.article.id)] == [(one.from_article, one.to_article) for one in found]


def test_a_shortened_article_is_a_cut() -> None:
    whole = analysed(f"{WIRE}\n\n{OTHER}\n\n{OWN}", outlet="A", day="2026-03-04")
    cut = analysed(WIRE, outlet="B", day="2026-03-05")

    assert [CopyKind.CUT] == [one.kind for one in find_copies([whole, cut])]


def test_the_same_article_twice_is_told_as_such() -> None:
    once = analysed(f"{WIRE} {OTHER}", outlet="A", day="2026-03-04")
    again = analysed(f"{WIRE} {OTHER} ", outlet="A", day="2026-03-05")

    assert [CopyKind.SAME] == [one.kind for one in find_copies([once, again])]


def test_two_papers_with_one_agencys_text_have_it_from_a_third() -> None:
    head = "TORRIN (Lanner News Agency), 4 March"
    papers = [
        analysed(f"{head}\n\n{WIRE}\n\n{own}", outlet=name, day="2026-03-04")
        for name, own in (("Early Post", OWN), ("Late Post", OTHER))
    ]

    (one,) = find_copies(papers)

    assert (CopyKind.WIRE, CopyDirection.UNKNOWN) == (one.kind, one.direction)


def test_an_editors_changes_hide_no_copy() -> None:
    origin = analysed(f"{WIRE} {OTHER}", outlet="A", day="2026-03-04")
    words = f"{WIRE} {OTHER}".split()
    edited = " ".join("so" if at % 13 == 12 else word for at, word in enumerate(words))

    found = find_copies([origin, analysed(edited, outlet="B", day="2026-03-05")])

    assert [True] == [one.share is not None and one.share > 0.7 for one in found]


def test_who_pastes_from_two_is_a_copy_of_both() -> None:
    one = analysed(WIRE, outlet="A", day="2026-03-04")
    other = analysed(OTHER, outlet="B", day="2026-03-04")
    both = analysed(f"{WIRE}\n\n{OWN}\n\n{OTHER}", outlet="C", day="2026-03-05")

    found = told(find_copies([both, one, other]), one, other, both)

    assert {("A", "C", True), ("B", "C", True)} == set(found)


def test_nobody_is_a_copy_of_its_own_copy() -> None:
    prints = [
        analysed(f"By the {other}\n\n{WIRE}", outlet=name, day="2026-03-04")
        for name, other in (("Post A", "Post B"), ("Post B", "Post C"), ("Post C", "Post A"))
    ]

    found = find_copies(prints)

    assert 0 < len(found) < 3


def test_an_agency_is_known_by_its_name_or_by_what_it_calls_itself() -> None:
    heads = {
        "LONDON, March 4 (Reuters) - ": "reuters",
        "TORRIN (Lanner News Agency), 4 March\n\n": "lanner news agency",
        "The mayor (of Torrin) said: ": None,
        "Experts of a body in charge of the climate and the sea (Lanner Sea Agency) spoke. ": None,
    }

    assert heads == {
        head: agency_of(read_text(head + WIRE, outlet="A", published=None)) for head in heads
    }


def _as_analysis(article: Article) -> Analysis:
    return Analysis(
        article=article,
        sentences=segment_sentences(article),
        quotations=find_quotations(article),
        attributions=(),
        claims=(),
    )
