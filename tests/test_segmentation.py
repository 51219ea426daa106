"""Sentences: where they end in seven languages, exact offsets, markup, hostile input."""

import time
from itertools import pairwise

import pytest
from builders import build_article
from hypothesis import given
from hypothesis import strategies as st

from provenance.model import Article
from provenance.segmentation import segment_sentences
from provenance.spans import Span
from provenance.terms import BlockKind

ENGLISH = """
President Lund visited the port on Dec. 16.| The council met.
The council issued a statement on Dec.16 saying so.| It was short.
Sales rose in the U.S. and fell in the U.K. last year.| That is all.
They live in the U.S.| The rest moved away.
The U.S. Geological Survey gave 5.4.| Others gave less.
The briefing is at 8:20 p.m. ET.| Nobody came.
It struck at 1:42 a.m. local time.| It was felt at sea.
The shop opens at 9 a.m.| Police guard it.
Dr. Osei met Mr. Lund and Mrs. Brennan.| They spoke.
It was No. 5 on the list.| Prof. Banks wrote it.
“No.| He left,” she said.
George W. Bush and J. K. Rowling met.| Both smiled.
It costs $3.5 million, i.e. too much.| See fig. 3 for more.
Brightline Inc. said so.| Calderon Ltd. did not.
He works for Brightline Inc.| The firm is old.
Visit St. Mary’s or St. Paul’s.| Both are open.
The talks, etc. were long.| They ended.
“The well is dry.| We carry water now,” said the farmer.
“Where are they?” he asked.| Nobody knew.
“Where are they?” Mary asked.| Nobody knew.
“Where are they?”| Mary left the room.
“Stop!” she shouted.| “Now!”
“It leaks.”| The mayor was blunt.
He said: “It leaks.| It always has.”| Then he left.
She left (by the back door).| He stayed.
She left.| (He stayed.)| Nobody cared.
He paused… and went on.| Then he stopped…| Nobody spoke.
The price…| We pay it every year.
Is it true?| Yes!| No.
What?!| Really?
Version 4.8.2 is out.| Install it.
The rate is 5.25 percent.| It was 5.5.
The file is at www.example.org/a.html.| Read it.
He was born in Sept. 1990.| She was born in May.
The company (formerly Acme Corp.) moved.| It grew.
Gen. Vaz Silveira and Sen. Ortiz agreed.| Gov. Reyes did not.
The vote was 23 to 12.| Two abstained.
1. Wash the rice.| 2. Boil it.
He plays for Yahoo! Sports.| She does not.
It ended 3-2.| “We were lucky,” he said.
The Rt. Hon. Ada Lund spoke.| He listened.
He said it was “too small.”| Others agreed.
He said it was “too small”.| Others agreed.
See Art. 5 and Sec. 12.| They differ.
They met Jan. 5, Feb. 7 and Oct. 9.| It helped.
The plan, she said.| iPhone sales rose.
This is it.[1]| More follows.[2, 3]
It was the end.| 'It is over,' he said.
The statement added.| Saying so helped.
He lives at 5 Main St.| The house is old.
The A.I. Act passed.| The law is long.
It was World War I.| The second came later.
The vote was 5-4.| Justice Lund wrote for the court.
At 9.30 a.m. Monday the doors opened.| A crowd waited.
They met Lt. Col. Ada Lund, Ph.D., in Washington, D.C., on Monday.| She spoke.
She moved to Washington, D.C.| It was cold.
It was, she said, “a long day.”| The train left at 6 p.m.| Police waited.
The E. coli count fell.| Nobody fell ill.
“Is it safe?” is the question.| It is.
“We won!” – the crowd roared.| It was late.
He wrote “Who Is Next?” in 1990.| It sold well.
Approx. 5 percent, i.e. 300 homes, flooded.| The rest, e.g. farms, did not.
The U.N. Security Council met.| The U.N. said so.| The E.U. did not.
Mr. and Mrs. Osei vs. the City of Harland.| The case is old.
He earned a B.A. in 1990.| Then he left.
It rose 0.4 per cent (vs. 0.3).| That is all.
See p. 5, pp. 6-7 and vol. 2.| The rest is noise.
Is this the end?!| Perhaps...| Perhaps not.
“No,” she said.| “Yes!” he said.| “Why?”
J. Lund (b. 1950) and K. Osei (d. 2001) met.| Both wrote.
Costs (incl. VAT) were £5.| The price was approx. £6.
The score: 3:2.| The crowd left at 22.15.
Shares of Acme Inc. rose 5%.| Rival Bolt Corp. fell.
He said, “It's over.”| She said, “No.”
He asked: “Why now?”| Nobody knew.
They sell A/C units, etc.| Prices vary.
The 5th Ave. shop closed.| The Broadway one did not.
No. 10 declined to comment.| Downing St. was quiet.
It was “no. 1.”| The rest followed.
"Stop," he said. | "Or what?" she asked.| "Nothing."
Temperatures hit 40.2C.| That is a record.
St. Louis won 3-1.| St. John’s lost.
It happened in Jan.| The next was in Feb.| The last was Mar. 3.
Ed. note: This was corrected.| It was wrong.
"""

