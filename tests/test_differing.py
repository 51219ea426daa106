"""Statements that cannot both be right though they give one figure; and what is no conflict."""

import pytest

from provenance.comparison import compare_claims, with_disputes
from provenance.comparison.differing import TurnedPair, find_differing
from provenance.comparison.headings import in_plain_case
from provenance.comparison.told_differently import find_told_differently
from provenance.ingest import read_text
from provenance.model import Analysis
from provenance.pipeline import extract
from provenance.tagging import NO_TAGGER
from provenance.terms import DisagreementKind, Verdict
from provenance.verdicts import Shelf

DAY = "2026-03-04"
OTHER = "2026-03-06"


def analyses(
    *texts: str, days: tuple[str | None, ...] = (), outlets: tuple[str, ...] = ()
) -> list[Analysis]:
    days = days or (DAY,) * len(texts)
    outlets = outlets or tuple(f"Outlet {number}" for number in range(len(texts)))
    return [
        extract(read_text(text, outlet=outlet, published=day))
        for text, outlet, day in zip(texts, outlets, days, strict=True)
    ]


def differing(left: str, right: str, **given: tuple[str, ...]) -> list[TurnedPair]:
    return list(find_differing(analyses(left, right, **given)))


TOLD = "\n\nThe mayor of Belmar, Ada Brook, spoke in Torrin on the Lanner bridge."
KEEN = "What I'm keen on, plainly, is getting done what we have to get done to Belmar"

CONFLICTS = [
    pytest.param(
        DisagreementKind.POLARITY,
        "The harbour board of Ostrand will extend the permit of the Halvik shipyard.",
        "The harbour board of Ostrand will not extend the permit of the Halvik shipyard.",
        id="a not",
    ),
    pytest.param(
        DisagreementKind.POLARITY,
        "The court in Belmar upheld the ban on dredging in the bay of Torrin.",
        "The court in Belmar overturned the ban on dredging in the bay of Torrin.",
        id="a contrary verb",
    ),
    pytest.param(
        DisagreementKind.MODALITY,
        "The water board of Torrin confirmed that the well at Lanner is poisoned.",
        "The water board of Torrin said it had not confirmed that the well at Lanner is poisoned.",
        id="confirmed, not confirmed",
    ),
    pytest.param(
        DisagreementKind.MODALITY,
        "Under the order hunters in the Lanner forest must carry a tracker.",
        "Under the order hunters in the Lanner forest may carry a tracker.",
        id="must, may",
    ),
    pytest.param(
        DisagreementKind.DATE,
        "The old ferry Marta has been sold to a museum in Belmar, the owners said.",
        "The old ferry Marta will be sold to a museum in Belmar, the owners said.",
        id="done, still to come",
    ),
    pytest.param(
        DisagreementKind.SCOPE,
        "All pupils of the Torrin school passed the swimming test.",
        "Some pupils of the Torrin school passed the swimming test.",
        id="all, some",
    ),
    pytest.param(
        DisagreementKind.SCOPE,
        "The footbridge at Halvik is closed until May, the county of Ostrand says.",
        "The footbridge at Halvik is closed permanently, the county of Ostrand says.",
        id="for a time, for good",
    ),
    pytest.param(
        DisagreementKind.ROLE_SWAP,
        "Engineer Ada Brook replaced Ines Calvero at the Torrin dam on Monday.",
        "Ines Calvero replaced engineer Ada Brook at the Torrin dam on Monday.",
        id="who replaced whom",
    ),
    pytest.param(
        DisagreementKind.ATTRIBUTION,
        "The closure of the Lanner quarry was ordered by the governor on Monday.",
        "The closure of the Lanner quarry was ordered by the bishop on Monday.",
        id="two doers of one deed",
    ),
    pytest.param(
        DisagreementKind.OMISSION,
        "The Belmar clinic recommends the fever powder Sanol.",
        "The Belmar clinic recommends the fever powder Sanol only if the patient is over sixty.",
        id="a condition left out",
    ),
    pytest.param(
        DisagreementKind.SCOPE,
        "All 9,000 people in Torrin were told to shut their windows.",
        "People in two wards of Torrin were told to shut their windows.",
        id="a whole place, parts of it",
    ),
    pytest.param(
        DisagreementKind.SCOPE,
        "The museum of Belmar will be free to all visitors from May.",
        "The museum of Belmar will be free to visitors under 18 from May.",
        id="all, those of an age",
    ),
    pytest.param(
        DisagreementKind.SCOPE,
        "Halvik Ferries has cancelled every one of its sailings to Ostrand.",
        "Halvik Ferries has cancelled its night sailings to Ostrand.",
        id="all, those of an hour",
    ),
    pytest.param(
        DisagreementKind.DATE,
        "Delegates of the Lanner League will vote on whether to expel the treasurer Ines Calvero.",
        "The Lanner League expelled its treasurer Ines Calvero in a vote of delegates.",
        id="still to be voted on, done",
    ),
    pytest.param(
        DisagreementKind.ROLE_SWAP,
        "Ostrand handed over the smuggler to Belmar on Monday to face trial.",
        "The smuggler was extradited on Monday from Belmar to Ostrand to face trial.",
        id="handed over there, and here",
    ),
    pytest.param(
        DisagreementKind.MODALITY,
        "The Halvik shipyard has signed the contract with Belmar, its owner said.",
        "The Halvik shipyard hopes to sign the contract with Belmar, its owner said.",
        id="signed, one still hoped for",
    ),
    pytest.param(
        DisagreementKind.DATE,
        "Engineers have completed the sea wall at Lanner, the county of Torrin said.",
        "The county of Torrin said that engineers had not begun the sea wall at Lanner.",
        id="completed, not begun",
    ),
    pytest.param(
        DisagreementKind.POLARITY,
        "Fishing in the bay of Torrin recovered last year, the guild of Halvik says.",
        "Fishing in the bay of Torrin slumped last year, the guild of Halvik says.",
        id="two ends of one scale",
    ),
    pytest.param(
        DisagreementKind.MODALITY,
        "The oldest map of Ostrand was drawn by the monk Hals, curator Ada Brook said.",
        "The oldest map of Ostrand was perhaps drawn by the monk Hals, curator Ada Brook said.",
        id="plainly, perhaps",
    ),
    pytest.param(
        DisagreementKind.SCOPE,
        "Curator Ada Brook said that the museum of Ostrand would lend the map to Norway.",
        "Curator Ada Brook said that the museum of Ostrand would lend the map to Chile.",
        id="one place filled by two names",
    ),
    pytest.param(
        DisagreementKind.ATTRIBUTION,
        "The Belmar navy salvaged the wreck of the Marta.",
        "The wreck of the Marta was salvaged by a private diving firm.",
        id="one deed, two doers, told from both ends",
    ),
]


