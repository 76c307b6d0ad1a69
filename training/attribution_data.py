"""PolNeAR documents as training windows for the attribution network."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from twosource.annotate.attribution_input import IntArray, ModelInput, read_input
from twosource.annotate.linking import distance_buckets
from twosource.annotate.tags import BEGIN, END, LABELS, MIDDLE, OUT, SINGLE, tag_of

CLS, SEP, PAD = 101, 102, 0
HIDDEN_CUES = 0.15
"""Share of cues hidden from the content links: the tagger misses some, and their content must then go to none."""


@dataclass(frozen=True)
class Document:
    """A text with its gold tags (one a word) and links, each a dict of label to (first word, last word) pairs.

    `sentences` are half-open word ranges; the sentence embeddings to stay close to are numbered from `offset` on.
    """

    read: ModelInput
    tags: IntArray
    attributions: list[dict[str, list[tuple[int, int]]]]
    sentences: list[tuple[int, int]]
    offset: int


@dataclass(frozen=True)
class Batch:
    """Windows of one step. `links`: (row, kind, cues, spans, buckets, right column per decision).

    `sentences`: (row, first token, end token, number of the sentence in the corpus).
    """

    ids: Tensor
    features: Tensor
    mask: Tensor
    first: Tensor
    tags: Tensor
    lengths: Tensor
    links: list[tuple[int, int, Tensor, Tensor, Tensor, Tensor]]
    sentences: Tensor


def read_documents(path: Path, tokenizer: Tokenizer) -> list[Document]:
    """The documents of a PolNeAR split as JSON lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    documents: list[Document] = []
    offset = 0
    for line in lines:
        documents.append(_read_document(json.loads(line), tokenizer, offset))
        offset += len(documents[-1].sentences)
    return documents


def _read_document(record: dict[str, Any], tokenizer: Tokenizer, offset: int) -> Document:
    read = read_input(record["text"], tokenizer)
    tags = np.zeros(len(read.first), dtype=np.int64)
    attributions = []
    for attribution in record["attributions"]:
        spans = {k: [_word_range(read, s, e) for s, e in attribution[k]] for k in LABELS}
        kept = {k: [(a, b) for a, b in v if a <= b] for k, v in spans.items()}
        attributions.append(kept)
        for k, label in enumerate(LABELS):
            for a, b in kept[label]:
                _mark(tags, k, a, b)
    return Document(read, _repair(tags), attributions, _sentences(record["text"], read), offset)


def _sentences(text: str, read: ModelInput) -> list[tuple[int, int]]:
    """Rough sentences of 4 to 100 words: cut at paragraphs, and after . ? ! where a capital follows."""
    cuts = [0]
    for i in range(1, len(read.first)):
        ends = text[read.starts[i - 1]] in ".?!" and text[read.starts[i]].isupper()
        if read.paragraphs[i] != read.paragraphs[i - 1] or (ends and read.starts[i] > read.ends[i - 1]):
            cuts.append(i)
    cuts.append(len(read.first))
    return [(a, b) for a, b in pairwise(cuts) if 4 <= b - a <= 100]


def sentence_ids(document: Document, sentence: tuple[int, int]) -> list[int]:
    """The subword ids of a sentence, between the two markers."""
    first, ids = document.read.first, document.read.ids
    stop = first[sentence[1]] if sentence[1] < len(first) else len(ids)
    return [CLS, *ids[first[sentence[0]] : stop].tolist(), SEP]


def _word_range(read: ModelInput, start: int, end: int) -> tuple[int, int]:
    first = int(np.searchsorted(read.ends, start, side="right"))
    last = int(np.searchsorted(read.starts, end, side="left")) - 1
    return first, last


def _mark(tags: IntArray, label: int, a: int, b: int) -> None:
    if a == b:
        tags[a] = tag_of(label, SINGLE)
        return
    tags[a + 1 : b] = tag_of(label, MIDDLE)
    tags[a], tags[b] = tag_of(label, BEGIN), tag_of(label, END)


