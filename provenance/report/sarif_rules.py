"""The rules as SARIF describes them (``reportingDescriptor``, SARIF 2.1.0 section 3.49)."""

import re
from collections.abc import Sequence
from typing import Any

from provenance.checks import RULES, Rule, render_rule_page, summary, whole_page
from provenance.terms import Level

_FAMILIES = {
    "1": "citations",
    "2": "quotations",
    "3": "facts",
    "4": "source",
    "5": "outlets",
    "6": "input",
}
"""By the first digit of an id."""

_SEVERITY = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "recommendation"}
"""The words of GitHub code scanning."""

_LINK_LIKE = re.compile(r"\](?=\()")


def describe_rules(rules: Sequence[Rule] = RULES) -> list[dict[str, Any]]:
    """Every rule with its page, in the order of ``rules``; a result names one by its place."""
    return [_described(rule) for rule in rules]


def message_text(words: str) -> str:
    """``words`` as a SARIF message that holds no placeholder and no link (3.11.5, 3.11.6).

    Braces are doubled, as the standard asks; a space keeps ``](`` from making a link.
    """
    return _LINK_LIKE.sub("] ", words.replace("{", "{{").replace("}", "}}"))


def _described(rule: Rule) -> dict[str, Any]:
    page = render_rule_page(rule)
    return {
        "id": rule.id.value,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": message_text(summary(rule))},
        "fullDescription": {"text": message_text(_what_it_checks(rule) or summary(rule))},
        "help": {
            "text": message_text(whole_page(rule)),
            "markdown": page.replace("{", "{{").replace("}", "}}"),
        },
        "defaultConfiguration": {"level": rule.level.value},
        "properties": {
            "tags": ["provenance", _FAMILIES[rule.id.value[3]]],
            "problem.severity": _SEVERITY[rule.level],
        },
    }


def _what_it_checks(rule: Rule) -> str:
    """The first paragraph under the first heading, in one line."""
    _, _, rest = rule.page.partition("\n## What it checks\n")
    return " ".join(rest.strip().partition("\n\n")[0].split())