@pytest.mark.parametrize(("kind", "left", "right"), CONFLICTS)
def test_a_statement_turned_into_its_contrary_is_found_with_its_kind(
    kind: DisagreementKind, left: str, right: str
) -> None:
    assert [kind] == [pair.kind for pair in differing(left, right)]
    assert [kind] == [pair.kind for pair in differing(right, left)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(
            "The mill of Lanner was sold by the town to the Halvik brewery.",
            "The town sold the mill of Lanner to the Halvik brewery.",
            id="active and passive",
        ),
        pytest.param(
            "Ostrand sold the dredger to Belmar.",
            "Belmar bought the dredger from Ostrand.",
            id="the deed from its other end",
        ),
        pytest.param(
            "Nobody was hurt when the crane fell in Torrin.",
            "The fall of the crane in Torrin left no one injured.",
            id="two ways to deny",
        ),
        pytest.param(
            "It was not until noon that the pilots of Ostrand ended their strike.",
            "The pilots of Ostrand ended their strike at noon.",
            id="a not that sets a bound",
        ),
        pytest.param(
            "The first trial of the Lanner smugglers ended in an acquittal.",
            "The second trial of the Lanner smugglers ended in a conviction.",
            id="two trials",
        ),
        pytest.param(
            "The upper road to Torrin is open.",
            "The lower road to Torrin is closed.",
            id="two roads",
        ),
        pytest.param(
            "The opposition in Belmar says that the dam at Lanner was built with a permit.",
            "The ministry says that the dam at Lanner in Belmar was built without a permit.",
            id="two sources",
        ),
        pytest.param(
            "The village of Halvik was evacuated on Monday.",
            "The mayor denied that the village of Halvik was evacuated on Monday.",
            id="a denial",
        ),
        pytest.param(
            "The new town hall of Ostrand is safe, our critic finds.",
            "The new town hall of Ostrand is dangerous, in this reviewer's view.",
            id="opinions",
        ),
        pytest.param(
            "Belmar accused Ostrand on Monday of having fired on a boat of Belmar.",
            "None of the boats of Ostrand fired on a boat of Belmar, Ostrand said on Monday.",
            id="an accusation",
        ),
        pytest.param(
            "The shipping arm of the Halvik group lost 22 million crowns in 2025.",
            "The Halvik group won 61 million crowns in 2025.",
            id="an arm of a group",
        ),
        pytest.param(
            "Nobody but the caretaker of the Torrin museum had a key to the room, police said.",
            "Police in Torrin say that only the caretaker of the museum had a key to the room.",
            id="nobody but one, one alone",
        ),
        pytest.param(
            "A lorry took 16 blankets to Halvik before dusk.",
            "A lorry took 16 blankets to Torrin before dusk.",
            id="any two lorries",
        ),
        pytest.param(
            "The Halvik bank raised the interest on savings.",
            "The Halvik bank lowered the interest on loans.",
            id="two things of one bank",
        ),
        pytest.param(
            "Ada Brook likes the new bridge of Lanner.",
            "Her brother does not like the new bridge of Lanner.",
            id="two parties",
        ),
        pytest.param(
            "Leaflets say that the ferry to Ostrand is free this week. That is wrong.",
            "The ferry to Ostrand is not free this week.",
            id="an error set right in the next sentence",
        ),
        pytest.param(
            "Sales of boats in Belmar rose in May compared with April.",
            "Sales of boats in Belmar fell in May compared with May of last year.",
            id="two baselines",
        ),
        pytest.param(
            "The ministry said all schools in Halvik closed at noon and buses stopped.",
            "The ministry said schools in Halvik closed at noon and some buses stopped.",
            id="all of one thing, some of another",
        ),
        pytest.param(
            "No ship was harmed and the lock of Torrin will close if the water falls below "
            "30 centimetres, the mayor said on Monday.",
            "If the water falls below 30 centimetres, the lock of Torrin will close, the mayor "
            "said on Monday.",
            id="a no and a bound in two halves of a sentence",
        ),
        pytest.param(
            "The photo was taken by the man who painted the Lanner bridge.",
            "It is unclear if the man who took the photo also painted the Lanner bridge.",
            id="an open question is no condition",
        ),
        pytest.param(
            "The guild of Halvik moved the old boats to the Lanner museum in Torrin.",
            "According to the clerk providing the list, the guild of Halvik moved the old boats to "
            "the Lanner museum in Torrin.",
            id="providing a list is no condition",
        ),
        pytest.param(
            "The Lanner ferry Marta carries ninety lorries to Torrin.",
            "The Lanner ferry Marta is not far from carrying ninety lorries to Torrin.",
            id="not far from",
        ),
        pytest.param(
            "The pike is certainly heavy, really.",
            "If the pike is really old, it is certainly heavy and sold, really.",
            id="little but adverbs in common",
        ),
        pytest.param(
            "The Post writes that the films that Lanner Radio makes won't go away, but the old "
            "name may not last.",
            "It just won't be called Lanner Radio.",
            id="a but behind little more than a name",
        ),
        pytest.param(
            "“The pike became so feared that families would abandon their boats at Torrin,” the "
            "chronicle told.",
            "Many families abandoned their boats at Torrin in fear of the pike, it told.",
            id="what they would do of old",
        ),
        pytest.param(
            "The guards of Belmar were working to confirm the age of the Lanner painting with Ada "
            "Brook.",
            "Ada Brook said the guards of Belmar could not confirm the age of the Lanner painting.",
            id="tried to confirm, could not",
        ),
        pytest.param(
            "The army cannot confirm that the well at Lanner is poisoned.",
            "The army could not confirm that the well at Lanner is poisoned.",
            id="cannot, could not",
        ),
        pytest.param(
            "As reported by the Lanner Post, Ada Brook visited Halvik and confirmed that the ferry "
            "will sail in April.",
            "Ada Brook reportedly said in Halvik that the ferry will sail in April.",
            id="two reports of one thing",
        ),
        pytest.param(
            "The guild of Halvik buys the meadow to keep it from drying out.",
            "The guild of Halvik buys the meadow so that it does not dry out.",
            id="kept from it",
        ),
        pytest.param(
            "Lanner Radio was in May expanding the market of Torrin, the mayor said.",
            "Lanner Radio expanded the market of Torrin, the mayor said.",
            id="the month of May",
        ),
        pytest.param(
            f'"{KEEN}."{TOLD}',
            f"“{KEEN}”.{TOLD}",
            id="the same words in other marks",
        ),
        pytest.param(
            "The power line in Torrin will be finished on 8 July 2026, according to the Lanner "
            "Weather Service.",
            "In Torrin the beach walk is without electricity, the Lanner Weather Service said.",
            id="two things of one body in one town",
        ),
        pytest.param(
            "In Torrin the Lanner Football League will pay 73.1 million crowns for the bar.",
            "The ticket hall in Torrin is paid for, the Lanner Football League said.",
            id="one thing paid for, another to be paid",
        ),
        pytest.param(
            "The old tram petition in Belmar will be sold on 29 September 2026.",
            "The old tram petition in Belmar is to be sold on 29 September 2026.",
            id="a noun of hoping that is itself to be sold",
        ),
        pytest.param(
            "According to the Torrin Border Guard, the customs shed in Lanner will be handed over"
            " on 4 July 2026.",
            "On 4 July 2026 the customs shed in Lanner will be handed over, according to the Torrin"
            " Border Guard.",
            id="by whom all is told is no party to it",
        ),
        pytest.param(
            "Was the ferry Marta sold to a museum in Belmar?",
            "The ferry Marta was not sold to a museum in Belmar.",
            id="a question",
        ),
    ],
)
def test_what_a_careful_editor_would_let_stand_is_no_conflict(left: str, right: str) -> None:
    assert [] == differing(left, right)