GERMAN = """
Der Streik beginnt am 14. Oktober in Koblenz.| Er endet am 15. Oktober.
Tickets bleiben bis zum 21. Oktober gültig.| Busse fahren.
Das gilt z. B. für Busse.| Es gilt z.B. auch für Züge.
Es sind, d. h. es waren, 3,5 Mio. Euro.| Das reicht.
Dr. Lorenz und Prof. Kranz kamen um 3 Uhr.| Sie blieben.
Im 19. Jahrhundert war das anders.| Heute nicht.
Er kam am 14.| Dann ging er wieder.
Es waren insgesamt 12.| Die anderen fehlten.
„Die Züge fahren.| Wir warten.“| Das sagte er.
„Warum?“, fragte er.| Niemand antwortete.
„Nie wieder!“| Dann ging er.
Die Firma Kranz GmbH & Co. KG baut um.| Sie wächst.
Laut Art. 5 Abs. 2 gilt das nicht.| Siehe S. 12.
Das Treffen war am Freitag, 3. März, in Trier.| Es regnete.
Sie kommt aus St. Goar.| Er nicht.
Er spielte beim 1. FC Nordhafen.| Das war 1990.
Das war bzw. ist so.| Punkt.
Karl der Große kam ca. 770.| Danach ging er.
Am 3. und 4. Mai ist zu.| Am 5. Mai ist offen.
Der Umsatz lag bei 3 Mrd. Euro.| Der Gewinn sank.
Bücher, Hefte usw. sind da.| Stifte nicht.
König Ludwig XIV. baute viel.| Er starb 1715.
Am 1. Januar 2026 tritt das Gesetz in Kraft.| Bis zum 31. Dezember gilt das alte.
Der 12. Zivilsenat entschied.| Das Urteil ist rechtskräftig.
Er wurde am 3.10. geboren.| Sie am 4.11.1990.
Um 10.30 Uhr begann es.| Um 12 Uhr war Schluss.
„Kommen Sie!“, rief er.| „Sofort!“
Die Nr. 5, Hr. Lang, fehlte.| Fr. Lorenz kam.
Es gibt u. a. Brot, Käse u. v. m. im Laden.| Er ist klein.
Die Elbe stieg auf 7,2 m.| Das ist viel.
In der 2. Bundesliga führt Nordhafen.| Der 1. FC ist Zweiter.
Das Gesetz (§ 5 Abs. 2 S. 1) ist klar.| Es gilt.
Sie sprach mit Prof. Dr. med. Anna Lang.| Es half.
Der Vertrag läuft bis 2030.| Danach wird neu verhandelt.
Papst Johannes XXIII. rief das Konzil ein.| Es begann 1962.
"""

