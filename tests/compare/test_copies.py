from tests.compare.build import report
from twosource.compare.article_view import ArticleView
from twosource.compare.copies import find_copies

LINES = (
    "The old lighthouse keeper left the island before the storm reached the outer reefs.",
    "Rescue crews searched the northern channel until dark and found two empty boats.",
    "The harbour master closed every pier and asked captains to double their mooring lines.",
    "Schools along the coast will stay closed until engineers have checked their roofs.",
)


def test_a_cut_reordered_and_lightly_edited_copy_is_a_near_duplicate() -> None:
    one = report("A", " ".join(LINES))
    edited = LINES[2].replace("closed every pier", "shut every pier")
    two = report("B", " ".join((LINES[3], edited, LINES[0])))
    copies = find_copies([ArticleView(one), ArticleView(two)])
    assert copies.near_duplicates("A", "B")
    assert len(copies.passages) == 3


def test_shared_quotations_are_no_copies() -> None:
    quote = "“The harbour will be closed for as long as the wind blows from the north and not a day longer,”"
    one = report("A", f"{quote} said the mayor. Farmers moved their herds to the upper fields over two long nights.")
    two = report("B", f"{quote} was all she offered reporters. Insurers put the loss at the docks far higher today.")
    assert not find_copies([ArticleView(one), ArticleView(two)]).passages


def test_two_accounts_of_one_thing_are_no_copies() -> None:
    one = report("A", "Crews combed the northern channel all day and came back at night with two boats nobody was in.")
    two = report("B", LINES[1])
    assert not find_copies([ArticleView(one), ArticleView(two)]).near_duplicates("A", "B")
