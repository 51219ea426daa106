"""Articles drawn from sentences, quotations, cues and names; the words are ours."""

from hypothesis import strategies as st

NAMES = ("Mara Holt", "Arlo Finch", "Ines Okoro", "Holt", "Dr Ada Finch", "Ioan Petrescu")
ROLES = ("the mayor", "the director", "a spokesman", "the harbour master", "an engineer")
BODIES = (
    "NATO",
    "the harbour board",
    "the Port Agency",
    "the agency",
    "the bank",
    "Norvik Ferries",
)
DOCUMENTS = ("the report", "the statement", "the board’s letter", "Article 6", "the document")
PRONOUNS = ("he", "she", "they", "it")
SAID = ("said", "added", "denied", "warned", "told reporters", "wrote", "confirmed", "asked")
WORDS = (
    "we will dredge the pier",
    "the pier is closed",
    "it cost £4m",
    "nobody asked us",
    "the ferry comes on 3 March",
    "we are not leaving",
    "the bank knew",
)
NARRATION = (
    "The pier is old.",
    "It was closed on Monday.",
    "Mara Holt opened the harbour in 2019.",
    "Arlo Finch is less sure.",
    "The Port Agency, which owns the pier, met on 3 March 2026.",
    "The harbour board (HB) has nine members.",
    "Ines Okoro, the mayor of Norvik, was there.",
    "Who pays?",
    "It cost 12.5 million euros, a third more than planned.",
)
POINTING_BACK = (
    "This was reported by the press service of the board.",
    "These words were said by Mara Holt.",
    "This is stated in the report.",
    "These are the words of the mayor.",
)
"""What speaks of words that stand before it."""

MARKS = (("“", "”"), ('"', '"'), ("‘", "’"), ("«", "»"), ("„", "“"))

speakers = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(BODIES),
    st.sampled_from(ROLES),
    st.sampled_from(DOCUMENTS),
    st.sampled_from(PRONOUNS),
    st.builds("{}, {},".format, st.sampled_from(NAMES), st.sampled_from(ROLES)),
)
contents = st.sampled_from(WORDS)
cues = st.sampled_from(SAID)


def _opened(text: str) -> str:
    return text[:1].upper() + text[1:]


@st.composite
def quoted(draw: st.DrawFn, closing: str = ",") -> str:
    """Words in one pair of marks."""
    opening, closed = draw(st.sampled_from(MARKS))
    return f"{opening}{_opened(draw(contents))}{closing}{closed}"


@st.composite
def attributed(draw: st.DrawFn) -> str:
    """A sentence, or two, in which somebody says something."""
    who, cue, what = draw(speakers), draw(cues), draw(contents)
    forms = (
        f"{draw(quoted())} {who} {cue}.",
        f"{draw(quoted())} {cue} {who}.",
        f"{_opened(who)} {cue}: {draw(quoted('.'))}",
        f"{draw(quoted())} {who} {cue}. {draw(quoted('.'))}",
        f"{_opened(who)} {cue} that {what}.",
        f"{_opened(what)}, {who} {cue}.",
        f"According to {who.rstrip(',')}, {what}.",
        f"{_opened(who)} {cue} that {what}, adding that {draw(contents)}.",
        f"{draw(quoted())} {who} {cue}, adding that {what} and that {draw(contents)}.",
        f"{_opened(who)} {cue} that {draw(quoted(''))} and {draw(quoted('.'))}",
        draw(quoted(".")),
        f"{draw(quoted('.'))} {draw(quoted('.'))}",
    )
    return draw(st.sampled_from(forms))


sentences = st.one_of(st.sampled_from(NARRATION), attributed(), attributed())
paragraphs = st.lists(sentences, min_size=1, max_size=4).map(" ".join)
articles = st.lists(paragraphs, min_size=1, max_size=5).map("\n\n".join)
"""Articles with balanced marks and nothing that speaks of words before it."""

ragged = st.lists(
    st.one_of(
        sentences,
        st.sampled_from(POINTING_BACK),
        st.sampled_from([mark for pair in MARKS for mark in pair]),
        st.sampled_from(["\n\n", "\n", " – ", ": ", "... ", "? ", "\u200b", "Said"]),
    ),
    max_size=12,
).map(" ".join)
"""Articles with anything in any order."""
