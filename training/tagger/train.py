"""Train the tagger: one command, resumable.

    python -m tagger.train --run tagger-a --hours 0.5

Checkpoints and the log go to ``$PROVENANCE_TRAINING/runs/RUN``. Start the same command again to go
on.
"""

import argparse
import json
import os
import random
import time
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor, nn
from verifier.checkpoints import load_state, save_state, save_weights
from verifier.cpu_attention import register
from verifier.rows import data_folder, state_folder
from verifier.train import AVERAGE_DECAY, Stop, rate_at

from provenance.tagging.windows import read_tokenizer
from tagger.examples import (
    IGNORED,
    Example,
    batches_of,
    examples_of,
    read_checkthat,
    worth_examples,
)
from tagger.model import Tagger
from tagger.polnear import read_polnear

POLNEAR = "attribution/polnear_train_dev.tar.gz"
CHECKTHAT = "checkworthy/train.jsonl.gz"
WORTH_LOSS = 0.5
ROLE_LOSS = 2.0
WORTH_SHARE = 0.2
"""Of the batches, how many are of CheckThat!."""


class Training:
    """One run: the model, its optimizer, its average, and where in the stream it stands."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        """Build everything, then take up the last checkpoint if there is one."""
        self.arguments = arguments
        self.folder = state_folder() / "runs" / arguments.run
        self.folder.mkdir(parents=True, exist_ok=True)
        base = state_folder() / "bases" / arguments.base
        self.tokenizer = read_tokenizer((base / "tokenizer.json").read_text(encoding="utf-8"))
        torch.manual_seed(arguments.seed)
        self.device = torch.device(arguments.device)
        attention = register() if self.device.type == "cpu" else None
        self.model = Tagger(base, layers=arguments.layers, attention=attention).to(self.device)
        for name, weight in self.model.named_parameters():
            weight.requires_grad = not name.startswith("encoder.embeddings.")
        trained = {n: w for n, w in self.model.named_parameters() if w.requires_grad}
        self.optimizer = torch.optim.AdamW(
            [
                {
                    "params": [w for n, w in trained.items() if n.startswith("encoder.") is inner],
                    "lr": rate,
                    "highest": rate,
                }
                for inner, rate in ((True, arguments.rate), (False, arguments.rate * 5))
            ],
            betas=(0.9, 0.98),
            weight_decay=0.01,
            fused=True,
        )
        self.average = {name: weight.detach().clone() for name, weight in trained.items()}
        self.step, self.seconds = 0, 0.0
        self._resume()

    def run(self, stop: Stop) -> None:
        """Train until the steps or the hours are used up, or ``stop`` asks to end."""
        saved = logged = last = time.monotonic()
        sums = torch.zeros(4)
        for batch in self._batches():
            sums += self._learn(batch)
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

    def _batches(self) -> Iterator[Sequence[Example]]:
        """The stream from the present step on; the order of an epoch hangs on its number alone."""
        most = self.arguments.most_tokens
        articles = read_polnear(data_folder() / POLNEAR, "train")
        speech = [
            example
            for article in articles
            for example in examples_of(article, self.tokenizer, most_tokens=most)
        ]
        rows = read_checkthat(data_folder() / CHECKTHAT)
        step, epoch, tokens = 0, 0, self.arguments.tokens_per_batch
        while True:
            order = random.Random(f"{self.arguments.seed} {epoch}")  # noqa: S311 - no secret
            batches = list(batches_of(speech, most_tokens=tokens, order=order))
            worth = list(worth_examples(rows, self.tokenizer, most_tokens=most, order=order))
            others = list(batches_of(worth, most_tokens=tokens, order=order))
            order.shuffle(others)
            batches += others[: int(len(batches) * WORTH_SHARE)]
            order.shuffle(batches)
            for batch in batches:
                step += 1
                if step > self.step:
                    yield batch
            epoch += 1

    def _learn(self, batch: Sequence[Example]) -> Tensor:
        self.model.train()
        for group in self.optimizer.param_groups:
            group["lr"] = group["highest"] * rate_at(self._progress())
        cue, role, worth = losses_of(self.model, batch, self.device)
        losses = (cue * self.arguments.cue_loss, role, worth)
        sum(losses, torch.zeros(())).backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1
        with torch.no_grad():
            decay = min(AVERAGE_DECAY, (1 + self.step) / (20 + self.step))
            weights = dict(self.model.named_parameters())
            for name, mine in self.average.items():
                mine.lerp_(weights[name], 1 - decay)
        return torch.tensor([*(loss.item() for loss in losses), 1.0])

    def _progress(self) -> float:
        by_time = self.seconds / (self.arguments.hours * 3600)
        return max(self.step / self.arguments.steps, by_time)

    def _log(self, sums: Tensor, seconds: float) -> None:
        cue, role, worth = (round(float(value / sums[3]), 4) for value in sums[:3])
        entry = {
            "step": self.step,
            "cue_loss": cue,
            "role_loss": role,
            "worth_loss": worth,
            "steps_per_second": round(float(sums[3]) / seconds, 2),
            "progress": round(self._progress(), 3),
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
                "seconds": self.seconds,
                "torch_rng": torch.get_rng_state(),
            },
        )

    def _keep(self) -> None:
        weights = {name: value.cpu() for name, value in self.model.state_dict().items()}
        weights |= {name: value.cpu() for name, value in self.average.items()}
        save_weights(self.folder, self.step, weights, {"step": self.step, **vars(self.arguments)})

    def _resume(self) -> None:
        state = load_state(self.folder)
        if state is None and self.arguments.start_from:
            begun = load_state(state_folder() / "runs" / self.arguments.start_from)
            if begun is not None:
                self.model.load_state_dict(begun["model"] | begun["average"])
                self.average = {n: w.to(self.device) for n, w in begun["average"].items()}
        if state is None:
            return
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average = {name: value.to(self.device) for name, value in state["average"].items()}
        self.step, self.seconds = state["step"], state["seconds"]
        torch.set_rng_state(state["torch_rng"])


def losses_of(
    model: Tagger, batch: Sequence[Example], device: torch.device
) -> tuple[Tensor, Tensor, Tensor]:
    """The losses of cues, of roles and of check-worthiness, weighted."""
    length = max(len(example.window.ids) for example in batch)
    ids = torch.tensor([_padded(e.window.ids, length, 0) for e in batch], device=device)
    mask = torch.tensor(
        [_padded((1,) * len(e.window.ids), length, 0) for e in batch], device=device
    )
    with torch.autocast(device.type, torch.bfloat16):
        vectors = model.encode(ids, mask)
    vectors = vectors.float()
    zero = vectors.sum() * 0
    cue_labels = torch.tensor(
        [_padded(e.cue_labels, length, IGNORED) for e in batch], device=device
    )
    cue_loss, role_loss, worth_loss = zero, zero, zero
    if (cue_labels != IGNORED).any():
        cue_loss = nn.functional.cross_entropy(
            model.cue(vectors).flatten(0, 1), cue_labels.flatten(), ignore_index=IGNORED
        )
    cues = [(row, cue) for row, example in enumerate(batch) for cue in example.cues]
    if cues:
        rows = torch.tensor([row for row, _ in cues], device=device)
        members = torch.zeros(len(cues), length, device=device)
        for at, (_, cue) in enumerate(cues):
            members[at, list(cue.tokens)] = 1
        labels = torch.tensor(
            [_padded(cue.roles, length, IGNORED) for _, cue in cues], device=device
        )
        with torch.autocast(device.type, torch.bfloat16):
            scores = model.roles_for(vectors, rows, members).float()
        role_loss = ROLE_LOSS * nn.functional.cross_entropy(
            scores.flatten(0, 1), labels.flatten(), ignore_index=IGNORED
        )
    spans = [(row, *span) for row, example in enumerate(batch) for span in example.worth]
    if spans:
        pooled = torch.stack([vectors[row, start:end].mean(0) for row, start, end, _ in spans])
        worth = torch.tensor([float(label) for *_, label in spans], device=device)
        worth_loss = WORTH_LOSS * nn.functional.binary_cross_entropy_with_logits(
            model.worth(pooled)[:, 0], worth
        )
    return cue_loss, role_loss, worth_loss


def _padded(values: Sequence[int], length: int, filling: int) -> list[int]:
    return [*values, *([filling] * (length - len(values)))]


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--base", default="minilm-l6", help="under $PROVENANCE_TRAINING/bases")
    parser.add_argument("--run", required=True, help="folder under $PROVENANCE_TRAINING/runs")
    parser.add_argument("--start-from", help="another run whose weights a new run begins with")
    parser.add_argument("--layers", type=int, help="of the base, the lowest so many")
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument("--hours", type=float, default=1e6, help="of the whole run, all starts")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=0, help="0 leaves PyTorch's choice")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--cue-loss", type=float, default=1.0, help="weight of the cues' loss")
    parser.add_argument("--tokens-per-batch", type=int, default=3072)
    parser.add_argument("--most-tokens", type=int, default=256)
    parser.add_argument("--log-every", type=int, default=20)
    parser.add_argument("--keep-every", type=int, default=250)
    parser.add_argument("--save-minutes", type=float, default=4)
    return parser.parse_args()


def main() -> None:
    """Train from the command line."""
    arguments = parse_arguments()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    training = Training(arguments)
    (training.folder / "pid").write_text(str(os.getpid()))
    training.run(Stop())


if __name__ == "__main__":
    main()
