"""The index of fingerprints: which articles have them, bounded; and the finder on an index of another make."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.model.article import Article
from twosource.stories import DuplicateFinder, RecentFingerprints
from twosource.stories.fingerprints import read_fingerprints


class PlainIndex:
    """The protocol in its simplest form, as a database would answer: every article, holders oldest first."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, tuple[int, ...]]] = []

    def fingerprint_holders(self, prints: Sequence[int], most: int) -> dict[int, list[str]]:
        found = {key: [article for article, own in self.rows if key in own][-most:] for key in prints}
        return {key: holders for key, holders in found.items() if holders}

    def fingerprint_counts(self, ids: Sequence[str]) -> dict[str, int]:
        return {article: len(own) for article, own in self.rows if article in ids}

    def add_fingerprints(self, article: str, prints: Sequence[int]) -> None:
        self.rows = [row for row in self.rows if row[0] != article] + [(article, tuple(prints))]


sentences = st.sampled_from([" ".join(f"word{seed}x{i}" for i in range(40)) for seed in range(6)])
texts = st.lists(st.lists(sentences, max_size=4).map(" ".join), max_size=12)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_memory_and_another_index_find_the_same_copies(texts: list[str]) -> None:
    articles = [Article.from_text(text, id=str(number)) for number, text in enumerate(texts)]
    memory, plain = DuplicateFinder(), DuplicateFinder(PlainIndex())
    assert [memory.place(article) for article in articles] == [plain.place(article) for article in articles]


def test_of_equal_texts_the_earliest_is_the_one_copied() -> None:
    text = " ".join(f"word{i}" for i in range(80))
    finder = DuplicateFinder(PlainIndex())
    placed = [finder.place(Article.from_text(text, id=one)) for one in ("z", "m", "a")]
    assert placed[0] is None
    assert [(copy.of, copy.kind) for copy in placed[1:] if copy] == [("z", "exact"), ("z", "exact")]


def test_the_index_in_memory_forgets_the_oldest() -> None:
    index = RecentFingerprints(most_articles=3)
    for number in range(5):
        index.add_fingerprints(f"a{number}", [7, 100 + number])
    assert index.fingerprint_holders([7, 100, 104], 10) == {7: ["a2", "a3", "a4"], 104: ["a4"]}
    assert index.fingerprint_holders([7], 2) == {7: ["a3", "a4"]}
    assert index.fingerprint_counts(["a0", "a4"]) == {"a4": 2}


def test_new_fingerprints_take_the_place_of_earlier_ones() -> None:
    index = RecentFingerprints()
    index.add_fingerprints("a", [1, 2])
    index.add_fingerprints("b", [2])
    index.add_fingerprints("a", [3])
    assert index.fingerprint_holders([1, 2, 3], 9) == {2: ["b"], 3: ["a"]}
    assert index.fingerprint_counts(["a", "b"]) == {"a": 1, "b": 1}


def test_fingerprints_fit_a_column_of_32_bits_and_tell_the_whole_text() -> None:
    one = read_fingerprints(Article.from_text("Storm closes the pass near Vantry again."))
    other = read_fingerprints(Article.from_text("Storm closes the pass near Vantry  AGAIN"))
    assert one == other
    assert one.whole in one.stored
    assert all(0 <= key < 2**32 for key in one.stored)
    assert one.stored == sorted(set(one.stored))
    assert read_fingerprints(Article.from_text(" … ")).stored == []