def test_what_one_cannot_confirm_another_may_have_reported() -> None:
    raid = "Nico Brandt led the raid of Ostrand guards at Torrin near the Lanner bridge on Monday."
    texts = (
        f"{raid}\n\nIt is not yet confirmed whether Brandt was wounded in the raid.",
        f"{raid}\n\nIt was later also reported that Brandt had been wounded in the raid.",
    )
    told = [
        extract(read_text(text, outlet=outlet, published=DAY), tagger=NO_TAGGER)
        for text, outlet in zip(texts, ("A", "B"), strict=True)
    ]
    assert () == find_differing(told)


def test_a_state_may_have_changed_between_two_articles() -> None:
    left = "The ferry between Ostrand and Belmar is open to lorries."
    right = "The ferry between Ostrand and Belmar is closed to lorries."
    assert differing(left, right)
    assert [] == differing(left, right, days=(DAY, OTHER))


def test_the_later_article_may_tell_of_a_day_that_was_past_for_both() -> None:
    left = "The ferry from Ostrand to Belmar was open to lorries on Tuesday."
    right = "The ferry from Ostrand to Belmar was closed to lorries on Tuesday."
    then = "The ferry from Ostrand to Belmar was closed to lorries on Thursday."
    assert [DisagreementKind.POLARITY] == [
        pair.kind for pair in differing(left, right, days=(DAY, OTHER))
    ]
    assert [] == differing(left, then, days=(DAY, OTHER))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "Ada Brook resigned on Monday, Belmar Radio said.",
            "Ada Brook will stay in office, Belmar Radio said on Monday.",
        ),
        (
            "Halvik Ferries accepted Lanner Rail of Belmar.",
            "Halvik Ferries rejected Lanner Rail of Belmar.",
        ),
    ],
    ids=["who goes or stays", "whom it takes or refuses"],
)
def test_names_alone_are_enough_where_hardly_anything_else_is_said(left: str, right: str) -> None:
    assert [DisagreementKind.POLARITY] == [pair.kind for pair in differing(left, right)]


