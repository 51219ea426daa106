"""A baseline: findings that were there before and do not fail a run; it only ever shrinks.

A finding is known by its fingerprint, never by a line number. Fingerprints are counted: where the
baseline holds one twice and a run finds it three times, one is new. Of findings with one
fingerprint, those in the article that the baseline names are taken as the known ones first.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from provenance.errors import ConfigError
from provenance.model import Finding, Report, Suppression
from provenance.reviews.clearing import without_suppressions
from provenance.terms import RuleId, SuppressedBy

_FORM = 1
_MAX_BYTES = 64_000_000
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_SURROGATES = re.compile("[\ud800-\udfff]")

_Key: TypeAlias = tuple[str, str]


@attrs.frozen(kw_only=True)
class KnownFinding:
    """One finding of a baseline; only the fingerprint counts, the rest is for people."""

    fingerprint: str
    rule: str
    path: str
    message: str

    @property
    def key(self) -> _Key:
        """The fingerprint, and the article it was found in."""
        return self.fingerprint, self.path


@attrs.frozen(kw_only=True)
class Baseline:
    """The findings that are known; one that was found twice stands in it twice."""

    findings: tuple[KnownFinding, ...] = ()


def load_baseline(file: Path) -> Baseline:
    """The baseline that ``file`` holds.

    Raises:
        ConfigError: it is missing, cannot be read, or is no baseline.
    """
    try:
        if file.stat().st_size > _MAX_BYTES:
            raise ConfigError(f"{file} is larger than {_MAX_BYTES} bytes; it is no baseline")
        wire = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(
            f"there is no baseline {file}; make it with 'check --baseline {file} --update-baseline'"
        ) from error
    except OSError as error:
        raise ConfigError(f"cannot read the baseline {file}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"the baseline {file} is not JSON: {error}") from error
    if not isinstance(wire, dict) or not isinstance(wire.get("findings"), list):
        raise ConfigError(f"{file} is JSON but no baseline; 'check --update-baseline' writes one")
    if wire.get("baseline_version") != _FORM:
        raise ConfigError(
            f"the baseline {file} has form {wire.get('baseline_version')!r}, this program reads "
            f"{_FORM}; use the version of provenance that wrote it"
        )
    known = [_known(one, f"{file}: finding {n}") for n, one in enumerate(wire["findings"], 1)]
    return Baseline(findings=tuple(known))


def _known(wire: Any, where: str) -> KnownFinding:
    if not isinstance(wire, dict):
        raise ConfigError(f"{where} is no object")
    values = {name: wire.get(name) for name in ("fingerprint", "rule", "path", "message")}
    for name, value in values.items():
        if not isinstance(value, str):
            raise ConfigError(f"{where} has no {name}")
    if not _FINGERPRINT.fullmatch(wire["fingerprint"]):
        raise ConfigError(f"{where}: {wire['fingerprint']!r} is no fingerprint")
    return KnownFinding(**{name: str(value) for name, value in values.items()})


def render_baseline(baseline: Baseline) -> str:
    """``baseline`` as JSON: sorted, one key a line; the same findings give the same bytes."""
    wire = {
        "baseline_version": _FORM,
        "findings": [attrs.asdict(one) for one in sorted(baseline.findings, key=_order)],
    }
    text = json.dumps(wire, ensure_ascii=False, indent=2, sort_keys=True)
    return _SURROGATES.sub("\ufffd", text) + "\n"


def _order(one: KnownFinding) -> tuple[str, str, str, str]:
    return one.path, one.rule, one.fingerprint, one.message


def baseline_of(report: Report) -> Baseline:
    """Every finding of ``report`` that neither a waiver nor a review suppresses."""
    return Baseline(findings=tuple(_noted(one) for one in _open(report.findings)))


def _open(findings: Iterable[Finding]) -> list[Finding]:
    return [f for f in findings if not f.suppressed or f.suppressed.by is SuppressedBy.BASELINE]


def _noted(finding: Finding) -> KnownFinding:
    return KnownFinding(
        fingerprint=finding.fingerprint,
        rule=finding.rule.value,
        path=finding.location.path if finding.location else "",
        message=finding.message,
    )


def updated_baseline(
    old: Baseline, report: Report, *, rules: Sequence[RuleId], grow: bool
) -> Baseline:
    """``old`` without what ``report`` no longer has; with what is new only if it may ``grow``.

    Args:
        old: the baseline so far.
        report: a run over the same articles.
        rules: those that the run looked for; what others found before stays.
        grow: whether new findings are taken in.
    """
    looked_for = {rule.value for rule in rules}
    kept = [one for one in old.findings if one.rule not in looked_for]
    found = _open(report.findings)
    known = (
        found
        if grow
        else [one for one, is_old in zip(found, _old(old, found), strict=True) if is_old]
    )
    return Baseline(findings=(*kept, *map(_noted, known)))


def with_baseline(report: Report, baseline: Baseline) -> Report:
    """``report`` with those of its findings suppressed that ``baseline`` knows."""
    report = without_suppressions(report, SuppressedBy.BASELINE)
    are_old = iter(_old(baseline, _open(report.findings)))
    known = Suppression(by=SuppressedBy.BASELINE)
    findings = tuple(
        attrs.evolve(one, suppressed=known) if not one.suppressed and next(are_old) else one
        for one in report.findings
    )
    return attrs.evolve(report, findings=findings)


def gone_from(baseline: Baseline, report: Report) -> int:
    """How many findings of ``baseline`` the ``report`` no longer has."""
    found = _open(report.findings)
    return len(baseline.findings) - sum(_old(baseline, found))


def _old(baseline: Baseline, findings: Sequence[Finding]) -> list[bool]:
    """Which of ``findings`` the baseline knows; each of its entries counts once."""
    here = Counter(one.key for one in baseline.findings)
    left = Counter(one.fingerprint for one in baseline.findings)
    are_old = []
    for finding in findings:
        key = _noted(finding).key
        is_here = here[key] > 0
        if is_here:
            here[key] -= 1
            left[finding.fingerprint] -= 1
        are_old.append(is_here)
    for number, finding in enumerate(findings):
        if not are_old[number] and left[finding.fingerprint] > 0:
            left[finding.fingerprint] -= 1
            are_old[number] = True
    return are_old
