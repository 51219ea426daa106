"""The model: an encoder over premise and claim, three outputs, and one output per claim token."""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoConfig, AutoModel

from verifier.rows import NOT_SUPPORTED, SUPPORTED

INPUTS = ("input_ids", "attention_mask", "token_type_ids", "claim_mask")
WORD_LOSS_WEIGHT = 0.5
LABEL_SMOOTHING = 0.03
_LOW = -1e4


class CrossEncoder(nn.Module):
    """Scores supported, contradicted, neither; and which claim tokens the source lacks."""

    def __init__(
        self,
        folder: Path,
        *,
        pretrained: bool = True,
        attention: str | None = None,
        layers: int | None = None,
    ) -> None:
        """Build over the base in ``folder``; without ``pretrained`` only its shape is used.

        ``attention`` names another implementation known to transformers; ``layers`` keeps the
        lowest so many of the base.
        """
        super().__init__()
        config = AutoConfig.from_pretrained(folder)
        config.num_hidden_layers = layers or config.num_hidden_layers
        # Drawing the masks of dropout took 60 % of a step on a CPU; the edits are noise enough.
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0.0
        if attention and config.model_type == "bert":
            config._attn_implementation = attention  # noqa: SLF001  (from_config takes it nowhere else)
        self.has_segments = config.model_type == "bert"
        if pretrained:
            self.encoder = AutoModel.from_pretrained(folder, config=config, add_pooling_layer=False)
        else:
            self.encoder = AutoModel.from_config(config, add_pooling_layer=False)
        width = config.hidden_size
        self.words = nn.Linear(width, 1)
        self.mix = nn.Linear(3 * width + 2, width)
        self.classes = nn.Linear(width, 3)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor, claim_mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Class logits (batch, 3) and token logits (batch, length)."""
        segments = {"token_type_ids": token_type_ids} if self.has_segments else {}
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, **segments
        ).last_hidden_state
        inside = claim_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * inside).sum(1) / inside.sum(1).clamp(min=1)
        highest = hidden.masked_fill(~claim_mask.unsqueeze(-1), _LOW).amax(1)
        words = self.words(hidden).squeeze(-1)
        worst = words.masked_fill(~claim_mask, _LOW).amax(1, keepdim=True)
        usual = (words * claim_mask).sum(1, keepdim=True) / claim_mask.sum(1, keepdim=True).clamp(
            min=1
        )
        features = torch.cat(
            [hidden[:, 0], mean, highest, worst.to(hidden.dtype), usual.to(hidden.dtype)], 1
        )
        return self.classes(functional.gelu(self.mix(features))), words


def distillation_loss(classes: Tensor, taught: Tensor) -> Tensor:
    """How far the classes are from a teacher's, both as logits."""
    logs = functional.log_softmax(classes.float(), 1)
    return functional.kl_div(
        logs, functional.log_softmax(taught.float(), 1), reduction="batchmean", log_target=True
    )


def loss_of(classes: Tensor, words: Tensor, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """Class loss and word loss of a batch.

    ``NOT_SUPPORTED`` asks for the sum of contradicted and neither; words whose state is unknown
    count nothing.
    """
    logs = functional.log_softmax(classes.float(), 1)
    labels = batch["labels"]
    masked = labels == NOT_SUPPORTED
    exact = logs.gather(1, labels.masked_fill(masked, SUPPORTED).unsqueeze(1)).squeeze(1)
    either = torch.logsumexp(logs[:, 1:], 1)
    # Smoothing towards the other classes only where one class is asked for.
    smooth = torch.where(
        masked, either, (1 - LABEL_SMOOTHING) * exact + LABEL_SMOOTHING * logs.mean(1)
    )
    known = batch["altered"] >= 0
    target = batch["altered"].clamp(min=0)
    each = functional.binary_cross_entropy_with_logits(words.float(), target, reduction="none")
    weight = torch.where(target > 0, 3.0, 1.0) * known
    return -smooth.mean(), (each * weight).sum() / weight.sum().clamp(min=1)
