"""Claims a reader would take for one are shown once, with all that each of them has."""

from dataclasses import replace

from tests.report.invented import lock_gate
from twosource.model.claim_folding import fold_alike
from twosource.model.comparison import Claim, ClaimMention, Origin
from twosource.model.origins import independent_origins, origin_identity


def claim(id: str, text: str, *mentions: tuple[str, int, int], origin: str = "harbour master", **more: object) -> Claim:
    return Claim(
        id,
        text,
        more.get("standing", "corroborated"),  # type: ignore[arg-type]
        f"because of {origin}",
        tuple(ClaimMention(*mention) for mention in mentions),
        (Origin(origin, "office", (0,)),),
    )


def test_the_same_words_are_one_row_with_all_their_reports() -> None:
    first = claim("c1", "The pier is shut.", ("a", 0, 17), ("b", 4, 20))
    second = claim("c2", "“The pier is shut”", ("a", 0, 17), ("c", 9, 30), origin="coast guard")
    (folded,), shown = fold_alike([first, second])
    assert [mention.article for mention in folded.mentions] == ["a", "b", "c"]
    assert [(origin.name, origin.mentions) for origin in folded.origins] == [
        ("harbour master", (0,)),
        ("coast guard", (0,)),
    ]
    assert shown == {"c1": "c1", "c2": "c1"}


def test_claims_over_the_same_stretches_are_one_row() -> None:
    first = claim("c1", "the pier is shut for days", ("a", 0, 25), ("b", 0, 30))
    inner = claim("c2", "shut for days", ("a", 12, 25), ("b", 10, 30))
    assert len(fold_alike([first, inner])[0]) == 1
    elsewhere = claim("c3", "shut for days", ("a", 60, 75), ("b", 10, 30), ("c", 0, 9))
    assert len(fold_alike([first, elsewhere])[0]) == 2


def test_another_standing_or_origin_keeps_rows_apart() -> None:
    words = "The pier is shut"
    one = claim("c1", words, ("a", 0, 17), ("b", 0, 17), standing="shared_origin")
    assert len(fold_alike([one, claim("c2", words, ("a", 0, 17), ("b", 0, 17), standing="unclear")])[0]) == 2
    other = claim("c2", words, ("a", 0, 17), ("b", 0, 17), standing="shared_origin", origin="mayor")
    assert len(fold_alike([one, other])[0]) == 2
    assert len(fold_alike([one, replace(one, id="c2")])[0]) == 1


def test_claims_of_one_dispute_are_one_row() -> None:
    places = ("a", 0, 17), ("b", 4, 20)
    first = replace(claim("c1", "Two died", *places, standing="disputed"), discrepancies=(3,))
    same = replace(claim("c2", "The fire killed two people", *places, standing="disputed"), discrepancies=(3, 5))
    other = replace(claim("c3", "It broke out on Monday", *places, standing="disputed"), discrepancies=(7,))
    rows, shown = fold_alike([first, same, other])
    assert [row.discrepancies for row in rows] == [(3, 5), (7,)]
    assert shown == {"c1": "c1", "c2": "c1", "c3": "c3"}


def test_names_of_one_origin_are_one() -> None:
    names = [("Ida Brandvold", "person"), ("Ida M. Brandvold’s readout", "document"), ("IDA BRANDVOLD", "office")]
    assert {origin_identity(Origin(name, kind, ())) for name, kind in names} == {"ida brandvold"}  # type: ignore[arg-type]
    own = Origin("own reporting: canal-post", "own_reporting", ())
    assert origin_identity(own) == origin_identity(Origin("The Canal Post", "outlet", ())) == "canal post"


def test_what_is_not_settled_counts_for_no_origin() -> None:
    comparison = lock_gate()
    assert independent_origins(comparison) == 5
    unclear = tuple(replace(one, standing="unclear") for one in comparison.claims)
    assert independent_origins(replace(comparison, claims=unclear)) == 0
