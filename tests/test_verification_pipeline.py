"""What a report makes of the verifier's answers: what it carries over, and when it may accuse."""

from pathlib import Path

import attrs
import pytest
from verify_builders import CountingJudge

import provenance
from provenance.model import Claim, Report
from provenance.terms import Reason, Relation, Verdict
from provenance.verdicts import judging
from provenance.verification.deciding import load_limits

NOTICE = (
    "Decision notice of 15 September 2026\n\n"
    "Harrowick City Council has decided to run night buses from January on four routes. "
    "The trial will last twelve months and cost 1.2 million pounds. "
    "Nobody should have to walk home, the council finds.\n"
)
SOURCES = """
[[source]]
file = "notice.txt"
url = "https://www.harrowick.example/council/notice-0915"
publisher = "Harrowick City Council"
published = "2026-09-15"
captured_at = "2026-09-15T12:00:00Z"
complete = true
"""
LINK = "[notice](https://www.harrowick.example/council/notice-0915)"
SAID = f"Night buses from January on four routes will run, the council said in its {LINK}."
NOT_SAID = f"Purple volcanoes graze beside quiet zebras, the council said in its {LINK}."
QUOTED = (
    "While purple volcanoes graze beside quiet zebras, “nobody should have to walk home,” the "
    f"council said in its {LINK}."
)
ADDED = (
    f"“Nobody should have to walk home,” the council said in its {LINK}, adding that purple "
    "volcanoes graze beside quiet zebras."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "notice.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "sources" / "sources.toml").write_text(SOURCES, encoding="utf-8")
    return tmp_path


def checked(folder: Path, judge: CountingJudge, *sentences: str) -> Report:
    for number, sentence in enumerate(sentences):
        text = f"# Buses\n\n16 September 2026\n\n{sentence}\n"
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    paths = [str(folder / f"{number}.md") for number in range(len(sentences))]
    return provenance.check(paths, offline=True, sources=folder / "sources", judge=judge)


def only_claim(report: Report) -> Claim:
    (claim,) = [c for c in report.claims if c.citations]
    return claim


def models_of(report: Report) -> list[str]:
    return [model.split()[0] for model in report.tool.models]


def test_a_paraphrase_the_model_finds_is_supported_with_its_sentence(folder: Path) -> None:
    report = checked(folder, CountingJudge(), SAID)

    claim = only_claim(report)
    assert Verdict.SUPPORTED is claim.verdict
    assert Reason.VERIFIER_SUPPORTS in claim.reasons
    assert any("run night buses" in e.exact for e in claim.evidence)
    assert ["provenance-tagger", "counting"] == models_of(report)


def test_what_the_model_does_not_find_is_unchecked_with_the_place_to_read(folder: Path) -> None:
    assert not load_limits().model_accuses

    claim = only_claim(checked(folder, CountingJudge(), NOT_SAID))

    assert (Verdict.UNCHECKED, None) == (claim.verdict, claim.confidence)
    assert Reason.VERIFIER_FINDS_NOTHING is claim.reasons[0]
    assert () == claim.unsupported_spans
    assert {Relation.MENTIONS} >= {e.relation for e in claim.evidence}


def test_one_switch_lets_the_model_accuse_where_silence_counts(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = attrs.evolve(load_limits(), model_accuses=True)
    monkeypatch.setattr(judging, "load_limits", lambda: allowed)

    assert Verdict.UNSUPPORTED is only_claim(checked(folder, CountingJudge(), NOT_SAID)).verdict

    table = SOURCES.replace("complete = true", "")
    (folder / "sources" / "sources.toml").write_text(table, encoding="utf-8")
    barred = only_claim(checked(folder, CountingJudge(), NOT_SAID))

    assert Verdict.UNCHECKED is barred.verdict
    assert Reason.DOCUMENT_INCOMPLETE is barred.reasons[0]


def test_words_beside_a_verbatim_quotation_are_judged_too(folder: Path) -> None:
    judge = CountingJudge()
    claim = only_claim(checked(folder, judge, QUOTED))

    assert judge.calls
    assert Reason.QUOTE_VERBATIM in claim.reasons
    assert {Reason.VERIFIER_FINDS_NOTHING, Reason.BELOW_CONFIDENCE} & set(claim.reasons)


def test_what_is_added_to_a_verbatim_quotation_is_judged_by_itself(folder: Path) -> None:
    report = checked(folder, CountingJudge(), ADDED)

    said, added = (claim for claim in report.claims if claim.citations)

    assert Reason.QUOTE_VERBATIM in said.reasons
    assert Verdict.SUPPORTED is said.verdict
    assert Verdict.UNCHECKED is added.verdict
    assert Reason.VERIFIER_FINDS_NOTHING in added.reasons


def test_a_number_that_differs_is_never_the_models_to_judge(folder: Path) -> None:
    judge = CountingJudge()
    claim = only_claim(
        checked(
            folder,
            judge,
            f"The trial will last 18 months and cost 1.2 million pounds, says the {LINK}.",
        )
    )

    assert (Verdict.CONTRADICTED, 0) == (claim.verdict, judge.calls)
    assert Reason.NUMBER_DIFFERS in claim.reasons


def test_the_questions_of_all_articles_go_to_the_model_together(folder: Path) -> None:
    judge = CountingJudge()
    report = checked(folder, judge, SAID, NOT_SAID, SAID.replace("four", "4"))

    assert 3 == len([c for c in report.claims if c.citations])
    assert judge.calls <= 2, "one for the claims, one for what is left of those not supported"


def test_a_run_without_questions_names_no_verifier(folder: Path) -> None:
    judge = CountingJudge()
    report = checked(folder, judge, "Nothing here leads to any source at all.")

    assert (0, ["provenance-tagger"]) == (judge.calls, models_of(report))


def test_articles_in_a_language_without_a_tagger_name_none(folder: Path) -> None:
    german = "Hier führt gar nichts zu irgendeiner Quelle, und niemand hat etwas dazu gesagt."

    assert [] == models_of(checked(folder, CountingJudge(), german))