STORY = (
    (
        "The storm of Sunday night tore the roof off the old fish market at Halvik, flooded four "
        "cellars by the harbour and left the island of Lanner without light."
    ),
    (
        "The island of Lanner was left without light when the storm of Sunday night flooded four "
        "cellars by the harbour and tore the roof off the old fish market at Halvik."
    ),
)


def test_in_articles_on_one_story_few_words_are_enough_for_what_a_narrow_rule_sees() -> None:
    left = "The council will vote on 12 March on the loan for the first repairs of the pier."
    right = "A week before the council had approved the loan for the first repairs of the pier."
    told = differing(f"{STORY[0]}\n\n{left}", f"{STORY[1]}\n\n{right}", days=(DAY, "2026-03-05"))
    assert [(DisagreementKind.DATE, "will vote", "approved")] == [
        (pair.kind, pair.left_words, pair.right_words) for pair in told
    ]


def test_a_proven_cause_clashes_with_a_possible_one_in_articles_on_one_story() -> None:
    left = "Frost is one of two possible causes, and neither is confirmed."
    right = "On Wednesday night the engineers confirmed that frost had cracked a pier."
    told = differing(f"{STORY[0]}\n\n{left}", f"{STORY[1]}\n\n{right}", days=(DAY, "2026-03-05"))
    assert [DisagreementKind.MODALITY] == [pair.kind for pair in told]


