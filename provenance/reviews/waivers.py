"""Waivers: comments in an article that suppress one rule at one place, with a reason.

``<!-- provenance: ignore PRV201 the notice was corrected later -->`` means the paragraph behind
whose last words it stands, or the next sentence where it stands within a paragraph, or else the
next paragraph.
"""

import re
from collections.abc import Mapping, Sequence

import attrs

from provenance.model import Article, Block, Claim, Directive, Finding, Report, Suppression
from provenance.spans import Span
from provenance.terms import RuleId, SuppressedBy
from provenance.urls import is_web_url

_IGNORE = re.compile(
    r"ignore +(?P<rules>[a-z]+\d\w*(?: *, *\w+)*)(?:(?: |:)(?P<reason>.*))?", re.S | re.I
)
_IDS = {rule.value: rule for rule in RuleId}
_LONGEST = 500
_HOW = "write <!-- provenance: ignore PRV201 why -->"


@attrs.frozen(kw_only=True)
class Waiver:
    """The rules that are suppressed in a stretch of an article, and why."""

    rules: frozenset[RuleId]
    reason: str
    target: Span


def parse_waiver(words: str) -> tuple[frozenset[RuleId], str] | str:
    """The rules and the reason of a directive; a string says what is wrong with it.

    Args:
        words: what stands behind ``provenance:`` in the comment.
    """
    found = _IGNORE.fullmatch(words.strip())
    if found is None:
        return f"the comment names no rule; {_HOW}"
    ids = [part.strip().upper() for part in found["rules"].split(",")]
    unknown = [one for one in ids if one not in _IDS]
    if unknown:
        return f"there is no rule {unknown[0][:40]}; 'provenance rules' lists them"
    reason = (found["reason"] or "").strip(" -—–:")
    if not any(character.isalnum() for character in reason):
        return f"the comment gives no reason; {_HOW}"
    return frozenset(_IDS[one] for one in ids), reason[:_LONGEST]


def directives_of(article: Article) -> tuple[Directive, ...]:
    """The comments of ``article`` that count: none of a page from the web.

    Its publisher is not the one who checks it, and must not be able to waive what is found.
    """
    return () if is_web_url(article.path or "") else article.directives


def with_waivers(report: Report) -> Report:
    """``report`` with those of its findings suppressed that a comment in their article waives."""
    by_article = {one.id: one for one in report.articles if directives_of(one)}
    if not by_article:
        return report
    claims = {claim.id: claim for claim in report.claims if claim.article in by_article}
    waivers = {
        name: _waivers(article, [c for c in claims.values() if c.article == name])
        for name, article in by_article.items()
    }
    findings = tuple(_waived(finding, claims, waivers) for finding in report.findings)
    return attrs.evolve(report, findings=findings)


def _waivers(article: Article, claims: Sequence[Claim]) -> tuple[Waiver, ...]:
    found = []
    for directive in directives_of(article):
        parsed = parse_waiver(directive.words)
        target = _target(directive, article, claims)
        if not isinstance(parsed, str) and target is not None:
            found.append(Waiver(rules=parsed[0], reason=parsed[1], target=target))
    return tuple(found)


def _target(directive: Directive, article: Article, claims: Sequence[Claim]) -> Span | None:
    """The stretch that a directive means; ``None`` where nothing comes after it."""
    before = _block_at(article, directive.gap.start - 1)
    after = _block_at(article, directive.gap.end)
    if before is not None and before is after:
        return _sentence(directive.gap.end, before, claims)
    if directive.is_behind and before is not None:
        return before.span
    return after.span if after is not None else None


def _block_at(article: Article, offset: int) -> Block | None:
    return next((b for b in article.blocks if b.span.start <= offset < b.span.end), None)


def _sentence(offset: int, block: Block, claims: Sequence[Claim]) -> Span:
    """The sentence that holds ``offset`` or begins there or next; without one, the block's rest."""
    sentences = (claim.sentence.span for claim in claims if claim.sentence.end > offset)
    inside = [one for one in sentences if block.span.contains(one)]
    return min(inside, default=Span(offset, max(offset, block.span.end)))


def _waived(
    finding: Finding, claims: Mapping[str, Claim], waivers: Mapping[str, tuple[Waiver, ...]]
) -> Finding:
    claim = claims.get(finding.claim or "")
    if claim is None or finding.suppressed is not None:
        return finding
    for waiver in waivers[claim.article]:
        if finding.rule in waiver.rules and _is_meant(claim, waiver.target):
            reason = Suppression(by=SuppressedBy.WAIVER, reason=waiver.reason)
            return attrs.evolve(finding, suppressed=reason)
    return finding


def _is_meant(claim: Claim, target: Span) -> bool:
    return target.start <= claim.sentence.start < target.end
