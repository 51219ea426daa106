"""What is asked before two statements are aligned never says less than the alignment does."""

import itertools
from pathlib import Path

import pytest

import provenance
from provenance.comparison.statements import match_statements, most_alike, read_statements

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
SENTENCES = (
    "The ferry line will not open before winter, the council of Greyford said.",
    "The council said the ferry line will open in winter.",
    "Inspectors refused a permit for the northern pier.",
    "Engineers were granted permits and began repairs of the pier at Greyford.",
    "Prices rose by four percent while wages fell.",
    "Wages rose and prices dropped, the office in Greyford said on Tuesday.",
    "The council is unable to say when the line opens.",
    "The line cannot open, the mayor denied.",
)


def _checked(texts: list[str]) -> tuple[int, int]:
    """Pairs looked at, and those of which the bound is met."""
    analyses = [provenance.extract(provenance.read_text(text)) for text in texts]
    looked = met = 0
    for left, right in itertools.combinations(read_statements(analyses), 2):
        common, share = most_alike(left, right)
        match = match_statements(left, right)
        assert match.common <= common, (left.text, right.text)
        assert match.share <= share + 1e-9, (left.text, right.text)
        looked += 1
        met += match.common == common > 0
    return looked, met


def test_sentences_are_no_more_alike_than_their_words_allow() -> None:
    looked, met = _checked(list(SENTENCES))

    assert looked >= len(SENTENCES) * (len(SENTENCES) - 1) // 2
    assert met


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_a_real_article_has_no_pair_beyond_the_bounds(seed: Path) -> None:
    looked, met = _checked([seed.read_text(encoding="utf-8")])

    assert looked
    assert met
