"""What a page says across articles: who tells what, who copies whom, when, and what to do next."""

import re
from typing import Any

import attrs
import pytest
import report_builders as build

from provenance.checks import check_report
from provenance.checks.differences import difference
from provenance.checks.index import ReportIndex
from provenance.model import (
    Agreement,
    Claim,
    CopyRelation,
    Development,
    Disagreement,
    Published,
    Report,
    SaidAt,
)
from provenance.report.html import render_html
from provenance.report.lineage import family_trees
from provenance.report.marks import Mark, marked, shortened
from provenance.report.order import in_order
from provenance.report.page import page_of
from provenance.report.page_matrix import joined, matrix_of
from provenance.report.plots import bar_plots, day_plot
from provenance.report.references import article_names, for_readers
from provenance.report.text_matrix import matrix_rows
from provenance.report.timeline import moments
from provenance.report.variants import variant_groups
from provenance.spans import Span
from provenance.terms import (
    CopyDirection,
    CopyKind,
    DisagreementKind,
    PublishedBasis,
    QuoteStatus,
    Reason,
    Verdict,
)


def outlets(number: int, words: str = "Quay {} is open.") -> tuple[Report, list[Claim]]:
    """A report of ``number`` outlets with one claim each."""
    articles = [
        build.article(
            f"Port\n\n{words.format(place)}",
            path=f"{place}.txt",
            outlet=f"Outlet {place}",
            published=Published(value=f"2026-03-{place + 1:02}", basis=PublishedBasis.TEXT),
        )
        for place in range(number)
    ]
    claims = [
        build.claim(one, words.format(place), Verdict.UNCHECKED)
        for place, one in enumerate(articles)
    ]
    return build.report(articles=tuple(articles), claims=tuple(claims)), claims


def anchors(claims: list[Claim]) -> dict[str, str]:
    return {claim.id: f"c{place}" for place, claim in enumerate(claims)}


def test_a_pair_that_differs_in_two_ways_is_one_row_of_the_text_matrix() -> None:
    report, claims = outlets(3)
    a, b, c = (one.id for one in claims)
    told = [(NUMBER, a, b), (SCOPE, b, a), (NUMBER, a, c)]
    pairs = tuple(
        Disagreement(kind=kind, left=left, right=right, what="1 ≠ 2", score=0.6)
        for kind, left, right in told
    )
    rows = matrix_rows(ReportIndex.of(attrs.evolve(report, disagreements=pairs)))

    articles = [one.article for one in claims]
    assert [{*articles[:2]}, {articles[0], articles[2]}] == [set(row.cells) for row in rows]


def copy(source: str, target: str, **given: Any) -> CopyRelation:
    known = CopyDirection.KNOWN
    return CopyRelation(
        from_article=source, to_article=target, direction=known, basis="words", **given
    )


def test_what_hangs_together_is_one_group() -> None:
    assert (("a", "b", "c", "d"), ("x", "y")) == joined([("a", "b"), ("x", "y"), ("c", "d"), "bc"])


def test_a_row_for_each_thing_told_and_a_column_for_each_outlet() -> None:
    report, claims = outlets(4)
    ids = [one.id for one in claims]
    report = attrs.evolve(
        report,
        agreements=(Agreement(claims=(ids[0], ids[1]), origins=1),),
        disagreements=(
            Disagreement(
                kind=DisagreementKind.NUMBER, left=ids[2], right=ids[3], what="2 ≠ 3", score=0.9
            ),
        ),
    )
    matrix = matrix_of(ReportIndex.of(report), anchors(claims))

    assert ("Outlet 0", "Outlet 1", "Outlet 2", "Outlet 3") == matrix.columns
    assert ["Different numbers: 2 ≠ 3", "Quay 0 is open."] == [row.head for row in matrix.rows]
    assert [True, False] == [row.differs for row in matrix.rows]
    assert () == matrix.rows[0].of("Outlet 0")
    assert ["c1"] == [one.anchor for one in matrix.rows[1].of("Outlet 1")]


def test_many_outlets_are_listed_instead_of_set_in_columns() -> None:
    report, claims = outlets(20)
    told = Agreement(claims=tuple(one.id for one in claims), origins=3)
    matrix = matrix_of(ReportIndex.of(attrs.evolve(report, agreements=(told,))), anchors(claims))

    assert () == matrix.columns
    assert 20 == len(matrix.rows[0].tellings)