def _repair(tags: IntArray) -> IntArray:
    """Legal tags where gold spans overlapped: each maximal run of a label, cut at every BEGIN or SINGLE."""
    out = np.zeros_like(tags)
    start = 0
    for i in range(1, len(tags) + 1):
        if i < len(tags) and tags[i] != OUT and tags[i - 1] != OUT:
            same = (tags[i] - 1) // 4 == (tags[i - 1] - 1) // 4
            if same and (tags[i] - 1) % 4 in (MIDDLE, END) and (tags[i - 1] - 1) % 4 in (BEGIN, MIDDLE):
                continue
        if tags[start] != OUT:
            _mark(out, int(tags[start] - 1) // 4, start, i - 1)
        start = i
    return out


def windows(document: Document, size: int, rng: random.Random) -> Iterator[tuple[int, int]]:
    """Half-open word ranges that tile the document, each at most `size` tokens, the first of random length.

    A window ends at a paragraph's end when one lies in its last quarter, so that most spans stay whole.
    """
    first = np.append(document.read.first, len(document.read.ids))
    paragraphs = document.read.paragraphs
    begin, words = 0, len(document.read.first)
    budget = rng.randint(size // 4, size)
    while begin < words:
        end = int(np.searchsorted(first, first[begin] + budget, side="right")) - 1
        end = min(max(end, begin + 1), words)
        if end < words:
            low = int(np.searchsorted(first, first[begin] + budget * 3 // 4))
            breaks = [i for i in range(max(low, begin + 1), end) if paragraphs[i] != paragraphs[i - 1]]
            end = breaks[-1] if breaks else end
        yield begin, end
        begin, budget = end, size


def epoch_batches(documents: list[Document], size: int, batch: int, seed: int) -> list[list[tuple[int, int, int]]]:
    """One epoch: batches of (document, first word, end word) of similar length, in random order."""
    rng = random.Random(seed)
    rows = [(d, a, b) for d, doc in enumerate(documents) for a, b in windows(doc, size, rng)]
    rows.sort(key=lambda r: (documents[r[0]].read.first[r[2] - 1] - documents[r[0]].read.first[r[1]], rng.random()))
    batches = [rows[i : i + batch] for i in range(0, len(rows), batch)]
    rng.shuffle(batches)
    return batches


def make_batch(documents: list[Document], rows: list[tuple[int, int, int]]) -> Batch:
    """The tensors of a batch of windows."""
    cuts = []
    for d, a, b in rows:
        read = documents[d].read
        stop = read.first[b] if b < len(read.first) else len(read.ids)
        cuts.append((int(read.first[a]), int(stop)))
    width = max(stop - start for start, stop in cuts) + 2
    words = max(b - a for _, a, b in rows)
    ids = np.full((len(rows), width), PAD)
    features = np.zeros((len(rows), width, 3), dtype=np.int64)
    mask = np.zeros((len(rows), width), dtype=np.int64)
    first = np.zeros((len(rows), words), dtype=np.int64)
    tags = np.zeros((len(rows), words), dtype=np.int64)
    links, sentences = [], []
    for i, ((d, a, b), (start, stop)) in enumerate(zip(rows, cuts, strict=True)):
        read, n = documents[d].read, stop - start
        ids[i, : n + 2] = [CLS, *read.ids[start:stop].tolist(), SEP]
        features[i, 1 : n + 1] = read.features[start:stop]
        mask[i, : n + 2] = 1
        first[i, : b - a] = read.first[a:b] - start + 1
        tags[i, : b - a] = documents[d].tags[a:b]
        links += [(i, *link) for link in _links(documents[d], a, b)]
        sentences += [(i, *s) for s in _sentences_within(documents[d], a, b)]
    arrays = (ids, features, mask, first, tags, np.asarray([b - a for _, a, b in rows]))
    return Batch(
        *(torch.from_numpy(x) for x in arrays), links, torch.tensor(sentences, dtype=torch.long).reshape(-1, 4)
    )


def _sentences_within(document: Document, a: int, b: int) -> Iterator[tuple[int, int, int]]:
    """(first token in the window, end token, number in the corpus) of the sentences inside words `a` to `b`."""
    first, count = document.read.first, len(document.read.ids)
    for number, (low, high) in enumerate(document.sentences):
        if a <= low and high <= b:
            stop = int(first[high]) if high < len(first) else count
            yield int(first[low] - first[a]) + 1, stop - int(first[a]) + 1, document.offset + number


def _links(document: Document, a: int, b: int) -> Iterator[tuple[int, Tensor, Tensor, Tensor, Tensor]]:
    """The link decisions inside words `a` to `b`: for each cue its source or none, for each content its cue or none."""
    spans: dict[str, list[tuple[int, int]]] = {k: [] for k in LABELS}
    for attribution in document.attributions:
        for k in LABELS:
            spans[k] += [s for s in attribution[k] if a <= s[0] and s[1] < b]
    rows = {k: sorted(set(v)) for k, v in spans.items()}
    if not rows["cue"]:
        return
    of_cue = {x["cue"][0]: x for x in document.attributions if x["cue"]}
    cue_of = {s: x["cue"][0] for x in document.attributions if x["cue"] for s in x["content"]}
    cues = np.asarray(rows["cue"], dtype=np.int64)
    for kind, label in enumerate(("source", "content")):
        if not rows[label]:
            continue
        targets = np.asarray(rows[label], dtype=np.int64)
        if kind == 0:
            mine = [
                next((s for s in of_cue.get(c, {"source": []})["source"] if s in rows[label]), None)
                for c in rows["cue"]
            ]
            keep = [
                m is not None or not of_cue.get(c, {"source": []})["source"]
                for c, m in zip(rows["cue"], mine, strict=True)
            ]
            right = [
                (rows[label].index(m) if m else len(targets)) if k else -100 for m, k in zip(mine, keep, strict=True)
            ]
        else:
            shown = [c for c in rows["cue"] if torch.rand(()) >= HIDDEN_CUES] or rows["cue"]
            cues = np.asarray(shown, dtype=np.int64)
            owner = [cue_of.get(s) for s in rows[label]]
            right = [shown.index(o) if o in shown else len(shown) for o in owner]
        buckets = distance_buckets(cues, targets, document.read.paragraphs)
        yield (
            kind,
            torch.from_numpy(cues - a),
            torch.from_numpy(targets - a),
            torch.from_numpy(buckets),
            torch.tensor(right),
        )
