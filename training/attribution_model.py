"""The attribution network: encoder, a linear-chain CRF over words for the tags, and pairwise scores for the links."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import AutoModel

from twosource.annotate.attribution_input import CASES, GAPS, QUOTE_STATES
from twosource.annotate.linking import BUCKETS, KINDS, LINK_SIZE
from twosource.annotate.tags import TAG_COUNT, allowed_transitions


@dataclass
class Output:
    """Per word of each window tag scores (B, W, tags) and link vectors (B, W, kinds * 4 * size); token states."""

    tags: Tensor
    links: Tensor
    states: Tensor


class Tagger(nn.Module):
    """MiniLM plus embeddings of case, quotation state and gaps, which an uncased vocabulary cannot see."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False)
        size = self.encoder.config.hidden_size
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.features = nn.ModuleList(nn.Embedding(n, size) for n in (CASES, QUOTE_STATES, GAPS))
        for table in self.features:
            nn.init.zeros_(table.weight)
        self.tags = nn.Linear(size, TAG_COUNT)
        self.links = nn.Linear(size, 4 * KINDS * LINK_SIZE)
        self.transitions = nn.Parameter(torch.zeros(TAG_COUNT, TAG_COUNT))
        self.distance = nn.Parameter(torch.zeros(KINDS, BUCKETS))
        self.null = nn.Parameter(torch.zeros(KINDS))
        self.null_vector = nn.Parameter(torch.zeros(KINDS, LINK_SIZE))
        self.dropout = nn.Dropout(0.1)
        self.embed = nn.Linear(size, size)
        nn.init.eye_(self.embed.weight)
        nn.init.zeros_(self.embed.bias)
        self.register_buffer("illegal", ~torch.from_numpy(allowed_transitions()))

    def hidden(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Token states (B, T, size). The feature embeddings join the word embeddings before the first layer norm."""
        words = self.encoder.embeddings.word_embeddings(ids)
        for k, table in enumerate(self.features):
            words = words + table(features[:, :, k])
        states: Tensor = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        return states

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor, first: Tensor) -> Output:
        states = self.hidden(ids, features, mask)
        words = torch.gather(states, 1, first.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
        words = self.dropout(words)
        return Output(self.tags(words).float(), self.links(words).float(), states)

    def transition_scores(self) -> Tensor:
        return self.transitions.masked_fill(self.illegal, -1e4)

    def tag_loss(self, scores: Tensor, gold: Tensor, lengths: Tensor) -> Tensor:
        """Negative log-likelihood of the gold tags, summed over windows. A window may begin or end inside a span."""
        width = scores.shape[1]
        moves = self.transition_scores()
        steps = torch.arange(width)
        alive = steps[None, :] < lengths[:, None]
        gold_score = (scores.gather(2, gold.unsqueeze(-1)).squeeze(-1) * alive).sum()
        gold_score = gold_score + (moves[gold[:, :-1], gold[:, 1:]] * alive[:, 1:]).sum()
        alpha = scores[:, 0]
        for t in range(1, width):
            step = torch.logsumexp(alpha.unsqueeze(2) + moves, dim=1) + scores[:, t]
            alpha = torch.where(alive[:, t, None], step, alpha)
        return torch.logsumexp(alpha, dim=1).sum() - gold_score

    def link_scores(self, links: Tensor, kind: int, cues: Tensor, spans: Tensor, buckets: Tensor) -> Tensor:
        """Scores (cues, spans + 1) in one window, the last column for "none". Spans are (first, last) words."""
        parts = links.view(links.shape[0], KINDS, 4, LINK_SIZE)[:, kind]
        query = parts[cues[:, 0], 0] + parts[cues[:, 1], 1]
        key = parts[spans[:, 0], 2] + parts[spans[:, 1], 3]
        pairs = query @ key.T / LINK_SIZE**0.5 + self.distance[kind][buckets]
        if kind == 0:
            none = query @ self.null_vector[kind] / LINK_SIZE**0.5 + self.null[kind]
            return torch.cat([pairs, none.unsqueeze(1)], dim=1)
        none = key @ self.null_vector[kind] / LINK_SIZE**0.5 + self.null[kind]
        return torch.cat([pairs.T, none.unsqueeze(1)], dim=1)

    def embed_sentences(self, states: Tensor, sentences: Tensor) -> Tensor:
        """A sentence's token states, averaged and projected. `sentences`: (row, first token, end token)."""
        sums = torch.cumsum(states.float(), dim=1)
        rows, starts, ends = sentences.unbind(1)
        means = (sums[rows, ends - 1] - sums[rows, starts - 1]) / (ends - starts).unsqueeze(1)
        vectors: Tensor = self.embed(means)
        return vectors
