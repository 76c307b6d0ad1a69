"""Static word vectors: which words mean nearly the same, without running a language model.

The vectors are those a small sentence encoder gives each entry of its vocabulary on its own, reduced by principal
components (the recipe of Model2Vec, Tulkens and van Dongen, 2024), stored as int8. `training/word_vectors.py` makes
the file; `docs/methods/alignment.md` names the encoder and its licence.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]

LONGEST_WORD = 60
"""Characters. A longer "word" is an address or noise and gets the vector of an unknown word."""


@dataclass(frozen=True)
class WordVectors:
    """A vocabulary of word pieces with a unit vector each, in order of falling frequency."""

    pieces: dict[str, int]
    vectors: npt.NDArray[np.int8]
    ranks: npt.NDArray[np.int32]
    _seen: dict[str, tuple[FloatArray, float]] = field(default_factory=dict, repr=False)

    @property
    def dimensions(self) -> int:
        return int(self.vectors.shape[1])

    def read_words(self, words: Iterable[str]) -> tuple[FloatArray, FloatArray]:
        """A unit vector for each word, and how rare the word is in English at large: the logarithm of its rank in the
        vocabulary (of its rarest piece, plus one, where it has several). An unknown word has the zero vector."""
        read = [self._read_word(word) for word in words]
        if not read:
            return np.zeros((0, self.dimensions), np.float32), np.zeros(0, np.float32)
        return np.stack([vector for vector, _ in read]), np.array([rarity for _, rarity in read], np.float32)

    def rarities(self, words: Iterable[str]) -> list[float]:
        """How rare each word is in English at large, as `read_words` has it."""
        return [self._read_word(word)[1] for word in words]

    def _read_word(self, word: str) -> tuple[FloatArray, float]:
        key = word.lower()
        if key not in self._seen:
            rows = self._split(key)
            vector = self.vectors[rows].astype(np.float32).sum(0) if rows else np.zeros(self.dimensions, np.float32)
            norm = float(np.linalg.norm(vector))
            rarest = int(self.ranks[rows].max()) if rows else len(self.pieces)
            rarity = float(np.log(2.0 + rarest)) + (len(rows) != 1)
            if len(self._seen) > 200_000:
                self._seen.clear()
            self._seen[key] = (vector / norm if norm else vector, rarity)
        return self._seen[key]

    def _split(self, word: str) -> list[int]:
        """Rows of the word's pieces, longest match first (WordPiece); none where some part is not in the vocabulary."""
        rows: list[int] = []
        start = 0
        while start < len(word) <= LONGEST_WORD:
            end = len(word)
            while end > start and (("##" if start else "") + word[start:end]) not in self.pieces:
                end -= 1
            if end == start:
                return []
            rows.append(self.pieces[("##" if start else "") + word[start:end]])
            start = end
        return rows


@lru_cache(maxsize=1)
def load_word_vectors() -> WordVectors:
    """The vectors that come with the package."""
    with (files("twosource.text") / "data" / "word_vectors.npz").open("rb") as file, np.load(file) as stored:
        pieces = bytes(stored["pieces"]).decode("utf-8").split("\n")
        return WordVectors({piece: i for i, piece in enumerate(pieces)}, stored["vectors"], stored["ranks"])
