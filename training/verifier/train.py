"""Train the verifier: one command, resumable, the same stream of examples for the same seed.

    python -m verifier.train --base minilm-l6 --run minilm-a --steps 60000

Checkpoints and the log go to ``$PROVENANCE_TRAINING/runs/RUN``. Start the same
command again to go on.
"""

import argparse
import dataclasses
import json
import math
import os
import signal
import time
from pathlib import Path
from types import FrameType

import torch
from torch import Tensor

from verifier.batching import Plan, chapters_from
from verifier.checkpoints import load_state, save_state, save_weights
from verifier.cpu_attention import register
from verifier.cross_encoder import (
    INPUTS,
    WORD_LOSS_WEIGHT,
    CrossEncoder,
    distillation_loss,
    loss_of,
)
from verifier.encoding import Encoded, PairEncoder
from verifier.rows import state_folder
from verifier.scoring import Judge, load_judge

WARM_UP = 0.02
COOL_DOWN = 0.25
"""Shares of all steps: the rate rises, stays, and falls to nothing at the end."""
AVERAGE_DECAY = 0.999
TEACHER_SHARE = 0.7
"""How much of the class loss is the teacher's, when there is one."""


class Stop:
    """Set by a signal: finish the step, save, leave."""

    def __init__(self) -> None:
        """Listen for the signals that end a job."""
        self.asked = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002  (the signal's signature)
        self.asked = True


class Training:
    """One run: the model, its optimizer, its average, and where in the stream it stands."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        """Build everything, then take up the last checkpoint if there is one."""
        self.arguments = arguments
        self.folder = state_folder() / "runs" / arguments.run
        self.folder.mkdir(parents=True, exist_ok=True)
        base = state_folder() / "bases" / arguments.base
        self.plan = Plan(
            base=base,
            seed=arguments.seed,
            most_tokens=arguments.most_tokens,
            tokens_per_batch=arguments.tokens_per_batch,
            chapter_size=arguments.chapter_size,
            with_b=arguments.with_b,
            teacher=arguments.teacher and state_folder() / "bases" / arguments.teacher,
        )
        self.encoder = PairEncoder(base, most_tokens=arguments.most_tokens)
        torch.manual_seed(arguments.seed)
        self.device = torch.device(arguments.device)
        on_cpu = self.device.type == "cpu" and not arguments.full_precision
        attention = register() if on_cpu else None
        self.model = CrossEncoder(base, attention=attention, layers=arguments.layers)
        self.model.to(self.device)
        frozen = _frozen_stems(arguments)
        for name, weight in self.model.named_parameters():
            weight.requires_grad = not name.startswith(frozen)
        self.optimizer = torch.optim.AdamW(
            _groups(self.model, arguments.rate), betas=(0.9, 0.98), fused=True
        )
        self.average = {
            n: w.detach().clone() for n, w in self.model.named_parameters() if w.requires_grad
        }
        self.teacher = self._load_teacher()
        self.step = self.chapter = self.batch = 0
        self.seconds = 0.0
        self._resume()

    def run(self, stop: Stop) -> None:
        """Train until the steps or the hours are used up, or ``stop`` asks to end."""
        saved = logged = last = time.monotonic()
        sums = torch.zeros(4)
        for number, batches in chapters_from(
            self.plan, self.chapter, workers=self.arguments.workers
        ):
            for index in range(self.batch, len(batches)):
                sums += self._learn(batches[index])
                self.chapter, self.batch = number, index + 1
                now = time.monotonic()
                self.seconds, last = self.seconds + now - last, now
                done = self._progress() >= 1
                if self.step % self.arguments.log_every == 0:
                    self._log(sums, now - logged)
                    logged, sums = now, torch.zeros(4)
                if stop.asked or done or now - saved > self.arguments.save_minutes * 60:
                    self._save()
                    saved = now
                if self.step % self.arguments.keep_every == 0 or done:
                    self._keep()
                if stop.asked or done:
                    return
            self.chapter, self.batch = number + 1, 0

    def _learn(self, pairs: list[Encoded]) -> Tensor:
        size = len(pairs)
        self.model.train()
        for group in self.optimizer.param_groups:
            group["lr"] = group["highest"] * rate_at(self._progress())
        batch = self._place(self.encoder.collate(pairs))
        with torch.autocast(
            self.device.type, torch.bfloat16, enabled=not self.arguments.full_precision
        ):
            classes, words = self.model(*(batch[name] for name in INPUTS))
        class_loss, word_loss = loss_of(classes, words, batch)
        if self.teacher is not None:
            taught = distillation_loss(classes, self._teach(self.teacher, pairs))
            class_loss = (1 - TEACHER_SHARE) * class_loss + TEACHER_SHARE * taught
        # Long pairs come few to a batch: weigh by size, so that every pair counts about the same.
        share = size / (self.plan.tokens_per_batch / 100)
        ((class_loss + WORD_LOSS_WEIGHT * word_loss) * min(2.0, share**0.5)).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1
        self._follow()
        return torch.tensor([class_loss.item(), word_loss.item(), size, 1.0])

    def _progress(self) -> float:
        by_time = self.seconds / (self.arguments.hours * 3600)
        return max(self.step / self.arguments.steps, by_time)

    def _place(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        return {name: value.to(self.device, non_blocking=True) for name, value in batch.items()}

    @torch.no_grad()
    def _teach(self, judge: Judge, pairs: list[Encoded]) -> Tensor:
        batch = self._place(judge.encoder.collate([p.for_teacher for p in pairs if p.for_teacher]))
        with torch.autocast(self.device.type, torch.bfloat16):
            classes, _ = judge.model(*(batch[name] for name in INPUTS))
        return classes

    def _load_teacher(self) -> Judge | None:
        name = self.arguments.teacher
        if not name:
            return None
        weights = Path(self.arguments.teacher_weights)
        return load_judge(
            state_folder() / "bases" / name,
            weights,
            most_tokens=self.plan.teacher_tokens,
            device=self.arguments.device,
        )

    @torch.no_grad()
    def _follow(self) -> None:
        decay = min(AVERAGE_DECAY, (1 + self.step) / (20 + self.step))
        weights = dict(self.model.named_parameters())
        mine = list(self.average.values())
        torch._foreach_lerp_(mine, [weights[name] for name in self.average], 1 - decay)

    def _log(self, sums: Tensor, seconds: float) -> None:
        entry = {
            "step": self.step,
            "chapter": self.chapter,
            "class_loss": round(float(sums[0] / sums[3]), 4),
            "word_loss": round(float(sums[1] / sums[3]), 4),
            "pairs_per_second": round(float(sums[2]) / seconds, 1),
            "rate": self.optimizer.param_groups[0]["lr"],
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        }
        with (self.folder / "log.jsonl").open("a") as log:
            log.write(json.dumps(entry) + "\n")

    def _save(self) -> None:
        save_state(
            self.folder,
            {
                "model": self.model.state_dict(),
                "average": self.average,
                "optimizer": self.optimizer.state_dict(),
                "step": self.step,
                "chapter": self.chapter,
                "batch": self.batch,
                "seconds": self.seconds,
                "torch_rng": torch.get_rng_state(),
            },
        )

    def _keep(self) -> None:
        weights = {name: value.cpu() for name, value in self.model.state_dict().items()}
        weights |= {name: value.cpu() for name, value in self.average.items()}
        notes = {
            "step": self.step,
            "base": self.arguments.base,
            "layers": self.arguments.layers,
            "plan": dataclasses.asdict(self.plan) | {"base": "", "teacher": self.arguments.teacher},
        }
        save_weights(self.folder, self.step, weights, notes)

    def _resume(self) -> None:
        state = load_state(self.folder)
        if state is None and self.arguments.start_from:
            state = load_state(state_folder() / "runs" / self.arguments.start_from)
            if state is not None:
                self.model.load_state_dict(state["model"])
                self.average = {
                    name: value.to(self.device) for name, value in state["average"].items()
                }
            return
        if state is None:
            return
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        for group, new in zip(
            self.optimizer.param_groups, _groups(self.model, self.arguments.rate), strict=True
        ):
            group["highest"] = new["highest"]  # the command line may have changed it
        self.average = {name: value.to(self.device) for name, value in state["average"].items()}
        self.step, self.chapter, self.batch = state["step"], state["chapter"], state["batch"]
        self.seconds = state.get("seconds", 0.0)
        torch.set_rng_state(state["torch_rng"])


def rate_at(progress: float) -> float:
    """The share of the highest learning rate at this share of the run."""
    if progress < WARM_UP:
        return progress / WARM_UP
    if progress > 1 - COOL_DOWN:
        return max(0.0, 1 - math.sqrt((progress - 1 + COOL_DOWN) / COOL_DOWN))
    return 1.0


def _frozen_stems(arguments: argparse.Namespace) -> tuple[str, ...]:
    """How the names of weights begin that stay as they are."""
    stems = ["encoder.encoder.relative_attention_bias"]
    if arguments.freeze_words or arguments.freeze_layers:
        stems.append("encoder.embeddings.word_embeddings")
    if arguments.freeze_layers:
        stems.append("encoder.embeddings.")
    stems += [f"encoder.encoder.layer.{number}." for number in range(arguments.freeze_layers)]
    return tuple(stems)


def _groups(model: CrossEncoder, rate: float) -> list[dict[str, object]]:
    head = [w for n, w in model.named_parameters() if not n.startswith("encoder.")]
    matrices = [
        w
        for n, w in model.named_parameters()
        if n.startswith("encoder.") and w.requires_grad and w.dim() > 1
    ]
    vectors = [
        w
        for n, w in model.named_parameters()
        if n.startswith("encoder.") and w.requires_grad and w.dim() < 2
    ]
    return [
        {"params": matrices, "lr": rate, "highest": rate, "weight_decay": 0.01},
        {"params": vectors, "lr": rate, "highest": rate, "weight_decay": 0.0},
        {"params": head, "lr": rate * 3, "highest": rate * 3, "weight_decay": 0.01},
    ]


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--base", required=True, help="folder under $PROVENANCE_TRAINING/bases")
    parser.add_argument("--run", required=True, help="folder under $PROVENANCE_TRAINING/runs")
    parser.add_argument("--start-from", help="another run whose weights a new run begins with")
    parser.add_argument(
        "--teacher", help="base of trained weights whose classes are learnt as well"
    )
    parser.add_argument("--teacher-weights", help="the file of those weights")
    parser.add_argument("--steps", type=int, default=60_000)
    parser.add_argument("--hours", type=float, default=1e6, help="of the whole run, all starts")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=0, help="0 leaves PyTorch's choice")
    parser.add_argument("--workers", type=int, default=1, help="processes that draw chapters")
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--most-tokens", type=int, default=256)
    parser.add_argument("--tokens-per-batch", type=int, default=4096)
    parser.add_argument("--chapter-size", type=int, default=4096)
    parser.add_argument("--log-every", type=int, default=100)
    parser.add_argument("--keep-every", type=int, default=2000)
    parser.add_argument("--save-minutes", type=float, default=4)
    parser.add_argument("--with-b", action="store_true", help="train_B as well")
    parser.add_argument(
        "--freeze-words", action="store_true", help="leave the word vectors as they are"
    )
    parser.add_argument("--layers", type=int, help="of the base, the lowest so many; default: all")
    parser.add_argument(
        "--freeze-layers", type=int, default=0, help="leave the lowest so many as they are"
    )
    parser.add_argument("--full-precision", action="store_true", help="no bfloat16")
    return parser.parse_args()


def main() -> None:
    """Train from the command line."""
    arguments = parse_arguments()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    training = Training(arguments)
    (training.folder / "pid").write_text(str(os.getpid()))
    (training.folder / "arguments.json").write_text(json.dumps(vars(arguments), indent=1))
    training.run(Stop())


if __name__ == "__main__":
    main()
