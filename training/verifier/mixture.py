"""The examples the model is trained on: a stream of chapters, each fixed by seed and number."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from random import Random

from verifier.corruption import corrupt
from verifier.edits import context_of
from verifier.examples import Example
from verifier.invented import invented_report
from verifier.rows import NEITHER, SUPPORTED, Row
from verifier.seeding import rng_for
from verifier.sentences import (
    best_window,
    content_words,
    digest,
    split_sentences,
    window_around,
    word_count,
)
from verifier.twins import faithful
from verifier.written_pairs import WrittenPairs, read_families

WORDS_PER_TOKEN = 0.7
DOCUMENT_WORDS = 90
"""A premise at least so long is treated as a document."""
PLAIN_WEIGHT = {
    "snli": 0.7,
    "cad_snli": 0.8,
    "mnli_matched": 2.0,
    "fever_rte": 2.5,
    "fm2": 2.0,
    "help_andor": 0.25,
    "med": 0.4,
    "semiauto_base_wiki": 0.5,
    "semiauto_sim_wiki": 0.15,
    "semiauto_translate_wiki": 0.3,
    "begin_wow": 0.5,
    "begin_cmudog": 0.5,
    "begin_topicalchat": 0.5,
    "check_covid": 2.0,
    "lingnli": 1.0,
    "dnc_factuality": 0.5,
    "dnc_kg_relations": 0.1,
    "dnc_megaveridicality": 0.3,
    "climate_fever": 0.5,
    "covidfact": 0.7,
    "rte": 2.0,
    "scitail": 0.7,
    "scifact_rte": 1.5,
}
"""How often a row of a set is drawn, beside a row of weight one; noisy or odd sets less."""
HIDEABLE = {
    "fever_rte",
    "fm2",
    "mnli_matched",
    "semiauto_base_wiki",
    "semiauto_translate_wiki",
    "rte",
    "scitail",
    "climate_fever",
}
"""Sets whose premises name their subject: a stranger's sentence does not decide the claim."""
SHARES = {
    "plain": 0.13,
    "hidden": 0.07,
    "removed": 0.03,
    "document": 0.07,
    "pair_contrast": 0.08,
    "sentence_contrast": 0.06,
    "sentence_removed": 0.02,
    "invented": 0.04,
    "written": 0.50,
}


