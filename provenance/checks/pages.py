"""The pages of the rules: their headings, one page, and the reference of all."""

from collections.abc import Sequence

from provenance.checks.measured import measured_line
from provenance.checks.rule import Rule

HEADINGS = (
    "What it checks",
    "Why it matters",
    "Example",
    "What to do",
    "When it is wrong",
)

_INTRODUCTION = """# The rules

<!-- Written by provenance.checks.render_rules_page; a test keeps it equal. -->

A finding is something a person should look at; it is not a verdict on a text.
Level says how bad it would be, the claim's `confidence` how sure the tool is.

- `error`: only a contradiction or a quotation with a changed meaning.
  It stands against the original or an archived capture of it, read whole.
  Its confidence is 0.9 or more.
- `warning`: a person should look before it is published.
- `note`: good to know.

Measured precision: how many of a rule's findings were right on the development exams.
`benchmarks/quality/rules.py` prints it.
One sentence in five has a fault there, far more than in the press.
The rules were written with these exams open: expect fewer right ones in life.

"""


def summary(rule: Rule) -> str:
    """The first line of a rule's page."""
    return rule.page.strip().partition("\n")[0]


def whole_page(rule: Rule) -> str:
    """The page of one rule with how often its findings were right, below when it is wrong."""
    return f"{rule.page.strip()}\n\n{measured_line(rule.id)}"


def render_rule_page(rule: Rule) -> str:
    """The page of one rule in Markdown."""
    head = f"## {rule.id.value} `{rule.name}`\n\nWorst level: `{rule.level.value}`."
    return f"{head}\n{whole_page(rule)}\n".replace("\n## ", "\n### ")


def render_reference(rules: Sequence[Rule]) -> str:
    """``docs/reference/rules.md``: a table, then the page of every rule."""
    rows = [
        f"| {rule.id.value} | `{rule.name}` | {rule.level.value} | {summary(rule)} |"
        for rule in rules
    ]
    table = "\n".join(
        ["| id | name | worst level | in short |", "| --- | --- | --- | --- |", *rows]
    )
    return "\n".join([_INTRODUCTION + table + "\n", *(render_rule_page(rule) for rule in rules)])