def test_one_speaker_quoted_in_two_senses_is_a_matter_of_wording() -> None:
    left = "“I have never met the banker from Belmar,” Ada Brook told the court in Torrin."
    right = "“I have met the banker from Belmar,” Ada Brook told the court in Torrin."
    assert {DisagreementKind.QUOTE_WORDING} == {
        one.kind for one in compare_claims(analyses(left, right), Shelf()).disagreements
    }


def test_a_headline_bolder_than_its_article_is_found_and_is_no_judged_claim() -> None:
    text = (
        "Mayor of Belmar resigns over the Lanner bridge\n\n"
        "The mayor of Belmar said on Tuesday that she would stay in office until the audit of the "
        "Lanner bridge is finished.\n\nHer deputy has moved to Ostrand."
    )
    told = analyses(text)
    found = compare_claims(told, Shelf())
    assert [DisagreementKind.HEADLINE] == [one.kind for one in found.disagreements]
    assert [Verdict.NOT_A_CLAIM] == [claim.verdict for claim in found.headlines]
    headline = found.headlines[0]
    judged = with_disputes((*told[0].claims, headline), found)
    by_id = {claim.id: claim for claim in judged}
    assert Verdict.NOT_A_CLAIM is by_id[headline.id].verdict


def test_a_lone_headline_too_short_to_tell_its_language_is_held_against_its_own_article() -> None:
    headline = "Port of Halvik reopens"
    body = (
        "The harbour master said that the port of Halvik would stay closed until Sunday at least."
    )
    told = differing(headline, body, outlets=("The Lanner Post", "The Lanner Post"))
    assert [DisagreementKind.HEADLINE] == [pair.kind for pair in told]
    assert [] == differing(headline, body)


SANK = "The Halvik ferry did not sink off Torrin."
STAYS = "The mayor of Belmar will stay in office until the audit of the bridge is finished."


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        pytest.param("Halvik ferry sank off Torrin", SANK, id="the same words but for a not"),
        pytest.param("Halvik Ferry Sank Off Torrin", SANK, id="every word with a capital"),
        pytest.param(
            "“Halvik ferry sank off Torrin”", f"“{SANK[:-1]},” Ada Brook said.", id="both quoted"
        ),
        pytest.param(
            "School of Torrin shuts its garden",
            "The school of Torrin has not closed its garden.",
            id="another word, denied below",
        ),
        pytest.param(
            "Baker of Halvik will open second shop",
            "The baker of Halvik hopes to open a second shop.",
            id="only hoped for",
        ),
        pytest.param(
            "Lanner Rail to split in two",
            "Lanner Rail refused to split in two, its owner said.",
            id="announced, refused",
        ),
        pytest.param(
            "Mayor of Belmar resigns over the bridge",
            f"{STAYS} The mayor never resigns over a bridge, her deputy wrote.",
            id="its words once more, denied",
        ),
    ],
)
def test_a_headline_that_says_what_its_body_does_not_is_found(headline: str, body: str) -> None:
    found = find_differing(analyses(f"{headline}\n\n{body}"))
    assert [DisagreementKind.HEADLINE] == [pair.kind for pair in found]
    assert found[0].left_words in headline or found[0].right_words in headline


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        pytest.param("Halvik ferry 'sank off Torrin'", SANK, id="quoted in the headline alone"),
        pytest.param(
            "Halvik ferry sank off Torrin",
            f"“{SANK[:-1]},” Ada Brook said.",
            id="quoted in the body alone",
        ),
        pytest.param(
            "Torrin mayor buys young bear for the park so it won't leave the valley",
            "The bear, bought by the mayor of Torrin, was a young one that just left its den.",
            id="half of the headline",
        ),
        pytest.param(
            "Lanner Rail to split in two",
            "Lanner Rail wants to split in two, its owner said.",
            id="to split, wants to split",
        ),
        pytest.param(
            "Halvik dust did not kill the cat of Torrin",
            "The death of the cat of Torrin came after Halvik dust fell on its bowl.",
            id="a denial in the headline of another word",
        ),
        pytest.param(
            "Council of Belmar expanded market of Torrin",
            "The council of Belmar was in May expanding the market of Torrin, the mayor said.",
            id="the month of May",
        ),
    ],
)
def test_a_headline_that_only_shortens_what_its_body_says_is_left_alone(
    headline: str, body: str
) -> None:
    assert () == find_differing(analyses(f"{headline}\n\n{body}"))


