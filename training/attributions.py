"""Trains the attribution tagger and linker on PolNeAR.

    python training/attributions.py train --base PATH --out DIR [--steps N]
    python training/attributions.py export --base PATH --out DIR

Training is deterministic from its seed for one thread count, writes a checkpoint every few minutes and resumes from it.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path

import torch
from attribution_data import Batch, Document, epoch_batches, make_batch, read_documents
from attribution_model import Tagger
from tokenizers import Tokenizer
from torch.nn.functional import cross_entropy

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "attributions"
WINDOW, BATCH, SEED = 254, 8, 13
RATE, HEAD_RATE, WARMUP, COOLDOWN = 1.2e-4, 1e-3, 100, 0.4
EMA = 0.99
LINK_WEIGHT = 0.15


def load_tokenizer(base: str) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(Path(base) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def loss_of(model: Tagger, batch: Batch) -> tuple[torch.Tensor, float, float]:
    """The training loss of a batch, with its tag part (a word) and link part (a decision)."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out = model(batch.ids, batch.features, batch.mask, batch.first)
    tag = model.tag_loss(out.tags, batch.tags, batch.lengths) / batch.lengths.sum()
    parts = []
    for row, kind, cues, spans, buckets, right in batch.links:
        scores = model.link_scores(out.links[row], kind, cues, spans, buckets)
        parts.append(cross_entropy(scores, right, reduction="sum", ignore_index=-100))
    decisions = max(1, sum(int((link[-1] >= 0).sum()) for link in batch.links))
    link = torch.stack(parts).sum() / decisions if parts else torch.zeros(())
    return tag + LINK_WEIGHT * link, float(tag), float(link)


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


def save(path: Path, state: dict[str, object]) -> None:
    """Writes beside the target first, so that a cut-off never leaves half a checkpoint."""
    torch.save(state, path.with_suffix(".new"))
    os.replace(path.with_suffix(".new"), path)


def train(base: str, out: Path, steps: int, every: int) -> None:
    torch.manual_seed(SEED)
    out.mkdir(parents=True, exist_ok=True)
    documents = read_documents(DATA / "train.jsonl", load_tokenizer(base))
    model = Tagger(base)
    optimizer = make_optimizer(model)
    averaged = {k: v.detach().clone() for k, v in model.named_parameters() if v.requires_grad}
    step = 0
    if (out / "checkpoint.pt").exists():
        state = torch.load(out / "checkpoint.pt")
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        averaged, step = state["averaged"], state["step"]
    run(model, optimizer, averaged, documents, step, steps, every, out)


def run(model: Tagger, optimizer: torch.optim.Optimizer, averaged: dict[str, torch.Tensor], documents: list[Document],
        step: int, steps: int, every: int, out: Path) -> None:  # fmt: skip
    model.train()
    log = (out / "log.jsonl").open("a")
    per_epoch = len(epoch_batches(documents, WINDOW, BATCH, 0))
    epoch, batches = -1, []
    sums, tokens, began = [0.0, 0.0], 0, time.monotonic()
    while step < steps:
        if step // per_epoch != epoch:
            epoch = step // per_epoch
            batches = epoch_batches(documents, WINDOW, BATCH, SEED + epoch)
        torch.manual_seed(SEED * 100_003 + step)
        batch = make_batch(documents, batches[step % per_epoch % len(batches)])
        loss, tag, link = loss_of(model, batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        factor = rate_at(step, steps)
        optimizer.param_groups[0]["lr"], optimizer.param_groups[1]["lr"] = RATE * factor, HEAD_RATE * factor
        optimizer.step()
        step += 1
        decay = min(EMA, step / (step + 10))
        with torch.no_grad():
            for k, v in model.named_parameters():
                if k in averaged:
                    averaged[k].lerp_(v, 1 - decay)
        sums[0] += tag
        sums[1] += link
        tokens += int(batch.mask.sum())
        if step % 20 == 0:
            speed = tokens / (time.monotonic() - began)
            print(json.dumps({"step": step, "of": steps, "tag": round(sums[0] / 20, 4), "link": round(sums[1] / 20, 4),
                              "tokens_per_second": round(speed)}), file=log, flush=True)  # fmt: skip
            sums, tokens, began = [0.0, 0.0], 0, time.monotonic()
        if step % every == 0 or step == steps:
            save(out / "checkpoint.pt", {"model": model.state_dict(), "optimizer": optimizer.state_dict(),
                                         "averaged": averaged, "step": step})  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("action", choices=("train",))
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=2600)
    parser.add_argument("--every", type=int, default=100)
    options = parser.parse_args()
    train(options.base, options.out, options.steps, options.every)


if __name__ == "__main__":
    main()
