"""Holding every byte of a store against its digests: passed, failed, or not checked."""

from collections.abc import Iterator
from pathlib import Path

import attrs

from provenance.store.files import digest_in_name, digest_of_file, is_unfinished
from provenance.store.index import Entry, line_of, parse_index
from provenance.store.reading import Group, entry_of, grouped
from provenance.store.records import content_of
from provenance.store.snapshots import Problem, Verification
from provenance.warc import Damage, check_digests, read_records, sha256_of


@attrs.define(kw_only=True)
class _Findings:
    """What has been seen so far."""

    passed: int = 0
    failed: list[Problem] = attrs.field(factory=list)
    not_checked: list[Problem] = attrs.field(factory=list)
    contents: set[str] = attrs.field(factory=set)
    """Digests of the contents that are here and sound."""
    entries: dict[str, list[Entry]] = attrs.field(factory=dict)
    """What each sound file holds."""


def verify_folder(folder: Path, index: Path) -> Verification:
    """Check all that is in ``folder``: files against their names, records against their digests.

    Args:
        folder: of the store.
        index: its index.
    """
    findings = _Findings()
    for path in sorted(folder.iterdir()):
        if digest_in_name(path.name):
            _check_file(path, findings)
        elif is_unfinished(path.name):
            why = "left by a process that was stopped, or being written"
            findings.not_checked.append(Problem(file=path.name, offset=0, why=why))
        elif path != index and not path.name.startswith("."):
            why = "no file of the store; a WARC file is taken in with 'store import'"
            findings.not_checked.append(Problem(file=path.name, offset=0, why=why))
    _check_revisits(findings)
    _check_index(folder, index, findings)
    order = sorted(findings.failed, key=lambda p: (p.file, p.offset, p.why))
    return Verification(
        passed=findings.passed, failed=tuple(order), not_checked=tuple(findings.not_checked)
    )


def _check_file(path: Path, findings: _Findings) -> None:
    try:
        is_sound = digest_of_file(path) == digest_in_name(path.name)
        problems = list(_problems_of(path, findings, is_sound=is_sound))
    except OSError as error:
        why = f"it cannot be read: {error.strerror}"
        findings.failed.append(Problem(file=path.name, offset=0, why=why))
        return
    if not is_sound and not problems:
        why = "its bytes are not what its name says, though every record can be read"
        problems.append(Problem(file=path.name, offset=0, why=why))
    findings.failed.extend(problems)


def _problems_of(path: Path, findings: _Findings, *, is_sound: bool) -> Iterator[Problem]:
    entries: list[Entry] = []
    with path.open("rb") as stream:
        for item in grouped(read_records(stream)):
            if isinstance(item, Damage):
                yield Problem(file=path.name, offset=item.offset, why=item.why)
                continue
            records = item.records if isinstance(item, Group) else (item,)
            wrong = [(r, name) for r in records for name in check_digests(r).failed]
            for record, name in wrong:
                yield Problem(file=path.name, offset=record.offset, why=f"{name} does not fit")
            findings.passed += len(records) - len({record.offset for record, _ in wrong})
            if wrong or not isinstance(item, Group):
                continue
            entry = entry_of(item, path.name) if item.told else None
            if entry is None or not _tells_its_content(item, entry):
                why = "its records do not belong together"
                yield Problem(file=path.name, offset=records[0].offset, why=why)
            else:
                entries.append(entry)
    findings.contents |= {
        entry.snapshot.digest or "" for entry in entries if entry.record == "response"
    }
    if is_sound:
        findings.entries[path.name] = entries


def _tells_its_content(group: Group, entry: Entry) -> bool:
    if group.content is None or group.content.type == "revisit":
        return True
    return sha256_of(content_of(group.content)) == entry.snapshot.digest


def _check_revisits(findings: _Findings) -> None:
    for entries in findings.entries.values():
        for entry in entries:
            if entry.record == "revisit" and entry.snapshot.digest not in findings.contents:
                why = "its content stood in a file that is missing or damaged"
                place = entry.snapshot
                findings.failed.append(Problem(file=place.file, offset=place.offset, why=why))


def _check_index(folder: Path, index: Path, findings: _Findings) -> None:
    try:
        entries = parse_index(index.read_bytes())
    except FileNotFoundError:
        return
    except OSError:
        entries = None
    if entries is None:
        why = "it is not as it was written; 'store verify --rebuild-index' writes it anew"
        findings.failed.append(Problem(file=index.name, offset=0, why=why))
        return
    listed: dict[str, set[str]] = {}
    for entry in entries:
        listed.setdefault(entry.snapshot.file, set()).add(line_of(entry))
    for name, lines in sorted(listed.items()):
        if not (folder / name).exists():
            why = f"it is missing, with what was kept of {len(lines)} captures"
            findings.failed.append(Problem(file=name, offset=0, why=why))
        elif name in findings.entries and lines != set(map(line_of, findings.entries[name])):
            why = f"it does not tell what '{name}' holds; 'store verify --rebuild-index' helps"
            findings.failed.append(Problem(file=index.name, offset=0, why=why))