class Mixture:
    """Draws chapters of examples from published rows."""

    def __init__(self, rows: Sequence[Row], *, seed: int, most_tokens: int) -> None:
        """Sort the rows into what each kind of example needs; nothing is drawn yet."""
        self.seed = seed
        self.most_words = int((most_tokens - 48) * WORDS_PER_TOKEN)
        self._short = [row for row in rows if word_count(row.premise) < DOCUMENT_WORDS]
        self._long = [row for row in rows if word_count(row.premise) >= DOCUMENT_WORDS]
        self._weights = [PLAIN_WEIGHT.get(_family(row), 1.0) for row in self._short]
        hideable = [row for row in self._short if _family(row) in HIDEABLE]
        self._hideable, self._hide_weights = (
            hideable,
            [PLAIN_WEIGHT[_family(row)] for row in hideable],
        )
        self._supported = [row for row in [*hideable, *self._long] if row.label == SUPPORTED]
        self._supported += [
            row for row in self._short if _family(row) == "snli" and row.label == SUPPORTED
        ][::4]
        self._unsupported_long = [row for row in self._long if row.label != SUPPORTED]
        self._supported_long = [row for row in self._long if row.label == SUPPORTED]
        documents = dict.fromkeys(
            row.premise for row in self._long if _family(row) != "begin_cmudog"
        )
        self._documents = [s for s in map(split_sentences, documents) if len(s) >= 5]
        self._written = WrittenPairs(read_families(), most_words=self.most_words)
        self._strangers = _pools(hideable)
        self._index = {family: _rare_words(pool) for family, pool in self._strangers.items()}

    def chapter(self, number: int, size: int = 4096) -> list[Example]:
        """The examples of one chapter, the same whenever and wherever it is drawn."""
        examples: list[Example] = []
        makers: dict[str, Callable[[Random], list[Example]]] = {
            "plain": self._plain,
            "hidden": self._hidden,
            "removed": self._removed,
            "document": self._document,
            "pair_contrast": self._pair_contrast,
            "sentence_contrast": self._sentence_contrast,
            "sentence_removed": self._sentence_removed,
            "invented": invented_report,
            "written": self._written.draw,
        }
        for kind, share in SHARES.items():
            wanted, drawn, made = round(share * size), 0, 0
            while made < wanted and drawn < wanted * 20:
                new = makers[kind](rng_for(self.seed, number, kind, drawn))
                examples += new
                made += len(new)
                drawn += 1
        rng_for(self.seed, number, "order").shuffle(examples)
        return examples

    def _plain(self, rng: Random) -> list[Example]:
        row = _weighted(self._short, self._weights, rng)
        spans = () if row.label == SUPPORTED else None
        return [Example(row.premise, row.hypothesis, row.label, spans, f"plain:{_family(row)}")]

    def _hidden(self, rng: Random) -> list[Example]:
        row = _weighted(self._hideable, self._hide_weights, rng)
        spans = () if row.label == SUPPORTED else None
        return [
            Example(self._hide(row.premise, row, rng), row.hypothesis, row.label, spans, "hidden")
        ]

    def _removed(self, rng: Random) -> list[Example]:
        row = _weighted(self._hideable, self._hide_weights, rng)
        premise = self._hide("", row, rng)
        if not premise:
            return []
        return [Example(premise, row.hypothesis, NEITHER, None, "removed")]

    def _document(self, rng: Random) -> list[Example]:
        row = rng.choice(self._supported_long if rng.random() < 0.45 else self._unsupported_long)
        spans = () if row.label == SUPPORTED else None
        return [
            Example(
                self._cut(row.premise, row.hypothesis, rng),
                row.hypothesis,
                row.label,
                spans,
                "document",
            )
        ]

    def _pair_contrast(self, rng: Random) -> list[Example]:
        row = rng.choice(self._supported)
        sentences = split_sentences(row.premise)
        if word_count(row.premise) >= DOCUMENT_WORDS:
            premise = self._cut(row.premise, row.hypothesis, rng)
        elif rng.random() < 0.5 and _family(row) in HIDEABLE:
            premise = self._hide(row.premise, row, rng)
        else:
            premise = row.premise
        return _twins(premise, row.hypothesis, sentences, rng, "pair")

    def _sentence_contrast(self, rng: Random) -> list[Example]:
        sentences = rng.choice(self._documents)
        index = _pick_sentence(sentences, rng)
        if index is None:
            return []
        if rng.random() < 0.25:
            premise = sentences[index]
        else:
            words = self.most_words // rng.choice((8, 4, 2, 1))
            premise = " ".join(sentences[i] for i in window_around(sentences, index, words, rng))
        return _twins(premise, sentences[index], sentences, rng, "sentence")

    def _sentence_removed(self, rng: Random) -> list[Example]:
        sentences = rng.choice(self._documents)
        index = _pick_sentence(sentences, rng)
        if index is None:
            return []
        rest = sentences[:index] + sentences[index + 1 :]
        premise = self._cut(" ".join(rest), sentences[index], rng)
        if len(content_words(sentences[index]) - content_words(premise)) < 4:
            return []
        claim, _ = faithful(sentences[index], rng)
        return [Example(premise, claim, NEITHER, None, "sentence_removed")]

    def _cut(self, document: str, claim: str, rng: Random) -> str:
        sentences = split_sentences(document)
        words = int(self.most_words * rng.choice((1.0, 1.0, 0.67, 0.4)))
        cut = digest if rng.random() < 0.5 else best_window
        return " ".join(sentences[i] for i in cut(sentences, claim, words))

    def _hide(self, premise: str, row: Row, rng: Random) -> str:
        """The premise among sentences of other premises; some share words with the claim."""
        pool, index = self._strangers[_family(row)], self._index[_family(row)]
        words = self.most_words // rng.choice((8, 4, 4, 2, 2, 1))
        near = [n for word in sorted(content_words(row.hypothesis)) for n in index.get(word, ())]
        chosen: list[str] = []
        used = word_count(premise) if premise else 0
        for _ in range(40):
            number = rng.choice(near) if near and rng.random() < 0.5 else rng.randrange(len(pool))
            stranger, group = pool[number]
            if used + word_count(stranger) > words:
                break
            if group != row.group and stranger not in chosen and stranger not in row.premise:
                chosen.append(stranger)
                used += word_count(stranger)
        if premise:
            chosen.insert(rng.randint(0, len(chosen)), premise)
        return " ".join(chosen)


def _twins(
    premise: str, claim: str, sentences: list[str], rng: Random, origin: str
) -> list[Example]:
    """A faithful and a false version of one claim, both edited alike."""
    context = context_of(premise, claim, sentences)
    twin, kinds = faithful(claim, rng)
    made = [Example(premise, twin, SUPPORTED, (), f"{origin}:{'+'.join(kinds) or 'same'}")]
    ground = twin if rng.random() < 0.5 else claim
    edit = corrupt(ground, context, rng)
    if edit is not None and edit.text not in premise:
        made.append(Example(premise, edit.text, edit.label, edit.spans, f"{origin}:{edit.kind}"))
    return made


def _pick_sentence(sentences: list[str], rng: Random) -> int | None:
    """A sentence that stands alone: long enough, no bare pronoun, no question."""
    fit = [
        i
        for i, s in enumerate(sentences)
        if 7 <= word_count(s) <= 45
        and s.rstrip("\"'”’").endswith(".")
        and not re.match(r"[\"'“‘]", s)
    ]
    return rng.choice(fit) if fit else None


def _family(row: Row) -> str:
    return row.set.rpartition(".")[0] or row.set


def _pools(rows: Sequence[Row]) -> dict[str, list[tuple[str, str]]]:
    pools: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        pools[_family(row)].setdefault(row.premise, row.group)
    return {family: list(pool.items()) for family, pool in pools.items()}


def _rare_words(pool: Sequence[tuple[str, str]], most: int = 60) -> dict[str, list[int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for number, (text, _) in enumerate(pool):
        for word in content_words(text):
            index[word].append(number)
    return {word: numbers for word, numbers in index.items() if 1 < len(numbers) <= most}


def _weighted(rows: Sequence[Row], weights: Sequence[float], rng: Random) -> Row:
    """One row by weight, by rejection: no table to rebuild for every draw."""
    highest = 2.5
    while True:
        number = rng.randrange(len(rows))
        if rng.random() * highest < weights[number]:
            return rows[number]
