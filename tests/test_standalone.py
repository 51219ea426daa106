"""A claim readable out of context: every word that is not the article's stands in brackets."""

import attrs
import pytest
from builders import build_article

from provenance.attribution.attributor import extract_attributions
from provenance.claims import extract_claims
from provenance.model import Article, Claim, Published
from provenance.quotations import find_quotations
from provenance.segmentation import segment_sentences
from provenance.terms import PublishedBasis


def claims_of(
    text: str,
    *,
    language: str = "en",
    published: str | None = "2026-05-13",
    basis: PublishedBasis = PublishedBasis.METADATA,
) -> tuple[Claim, ...]:
    """The claims of an article that appeared on a Wednesday."""
    article: Article = build_article(text, language=language)
    metadata = attrs.evolve(article.metadata, published=Published(value=published, basis=basis))
    article = attrs.evolve(article, metadata=metadata)
    sentences, quotations = segment_sentences(article), find_quotations(article)
    attributions = extract_attributions(article, sentences, quotations)
    return extract_claims(article, sentences, quotations, attributions)


LAST = [
    (
        "a participle gets its subject and its tense back",
        "en",
        "[Ada Brook added] that the roof leaked.",
        "“It is cold,” said Ada Brook, adding that the roof leaked.",
    ),
    (
        "a coordinated verb gets its subject back",
        "en",
        "[Ada Brook] denied that the roof leaked.",
        "“It is cold,” said Ada Brook, but denied that the roof leaked.",
    ),
    (
        "a further clause gets subject and verb back",
        "en",
        "[The council said] that the roof leaked.",
        "The council said that the hall was cold and that the roof leaked.",
    ),
    (
        "quoted words get their frame back",
        "en",
        "[Ada Brook added]: “Nobody asked us.”",
        "“It is cold,” said Ada Brook, adding: “Nobody asked us.”",
    ),
    (
        "he is the one who was named",
        "en",
        "[Jonas Eikrem] said the roof leaked.",
        "Jonas Eikrem runs the hall. He said the roof leaked.",
    ),
    (
        "another language",
        "de",
        "[Lutz Wernicke] fügte hinzu, dass die Züge voll seien.",
        "„Wir sind bereit“, sagte Lutz Wernicke und fügte hinzu, dass die Züge voll seien.",
    ),
    (
        "a participle whose tense depends on the speaker stays",
        "fr",
        "[Jean Tissier,] ajoutant que le bassin fuyait.",
        "« Nous sommes prêts », a dit Jean Tissier, ajoutant que le bassin fuyait.",
    ),
    (
        "another language, a further clause",
        "ru",
        "[Министерство сообщило,] что он откроется в мае.",
        "Министерство сообщило, что мост безопасен и что он откроется в мае.",
    ),
    (
        "the day of saying",
        "en",
        "“It is cold,” Ada Brook said [on 11 May 2026].",
        "“It is cold,” Ada Brook said on Monday.",
    ),
    (
        "yesterday",
        "en",
        "The hall was closed [on 12 May 2026].",
        "The hall was closed yesterday.",
    ),
    (
        "the following day, where one day was told",
        "en",
        "[On 4 May 2026], the hall was closed.",
        "The roof fell in on 3 May 2026. The following day, the hall was closed.",
    ),
    (
        "a day in another language",
        "de",
        "Die Halle wurde [am 12. Mai 2026] geschlossen.",
        "Die Halle wurde gestern geschlossen.",
    ),
]


@pytest.mark.parametrize(("reason", "language", "standalone", "text"), LAST)
def test_a_claim_is_made_to_stand_alone(
    reason: str, language: str, standalone: str, text: str
) -> None:
    assert reason
    assert standalone == claims_of(text, language=language)[-1].standalone


NONE = [
    ("it stands alone already", "The council closed the hall in March 2019."),
    ("a name stands alone", "“It is cold,” said Ada Brook."),
    ("nobody was named", "He said the roof leaked."),
    (
        "two men were named",
        "Jonas Eikrem met Karl Brook. He said the roof leaked.",
    ),
    ("a thing may be any body", "The hall is near the bank. It said the roof leaked."),
    ("a day that may lie ahead", "The hall will close on Friday."),
    (
        "two days were told",
        "It rained on 3 May 2026 and on 7 May 2026. The following day, the hall was closed.",
    ),
    ("quoted words are sacred", "“We met yesterday,” said Ada Brook."),
    ("a question claims nothing", "Who closed the hall yesterday?"),
]


@pytest.mark.parametrize(("reason", "text"), NONE)
def test_what_is_clear_or_cannot_be_told_is_left_alone(reason: str, text: str) -> None:
    assert reason
    assert claims_of(text)[-1].standalone is None


@pytest.mark.parametrize("basis", [PublishedBasis.GUESS, PublishedBasis.UNKNOWN])
def test_a_guessed_day_of_publication_dates_nothing(basis: PublishedBasis) -> None:
    assert claims_of("The hall was closed yesterday.", basis=basis)[-1].standalone is None


def test_every_word_outside_the_brackets_is_the_articles() -> None:
    text = "“It is cold,” Ada Brook said on Monday, adding that the roof leaked and that it rained."
    told = [claim.standalone for claim in claims_of(text)]

    outside = [piece.split("]")[-1].strip() for words in told for piece in (words or "").split("[")]

    assert 3 == len(told)
    assert None not in told
    assert all(piece in text for piece in outside)
