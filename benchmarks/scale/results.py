"""The tables of RESULTS.md from the lines that ``measure.py`` left.

python benchmarks/scale/results.py RESULTS.jsonl
"""

import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]
_PATHS = {
    "path-text": "generated text",
    "path-html": "generated pages",
    "real-bodies": "bodies of `outlets/`, plain text",
    "real-pages": "pages of `pages/`",
}
STAGES = ("extract", "stories", "verify", "compare")
GROWTHS = {
    "without models": ("rules-parquet-1000", "rules-parquet-10000", "rules-parquet-100000"),
    "without models, short articles": (
        "rules-short-1000",
        "rules-short-10000",
        "rules-short-100000",
    ),
    "with models": ("models-100", "models-300", "models-1000", "models-3000"),
    "with models, short articles": (
        "models-short-300",
        "models-short-1000",
        "models-short-3000",
    ),
}
PAIRS = (
    ("rules-html-1000", "rules-html-1000-two", "two native workers, pages without models"),
    ("models-100", "models-100-two", "two native workers, pages with models"),
    ("rules-html-1000-ray-one", "rules-html-1000-ray-two", "two Ray nodes, pages without models"),
)


def main() -> None:
    """Print every table that there are lines for."""
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        rows: dict[str, Row] = {row["name"]: row for row in map(json.loads, lines)}
    for table in (_machine, _paths, _mix, _whole, _stages, _growth, _workers, _planted, _rival):
        told = table(rows)
        if told:
            print("\n".join(told) + "\n")


def _head(*columns: str) -> list[str]:
    return [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]


def _line(*cells: object) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _machine(rows: Mapping[str, Row]) -> list[str]:
    told = {
        f"{m['cpu']}, {m['cores']} cores, Python {m['python']}, {m['day']}"
        for m in (row["machine"] for row in rows.values())
    }
    loads = [row["machine"]["load"] for row in rows.values()]
    return [*sorted(told), f"Load when a measurement began: {min(loads)} to {max(loads)}."]


def _paths(rows: Mapping[str, Row]) -> list[str]:
    found = _head(
        "one thread, no engine",
        "articles",
        "sentences each",
        "articles/s",
        "at 25 sentences",
        "read",
        "extract",
    )
    for name, shown in _PATHS.items():
        if name in rows:
            row = rows[name]
            number, spent = row["articles"], row["read_cpu"] + row["extract_cpu"]
            each = row["sentences"] / number
            found.append(
                _line(
                    shown,
                    number,
                    f"{each:.1f}",
                    f"{number / spent:.1f}",
                    f"{row['sentences'] / 25 / spent:.1f}",
                    f"{1000 * row['read_cpu'] / number:.1f} ms",
                    f"{1000 * row['extract_cpu'] / number:.1f} ms",
                )
            )
    return found if len(found) > 2 else []


def _mix(rows: Mapping[str, Row]) -> list[str]:
    row = rows.get("mix")
    if row is None:
        return []
    told = (
        f"Mix of the generated pages, each of {row['articles']} articles: {row['sentences']} "
        f"sentences, {row['claims']} claims, {row['with_document']} of them with a readable "
        f"document, {row['reach_model']} reach the model, in {row['questions']} questions."
    )
    return [told]


def _whole(rows: Mapping[str, Row]) -> list[str]:
    found = _head(
        "whole job",
        "workers",
        "wall s",
        "CPU s",
        "articles/s",
        "articles/s and core",
        "memory",
    )
    for name, row in rows.items():
        if "stages" in row and "cpu" in row and "articles" in row:
            found.append(
                _line(
                    f"`{name}`",
                    row["workers"],
                    row["run"],
                    row["cpu"],
                    f"{row['articles'] / row['run']:.2f}",
                    f"{row['articles'] / row['cpu']:.2f}",
                    f"{row['peak_mib']} MiB",
                )
            )
    return found if len(found) > 2 else []


def _stages(rows: Mapping[str, Row]) -> list[str]:
    found = _head("wall seconds by stage", *STAGES)
    for name, row in rows.items():
        if set(row.get("stages", {})) == set(STAGES) and "articles" in row:
            found.append(_line(f"`{name}`", *(row["stages"][one]["wall"] for one in STAGES)))
    return found if len(found) > 2 else []


def _growth(rows: Mapping[str, Row]) -> list[str]:
    found = _head("growth", "articles", "CPU s", "ms an article", "CPU grows as n to the")
    for shown, names in GROWTHS.items():
        there = [rows[name] for name in names if name in rows]
        for at, row in enumerate(there):
            power = _power(there[at - 1 : at + 1]) if at else "–"
            each = f"{1000 * row['cpu'] / row['articles']:.0f}"
            found.append(_line(shown, row["articles"], row["cpu"], each, power))
    return found if len(found) > 2 else []


def _power(rows: Sequence[Row]) -> str:
    (a, b), (s, t) = (row["articles"] for row in rows), (row["cpu"] for row in rows)
    n_log_n = 1 + math.log(math.log(b) / math.log(a)) / math.log(b / a)
    return f"{math.log(t / s) / math.log(b / a):.2f} (n log n: {n_log_n:.2f})"


def _workers(rows: Mapping[str, Row]) -> list[str]:
    found = _head("two against one", "one, wall s", "two, wall s", "times as fast")
    for one, two, shown in PAIRS:
        if one in rows and two in rows:
            a, b = rows[one]["run"], rows[two]["run"]
            found.append(_line(shown, a, b, f"{a / b:.2f}"))
    return found if len(found) > 2 else []


def _planted(rows: Mapping[str, Row]) -> list[str]:
    row = rows.get("planted")
    if row is None:
        return []
    kinds = ", ".join(f"{kind} {hit} of {n}" for kind, (hit, n) in row["contradictions"].items())
    return [
        *_head("planted in 1,000 articles", "found"),
        _line(
            "articles missing · twice · not planted",
            f"{row['articles_missing']} · {row['articles_twice']} · {row['articles_unknown']}",
        ),
        _line(
            "stories · events · largest story",
            f"{row['stories']} · {row['events']} · {row['largest_story']} articles",
        ),
        _line(
            "pairs of one event in one story · pairs of articles in one story",
            f"{row['event_pairs_kept']} of {row['event_pairs']} · {row['story_pairs']}",
        ),
        _line(
            "copies",
            f"{row['copies_found']} of {row['copies_planted']}, "
            f"{row['copies_right_direction']} with the right direction",
        ),
        _line(
            "other pairs called copies · across events",
            f"{row['copies_others']} · {row['copies_across_events']}",
        ),
        _line(
            "contradictions",
            f"{row['contradictions_found']} of {row['contradictions_planted']} ({kinds})",
        ),
        _line(
            "other disagreements · across events",
            f"{row['disagreements_others']} · {row['disagreements_across_events']}",
        ),
    ]


def _rival(rows: Mapping[str, Row]) -> list[str]:
    row = rows.get("rival")
    if row is None:
        return []
    spent = ", ".join(f"{k} {1000 * v / row['articles']:.0f} ms" for k, v in row["spent"].items())
    found = [
        *_head("on the same pages, one thread", "articles/s", "of an article"),
        _line("trafilatura + spaCy + embeddings", row["articles_a_second"], spent),
    ]
    for name in ("rules-html-1000", "models-100"):
        if name in rows:
            ours = rows[name]
            found.append(
                _line(f"this project, `{name}`", f"{ours['articles'] / ours['cpu']:.2f}", "")
            )
    return found


if __name__ == "__main__":
    main()
