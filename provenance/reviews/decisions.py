"""``reviews.toml``: what people decided on findings, read, written and applied.

The form is laid down in ``docs/reference/reviews.md``. A decision is matched by fingerprint, so
that it outlives edits elsewhere in the article.
"""

import datetime
import os
import re
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from provenance.config import REVIEWS_NAME
from provenance.errors import ConfigError
from provenance.model import Finding, Report, Review, Suppression
from provenance.reviews.clearing import without_suppressions
from provenance.terms import Decision, InputStatus, SuppressedBy
from provenance.urls import is_web_url

_MAX_BYTES = 8_000_000
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_WHEN = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})?)?"
)
_HEADER = re.compile(r"(?m)^[ \t]*\[\[[ \t]*review[ \t]*\]\]")
_KEYS = ("fingerprint", "decision", "comment", "who", "when", "path")
_TEXTS = ("comment", "who", "path")
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_CONTROLS = re.compile('[\\\\"\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]')


def find_reviews(named: Path | None, inputs: Sequence[object]) -> tuple[Path, ...]:
    """The files of reviews of a run: the one that is named, else those beside the inputs."""
    if named is not None:
        return (Path(named),)
    found: dict[str, Path] = {}
    for given in inputs:
        words = os.fspath(given) if isinstance(given, str | os.PathLike) else ""
        if not isinstance(words, str) or not words or words == "-" or is_web_url(words):
            continue
        place = Path(words)
        file = (place if place.is_dir() else place.parent) / REVIEWS_NAME
        if file.is_file():
            found.setdefault(os.path.realpath(file), file)
    return tuple(found.values())


def load_reviews(file: Path) -> tuple[Review, ...]:
    """The decisions in ``file``, in its order.

    Raises:
        ConfigError: it cannot be read or is not in the form; with the number of the line.
    """
    text = _text_of(file)
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{file} is not valid TOML: {error}") from error
    unknown = sorted(set(table) - {"review"})
    if unknown:
        raise ConfigError(f"{file}: unknown key {unknown[0]!r}; it holds [[review]] tables")
    tables = table.get("review", [])
    if not isinstance(tables, list):
        raise ConfigError(f"{file}: 'review' must be tables, each headed [[review]]")
    places = _places(text, len(tables))
    return tuple(
        review_of(one, f"{file}:{place}") for one, place in zip(tables, places, strict=True)
    )


def _text_of(file: Path) -> str:
    try:
        if file.stat().st_size > _MAX_BYTES:
            raise ConfigError(f"{file} is larger than {_MAX_BYTES} bytes; it is no list of reviews")
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"cannot read the reviews {file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"cannot read the reviews {file}: it is not UTF-8") from error


def _places(text: str, count: int) -> list[str]:
    """The line of each table; its number where headers and tables do not match one to one."""
    lines = [str(text.count("\n", 0, found.start()) + 1) for found in _HEADER.finditer(text)]
    if len(lines) == count:
        return lines
    return [f" review {number}" for number in range(1, count + 1)]


def review_of(table: Any, where: str) -> Review:
    """The decision in ``table``, by the keys of the file; ``where`` names it in errors.

    Raises:
        ConfigError: a key is unknown or missing, or a value is none.
    """
    if not isinstance(table, dict):
        raise ConfigError(f"{where}: a review must be a table")
    unknown = sorted(set(table) - set(_KEYS))
    if unknown:
        raise ConfigError(f"{where}: unknown key {unknown[0]!r}; known: {', '.join(_KEYS)}")
    fingerprint = table.get("fingerprint")
    if not isinstance(fingerprint, str) or not _FINGERPRINT.fullmatch(fingerprint):
        raise ConfigError(
            f"{where}: fingerprint = {fingerprint!r} is none; it is the sixteen hexadecimal digits "
            "that the report shows with a finding"
        )
    for key in _TEXTS:
        if not isinstance(table.get(key, ""), str):
            raise ConfigError(f"{where}: {key} must be a text in quotation marks")
    return Review(
        fingerprint=fingerprint,
        decision=_decision(table.get("decision"), where),
        comment=table.get("comment", ""),
        who=table.get("who", ""),
        when=_when(table.get("when"), where),
        path=table.get("path"),
    )


def _decision(value: object, where: str) -> Decision:
    try:
        return Decision(value)
    except ValueError as error:
        known = ", ".join(one.value for one in Decision)
        raise ConfigError(f"{where}: decision = {value!r} is none of {known}") from error


def _when(value: object, where: str) -> str | None:
    if value is None:
        return None
    if isinstance(value, datetime.date):  # a datetime is a date, too
        return value.isoformat()
    if isinstance(value, str) and _WHEN.fullmatch(value):
        return value
    raise ConfigError(f"{where}: when = {value!r} is no date or time such as 2026-09-16")


def render_reviews(reviews: Sequence[Review]) -> str:
    """``reviews`` as TOML, in their order; what is empty is left out."""
    return "\n".join(_written(one) for one in reviews)


def _written(review: Review) -> str:
    values = {
        "fingerprint": review.fingerprint,
        "decision": review.decision.value,
        "comment": review.comment,
        "who": review.who,
        "when": review.when,
        "path": review.path,
    }
    lines = [f"{key} = {_quoted(value)}" for key, value in values.items() if value]
    return "\n".join(["[[review]]", *lines, ""])


def _quoted(value: str) -> str:
    """A TOML basic string; a lone surrogate, which no file can hold, becomes U+FFFD."""
    return f'"{_CONTROLS.sub(_escape, value)}"'


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return _ESCAPED.get(character, f"\\u{ord(character):04x}")


def add_review(file: Path, review: Review) -> None:
    """Adds one decision at the end of ``file``, which is made if need be; the rest stays as it is.

    Raises:
        ConfigError: what is there cannot be read, or the file cannot be written.
    """
    before = ""
    if file.exists():
        load_reviews(file)
        before = _text_of(file).rstrip("\n") + "\n\n"
    _replace(file, before + _written(review))


def _replace(file: Path, text: str) -> None:
    try:
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".reviews-")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        Path(temporary).replace(file)
    except OSError as error:
        raise ConfigError(f"cannot write the reviews {file}: {error.strerror}") from error


def with_reviews(report: Report, reviews: Sequence[Review]) -> Report:
    """``report`` with ``reviews``: what they reject is suppressed, and the stale are marked.

    They take the place of those it already has; without any it stays as it is. Of several
    decisions on one fingerprint the last holds; a comment decides nothing.
    """
    if not reviews:
        return report
    report = without_suppressions(report, SuppressedBy.REVIEW)
    known = {finding.fingerprint for finding in report.findings}
    read = {record.path for record in report.inputs if record.status is InputStatus.READ}
    marked = tuple(attrs.evolve(one, stale=_is_stale(one, known, read)) for one in reviews)
    decided = {one.fingerprint: one for one in marked if one.decision is not Decision.COMMENT}
    findings = tuple(_reviewed(finding, decided) for finding in report.findings)
    return attrs.evolve(report, findings=findings, reviews=marked)


def _is_stale(review: Review, known: set[str], read: set[str]) -> bool:
    return review.fingerprint not in known and (review.path is None or review.path in read)


def _reviewed(finding: Finding, decided: Mapping[str, Review]) -> Finding:
    review = decided.get(finding.fingerprint)
    if finding.suppressed or review is None or review.decision is not Decision.REJECTED:
        return finding
    reason = Suppression(by=SuppressedBy.REVIEW, reason=review.comment or None)
    return attrs.evolve(finding, suppressed=reason)
