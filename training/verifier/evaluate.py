"""Score trained weights on the development sets and the contrast exam.

    python -m verifier.evaluate --base minilm-l6 --weights W.safetensors --half 0 --sample 150

Half 0 serves choices; half 1 is for the figures that are reported. Thresholds always
come from half 0.
"""

import argparse
import json
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from verifier.measures import (
    area_under_curve,
    balanced_accuracy,
    best_threshold,
    macro_f1,
    recall_at,
)
from verifier.rows import CONTRADICTED, SUPPORTED, Row, data_folder, read_rows, state_folder
from verifier.scoring import Judge, judge_documents, load_judge
from verifier.seeding import half_of, rng_for

BALANCED = {
    "wice": "wice_claim_fullarticle.dev",
    "summedits_ectsum": "summedits_ectsum.all",
    "summedits_samsum": "summedits_samsum.all",
    "summedits_sales_call": "summedits_sales_call.all",
    "summedits_sales_email": "summedits_sales_email.all",
    "qags_xsum": "qags_xsum.all",
    "rank19": "rank19.all",
    "expertqa": "expertqa.rand_val",
}
CLASSES = {
    "fever_symmetric": "fever_symmetric.dev",
    "healthver": "healthver.dev",
    "control": "control.dev",
}
EXAM_SALT = "choices or report: "
"""The exam's own halves were cut by the plain digest, so that all of it here is of one half."""
ACCUSE_AT = (0.5, 0.7, 0.9)
Scores = NDArray[np.float64]


def main() -> None:
    """Evaluate from the command line; one line of JSON per set."""
    arguments = parse_arguments()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    base = state_folder() / "bases" / arguments.base
    judge = load_judge(
        base, arguments.weights, most_tokens=arguments.most_tokens, device=arguments.device
    )
    began = time.monotonic()
    report: dict[str, Any] = {
        "weights": arguments.weights.name,
        "half": arguments.half,
        "sample": arguments.sample,
    }
    wanted = set(arguments.sets.split(",")) if arguments.sets else None
    for name, file in {**BALANCED, **CLASSES}.items():
        if wanted is None or name in wanted:
            report[name] = _evaluate_set(judge, name, file, arguments)
            print(name, json.dumps(report[name]), flush=True)
    means = [
        report[n]["balanced_accuracy"]
        for n in BALANCED
        if n.startswith("summedits") and n in report
    ]
    if means:
        report["summedits_mean"] = round(float(np.mean(means)), 4)
        print("summedits_mean", report["summedits_mean"])
    for name in ("contrast", "contrast_cross"):
        if wanted is None or name in wanted:
            report[name] = evaluate_contrast(
                judge, arguments.half, crossing=name == "contrast_cross"
            )
            print(name, json.dumps(report[name]), flush=True)
    report["seconds"] = round(time.monotonic() - began)
    if arguments.output:
        with arguments.output.open("a") as file:
            file.write(json.dumps(report) + "\n")


def _evaluate_set(
    judge: Judge, name: str, file: str, arguments: argparse.Namespace
) -> dict[str, float]:
    rows = read_rows(data_folder() / "dev" / f"{file}.jsonl.gz")
    halves = [[row for row in rows if half_of(row.group) == half] for half in (0, 1)]
    by_sentence = name.startswith("summedits")

    def scored(half: int) -> tuple[list[Row], Scores]:
        chosen = _sample(halves[half], arguments.sample)
        return chosen, judge_documents(
            judge, [(r.premise, r.hypothesis) for r in chosen], by_sentence=by_sentence
        )

    choice = scored(0)
    shown = choice if arguments.half == 0 else scored(1)
    return _binary(choice, shown) if name in BALANCED else _three_way(*shown)


def _binary(choice: tuple[list[Row], Scores], shown: tuple[list[Row], Scores]) -> dict[str, float]:
    def split(rows: list[Row], scores: Scores) -> tuple[Scores, NDArray[np.bool_]]:
        return scores[:, SUPPORTED], np.array([row.label == SUPPORTED for row in rows])

    threshold = best_threshold(*split(*choice))
    scores, positive = split(*shown)
    return _rounded(
        {
            "n": len(scores),
            "balanced_accuracy": balanced_accuracy(scores >= threshold, positive),
            "threshold": threshold,
            "at_half": balanced_accuracy(scores >= 0.5, positive),
            "auc": area_under_curve(scores, positive),
        }
    )


def _three_way(rows: list[Row], scores: Scores) -> dict[str, float]:
    truth = [row.label for row in rows]
    known = sorted(set(truth))
    said = [known[i] for i in scores[:, known].argmax(1)]
    accuracy = float(np.mean([s == t for s, t in zip(said, truth, strict=True)]))
    return _rounded(
        {"n": len(rows), "accuracy": accuracy, "macro_f1": macro_f1(said, truth, known)}
    )


def evaluate_contrast(judge: Judge, half: int, *, crossing: bool) -> dict[str, Any]:
    """The exam's rates at several thresholds, and its kinds."""
    lines = (
        (data_folder() / "exams" / "contrast" / "contrast.jsonl")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    items = [json.loads(line) for line in lines]
    items = [
        i
        for i in items
        if (i["source_lang"] != i["claim_lang"]) == crossing
        and half_of(EXAM_SALT + i["family"]) == half
    ]
    scores = judge_documents(judge, [(i["source"], i["claim"]) for i in items], by_sentence=False)
    true = np.array([i["want"] == "supported" for i in items])
    support = scores[:, SUPPORTED]
    kept_95, at_95 = recall_at(support, true, refused=0.95)
    kept_92, at_92 = recall_at(support, true, refused=0.92)
    accused = scores[:, CONTRADICTED]
    wrong = np.array([i["want"] == "contradicted" for i in items])
    result: dict[str, Any] = _rounded(
        {
            "n": len(items),
            "auc": area_under_curve(support, true),
            "false_refused_at_half": float((support[~true] < 0.5).mean()),
            "true_kept_at_half": float((support[true] >= 0.5).mean()),
            "true_kept_at_95": kept_95,
            "threshold_95": at_95,
            "true_kept_at_92": kept_92,
            "threshold_92": at_92,
        }
        | {f"true_accused_{t}": float((accused[true] >= t).mean()) for t in ACCUSE_AT}
        | {f"wrong_accused_{t}": float((accused[wrong] >= t).mean()) for t in ACCUSE_AT}
    )
    missed: dict[str, int] = defaultdict(int)
    for item, is_true, score in zip(items, true, support, strict=True):
        if not is_true and score >= 0.5:
            missed[item["kind"]] += 1
    result["passed_false_kinds"] = dict(sorted(missed.items(), key=lambda pair: -pair[1])[:12])
    return result


def _sample(rows: list[Row], most: int) -> list[Row]:
    """A fixed sample, whole groups mixed."""
    if not most or len(rows) <= most:
        return rows
    return rng_for("evaluation", len(rows)).sample(rows, most)


def _rounded(values: dict[str, float]) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in values.items()}


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--base", required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--half", type=int, choices=(0, 1), default=0)
    parser.add_argument("--sample", type=int, default=0, help="rows per set and half; 0 for all")
    parser.add_argument("--sets", default="", help="names, with commas; all when empty")
    parser.add_argument("--most-tokens", type=int, default=256)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--output", type=Path, help="append the report here as one line of JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
