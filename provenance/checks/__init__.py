"""The checks: what in a report a person should look at, one rule per file."""

from collections.abc import Sequence

from provenance.checks import (
    bad_waiver,
    contradicted_by_source,
    date_differs,
    disputed,
    link_lost,
    named_without_address,
    number_differs,
    page_level_citation,
    partly_supported,
    quote_absent,
    quote_altered,
    quote_differs_from_witness,
    quote_meaning_changed,
    quote_near_match,
    quote_variants,
    quote_wrong_speaker,
    unmarked_copy,
    unreadable_input,
    unsourced,
    unsupported_by_source,
    weekday_mismatch,
)
from provenance.checks.index import ReportIndex, finding_order
from provenance.checks.pages import render_reference, render_rule_page, summary, whole_page
from provenance.checks.rule import Rule
from provenance.errors import ConfigError
from provenance.model import Finding, Report

__all__ = [
    "RULES",
    "Rule",
    "check_report",
    "explain_rule",
    "list_rules",
    "render_rule_page",
    "render_rules_page",
    "summary",
    "whole_page",
]

RULES: tuple[Rule, ...] = (
    unsourced.RULE,
    link_lost.RULE,
    named_without_address.RULE,
    page_level_citation.RULE,
    quote_meaning_changed.RULE,
    quote_altered.RULE,
    quote_absent.RULE,
    quote_wrong_speaker.RULE,
    quote_near_match.RULE,
    quote_differs_from_witness.RULE,
    number_differs.RULE,
    date_differs.RULE,
    weekday_mismatch.RULE,
    contradicted_by_source.RULE,
    unsupported_by_source.RULE,
    partly_supported.RULE,
    disputed.RULE,
    quote_variants.RULE,
    unmarked_copy.RULE,
    unreadable_input.RULE,
    bad_waiver.RULE,
)
"""Every rule, by id."""


def check_report(report: Report, rules: Sequence[Rule] = RULES) -> tuple[Finding, ...]:
    """What ``rules`` find in ``report``, by place; the findings it already holds do not matter."""
    index = ReportIndex.of(report)
    findings = [finding for rule in rules for finding in rule.findings(index)]
    return tuple(sorted(findings, key=finding_order))


def render_rules_page() -> str:
    """``docs/reference/rules.md``: a table, then the page of every rule."""
    return render_reference(RULES)


def list_rules() -> str:
    """Every rule in a line: id, name, worst level, what it is about."""
    rows = [f"{one.id.value}  {one.name:<27}{one.level.value:<9}{summary(one)}" for one in RULES]
    return "\n".join(rows)


def explain_rule(wanted: str) -> str:
    """The page of one rule, by id or name.

    Raises:
        ConfigError: there is no such rule.
    """
    for rule in RULES:
        if wanted.casefold() in {rule.id.value.casefold(), rule.name}:
            return render_rule_page(rule).rstrip()
    raise ConfigError(f"there is no rule '{wanted}'; 'provenance rules' lists them")