def test_copies_stand_below_what_they_copy_and_a_circle_is_cut() -> None:
    report, claims = outlets(5)
    a, b, c, d, e = (one.article for one in claims)
    circle = (copy(d, e), copy(e, d))
    copies = (copy(a, b, kind=CopyKind.WIRE, share=0.5, credited=False), copy(b, c), *circle)
    trees = family_trees(ReportIndex.of(attrs.evolve(report, copies=copies)))

    told = [[(kin.name, kin.depth) for kin in tree] for tree in trees]
    family = [("Outlet 0", 0), ("Outlet 1", 1), ("Outlet 2", 2)]
    assert [family, [("Outlet 3", 0), ("Outlet 4", 1)]] == told
    expected = "an agency's dispatch; 50% of the words; words; does not say where from"
    assert expected == trees[0][1].told


def test_wordings_of_a_quotation_are_marked_against_the_first() -> None:
    words = ("a gift to the quarter", "a present to the quarter", "a gift to the harbour")
    articles = [
        build.article(f"Port\n\nShe spoke of “{told}”.", path=f"{told}.txt", outlet=told)
        for told in words
    ]
    claims = [
        attrs.evolve(
            build.claim(one, f"She spoke of “{told}”.", Verdict.UNCHECKED),
            quotes=(build.quote(one, told, QuoteStatus.UNCHECKED),),
        )
        for one, told in zip(articles, words, strict=True)
    ]
    differing = tuple(
        Disagreement(
            kind=DisagreementKind.QUOTE_WORDING,
            left=claims[0].id,
            right=other.id,
            what="",
            score=0.8,
        )
        for other in claims[1:]
    )
    report = build.report(articles=tuple(articles), claims=tuple(claims), disagreements=differing)
    (group,) = variant_groups(ReportIndex.of(report), anchors(claims))

    assert [True, False, False] == [one.is_first for one in group]
    only = [[run.text for run in one.runs if run.mark is Mark.ONLY_HERE] for one in group]
    assert [["gift"], ["present"], ["harbour"]] == only


def test_days_come_in_order_and_what_has_no_whole_date_is_left_out() -> None:
    report, claims = outlets(2)
    said = attrs.evolve(claims[0], said_at=SaidAt(date="2026-02-28"))
    vague = attrs.evolve(claims[1], said_at=SaidAt(date="2026-02-31"))
    document = build.document(published="in March", captured_at="2026-03-05T08:30:00Z")
    given = attrs.evolve(report, claims=(said, vague), documents=(document,))
    days = moments(ReportIndex.of(given))

    told = [(one.day.isoformat(), one.lane) for one in days]
    assert [
        ("2026-02-28", "Said"),
        ("2026-03-01", "Article published"),
        ("2026-03-02", "Article published"),
        ("2026-03-05", "Source captured"),
    ] == told
    plot = day_plot(days)
    assert plot is not None
    assert [0, 96, 192, 480] == [dot.x for dot in plot.dots]
    assert day_plot(days[:1]) is None


def test_bars_add_up_and_every_colour_has_a_sign() -> None:
    report = build.judged_harbour()
    verdicts, sourcing = bar_plots(ReportIndex.of(in_order(report)))

    for plot in (verdicts, sourcing):
        assert ["Ostrand Courier", "The Herald", "Coast Wire"] == [one.name for one in plot.bars]
        assert [480] * 3 == [sum(part.width for part in one.segments) for one in plot.bars]
        assert all(sum(part.count for part in one.segments) == one.total for one in plot.bars)
        assert len(plot.kinds) == len({kind.symbol for kind in plot.kinds})
    assert "Ostrand Courier: 1 contradicted" in verdicts.said


def test_the_most_pressing_comes_first_in_what_to_do() -> None:
    steps = page_of(build.judged_harbour()).steps

    told = ["Mend the errors, each as its “To do” says", "Follow the “To do” of each other place"]
    assert told == [one.text for one in steps[:2]]
    assert "1 place says otherwise than its source" == steps[0].because


def test_without_findings_the_next_step_is_what_would_make_claims_checkable() -> None:
    report, _ = outlets(2)
    steps = page_of(report).steps

    assert ["Read the source yourself"] == [one.text for one in steps]
    assert ["unchecked"] == [one.anchor for one in steps]


def test_a_figure_that_rose_is_shown_with_its_times() -> None:
    report, claims = outlets(3)
    said = attrs.evolve(claims[1], said_at=SaidAt(date="2026-03-01T09:00", place="Ostrand"))
    rose = Development(claims=(claims[0].id, said.id, claims[2].id), what="2 → 3 dead")
    given = attrs.evolve(report, claims=(claims[0], said, claims[2]), developments=(rose,))
    page = render_html(given)
    shown = page[page.index('id="developments"') : page.index('id="days"')]

    assert "2 → 3 dead" in shown
    times = ["2026-03-01</time>", "2026-03-01T09:00</time>", "2026-03-03</time>"]
    places = [shown.index(time) for time in times]
    assert sorted(places) == places


