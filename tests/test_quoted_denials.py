"""Words that their document denies: "We do not | stand united", quoted without the "not"."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import provenance
from provenance.model import Document, Quote
from provenance.quoting import QuoteJudgement, check_quote, judge_in_article
from provenance.spans import Span
from provenance.terms import DocumentStatus, Fit, QuoteStatus, Reason, Verdict

YES, NO, OPEN = Fit.YES, Fit.NO, Fit.NOT_CHECKED

_MARKED = re.compile("[“„«](.+?)[”“»]", re.DOTALL)


def judged_in(article: str, text: str, language: str = "en") -> QuoteJudgement:
    """The first quotation of ``article``, held against a document of ``text``."""
    found = _MARKED.search(article)
    assert found is not None
    start, end = found.span(1)
    document = Document(
        id="release",
        url=None,
        status=DocumentStatus.READ,
        text=text,
        parts=(Span(0, len(text)),),
        language=language,
    )
    quote = Quote(start=start, end=end, exact=found.group(1))
    checked = check_quote(quote, document, article_language=language)
    return judge_in_article(checked, article, document, language=language)


def settled(article: str, text: str, language: str = "en") -> Quote:
    """The same, without the verdict."""
    return judged_in(article, text, language).quote


UNITED = "stand united to defend and protect all Allies"
NATIONS = f"The statement ends with the message that the 30 NATO member nations “{UNITED}.”"
THEY = f"The ministers said they “{UNITED}”."

DENIED = [
    (NATIONS, f"We do not {UNITED}.", "the sentence of the seed"),
    (THEY, f"We do not {UNITED}.", "do not"),
    (THEY, f"“We don’t {UNITED}.”", "a contraction inside marks"),
    (THEY, f"The Alliance cannot {UNITED}.", "cannot"),
    (THEY, f"We will never again {UNITED}.", "will never again"),
    (THEY, f"We did not {UNITED}. We cannot {UNITED}.", "denied twice"),
    (f"NATO said: “{UNITED}”.", f"We won't {UNITED}.", "announced by a colon"),
    (f"“{UNITED}”, the minister said.", f"We will not {UNITED}.", "said behind"),
    (f"The allies “{UNITED}”.", f"We do not {UNITED}.", "a plain noun for subject"),
    (
        "They are “united in the defence of the coast”.",
        "We are no longer united in the defence of the coast.",
        "are no longer, quoted behind are",
    ),
    (
        "Iran is “a threat to the whole region”, the report says.",
        "Iran is not a threat to the whole region.",
        "is not, quoted behind is",
    ),
    ("They “trust the new mayor blindly”.", "We can't ever trust the new mayor blindly.", "ever"),
]

DENIED_ELSEWHERE = [
    (
        "de",
        "Die Minister sagten, dass sie „gemeinsam die ganze Küste verteidigen“.",
        "Wir werden nicht gemeinsam die ganze Küste verteidigen.",
    ),
    (
        "de",
        "Der Rat sagte: „den Hafen im Winter schließen“.",
        "Heute können wir nicht mehr den Hafen im Winter schließen.",
    ),
    (
        "fr",
        "Les ministres ont dit qu'ils « rester unis pour défendre la côte ».",
        "Nous ne pouvons pas rester unis pour défendre la côte.",
    ),
    (
        "fr",
        "Ils sont « prêts à défendre toute la côte ».",
        "Nous ne sommes plus prêts à défendre toute la côte.",
    ),
    ("ru", "Они «стоим вместе на защите берега».", "Мы не стоим вместе на защите берега."),
    (
        "ru",
        "Министр сказал: «закрывать порт этой зимой».",
        "Мы никогда не будем закрывать порт этой зимой.",
    ),
    ("uk", "Вони «стоїмо разом на захисті берега».", "Ми не стоїмо разом на захисті берега."),
    ("uk", "Міністр сказав: «закривати порт цієї зими».", "Ми не будемо закривати порт цієї зими."),
    ("pl", "Oni „stoimy razem w obronie wybrzeża”.", "My nie stoimy razem w obronie wybrzeża."),
    (
        "pl",
        "Minister powiedział: „zamykać portu tej zimy”.",
        "Nigdy nie będziemy zamykać portu tej zimy.",
    ),
    (
        "es",
        "El ministro dijo: «permanecemos unidos para defender la costa».",
        "No permanecemos unidos para defender la costa.",
    ),
    (
        "es",
        "Ellos «cerrar el puerto este invierno».",
        "No vamos a cerrar el puerto este invierno.",
    ),
]

RETOLD = [
    ("en", f"The ministers did not “{UNITED}”.", f"We do not {UNITED}.", "as the document"),
    ("en", f"They said they will never “{UNITED}”.", f"We do not {UNITED}.", "in other words"),
    ("en", f"They don’t “{UNITED}”.", f"We will not {UNITED}.", "a contraction"),
    ("en", "He saw no “evidence of any fraud”.", "There is no evidence of any fraud.", "a noun"),
    ("de", "Sie werden nicht „den Hafen schließen“.", "Wir werden nicht den Hafen schließen.", ""),
    ("fr", "Ils ne vont pas « fermer le port ».", "Nous n'allons pas fermer le port.", ""),
    ("ru", "Они не «стоим вместе на защите».", "Мы не стоим вместе на защите.", ""),
    ("uk", "Вони не «стоїмо разом на захисті».", "Ми не стоїмо разом на захисті.", ""),
    ("pl", "Oni nie „stoimy razem w obronie”.", "My nie stoimy razem w obronie.", ""),
    ("es", "Ellos no «permanecemos muy unidos».", "No permanecemos muy unidos.", ""),
]

TRAPS = [
    ("en", THEY, f"We do not doubt that we {UNITED}.", "another verb between"),
    ("en", THEY, f"We do not want them to {UNITED}.", "another verb between"),
    ("en", THEY, f"There is no doubt: we {UNITED}.", "another clause"),
    ("en", THEY, f"No, we {UNITED}.", "an answer"),
    ("en", THEY, f"We do not only {UNITED}, we also pay.", "not only"),
    ("en", THEY, f"We do not just {UNITED}.", "not just"),
    ("en", THEY, f"We do not hide but {UNITED}.", "behind not … but"),
    ("en", THEY, f"We cannot but {UNITED}.", "cannot but"),
    ("en", THEY, f"We will not fail to {UNITED}.", "another verb between"),
    ("en", THEY, f"They do not. We {UNITED}.", "another sentence"),
    ("en", THEY, f"We do not {UNITED}, they say. We {UNITED}.", "the same words undenied"),
    ("en", "It was “without any hope”.", "It was without any hope.", "a negation of its own"),
    ("en", "It is “hope for the town”.", "It is not without hope for the town.", "not without"),
    ("de", "Sie „stehen vereint zusammen“.", "Wir stehen vereint zusammen.", "no negation"),
    ("de", "Es ist „ein Sieg für alle“.", "Es ist nicht nur ein Sieg für alle.", "not only"),
    ("de", "Sie „wollen den Frieden“.", "Nicht den Krieg, sondern wir wollen den Frieden.", "but"),
    ("fr", "Ils « resterons pas ici ».", "Nous ne resterons pas ici.", "ne before its own pas"),
    ("fr", "Ils « voulons que la paix ».", "Nous ne voulons que la paix.", "ne … que"),
    (
        "fr",
        "C'est « une victoire pour tous ».",
        "Ce n'est pas seulement une victoire pour tous.",
        "",
    ),
    ("es", "Es «una victoria para todos».", "No es solo una victoria para todos.", "not only"),
    ("pl", "To „wielkie zwycięstwo miasta”.", "To nie tylko wielkie zwycięstwo miasta.", ""),
    ("ru", "Это «большая победа города».", "Это не только большая победа города.", "not only"),
    ("ru", "Мы «помогать этим людям».", "Мы не можем не помогать этим людям.", "twice is yes"),
    ("uk", "Це «велика перемога міста».", "Це не лише велика перемога міста.", "not only"),
]

UNCLEAR = [
    ("en", THEY, f"If we do not {UNITED}, we fall.", "a condition"),
    ("en", THEY, f"Why do we not {UNITED}?", "a question"),
    ("en", THEY, f"Critics say we do not {UNITED}.", "an opinion of others"),
    ("en", THEY, f"Moscow is convinced we do not {UNITED}.", "an opinion without that"),
    ("en", THEY, f"The day we do not {UNITED} is the day we lose.", "a clause within"),
    ("en", THEY, f"We do not {UNITED} for nothing.", "what follows is denied"),
    ("en", f"The joke is that they “{UNITED}”.", f"We do not {UNITED}.", "not said"),
    ("en", f"They said “{UNITED}” is history.", f"We do not {UNITED}.", "only named"),
    ("en", THEY, f"It is not true that we do not {UNITED}.", "a denial denied"),
    ("en", THEY, f"We do not always {UNITED}.", "in part"),
    ("en", THEY, f"We do not {UNITED}. We do not always {UNITED}.", "once in part"),
    ("en", THEY, f"They no longer {UNITED}.", "no auxiliary"),
    ("en", f"Told that they “{UNITED}”, he laughed, denying it.", f"We do not {UNITED}.", ""),
    ("en", THEY, f"We do not {UNITED} but ourselves.", "not … but"),
    ("en", THEY, f"We will not, under any circumstances, {UNITED}.", "an aside"),
    ("en", THEY, f"They did not “{UNITED}”, we think.", "the document quotes"),
    ("en", f"Do they “{UNITED}”?", f"We do not {UNITED}.", "the article asks"),
    ("en", f"They refuse to “{UNITED}”.", f"We do not {UNITED}.", "denied by a verb"),
    ("en", f"He doubts that they “{UNITED}”.", f"We do not {UNITED}.", "doubted"),
    ("en", f"If they “{UNITED}”, good.", f"We do not {UNITED}.", "a condition in the article"),
    ("en", f"He dropped the slogan “{UNITED}”.", f"We do not {UNITED}.", "only named"),
    ("en", f"They should “{UNITED}”.", f"We do not {UNITED}.", "a wish"),
    ("en", "They “stand united”.", "We do not stand united.", "two words may be a catchword"),
    ("en", "They look for “evidence of any fraud”.", "There is no evidence of any fraud.", ""),
    ("en", "He called it “a threat to the town”.", "It is not a threat to the town.", ""),
    ("en", "It is not “a threat to the town”.", "It is a threat to the town.", "the reverse"),
    ("de", "Er sah „Beweise für einen Betrug“.", "Es gibt keine Beweise für einen Betrug.", ""),
    ("de", "Sie „geschlossen hinter ihm“.", "Wir stehen nicht geschlossen hinter ihm.", ""),
    ("fr", "Ils restent « unis pour la côte ».", "Nous ne restons pas unis pour la côte.", ""),
    ("es", "Vio «pruebas de un fraude».", "No hay pruebas de un fraude.", ""),
    ("ru", "Они «вместе на этом берегу».", "Мы не вместе на этом берегу, а порознь.", "not … but"),
    ("pl", "Oni „stoimy razem w obronie”.", "Jeśli my nie stoimy razem w obronie, biada.", ""),
    ("uk", "Вони «стоїмо разом тут».", "Кажуть, що ми не стоїмо разом тут.", "said by others"),
]


@pytest.mark.parametrize(("article", "text", "_why"), DENIED)
def test_words_behind_a_not_are_denied(article: str, text: str, _why: str) -> None:
    found = settled(article, text)

    assert (QuoteStatus.VERBATIM, NO) == (found.status, found.context_fits)


@pytest.mark.parametrize(("language", "article", "text"), DENIED_ELSEWHERE)
def test_words_behind_a_not_are_denied_in_every_language(
    language: str, article: str, text: str
) -> None:
    found = settled(article, text, language)

    assert (QuoteStatus.VERBATIM, NO) == (found.status, found.context_fits)


@pytest.mark.parametrize(("language", "article", "text", "_why"), RETOLD)
def test_an_article_that_tells_the_not_outside_its_marks_is_faithful(
    language: str, article: str, text: str, _why: str
) -> None:
    assert YES is settled(article, text, language).context_fits


@pytest.mark.parametrize(("language", "article", "text", "_why"), TRAPS)
def test_a_not_that_does_not_reach_the_words_changes_nothing(
    language: str, article: str, text: str, _why: str
) -> None:
    found = settled(article, text, language)

    assert (QuoteStatus.VERBATIM, YES) == (found.status, found.context_fits)


@pytest.mark.parametrize(("language", "article", "text", "_why"), UNCLEAR)
def test_a_not_whose_reach_is_unclear_neither_accuses_nor_supports(
    language: str, article: str, text: str, _why: str
) -> None:
    judged = judged_in(article, text, language)

    assert (QuoteStatus.VERBATIM, OPEN) == (judged.quote.status, judged.quote.context_fits)
    assert Verdict.UNCHECKED is judged.verdict
    assert Reason.GUARD_NEGATION in judged.reasons


def test_denied_words_contradict_and_are_no_error_by_themselves() -> None:
    judged = judged_in(NATIONS, f"We do not {UNITED}.")

    assert Verdict.CONTRADICTED is judged.verdict
    assert judged.confidence is not None
    assert judged.confidence < 0.9
    assert {Reason.GUARD_NEGATION, Reason.QUOTE_VERBATIM} < set(judged.reasons)


def test_without_the_article_a_denial_is_left_open() -> None:
    text = f"We do not {UNITED}."
    whole = Span(0, len(text))
    document = Document(
        id="d", url=None, status=DocumentStatus.READ, text=text, parts=(whole,), language="en"
    )
    found = check_quote(Quote(start=0, end=44, exact=UNITED), document, article_language="en")

    assert OPEN is found.context_fits


def test_a_turned_wording_is_judged_by_its_words() -> None:
    found = settled(
        "They “expect that it will thaw soon”.", "We do not expect that it will not thaw soon."
    )

    assert QuoteStatus.ALTERED is found.status
    assert YES is found.context_fits


def test_a_language_without_tables_accuses_nobody() -> None:
    assert (
        YES
        is settled("Essi “non stiamo uniti qui”.", "Noi non stiamo uniti qui.", "it").context_fits
    )


@given(article=st.text(max_size=80), text=st.text(max_size=160), words=st.text(min_size=1))
@settings(max_examples=100, deadline=None)
def test_no_text_makes_it_crash(article: str, text: str, words: str) -> None:
    found = settled(f"{article} not “{words}” {article}", f"{text} not {words} {text}")

    assert found.context_fits in (YES, NO, OPEN)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("We {}.", Verdict.SUPPORTED),
        ("We do not {}.", Verdict.CONTRADICTED),
        ("We do not always {}.", Verdict.UNCHECKED),
    ],
)
def test_a_report_does_not_call_denied_words_supported(
    said: str, verdict: Verdict, tmp_path: Path
) -> None:
    url = "https://www.nato.example/news/statement-0224"
    (tmp_path / "statement.txt").write_text(f"Statement\n\n{said.format(UNITED)}\n")
    (tmp_path / "sources.toml").write_text(
        f'[[source]]\nfile = "statement.txt"\nurl = "{url}"\ncomplete = true\n'
    )
    article = tmp_path / "article.md"
    article.write_text(f"# News\n\nThe allies said in a [statement]({url}) that they “{UNITED}”.\n")
    report = provenance.check(article, sources=tmp_path, offline=True)

    assert [verdict] == [claim.verdict for claim in report.claims if claim.quotes]