FRENCH = """
M. Dupont et Mme Marchand sont là.| Ils parlent.
« Le barrage est plein. »| Elle est partie.
« Le barrage est plein.| Nous attendons », a-t-elle dit.
« Où ? » demande-t-il.| Personne ne répond.
« Enfin ! » s’est exclamé un élu.| Il a ri.
Les recettes couvrent 23 % des dépenses.| C’est peu.
L’art. 5 est clair, cf. p. 12.| Il suffit.
J.-P. Martin est venu.| Il est reparti.
Le prix est de 3,5 millions d’euros.| C’est cher.
Il a lu des livres, des revues, etc.| Puis il est parti.
Le bureau ouvre à 9 h. du matin.| Il ferme tard.
Est-ce vrai ?| Oui !
Le 1er janvier, M. Bonnet a signé.| Mme Roy aussi.
« Quoi ? »| Elle rit.
« C’est fini ! » lance-t-il.| Puis il part.
Il mesure 1,80 m.| Elle aussi.
L’article L. 121-3 s’applique.| Il est clair.
Il habite av. Foch.| Elle, bd Voltaire.
– Pourquoi ?| – Parce que.
Selon l’A.F.P., c’est vrai.| Le reste est faux.
Me Durand plaide.| Le Dr Petit écoute.
"""

SPANISH = """
El Sr. Luna y la Sra. Robledo llegaron.| Hablaron.
«El embalse está lleno.| Esperamos», dijo.
¿Quién paga?| Nadie lo sabe.
“¿Quién paga?”, preguntó.| ¡Nadie!
Vive en EE. UU. desde 1990.| Volverá.
Véase el art. 5 y la pág. 12.| Es claro.
Cuesta 3,5 millones.| Es caro.
La Dra. Vega habló.| El público calló.
El 1.º de mayo, la Sra. Vega firmó.| El Sr. Luna también.
¡Ya está!| ¿Y ahora?| Nada.
Mide 1,80 m.| Ella también.
Según la O.M.S., es cierto.| El resto no.
—¿Por qué?| —Porque sí.
"""

POLISH = """
Rusza 12. edycja konkursu.| Potrwa tydzień.
To np. Warszawa, tj. stolica.| Tak jest.
W 2020 r. Polska wygrała.| Tak było.
Prof. dr hab. Jan Kowalski przyszedł.| Mówił długo.
Mieszka przy ul. Długiej 5.| Nie sam.
Było to w XX w. w Krakowie.| Potem nie.
Kosztuje 5 tys. zł.| To dużo.
„Zbiornik jest pełny.| Czekamy” – powiedziała.
– Zbiornik jest pełny – powiedziała.| – Czekamy.
– Kto zapłaci? – pytał.| Cisza.
Stało się to w 2020 r.| Potem było gorzej.
Zob. art. 5 ust. 2 pkt 3.| To jasne.
Powstały m.in. trzy szkoły.| I dwa mosty.
Dnia 1 maja 2026 r. podpisano umowę.| Obowiązuje od 2 maja.
Ks. Jan, o. Piotr i s. Maria przyszli.| Byli cicho.
Ma 1,80 m.| Ona też.
Zob. s. 5 i nast.| To jasne.
Firma „Wilk” sp. z o.o. buduje.| Szybko.
Pani dr Anna Wrona i pan inż. Jan Wilk.| Oboje milczą.
"""

