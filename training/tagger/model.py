"""The tagger: an encoder, a cue at each token, and for each cue the role of every other token.

One pass of the encoder serves all cues of a window, so that nested and discontinuous attributions
cost nothing more: a token's role for a cue is read from the sum of both tokens' projections and
of a vector for their distance (an additive pair scorer, as in the biaffine parsers of Dozat and
Manning, 2017, with a hidden layer in place of the product).
"""

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

WIDTH = 192
BUCKETS = 48
_NEAR = 12


def distance_bucket(distance: Tensor) -> Tensor:
    """The class (0 to ``BUCKETS - 1``) of a signed distance: exact near by, then by its log."""
    half = BUCKETS // 2
    size = distance.abs()
    far = _NEAR + (torch.log2(size.clamp(min=1).float() / _NEAR) * 2.5).floor().long()
    bucket = torch.where(size < _NEAR, size, far.clamp(max=half - 1))
    return torch.where(distance < 0, half - 1 - bucket, half + bucket)


class Tagger(nn.Module):
    """Encoder and heads."""

    def __init__(
        self, base: Path, *, layers: int | None = None, attention: str | None = None
    ) -> None:
        """Load the encoder of ``base``, its lowest ``layers`` only if given."""
        super().__init__()
        more = {"attn_implementation": attention} if attention else {}
        self.encoder = AutoModel.from_pretrained(
            base,
            add_pooling_layer=False,
            hidden_dropout_prob=0.0,  # a fifth of the time on a CPU
            attention_probs_dropout_prob=0.0,
            **more,
        )
        if layers:
            self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        hidden = self.encoder.config.hidden_size
        self.dropped = nn.Dropout(0.1)
        self.cue = nn.Linear(hidden, 3)
        self.as_cue = nn.Linear(hidden, WIDTH)
        self.as_role = nn.Linear(hidden, WIDTH)
        self.distance = nn.Embedding(BUCKETS, WIDTH)
        self.roles = nn.Linear(WIDTH, 3)
        self.worth = nn.Linear(hidden, 1)
        nn.init.normal_(self.distance.weight, std=0.02)

    def encode(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Token vectors (batch, tokens, hidden)."""
        encoded: Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        dropped: Tensor = self.dropped(encoded)
        return dropped

    def roles_for(self, vectors: Tensor, rows: Tensor, members: Tensor) -> Tensor:
        """Scores (cues, tokens, 3) of every token's role for each cue.

        Args:
            vectors: token vectors (batch, tokens, hidden).
            rows: of each cue, the row of the batch it stands in.
            members: (cues, tokens), 1 for the tokens of the cue.
        """
        share = members / members.sum(1, keepdim=True)
        cues = torch.einsum("ct,cth->ch", share, self.as_cue(vectors)[rows].to(share.dtype))
        tokens = self.as_role(vectors)[rows]
        places = torch.arange(vectors.shape[1], device=vectors.device)
        first = members.argmax(1)
        near = self.distance(distance_bucket(places[None] - first[:, None]))
        mixed = nn.functional.gelu(cues[:, None] + tokens + near)
        scores: Tensor = self.roles(mixed)
        return scores
