"""A false edit changes the sense and marks where; a faithful one keeps it."""

# ruff: noqa: D103  (the names say it)

import pytest

from verifier import corruption, twins
from verifier.edits import Context, context_of, names_in
from verifier.quantities import numbers_in, round_down, round_up, wrong_value
from verifier.rows import CONTRADICTED, NEITHER, NOT_SUPPORTED
from verifier.seeding import half_of, rng_for

SENTENCES = [
    "Anna Keller sued Marek Novak on Friday 14 February over 27 crates, a court in Paris said.",
    "The regional council will not build 1.2 million homes, the mayor told Anna Keller.",
    "Unemployment may rise to 6.5 percent because some firms plan to sell their factories.",
    "The museum bought the painting for 300 euros and reopened after two years.",
    "Both farmers paid 300 euros in March and 450 euros in June for half of the land in Sweden.",
]
TRIES = 60


def _contexts() -> list[tuple[str, Context]]:
    return [(s, context_of(" ".join(SENTENCES), s, SENTENCES)) for s in SENTENCES]


@pytest.mark.parametrize("maker", corruption.MAKERS, ids=lambda maker: maker.__name__)
def test_each_false_edit_fits_somewhere_and_marks_the_changed_words(maker):
    made = 0
    for claim, context in _contexts():
        for number in range(TRIES):
            edit = maker(claim, context, rng_for(maker.__name__, number))
            if edit is None:
                continue
            made += 1
            assert edit.text != claim
            assert edit.label in {CONTRADICTED, NEITHER, NOT_SUPPORTED}
            assert edit.spans
            assert all(0 <= start < end <= len(edit.text) for start, end in edit.spans)

    assert made


def test_corruption_is_fixed_by_its_generator():
    claim, context = _contexts()[0]

    assert corruption.corrupt(claim, context, rng_for(1)) == corruption.corrupt(
        claim, context, rng_for(1)
    )


@pytest.mark.parametrize(
    ("maker", "claim", "wrong"),
    [
        (corruption.weekday, "It closed on Friday.", "Friday"),
        (corruption.negation_dropped, "The council will not build homes.", " not "),
        (corruption.negation_dropped, "He didn't resign.", "n't"),
        (corruption.number, "Rescuers pulled 27 miners out.", "27"),
        (corruption.unit, "The path is 8 kilometres long.", "kilometres"),
        (corruption.stronger, "The bill may pass.", "may"),
        (corruption.plan_done, "The firm plans to sell its mill.", "plans to"),
        (corruption.date, "It opened on 14 February.", "14 February"),
    ],
)
def test_false_edit_takes_the_true_words_away(maker, claim, wrong):
    edit = maker(claim, context_of(claim, claim, [claim]), rng_for("case", claim))

    assert edit is not None
    assert wrong not in edit.text


@pytest.mark.parametrize(
    ("twin", "claim", "allowed"),
    [
        (twins.digits_or_words, "She won 12 medals.", {"She won twelve medals."}),
        (twins.digits_or_words, "Twelve men left.", {"12 men left."}),
        (twins.big_number, "It cost 1.2 million euros.", {"It cost 1,200,000 euros."}),
        (twins.contraction, "He did not go.", {"He didn't go."}),
        (
            twins.voice,
            "Gates founded Microsoft in 1975.",
            {"Microsoft was founded by Gates in 1975."},
        ),
        (twins.voice, "The book was written by Anna Keller.", {"Anna Keller wrote the book."}),
        (twins.possessive, "She left the capital of France.", {"She left France's capital."}),
        (
            twins.time_moved,
            "On Monday, the court heard three witnesses.",
            {"The court heard three witnesses on Monday."},
        ),
        (
            twins.attribution_moved,
            "The bridge is closed to lorries, the mayor said.",
            {
                "The mayor said that the bridge is closed to lorries.",
                "According to the mayor, the bridge is closed to lorries.",
                "The bridge is closed to lorries, according to the mayor.",
            },
        ),
    ],
)
def test_faithful_edit_says_the_same(twin, claim, allowed):
    assert {twin(claim, rng_for(number)) for number in range(20)} - {None} <= allowed
    assert twin(claim, rng_for(1)) in allowed


def test_faithful_edits_leave_bare_numbers_of_the_same_value():
    claim = "The firm hired 40 welders and 25 fitters."

    edited = {twins.digits_or_words(claim, rng_for(n)) for n in range(10)}

    assert all(sorted(n.value for n in numbers_in(text)) == [25, 40] for text in edited)


@pytest.mark.parametrize(
    "claim", ["It came in at #86.", "Take Highway 16.", "The film Hollow Man 3."]
)
def test_numbers_that_name_stay_as_they_are(claim):
    edits = (twins.digits_or_words, twins.rounding)

    assert all(edit(claim, rng_for(n)) is None for edit in edits for n in range(10))


@pytest.mark.parametrize("value", [12, 27, 99, 250, 1450, 48_700])
def test_rounded_bounds_hold(value):
    assert round_down(value) < value <= round_up(value)


@pytest.mark.parametrize("value", [2.0, 7.0, 27.0, 6.5, 300.0])
def test_wrong_value_differs(value):
    assert all(wrong_value(value, rng_for(n)) != value for n in range(50))


def test_names_leave_out_opening_words_and_days():
    text = "On Monday the mayor met Anna Keller in Paris."

    assert [text[start:end] for start, end in names_in(text)] == ["Anna Keller", "Paris"]


def test_half_is_that_of_the_whole_digest():
    assert {half_of(str(n)) for n in range(20)} == {0, 1}