NUMBER, SCOPE = DisagreementKind.NUMBER, DisagreementKind.SCOPE
OMISSION, DATE = DisagreementKind.OMISSION, DisagreementKind.DATE
OPEN = "The port is ready for talks, provided that Ostrand takes concrete steps to de-escalate."
OPPOSITE = "One account says the opposite of the other"


@pytest.mark.parametrize(
    ("kind", "what", "texts", "told", "marked"),
    [
        (
            OMISSION,
            "“provided that Ostrand takes concrete steps to de” / “without a condition”",
            (OPEN, "We are ready for talks."),
            (
                "The first account sets a condition that the second account does not have: "
                "“provided that Ostrand takes concrete steps to de-escalate”."
            ),
            (["provided that Ostrand takes concrete steps to de-escalate"], []),
        ),
        (
            NUMBER,
            "1,400 people ≠ 1,600 people",
            ("It has 1,400 people.", "There are 1,600  people."),
            "Two figures for one thing: “1,400 people” in the first, “1,600 people” in the second.",
            (["1,400 people"], ["1,600  people"]),
        ),
        (
            DisagreementKind.POLARITY,
            "“guarantees of” / “exclude”",
            ("He spoke of guarantees of growth.", "These exclude growth."),
            f"{OPPOSITE}: “guarantees of growth” in the first, “exclude growth” in the second.",
            (["guarantees of"], ["exclude"]),
        ),
        (
            DATE,
            "“will” / “May 3, told as past on 2026-05-02”",
            ("It will open on May 3.", "It opened on May 3."),
            (
                "The second account, published 2026-05-02, tells as past (“May 3”) what the first "
                "account tells as still to come (“will open on May 3”)."
            ),
            (["will"], ["May 3"]),
        ),
        (
            DATE,
            "“held” / “will be held”",
            ("A vote was held.", "A vote will be held."),
            (
                "Told as past in one account, as still to come in the other: “held” in the first, "
                "“will be held” in the second."
            ),
            (["held"], ["will be held"]),
        ),
        (
            DATE,
            "“3 May” / “4 May”",
            ("It opened on 3 May.", "It opened on 4 May."),
            "Two dates for one thing: “3 May” in the first, “4 May” in the second.",
            (["3 May"], ["4 May"]),
        ),
        (
            DisagreementKind.ATTRIBUTION,
            "the same words are given to Holm and to Lind",
            ("Holm said so.", "Lind said so."),
            "The same words are given to Holm in the first, to Lind in the second.",
            ([], []),
        ),
        (SCOPE, "“” / “”", ("All may.", "Some may."), None, ([], [])),
        (SCOPE, "", ("All may.", "Some may."), None, ([], [])),
        (SCOPE, "“nowhere” / “at all”", ("A.", "B."), None, ([], [])),
    ],
)
def test_what_differs_is_told_in_words_and_found_in_both_accounts(
    kind: DisagreementKind,
    what: str,
    texts: tuple[str, str],
    told: str | None,
    marked: tuple[list[str], list[str]],
) -> None:
    one = Disagreement(kind=kind, left="a", right="b", what=what, score=0.5)
    found = difference(one, *texts, is_turned=False)
    turned = difference(one, texts[1], texts[0], is_turned=True)

    assert told in {None, found.told}
    spans = (found.first, found.second)
    assert marked == tuple(
        [span.of(text) for span in side] for side, text in zip(spans, texts, strict=True)
    )
    assert spans == (turned.second, turned.first)


@pytest.mark.parametrize("kind", DisagreementKind)
def test_every_kind_of_disagreement_has_a_sentence(kind: DisagreementKind) -> None:
    one = Disagreement(kind=kind, left="a", right="b", what="“x” / “y”", score=0.5)
    told = difference(one, "x", "y", is_turned=False).told

    assert "“x” in the first" in told
    assert told.endswith(".")


def disputed(number: int, pairs: list[tuple[int, int]]) -> Report:
    """Outlets of which some dispute each other, with their findings."""
    report, claims = outlets(number, "Quay {} has 110 workers.")
    told = attrs.evolve(
        report,
        disagreements=tuple(
            Disagreement(
                kind=NUMBER, left=claims[a].id, right=claims[b].id, what="110 ≠ 110", score=0.6
            )
            for a, b in pairs
        ),
        claims=tuple(attrs.evolve(one, verdict=Verdict.DISPUTED) for one in claims),
    )
    return attrs.evolve(told, findings=check_report(told))


