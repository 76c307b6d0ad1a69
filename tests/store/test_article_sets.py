"""Sets of articles read side by side give what reading them whole would."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.compare.build import said
from tests.store.build import COUNCIL, MORNING, NOON, written
from twosource.model.archive import SearchFilter
from twosource.store import open_store
from twosource.store.article_sets import FIRST_READ, ListedArticles, OtherArticles, newest_common

LAST = 6 * FIRST_READ
numbers = st.sets(st.integers(1, LAST), max_size=40)
stretches = st.tuples(st.integers(1, LAST), st.integers(0, LAST), st.integers(1, 7)).map(
    lambda one: set(range(one[0], min(LAST, one[0] + one[1]) + 1, one[2]))
)


@given(st.lists(numbers | stretches, min_size=1, max_size=4), st.booleans(), st.integers(1, 3_000))
def test_what_sets_have_in_common(parts: list[set[int]], all_wanted: bool, wanted: int) -> None:
    expected = sorted(set.intersection(*parts), reverse=True)
    least = LAST + 1 if all_wanted else wanted
    found, whole = newest_common([ListedArticles(sorted(part)) for part in parts], least, max(least, LAST + 1), 1_000)
    assert found == expected[: len(found)]
    assert whole == (len(found) == len(expected)) or len(found) >= least
    assert len(found) >= min(least, len(expected))


@given(numbers | stretches, st.integers(1, LAST + 5), st.integers(0, 3_000), st.integers(0, LAST))
def test_what_a_set_leaves_out(part: set[int], below: int, most: int, least: int) -> None:
    others = OtherArticles(ListedArticles(sorted(part)), LAST)
    left = [number for number in range(LAST, 0, -1) if number not in part]
    assert others.newest(below, most, least) == [one for one in left if least <= one < below][:most]
    assert others.among(range(-2, LAST + 3, 17)) == {one for one in left if (one + 2) % 17 == 0}


def test_parts_of_speakers_names_of_any_length(tmp_path: Path) -> None:
    store = open_store(tmp_path / "archive.db")
    names = {"a": "Ana Brek", "b": "Bo \"Ás' O'Quay", "c": "李明", "d": "ℵ\x00\ud800 x%_", "e": "Brekana"}
    made = [
        said(written(key, COUNCIL), "Mayor Ana Brek", "said", "told of the pier,”", name) for key, name in names.items()
    ]
    store.add_articles([*made, written("none")], MORNING)

    def found(part: str) -> set[str]:
        return {hit.article for hit in store.search("", SearchFilter(speaker=part)).hits}

    folded = {"a": "ana brek", "b": "bo \"as' o'quay", "c": "李明", "d": "ℵ\x00\ud800 x%_", "e": "brekana"}
    parts = {name[start:end] for name in folded.values() for start in range(len(name)) for end in range(start + 1, 20)}
    for part in sorted(parts | {"q", "zz", "ek", "kb", "k\n", "%", "__", '"', "明"}):
        plain = " ".join(part.split())
        assert found(part) == {key for key, name in folded.items() if plain in name}, part
    assert found("") == set(names)
    store.add_articles([said(written("a", COUNCIL + " More."), "Mayor Ana Brek", "said", "told", "Zed")], NOON)
    assert found("zed") == {"a"}
    assert found("brek") == {"e"}
    assert [one.speaker for one in store.speakers("brek")] == ["Brekana"]
    store.close()