RUSSIAN = """
Он родился в 1990 г. в Москве.| Затем уехал.
Это было в 2020 г.| Потом всё изменилось.
Это, т. е. всё, верно.| Да.
А. С. Пушкин писал стихи.| Он их любил.
Согласно ст. 5 закона, нельзя.| См. стр. 12.
Он живёт в г. Москве на ул. Мира.| Один.
Ставка составила 15,25% годовых.| Это много.
«Мы готовы.| Ждём», — сказала она.
«Кто заплатит?» — спросил он.| Все молчали.
— Мы готовы, — сказала она.| — Ждём дождя.
— Стойте! — крикнул он.| Никто не встал.
Это 5 тыс. рублей и 3 млн человек.| Много.
Были реки, озёра и т. д.| Потом высохли.
Было 3 млрд руб. долга.| Теперь нет.
Путин В. В. приехал.| Он уехал.
«Да».| Она ушла.
С 1 мая 2026 г. действует новый закон.| До 31 декабря — старый.
Ул. Ленина, д. 5, кв. 12.| Это адрес.
Он весит 80 кг.| Она — 60.
Родился в XIX в. в Твери.| Умер в XX в.| Похоронен там же.
По данным ООН, это так.| Остальное — нет.
Гос. дума приняла закон.| Совет молчит.
И. о. мэра г-н Лужин уехал.| Его зам. остался.
«Зачем?»| Она молчала.
— Зачем?| — Надо.
В 2020–2021 гг. рост прекратился.| Потом возобновился.
"""

UKRAINIAN = """
Він народився в 1990 р. у Києві.| Потім поїхав.
Це було у 2020 р.| Потім усе змінилося.
Це, тобто все, правда.| Так.
Т. Г. Шевченко писав вірші.| Він їх любив.
Згідно зі ст. 5 закону, не можна.| Див. с. 12.
Він живе в м. Києві на вул. Миру.| Сам.
Нарахували 6 214 гнізд, торік 5 870.| Більше.
– Нижче не можна, – каже він.| – Ніколи.
«Ми готові.| Чекаємо», – сказала вона.
Це 5 тис. грн.| Багато.
Були ріки, озера і т. д.| Потім висохли.
З 1 травня 2026 р. діє новий закон.| До 31 грудня — старий.
Вул. Миру, буд. 5, кв. 12.| Це адреса.
Народився у XIX ст. у Полтаві.| Помер у XX ст.| Там і похований.
В. о. мера п. Лужин поїхав.| Його заступник лишився.
«Навіщо?»| Вона мовчала.
– Навіщо?| – Треба.
"""

TABLES = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "pl": POLISH,
    "ru": RUSSIAN,
    "uk": UKRAINIAN,
}
ROWS = [
    pytest.param(language, row, id=f"{language}: {row}")
    for language, table in TABLES.items()
    for row in table.strip().split("\n")
]


def _sentences(article: Article) -> list[str]:
    return [sentence.span.of(article.text) for sentence in segment_sentences(article)]


@pytest.mark.parametrize(("language", "row"), ROWS)
def test_sentences_end_where_the_table_says(language: str, row: str) -> None:
    article = build_article(row.replace("|", ""), language=language)

    assert [part.strip() for part in row.split("|")] == _sentences(article)


def test_a_block_that_is_not_prose_gives_one_sentence_a_line() -> None:
    text = "Rates held. Krone up.\n\nBy A. Lund\n  Oslo\n\nIt was cold. It rained."
    article = build_article(
        text,
        blocks=[
            (BlockKind.HEADING, "Rates held. Krone up."),
            (BlockKind.BYLINE, "By A. Lund\n  Oslo"),
            (BlockKind.PARAGRAPH, "It was cold. It rained."),
        ],
    )

    assert [
        "Rates held. Krone up.",
        "By A. Lund",
        "Oslo",
        "It was cold.",
        "It rained.",
    ] == _sentences(article)
    assert [0, 1, 1, 2, 2] == [sentence.block for sentence in segment_sentences(article)]


@pytest.mark.parametrize(
    ("text", "prose", "expected"),
    [
        pytest.param(
            "The flaw was [found on Monday](https://a.example/x). It is old.",
            "The flaw was  found on Monday                      . It is old.",
            ["The flaw was [found on Monday](https://a.example/x).", "It is old."],
            id="a link before the full stop",
        ),
        pytest.param(
            "It is old. [The notice](https://a.example/x) is new.",
            "It is old.  The notice                       is new.",
            ["It is old.", "[The notice](https://a.example/x) is new."],
            id="a link at the beginning",
        ),
        pytest.param(
            "*It is old.* **It is new.**",
            " It is old.    It is new.  ",
            ["*It is old.*", "**It is new.**"],
            id="emphasis round whole sentences",
        ),
        pytest.param(
            '[It is old.](https://a.example/x "A title") It is new.',
            " It is old.                                 It is new.",
            ['[It is old.](https://a.example/x "A title")', "It is new."],
            id="a link over a whole sentence, with a title",
        ),
        pytest.param(
            "> It is old. It is new.",
            "  It is old. It is new.",
            ["It is old.", "It is new."],
            id="the sign of a block quote is no part of a sentence",
        ),
    ],
)
def test_a_sentence_takes_in_its_markup(text: str, prose: str, expected: list[str]) -> None:
    assert len(text) == len(prose)

    assert expected == _sentences(build_article(text, prose=prose))


