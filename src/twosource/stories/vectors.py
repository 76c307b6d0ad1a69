"""Sparse term vectors, small enough that many thousands of open stories stay in memory."""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat
from math import sqrt
from operator import mul
from zlib import crc32

TermKey = int
"""A term by the CRC-32 of its UTF-8: the same in every process, and four bytes where the word takes seventy. Of 300,000
different terms about ten share a key with another, which no likeness notices."""

STEPS = 65_535
"""Steps between 0 and the heaviest weight of a packed vector: each weight takes two bytes."""


def term_key(term: str) -> TermKey:
    """The key of a term."""
    return crc32(term.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class PackedVector:
    """A vector as it is stored: keys of four bytes, weights of two, each so many times `step`."""

    keys: "array[int]"
    weights: "array[int]"
    step: float

    @classmethod
    def pack(cls, vector: Mapping[TermKey, float]) -> "PackedVector":
        """The vector with its weights (none negative) rounded to a 65,535th of the heaviest."""
        step = max(vector.values(), default=0.0) / STEPS or 1.0
        return cls(array("I", vector), array("H", [round(weight / step) for weight in vector.values()]), step)

    def unpack(self) -> dict[TermKey, float]:
        """The vector as a dictionary, in the order it was packed."""
        return {key: weight * self.step for key, weight in zip(self.keys, self.weights, strict=True)}

    def dot(self, vector: Mapping[TermKey, float]) -> float:
        """The inner product with `vector`."""
        # The inner loop of placing: all of it runs outside the interpreter.
        products: Iterable[float] = map(mul, map(vector.get, self.keys, repeat(0.0)), self.weights)
        return self.step * sum(products)

    def length(self) -> float:
        """The Euclidean length."""
        return self.step * sqrt(sum(map(mul, self.weights, self.weights)))


def heaviest(vector: Mapping[TermKey, float], most: int) -> list[TermKey]:
    """Up to `most` keys, the heaviest first, equal ones by key."""
    return sorted(vector, key=lambda key: (-vector[key], key))[:most]


def merge(vectors: Iterable[Mapping[TermKey, float]], most: int) -> dict[TermKey, float]:
    """The sum of the vectors, of which the `most` heaviest terms are kept."""
    total: dict[TermKey, float] = {}
    for vector in vectors:
        for key, weight in vector.items():
            total[key] = total.get(key, 0.0) + weight
    return total if len(total) <= most else {key: total[key] for key in heaviest(total, most)}
