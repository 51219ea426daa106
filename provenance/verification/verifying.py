"""Questions to findings: rules first, then one call of the judge for all that is left."""

import datetime
from collections.abc import Callable, Sequence
from typing import Protocol

import attrs

from provenance.coverage import Coverage, cover_words
from provenance.facts import FactComparison, compare_facts
from provenance.guards import Veto, find_vetoes
from provenance.model import Scores
from provenance.nli import Judge, Pair, PairScores
from provenance.retrieval import IndexedDocument
from provenance.spans import Span
from provenance.terms import Verdict
from provenance.verification.combining import combine
from provenance.verification.deciding import decide
from provenance.verification.parts import decide_part, decide_part_by_words, rest_of
from provenance.verification.passages import MOST_READ, choose_windows
from provenance.verification.questions import Decision, Finding, Question, Reading, Window
from provenance.verification.readings import in_claim, pairs_of
from provenance.verification.reckoning import reckon
from provenance.verification.rules import decide_by_facts, rule_scores
from provenance.verification.swaps import is_proven, source_words, without_proven

Combine = Callable[[Reading], Scores]
Decide = Callable[[Reading, Scores], Decision]


class FindVetoes(Protocol):
    """:func:`provenance.guards.find_vetoes`, or a stand-in."""

    def __call__(
        self,
        claim_text: str,
        document: IndexedDocument,
        *,
        reference: datetime.date | None = None,
        ignore: Sequence[Span] = (),
        coverage: Coverage | None = None,
        facts: FactComparison | None = None,
    ) -> tuple[Veto, ...]:
        """Why the claim may not be called supported."""
        ...


@attrs.frozen(kw_only=True)
class Verifier:
    """Answers questions about documents with a judge, and with rules it cannot overrule."""

    judge: Judge
    find_vetoes: FindVetoes = find_vetoes
    combine: Combine = combine
    decide: Decide = decide

    def assess(self, questions: Sequence[Question]) -> tuple[Finding, ...]:
        """The findings, in the order of ``questions``; each the same alone as among others.

        Equal pairs of passage and claim are scored once; where a number or a day differs, no model
        is asked. Claims that are not supported are asked a second time, in one more call, without
        the words that nothing covers.
        """
        by_rule = [self._drafted(question) for question in questions]
        left = [draft for draft in by_rule if not draft.facts.differences]
        readings = iter(self._read([self._with_windows(draft) for draft in left]))
        return self._with_parts(
            [
                self._finding(draft, None if draft.facts.differences else next(readings))
                for draft in by_rule
            ]
        )

    def read(self, questions: Sequence[Question]) -> tuple[Reading, ...]:
        """All that is learnt of each question before anything is decided, rules left aside."""
        return self._read([self._with_windows(self._drafted(question)) for question in questions])

    def _with_parts(self, whole: Sequence[Finding]) -> tuple[Finding, ...]:
        by_words = [decide_part_by_words(finding) for finding in whole]
        findings = [
            finding if decision is None else attrs.evolve(finding, decision=decision)
            for finding, decision in zip(whole, by_words, strict=True)
        ]
        rests = [rest_of(finding) for finding in findings]
        readings = iter(self.read([rest for rest in rests if rest is not None]))
        return tuple(
            finding if rest is None else self._in_part(finding, next(readings))
            for finding, rest in zip(findings, rests, strict=True)
        )

    def _in_part(self, finding: Finding, rest: Reading) -> Finding:
        decision = decide_part(finding, rest, self.combine(rest))
        return finding if decision is None else attrs.evolve(finding, decision=decision)

    def _drafted(self, question: Question) -> "_Draft":
        claim, document, settled = question.claim, question.document, question.settled
        facts = compare_facts(claim, document, reference=question.reference, ignore=settled)
        swaps = source_words(claim, document, facts)
        sums = reckon(claim, document)
        hours = (swap.claim for swap in swaps if swap.is_hour)
        reckoned = (*hours, *sums.values)
        question = attrs.evolve(question, swaps=swaps, notes=sums.notes, reckoned=reckoned)
        facts = without_proven(facts, claim, document, question.proven)
        return _Draft(
            question=question,
            coverage=cover_words(claim, document, ignore=settled),
            facts=facts,
        )

    def _with_windows(self, draft: "_Draft") -> "_Draft":
        question = draft.question
        windows = choose_windows(
            question.claim,
            question.document,
            most_tokens=self.judge.most_tokens,
            settled=question.settled,
        )
        pairs = pairs_of(question, windows[:MOST_READ])
        return attrs.evolve(draft, windows=windows, pairs=pairs)

    def _read(self, drafts: Sequence["_Draft"]) -> tuple[Reading, ...]:
        wanted = dict.fromkeys(pair for draft in drafts for pair in draft.pairs)
        answers = self.judge.score(tuple(wanted)) if wanted else ()
        scores = dict(zip(wanted, answers, strict=True))
        return tuple(self._reading(draft, scores) for draft in drafts)

    def _reading(self, draft: "_Draft", scores: dict[Pair, PairScores]) -> Reading:
        question = draft.question
        vetoes = self.find_vetoes(
            question.claim,
            question.document,
            reference=question.reference,
            ignore=question.settled,
            coverage=draft.coverage,
            facts=draft.facts,
        )
        return Reading(
            question=question,
            coverage=draft.coverage,
            facts=draft.facts,
            vetoes=tuple(veto for veto in vetoes if not is_proven(veto.claim, question.proven)),
            windows=draft.windows,
            scores=tuple(in_claim(scores[pair], question) for pair in draft.pairs),
        )

    def _finding(self, draft: "_Draft", reading: Reading | None) -> Finding:
        by_facts = decide_by_facts(draft.question.document, draft.facts)
        if reading is None or by_facts is not None:
            decision = by_facts or Decision(verdict=Verdict.UNCHECKED)
            return Finding(
                decision=decision, scores=rule_scores(decision.verdict, decision.confidence)
            )
        scores = self.combine(reading)
        return Finding(decision=self.decide(reading, scores), scores=scores, reading=reading)


@attrs.frozen(kw_only=True)
class _Draft:
    """A question with all that is known before the judge has answered."""

    question: Question
    coverage: Coverage
    facts: FactComparison
    windows: tuple[Window, ...] = ()
    pairs: tuple[Pair, ...] = ()