def test_turns_of_a_dialogue_on_lines_of_one_block_are_sentences() -> None:
    article = build_article("– Et vous, le fermeriez-vous ?\n– Jamais.", language="fr")

    assert ["– Et vous, le fermeriez-vous ?", "– Jamais."] == _sentences(article)


def test_a_hard_line_break_ends_no_sentence() -> None:
    article = build_article("The river rose\nfor nine days. Then it\nfell.")

    assert ["The river rose\nfor nine days.", "Then it\nfell."] == _sentences(article)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("word " * 10_000, 1, id="no mark at all"),
        pytest.param("." * 50_000, 1, id="dots"),
        pytest.param(". " * 20_000, 1, id="dots and spaces"),
        pytest.param("“" * 20_000, 1, id="opening marks"),
        pytest.param('"' * 20_000, 1, id="straight marks"),
        pytest.param("A. " * 10_000, 1, id="initials"),
        pytest.param("12. " * 10_000, None, id="numbers"),
        pytest.param("He left. " * 10_000, 10_000, id="many sentences"),
        pytest.param("«‹“‘(" * 10_000 + "a.", 1, id="nested marks"),
        pytest.param("x" + " " * 100_000 + ". Y", None, id="a long gap"),
        pytest.param(".\n" * 20_000, 1, id="dots on lines"),
    ],
)
def test_hostile_text_is_cut_in_linear_time(text: str, count: int | None) -> None:
    began = time.process_time()
    found = segment_sentences(build_article(text, blocks=[(BlockKind.PARAGRAPH, text)]))

    assert count is None or count == len(found)
    # Linear work takes well under a second; the bound only has to tell it from quadratic.
    assert time.process_time() - began < 5


TEXTS = st.text(alphabet=st.sampled_from("aB1 .!?…,:;\n\u00a0“”„\"«»‹›‘’'—–-()[]МдÉ"), max_size=80)


@given(text=TEXTS, language=st.sampled_from([*TABLES, "und", "xx"]))
def test_sentences_cover_every_character_once_in_order(text: str, language: str) -> None:
    blocks = [(BlockKind.PARAGRAPH, text)]
    article = build_article(text, language=language, blocks=blocks)
    spans = [sentence.span for sentence in segment_sentences(article)]

    assert spans == sorted(spans)
    assert all(span == span.stripped(text) and len(span) for span in spans)
    assert "".join(text.split()) == "".join("".join(span.of(text) for span in spans).split())
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(text=TEXTS, blanks=st.lists(st.booleans(), min_size=80, max_size=80))
def test_markup_goes_to_exactly_one_sentence(text: str, blanks: list[bool]) -> None:
    prose = "".join(
        " " if blank and not c.isspace() else c for c, blank in zip(text, blanks, strict=False)
    )
    article = build_article(text, blocks=[(BlockKind.PARAGRAPH, text)], prose=prose)
    spans = [sentence.span for sentence in segment_sentences(article)]

    assert all(span == span.stripped(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_an_empty_article_has_no_sentences() -> None:
    assert () == segment_sentences(build_article(""))


def test_spans_are_offsets_into_the_text() -> None:
    article = build_article("It was cold.\n\nIt rained.")

    assert [Span(0, 12), Span(14, 24)] == [s.span for s in segment_sentences(article)]