@pytest.mark.parametrize(
    ("number", "pairs", "shown"),
    [
        (2, [(0, 1)], [(1, 2)]),
        (4, [(0, 1), (0, 2), (0, 3)], [(3, 4)]),
        (3, [(0, 1), (0, 2), (1, 2)], [(2, 2), (1, 1)]),
        (4, [(0, 1), (2, 3)], [(1, 2), (1, 2)]),
    ],
)
def test_a_disputed_pair_is_one_card_on_which_every_finding_can_be_decided(
    number: int, pairs: list[tuple[int, int]], shown: list[tuple[int, int]]
) -> None:
    report = disputed(number, pairs)
    findings = page_of(report).findings
    disputes = [one.key for card in findings.cards for one in card.disputes]

    assert len(shown) == findings.urgent
    assert len(pairs) == len(disputes) == len(set(disputes))
    assert number == len({finding for card in findings.cards for finding in card.findings})
    assert sorted(one for one, _ in shown) == sorted(len(c.disputes) for c in findings.cards)
    page = render_html(report)
    places = re.findall(r'id="f-[0-9a-f]{16}" data-fingerprint', page)
    assert number == len(places) == len(set(places))


def test_the_first_screen_lists_every_place_with_kind_article_line_and_how_sure() -> None:
    report = disputed(4, [(0, 1), (2, 3)])
    page = render_html(report)
    head = page[page.index("<header") : page.index("</header>")]

    assert "2 pairs of accounts that disagree" in head
    assert 2 == head.count('<li><a class="what" href="#p-f-')
    assert 2 == head.count("Two figures for one thing")
    assert 4 == head.count(">line 3</a>")
    assert 2 == head.count("· not very sure (0.60 of 1)</span>")
    assert 2 == head.count('<span class="both">')
    assert "a person must decide" in head
    assert "Follow the “To do” of each place listed first" in head
    assert 2 == head.count('<span class="do-line">')


def test_the_figures_of_what_to_do_add_up_to_what_is_unchecked() -> None:
    report, claims = outlets(9)
    reasons = [
        *(Reason.NO_ADDRESS, Reason.NO_ADDRESS, Reason.OFFLINE, Reason.LINK_LOST),
        *(Reason.FETCH_FAILED, Reason.TOO_SHORT, Reason.IS_WITNESS, Reason.IS_WITNESS),
        Reason.WITNESS_ONLY,
    ]
    given = tuple(
        attrs.evolve(claim, reasons=(reason,))
        for claim, reason in zip(claims, reasons, strict=True)
    )
    page = page_of(attrs.evolve(report, claims=given))
    spoken = sum(int(step.because.split()[0]) for step in page.steps)

    assert f"The other {9 - spoken} of 9 unchecked: " in page.remaining
    assert "2 in a copy of the source itself" in page.remaining


def test_an_article_is_known_by_title_or_first_words_outlet_day_and_a_short_file_name() -> None:
    articles = (
        build.article("One\n\nA.", path="x/000_0370c000e510ffd1.txt", title="A “new” quay"),
        build.article("Two words here\n\nB.", path="y/plain.txt", outlet="The Herald"),
        build.article("Three\n\nC.", path="a/long-file-name-1.txt"),
        build.article("Four\n\nD.", path="a/long-file-name-2.txt"),
    )
    index = ReportIndex.of(build.report(articles=articles))
    names = list(article_names(index).values())

    assert ["A “new” quay", "Two words here …", "Three …", "Four …"] == [o.told for o in names]
    files = ["000_0370….txt", "plain.txt", "long-file-name-1.txt", "long-file-name-2.txt"]
    assert files == [one.file for one in names]
    called = ["“A ‘new’ quay”", "The Herald", "“Three”", "“Four”"]
    assert called == list(for_readers(index).names.values())


@pytest.mark.parametrize("most", [60, 120, 250])
def test_a_long_sentence_is_cut_round_what_is_marked(most: int) -> None:
    text = "word " * 60 + "marked" + " word" * 60
    at = text.index("marked")

    runs = shortened(marked(text, [Span(at, at + 6)]), most)

    shown = "".join(run.text for run in runs)
    assert "marked" in [run.text for run in runs if run.mark is Mark.ONLY_HERE]
    assert "… word" in shown
    assert len(shown) <= max(most, 100) + 10


def test_a_short_sentence_is_shown_whole() -> None:
    runs = marked("one marked word", [Span(4, 10)])

    assert runs == shortened(runs, 250)