@pytest.mark.parametrize(
    ("headline", "body", "plain"),
    [
        (
            "Mayor Of Belmar Opens New Bridge",
            "On Monday the mayor, Ada Brook, came to Belmar.",
            "mayor of Belmar opens new bridge",
        ),
        ("Halvik's Ferry Sank Today", "The port of Halvik said so.", "Halvik's ferry sank today"),
        ("Ferry NOAH Sank Off HALVIK", "The ship sank.", "ferry NOAH sank off HALVIK"),
        ("Ferry of Halvik sank", "The ship sank.", "Ferry of Halvik sank"),
        ("On It", "So it is.", "On It"),
    ],
    ids=["names known below", "of a name", "all capitals", "a plain headline", "short words only"],
)
def test_a_headline_in_capitals_keeps_those_that_its_article_writes(
    headline: str, body: str, plain: str
) -> None:
    assert plain == in_plain_case(headline, body)


def test_a_headline_that_the_body_bears_out_is_left_alone() -> None:
    text = (
        "Mayor of Belmar resigns over the Lanner bridge\n\n"
        "The mayor of Belmar resigns over the Lanner bridge, the council said on Tuesday.\n\n"
        "She will stay in office until May."
    )
    assert [] == list(find_differing(analyses(text)))


def test_a_day_to_come_told_as_past_clashes_with_the_same_article() -> None:
    text = (
        "The council of Belmar will meet the Halvik union in Torrin on 6 March.\n\n"
        "On 3 March the Halvik union rallied in Ostrand, and on 6 March it met the council of "
        "Belmar in Torrin."
    )
    assert [DisagreementKind.DATE] == [one.kind for one in find_differing(analyses(text))]


def test_a_figure_that_has_moved_on_is_a_development_and_no_disagreement() -> None:
    left = "The fire near Halvik has burned 300 hectares of the Lanner forest, the county said."
    right = "The fire near Halvik has burned 900 hectares of the Lanner forest, the county said."
    told = analyses(right, left, days=(OTHER, DAY))
    found = compare_claims(told, Shelf())
    assert () == found.disagreements
    assert [f"“300 hectares” ({DAY}), “900 hectares” ({OTHER})"] == [
        one.what for one in found.developments
    ]
    assert (told[1].claims[0].id, told[0].claims[0].id) == found.developments[0].claims
    assert all(pair.moved_on for pair in find_told_differently(told))


def test_one_article_given_twice_contradicts_nothing() -> None:
    text = "The harbour board of Ostrand will not extend the permit of the Halvik shipyard."
    assert [] == differing(text, text)


def test_an_unknown_language_is_left_alone() -> None:
    left = "Ostrandin satama ei jatka Halvikin telakan lupaa, johtokunta sanoi maanantaina."
    right = "Ostrandin satama jatkaa Halvikin telakan lupaa, johtokunta sanoi maanantaina."
    assert [] == differing(left, right)
